"""What a supervisor does: record what was seen, sign off skills, take back, confirm.

Rules of this module

- Whatever is written here is signed by the supervisor whose desk it is, in one transaction.
- A request is looked at within that transaction too: two supervisors at once see each other's word,
  and both words stand.
- A supervisor signs what was seen. What the certificate still waits for is said and stops nothing;
  what contradicts the record, or what nobody saw, is refused (`docs/adr/0014`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

import attrs

from skillcert.errors import RefusedError
from skillcert.ledger.boxes import PersonSecret
from skillcert.ledger.erasure import erase_person
from skillcert.ledger.private_view import choices_ref
from skillcert.ledger.vault import Vault
from skillcert.ledger.writing import Writing
from skillcert.model import (
    Assessor,
    Choices,
    FirstConversation,
    Language,
    Name,
    PerformanceLevel,
    PersonAdded,
    PersonCard,
    PersonChanged,
    PersonErased,
    Prose,
    Reason,
    Reference,
    Rubric,
    RubricChoice,
    SignOffConfirmed,
    SignOffWithdrawn,
    SkillSigned,
    Token,
)
from skillcert.programme.asking import (
    Batch,
    Looked,
    Person,
    Seen,
    Signed,
    SignOffRequest,
    ToConfirm,
)
from skillcert.programme.looking import look
from skillcert.programme.recording import Recorder, cleaned, waiting_for
from skillcert.programme.sealing import Sealer, new_id
from skillcert.programme.site import Site
from skillcert.refusals import RefusalReason, refuse
from skillcert.rubrics import digest_of, meaning_of
from skillcert.signing import Envelope, Signer

__all__ = ["Desk"]

_R = RefusalReason


@attrs.frozen(kw_only=True, eq=False)
class Desk:
    """One supervisor's desk, unlocked.

    Attributes:
        site: The site.
        signer: The supervisor's key.
        assessor: Who it is.
        language: The language in which skills are read here; what was read is what was signed.
    """

    site: Site
    signer: Signer
    assessor: Assessor
    language: Language = Language("en")

    @classmethod
    def of(cls, site: Site, signer: Signer) -> Desk:
        """Return the desk of whose key *signer* is; see `Site.unlock`."""
        roster, key = site.roster, signer.public.id
        if refusal := roster.key_refusal(key, site.now):
            raise RefusedError([refusal])
        owner = roster.owner(key)
        if owner is None:
            raise RefusedError([refuse(_R.ASSESSOR_ONLY, kind="unlock")])
        return cls(site=site, signer=signer, assessor=owner.assessor)

    def speaking(self, language: str) -> Desk:
        """Return this desk with the skills read in *language*."""
        return attrs.evolve(self, language=Language(language))

    def add_person(self, name: str, *, name_language: str | None = None) -> Person:
        """Begin a record.

        Args:
            name: The name as the person wants it printed.
            name_language: Its language.

        Raises:
            RefusedError: A national identity number stands in the name.
            LedgerError: The ledger cannot be written.
        """
        language = Language(name_language) if name_language else None
        card = PersonCard(name=Name(name), name_language=language)
        person = new_id(self.site.entropy)
        with self._writing() as writing:
            vault = self._vault(writing)
            private = vault.add_person(person, card, PersonSecret.new(self.site.entropy))
            added = PersonAdded(person=person, private=private)
            writing.append([self._sealer.event(person_added=added)])
        return Person(id=person, name=card.name, name_language=language)

    def rename(self, person: Reference, name: str, *, name_language: str | None = None) -> Person:
        """Give a person another name; the one before is forgotten.

        Raises:
            RefusedError: Nobody has this id, or an identity number stands in the name.
        """
        language = Language(name_language) if name_language else None
        card = PersonCard(name=Name(name), name_language=language)
        with self._writing() as writing:
            private = self._vault(writing).put(person, person, card)
            changed = PersonChanged(person=person, private=private)
            writing.append([self._sealer.event(person_changed=changed)])
        return Person(id=person, name=card.name, name_language=language)

    def choose(self, person: Reference, workshop: str, rubric: str, choices: Choices) -> None:
        """Keep what a person decided about the paper of one rubric; the last word counts.

        Raises:
            RefusedError: Nobody has this id, or an identity number stands in the own words.
        """
        with self._writing() as writing:
            self._vault(writing).put(person, choices_ref(workshop, rubric), choices)

    def erase(self, person: Reference) -> None:
        """Delete everything that is held on a person; the chain stays and tells nothing of them.

        Raises:
            RefusedError: Nobody ever had this id.
            LedgerError: Something could not be deleted yet; doing it again goes on.
        """
        event = self._sealer.event(person_erased=PersonErased(person=person))
        erase_person(self.site.ledger, event, files=self.site.files, now=self.site.now)

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

        Raises:
            RefusedError: Nobody has this id, or an identity number stands in the note.
        """
        said = FirstConversation(
            workshop=Token(workshop),
            rubric=self.site.rubric(workshop, rubric).id,
            on=on or self.site.today,
            seen_by=self.assessor.id,
            interests=tuple(interests),
            note=Prose(note),
        )
        ref = new_id(self.site.entropy)
        with self._writing() as writing:
            self._vault(writing).put(person, ref, said)
        return ref

    def record_evidence(
        self, person: Reference, workshop: str, seen: Seen, rubric: str | None = None
    ) -> Reference:
        """Record what was seen, and return its id.

        Raises:
            RefusedError: Nobody has this id, the rubric has no such task, the day is to come, an
                identity number stands in a text, a picture cannot be kept.
        """
        chosen = self.site.rubric(workshop, rubric)
        pictures = cleaned(seen)
        with self._writing() as writing:
            recorder = self._recorder(writing, person, Token(workshop), chosen)
            return recorder.record(seen, pictures)

    def look_at(self, requests: Sequence[SignOffRequest]) -> tuple[Looked, ...]:
        """Say what would come of signing *requests* together; nothing is written."""
        return tuple(self._looked(list(requests)))

    def sign(self, requests: Sequence[SignOffRequest]) -> Batch:
        """Sign off skills, all or none, with what was seen recorded along with them.

        Raises:
            RefusedError: One of them cannot be signed; it holds every reason. Nothing was written.
            LedgerError: The ledger cannot be written. Nothing was written.
        """
        wanted = [self._named(request) for request in requests]
        pictures = {
            seen.id: cleaned(seen) for request in wanted for seen in request.seen if seen.id
        }
        with self._writing() as writing:
            looked = [*self._looked(wanted)]
            refusals = [refusal for one in looked for refusal in one.refusals]
            if refusals:
                raise RefusedError(refusals)
            signed = []
            for one in looked:
                request = one.request
                rubric = self.site.rubric(request.workshop, request.rubric)
                recorder = self._recorder(writing, request.person, request.workshop, rubric)
                for seen in request.seen:
                    recorder.record(seen, pictures.get(seen.id, ()) if seen.id else ())
                (entry,) = writing.append([self._signed_event(request, rubric)])
                signed.append(Signed(sign_off=entry.event.id, seq=entry.seq, looked=one))
        return Batch(signed=tuple(signed))

    def undo(self, batch: Batch, *, reason: str = "") -> None:
        """Take back all that was signed in one go, all or none; see `withdraw`."""
        self._take_back([one.sign_off for one in batch.signed], reason)

    def correct(
        self,
        sign_off: Reference,
        level: PerformanceLevel,
        *,
        evidence: Sequence[Reference] | None = None,
    ) -> Batch:
        """Sign a skill at another level, in the place of an earlier sign-off.

        Args:
            sign_off: The id of the earlier one.
            level: The level that was really seen.
            evidence: What it rests on; None for what the earlier one rested on.

        Raises:
            RefusedError: There is no such sign-off, it was taken back, or the level is not carried.
        """
        old = self._sign_off(sign_off)
        request = SignOffRequest(
            person=old.person,
            workshop=old.workshop,
            rubric=old.rubric.id,
            criterion=old.criterion,
            level=level,
            evidence=tuple(old.evidence if evidence is None else evidence),
            corrects=sign_off,
        )
        return self.sign([request])

    def withdraw(self, sign_off: Reference, *, reason: str = "") -> None:
        """Take a sign-off back; it stays in the chain, and so does this.

        Raises:
            RefusedError: There is no such sign-off, or an identity number stands in the reason.
        """
        self._take_back([sign_off], reason)

    def to_confirm(self) -> tuple[ToConfirm, ...]:
        """Return what waits for a second pair of eyes, other than those that signed it."""
        return tuple(waiting_for(self.site, self.assessor.id))

    def confirm(self, sign_offs: Sequence[Reference]) -> None:
        """Say, as the second assessor, that sign-offs were checked; all or none.

        Raises:
            RefusedError: One is not there, was taken back, or was signed by the same supervisor.
        """
        events = []
        for key in sign_offs:
            old = self._sign_off(key)
            signer = self._assessor_of(key)
            if signer is not None and signer.id == self.assessor.id:
                raise RefusedError([refuse(_R.SAME_ASSESSOR, assessor=self.assessor.name)])
            confirmed = SignOffConfirmed(person=old.person, sign_off=key, on=self.site.today)
            events.append(self._sealer.event(sign_off_confirmed=confirmed))
        with self._writing() as writing:
            writing.append(events)

    @property
    def _sealer(self) -> Sealer:
        site = self.site
        return Sealer(site=site.key, signer=self.signer, now=site.now, entropy=site.entropy)

    def _writing(self) -> AbstractContextManager[Writing]:
        return self.site.ledger.writing(self.site.key, now=self.site.now)

    def _vault(self, writing: Writing) -> Vault:
        return Vault(writing.connection, self.site.key, entropy=self.site.entropy)

    def _recorder(
        self, writing: Writing, person: Reference, workshop: Token, rubric: Rubric
    ) -> Recorder:
        return Recorder(
            site=self.site,
            assessor=self.assessor,
            sealer=self._sealer,
            writing=writing,
            person=person,
            workshop=workshop,
            rubric=rubric,
        )

    def _take_back(self, keys: Sequence[Reference], reason: str) -> None:
        with self._writing() as writing:
            vault = self._vault(writing)
            for key in keys:
                old, event_id = self._sign_off(key), new_id(self.site.entropy)
                private = None
                if reason:
                    private = vault.put(old.person, event_id, Reason(text=Prose(reason)))
                taken = SignOffWithdrawn(
                    person=old.person, sign_off=key, on=self.site.today, private=private
                )
                writing.append([self._sealer.event(event_id, sign_off_withdrawn=taken)])

    def _named(self, request: SignOffRequest) -> SignOffRequest:
        """Return the request with an id for it and for all that was seen."""
        entropy = self.site.entropy
        return attrs.evolve(
            request,
            id=request.id or new_id(entropy),
            seen=tuple(attrs.evolve(one, id=one.id or new_id(entropy)) for one in request.seen),
        )

    def _looked(self, requests: Sequence[SignOffRequest]) -> Iterator[Looked]:
        site = self.site
        named = [self._named(request) for request in requests]
        for one in look(
            named,
            assessor=self.assessor,
            today=site.today,
            records=lambda person, workshop, rubric: site.record(person, workshop, rubric).record,
            rubrics=site.rubric,
        ):
            if one.request.id and self._again(one.request.id):
                one = attrs.evolve(one, refusals=())  # noqa: PLW2901 - it is here already
            yield one

    def _again(self, event_id: Reference) -> bool:
        """Say whether an event of this id is in the chain, signed by the same supervisor."""
        known = self.site.ledger.entry(event_id)
        return known is not None and known.event.key == self.signer.public.id

    def _signed_event(self, request: SignOffRequest, rubric: Rubric) -> Envelope:
        if request.id and (known := self.site.ledger.entry(request.id)):
            return known.envelope
        seen = tuple(one.id for one in request.seen if one.id)
        signed = SkillSigned(
            person=request.person,
            workshop=request.workshop,
            rubric=RubricChoice(id=rubric.id, version=rubric.version, digest=digest_of(rubric)),
            criterion=request.criterion,
            meaning=meaning_of(rubric, request.criterion, self._read_in(rubric)),
            level=request.level,
            on=request.on or self.site.today,
            evidence=(*request.evidence, *seen),
            corrects=request.corrects,
        )
        return self._sealer.event(request.id, skill_signed=signed)

    def _read_in(self, rubric: Rubric) -> Language:
        """Return the language in which the skill was read: this desk's, if it is written in it."""
        return self.language if self.language in rubric.languages else rubric.languages[0]

    def _sign_off(self, key: Reference) -> SkillSigned:
        entry = self.site.ledger.entry(key)
        signed = entry.event.skill_signed if entry and entry.site == self.site.key else None
        if signed is None:
            raise RefusedError([refuse(_R.UNKNOWN_SIGN_OFF, sign_off=key)])
        return signed

    def _assessor_of(self, key: Reference) -> Assessor | None:
        entry = self.site.ledger.entry(key)
        owner = self.site.roster.owner(entry.event.key) if entry else None
        return owner.assessor if owner else None
