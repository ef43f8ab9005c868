"""What each line of a certificate rests on, back to a supervisor's signature.

Rules of this module

- A line is proven by the sign-off that it names: of the same person, criterion and workshop, made
  before the certificate, at the level that is shown, by an assessor of the site whose key counts,
  not taken back by then, and with all its evidence in the chain, not all of it withdrawn by then.
- A sign-off for guiding others also carries "independent" (ADR 0007).
- That a sign-off was taken back after the issue is told and takes nothing from the proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from sqlalchemy import Connection

from skillcert.ledger import reading
from skillcert.ledger.chain import Entry
from skillcert.ledger.findings import CertificateProof, Confirmation, LineProof
from skillcert.ledger.roster import Roster
from skillcert.model import (
    CertificateIssued,
    EventKind,
    IssuedLine,
    PerformanceLevel,
    Reference,
    SkillSigned,
)
from skillcert.refusals import Refusal, RefusalReason, refuse

__all__ = ["prove", "what_proves"]

_R = RefusalReason

_SPEAKING = (
    EventKind.SKILL_SIGNED,
    EventKind.SIGN_OFF_CONFIRMED,
    EventKind.SIGN_OFF_WITHDRAWN,
    EventKind.EVIDENCE_WITHDRAWN,
)
_CORRECTS = b'"corrects":'


def what_proves(
    connection: Connection, issued: Entry, *, wanted: Callable[[int], bool] = lambda _: True
) -> tuple[Entry, ...]:
    """Return the entries that a certificate's lines rest on, and that speak about those.

    Args:
        connection: The connection.
        issued: The entry that issued it.
        wanted: Whether the entry of a number may be read; all may by default.
    """
    paper = issued.event.certificate_issued
    if paper is None:
        return ()
    cited = {line.sign_off for line in paper.lines}
    signed = reading.entries_where(
        connection,
        issued.site,
        person=paper.person,
        kinds=_SPEAKING,
        # Most of a person's sign-offs are neither on the paper nor corrections of one that is.
        wanted=lambda row: (
            wanted(row.seq)
            and (
                row.id in cited or row.kind != EventKind.SKILL_SIGNED.value or _CORRECTS in row.body
            )
        ),
    )
    rest_on = {
        evidence
        for one in signed
        if one.event.skill_signed and one.event.id in cited
        for evidence in one.event.skill_signed.evidence
    }
    seen = reading.entries_of_ids(connection, issued.site, rest_on)
    return (*signed, *(one for one in seen if one.event.person == paper.person))


def prove(
    issued: Entry,
    about: Sequence[Entry],
    roster: Roster,
    *,
    sound: Callable[[int], bool] = lambda _: True,
) -> CertificateProof:
    """Return what the lines of a certificate rest on.

    Args:
        issued: The entry that issued it.
        about: What speaks about it, see `what_proves`.
        roster: Who may say what at the end of the chain.
        sound: Whether the entry of a number is what was signed; all are by default.

    Raises:
        ValueError: The entry issued no certificate.
    """
    paper = issued.event.certificate_issued
    if paper is None:
        raise ValueError("the entry issued no certificate")
    file = _File(issued, paper, {one.event.id: one for one in about}, roster, sound)
    return CertificateProof(
        site=issued.site,
        seq=issued.seq,
        certificate=issued.event.id,
        person=paper.person,
        on=paper.on,
        lines=tuple(map(file.line, paper.lines)),
    )


@attrs.frozen
class _File:
    """A certificate and what is known of its person."""

    issued: Entry
    paper: CertificateIssued
    about: dict[Reference, Entry]
    roster: Roster
    sound: Callable[[int], bool]

    def line(self, line: IssuedLine) -> LineProof:
        found = self.about.get(line.sign_off)
        signed = found.event.skill_signed if found else None
        if found is None or signed is None:
            return LineProof(
                criterion=line.criterion,
                level=line.level,
                sign_off=line.sign_off,
                refusal=refuse(_R.UNKNOWN_SIGN_OFF, sign_off=line.sign_off),
            )
        owner = self.roster.owner(found.event.key)
        return LineProof(
            criterion=line.criterion,
            level=line.level,
            sign_off=line.sign_off,
            seq=found.seq,
            assessor=owner.assessor if owner else None,
            on=signed.on,
            evidence=len(set(signed.evidence) - self._withdrawn_evidence()),
            confirmed=self._confirmed(found),
            taken_back=next(
                (seq for seq in self._taken_back(found) if seq > self.issued.seq), None
            ),
            refusal=self._refusal(line, found, signed),
        )

    def _refusal(self, line: IssuedLine, found: Entry, signed: SkillSigned) -> Refusal | None:
        if (
            found.seq > self.issued.seq
            or (signed.workshop, signed.rubric.id) != (self.paper.workshop, self.paper.rubric.id)
            or signed.criterion != line.criterion
        ):
            return refuse(_R.UNKNOWN_SIGN_OFF, sign_off=line.sign_off)
        if not self._counts(found):
            return refuse(_R.WRONG_SIGNATURE, key=found.event.key)
        if any(seq < self.issued.seq for seq in self._taken_back(found)):
            return refuse(_R.SIGN_OFF_TAKEN_BACK, sign_off=line.sign_off)
        if line.level not in _carried(signed.level):
            return refuse(
                _R.LEVEL_NOT_CARRIED,
                criterion=line.criterion,
                level=line.level.value,
                missing=(f"{signed.level.value} was signed",),
            )
        for evidence in signed.evidence:
            seen = self.about.get(evidence)
            there = seen and seen.event.evidence_recorded and seen.seq < found.seq
            if seen is None or not there or not self._counts(seen):
                return refuse(_R.UNKNOWN_EVIDENCE, evidence=evidence)
        gone = self._withdrawn_evidence()
        if signed.evidence and gone.issuperset(signed.evidence):
            return refuse(_R.UNKNOWN_EVIDENCE, evidence=signed.evidence[0])
        return None

    def _withdrawn_evidence(self) -> set[Reference]:
        """Return the evidence that was taken back by the time of the issue."""
        return {
            one.event.evidence_withdrawn.evidence
            for one in self.about.values()
            if one.event.evidence_withdrawn and one.seq < self.issued.seq and self._counts(one)
        }

    def _taken_back(self, found: Entry) -> list[int]:
        """Return the numbers of the events that withdraw or correct a sign-off."""
        return [
            one.seq
            for one in self.about.values()
            if found.event.id
            in {
                getattr(one.event.sign_off_withdrawn, "sign_off", None),
                getattr(one.event.skill_signed, "corrects", None),
            }
            and self._counts(one)
        ]

    def _confirmed(self, found: Entry) -> tuple[Confirmation, ...]:
        confirmed = []
        for one in self.about.values():
            what = one.event.sign_off_confirmed
            if what is None or what.sign_off != found.event.id or not self._counts(one):
                continue
            owner = self.roster.owner(one.event.key)
            if owner and owner != self.roster.owner(found.event.key):
                confirmed.append(Confirmation(assessor=owner.assessor, on=what.on))
        return tuple(confirmed)

    def _counts(self, one: Entry) -> bool:
        return self.sound(one.seq) and self.roster.counts(one.event.key, one.seq)


def _carried(signed: PerformanceLevel) -> set[PerformanceLevel]:
    both = {PerformanceLevel.GUIDES_OTHERS, PerformanceLevel.INDEPENDENT}
    return both if signed is PerformanceLevel.GUIDES_OTHERS else {signed}
