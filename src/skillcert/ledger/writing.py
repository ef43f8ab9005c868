"""Appending to one chain, in one transaction.

Rules of this module

- Nothing is appended that the roster refuses, whose signature is wrong, whose bytes are not
  canonical or whose time cannot be.
- Several events are appended together or not at all.
- An event that comes twice is one event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
from sqlalchemy import Connection, insert

from skillcert.errors import RefusedError
from skillcert.ledger import reading
from skillcert.ledger.chain import MOST_SKEW, Entry, Head, row_hash
from skillcert.ledger.checkpoints import Checkpoint
from skillcert.ledger.free_text import refuse_identity_numbers
from skillcert.ledger.glance import read_event
from skillcert.ledger.roster import Roster
from skillcert.ledger.statements import Statement
from skillcert.ledger.stored import keep_checkpoint
from skillcert.ledger.tables import entry as table
from skillcert.model import Event, EventKind, Reference
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.signing import Envelope, Purpose, Signer

__all__ = ["State", "Writing", "is_signed", "refusal_of"]

_R = RefusalReason
_INSERT = Statement(insert(table))
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

    def append(self, envelopes: Sequence[Envelope], *, typed: bool = True) -> tuple[Entry, ...]:
        """Append signed events, all or none, and return their entries.

        An event that is here already, with the same body, is not written again.

        Args:
            envelopes: The events, in their order.
            typed: Whether somebody has just typed what they say, so that it is searched for
                identity numbers. What another ledger has taken is taken as it stands.

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
                known = self._next(state, event, envelope, typed=typed)
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
            _INSERT.run_for_each(self._connection, map(_row, new))
        self.state = state
        return tuple(found)

    def checkpoint(self, signer: Signer) -> Checkpoint:
        """Sign the state of the chain, with what this block has appended, and keep that.

        Args:
            signer: The programme's key.

        Raises:
            RefusedError: It is another key.
            LedgerError: The database cannot be written, or was altered.
        """
        return keep_checkpoint(self._connection, self.roster, self.state.head, signer)

    def _next(self, state: State, event: Event, envelope: Envelope, *, typed: bool) -> Entry:
        seq = state.head.size + 1
        refusal = refusal_of(event, envelope, state.roster, seq) or _clock_refusal(
            event.at, state.last, self._now
        )
        if refusal:
            raise RefusedError([refusal])
        if typed and event.kind in _TYPED_KINDS:
            refuse_identity_numbers(event)
        return Entry(
            site=state.roster.site,
            seq=seq,
            event=event,
            envelope=envelope,
            hash=row_hash(state.head.hash, envelope),
        )


def refusal_of(event: Event, envelope: Envelope, roster: Roster, seq: int) -> Refusal | None:
    """Say why a signed event cannot be event *seq*, but for its time; None if it can."""
    if refusal := roster.refusal(event, seq):
        return refusal
    if not is_signed(event, envelope, roster):
        return refuse(_R.WRONG_SIGNATURE, key=event.key)
    return None


def is_signed(event: Event, envelope: Envelope, roster: Roster) -> bool:
    """Say whether an event is signed by the key that it names, and that the roster knows."""
    key = roster.signer_of(event)
    return key is not None and envelope.verified_by(key, Purpose.EVENT)


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
