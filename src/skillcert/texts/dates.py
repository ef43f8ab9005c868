"""Dates and periods as each language writes them; the tests hold them to the CLDR."""

from __future__ import annotations

import datetime as dt

from skillcert.model import DatePrecision, Period
from skillcert.texts.words import Words

__all__ = ["date_text", "day", "period", "span"]


def day(date: dt.date, words: Words) -> str:
    """Write a date with its day: "12 June 2025", "12. juni 2025"."""
    return date_text(date, DatePrecision.DAY, words)


def date_text(date: dt.date, precision: DatePrecision, words: Words) -> str:
    """Write a date as exactly as *precision* says: "June 2025", "12 June 2025", "2025"."""
    if precision is DatePrecision.YEAR:
        return str(date.year)
    pattern = words.dates.day if precision is DatePrecision.DAY else words.dates.month
    return pattern.format(day=date.day, month=words.dates.months[date.month - 1], year=date.year)


def period(span: Period, precision: DatePrecision, words: Words) -> str:
    """Write a period: "From March 2025 to June 2025", "Since March 2025", "June 2025".

    A period whose start and end read the same is written once. It stands on a line of its own, so
    it begins with a capital, also in languages that write their months without.
    """
    start = date_text(span.start, precision, words)
    if span.end is None:
        return words.certificate.period_open.format(start=start)
    end = date_text(span.end, precision, words)
    if start == end:
        return start[:1].upper() + start[1:]
    return words.certificate.period.format(start=start, end=end)


def span(first: dt.date, last: dt.date, precision: DatePrecision, words: Words) -> str:
    """Write the time between two days for a table: "March 2025", "March–June 2025", "2024–2025".

    Never more exactly than in months. The dash is closed up between single words and has spaces
    around it between longer parts, as in "November 2024 – March 2025".
    """
    exactly = DatePrecision.YEAR if precision is DatePrecision.YEAR else DatePrecision.MONTH
    start, end = (date_text(one, exactly, words) for one in (first, last))
    if start == end:
        return end
    if exactly is DatePrecision.YEAR:
        return f"{start}–{end}"
    if first.year == last.year:
        return f"{start.removesuffix(f' {first.year}')}–{end}"
    return f"{start} – {end}"
