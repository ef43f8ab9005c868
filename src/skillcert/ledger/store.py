"""The ledger: open it, append to it, ask it.

Rules of this module

- Nothing is ever changed or taken out. Whatever is acknowledged is on the disk.
- A block of `writing` is one transaction: all of it is kept, or nothing.
- Nothing is appended that the roster refuses, whose signature is wrong, whose bytes are not
  canonical or whose time cannot be.
- An event that comes twice is one event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

import attrs
from sqlalchemy import Connection, insert

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import reading
from skillcert.ledger.chain import Entry, Head, row_hash
from skillcert.ledger.database import Database
from skillcert.ledger.free_text import refuse_identity_numbers
from skillcert.ledger.glance import read_event
from skillcert.ledger.migrations import prepare
from skillcert.ledger.roster import ROSTER_KINDS, Roster
from skillcert.ledger.tables import entry as table
from skillcert.model import Event, EventKind, Reference, Token
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.signing import Envelope, Purpose

__all__ = ["MOST_SKEW", "Ledger", "Writing"]

_R = RefusalReason

MOST_SKEW = dt.timedelta(minutes=5)
"""How far the clocks of the computers that write to one ledger may be apart."""

_TYPED_KINDS = frozenset(
    {
        EventKind.SITE_OPENED,
        EventKind.ISSUER_CHANGED,
        EventKind.ASSESSOR_ENROLLED,
        EventKind.PERSON_ADDED,
    }
)
"""The kinds of event in which something stands that somebody typed; others name what these did."""


@attrs.frozen(kw_only=True)
class State:
    """What the next entry of a chain builds on.

    Attributes:
        roster: Who may say what.
        head: Where the chain ends.
        last: The time of the last entry; None if there is none.
    """

    roster: Roster
    head: Head = Head()
    last: dt.datetime | None = None


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
        """Return the entries about a person, in order.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        with self._database.reading() as connection:
            return reading.entries_where(connection, site, person=person)

    def entries_of_kind(self, site: Token, *kinds: EventKind) -> tuple[Entry, ...]:
        """Return the entries of some kinds, in order.

        Raises:
            LedgerError: The database cannot be read, or was altered.
        """
        with self._database.reading() as connection:
            return reading.entries_where(connection, site, kinds=kinds)

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

    def _caught_up(self, connection: Connection, site: Token) -> State:
        """Return the state of a chain, from what is known of it and what came since."""
        known = self._states.get(site) or State(roster=Roster(site=site))
        last = reading.last(connection, site)
        end = Head(size=last.seq, hash=last.hash) if last else Head()
        if end == known.head:
            return known
        if known.head.size:
            there = reading.hash_of(connection, site, known.head.size)
            if there != known.head.hash:  # an older copy was brought back: begin anew
                known = State(roster=Roster(site=site))
        roster = known.roster
        after = known.head.size
        for one in reading.entries_where(connection, site, kinds=ROSTER_KINDS, after=after):
            if refusal := _refusal_of(one.event, one.envelope, roster, one.seq):
                raise LedgerError(
                    f"event {one.seq} of {site} was altered: {refusal}",
                    where=self._database.label,
                    hint="Run `skillcert ledger check`, and bring back a copy of the ledger",
                )
            roster = roster.after(one.event, one.seq)
        return State(roster=roster, head=end, last=last.event.at if last else None)


class Writing:
    """A block in which something is written to one chain; see `Ledger.writing`."""

    def __init__(self, connection: Connection, state: State, now: dt.datetime) -> None:
        self._connection = connection
        self._now = now
        self.state = state

    @property
    def connection(self) -> Connection:
        """The connection with the open transaction, for what belongs to the same step."""
        return self._connection

    @property
    def roster(self) -> Roster:
        """Who may say what, with what this block has appended."""
        return self.state.roster

    def append(self, envelopes: Sequence[Envelope]) -> tuple[Entry, ...]:
        """Append signed events, all or none, and return their entries.

        An event that is here already, with the same body, is not written again.

        Args:
            envelopes: The events, in their order.

        Raises:
            RefusedError: One is no event, or is not allowed, or its time cannot be.
            LedgerError: The database cannot be written.
        """
        state = self.state
        there: dict[Reference, Entry] = {}
        found: list[Entry] = []
        new: list[Entry] = []
        for envelope in envelopes:
            event = read_event(envelope.body)
            known = there.get(event.id) or reading.entry_of_id(self._connection, event.id)
            if known is None:
                known = self._next(state, event, envelope)
                state = State(
                    roster=state.roster.after(event, known.seq),
                    head=Head(size=known.seq, hash=known.hash),
                    last=event.at,
                )
                new.append(known)
                there[event.id] = known
            elif known.envelope.body != envelope.body:
                raise RefusedError([refuse(_R.ID_TAKEN, id=event.id)])
            found.append(known)
        if new:
            self._connection.execute(insert(table), [_row(one) for one in new])
        self.state = state
        return tuple(found)

    def _next(self, state: State, event: Event, envelope: Envelope) -> Entry:
        seq = state.head.size + 1
        refusal = _refusal_of(event, envelope, state.roster, seq) or _clock_refusal(
            event.at, state.last, self._now
        )
        if refusal:
            raise RefusedError([refusal])
        if event.kind in _TYPED_KINDS:
            refuse_identity_numbers(event)
        return Entry(
            site=state.roster.site,
            seq=seq,
            event=event,
            envelope=envelope,
            hash=row_hash(state.head.hash, envelope),
        )


def _refusal_of(event: Event, envelope: Envelope, roster: Roster, seq: int) -> Refusal | None:
    if refusal := roster.refusal(event, seq):
        return refusal
    key = roster.signer_of(event)
    if key is None or not envelope.verified_by(key, Purpose.EVENT):
        return refuse(_R.WRONG_SIGNATURE, key=event.key)
    return None


def _clock_refusal(at: dt.datetime, last: dt.datetime | None, now: dt.datetime) -> Refusal | None:
    if last is not None and last - at > MOST_SKEW:
        return refuse(_R.CLOCK_SET_BACK, at=at, last=last)
    if at - now > MOST_SKEW:
        return refuse(_R.CLOCK_AHEAD, at=at, now=now)
    return None


def _row(one: Entry) -> dict[str, object]:
    kind = one.event.kind
    return {
        "site": one.site,
        "seq": one.seq,
        "id": one.event.id,
        "hash": one.hash,
        "body": one.envelope.body,
        "signature": one.envelope.signature,
        "kind": kind.value if kind else "",
        "person": one.event.person,
    }
