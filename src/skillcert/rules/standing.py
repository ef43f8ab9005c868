"""What a person has achieved, and what each criterion still waits for.

The rules, in the order in which they are asked

1. A sign-off counts from its day on, unless it was withdrawn or corrected by then.
2. Prerequisites must have been reached at their level, at every level of the criterion itself:
   nobody works at a machine, guided or not, before its safety criterion is signed.
3. Where the rubric asks for a second assessor, a sign-off by one alone waits for the other.
4. `guided` and `some_help` need one occasion that was seen.
5. `independent` needs as many occasions, on as many different days, as the rubric says. They may
   have been cited by any sign-off of the same criterion up to that day.
6. Where the law asks for separate training, `independent` needs evidence of it, too.
7. `guides_others` is `independent` plus a witnessed occasion of guiding a colleague in a named
   task. Without that occasion the sign-off counts as `independent`.
8. A sign-off that must be renewed stops counting after its months.
9. The highest level that is carried stands.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Iterator, Mapping, Sequence

import attrs

from skillcert.model import (
    Criterion,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    PerformanceLevel,
    Rubric,
    SignOff,
)

__all__ = ["Missing", "MissingKind", "Standing", "add_months", "standing_of"]

_SEEN = {EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING}


class MissingKind(enum.Enum):
    """Why a sign-off does not count yet, or no longer."""

    OCCASIONS = "occasions"
    DAYS = "days"
    PREREQUISITE = "prerequisite"
    EXPIRED = "expired"
    SEPARATE_TRAINING = "separate_training"
    SECOND_ASSESSOR = "second_assessor"
    GUIDING = "guiding"


@attrs.frozen(kw_only=True)
class Missing:
    """One thing that a criterion still waits for.

    Attributes:
        kind: What it is.
        level: The level that waits for it.
        have: How many there are (occasions, days).
        need: How many are needed.
        criterion: The prerequisite's key.
        since: The day from which it has been missing (expired).
    """

    kind: MissingKind
    level: PerformanceLevel
    have: int = 0
    need: int = 0
    criterion: str = ""
    since: dt.date | None = None


@attrs.frozen(kw_only=True)
class Standing:
    """Where a person stands in one criterion.

    Attributes:
        criterion: The criterion.
        level: The level that is achieved; None if none is, or nothing was signed.
        sign_off: The sign-off that it rests on.
        expires_on: The first day on which that sign-off no longer counts; None if it never ends.
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
    return _Judge(rubric, record, on).all()


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month *months* later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


