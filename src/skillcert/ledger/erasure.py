"""A person is erased: the key first, then what it opened, then every trace in the files below.

    erase_person(ledger, envelope, files=files, now=now)

Rules of this module

- One transaction says in the chain that the person is erased, deletes key, salt and items, and
  notes that there is more to do. So a person is wholly there or not at all.
- What is left is done step by step, and each step may be done again: the files that nobody else
  needs, the traces in the database's own files, the note itself. Whatever stops it, the next
  `finish_erasures` goes on.
- The chain stays as it was. What it says of the person are ids made at random and commitments,
  which tell nothing without the salt.
- Backups, the log of a PostgreSQL server and the free sectors of a disk are out of reach;
  `docs/privacy.md` says what to do about them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, select

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import reading
from skillcert.ledger.chain import Entry
from skillcert.ledger.database import Database
from skillcert.ledger.files import FileStore
from skillcert.ledger.glance import read_event
from skillcert.ledger.store import Ledger
from skillcert.ledger.tables import erasure, file_use, person_key, private_item
from skillcert.ledger.vault import Vault
from skillcert.ledger.writing import Writing
from skillcert.model import EventKind, Reference, Sha256, Token
from skillcert.refusals import RefusalReason, refuse
from skillcert.signing import Envelope

__all__ = ["drop_unused_files", "erase_person", "finish_erasures", "unfinished_erasures"]

_LOCK = "skillcert erasure"


def erase_person(
    ledger: Ledger, envelope: Envelope, *, files: FileStore, now: dt.datetime
) -> Entry:
    """Erase a person; again, it finishes what was begun.

    Args:
        ledger: The ledger.
        envelope: The signed event that says so.
        files: Where the ledger's files are kept.
        now: The time by this computer's clock, in UTC.

    Returns:
        The entry that says so: a person is erased once.

    Raises:
        RefusedError: It says something else, or may not be said, or nobody knows the person.
        LedgerError: It cannot be written, or not be finished; then `finish_erasures` goes on.
    """
    event = read_event(envelope.body)
    if event.person_erased is None:
        kind = event.kind.value if event.kind else ""
        why = f"this erases nobody ({kind})"
        raise RefusedError([refuse(RefusalReason.NO_EVENT, why=why)])
    person = event.person_erased.person
    with ledger.writing(event.site, now=now) as writing:
        entry = _said(writing, event.site, person, envelope)
        Vault(writing.connection, event.site).forget(person)
    finish_erasures(ledger, files)
    return entry


def unfinished_erasures(ledger: Ledger) -> tuple[tuple[Token, Reference], ...]:
    """Return the persons, by site, who are erased and of whom traces may be left.

    Raises:
        LedgerError: The database cannot be read.
    """
    with ledger.database.reading() as connection:
        return _pending(connection)


def finish_erasures(ledger: Ledger, files: FileStore) -> None:
    """Go on with every erasure that was begun and not finished; without one, do nothing.

    Args:
        ledger: The ledger.
        files: Where the ledger's files are kept.

    Raises:
        LedgerError: A file cannot be deleted, or another program holds the database.
    """
    pending = unfinished_erasures(ledger)
    if not pending:
        return
    _delete_files(ledger.database, pending, files)
    _scrub(ledger.database)
    with ledger.database.writing(_LOCK) as connection:
        for site, person in pending:
            connection.execute(
                delete(erasure).where(erasure.c.site == site, erasure.c.person == person)
            )


def _said(writing: Writing, site: Token, person: Reference, envelope: Envelope) -> Entry:
    """Return the entry that says that the person is erased, appended unless it is there."""
    kinds = (EventKind.PERSON_ADDED, EventKind.PERSON_ERASED)
    known = reading.entries_where(writing.connection, site, person=person, kinds=kinds)
    if not known:
        raise RefusedError([refuse(RefusalReason.UNKNOWN_PERSON, person=person)])
    for entry in known:
        if entry.event.person_erased is not None:
            return entry
    return writing.append([envelope])[0]


def _pending(connection: Connection) -> tuple[tuple[Token, Reference], ...]:
    wanted = select(erasure.c.site, erasure.c.person).order_by(erasure.c.site, erasure.c.person)
    return tuple((Token(site), Reference(person)) for site, person in connection.execute(wanted))


def drop_unused_files(ledger: Ledger, digests: Iterable[Sha256], files: FileStore) -> None:
    """Delete files that nothing recorded needs: what a step left that was undone.

    Args:
        ledger: The ledger.
        digests: The files.
        files: Where they are kept.

    Raises:
        LedgerError: One cannot be deleted.
    """
    with _undisturbed(ledger.database) as connection:
        _remove_unused(connection, digests, files)


def _delete_files(
    database: Database, pending: tuple[tuple[Token, Reference], ...], files: FileStore
) -> None:
    """Delete the files of erased persons that nobody else needs."""
    with _undisturbed(database) as connection:
        for site, person in pending:
            own = (file_use.c.site == site, file_use.c.person == person)
            digests = set(connection.execute(select(file_use.c.sha256).where(*own)).scalars())
            connection.execute(delete(file_use).where(*own))
            _remove_unused(connection, map(Sha256, digests), files)
        files.sweep()


@contextmanager
def _undisturbed(database: Database) -> Iterator[Connection]:
    """Lend a connection while nobody is given a file."""
    with database.writing(_LOCK) as connection:
        if not database.is_sqlite:
            # Whoever is giving a file to somebody has noted it before, and is waited for; whoever
            # begins now waits, and writes the file anew.
            connection.exec_driver_sql(f"LOCK TABLE {file_use.name} IN SHARE ROW EXCLUSIVE MODE")
        yield connection


def _remove_unused(connection: Connection, digests: Iterable[Sha256], files: FileStore) -> None:
    for digest in sorted(set(digests)):
        used = select(file_use.c.ref).where(file_use.c.sha256 == digest).limit(1)
        if connection.execute(used).first() is None:
            files.remove(digest)


def _scrub(database: Database) -> None:
    """Write the database's files anew, so that nothing that was deleted is left in them."""
    if database.in_memory:
        return
    with database.reading() as connection:
        if not database.is_sqlite:
            # Without FULL the bytes of deleted rows stay in their pages until others need the room.
            for table in (person_key, private_item, file_use):
                connection.exec_driver_sql(f"VACUUM FULL {table.name}")
            return
        connection.exec_driver_sql("VACUUM")
        mode = str(connection.exec_driver_sql("PRAGMA journal_mode").scalar())
        if mode == "wal":
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        else:
            # The journal holds pages as they were before; only another mode deletes the file.
            left = connection.exec_driver_sql("PRAGMA journal_mode = DELETE").scalar()
            connection.exec_driver_sql(f"PRAGMA journal_mode = {mode}")
            busy = left != "delete"
    if busy:
        raise LedgerError(
            "the erasure is not finished: another program is reading the ledger",
            where=database.label,
            hint="Close the other program: it is finished when the ledger is opened next",
        )
