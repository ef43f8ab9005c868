"""What a supervisor is told, in the supervisor's language: why not, and what would help. Pure.

    >>> from skillcert.refusals import RefusalReason, refuse
    >>> from skillcert.texts import words
    >>> refusal = refuse(RefusalReason.SAME_ASSESSOR, assessor="kari")
    >>> describe_refusal(refusal, words("nb"))
    'En annen enn du må se på dette'

Rules of this module

- A skill, a task and a person go by their names and not by their keys, where those are known.
- What is missing is said as what will help, and in as few words as it can be: "two more occasions,
  at least one of them on another day".
- The sentences stand in `skillcert/texts/told`. They have no full stop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from skillcert.model import PerformanceLevel, RubricText, Token
from skillcert.refusals import Refusal, Spoken, Value
from skillcert.rules import Dropped, Missing, MissingKind
from skillcert.texts import TellingWords, Words, day, telling_words

__all__ = ["describe_dropped", "describe_missing", "describe_refusal"]

_NOBODY: Mapping[str, str] = MappingProxyType({})


def describe_missing(missing: Sequence[Missing], words: Words, text: RubricText) -> tuple[str, ...]:
    """Say what a skill still waits for, each thing once.

    Args:
        missing: What is missing, of one skill; what several of its levels wait for is said once.
        words: The library's words in the language.
        text: The rubric's words in the same language.
    """
    telling = telling_words(words.language)
    said: dict[str, None] = {}
    for level in dict.fromkeys(one.level for one in missing):
        own = [one for one in missing if one.level is level]
        for one in own:
            said.setdefault(_waits(one, own, telling, words, text))
    return tuple(line for line in said if line)


def describe_dropped(dropped: Dropped, words: Words, text: RubricText) -> str:
    """Say why something that was recorded is not in the record.

    Args:
        dropped: What it is.
        words: The library's words in the language.
        text: The rubric's words in the same language.
    """
    template = telling_words(words.language).dropped[Token(dropped.why.value)]
    skill = _skill(dropped.criterion, text) if dropped.criterion else text.title
    return template.format(skill=skill, day=day(dropped.on, words))


def describe_refusal(
    refusal: Refusal,
    words: Words,
    text: RubricText | None = None,
    *,
    names: Mapping[str, str] = _NOBODY,
) -> str:
    """Say why something was refused.

    Args:
        refusal: Why.
        words: The library's words in the language.
        text: The words in the same language of the rubric that it is about; without them skills
            and tasks go by their keys.
        names: The names of people and supervisors by their ids, as far as they may be told.
    """
    telling = telling_words(words.language)

    def written(name: str, value: Value) -> str:
        if name == "missing":
            return "; ".join(_needed(kind, telling) for kind in _several(value))
        return names.get(str(value)) or _written(name, value, words, text)

    values = {name: written(name, value) for name, value in refusal.values}
    return telling.refusals[Token(refusal.reason.value)].format(**values)


def _waits(
    missing: Missing,
    own: Sequence[Missing],
    telling: TellingWords,
    words: Words,
    text: RubricText,
) -> str:
    """Return the words for one thing; empty for days that were said with the occasions."""
    if missing.kind is MissingKind.PREREQUISITE:
        least = missing.criterion_level or PerformanceLevel.INDEPENDENT
        return telling.waits.first.format(
            skill=_skill(missing.criterion, text), level=words.level(least).label
        )
    if missing.kind in {MissingKind.OCCASIONS, MissingKind.DAYS}:
        occasions, days = (_more(kind, own) for kind in (MissingKind.OCCASIONS, MissingKind.DAYS))
        return _times(occasions, days, telling) if missing is _first_of_both(own) else ""
    return _PLAIN[missing.kind](telling)


def _first_of_both(own: Sequence[Missing]) -> Missing:
    return next(m for m in own if m.kind in {MissingKind.OCCASIONS, MissingKind.DAYS})


def _more(kind: MissingKind, own: Sequence[Missing]) -> int:
    return next((max(m.need - m.have, 1) for m in own if m.kind is kind), 0)


def _times(occasions: int, days: int, telling: TellingWords) -> str:
    """Return how often it is to be seen; what brings enough days brings enough occasions."""
    waits = telling.waits
    if days > occasions:
        return waits.day if days == 1 else waits.days.format(count=telling.number(days))
    if not days:
        many = waits.occasions.format(count=telling.number(occasions))
        return waits.occasion if occasions == 1 else many
    if occasions == 1:
        return waits.occasion_day
    template = waits.occasions_day if days == 1 else waits.occasions_days
    return template.format(count=telling.number(occasions), days=telling.number(days))


_PLAIN: Mapping[MissingKind, Callable[[TellingWords], str]] = MappingProxyType(
    {
        MissingKind.EXPIRED: lambda telling: telling.waits.anew,
        MissingKind.SEPARATE_TRAINING: lambda telling: telling.waits.training,
        MissingKind.SECOND_ASSESSOR: lambda telling: telling.waits.second,
        MissingKind.GUIDING: lambda telling: telling.waits.guiding,
    }
)


def _needed(kind: str, telling: TellingWords) -> str:
    """Return what has to be seen before a level can be signed at all."""
    guiding = kind == MissingKind.GUIDING.value
    return telling.waits.guiding if guiding else telling.waits.seen


def _several(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _written(name: str, value: Value, words: Words, text: RubricText | None) -> str:
    if isinstance(value, Spoken):
        return value.get(words.language)
    if isinstance(value, dt.datetime):
        return f"{day(value.date(), words)} {value:%H:%M} UTC"
    if isinstance(value, dt.date):
        return day(value, words)
    if isinstance(value, tuple):
        return ", ".join(value)
    if name == "level":
        return words.level(PerformanceLevel(value)).label
    return _named(name, str(value), text)


def _named(name: str, key: str, text: RubricText | None) -> str:
    """Return the name of a skill, a task or a group, or the key where there is none."""
    if text is None:
        return key
    if name in {"criterion", "found"}:
        return _skill(key, text)
    known = {"task": dict(text.tasks), "group": dict(text.groups)}.get(name, {})
    return {str(one): str(line) for one, line in known.items()}.get(key, key)


def _skill(key: str, text: RubricText) -> str:
    found = {str(one): str(words.does) for one, words in text.criteria}
    return found.get(key, key)
