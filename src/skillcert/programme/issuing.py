"""Issuing a paper, within an open step of the programme's key.

Rules of this module

- The paper is made while nobody else can write: what it says is what the chain says when it is
  issued, and each of its lines rests on a sign-off that holds.
- It is made before the chain says that it was issued. If it cannot be made, nothing was written.
- The chain says so before anybody has the paper. Whatever happens after that, no paper is about
  that the ledger does not know; and a request that comes again under its id gives the same paper.
- Each paper carries a checkpoint of the chain from before it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence

import attrs

from skillcert.credentials import PaperCode, seal_code
from skillcert.documents import Printing, public_part
from skillcert.errors import RefusedError
from skillcert.ledger.chain import Entry
from skillcert.ledger.records import Built
from skillcert.model import (
    Card,
    Certificate,
    CertificateIssued,
    CheckpointRef,
    Digest,
    DocumentKind,
    IssuedLine,
    Reference,
    RubricChoice,
)
from skillcert.programme.papers import Draft, Issued
from skillcert.programme.sealing import new_id
from skillcert.programme.step import Step
from skillcert.refusals import RefusalReason, refuse
from skillcert.rubrics import digest_of
from skillcert.rules import Dropped, standing_of
from skillcert.signing import Signer

__all__ = ["WITH_CODE", "Paper", "issue_in", "require_replaceable"]

_R = RefusalReason

WITH_CODE = frozenset({DocumentKind.CERTIFICATE, DocumentKind.STATEMENT, DocumentKind.CARD})
"""The documents that bear a code and are noted in the chain: the others are nobody's proof."""


@attrs.frozen(kw_only=True)
class Paper:
    """A document that was issued.

    Attributes:
        issued: The PDF and what it says.
        certificate_id: Its id, which stands in its code; None for a document without one.
        code: The code on it; None for a document without one.
        dropped: What is in the chain and could not be on it, with the reason.
    """

    issued: Issued
    certificate_id: Reference | None = None
    code: PaperCode | None = None
    dropped: tuple[Dropped, ...] = ()


def require_replaceable(done: Step, person: Reference, certificate: Reference) -> None:
    """Refuse to put a paper in the place of one that is not there, or counts no more.

    Raises:
        RefusedError: There is no such paper of this person, or it was withdrawn or replaced.
    """
    entry = done.site.ledger.entry(certificate)
    issued = entry.event.certificate_issued if entry and entry.site == done.site.key else None
    if issued is None or issued.person != person:
        raise RefusedError([refuse(_R.UNKNOWN_CERTIFICATE, certificate=certificate)])
    if certificate in done.history(person).gone:
        raise RefusedError([refuse(_R.CERTIFICATE_TAKEN_BACK, certificate=certificate)])


def issue_in(  # noqa: PLR0913 - what is issued, and how, each by name
    done: Step,
    draft: Draft,
    built: Built,
    *,
    host: str | None,
    replaces: Reference | None,
    printing: Printing | None,
    known: Entry | None = None,
    certificate_id: Reference | None = None,
    endorsers: Sequence[Signer] = (),
) -> Paper:
    """Make the paper of *draft*, and note in the chain that it was issued.

    Args:
        done: The step, in the name of the programme's key.
        draft: What it says, drawn up within the step.
        built: The record that it was drawn up from.
        host: Where the verify page lies; None for the issuer's place on the web, and without one
            for a code that is pasted.
        replaces: The paper that it takes the place of.
        printing: How it is put on paper, beside its code.
        known: The entry that says so, if the request comes again.
        certificate_id: The id that it is to have; None to have one made.
        endorsers: Keys of supervisors who endorse their lines in its badge.

    Raises:
        RefusedError: It cannot take that place, the id is in use for another paper, or one of the
            endorsers may not sign here or signed none of the lines.
        SkillcertError: The paper cannot be made.
    """
    making = _Making(
        done=done,
        draft=draft,
        built=built,
        id=certificate_id or new_id(done.site.entropy),
        replaces=replaces,
        at=known.event.at if known else done.sealer.now,
        checkpoint=_checkpoint(done, known),
        place=known.seq if known else done.writing.state.head.size + 1,
        endorsers=tuple(endorsers),
    )
    said = making.event()
    if known is None and replaces is not None:
        require_replaceable(done, built.record.holder.id, replaces)
    if known is not None and known.event.certificate_issued != said:
        raise RefusedError([refuse(_R.ID_TAKEN, id=making.id)])
    code = making.code()
    issued = done.site.programme.render(
        draft,
        printing=attrs.evolve(printing or Printing(), code=code.link(host or _host(done))),
        badge=making.badge(),
    )
    if known is None:
        done.say(making.id, certificate_issued=said)
    return Paper(issued=issued, certificate_id=making.id, code=code, dropped=built.dropped)


