"""Recording what was seen, within an open step."""

from __future__ import annotations

from collections.abc import Sequence

from skillcert.errors import RefusedError
from skillcert.ledger.pictures import KeptPicture, clean_picture
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
from skillcert.programme.asking import Seen
from skillcert.programme.hand import sound
from skillcert.programme.looking import evidence_in
from skillcert.programme.sealing import new_id
from skillcert.programme.step import Step
from skillcert.refusals import RefusalReason, refuse
from skillcert.rules import evidence_refusals

__all__ = ["cleaned", "record", "same_evidence"]


def cleaned(seen: Seen) -> tuple[KeptPicture, ...]:
    """Return the photographs of what was seen, fit to keep: made before the step begins.

    Raises:
        RefusedError: One is no picture that is kept.
    """
    return tuple(clean_picture(photo.data) for photo in seen.photos)


def record(  # noqa: PLR0913, PLR0917 - what is recorded, of whom, where
    done: Step,
    assessor: Assessor,
    person: Reference,
    workshop: Token,
    rubric: Rubric,
    seen: Seen,
    pictures: Sequence[KeptPicture],
) -> Reference:
    """Record an evidence, and return its id; one that comes a second time is there already.

    Raises:
        CodecError: A text has not its form.
        RefusedError: It cannot be recorded.
    """
    if known := done.known(seen.id):
        if not same_evidence(known.event.evidence_recorded, person, workshop, rubric, seen):
            raise RefusedError([refuse(RefusalReason.ID_TAKEN, id=known.event.id)])
        return known.event.id
    done.require(person)
    evidence = evidence_in(seen, assessor, done.today)
    if refusals := tuple(evidence_refusals(rubric, evidence, person, today=done.today)):
        raise RefusedError(refusals)
    event_id = seen.id or new_id(done.site.entropy)
    recorded = EvidenceRecorded(
        person=person,
        workshop=workshop,
        rubric=rubric.id,
        kind=seen.kind,
        on=evidence.on,
        task=seen.task,
        criterion=seen.criterion,
        product=seen.product,
        attachments=tuple(picture.fact for picture in pictures),
        private=_kept(done, person, event_id, seen, pictures),
    )
    done.say(event_id, evidence_recorded=recorded)
    return event_id


def same_evidence(
    said: EvidenceRecorded | None, person: Reference, workshop: str, rubric: Rubric, seen: Seen
) -> bool:
    """Say whether *said* is what a request to record *seen* has said before."""
    return said is not None and (
        (said.person, said.workshop, said.rubric) == (person, workshop, rubric.id)
        and (said.kind, said.task, said.criterion) == (seen.kind, seen.task, seen.criterion)
        and said.product == seen.product
        and seen.on in {None, said.on}
        and len(said.attachments) == len(seen.photos)
    )


def _kept(
    done: Step,
    person: Reference,
    event_id: Reference,
    seen: Seen,
    pictures: Sequence[KeptPicture],
) -> Sha256 | None:
    """Keep note, captions, consents and pictures, and return the commitment to the words."""
    if not seen.note and not pictures:
        return None
    pairs = list(zip(pictures, seen.photos, strict=True))
    for kept, _ in pairs:
        done.vault.use_file(person, event_id, kept.fact.sha256)
        done.pictures.append(kept)
    if shown := tuple(sorted({kept.fact.sha256 for kept, photo in pairs if photo.show})):
        done.vault.put(person, event_id, Consent(show=shown))
    captions = {kept.fact.sha256: Line(photo.caption) for kept, photo in pairs}
    words = EvidencePrivate(
        note=Prose(seen.note),
        captions=tuple(FileNote(sha256=key, caption=line) for key, line in captions.items()),
    )
    return done.vault.put(person, event_id, sound(words))
