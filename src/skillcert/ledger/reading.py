"""Questions to the tables of a ledger, on a connection that the caller has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import (
    Connection,
    Integer,
    Result,
    Row,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger.chain import START, Entry, Head
from skillcert.ledger.glance import LARGEST_BODY, Glance, glance, read_event
from skillcert.ledger.statements import Statement
from skillcert.ledger.tables import entry
from skillcert.model import EventKind, Reference, Token
from skillcert.signing import Envelope

__all__ = [
    "PAGE",
    "altered",
    "entries_of_kinds",
    "entries_where",
    "entry_of_id",
    "entry_of_row",
    "hash_of",
    "head",
    "last_days",
    "page",
    "people_with",
    "require_event",
    "rows",
    "rows_of",
    "rows_of_kind",
    "sites",
    "size",
]

PAGE = 256
"""How many entries are read at once where all are wanted."""

_E = entry.c
_SITE = _E.site == bindparam("site")
_MOST = bindparam("most", type_=Integer)
_LATER = _E.seq > bindparam("after")
_FIRST: Any = literal_column("1")
_RAW = select(
    _E.seq,
    *(
        func.substr(
            column, literal_column("1"), literal_column(str(most + 1)), type_=column.type
        ).label(column.name)
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

_HEAD = Statement(
    select(_E.seq, _E.hash).where(_SITE).order_by(_E.seq.desc()).limit(literal_column("1"))
)
_HASH = Statement(select(_E.hash).where(_SITE, _E.seq == bindparam("seq")))
_BY_ID = Statement(_ALL.where(_E.id == bindparam("id")))
_PAGE = Statement(_ALL.where(_SITE, _LATER).order_by(_E.seq).limit(_MOST))
_ROWS = Statement(_RAW.where(_SITE).order_by(_E.seq).limit(_MOST))
_OF_PERSON = Statement(_RAW.where(_SITE, _E.person == bindparam("person")).order_by(_E.seq))
_OF_KIND = Statement(_ALL.where(_SITE, _E.kind == bindparam("kind")).order_by(_E.seq))
_RAW_OF_KIND = Statement(_RAW.where(_SITE, _E.kind == bindparam("kind")).order_by(_E.seq))
_LATER_ROWS = Statement(_RAW.where(_SITE, _LATER).order_by(_E.seq).limit(_MOST))


def sites(connection: Connection) -> tuple[Token, ...]:
    """Return the sites that have a chain, sorted."""
    found = connection.execute(select(_E.site).distinct().order_by(_E.site)).scalars()
    return tuple(map(Token, found))


def size(connection: Connection, site: Token) -> int:
    """Return how many entries *site* has, counted."""
    wanted = select(func.count()).select_from(entry).where(_E.site == site)
    return connection.execute(wanted).scalar_one()


def hash_of(connection: Connection, site: Token, seq: int) -> bytes | None:
    """Return the hash of entry *seq* of *site*, if it is there."""
    found: bytes | None = _HASH.run(connection, site=site, seq=seq).scalar()
    return found


def head(connection: Connection, site: Token) -> Head:
    """Return where the chain of *site* ends."""
    found: Any = _HEAD.run(connection, site=site).first()
    return Head(size=found[0], hash=found[1]) if found else Head(size=0, hash=START)


def entry_of_id(connection: Connection, event_id: Reference) -> Entry | None:
    """Return the entry whose event has the id *event_id*, if there is one."""
    found = _BY_ID.run(connection, id=event_id).first()
    return _entry(found) if found else None


def page(connection: Connection, site: Token, *, after: int, most: int = PAGE) -> tuple[Entry, ...]:
    """Return at most *most* entries of *site* that follow entry *after*, in order."""
    found = _PAGE.run(connection, site=site, after=after, most=most)
    return tuple(map(_entry, found))


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

    Returns:
        Rows of number, id, hash, body, signature, kind and person.
    """
    if after is None:
        return _ROWS.run(connection, site=site, most=most).all()
    return _LATER_ROWS.run(connection, site=site, after=after, most=most).all()


