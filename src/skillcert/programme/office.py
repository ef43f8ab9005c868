"""What the programme's own key does: enrol and retire supervisors, keep keys, issue papers.

Rules of this module

- A paper is made before the chain says that it was issued, and handed over after: whatever goes
  wrong in between leaves no paper that the ledger does not know.
- Each paper carries a checkpoint of the chain from before it, and names for each line the sign-off
  that it rests on.
- Certificates, statements and cards bear a code. A portfolio and a progress sheet are nobody's
  proof and bear none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence

import attrs

from skillcert.credentials import PaperCode, seal_code
from skillcert.credentials.open_badge import open_badge
from skillcert.documents import Printing, public_part
from skillcert.errors import RefusedError
from skillcert.ledger.checkpoints import Checkpoint
from skillcert.ledger.free_text import refuse_identity_numbers
from skillcert.ledger.records import Built
from skillcert.ledger.vault import Vault
from skillcert.model import (
    Assessor,
    AssessorEnrolled,
    AssessorKeyReplaced,
    AssessorRetired,
    Certificate,
    CertificateIssued,
    CertificateWithdrawn,
    Digest,
    DocumentKind,
    EvidenceRecord,
    IssuedLine,
    Issuer,
    IssuerChanged,
    KeyCompromised,
    KeyId,
    ProgrammeKeyReplaced,
    Prose,
    Reason,
    Reference,
    RubricChoice,
)
from skillcert.programme.papers import Draft, Issued
from skillcert.programme.sealing import Sealer, new_id
from skillcert.programme.site import Site
from skillcert.refusals import RefusalReason, refuse
from skillcert.rubrics import digest_of
from skillcert.rules import Dropped, standing_of
from skillcert.signing import Envelope, PublicKey, Signer

__all__ = ["Office", "Paper"]

_WITH_CODE = frozenset({DocumentKind.CERTIFICATE, DocumentKind.STATEMENT, DocumentKind.CARD})


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


@attrs.frozen(kw_only=True, eq=False)
class Office:
    """The programme's desk, unlocked with its key.

    Attributes:
        site: The site.
        signer: The programme's key.
    """

    site: Site
    signer: Signer

    @classmethod
    def of(cls, site: Site, signer: Signer) -> Office:
        """Return the office; see `Site.manage`."""
        roster, key = site.roster, signer.public.id
        if refusal := site.ledger.key_refusal(site.key, key, site.now):
            raise RefusedError([refusal])
        if key != roster.programme:
            raise RefusedError([refuse(RefusalReason.PROGRAMME_ONLY, kind="manage")])
        return cls(site=site, signer=signer)

    def enrol(self, assessor: Assessor, key: PublicKey, *, until: dt.date | None = None) -> None:
        """Let somebody see and sign off skills from here on.

        Args:
            assessor: Who, with the name and title that stand on certificates.
            key: The supervisor's public key.
            until: The last day on which it signs; None for no end.

        Raises:
            RefusedError: The id or the key is in use, or an identity number stands in a text.
        """
        refuse_identity_numbers(assessor, path="assessor")
        new = AssessorEnrolled(assessor=assessor, key=key.hex, until=until)
        self._append(self._sealer.event(assessor_enrolled=new))

    def retire(self, assessor: Reference) -> None:
        """Let a supervisor sign no more; what was signed stands."""
        gone = AssessorRetired(assessor=assessor)
        self._append(self._sealer.event(assessor_retired=gone))

    def replace_key(
        self, assessor: Reference, key: PublicKey, *, until: dt.date | None = None
    ) -> None:
        """Give a supervisor a new key, because the old one is lost or its passphrase forgotten."""
        new = AssessorKeyReplaced(assessor=assessor, key=key.hex, until=until)
        self._append(self._sealer.event(assessor_key_replaced=new))

    def replace_own_key(self, key: PublicKey) -> None:
        """Give the programme a new key; this office signs nothing more after it."""
        self._append(
            self._sealer.event(programme_key_replaced=ProgrammeKeyReplaced(programme=key.hex))
        )

    def declare_compromised(self, key: KeyId, *, after: int) -> None:
        """Say that a key was in the wrong hands since event *after* of the chain."""
        said = KeyCompromised(key=key, after=after)
        self._append(self._sealer.event(key_compromised=said))

    def change_issuer(self, issuer: Issuer) -> None:
        """Change the issuer's name or contact, for papers from here on."""
        refuse_identity_numbers(issuer, path="issuer")
        self._append(self._sealer.event(issuer_changed=IssuerChanged(issuer=issuer)))

    def checkpoint(self) -> Checkpoint:
        """Sign the state of the chain as it is, and keep that."""
        site = self.site
        return site.ledger.checkpoint(site.key, self.signer, now=site.now)

    def draft(  # noqa: PLR0913 - what a paper is made of, each by name
        self,
        person: Reference,
        workshop: str,
        rubric: str | None = None,
        *,
        language: str | Sequence[str],
        document: DocumentKind = DocumentKind.CERTIFICATE,
        only: Sequence[str] | None = None,
        signers: Sequence[Reference] | None = None,
    ) -> tuple[Draft, Built]:
        """Say what a paper would say, for a person to look at before it is issued.

        Args:
            person: Whose it is.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            language: Its language, or several.
            document: Which document.
            only: The only skills to be shown; None for what the holder chose.
            signers: Who signs under it; None for those who signed most of it.

        Raises:
            SkillcertError: As `Programme.draft` says; or nobody has this id.
        """
        site = self.site
        built = site.record(person, workshop, rubric, signers=signers)
        record = _shown(built.record, only)
        draft = site.programme.draft(
            record,
            language=language,
            on=site.today,
            document=document,
            pictures=site.pictures(built),
        )
        return draft, attrs.evolve(built, record=record)

    def issue(  # noqa: PLR0913 - as `draft`
        self,
        person: Reference,
        workshop: str,
        rubric: str | None = None,
        *,
        language: str | Sequence[str],
        document: DocumentKind = DocumentKind.CERTIFICATE,
        only: Sequence[str] | None = None,
        signers: Sequence[Reference] | None = None,
        host: str | None = None,
        replaces: Reference | None = None,
        printing: Printing | None = None,
    ) -> Paper:
        """Make a paper and note in the chain that it was issued.

        Args:
            person: Whose it is.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            language: Its language, or several.
            document: Which document.
            only: The only skills to be shown; None for what the holder chose.
            signers: Who signs under it; None for those who signed most of it.
            host: Where the verify page lies, as `papers.example`; None for a code that is pasted.
            replaces: The id of the paper that it takes the place of.
            printing: How it is put on paper, beside its code.

        Raises:
            SkillcertError: As `Programme.draft` and `Programme.render` say. Nothing was issued.
            RefusedError: There is no paper *replaces* of this person.
        """
        draft, built = self.draft(
            person,
            workshop,
            rubric,
            language=language,
            document=document,
            only=only,
            signers=signers,
        )
        return self.issue_draft(
            draft, built, host=host, replaces=replaces, printing=printing or Printing()
        )

    def issue_draft(
        self,
        draft: Draft,
        built: Built,
        *,
        host: str | None = None,
        replaces: Reference | None = None,
        printing: Printing | None = None,
    ) -> Paper:
        """Issue what `draft` gave, after somebody looked at it; see `issue`."""
        programme = self.site.programme
        kind = draft.document.document
        if kind not in _WITH_CODE:
            issued = programme.render(draft, printing=printing)
            return Paper(issued=issued, dropped=built.dropped)
        certificate_id = new_id(self.site.entropy)
        if replaces is not None:
            self._require_paper(built.record.holder.id, replaces)
        checkpoint = self.checkpoint()
        code = self._code(draft, built, certificate_id, checkpoint, replaces)
        chosen = attrs.evolve(printing or Printing(), code=code.link(host))
        issued = programme.render(draft, printing=chosen, badge=self._badge(draft, certificate_id))
        said = self._issued_event(draft, built, certificate_id, checkpoint, replaces)
        self._append(said)
        return Paper(issued=issued, certificate_id=certificate_id, code=code, dropped=built.dropped)

    def paper(self, certificate: Reference) -> CertificateIssued:
        """Return what the chain says of a paper that was issued.

        Raises:
            RefusedError: There is no such paper.
        """
        entry = self.site.ledger.entry(certificate)
        issued = entry.event.certificate_issued if entry and entry.site == self.site.key else None
        if issued is None:
            unknown = refuse(RefusalReason.UNKNOWN_CERTIFICATE, certificate=certificate)
            raise RefusedError([unknown])
        return issued

    def withdraw_paper(self, certificate: Reference, *, reason: str = "") -> None:
        """Let a paper count no longer; the next list of issuers says so.

        Raises:
            RefusedError: There is no such paper, or an identity number stands in the reason.
        """
        person = self._require_paper(None, certificate)
        event_id = new_id(self.site.entropy)
        site = self.site
        with site.ledger.writing(site.key, now=site.now) as writing:
            private = None
            if reason:
                vault = Vault(writing.connection, site.key, entropy=site.entropy)
                private = vault.put(person, event_id, Reason(text=Prose(reason)))
            gone = CertificateWithdrawn(
                person=person, certificate=certificate, on=site.today, private=private
            )
            writing.append([self._sealer.event(event_id, certificate_withdrawn=gone)])

    @property
    def _sealer(self) -> Sealer:
        site = self.site
        return Sealer(site=site.key, signer=self.signer, now=site.now, entropy=site.entropy)

    def _append(self, event: Envelope) -> None:
        site = self.site
        with site.ledger.writing(site.key, now=site.now) as writing:
            writing.append([event])

    def _require_paper(self, person: Reference | None, certificate: Reference) -> Reference:
        """Return whose paper *certificate* is.

        Raises:
            RefusedError: There is none such, or it is somebody else's.
        """
        issued = self.paper(certificate)
        if person not in {None, issued.person}:
            unknown = refuse(RefusalReason.UNKNOWN_CERTIFICATE, certificate=certificate)
            raise RefusedError([unknown])
        return issued.person

    def _code(
        self,
        draft: Draft,
        built: Built,
        certificate_id: Reference,
        checkpoint: Checkpoint,
        replaces: Reference | None,
    ) -> PaperCode:
        """Seal the code; that of a card is the one of the certificate it is drawn from."""
        certificate = draft.document
        if not isinstance(certificate, Certificate):
            certificate = self.site.programme.draft(
                built.record, language=certificate.language, on=self.site.today
            ).certificate
        return seal_code(
            certificate,
            signer=self.signer,
            certificate_id=certificate_id,
            digest=hashlib.sha256(public_part(draft.documents)).hexdigest(),
            checkpoint=checkpoint.ref,
            replaces=replaces,
        )

    def _badge(self, draft: Draft, certificate_id: Reference) -> bytes | None:
        """Return the certificate as a signed Open Badge; None for another document."""
        if draft.document.document is not DocumentKind.CERTIFICATE:
            return None
        from skillcert.programme.outsiders import badge_request

        request = badge_request(self.site, draft.certificate, certificate_id)
        badge = open_badge(request, self.signer, created=self.site.now)
        return json.dumps(badge, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

    def _issued_event(
        self,
        draft: Draft,
        built: Built,
        certificate_id: Reference,
        checkpoint: Checkpoint,
        replaces: Reference | None,
    ) -> Envelope:
        record = built.record
        rubric = self.site.rubric(record.workshop, record.rubric.id)
        digest = hashlib.sha256(public_part(draft.documents)).hexdigest()
        said = CertificateIssued(
            person=record.holder.id,
            workshop=record.workshop,
            rubric=RubricChoice(id=rubric.id, version=rubric.version, digest=digest_of(rubric)),
            document=draft.document.document,
            language=draft.document.language,
            on=self.site.today,
            certificate=Digest(f"sha256:{digest}"),
            lines=tuple(self._lines(draft, built)),
            checkpoint=checkpoint.ref,
            replaces=replaces,
        )
        return self._sealer.event(certificate_id, certificate_issued=said)

    def _lines(self, draft: Draft, built: Built) -> Iterator[IssuedLine]:
        """Yield each line of the paper with the sign-off that it rests on."""
        record = built.record
        rubric = self.site.rubric(record.workshop, record.rubric.id)
        standings = standing_of(rubric, record, on=self.site.today)
        by_key = {one.criterion.id: one for one in standings}
        document = draft.document
        levels = document.levels if isinstance(document, Certificate) else ()
        for group in levels:
            for line in group.lines:
                rests = by_key[line.criterion].sign_off
                if rests is not None:
                    yield IssuedLine(criterion=line.criterion, level=group.level, sign_off=rests.id)


def _shown(record: EvidenceRecord, only: Sequence[str] | None) -> EvidenceRecord:
    if only is None:
        return record
    from skillcert.model import Token

    chosen = tuple(Token(key) for key in only)
    choices = attrs.evolve(record.choices, show=chosen, opt_in=chosen)
    return attrs.evolve(record, choices=choices)
