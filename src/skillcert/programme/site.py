"""A site with its ledger: what is known there, and who may do what.

    >>> import datetime as dt
    >>> from skillcert import Programme
    >>> from skillcert.model import Issuer
    >>> from skillcert.signing import KeySigner
    >>> key = KeySigner.of_seed(bytes(range(32)))
    >>> site = Programme.found(
    ...     "memory:",
    ...     site="harbour",
    ...     issuer=Issuer(name="Harbour Workshop", phone="+47 51 00 00 00"),
    ...     signer=key,
    ...     clock=lambda: dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC),
    ... )
    >>> site.issuer.name
    'Harbour Workshop'

Rules of this module

- Clock, randomness and keys are passed in. Whoever signs holds the key; the site never keeps one.
- What is asked reads the ledger and writes nothing. What writes is one transaction: all or nothing.
- Threads may share a site, and processes may each open the same ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from secrets import token_bytes
from typing import TYPE_CHECKING, Self

import attrs

from skillcert.errors import SkillcertError
from skillcert.ledger.boxes import Entropy
from skillcert.ledger.files import FileStore
from skillcert.ledger.records import Built
from skillcert.model import DocumentKind, Reference
from skillcert.programme.books import SiteBooks
from skillcert.programme.papers import Draft
from skillcert.rules import Standing, Suggestion, next_tasks, standing_of
from skillcert.signing import Signer

if TYPE_CHECKING:
    from skillcert.credentials import TrustBundle, Verified
    from skillcert.programme.desk import Desk
    from skillcert.programme.handing_over import HandedOver
    from skillcert.programme.office import Office

__all__ = ["Clock", "Site"]

Clock = Callable[[], dt.datetime]
"""Gives the moment, with its zone; the day in that zone is the site's day."""


@attrs.frozen(kw_only=True, eq=False)
class Site(SiteBooks):
    """A place where people work and supervisors sign, with its chain in a ledger.

    Attributes:
        files: Where photographs are kept.
        clock: Gives the time, with its zone; the day of signing is the day there.
        entropy: Gives random bytes.
    """

    files: FileStore
    clock: Clock
    entropy: Entropy = token_bytes

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def moment(self) -> tuple[dt.datetime, dt.date]:
        """Return the moment in UTC, in whole seconds, and the day by the site's clock.

        Raises:
            SkillcertError: The clock does not say its zone.
        """
        shown = self.clock()
        if shown.tzinfo is None:
            raise SkillcertError(
                "the clock says no zone",
                hint="Give a clock whose moments have a zone: those of astimezone()",
            )
        return shown.astimezone(dt.UTC).replace(microsecond=0), shown.date()

    @property
    def now(self) -> dt.datetime:
        """The moment in UTC, in whole seconds."""
        return self.moment()[0]

    @property
    def today(self) -> dt.date:
        """The day by the site's clock."""
        return self.moment()[1]

    def unlock(self, signer: Signer) -> Desk:
        """Return the desk of the supervisor whose key *signer* is.

            with site.unlock(signer) as desk:
                desk.sign([...])

        Raises:
            RefusedError: Nobody who may sign here has this key.
        """
        from skillcert.programme.desk import Desk

        return Desk.of(self, signer)

    def manage(self, signer: Signer) -> Office:
        """Return the office: what the programme's own key may do.

        Raises:
            RefusedError: It is not the programme's key.
        """
        from skillcert.programme.office import Office

        return Office.of(self, signer)

    def standing(
        self, person: Reference, workshop: str, rubric: str | None = None
    ) -> tuple[Standing, ...]:
        """Say where a person stands today in every skill; see `Programme.standing`."""
        chosen = self.rubric(workshop, rubric)
        record = self.record(person, workshop, rubric).record
        return standing_of(chosen, record, on=self.today)

    def suggest(
        self, person: Reference, workshop: str, rubric: str | None = None, *, limit: int = 5
    ) -> tuple[Suggestion, ...]:
        """Suggest tasks that fit a person next; see `Programme.suggest`."""
        chosen = self.rubric(workshop, rubric)
        record = self.record(person, workshop, rubric).record
        return next_tasks(chosen, record, on=self.today, limit=limit)

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
        """Say what a paper would say today, without making it, with the record that it is of.

        Args:
            person: Whose it is.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            language: Its language, or several.
            document: Which document.
            only: The only skills to be shown; None for what the holder chose.
            signers: Who signs under it; None for those who signed most of it.

        Raises:
            RefusedError: Nobody has this id, or there is nobody to sign.
            SkillcertError: As `Programme.draft` says.
        """
        from skillcert.programme.drafting import draft_of

        return draft_of(
            self,
            person,
            workshop,
            rubric,
            language=language,
            document=document,
            on=self.today,
            only=only,
            signers=signers,
        )

    def pictures(self, built: Built) -> Mapping[str, bytes]:
        """Return the files of a record that the holder lets be printed, by their digests.

        A file that is missing or was exchanged is left out; a draft says so.
        """
        from skillcert.programme.drafting import pictures_of

        return pictures_of(self, built.record)

    def hand_over(self, person: Reference, *, language: str) -> HandedOver:
        """Return everything that is held on a person, for that person and nobody else.

        Args:
            person: The person's id, of somebody who was erased too.
            language: The language of the text.

        Raises:
            RefusedError: Nobody here has this id.
            LanguageError: The text does not exist in *language*.
            LedgerError: The ledger cannot be read, or was altered.
        """
        from skillcert.programme.handing_over import hand_over

        return hand_over(self, person, language=language)

    def verify(self, data: bytes, trust: TrustBundle) -> Verified:
        """Say whether a paper is genuine today, and whether this ledger holds it.

        Args:
            data: A PDF, a picture of a code, its text, or an Open Badge.
            trust: The list of issuers, see `Programme.verify`.

        Raises:
            CredentialError: A library that is needed to read such a file is not installed.
        """
        from skillcert.programme.checking import check_file

        own, ledger = self.programme, self.ledger
        return check_file(data, trust, on=self.today, programme=own, ledger=ledger)
