"""Questions to the tables of a ledger, on a connection that the caller has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.sql.elements import ColumnElement

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger.chain import START, Entry, Head
from skillcert.ledger.glance import LARGEST_BODY, read_event
from skillcert.ledger.tables import entry
from skillcert.model import EventKind, Reference, Token
from skillcert.signing import Envelope

__all__ = [
    "PAGE",
    "entries_where",
    "entry_of_id",
    "hash_of",
    "head",
    "last",
    "numbers_of_kind",
    "page",
    "rows",
    "sites",
]

PAGE = 256
"""How many entries are read at once where all are wanted."""

Columns: TypeAlias = tuple[str, int, bytes, bytes, bytes, str, str]

_E = entry.c
_RAW = select(
    _E.seq,
    *(
        func.substr(column, 1, most + 1, type_=column.type).label(column.name)
        for column, most in (
            (_E.id, 128),
            (_E.hash, 32),
            (_E.body, LARGEST_BODY),
            (_E.signature, 64),
            (_E.kind, 64),
            (_E.person, 128),
        )
    ),
)
_ALL = select(_E.site, _E.seq, _E.hash, _E.body, _E.signature, _E.id, _E.kind)


def sites(connection: Connection) -> tuple[Token, ...]:
    """Return the sites that have a chain, sorted."""
    found = connection.execute(select(_E.site).distinct().order_by(_E.site)).scalars()
    return tuple(map(Token, found))


def size(connection: Connection, site: Token) -> int:
    """Return how many entries *site* has, counted."""
    wanted = select(func.count()).select_from(entry).where(_E.site == site)
    return connection.execute(wanted).scalar_one()


def last(connection: Connection, site: Token) -> Entry | None:
    """Return the last entry of *site*, if it has any."""
    found = _read(connection, _ALL.where(_E.site == site).order_by(_E.seq.desc()).limit(1))
    return found[0] if found else None


def hash_of(connection: Connection, site: Token, seq: int) -> bytes | None:
    """Return the hash of entry *seq* of *site*, if it is there."""
    wanted = select(_E.hash).where(_E.site == site, _E.seq == seq)
    return connection.execute(wanted).scalar()


def head(connection: Connection, site: Token) -> Head:
    """Return where the chain of *site* ends."""
    newest = select(_E.seq, _E.hash).where(_E.site == site).order_by(_E.seq.desc()).limit(1)
    found = connection.execute(newest).first()
    return Head(size=found.seq, hash=found.hash) if found else Head(size=0, hash=START)


def entry_of_id(connection: Connection, event_id: Reference) -> Entry | None:
    """Return the entry whose event has the id *event_id*, if there is one."""
    found = connection.execute(_ALL.where(_E.id == event_id)).first()
    return _entry(found) if found else None


def page(connection: Connection, site: Token, *, after: int, most: int = PAGE) -> tuple[Entry, ...]:
    """Return at most *most* entries of *site* that follow entry *after*, in order."""
    return _read(
        connection,
        _ALL.where(_E.site == site, _E.seq > after).order_by(_E.seq).limit(most),
    )


def rows(
    connection: Connection, site: Token, *, after: int | None, most: int = PAGE
) -> Sequence[Row[Any]]:
    """Return at most *most* rows of *site* as they stand, whatever stands there, in order.

    No value is longer than it can be if it is sound, or by a byte: a row that somebody has made
    large fills no memory.

    Args:
        connection: The connection.
        site: The site.
        after: The number that they follow; None for the first.
        most: How many.
    """
    wanted = _RAW.where(_E.site == site).order_by(_E.seq).limit(most)
    return connection.execute(wanted if after is None else wanted.where(_E.seq > after)).all()


def numbers_of_kind(
    connection: Connection, site: Token, kind: EventKind, *, after: int
) -> tuple[int, ...]:
    """Return the numbers of the next entries of a kind after entry *after*, at most a page."""
    wanted = select(_E.seq).where(_E.site == site, _E.kind == kind.value, _E.seq > after)
    return tuple(connection.execute(wanted.order_by(_E.seq).limit(PAGE)).scalars())


def entries_where(  # noqa: PLR0913 - each narrows the question further
    connection: Connection,
    site: Token,
    *,
    person: Reference | None = None,
    kinds: tuple[EventKind, ...] = (),
    after: int = 0,
    wanted: Callable[[Row[Any]], bool] = lambda _: True,
) -> tuple[Entry, ...]:
    """Return the entries of *site* about a person, or of some kinds, or both, in order.

    Args:
        connection: The connection.
        site: The site.
        person: The person; None for everybody and nobody.
        kinds: The kinds; empty for all.
        after: The sequence number that they follow.
        wanted: Whether the entry in a row is wanted; the events of the others are not read.
    """
    where: list[ColumnElement[bool]] = [_E.site == site, _E.seq > after]
    if person is not None:
        where.append(_E.person == person)
    if kinds:
        where.append(_E.kind.in_([kind.value for kind in kinds]))
    found: Iterable[Any] = connection.execute(_ALL.where(*where).order_by(_E.seq))
    return tuple(_entry(row) for row in found if wanted(row))


def entries_of_ids(
    connection: Connection, site: Token, ids: Collection[Reference]
) -> tuple[Entry, ...]:
    """Return the entries of *site* whose events have these ids, in order."""
    if not ids:
        return ()
    return _read(connection, _ALL.where(_E.id.in_(ids), _E.site == site).order_by(_E.seq))


def _read(connection: Connection, question: Select[Columns]) -> tuple[Entry, ...]:
    return tuple(map(_entry, connection.execute(question)))


def _entry(row: Any) -> Entry:
    site, seq, digest, body, signature, *_ = row
    try:
        event = read_event(body)
    except RefusedError as error:
        raise LedgerError(
            f"event {seq} of {site} was altered: {error.refusals[0]}",
            hint="Run `skillcert ledger check`, and bring back a copy of the ledger",
        ) from None
    envelope = Envelope(body, signature)
    return Entry(site=Token(site), seq=seq, event=event, envelope=envelope, hash=digest)
