"""What is asked of a document: in which languages, on which day, and every text that goes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from skillcert import codec
from skillcert.errors import Problem, RecordError, SkillcertError
from skillcert.model import EvidenceRecord, Language

__all__ = ["check_day", "languages_of", "texts_in"]


def texts_in(record: Any) -> Iterator[tuple[str, str]]:
    """Yield every string of a record with its path."""
    found: list[tuple[str, str]] = []
    _collect(codec.unstructure(record), "", found)
    yield from found


def _collect(node: Any, path: str, found: list[tuple[str, str]]) -> None:
    """Add every string of a tree that is no deeper than a record."""
    if isinstance(node, str):
        found.append((path, node))
    elif isinstance(node, dict):
        for key, value in node.items():
            _collect(value, codec.at(path, key), found)
    elif isinstance(node, list | tuple):
        for i, value in enumerate(node):
            _collect(value, codec.at(path, i), found)


def check_day(record: EvidenceRecord, on: dt.date) -> None:
    """Refuse a day of issue that is none, and a period that lies after it."""
    if type(on) is not dt.date:
        raise SkillcertError(
            f"the day of issue must be a datetime.date, not {type(on).__name__}",
            hint="Give on=moment.date() for a datetime",
        )
    span = record.period
    ends = [("period.start", span.start), ("period.end", span.end)] if span else []
    late = [
        Problem(
            path=path,
            what=f"the period goes to {day}, after the day of issue, {on}",
            hint="Leave the end out while it goes on",
        )
        for path, day in ends
        if day is not None and day > on
    ]
    if late:
        raise RecordError(late)


def languages_of(language: str | Sequence[str]) -> tuple[Language, ...]:
    """Return the languages of a paper, none twice."""
    named = (language,) if isinstance(language, str) else tuple(language)
    if not named:
        raise SkillcertError("no language is named", hint="Name the language of the paper")
    return tuple(Language(one) for one in dict.fromkeys(named))
