"""What became of a person's evidence and sign-offs, as the chain tells it. Pure.

A record is of one rubric as it is installed. What may be taken back or confirmed is asked of the
chain, whatever rubric it was signed under. What a compromised key said is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import attrs

from skillcert.ledger.chain import Entry
from skillcert.ledger.roster import Roster
from skillcert.model import Reference, SkillSigned

__all__ = ["History"]


@attrs.frozen(kw_only=True, eq=False, slots=False)
class History:
    """What the chain says about a person.

    Attributes:
        entries: The entries about the person that count, in order.
        roster: Who may say what.
    """

    entries: tuple[Entry, ...]
    roster: Roster

    @classmethod
    def of(cls, entries: Iterable[Entry], roster: Roster) -> History:
        """Return what *entries* say, but for those of compromised keys."""
        counted = tuple(one for one in entries if roster.counts(one.event.key, one.seq))
        return cls(entries=counted, roster=roster)

    @property
    def is_known(self) -> bool:
        """Whether the person was ever added."""
        return any(one.event.person_added for one in self.entries)

    @property
    def is_erased(self) -> bool:
        """Whether the person was erased."""
        return any(one.event.person_erased for one in self.entries)

    @cached_property
    def gone(self) -> frozenset[Reference]:
        """What was taken back: sign-offs and papers withdrawn or replaced, evidence withdrawn."""
        found: set[Reference | None] = set()
        for entry in self.entries:
            event = entry.event
            if event.sign_off_withdrawn:
                found.add(event.sign_off_withdrawn.sign_off)
            if event.evidence_withdrawn:
                found.add(event.evidence_withdrawn.evidence)
            if event.skill_signed:
                found.add(event.skill_signed.corrects)
            if event.certificate_withdrawn:
                found.add(event.certificate_withdrawn.certificate)
            if event.certificate_issued:
                found.add(event.certificate_issued.replaces)
        return frozenset(key for key in found if key is not None)

    @property
    def withdrawn_papers(self) -> frozenset[Reference]:
        """The papers that were withdrawn; one that was replaced is not among them."""
        return frozenset(
            one.event.certificate_withdrawn.certificate
            for one in self.entries
            if one.event.certificate_withdrawn
        )

    @cached_property
    def signed(self) -> dict[Reference, SkillSigned]:
        """Every sign-off, by its id."""
        return {
            one.event.id: one.event.skill_signed for one in self.entries if one.event.skill_signed
        }

    def rests_on(self, evidence: Reference) -> Reference | None:
        """Return a sign-off that holds and cites an evidence, if there is one."""
        return next(
            (
                key
                for key, signed in self.signed.items()
                if key not in self.gone and evidence in signed.evidence
            ),
            None,
        )

    def signer_of(self, event_id: Reference) -> Reference | None:
        """Return the assessor who signed an event about the person."""
        key = next((one.event.key for one in self.entries if one.event.id == event_id), None)
        owner = self.roster.owner(key) if key else None
        return owner.assessor.id if owner else None

    def confirmed_by(self, sign_off: Reference) -> frozenset[Reference]:
        """Return the assessors who have confirmed a sign-off."""
        owners = (
            self.roster.owner(one.event.key)
            for one in self.entries
            if one.event.sign_off_confirmed and one.event.sign_off_confirmed.sign_off == sign_off
        )
        return frozenset(owner.assessor.id for owner in owners if owner)
