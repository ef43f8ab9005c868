"""The check of what is held on people beside the chain.

Rules of this module

- What is held has to be what the events speak of: each name, note and reason by its commitment,
  each picture by its digest.
- Nothing is held on whoever is erased, and nothing on somebody whom the chain does not know.
- On whoever has no key here nothing can be said: the ledger came without its vault.
- Bad data is told and never raised. Of one person at a time those rows are in memory that say
  anything of what is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
from sqlalchemy import Connection, Row, bindparam, select, union

from skillcert.errors import LedgerError, SkillcertError
from skillcert.ledger import reading
from skillcert.ledger.boxes import PersonSecret, Place, commitment, open_item
from skillcert.ledger.chain import Entry
from skillcert.ledger.files import FileFault, FileSource, file_fault
from skillcert.ledger.findings import Finding, FindingKind
from skillcert.ledger.statements import Statement
from skillcert.ledger.tables import entry, erasure, person_key, private_item
from skillcert.ledger.told import TELLING_KINDS, Told, told_by
from skillcert.model import EventKind, PrivateKind, Reference, Token

__all__ = ["held_findings", "people_of"]

_K = FindingKind
_FILES = {
    FileFault.MISSING: _K.FILE_MISSING,
    FileFault.ALTERED: _K.FILE_ALTERED,
    FileFault.UNREADABLE: _K.FILE_UNREADABLE,
}

_KINDS = frozenset(kind.value for kind in (*TELLING_KINDS, EventKind.PERSON_ERASED))
_TELLING = (b'"private":', b'"attachments":', b'"person_erased":')


def _of_person(table: Any, *columns: Any) -> Statement:
    site, person = table.c.site == bindparam("site"), table.c.person == bindparam("person")
    return Statement(select(*columns).where(site, person))


_ITEMS = _of_person(private_item, private_item.c.kind, private_item.c.ref, private_item.c.box)
_KEY = _of_person(person_key, person_key.c.key, person_key.c.salt)
_PENDING = _of_person(erasure, erasure.c.person)


def people_of(connection: Connection, site: Token) -> list[Reference]:
    """Return everybody of whom anything is there, sorted."""
    tables = (entry, person_key, private_item, erasure)
    wanted = union(*(select(table.c.person).where(table.c.site == site) for table in tables))
    found = connection.execute(wanted).scalars()
    return sorted(Reference(person) for person in found if isinstance(person, str))


def held_findings(
    connection: Connection,
    site: Token,
    person: Reference,
    rows: Iterable[Row[Any]],
    files: FileSource | None = None,
) -> Iterator[Finding]:
    """Yield what is wrong with what is held on one person.

    Args:
        connection: The connection.
        site: The site.
        person: The person.
        rows: The rows of the events about the person, see `reading.rows_of`.
        files: The ledger's files; None to leave the pictures unchecked.
    """
    try:
        telling = tuple(reading.entry_of_row(site, row) for row in rows if _tells(row))
    except LedgerError:
        return  # an entry about the person was altered, which the check of the chain tells
    named = {"site": site, "person": person}
    held = _Held(
        site=site,
        person=person,
        entries=telling,
        boxes={(row.kind, row.ref): row.box for row in _ITEMS.run(connection, **named)},
        key=_KEY.run(connection, **named).first(),
        pending=_PENDING.run(connection, **named).first() is not None,
    )
    yield from held.findings(files)


def _tells(row: Any) -> bool:
    """Say whether an event says anything of what is held: most evidence has no note, no picture."""
    _, _, _, body, _, kind, _ = row
    if kind not in _KINDS:
        return False
    return not isinstance(body, bytes) or any(word in body for word in _TELLING)


@attrs.frozen(kw_only=True)
class _Held:
    """What the chain says of one person, and what is held."""

    site: Token
    person: Reference
    entries: tuple[Entry, ...]
    key: Any
    boxes: Mapping[tuple[str, str], Any]
    pending: bool

    def findings(self, files: FileSource | None) -> Iterator[Finding]:
        """Yield what is wrong."""
        erased = next((one.seq for one in self.entries if one.event.person_erased), None)
        if erased is not None:
            if self.pending or self.key is not None or self.boxes:
                yield self._finding(_K.NOT_ERASED, erased)
            return
        if not self.entries:
            if self.key is not None or self.boxes:
                yield self._finding(_K.PRIVATE_STRAY)
            return
        yield from self._private(told_by(self.entries))
        if files is not None:
            yield from self._pictures(files)

    def _private(self, told: Mapping[tuple[PrivateKind, Reference], Told]) -> Iterator[Finding]:
        if self.key is None:
            if self.boxes:
                yield self._finding(_K.PRIVATE_MISSING, self.entries[0].seq, what="key")
            return
        for (kind, ref), one in told.items():
            if (kind.value, ref) not in self.boxes:
                yield self._finding(_K.PRIVATE_MISSING, one.seq, what=kind.value)
        said = {(kind.value, str(ref)): one for (kind, ref), one in told.items()}
        for place in sorted(self.boxes, key=str):
            spoken_of = said.get(place)
            if not self._opens(*place, spoken_of):
                seq = spoken_of.seq if spoken_of else None
                what, about = map(str, place)
                yield self._finding(_K.PRIVATE_ALTERED, seq, what=what, ref=about)

    def _opens(self, kind: str, ref: str, told: Told | None) -> bool:
        """Say whether an item opens, and is the one that an event speaks of, if one does."""
        if self.key is None:
            return False
        try:
            secret = PersonSecret(key=self.key.key, salt=self.key.salt)
            place = Place(
                site=self.site, person=self.person, kind=PrivateKind(kind), ref=Reference(ref)
            )
            item = open_item(self.boxes[kind, ref], secret, place)
            return told is None or told.commitment == commitment(secret, place.ref, item)
        # What somebody wrote into the database need not even be bytes.
        except (SkillcertError, TypeError, ValueError, AttributeError):
            return False

    def _pictures(self, files: FileSource) -> Iterator[Finding]:
        for one in self.entries:
            evidence = one.event.evidence_recorded
            for fact in evidence.attachments if evidence else ():
                fault = file_fault(files, fact.sha256)
                if fault is not None:
                    yield self._finding(_FILES[fault], one.seq, file=fact.sha256)

    def _finding(self, kind: FindingKind, seq: int | None = None, **values: str) -> Finding:
        named = (("person", self.person), *values.items())
        return Finding(kind=kind, site=self.site, seq=seq, values=named)
