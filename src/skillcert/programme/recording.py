"""Recording what was seen, with its words and pictures; and what waits for a second look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from skillcert.errors import RefusedError
from skillcert.ledger.pictures import KeptPicture, clean_picture
from skillcert.ledger.vault import Vault
from skillcert.ledger.writing import Writing
from skillcert.model import (
    Assessor,
    Consent,
    EvidencePrivate,
    EvidenceRecorded,
    FileNote,
    Line,
    Prose,
    Reference,
    Rubric,
    Sha256,
    Token,
)
from skillcert.programme.asking import Seen, ToConfirm
from skillcert.programme.looking import evidence_in
from skillcert.programme.sealing import Sealer, new_id
from skillcert.programme.site import Site
from skillcert.refusals import RefusalReason, refuse
from skillcert.rules import evidence_refusals, sign_offs_in_force

__all__ = ["Recorder", "cleaned", "waiting_for"]


def cleaned(seen: Seen) -> tuple[KeptPicture, ...]:
    """Return the pictures of what was seen as they are kept.

    Raises:
        RefusedError: One is no picture that is taken.
    """
    return tuple(clean_picture(photo.data) for photo in seen.photos)


@attrs.frozen(kw_only=True, eq=False)
class Recorder:
    """Records evidence of one person in one list of skills, within an open transaction.

    Attributes:
        site: The site.
        assessor: Who saw it.
        sealer: Makes the events.
        writing: The transaction.
        person: Whose work it was.
        workshop: The workshop's key.
        rubric: The rubric.
    """

    site: Site
    assessor: Assessor
    sealer: Sealer
    writing: Writing
    person: Reference
    workshop: Token
    rubric: Rubric

    def record(self, seen: Seen, pictures: Sequence[KeptPicture]) -> Reference:
        """Record *seen*, and return its id; what is here under its id already is not doubled.

        Raises:
            RefusedError: It contradicts the rubric, or nobody has this id.
        """
        event_id = seen.id or new_id(self.site.entropy)
        if known := self.site.ledger.entry(event_id):
            self.writing.append([known.envelope])
            return event_id
        today = self.site.today
        evidence = evidence_in(seen, self.assessor, today, event_id)
        if refusals := tuple(evidence_refusals(self.rubric, evidence, self.person, today=today)):
            raise RefusedError(refusals)
        vault = Vault(self.writing.connection, self.site.key, entropy=self.site.entropy)
        if not vault.holds(self.person):
            raise RefusedError([refuse(RefusalReason.UNKNOWN_PERSON, person=self.person)])
        files = self.site.files
        facts = tuple(vault.attach(self.person, event_id, one, files) for one in pictures)
        recorded = EvidenceRecorded(
            person=self.person,
            workshop=self.workshop,
            rubric=self.rubric.id,
            kind=seen.kind,
            on=evidence.on,
            task=seen.task,
            criterion=seen.criterion,
            product=seen.product,
            attachments=facts,
            private=self._words(vault, event_id, seen, pictures),
        )
        self.writing.append([self.sealer.event(event_id, evidence_recorded=recorded)])
        return event_id

    def _words(
        self, vault: Vault, event_id: Reference, seen: Seen, pictures: Sequence[KeptPicture]
    ) -> Sha256 | None:
        """Keep note, captions and consents, and return the commitment to the words."""
        if not seen.note and not pictures:
            return None
        pairs = list(zip(pictures, seen.photos, strict=True))
        captions = tuple(
            FileNote(sha256=kept.fact.sha256, caption=Line(photo.caption)) for kept, photo in pairs
        )
        shown = tuple(kept.fact.sha256 for kept, photo in pairs if photo.show)
        if shown:
            vault.put(self.person, event_id, Consent(show=shown))
        words = EvidencePrivate(note=Prose(seen.note), captions=captions)
        return vault.put(self.person, event_id, words)


def waiting_for(site: Site, assessor: Reference) -> Iterator[ToConfirm]:
    """Yield the sign-offs that wait for a second assessor, other than those of *assessor*."""
    for person in site.people():
        for workshop, key in site.lists_of(person.id):
            rubric = site.rubric(workshop, key)
            record = site.record(person.id, workshop, key).record
            names = {one.id: one.name for one in record.assessors}
            for criterion, signed in sign_offs_in_force(record, on=site.today).items():
                asked = rubric.criterion(criterion)
                if asked is None or not asked.second_assessor:
                    continue
                for one in signed:
                    if one.second_assessor is None and one.assessor != assessor:
                        yield ToConfirm(
                            sign_off=one.id,
                            person=person,
                            workshop=workshop,
                            rubric=key,
                            criterion=one.criterion,
                            level=one.level,
                            on=one.on,
                            assessor=names[one.assessor],
                        )
