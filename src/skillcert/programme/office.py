"""What the programme's own key does: enrol and retire supervisors, keep keys, issue papers.

Rules of this module

- Whatever is written here is signed by the programme's key, in one transaction.
- Certificates, statements and cards bear a code and are noted in the chain
  (`skillcert.programme.issuing`). A portfolio and a progress sheet are nobody's proof.
- What could give somebody's background away is decided about by a person before it is printed
  (`docs/adr/0008`): `issue` prints nothing that asks for a decision, `issue_draft` what was looked
  at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from skillcert.credentials import TrustBundle
from skillcert.credentials.did_web import require_address
from skillcert.documents import Printing
from skillcert.errors import RefusedError, UndecidedError
from skillcert.ledger.checkpoints import Checkpoint
from skillcert.ledger.records import Built
from skillcert.model import (
    Assessor,
    AssessorEnrolled,
    AssessorKeyReplaced,
    AssessorRetired,
    CertificateIssued,
    CertificateWithdrawn,
    DocumentKind,
    Issuer,
    IssuerChanged,
    KeyCompromised,
    KeyId,
    ProgrammeKeyReplaced,
    Reference,
    WebHome,
)
from skillcert.programme.drafting import draft_of
from skillcert.programme.hand import Hand, Latch
from skillcert.programme.history import History
from skillcert.programme.issuing import WITH_CODE, Paper, issue_in
from skillcert.programme.papers import Draft
from skillcert.programme.sealing import new_id
from skillcert.programme.site import Site
from skillcert.programme.step import Step
from skillcert.programme.taking_back import kept_reason
from skillcert.refusals import RefusalReason, refuse
from skillcert.signing import PublicKey, Signer

__all__ = ["Office", "Paper"]

_R = RefusalReason


@attrs.frozen(kw_only=True, eq=False)
class Office(Hand):
    """The programme's desk, unlocked with its key. A `with` block locks it at its end."""

    @classmethod
    def of(cls, site: Site, signer: Signer) -> Office:
        """Return the office; see `Site.manage`."""
        roster, key = site.roster, signer.public.id
        if refusal := site.ledger.key_refusal(site.key, key, site.now):
            raise RefusedError([refusal])
        if key != roster.programme:
            raise RefusedError([refuse(_R.PROGRAMME_ONLY, kind="manage")])
        return cls(site=site, latch=Latch(signer))

    def enrol(self, assessor: Assessor, key: PublicKey, *, until: dt.date | None = None) -> None:
        """Let somebody see and sign off skills from here on.

        Whoever has a record here too is enrolled under the person's own id, so that nobody signs
        their own work.

        Args:
            assessor: Who, with the name and title that stand on certificates.
            key: The supervisor's public key.
            until: The last day on which it signs; None for no end.

        Raises:
            RefusedError: The id or the key is in use, or an identity number stands in a text.
        """
        new = AssessorEnrolled(assessor=assessor, key=key.hex, until=until)
        with self._step() as done:
            done.say(assessor_enrolled=new)

    def retire(self, assessor: Reference) -> None:
        """Let a supervisor sign no more; what was signed stands.

        Raises:
            RefusedError: There is no such supervisor, or not any more.
        """
        with self._step() as done:
            done.say(assessor_retired=AssessorRetired(assessor=assessor))

    def replace_key(
        self, assessor: Reference, key: PublicKey, *, until: dt.date | None = None
    ) -> None:
        """Give a supervisor a new key, because the old one is lost or its passphrase forgotten.

        Raises:
            RefusedError: There is no such supervisor, or the key is, or was, in use.
        """
        new = AssessorKeyReplaced(assessor=assessor, key=key.hex, until=until)
        with self._step() as done:
            done.say(assessor_key_replaced=new)

    def replace_own_key(self, key: PublicKey) -> None:
        """Give the programme a new key; this office signs nothing more after it.

        Raises:
            RefusedError: The key is, or was, in use.
        """
        with self._step() as done:
            done.say(programme_key_replaced=ProgrammeKeyReplaced(programme=key.hex))

    def declare_compromised(self, key: KeyId, *, after: int) -> None:
        """Say that a key was in the wrong hands since event *after* of the chain.

        Raises:
            RefusedError: Nobody here has this key, it is the programme's present one, or the chain
                has no such event.
        """
        with self._step() as done:
            done.say(key_compromised=KeyCompromised(key=key, after=after))

    def change_issuer(self, issuer: Issuer) -> None:
        """Change the issuer's name or contact, for papers from here on.

        Raises:
            RefusedError: An identity number stands in a text.
        """
        with self._step() as done:
            home = done.writing.roster.home
            done.say(issuer_changed=IssuerChanged(issuer=issuer, home=home))

    def move_to(self, home: WebHome | None) -> None:
        """Say where on the web the issuer's files are, for papers from here on.

        Args:
            home: The folder on the site; None for an issuer without a site.

        Raises:
            CredentialError: It is no address that others could ask.
        """
        if home is not None:
            require_address(home.address)
        with self._step() as done:
            done.say(issuer_changed=IssuerChanged(issuer=self.site.issuer, home=home))

    def checkpoint(self) -> Checkpoint:
        """Sign the state of the chain as it is, and keep that."""
        with self._step() as done:
            return done.writing.checkpoint(self.signer)

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

        The arguments and errors are those of `Site.draft`.
        """
        return self.site.draft(
            person,
            workshop,
            rubric,
            language=language,
            document=document,
            only=only,
            signers=signers,
        )

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
        anyway: bool = False,
        id: Reference | None = None,  # noqa: A002
        endorsers: Sequence[Signer] = (),
    ) -> Paper:
        """Make a paper and note in the chain that it was issued: both, or neither.

        Args:
            person: Whose it is.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            language: Its language, or several.
            document: Which document.
            only: The only skills to be shown; None for what the holder chose.
            signers: Who signs under it; None for those who signed most of it.
            host: Where the verify page lies, as `papers.example`; None for the issuer's place on
                the web, and without one for a code that is pasted.
            replaces: The id of the paper that it takes the place of.
            printing: How it is put on paper, beside its code.
            anyway: Whether it is made although somebody should decide about a word or a missing
                picture (`Draft.warnings`).
            id: The id that it is to have, made at random by the caller so that a retry gives the
                same paper and no second one; None to have one made.
            endorsers: Keys of supervisors who are there: each endorses, in the badge, the lines
                that rest on the own sign-off.

        Raises:
            UndecidedError: Somebody has to decide about something first. Nothing was written.
            RefusedError: Nobody has this id, there is no paper *replaces* of this person, the id
                is in use, or an endorser signed none of the lines. Nothing was written.
            SkillcertError: As `Programme.draft` and `Programme.render` say. Nothing was written.
        """
        with self._step() as done:
            known = done.known(id) if document in WITH_CODE else None
            said = known.event.certificate_issued if known else None
            if known and said is None:
                raise RefusedError([refuse(_R.ID_TAKEN, id=known.event.id)])
            draft, built = draft_of(
                self.site,
                person,
                workshop,
                rubric,
                language=language,
                document=document,
                on=said.on if said else done.today,
                only=only,
                signers=signers,
            )
            if draft.warnings and not anyway:
                raise UndecidedError(draft.warnings)
            if document not in WITH_CODE:
                issued = self.site.programme.render(draft, printing=printing)
                return Paper(issued=issued, dropped=built.dropped)
            return issue_in(
                done,
                draft,
                built,
                host=host,
                replaces=replaces,
                printing=printing,
                known=known,
                certificate_id=id,
                endorsers=endorsers,
            )

    def issue_draft(  # noqa: PLR0913 - as `draft`
        self,
        draft: Draft,
        built: Built,
        *,
        host: str | None = None,
        replaces: Reference | None = None,
        printing: Printing | None = None,
        endorsers: Sequence[Signer] = (),
    ) -> Paper:
        """Issue what `draft` gave, after somebody looked at it; see `issue`.

        Raises:
            RefusedError: What it would say has changed since: it is to be looked at anew. Or there
                is no paper *replaces* of this person. Nothing was written.
            SkillcertError: The paper cannot be made. Nothing was written.
        """
        if draft.document.document not in WITH_CODE:
            issued = self.site.programme.render(draft, printing=printing)
            return Paper(issued=issued, dropped=built.dropped)
        with self._step() as done:
            self._require_as_it_was(done, draft, built)
            return issue_in(
                done,
                draft,
                built,
                host=host,
                replaces=replaces,
                printing=printing,
                endorsers=endorsers,
            )

    def paper(self, certificate: Reference) -> CertificateIssued:
        """Return what the chain says of a paper that was issued.

        Raises:
            RefusedError: There is no such paper.
        """
        entry = self.site.ledger.entry(certificate)
        issued = entry.event.certificate_issued if entry and entry.site == self.site.key else None
        if issued is None:
            raise RefusedError([refuse(_R.UNKNOWN_CERTIFICATE, certificate=certificate)])
        return issued

    def withdraw_paper(self, certificate: Reference, *, reason: str = "") -> None:
        """Let a paper count no longer; the next list of issuers says so.

        Raises:
            RefusedError: There is no such paper, it was withdrawn already, or an identity number
                stands in the reason.
        """
        person = self.paper(certificate).person
        with self._step() as done:
            history = History.of(self.site.entries_of(person), done.writing.roster)
            if certificate in history.withdrawn_papers:
                raise RefusedError([refuse(_R.CERTIFICATE_TAKEN_BACK, certificate=certificate)])
            event_id = new_id(self.site.entropy)
            private = kept_reason(done, person, event_id, reason)
            gone = CertificateWithdrawn(
                person=person, certificate=certificate, on=done.today, private=private
            )
            done.say(event_id, certificate_withdrawn=gone)

    def trust_list(self, *, until: dt.date, adopted: Sequence[TrustBundle] = ()) -> bytes:
        """Return the signed list of issuers: whose papers count, and which of them do no longer.

        Whoever checks a paper needs it (`Programme.verify`, the verify page). It names no person.

        Args:
            until: The day from which a newer one should be there.
            adopted: Lists of workshops that have closed, for which this site answers too
                (`skillcert.programme.archiving`).

        Raises:
            LedgerError: The ledger cannot be read, or was altered.
        """
        from skillcert.programme.outsiders import trust_list

        return trust_list(self, until=until, adopted=adopted)

    def export_paper(
        self, certificate: Reference, form: str, *, endorsers: Sequence[Signer] = ()
    ) -> bytes:
        """Return a paper that was issued in a form for wallets and CVs.

        Args:
            certificate: The paper's id.
            form: `open-badge`, `json-resume` or `europass`.
            endorsers: Keys of supervisors who endorse, in a badge, the lines that they signed.

        Raises:
            RefusedError: There is no such paper, or an endorser signed none of its lines.
            SkillcertError: The record has changed since, or there is no such form.
        """
        from skillcert.programme.outsiders import export_paper

        return export_paper(self, certificate, form, endorsers=endorsers)

    def _require_as_it_was(self, done: Step, draft: Draft, built: Built) -> None:
        """Refuse a draft that would say something else by now, or is of another day."""
        old = built.record
        new = self.site.record(
            old.holder.id, old.workshop, old.rubric.id, signers=old.signers
        ).record
        # Which lines are shown was decided by whoever looked; everything else is as it is.
        shown = attrs.evolve(new.choices, show=old.choices.show, opt_in=old.choices.opt_in)
        same_day = draft.document.issued_on == done.today
        if not same_day or attrs.evolve(new, choices=shown) != old:
            raise RefusedError([refuse(_R.RECORD_CHANGED)])
