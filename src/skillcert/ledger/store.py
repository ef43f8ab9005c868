"""The ledger: open it, append to it, ask it.

Rules of this module

- Nothing is ever changed or taken out. Whatever is acknowledged is on the disk.
- A block of `writing` is one transaction: all of it is kept, or nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Self, TypeAlias

from sqlalchemy import Connection

from skillcert.errors import RefusedError
from skillcert.ledger import reading
from skillcert.ledger.chain import Entry, Head
from skillcert.ledger.checkpoints import Checkpoint
from skillcert.ledger.database import Database
from skillcert.ledger.files import FileSource
from skillcert.ledger.findings import CertificateProof, Report, Witness
from skillcert.ledger.migrations import prepare
from skillcert.ledger.roster import ROSTER_KINDS, Roster
from skillcert.ledger.stored import kept_checkpoints
from skillcert.ledger.writing import State, Writing, is_signed, refusal_of
from skillcert.model import EventKind, KeyId, Reference, Token
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.signing import Signer

__all__ = ["Ledger"]

_R = RefusalReason

Skill: TypeAlias = tuple[Token, Token, Token]
"""Workshop, rubric and criterion."""

_SEVERAL = "skillcert several"
"""What those take turns at who write to several chains, so that none waits for another's."""


class Ledger:
    """An open ledger. Threads may share it; so may processes that open it each for itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._states: dict[Token, State] = {}

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Ledger:
        """Open the ledger at an address.

        Args:
            url: `sqlite:///file.db`, `postgresql://user@host/name`, or `memory:` for one that is
                gone with the process.
            create: Whether to make one if there is none.

        Raises:
            LedgerError: There is no ledger, it is of a newer skillcert, or it cannot be used.
        """
        database = Database(url, create=create)
        try:
            prepare(database, create=create or database.in_memory)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @property
    def database(self) -> Database:
        """The database underneath."""
        return self._database

    def close(self) -> None:
        """Close it."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sites(self) -> tuple[Token, ...]:
        """Return the sites that have a chain here, sorted.

        Raises:
            LedgerError: The database cannot be read.
        """
        with self._database.reading() as connection:
            return reading.sites(connection)

    def head(self, site: Token) -> Head:
        """Return where the chain of *site* ends; at 0 if there is none.

        Raises:
            LedgerError: The database cannot be read.
        """
        with self._database.reading() as connection:
            return reading.head(connection, site)

    def roster(self, site: Token) -> Roster:
        """Return who may say what at *site* now; nobody if there is no such site.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        with self._database.reading() as connection:
            state = self._caught_up(connection, site)
        if not self._database.is_writing:
            self._states[site] = state
        return state.roster

    def key_refusal(self, site: Token, key: KeyId, at: dt.datetime) -> Refusal | None:
        """Say why *key* cannot sign anything at *site* at the moment *at*; None if it can.

        Unlike `Roster.key_refusal` it tells a key of another site from one of nobody.

        Args:
            site: The site.
            key: The key.
            at: The moment, in UTC.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        refusal = self.roster(site).key_refusal(key, at)
        if refusal is not None and refusal.reason is _R.UNKNOWN_KEY:
            for other in self.sites():
                if self.roster(other).known(key):
                    return refuse(_R.FOREIGN_KEY, key=key, found=other, site=site)
        return refusal

    def entry(self, event_id: Reference) -> Entry | None:
        """Return the entry of an event, if it is here.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        with self._database.reading() as connection:
            return reading.entry_of_id(connection, event_id)

    def entries(self, site: Token, *, after: int = 0) -> Iterator[Entry]:
        """Yield the entries of a chain in order, read a page at a time.

        Args:
            site: The site.
            after: The sequence number that they follow.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        while True:
            with self._database.reading() as connection:
                found = reading.page(connection, site, after=after)
            yield from found
            if len(found) < reading.PAGE:
                return
            after = found[-1].seq

    def entries_of(self, site: Token, person: Reference) -> tuple[Entry, ...]:
        """Return the entries about a person, in order, each with its signature verified.

        A record is built from them, so nothing is taken that nobody has signed. That nothing is
        missing among them is for `check` to say.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        roster = self.roster(site)
        with self._database.reading() as connection:
            found = reading.entries_where(connection, site, person=person)
        for one in found:
            if one.event.person != person or not is_signed(one.event, one.envelope, roster):
                raise reading.altered(one.seq, site, "it is not what was signed")
        return found

    def entries_of_kind(self, site: Token, *kinds: EventKind) -> tuple[Entry, ...]:
        """Return the entries of some kinds, in order.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        with self._database.reading() as connection:
            return reading.entries_of_kinds(connection, site, kinds)

    def last_days(self, site: Token, *kinds: EventKind) -> dict[Reference, dt.date]:
        """Return the day that the newest entry of some kinds about each person speaks of.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        with self._database.reading() as connection:
            return reading.last_days(connection, site, kinds)

    def unconfirmed(
        self, site: Token, skills: Collection[Skill]
    ) -> dict[Reference, tuple[tuple[Token, Token], ...]]:
        """Return who has a sign-off of some skills that nobody has checked yet.

        Args:
            site: The site.
            skills: Workshop, rubric and criterion of each skill that asks for a second assessor.

        Returns:
            Person -> workshop and rubric of each list of skills with such a sign-off.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        from skillcert.ledger.unconfirmed import unconfirmed

        roster = self.roster(site)
        with self._database.reading() as connection:
            return unconfirmed(connection, roster, skills)

    @contextmanager
    def writing(self, site: Token, *, now: dt.datetime) -> Iterator[Writing]:
        """Write to the chain of *site* in one transaction, which nobody else writes beside.

        If the block raises, nothing of it is kept.

        Args:
            site: The site.
            now: The time by this computer's clock, in UTC.

        Raises:
            LedgerError: The database cannot be written, or was altered.
        """
        with self._database.writing(site) as connection:
            block = Writing(connection, self._caught_up(connection, site), now)
            yield block
        self._states[site] = block.state

    @contextmanager
    def writing_several(self, *, now: dt.datetime) -> Iterator[Callable[[Token], Writing]]:
        """Write to several chains in one transaction, as an import does.

        The block is given a function that lends what `writing` lends, for each site that it names.
        If the block raises, nothing of it is kept.

        Args:
            now: The time by this computer's clock, in UTC.

        Raises:
            LedgerError: The database cannot be written, or was altered.
        """
        blocks: dict[Token, Writing] = {}
        with self._database.writing(_SEVERAL) as connection:

            def block(site: Token) -> Writing:
                if site not in blocks:
                    self._database.lock(connection, site)
                    blocks[site] = Writing(connection, self._caught_up(connection, site), now)
                return blocks[site]

            yield block
        self._states.update({site: block.state for site, block in blocks.items()})

    def checkpoint(self, site: Token, signer: Signer, *, now: dt.datetime) -> Checkpoint:
        """Sign the state of a chain as it is, and keep that.

        Args:
            site: The site.
            signer: The programme's key.
            now: The time by this computer's clock, in UTC.

        Raises:
            RefusedError: It is another key.
            LedgerError: The database cannot be written, or was altered.
        """
        with self.writing(site, now=now) as block:
            return block.checkpoint(signer)

    def checkpoints(self, site: Token) -> tuple[Checkpoint, ...]:
        """Return the checkpoints that are kept of a chain, the oldest first.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        roster = self.roster(site)
        with self._database.reading() as connection:
            return kept_checkpoints(connection, roster)

    def check(
        self,
        site: Token | None = None,
        *,
        witnesses: Iterable[Witness] = (),
        progress: Callable[[Token, int, int], None] | None = None,
        proofs: Callable[[CertificateProof], None] | None = None,
        files: FileSource | None = None,
    ) -> Report:
        """Look at everything: the chains, and what is held on people beside them.

        That is every signature, link, checkpoint, certificate and private item, and every picture.
        Bad data is told and never raised.

        Args:
            site: The only site to look at; None for all.
            witnesses: What is known from outside of how a chain was.
            progress: What is told the site, how many entries were looked at and how many there are.
            proofs: What is given, for each certificate, what its lines rest on.
            files: The ledger's files; None to leave the pictures unchecked.
        """
        from skillcert.ledger.check import check_ledger  # not for whoever only signs

        return check_ledger(
            self._database, site, witnesses=witnesses, progress=progress, proofs=proofs, files=files
        )

    def prove(self, certificate: Reference) -> CertificateProof:
        """Return what the lines of a certificate rest on, back to the supervisors' signatures.

        Raises:
            RefusedError: There is no such certificate.
            LedgerError: The database cannot be read, or was altered.
        """
        from skillcert.ledger.proofs import prove

        issued = self.entry(certificate)
        if issued is None or issued.event.certificate_issued is None:
            raise RefusedError([refuse(_R.UNKNOWN_CERTIFICATE, certificate=certificate)])
        person = issued.event.certificate_issued.person
        about = {one.seq for one in self.entries_of(issued.site, person)}
        with self._database.reading() as connection:
            rows = reading.rows_of(connection, issued.site, person).all()
        paper = next(row for row in rows if row.seq == issued.seq)
        return prove(paper, rows, self.roster(issued.site), sound=about.__contains__)

    def _caught_up(self, connection: Connection, site: Token) -> State:
        """Return the state of a chain, from what is known of it and what came since."""
        known = self._states.get(site) or State(roster=Roster(site=site))
        end = reading.head(connection, site)
        if end == known.head:
            return known
        if known.head.size:
            there = reading.hash_of(connection, site, known.head.size)
            if there != known.head.hash:  # an older copy was brought back: begin anew
                known = State(roster=Roster(site=site))
        roster = known.roster
        after = known.head.size
        if after:
            new = reading.entries_where(connection, site, kinds=ROSTER_KINDS, after=after)
        else:
            new = reading.entries_of_kinds(connection, site, ROSTER_KINDS)
        for one in new:
            if refusal := refusal_of(one.event, one.envelope, roster, one.seq):
                raise reading.altered(one.seq, site, str(refusal))
            roster = roster.after(one.event, one.seq)
        last = reading.page(connection, site, after=end.size - 1, most=1)
        return State(roster=roster, head=end, last=last[0].event.at if last else None)
