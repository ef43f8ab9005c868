"""What was signed or chosen and is not on the paper, and why: said to whoever issues it.

The certificate itself never tells of it. But a supervisor who prints it must not be left to compare
the paper with the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from skillcert.errors import Problem
from skillcert.model import EvidenceRecord
from skillcert.rules.missing import Missing, MissingKind
from skillcert.rules.standing import Standing

__all__ = ["describe", "left_out"]


def left_out(
    record: EvidenceRecord, standings: Sequence[Standing], *, on: dt.date
) -> tuple[Problem, ...]:
    """Return a line for each skill that was signed or chosen and is not shown as signed.

    Args:
        record: The record.
        standings: Where its holder stands on the day.
        on: The day of issue.
    """
    return (*_waiting(record, standings), *_later(record, on))


def describe(missing: Missing) -> str:
    """Say in words what is still waited for: "seen 1 of 3 times"."""
    first = missing.criterion_level.value if missing.criterion_level else ""
    return {
        MissingKind.OCCASIONS: f"seen {missing.have} of {missing.need} times",
        MissingKind.DAYS: f"seen on {missing.have} of {missing.need} different days",
        MissingKind.PREREQUISITE: f"{missing.criterion} comes first, at the level {first}",
        MissingKind.EXPIRED: f"to be signed anew since {missing.since}",
        MissingKind.SEPARATE_TRAINING: "evidence of the separate safety training",
        MissingKind.SECOND_ASSESSOR: "a second assessor",
        MissingKind.GUIDING: "an occasion of guiding a colleague in one of its tasks",
    }[missing.kind]


def _waiting(record: EvidenceRecord, standings: Sequence[Standing]) -> Iterator[Problem]:
    chosen = record.choices.show
    for standing in standings:
        key = standing.criterion.id
        wanted = chosen is None or key in chosen
        if wanted and standing.missing:
            level = max((m.level for m in standing.missing), key=lambda level: level.step)
            waits = "; ".join(dict.fromkeys(describe(m) for m in standing.missing))
            shown = f"shown as {standing.level.value}" if standing.level else "not shown yet"
            yield Problem(path=key, what=f"signed as {level.value}, {shown}. It waits for: {waits}")
        elif chosen is not None and wanted and standing.level is None:
            yield Problem(path=key, what="chosen to be shown, but nobody has signed it")


def _later(record: EvidenceRecord, on: dt.date) -> Iterator[Problem]:
    for i, sign_off in enumerate(record.sign_offs):
        if sign_off.on > on:
            what = f"{sign_off.criterion} was signed on {sign_off.on}, after the day of issue, {on}"
            yield Problem(path=f"sign_offs[{i}].on", what=what)
