"""What each sign-off of a criterion is worth by its evidence, prerequisites aside.

The rules, in the order in which they are asked

1. A sign-off that must be renewed stops counting after its months (`skillcert.rules.in_force`).
2. Where the rubric asks for a second assessor, a sign-off by one alone waits for the other.
3. A sign-off rests on what it cites and on what earlier ones of its criterion, still in force,
   cited; what was seen after its day does not carry it. An occasion is a task that was done, a
   product that was made, or a colleague who was guided, in a task of the criterion. A first
   conversation and an outside course are none.
4. `guided` and `some_help` need one occasion. `independent` and `guides_others` need as many, on as
   many different days, as the rubric says.
5. Where it must be signed anew after some months, one occasion lies within those months before the
   signing: a renewal on paper alone is none.
6. Where the law asks for separate training, `independent` and `guides_others` need evidence of it.
7. `guides_others` needs an occasion of guiding a colleague in a task of the criterion. If nothing
   else is missing, the sign-off counts as `independent` until then. No other level falls back to a
   lower one, which nobody saw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

import attrs

from skillcert.model import Criterion, Evidence, EvidenceKind, PerformanceLevel, Rubric, SignOff
from skillcert.rules.in_force import end_of, is_past
from skillcert.rules.missing import Missing, MissingKind

__all__ = ["OCCASION_KINDS", "Claim", "claims_of", "shows", "tasks_of"]

OCCASION_KINDS = frozenset({EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING})
"""The kinds of evidence in which a skill shows."""


@attrs.frozen(kw_only=True)
class Claim:
    """A sign-off and what its evidence carries on a day.

    Attributes:
        sign_off: The sign-off.
        end: The first day on which it no longer counts; `NEVER` if it does not end.
        level: The level that is carried; None if none is.
        missing: What the level that was signed waits for.
    """

    sign_off: SignOff
    end: dt.date
    level: PerformanceLevel | None
    missing: tuple[Missing, ...] = ()


@attrs.define(kw_only=True)
class _Seen:
    """What the sign-offs of a criterion have cited up to a day."""

    occasions: int = 0
    days: set[dt.date] = attrs.Factory(set)
    guiding: bool = False
    training: bool = False

    def add(self, evidence: Evidence, criterion: Criterion, tasks: Collection[str]) -> None:
        """Count *evidence*, if it shows *criterion*."""
        if evidence.kind in OCCASION_KINDS and evidence.task in tasks:
            self.occasions += 1
            self.days.add(evidence.on)
            self.guiding |= evidence.kind is EvidenceKind.GUIDING
        elif evidence.kind is EvidenceKind.OUTSIDE_COURSE:
            self.training |= evidence.criterion == criterion.id


def tasks_of(criterion: Criterion, rubric: Rubric) -> frozenset[str]:
    """Return the tasks in which *criterion* shows."""
    return rubric.task_ids if criterion.any_task else frozenset(criterion.tasks)


def shows(evidence: Evidence, criterion: str, tasks: Collection[str]) -> bool:
    """Say whether *evidence* can be cited for a criterion: its own work, or a course about it.

    Args:
        evidence: The evidence.
        criterion: The criterion's key.
        tasks: The tasks in which it shows.
    """
    if evidence.kind in OCCASION_KINDS:
        return evidence.task in tasks
    return evidence.kind is EvidenceKind.OUTSIDE_COURSE and evidence.criterion == criterion


def claims_of(
    criterion: Criterion,
    sign_offs: Sequence[SignOff],
    evidence: Mapping[str, Evidence],
    tasks: Collection[str],
    *,
    on: dt.date,
) -> tuple[Claim, ...]:
    """Say what each sign-off of a criterion is worth.

    Args:
        criterion: The criterion.
        sign_offs: Its sign-offs that are in force, the oldest first.
        evidence: The record's evidence by id.
        tasks: The tasks in which the criterion shows.
        on: The day.

    Returns:
        One claim a sign-off, in their order.
    """
    seen = _Seen()
    counted: set[str] = set()
    claims: list[Claim] = []
    for day, same_day in groupby(sign_offs, key=lambda sign_off: sign_off.on):
        # What one of a day's sign-offs cites carries the others of that day, too: their order
        # within the day is not known.
        signed = tuple(same_day)
        for key in (key for sign_off in signed for key in sign_off.evidence):
            cited = evidence.get(key)
            if cited is not None and key not in counted and cited.on <= day:
                counted.add(key)
                seen.add(cited, criterion, tasks)
        claims += [_claim(criterion, sign_off, seen, on) for sign_off in signed]
    return tuple(claims)


def _claim(criterion: Criterion, sign_off: SignOff, seen: _Seen, on: dt.date) -> Claim:
    end = end_of(sign_off.on, criterion.renew_after_months)
    if is_past(end, on):
        expired = Missing(kind=MissingKind.EXPIRED, level=sign_off.level, since=end)
        return Claim(sign_off=sign_off, end=end, level=None, missing=(expired,))
    missing = tuple(_missing(criterion, sign_off, seen))
    level: PerformanceLevel | None = sign_off.level
    if any(one.kind is not MissingKind.GUIDING for one in missing):
        level = None
    elif missing:
        level = PerformanceLevel.INDEPENDENT
    return Claim(sign_off=sign_off, end=end, level=level, missing=missing)


def _missing(criterion: Criterion, sign_off: SignOff, seen: _Seen) -> Iterator[Missing]:
    level = sign_off.level
    if criterion.second_assessor and sign_off.second_assessor in (None, sign_off.assessor):
        yield Missing(kind=MissingKind.SECOND_ASSESSOR, level=level)
    yield from _too_little(criterion, sign_off, seen)
    alone = level.reaches(PerformanceLevel.INDEPENDENT)
    if alone and criterion.separate_training and not seen.training:
        yield Missing(kind=MissingKind.SEPARATE_TRAINING, level=level)
    if level is PerformanceLevel.GUIDES_OTHERS and not seen.guiding:
        yield Missing(kind=MissingKind.GUIDING, level=level)


def _too_little(criterion: Criterion, sign_off: SignOff, seen: _Seen) -> Iterator[Missing]:
    level, rule = sign_off.level, criterion.evidence
    alone = level.reaches(PerformanceLevel.INDEPENDENT)
    occasions, days = (max(1, rule.occasions), rule.days) if alone else (1, 1)
    if seen.occasions < occasions:
        have = seen.occasions
        yield Missing(kind=MissingKind.OCCASIONS, level=level, have=have, need=occasions)
    elif is_past(end_of(max(seen.days), criterion.renew_after_months), sign_off.on):
        yield Missing(kind=MissingKind.OCCASIONS, level=level, have=0, need=1)
    # Who was never seen needs an occasion, which brings its day.
    if seen.days and len(seen.days) < days:
        yield Missing(kind=MissingKind.DAYS, level=level, have=len(seen.days), need=days)