class _Judge:
    """One record under one rubric on one day; keeps what the criteria share."""

    def __init__(self, rubric: Rubric, record: EvidenceRecord, on: dt.date) -> None:
        self._rubric = rubric
        self._on = on
        self._evidence: Mapping[str, Evidence] = {
            evidence.id: evidence for evidence in record.evidence if evidence.on <= on
        }
        self._sign_offs = _in_force(record, on)
        self._known: dict[str, Standing] = {}

    def all(self) -> tuple[Standing, ...]:
        return tuple(self._standing(criterion) for criterion in self._rubric.criteria)

    def _standing(self, criterion: Criterion) -> Standing:
        # A rubric has no circle of prerequisites (its files are checked for that), so this ends.
        if criterion.id not in self._known:
            self._known[criterion.id] = self._judge(criterion)
        return self._known[criterion.id]

    def _judge(self, criterion: Criterion) -> Standing:
        signed = self._sign_offs.get(criterion.id, ())
        best = Standing(criterion=criterion)
        waits: list[Missing] = []
        for sign_off in signed:
            level, missing = self._carried(criterion, sign_off, signed)
            waits += missing
            expires = _expiry(criterion, sign_off)
            if level is not None and _better(level, expires, best):
                best = Standing(
                    criterion=criterion, level=level, sign_off=sign_off, expires_on=expires
                )
        above = tuple(
            dict.fromkeys(
                w for w in waits if best.level is None or w.level.step > best.level.step
            )
        )
        return attrs.evolve(best, missing=above)

    def _carried(
        self, criterion: Criterion, sign_off: SignOff, signed: Sequence[SignOff]
    ) -> tuple[PerformanceLevel | None, tuple[Missing, ...]]:
        """Return the level that the evidence carries, and what a higher one waits for."""
        level = sign_off.level
        if expired := self._expired(criterion, sign_off):
            return None, (expired,)
        missing = (*self._prerequisites(criterion, level), *self._assessors(criterion, sign_off))
        if missing:
            return None, missing
        seen = self._seen(criterion, sign_off, signed)
        missing = tuple(self._amount(criterion, level, seen))
        if level.reaches(PerformanceLevel.INDEPENDENT):
            missing += tuple(self._training(criterion, sign_off, signed))
        if missing:
            return None, missing
        if level is PerformanceLevel.GUIDES_OTHERS and not any(
            evidence.kind is EvidenceKind.GUIDING for evidence in seen
        ):
            waits = Missing(kind=MissingKind.GUIDING, level=level)
            return PerformanceLevel.INDEPENDENT, (waits,)
        return level, ()

    def _expired(self, criterion: Criterion, sign_off: SignOff) -> Missing | None:
        end = _expiry(criterion, sign_off)
        if end is None or self._on < end:
            return None
        return Missing(kind=MissingKind.EXPIRED, level=sign_off.level, since=end)

    def _prerequisites(self, criterion: Criterion, level: PerformanceLevel) -> Iterator[Missing]:
        for first in criterion.requires:
            needed = self._rubric.criterion(first.criterion)
            reached = self._standing(needed).level if needed else None
            if reached is None or not reached.reaches(first.level):
                yield Missing(
                    kind=MissingKind.PREREQUISITE, level=level, criterion=first.criterion
                )

    def _assessors(self, criterion: Criterion, sign_off: SignOff) -> Iterator[Missing]:
        if criterion.second_assessor and sign_off.second_assessor in (None, sign_off.assessor):
            yield Missing(kind=MissingKind.SECOND_ASSESSOR, level=sign_off.level)

    def _cited(self, sign_off: SignOff, signed: Sequence[SignOff]) -> Iterator[Evidence]:
        """Yield what *sign_off* and the earlier ones of the criterion cite, each once."""
        earlier = (other for other in signed if other.on <= sign_off.on)
        ids = dict.fromkeys(key for other in (sign_off, *earlier) for key in other.evidence)
        for key in ids:
            evidence = self._evidence.get(key)
            if evidence is not None and evidence.on <= sign_off.on:
                yield evidence

    def _seen(
        self, criterion: Criterion, sign_off: SignOff, signed: Sequence[SignOff]
    ) -> tuple[Evidence, ...]:
        return tuple(
            evidence
            for evidence in self._cited(sign_off, signed)
            if evidence.kind in _SEEN and self._shows(evidence, criterion)
        )

    def _shows(self, evidence: Evidence, criterion: Criterion) -> bool:
        known = self._rubric.task_ids if criterion.any_task else criterion.tasks
        return evidence.task in known

    def _amount(
        self, criterion: Criterion, level: PerformanceLevel, seen: Sequence[Evidence]
    ) -> Iterator[Missing]:
        alone = level.reaches(PerformanceLevel.INDEPENDENT)
        occasions = criterion.evidence.occasions if alone else 1
        days = criterion.evidence.days if alone else 1
        had = len({evidence.on for evidence in seen})
        if len(seen) < occasions:
            yield Missing(
                kind=MissingKind.OCCASIONS, level=level, have=len(seen), need=occasions
            )
        if had < days and seen:
            yield Missing(kind=MissingKind.DAYS, level=level, have=had, need=days)

    def _training(
        self, criterion: Criterion, sign_off: SignOff, signed: Sequence[SignOff]
    ) -> Iterator[Missing]:
        if criterion.separate_training and not any(
            evidence.kind is EvidenceKind.OUTSIDE_COURSE and evidence.criterion == criterion.id
            for evidence in self._cited(sign_off, signed)
        ):
            yield Missing(kind=MissingKind.SEPARATE_TRAINING, level=sign_off.level)


def _in_force(record: EvidenceRecord, on: dt.date) -> dict[str, tuple[SignOff, ...]]:
    """Return the sign-offs that count on a day, by criterion, oldest first."""
    gone = {withdrawal.sign_off for withdrawal in record.withdrawals if withdrawal.on <= on}
    gone |= {s.corrects for s in record.sign_offs if s.corrects is not None and s.on <= on}
    found: dict[str, list[SignOff]] = {}
    for sign_off in sorted(record.sign_offs, key=lambda s: (s.on, s.id)):
        if sign_off.on <= on and sign_off.id not in gone:
            found.setdefault(sign_off.criterion, []).append(sign_off)
    return {criterion: tuple(sign_offs) for criterion, sign_offs in found.items()}


def _expiry(criterion: Criterion, sign_off: SignOff) -> dt.date | None:
    if criterion.renew_after_months is None:
        return None
    return add_months(sign_off.on, criterion.renew_after_months)


def _better(level: PerformanceLevel, expires: dt.date | None, best: Standing) -> bool:
    """Say whether a sign-off stands before *best*: by level, then by how long it still counts."""
    if best.level is None or level.step != best.level.step:
        return best.level is None or level.step > best.level.step
    return best.expires_on is not None and (expires is None or expires > best.expires_on)