def rows_of(connection: Connection, site: Token, person: Reference) -> Result[Any]:
    """Return the rows about a person as they stand, in order, to be read or run through once.

    See `rows`.
    """
    return _OF_PERSON.run(connection, site=site, person=person)


def people_with(connection: Connection, site: Token, kind: EventKind) -> frozenset[object]:
    """Return whom the entries of a kind are about, as it stands beside them."""
    wanted = select(_E.person).where(_E.site == site, _E.kind == kind.value).distinct()
    return frozenset(connection.execute(wanted).scalars())


def entries_of_kinds(
    connection: Connection, site: Token, kinds: Iterable[EventKind]
) -> tuple[Entry, ...]:
    """Return the entries of *site* of some kinds, in order, through the index of kinds.

    Asked for several kinds at once, SQLite would rather look at every entry.
    """
    found = [_OF_KIND.run(connection, site=site, kind=kind.value).all() for kind in kinds]
    return tuple(map(_entry, sorted(chain.from_iterable(found), key=lambda row: row.seq)))


def rows_of_kind(connection: Connection, site: Token, kind: EventKind) -> Sequence[Row[Any]]:
    """Return the rows of *site* of one kind as they stand, in order; see `rows`."""
    return _RAW_OF_KIND.run(connection, site=site, kind=kind.value).all()


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


def last_days(
    connection: Connection, site: Token, kinds: tuple[EventKind, ...]
) -> dict[Reference, dt.date]:
    """Return the day that the newest entry of some kinds about each person of *site* speaks of."""
    one, other = entry.alias(), entry.alias()
    people = select(one.c.person).where(one.c.site == site, one.c.person.is_not(None)).distinct()
    about = people.subquery()
    # Looked up person by person from the end, through the index: most of a chain is never read.
    newest = (
        select(other.c.seq)
        .where(
            other.c.site == site,
            other.c.person == about.c.person,
            other.c.kind.in_([kind.value for kind in kinds]),
        )
        .order_by(other.c.seq.desc())
        .limit(literal_column("1"))
        .correlate(about)
        .scalar_subquery()
    )
    found = _E.seq.in_(select(newest).select_from(about))
    days = {}
    for row in connection.execute(_ALL.where(_E.site == site, found).order_by(_E.seq)):
        seen = require_event(site, row)
        if seen and seen.person is not None and seen.on is not None:
            days[seen.person] = seen.on
    return days


def require_event(site: Token, row: Any) -> Glance | None:
    """Return what the event in a row says of itself; None if it says more than one thing.

    Raises:
        LedgerError: It was altered.
    """
    body = row.body
    seen = glance(body) if isinstance(body, bytes) else None
    return seen or Glance.of(entry_of_row(site, row).event)


def entry_of_row(site: Token, row: Row[Any]) -> Entry:
    """Return the entry in a row as `rows` returns them.

    Raises:
        LedgerError: It was altered.
    """
    return _entry((site, row.seq, row.hash, row.body, row.signature))


def _entry(row: Any) -> Entry:
    site, seq, digest, body, signature, *_ = row
    why = "it holds something else than bytes"
    # SQLite keeps a value of any kind in any column.
    if all(isinstance(value, bytes) for value in (digest, body, signature)):
        try:
            return Entry(
                site=Token(site),
                seq=seq,
                event=read_event(body),
                envelope=Envelope(body, signature),
                hash=digest,
            )
        except RefusedError as error:
            why = str(error.refusals[0])
    raise altered(seq, site, why)


def altered(seq: int, site: str, why: str) -> LedgerError:
    """Return the error that says that an entry is not what was appended."""
    return LedgerError(
        f"event {seq} of {site} was altered: {why}",
        hint="Run `skillcert ledger check`, and bring back a copy of the ledger",
    )