def _host(done: Step) -> str | None:
    home = done.writing.roster.home
    return home.address.removeprefix("https://") if home else None


def _checkpoint(done: Step, known: Entry | None) -> CheckpointRef:
    if known is not None and known.event.certificate_issued:
        return known.event.certificate_issued.checkpoint
    return done.writing.checkpoint(done.sealer.signer).ref


@attrs.frozen(kw_only=True)
class _Making:
    """A paper while it is made."""

    done: Step
    draft: Draft
    built: Built
    id: Reference
    replaces: Reference | None
    at: dt.datetime
    checkpoint: CheckpointRef
    place: int
    endorsers: tuple[Signer, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of everything that it says."""
        return hashlib.sha256(public_part(self.draft.documents)).hexdigest()

    def event(self) -> CertificateIssued:
        """Return what the chain says of it."""
        record, document = self.built.record, self.draft.document
        rubric = self.done.site.rubric(record.workshop, record.rubric.id)
        return CertificateIssued(
            person=record.holder.id,
            workshop=record.workshop,
            rubric=RubricChoice(id=rubric.id, version=rubric.version, digest=digest_of(rubric)),
            document=document.document,
            language=document.language,
            on=document.issued_on,
            certificate=Digest(f"sha256:{self.digest}"),
            lines=tuple(self._lines()),
            checkpoint=self.checkpoint,
            replaces=self.replaces,
        )

    def _lines(self) -> Iterator[IssuedLine]:
        """Yield each line of the paper with the sign-off that it rests on."""
        record, document = self.built.record, self.draft.document
        rubric = self.done.site.rubric(record.workshop, record.rubric.id)
        standings = standing_of(rubric, record, on=document.issued_on)
        rests = {one.criterion.id: one.sign_off for one in standings}
        levels = document.levels if isinstance(document, Certificate | Card) else ()
        for group in levels:
            for line in group.lines:
                if sign_off := rests[line.criterion]:
                    yield IssuedLine(
                        criterion=line.criterion, level=group.level, sign_off=sign_off.id
                    )

    def code(self) -> PaperCode:
        """Seal the code; that of a card is the one of the certificate it is drawn from."""
        document = self.draft.document
        if not isinstance(document, Certificate):
            document = self.done.site.programme.draft(
                self.built.record, language=document.language, on=document.issued_on
            ).certificate
        return seal_code(
            document,
            signer=self.done.sealer.signer,
            certificate_id=self.id,
            digest=self.digest,
            checkpoint=self.checkpoint,
            replaces=self.replaces,
        )

    def badge(self) -> bytes | None:
        """Return the certificate as a signed Open Badge; None for another document."""
        if self.draft.document.document is not DocumentKind.CERTIFICATE:
            return None
        from skillcert.programme.badges import sealed_badge

        badge = sealed_badge(
            self.done.site,
            self.built,
            self.draft.certificate,
            certificate_id=self.id,
            place=self.place,
            signer=self.done.sealer.signer,
            created=self.at,
            endorsers=self.endorsers,
        )
        return json.dumps(badge, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
