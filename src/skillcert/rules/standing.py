"""What a person has achieved, and what each criterion still waits for.

The rules

1. A sign-off counts unless it was withdrawn or corrected (`skillcert.rules.in_force`), as far as
   its evidence carries it (`skillcert.rules.claims`).
2. Prerequisites hold at every level of the criterion itself: nobody works at a machine, guided or
   not, before its safety criterion is signed.
3. Prerequisites are asked on the day for which the question is put. One that was reached only after
   the dependent sign-off makes that count from then on. One that has expired, or was withdrawn,
   makes the dependent criterion wait, and with it whatever builds on that, until it is signed anew.
4. The highest level that is carried stands, by the sign-off that lasts longest. A later, lower
   sign-off takes nothing away; it stands when the higher one has expired.
5. A standing ends when its sign-off or one of its prerequisites does.
6. What is missing is said of each signed level above the one that stands, as the newest sign-off at
   that level leaves it. Where nothing was signed, nothing is missing.
7. Prerequisites in a circle are never reached. Rubric files are refused for one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from skillcert.model import (
    Criterion,
    Evidence,
    EvidenceRecord,
    PerformanceLevel,
    Prerequisite,
    Rubric,
    SignOff,
)
from skillcert.rules.claims import Claim, claims_of, tasks_of
from skillcert.rules.in_force import NEVER, sign_offs_in_force
from skillcert.rules.missing import Missing, MissingKind

__all__ = ["Standing", "standing_of"]

Claims: TypeAlias = Mapping[str, Sequence[Claim]]
"""By criterion, what its sign-offs are worth, the oldest first."""


@attrs.frozen(kw_only=True)
class Standing:
    """Where a person stands in one criterion.

    Attributes:
        criterion: The criterion.
        level: The level that is achieved; None if none is, or nothing was signed.
        sign_off: The sign-off that it rests on.
        expires_on: The first day on which the level no longer stands, by its own renewal or a
            prerequisite's, unless something is signed anew; None if it never ends.
        missing: What the signed levels above `level` wait for; empty if nothing higher was signed.
    """

    criterion: Criterion
    level: PerformanceLevel | None = None
    sign_off: SignOff | None = None
    expires_on: dt.date | None = None
    missing: tuple[Missing, ...] = ()


def standing_of(rubric: Rubric, record: EvidenceRecord, *, on: dt.date) -> tuple[Standing, ...]:
    """Say where the holder of *record* stands in every criterion of *rubric*.

    Args:
        rubric: The rubric that the record was made against.
        record: The record.
        on: The day for which it is asked. What is dated later is not looked at.

    Returns:
        One standing a criterion, in the order of the rubric.
    """
    evidence: dict[str, Evidence] = {one.id: one for one in record.evidence if one.on <= on}
    signed = sign_offs_in_force(record, on=on)
    claims: dict[str, tuple[Claim, ...]] = {
        criterion.id: claims_of(
            criterion, signed.get(criterion.id, ()), evidence, tasks_of(criterion, rubric), on=on
        )
        for criterion in rubric.criteria
    }
    way_free = _way_free(rubric, claims)
    return tuple(_standing(criterion, claims, way_free) for criterion in rubric.criteria)


def _way_free(rubric: Rubric, claims: Claims) -> dict[str, dt.date]:
    """Return the criteria whose prerequisites are all reached, and the day on which that ends.

    What has no prerequisite comes first, then what builds on that, and so on: a circle never gets
    its turn.
    """
    free: dict[str, dt.date] = {}
    waiting: Sequence[Criterion] = rubric.criteria
    while waiting:
        still = []
        for criterion in waiting:
            ends = [_reached_until(first, claims, free) for first in criterion.requires]
            if None in ends:
                still.append(criterion)
            else:
                free[criterion.id] = min((end for end in ends if end), default=NEVER)
        if len(still) == len(waiting):
            break
        waiting = still
    return free


def _reached_until(
    first: Prerequisite, claims: Claims, free: Mapping[str, dt.date]
) -> dt.date | None:
    """Return the day on which a prerequisite is no longer reached; None if it is not."""
    if first.criterion not in free:
        return None
    ends = [
        claim.end
        for claim in claims[first.criterion]
        if claim.level is not None and claim.level.reaches(first.level)
    ]
    return min(max(ends), free[first.criterion]) if ends else None


def _standing(criterion: Criterion, claims: Claims, free: Mapping[str, dt.date]) -> Standing:
    own = claims[criterion.id]
    carried = [claim for claim in own if claim.level is not None] if criterion.id in free else []
    if not carried:
        return Standing(criterion=criterion, missing=tuple(_missing(criterion, None, claims, free)))
    best = max(carried, key=_rank)
    end = min(best.end, free[criterion.id])
    return Standing(
        criterion=criterion,
        level=best.level,
        sign_off=best.sign_off,
        expires_on=None if end == NEVER else end,
        missing=tuple(_missing(criterion, best.level, claims, free)),
    )


def _rank(claim: Claim) -> tuple[int, dt.date]:
    return (claim.level.step if claim.level is not None else -1, claim.end)


def _missing(
    criterion: Criterion,
    level: PerformanceLevel | None,
    claims: Claims,
    free: Mapping[str, dt.date],
) -> Iterator[Missing]:
    """Yield what the signed levels above *level* wait for, the lowest level first."""
    newest = {claim.sign_off.level: claim for claim in claims[criterion.id]}
    for signed in PerformanceLevel:
        if signed in newest and (level is None or signed.step > level.step):
            yield from _prerequisites(criterion, newest[signed], claims, free)
            yield from newest[signed].missing


def _prerequisites(
    criterion: Criterion, claim: Claim, claims: Claims, free: Mapping[str, dt.date]
) -> Iterator[Missing]:
    for first in criterion.requires:
        if _reached_until(first, claims, free) is None:
            yield Missing(
                kind=MissingKind.PREREQUISITE,
                level=claim.sign_off.level,
                criterion=first.criterion,
                criterion_level=first.level,
            )
