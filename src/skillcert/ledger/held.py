"""The check of what is held on people beside the chain.

Rules of this module

- What is held has to be what the events speak of: each name, note and reason by its commitment,
  each picture by its digest.
- Nothing is held on whoever is erased, and nothing on somebody whom the chain does not know.
- On whoever has no key here nothing can be said: the ledger came without its vault.
- Bad data is told and never raised. One person's rows are in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from sqlalchemy import select, union

from skillcert.errors import LedgerError, SkillcertError
from skillcert.ledger import reading
from skillcert.ledger.boxes import PersonSecret, Place, commitment, open_item
from skillcert.ledger.chain import Entry
from skillcert.ledger.database import Database
from skillcert.ledger.files import FileFault, FileSource, file_fault
from skillcert.ledger.findings import Finding, FindingKind
from skillcert.ledger.tables import entry, erasure, person_key, private_item
from skillcert.ledger.told import TELLING_KINDS, Told, told_by
from skillcert.model import EventKind, PrivateKind, Reference, Token

__all__ = ["held_findings"]

_K = FindingKind
_FILES = {
    FileFault.MISSING: _K.FILE_MISSING,
    FileFault.ALTERED: _K.FILE_ALTERED,
    FileFault.UNREADABLE: _K.FILE_UNREADABLE,
}

_TELLING = (b'"private":', b'"attachments":', b'"person_erased":')


def held_findings(
    database: Database, site: Token, files: FileSource | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with what is held on the people of a site.

    Args:
        database: The database.
        site: The site.
        files: The ledger's files; None to leave the pictures unchecked.
    """
    try:
        people = _people(database, site)
    except LedgerError as error:
        yield Finding(kind=_K.UNREADABLE, site=site, seq=1, values=(("why", error.what),))
        return
    for person in people:
        try:
            held = _Held.of(database, site, person)
        except LedgerError:
            continue  # an entry about the person was altered, which the check of the chain tells
        yield from held.findings(files)


def _tells(row: Any) -> bool:
    """Say whether an event says anything of what is held: most evidence has no note, no picture."""
    body = row.body
    return not isinstance(body, bytes) or any(part in body for part in _TELLING)


def _people(database: Database, site: Token) -> list[Reference]:
    """Return everybody of whom anything is there, sorted."""
    tables = (entry, person_key, private_item, erasure)
    wanted = union(*(select(table.c.person).where(table.c.site == site) for table in tables))
    with database.reading() as connection:
        found = connection.execute(wanted).scalars()
        return sorted(Reference(person) for person in found if isinstance(person, str))


@attrs.frozen(kw_only=True)
class _Held:
    """What the chain says of one person, and what is held."""

    site: Token
    person: Reference
    entries: tuple[Entry, ...]
    key: Any
    boxes: Mapping[tuple[str, str], Any]
    pending: bool

    @classmethod
    def of(cls, database: Database, site: Token, person: Reference) -> _Held:
        kinds = (*TELLING_KINDS, EventKind.PERSON_ERASED)
        keys, items, left = person_key.c, private_item.c, erasure.c
        with database.reading() as connection:
            rows = connection.execute(
                select(items.kind, items.ref, items.box).where(
                    items.site == site, items.person == person
                )
            )
            return cls(
                site=site,
                person=person,
                entries=reading.entries_where(
                    connection, site, person=person, kinds=kinds, wanted=_tells
                ),
                boxes={(row.kind, row.ref): row.box for row in rows},
                key=connection.execute(
                    select(keys.key, keys.salt).where(keys.site == site, keys.person == person)
                ).first(),
                pending=connection.execute(
                    select(left.person).where(left.site == site, left.person == person)
                ).first()
                is not None,
            )

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
