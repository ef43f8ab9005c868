"""Which sign-offs nobody has checked yet who should: found in a long chain without reading it all.

Rules of this module

- It says where to look. What waits is for the record to say, which is built of verified entries.
- Rows are read as they lie, and only those are taken apart in which one of the skills stands.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row

from skillcert.ledger import reading
from skillcert.ledger.roster import Roster
from skillcert.model import EventKind, KeyId, Reference, Token

__all__ = ["unconfirmed"]

_CORRECTS = b'"corrects":'


def unconfirmed(
    connection: Connection, roster: Roster, skills: Collection[tuple[Token, Token, Token]]
) -> dict[Reference, tuple[tuple[Token, Token], ...]]:
    """Return who has such sign-offs, in which lists of skills; see `Ledger.unconfirmed`."""
    waiting: dict[str, tuple[Reference, KeyId, tuple[Token, Token]]] = {}
    marks = [f'"criterion":"{criterion}"'.encode() for criterion in {one[2] for one in skills}]
    gone: set[str] = set()
    for row, key, said in _said(connection, roster, EventKind.SKILL_SIGNED, [*marks, _CORRECTS]):
        gone.add(said.get("corrects", ""))
        skill = (said["workshop"], said["rubric"]["id"], said["criterion"])
        if skill in skills:
            waiting[row.id] = (Reference(said["person"]), key, skill[:2])
    for _, _, said in _said(connection, roster, EventKind.SIGN_OFF_WITHDRAWN):
        gone.add(said["sign_off"])
    for _, key, said in _said(connection, roster, EventKind.SIGN_OFF_CONFIRMED):
        if (one := waiting.get(said["sign_off"])) and _is_second(roster, key, one[0], one[1]):
            gone.add(said["sign_off"])
    found: dict[Reference, dict[tuple[Token, Token], None]] = {}
    for sign_off, (person, _, listed) in waiting.items():
        if sign_off not in gone:
            found.setdefault(person, {})[listed] = None
    return {person: tuple(lists) for person, lists in found.items()}


def _said(
    connection: Connection, roster: Roster, kind: EventKind, marks: Collection[bytes] = (b"",)
) -> Iterator[tuple[Row[Any], KeyId, dict[str, Any]]]:
    """Yield what the entries of a kind say that count and bear one of some marks.

    Raises:
        LedgerError: An entry was altered.
    """
    for row in reading.rows_of_kind(connection, roster.site, kind):
        body = row.body
        if isinstance(body, bytes) and not any(mark in body for mark in marks):
            continue
        reading.require_event(roster.site, row)
        event: dict[str, Any] = json.loads(body)
        if roster.counts(KeyId(event["key"]), row.seq):
            yield row, KeyId(event["key"]), event[kind.value]


def _is_second(roster: Roster, key: KeyId, person: Reference, first: KeyId) -> bool:
    """Say whether the owner of *key* may be the second for what the owner of *first* signed."""
    owner = roster.owner(key)
    return owner is not None and owner != roster.owner(first) and owner.assessor.id != person
