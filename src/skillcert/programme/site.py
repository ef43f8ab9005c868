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
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

import attrs

from skillcert.errors import LedgerError, SkillcertError
from skillcert.ledger.boxes import Entropy
from skillcert.ledger.chain import Entry
from skillcert.ledger.files import FileStore, FolderFiles, MemoryFiles, NoFiles
from skillcert.ledger.private_view import Private
from skillcert.ledger.records import Built, build_record
from skillcert.ledger.roster import Roster
from skillcert.ledger.store import Ledger
from skillcert.ledger.vault import Vault
from skillcert.model import EventKind, Issuer, Reference, Rubric, Token
from skillcert.programme.asking import Person
from skillcert.programme.programme import Programme
from skillcert.rules import Standing, Suggestion, next_tasks, standing_of
from skillcert.signing import Signer

if TYPE_CHECKING:
    from skillcert.programme.desk import Desk
    from skillcert.programme.office import Office

__all__ = ["Site", "found_site", "open_site"]

Clock = Callable[[], dt.datetime]

_SQLITE = "sqlite:///"
_MEMORY = "memory:"


@attrs.frozen(kw_only=True, eq=False)
class Site:
    """A place where people work and supervisors sign, with its chain in a ledger.

    Attributes:
        programme: The workshops that are installed, and the documents.
        ledger: The ledger.
        key: The site's key in it.
        files: Where photographs are kept.
        clock: Gives the time, with its zone; the day of signing is the day there.
        entropy: Gives random bytes.
    """

    programme: Programme
    ledger: Ledger
    key: Token
    files: FileStore = attrs.field(factory=MemoryFiles)
    clock: Clock
    entropy: Entropy = token_bytes

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    @property
    def now(self) -> dt.datetime:
        """The moment in UTC, in whole seconds."""
        return self.clock().astimezone(dt.UTC).replace(microsecond=0)

    @property
    def today(self) -> dt.date:
        """The day by the site's clock."""
        return self.clock().date()

    @property
    def roster(self) -> Roster:
        """Who may say what.

        Raises:
            LedgerError: The ledger cannot be read, or was altered.
        """
        return self.ledger.roster(self.key)

    @property
    def issuer(self) -> Issuer:
        """Who issues.

        Raises:
            LedgerError: The site has not been opened, or the ledger cannot be read.
        """
        issuer = self.roster.issuer
        if issuer is None:
            raise LedgerError(f"the site {self.key} has not been opened")
        return issuer

    def unlock(self, signer: Signer) -> Desk:
        """Return the desk of the supervisor whose key *signer* is.

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

    def people(self) -> tuple[Person, ...]:
        """Return everybody with a record here, whoever was seen last first, then by name."""
        with self.ledger.database.reading() as connection:
            cards = Vault(connection, self.key).people()
        seen = self._last_seen()
        people = (
            Person(
                id=person,
                name=card.name,
                name_language=card.name_language,
                last_seen=seen.get(person),
            )
            for person, card in cards
        )
        return tuple(
            sorted(people, key=lambda p: (-(p.last_seen or dt.date.min).toordinal(), p.name))
        )

    def person(self, named: str) -> Person:
        """Return the person whom *named* means: an id, or the beginning of one person's name.

        Raises:
            SkillcertError: Nobody is meant, or several could be.
        """
        with self.ledger.database.reading() as connection:
            card = Vault(connection, self.key).card(Reference(named))
        if card is not None:
            return Person(id=Reference(named), name=card.name, name_language=card.name_language)
        people = self.people()
        wanted = named.casefold().strip()
        found = [
            p
            for p in people
            if wanted and any(part.startswith(wanted) for part in _starts(p.name.casefold()))
        ]
        if len(found) == 1:
            return found[0]
        if not found:
            raise SkillcertError(f"there is nobody here by {named!r}", hint="Give the id")
        names = ", ".join(f"{p.name} ({p.id})" for p in found[:5])
        raise SkillcertError(f"{named!r} could mean several people: {names}", hint="Give the id")

    def entries_of(self, person: Reference) -> tuple[Entry, ...]:
        """Return what the chain says about a person, in order."""
        return self.ledger.entries_of(self.key, person)

    def lists_of(self, person: Reference) -> tuple[tuple[Token, Token], ...]:
        """Return workshop and rubric of each list of skills in which a person has a record."""
        found: dict[tuple[Token, Token], None] = {}
        for entry in self.entries_of(person):
            if seen := entry.event.evidence_recorded:
                found[seen.workshop, seen.rubric] = None
            elif signed := entry.event.skill_signed:
                found[signed.workshop, signed.rubric.id] = None
        return tuple(found)

    def papers(self, person: Reference) -> tuple[Reference, ...]:
        """Return the ids of the papers that were issued to a person, the oldest first."""
        return tuple(
            entry.event.id for entry in self.entries_of(person) if entry.event.certificate_issued
        )

    def rubric(self, workshop: str, rubric: str | None = None) -> Rubric:
        """Return an installed rubric; without its key the only one of the workshop.

        Raises:
            PluginError: There is no such workshop or rubric.
            SkillcertError: The workshop has several, and none is named.
        """
        if rubric is not None:
            return self.programme.registry.rubric(workshop, rubric)
        known = self.programme.registry.rubrics(workshop)
        if len(known) != 1:
            keys = ", ".join(one.id for one in known)
            raise SkillcertError(f"the workshop {workshop} has several rubrics: {keys}")
        return known[0]

    def record(
        self,
        person: Reference,
        workshop: str,
        rubric: str | None = None,
        *,
        signers: Sequence[Reference] | None = None,
    ) -> Built:
        """Return the evidence record of a person in one workshop, with what it leaves out.

        Args:
            person: The person's id.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            signers: Who signs the paper; None for those who signed most of it.

        Raises:
            RefusedError: Nobody has this id, or the person was erased.
            PluginError: The workshop is not installed.
        """
        chosen = self.rubric(workshop, rubric)
        with self.ledger.database.reading() as connection:
            held = Vault(connection, self.key).items(person)
        return build_record(
            self.entries_of(person),
            self.roster,
            chosen,
            workshop=workshop,
            person=person,
            private=Private.of((one.ref, one.item) for one in held),
            signers=signers,
        )

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

    def pictures(self, built: Built) -> Mapping[str, bytes]:
        """Return the files of a record that the holder lets be printed, by their digests.

        A file that is missing or was exchanged is left out; the draft says so.
        """
        wanted = {
            attachment.sha256
            for evidence in built.record.evidence
            for attachment in evidence.attachments
            if attachment.show
        }
        from skillcert.ledger.files import file_fault

        found: dict[str, bytes] = {}
        for sha256 in sorted(wanted):
            if file_fault(self.files, sha256) is None and (data := self.files.get(sha256)):
                found[sha256] = data
        return found

    def _last_seen(self) -> dict[Reference, dt.date]:
        kinds = (EventKind.EVIDENCE_RECORDED, EventKind.SKILL_SIGNED)
        seen: dict[Reference, dt.date] = {}
        for entry in self.ledger.entries_of_kind(self.key, *kinds):
            said = entry.event.evidence_recorded or entry.event.skill_signed
            if said is not None:
                seen[said.person] = max(said.on, seen.get(said.person, said.on))
        return seen


def _starts(name: str) -> tuple[str, ...]:
    """Return the name from each of its words on: any of them may be typed first."""
    words = name.split()
    return tuple(" ".join(words[i:]) for i in range(len(words)))


def open_site(  # noqa: PLR0913 - what a site is made of, all by name
    programme: Programme,
    url: str,
    *,
    site: str | None,
    clock: Clock,
    files: FileStore | Path | None,
    entropy: Entropy,
) -> Site:
    """Open a site of the ledger at *url*; see `Programme.open`."""
    ledger = Ledger.open(url)
    try:
        key = _chosen(ledger, site)
    except BaseException:
        ledger.close()
        raise
    return Site(
        programme=programme,
        ledger=ledger,
        key=key,
        files=_store(url, files),
        clock=clock,
        entropy=entropy,
    )


def _store(url: str, files: FileStore | Path | None) -> FileStore:
    """Return where photographs are kept: what was given, else beside the ledger."""
    if isinstance(files, Path):
        return FolderFiles(files)
    if files is not None:
        return files
    if url.startswith(_SQLITE):
        return FolderFiles(Path(url.removeprefix(_SQLITE)).with_suffix(".files"))
    return MemoryFiles() if url == _MEMORY else NoFiles()


def _chosen(ledger: Ledger, site: str | None) -> Token:
    known = ledger.sites()
    if site is None and len(known) == 1:
        return known[0]
    if site in known:
        return Token(site or "")
    names = ", ".join(known) or "none"
    what = f"the ledger has no site {site!r}" if site else "the ledger has not just one site"
    raise LedgerError(what, hint=f"Its sites are: {names}")


def found_site(  # noqa: PLR0913 - as above
    programme: Programme,
    url: str,
    *,
    site: str,
    issuer: Issuer,
    signer: Signer,
    clock: Clock,
    files: FileStore | Path | None,
    entropy: Entropy,
) -> Site:
    """Make a ledger, or a further site in one, and open it; see `Programme.found`."""
    from skillcert.ledger.free_text import refuse_identity_numbers
    from skillcert.model import SiteOpened
    from skillcert.programme.sealing import Sealer

    refuse_identity_numbers(issuer, path="issuer")
    ledger = Ledger.open(url, create=True)
    made = Site(
        programme=programme,
        ledger=ledger,
        key=Token(site),
        files=_store(url, files),
        clock=clock,
        entropy=entropy,
    )
    sealer = Sealer(site=made.key, signer=signer, now=made.now, entropy=entropy)
    opened = sealer.event(site_opened=SiteOpened(programme=signer.public.hex, issuer=issuer))
    try:
        with ledger.writing(made.key, now=made.now) as writing:
            writing.append([opened])
    except BaseException:
        ledger.close()
        raise
    return made
