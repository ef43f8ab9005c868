"""What is asked before a sign-off is signed: what is refused, and what it still waits for. Pure.

The rules

- What is refused would be false or could never be read: a skill that the rubric has not, a day that
  has not come, evidence of another skill or a later day, the own work, a correction of what is not
  there.
- A level that nothing carries is refused, with what is missing: no occasion of the skill that was
  seen by the day of signing; where it must be signed anew, none within that time; `guides_others`
  without an occasion of guiding a colleague.
- Everything else that the rubric asks for is waited for: more occasions, other days, what comes
  first, the training that the law asks for, a second assessor. The supervisor signs what was seen
  and is told.
- What is missing is asked of the record with all that is to be signed together in it.
- Why it is so: `docs/adr/0014-a-level-that-the-evidence-does-not-carry.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from skillcert.model import (
    Criterion,
    Evidence,
    EvidenceRecord,
    PerformanceLevel,
    Reference,
    Rubric,
    SignOff,
)
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.rules.claims import Claim, claims_of, shows, tasks_of
from skillcert.rules.evidence_check import day_refusals
from skillcert.rules.in_force import sign_offs_in_force
from skillcert.rules.missing import Missing, MissingKind
from skillcert.rules.standing import standing_of

__all__ = ["Outlook", "outlook_of"]

_R = RefusalReason


@attrs.frozen(kw_only=True)
class Outlook:
    """What a sign-off would be worth.

    Attributes:
        refusals: Why it cannot be signed; empty if it can.
        waits: What the certificate still waits for, before it shows the level that is signed.
        level: The level at which the skill then stands; None if it does not stand yet.
    """

    refusals: tuple[Refusal, ...] = ()
    waits: tuple[Missing, ...] = ()
    level: PerformanceLevel | None = None


def outlook_of(
    rubric: Rubric, record: EvidenceRecord, sign_off: SignOff, *, on: dt.date
) -> Outlook:
    """Say what *sign_off* would be worth.

    Args:
        rubric: The rubric that it is made against.
        record: The record with everything that is to be signed together in it, *sign_off* too.
        sign_off: The sign-off.
        on: The day on which it is asked: today.
    """
    criterion = rubric.criterion(sign_off.criterion)
    if criterion is None:
        unknown = refuse(_R.UNKNOWN_CRITERION, rubric=rubric.id, criterion=sign_off.criterion)
        return Outlook(refusals=(unknown,))
    evidence = {one.id: one for one in record.evidence}
    refusals = (
        *day_refusals(sign_off.on, today=on),
        *_assessor_refusals(record, sign_off),
        *_cited_refusals(rubric, criterion, sign_off, evidence),
        *_correction_refusals(record, sign_off),
    )
    if refusals:
        return Outlook(refusals=refusals)
    claim = _claim(rubric, record, criterion, sign_off, on)
    if claim is None:  # pragma: no cover - whoever asks has put it into the record
        return Outlook()
    if absent := tuple(one for one in claim.missing if _nobody_saw(one)):
        return Outlook(refusals=(_not_carried(sign_off, absent),), waits=absent)
    standing = next(
        one for one in standing_of(rubric, record, on=on) if one.criterion.id == criterion.id
    )
    waits = tuple(one for one in standing.missing if one.level is sign_off.level)
    return Outlook(waits=waits, level=standing.level)


def _nobody_saw(missing: Missing) -> bool:
    if missing.kind is MissingKind.OCCASIONS:
        return missing.have == 0
    return missing.kind is MissingKind.GUIDING


def _not_carried(sign_off: SignOff, absent: tuple[Missing, ...]) -> Refusal:
    return refuse(
        _R.LEVEL_NOT_CARRIED,
        criterion=sign_off.criterion,
        level=sign_off.level.value,
        missing=tuple(one.kind.value for one in absent),
    )


def _claim(
    rubric: Rubric, record: EvidenceRecord, criterion: Criterion, sign_off: SignOff, on: dt.date
) -> Claim | None:
    claims = claims_of(
        criterion,
        sign_offs_in_force(record, on=on).get(criterion.id, ()),
        {one.id: one for one in record.evidence if one.on <= on},
        tasks_of(criterion, rubric),
        on=on,
    )
    return next((claim for claim in claims if claim.sign_off.id == sign_off.id), None)


def _assessor_refusals(record: EvidenceRecord, sign_off: SignOff) -> Iterator[Refusal]:
    if record.holder.id in {sign_off.assessor, sign_off.second_assessor}:
        yield refuse(_R.OWN_WORK, assessor=record.holder.id)
    if sign_off.second_assessor == sign_off.assessor:
        yield refuse(_R.SAME_ASSESSOR, assessor=sign_off.assessor)


def _cited_refusals(
    rubric: Rubric,
    criterion: Criterion,
    sign_off: SignOff,
    evidence: Mapping[Reference, Evidence],
) -> Iterator[Refusal]:
    tasks = tasks_of(criterion, rubric)
    for key in sign_off.evidence:
        cited = evidence.get(key)
        if cited is None:
            yield refuse(_R.UNKNOWN_EVIDENCE, evidence=key)
        elif cited.on > sign_off.on:
            yield refuse(_R.EVIDENCE_LATER, evidence=key, seen=cited.on, day=sign_off.on)
        elif not shows(cited, criterion.id, tasks):
            yield refuse(_R.EVIDENCE_OF_ANOTHER_SKILL, evidence=key, criterion=criterion.id)


def _correction_refusals(record: EvidenceRecord, sign_off: SignOff) -> Iterator[Refusal]:
    if sign_off.corrects is None:
        return
    old = next((one for one in record.sign_offs if one.id == sign_off.corrects), None)
    if old is None or old.id == sign_off.id:
        yield refuse(_R.UNKNOWN_SIGN_OFF, sign_off=sign_off.corrects)
        return
    if old.criterion != sign_off.criterion:
        yield refuse(
            _R.CORRECTS_ANOTHER_SKILL,
            sign_off=old.id,
            found=old.criterion,
            criterion=sign_off.criterion,
        )
    if old.on > sign_off.on:
        yield refuse(_R.EARLIER_THAN_CORRECTED, signed=old.on, day=sign_off.on)
    gone = {one.sign_off for one in record.withdrawals}
    gone |= {s.corrects for s in record.sign_offs if s.corrects and s.id != sign_off.id}
    if old.id in gone:
        yield refuse(_R.SIGN_OFF_TAKEN_BACK, sign_off=old.id)
