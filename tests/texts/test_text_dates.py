"""Dates and periods, as each language writes them."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date

from skillcert.model import DatePrecision, Period
from skillcert.texts import LANGUAGES, date_text, day, period, words

LOCALES = {"en": "en_GB", "nb": "nb_NO", "nn": "nn_NO", "da": "da_DK"}
# Patterns of CLDR (UTS 35, part 4). "long" is each locale's own full date; CLDR's skeletons would
# give "12. jun. 2025" for Danish.
PATTERNS = {DatePrecision.DAY: "long", DatePrecision.MONTH: "MMMM y", DatePrecision.YEAR: "y"}
FIRST = dt.date(2025, 3, 1)
LAST = dt.date(2025, 6, 12)
ACROSS = dt.date(2024, 11, 30)


def test_a_locale_is_given_for_every_language() -> None:
    """A language that is added needs its locale here."""
    assert set(LOCALES) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("precision", DatePrecision)
@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_those_of_the_cldr(language: str, precision: DatePrecision, month: int) -> None:
    """Each date is written as the locale has it in the CLDR, which Babel carries."""
    date = dt.date(2025, month, month)
    wanted = format_date(date, PATTERNS[precision], locale=LOCALES[language])
    assert date_text(date, precision, words(language)) == wanted


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
