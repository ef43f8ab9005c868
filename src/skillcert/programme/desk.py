"""What a supervisor does: record what was seen, sign off skills, take back, confirm.

Rules of this module

- Whatever is written here is signed by the supervisor whose desk it is, in one transaction.
- A request is looked at within that transaction too: two supervisors at once see each other's word,
  and both words stand.
- A supervisor signs what was seen. What the certificate still waits for is said and stops nothing;
  what contradicts the record, or what nobody saw, is refused (`docs/adr/0014`).
- A request that comes a second time under the same ids is written once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from skillcert.errors import RefusedError
from skillcert.model import (
    Assessor,
    AssessorKeyReplaced,
    Evidence,
    EvidenceKind,
    FirstConversation,
    Language,
    PerformanceLevel,
    Prose,
    Reference,
    SignOffConfirmed,
    Token,
)
from skillcert.programme.asking import (
    Batch,
    Looked,
    Seen,
    SignOffRequest,
    ToConfirm,
)
from skillcert.programme.confirming import to_confirm
from skillcert.programme.hand import Hand, Latch, sound
from skillcert.programme.looking import look
from skillcert.programme.recording import cleaned, record
from skillcert.programme.sealing import new_id
from skillcert.programme.signing_off import sign_one
from skillcert.programme.site import Site
from skillcert.programme.taking_back import person_of, sign_off_of, withdraw, withdraw_evidence
from skillcert.refusals import RefusalReason, refuse
from skillcert.rules import evidence_refusals
from skillcert.signing import PublicKey, Signer

__all__ = ["Desk"]

_R = RefusalReason


@attrs.frozen(kw_only=True, eq=False)
class Desk(Hand):
    """One supervisor's desk, unlocked. A `with` block locks it at its end.

    Attributes:
        assessor: Who it is.
        language: The language in which skills are read here; what was read is what was signed.
    """

    assessor: Assessor
    language: Language = Language("en")

    @classmethod
    def of(cls, site: Site, signer: Signer) -> Desk:
        """Return the desk of whose key *signer* is; see `Site.unlock`."""
        roster, key = site.roster, signer.public.id
        if refusal := site.ledger.key_refusal(site.key, key, site.now):
            raise RefusedError([refusal])
        owner = roster.owner(key)
        if owner is None:
            raise RefusedError([refuse(_R.ASSESSOR_ONLY, kind="unlock")])
        return cls(site=site, latch=Latch(signer), assessor=owner.assessor)

    def speaking(self, language: str) -> Desk:
        """Return this desk with the skills read in *language*; both are locked as one."""
        return attrs.evolve(self, language=Language(language))

    def first_conversation(  # noqa: PLR0913 - what a conversation is about, by name
        self,
        person: Reference,
        workshop: str,
        rubric: str | None = None,
        *,
        interests: Sequence[Token] = (),
        note: str = "",
        on: dt.date | None = None,
    ) -> Reference:
        """Keep a first conversation, which is private: it feeds the suggestions and no document.

        Args:
            person: The person's id.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            interests: The groups of the rubric that the person would like to try.
            note: A note for the file.
            on: The day; None for today.

        Returns:
            Its id.

        Raises:
            CodecError: The note has not its form.
            RefusedError: Nobody has this id, the rubric has no such group, the day is to come, an
                identity number stands in the note.
        """
        chosen = self.site.rubric(workshop, rubric)
        ref = new_id(self.site.entropy)
        with self._step() as done:
            done.history(person)
            talk = Evidence(
                id=ref,
                kind=EvidenceKind.FIRST_CONVERSATION,
                on=on or done.today,
                seen_by=self.assessor.id,
                interests=tuple(interests),
                note=Prose(note),
            )
            if refusals := tuple(evidence_refusals(chosen, talk, person, today=done.today)):
                raise RefusedError(refusals)
            said = FirstConversation(
                workshop=Token(workshop),
                rubric=chosen.id,
                on=talk.on,
                seen_by=talk.seen_by,
                interests=talk.interests,
                note=talk.note,
            )
            done.vault.put(person, ref, sound(said))
        return ref

    def record_evidence(
        self, person: Reference, workshop: str, seen: Seen, rubric: str | None = None
    ) -> Reference:
        """Record what was seen, and return its id.

        Args:
            person: Whose work it was.
            workshop: The workshop's key.
            seen: What was seen.
            rubric: The rubric's key; None where the workshop has one.

        Raises:
            CodecError: A text has not its form.
            RefusedError: Nobody has this id, the rubric has no such task, the day is to come, an
                identity number stands in a text, a picture cannot be kept.
            LedgerError: The ledger cannot be written. Nothing was written.
        """
        chosen = self.site.rubric(workshop, rubric)
        pictures = cleaned(seen)
        with self._step() as done:
            return record(done, self.assessor, person, Token(workshop), chosen, seen, pictures)

    def withdraw_evidence(self, evidence: Reference, *, reason: str = "") -> None:
        """Take an evidence back: it was somebody else's work, or another task.

        Raises:
            RefusedError: There is no such evidence, it was taken back already, or a sign-off that
                holds rests on it.
        """
        with self._step() as done:
            withdraw_evidence(done, evidence, reason)

    def look_at(self, requests: Sequence[SignOffRequest]) -> tuple[Looked, ...]:
        """Say what would come of signing *requests* together; nothing is written.

        Raises:
            PluginError: A workshop's plugin could not be asked.
        """
        _, today = self.site.moment()
        named = [self._named(request) for request in requests]
        return look(named, self.site, assessor=self.assessor, today=today)

    def sign(self, requests: Sequence[SignOffRequest]) -> Batch:
        """Sign off skills, all or none, with what was seen recorded along with them.

        Args:
            requests: What is to be signed. Whoever may send it twice gives it ids.

        Raises:
            CodecError: A text has not its form. Nothing was written.
            RefusedError: One of them cannot be signed; it holds every reason. Nothing was written.
            PluginError: A workshop's plugin could not be asked. Nothing was written.
            LedgerError: The ledger cannot be written. Nothing was written.
        """
        wanted = [self._named(request) for request in requests]
        pictures = {seen.id: cleaned(seen) for request in wanted for seen in request.seen}
        with self._step() as done:
            ids = [key for one in wanted for key in (one.id, *(s.id for s in one.seen))]
            known = [entry.event.id for key in ids if (entry := done.known(key))]
            looked = look(wanted, self.site, assessor=self.assessor, today=done.today, known=known)
            if refusals := [refusal for one in looked for refusal in one.refusals]:
                raise RefusedError(dict.fromkeys(refusals))
            signed = []
            for one in looked:
                signed.append(sign_one(done, one, self.assessor, pictures, language=self.language))
        return Batch(signed=tuple(signed))

    def undo(self, batch: Batch, *, reason: str = "") -> None:
        """Take back all that was signed in one go and was recorded along with it, all or none.

        An evidence that another sign-off has come to rest on stays.

        Raises:
            RefusedError: Something of it was taken back or corrected already.
        """
        with self._step() as done:
            for one in batch.signed:
                withdraw(done, one.sign_off, reason)
            for key in (key for one in batch.signed for key in one.seen):
                history = done.history(person_of(self.site, key))
                if key not in history.gone and history.rests_on(key) is None:
                    withdraw_evidence(done, key, reason)

    def correct(
        self,
        sign_off: Reference,
        level: PerformanceLevel,
        *,
        evidence: Sequence[Reference] | None = None,
        seen: Sequence[Seen] = (),
    ) -> Batch:
        """Sign a skill at another level, in the place of an earlier sign-off.

        Args:
            sign_off: The id of the earlier one.
            level: The level that was really seen.
            evidence: What it rests on; None for what the earlier one rested on.
            seen: What was seen besides and is recorded along with it.

        Raises:
            RefusedError: There is no such sign-off, it was taken back, or the level is not carried.
        """
        old = sign_off_of(self.site, sign_off)
        history = self.site.history(old.person)
        cited = [key for key in old.evidence if key not in history.gone]
        request = SignOffRequest(
            person=old.person,
            workshop=old.workshop,
            rubric=old.rubric.id,
            criterion=old.criterion,
            level=level,
            evidence=tuple(cited if evidence is None else evidence),
            seen=tuple(seen),
            corrects=sign_off,
        )
        return self.sign([request])

    def withdraw(self, sign_off: Reference, *, reason: str = "") -> None:
        """Take a sign-off back; it stays in the chain, and so does this.

        Raises:
            CodecError: The reason has not its form.
            RefusedError: There is no such sign-off, it was taken back or corrected already, or an
                identity number stands in the reason.
        """
        with self._step() as done:
            withdraw(done, sign_off, reason)

    def to_confirm(self) -> tuple[ToConfirm, ...]:
        """Return what waits for a second pair of eyes, other than those that signed it."""
        return tuple(to_confirm(self.site, self.assessor.id))

    def confirm(self, sign_offs: Sequence[Reference]) -> None:
        """Say, as the second assessor, that sign-offs were checked; all or none.

        Raises:
            RefusedError: One is not there, was taken back, was signed or confirmed by the same
                supervisor, or is of the supervisor's own work.
        """
        with self._step() as done:
            for key in dict.fromkeys(sign_offs):
                old = sign_off_of(self.site, key)
                history = done.history(old.person)
                mine = self.assessor
                if key in history.gone:
                    raise RefusedError([refuse(_R.SIGN_OFF_TAKEN_BACK, sign_off=key)])
                if old.person == mine.id:
                    raise RefusedError([refuse(_R.OWN_WORK, assessor=mine.id)])
                if history.signer_of(key) == mine.id:
                    raise RefusedError([refuse(_R.SAME_ASSESSOR, assessor=mine.name)])
                if mine.id in history.confirmed_by(key):
                    taken = refuse(_R.CONFIRMED_ALREADY, sign_off=key, assessor=mine.name)
                    raise RefusedError([taken])
                said = SignOffConfirmed(person=old.person, sign_off=key, on=done.today)
                done.say(sign_off_confirmed=said)

    def replace_key(self, key: PublicKey, *, until: dt.date | None = None) -> None:
        """Put another key in the place of the own one; this desk signs nothing more after it.

        Args:
            key: The new public key.
            until: The last day on which it signs; None for no end.

        Raises:
            RefusedError: The key is, or was, in use.
        """
        new = AssessorKeyReplaced(assessor=self.assessor.id, key=key.hex, until=until)
        with self._step() as done:
            done.say(assessor_key_replaced=new)

    def _named(self, request: SignOffRequest) -> SignOffRequest:
        """Return the request with an id for it and for all that was seen."""
        entropy = self.site.entropy
        return attrs.evolve(
            request,
            id=request.id or new_id(entropy),
            seen=tuple(attrs.evolve(one, id=one.id or new_id(entropy)) for one in request.seen),
        )
