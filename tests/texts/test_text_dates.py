"""Dates and periods, as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from skillcert.model import DatePrecision, Period
from skillcert.texts import LANGUAGES, date_text, day, period, words

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "da": "januar februar marts april maj juni juli august september oktober november december",
}
FIRST = dt.date(2025, 3, 1)
LAST = dt.date(2025, 6, 12)
ACROSS = dt.date(2024, 11, 30)


def test_months_are_given_for_every_language() -> None:
    """A language that is added needs its months here."""
    assert set(MONTHS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_months_have_their_names(language: str, month: int) -> None:
    """Each month has the name that the language has for it, in the case in which it writes it."""
    name = MONTHS[language].split()[month - 1]
    date = dt.date(2025, month, 12)
    point = "" if language == "en" else "."
    assert date_text(date, DatePrecision.MONTH, words(language)) == f"{name} 2025"
    assert day(date, words(language)) == f"12{point} {name} 2025"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_is_its_number(language: str) -> None:
    """The coarsest precision says the year alone."""
    assert date_text(LAST, DatePrecision.YEAR, words(language)) == "2025"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Aarhus, 12 June 2025"),
        ("nb", "Aarhus, 12. juni 2025"),
        ("nn", "Aarhus, 12. juni 2025"),
        ("da", "Aarhus, den 12. juni 2025"),
    ],
)
def test_the_line_with_place_and_date(language: str, line: str) -> None:
    """Danish says "den" before the day, the others do not."""
    template = words(language).certificate.place_and_date
    assert template.format(place="Aarhus", date=day(LAST, words(language))) == line


@pytest.mark.parametrize(
    ("language", "closed", "still_open"),
    [
        ("en", "From March 2025 to June 2025", "Since March 2025"),
        ("nb", "Fra mars 2025 til juni 2025", "Siden mars 2025"),
        ("nn", "Frå mars 2025 til juni 2025", "Sidan mars 2025"),
        ("da", "Fra marts 2025 til juni 2025", "Siden marts 2025"),
    ],
)
def test_a_period_in_months(language: str, closed: str, still_open: str) -> None:
    """A period is told in months unless the holder chose otherwise."""
    found = words(language)
    assert period(Period(start=FIRST, end=LAST), DatePrecision.MONTH, found) == closed
    assert period(Period(start=FIRST), DatePrecision.MONTH, found) == still_open


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (DatePrecision.DAY, "Fra 1. marts 2025 til 12. juni 2025"),
        (DatePrecision.MONTH, "Fra marts 2025 til juni 2025"),
        (DatePrecision.YEAR, "2025"),
    ],
)
def test_a_period_at_each_precision(precision: DatePrecision, text: str) -> None:
    """Start and end that read the same are written once."""
    assert period(Period(start=FIRST, end=LAST), precision, words("da")) == text


def test_a_period_across_years_names_both() -> None:
    """A year is never left out, even if it follows from the other."""
    span = Period(start=ACROSS, end=LAST)
    assert period(span, DatePrecision.YEAR, words("en")) == "From 2024 to 2025"
    assert period(span, DatePrecision.MONTH, words("en")) == "From November 2024 to June 2025"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_day_is_written_once(language: str) -> None:
    """A period of one day is that day."""
    found = words(language)
    assert period(Period(start=LAST, end=LAST), DatePrecision.DAY, found) == day(LAST, found)


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "June 2025"), ("nb", "Juni 2025"), ("nn", "Juni 2025"), ("da", "Juni 2025")],
)
def test_a_period_within_a_month_begins_with_a_capital(language: str, line: str) -> None:
    """The month that stands alone on its line begins it, also where months are written small."""
    span = Period(start=dt.date(2025, 6, 2), end=LAST)
    assert period(span, DatePrecision.MONTH, words(language)) == line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("date", [dt.date.min, dt.date.max, dt.date(2024, 2, 29)])
def test_any_day_can_be_written(language: str, date: dt.date) -> None:
    """No day of the calendar is too early or too late to be written."""
    assert str(date.year) in day(date, words(language))
