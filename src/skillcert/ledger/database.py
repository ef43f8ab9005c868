"""The database behind a ledger: where it is, how it is opened, how it is locked.

Rules of this module

- What is acknowledged is on the disk: SQLite runs with `synchronous=FULL`.
- Write-ahead logging is used only from SQLite 3.51.3 on. Before, a checkpoint at the wrong moment
  could lose what was written (the WAL-reset race); a persistent rollback journal does not.
- Whoever writes takes the lock before the first question, so that what was read still holds when
  it is written.
- A connection is one thread's and one process's at a time. After a fork, new ones are made.
"""

from __future__ import annotations

import os
import re
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool, StaticPool

from skillcert.errors import LedgerError
from skillcert.ledger.faults import told

__all__ = ["MEMORY", "Database", "journal_mode"]

MEMORY = "memory:"
"""The address of a ledger that is kept in memory and gone with the process."""

_BUSY_SECONDS = 60
_FIRST_SAFE_WAL = (3, 51, 3)
_POSTGRES = {"postgresql", "postgres", "postgresql+psycopg"}
_PASSWORD = re.compile(r":[^:@/]*@")
_LOCK_SPACE = 0x736B6C63
"""The first half of the advisory locks' keys in PostgreSQL, so that they are nobody else's."""


def journal_mode(version: tuple[int, ...]) -> str:
    """Return the journal mode for a version of SQLite, for example `(3, 40, 1)`."""
    return "WAL" if version >= _FIRST_SAFE_WAL else "PERSIST"


class Database:
    """An open database.

    Args:
        url: `sqlite:///file.db`, `postgresql://user@host/name` or `memory:`.
        create: Whether a missing SQLite file is made.

    Raises:
        LedgerError: The address cannot be used, or there is nothing at it.
    """

    def __init__(self, url: str, *, create: bool = False) -> None:
        self._url = _parsed(url)
        self.label = MEMORY if url == MEMORY else self._url.render_as_string(hide_password=True)
        self.path = _path(self._url)
        self._may_create = create
        self._turn = threading.RLock()
        self._local = threading.local()
        self._pid = os.getpid()
        self._closed = False
        if self.path is not None:
            self._require_file(self.path)
        self._made = self._make_engine()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, and not PostgreSQL."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def in_memory(self) -> bool:
        """Whether it lies in memory."""
        return self.is_sqlite and self.path is None

    @property
    def engine(self) -> Engine:
        """The engine, whose connections are this process's.

        Raises:
            LedgerError: It was closed.
        """
        if self._closed:
            raise LedgerError("this ledger was closed", where=self.label, hint="Open it again")
        if os.getpid() != self._pid:
            # What the parent process opened stays the parent's; it is neither used nor closed.
            self._made.dispose(close=False)
            self._pid = os.getpid()
            self._turn = threading.RLock()
            self._local = threading.local()
        return self._made

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection for single questions, without a transaction around them.

        Inside a block of `writing` it is that block's, so that it sees what was written there.

        Raises:
            LedgerError: The database refused something, is damaged or does not answer.
        """
        engine = self.engine
        if self._writing is not None:
            yield self._writing
            return
        turn = self._turn if self.in_memory else nullcontext()
        with turn, told(self.label), engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="AUTOCOMMIT")
            yield connection

    @contextmanager
    def writing(self, lock: str) -> Iterator[Connection]:
        """Lend a connection with a transaction that nobody else writes beside.

        It is kept if the block ends, and undone if the block raises.

        Args:
            lock: What is written to; in PostgreSQL only those who name the same wait for one
                another, in SQLite all do.

        Raises:
            LedgerError: The database refused something, is damaged or does not answer.
        """
        engine = self.engine
        if self._writing is not None:
            raise LedgerError(
                "this thread is writing already",
                where=self.label,
                hint="End the first block before the second one begins",
            )
        turn = self._turn if self.is_sqlite else nullcontext()
        with turn, told(self.label), engine.connect() as connection:
            connection.execution_options(skillcert_writes=True)
            with connection.begin():
                self.lock(connection, lock)
                self._local.writing = connection
                try:
                    yield connection
                finally:
                    self._local.writing = None

    def lock(self, connection: Connection, lock: str) -> None:
        """Take another lock, until the transaction of `writing` that *connection* is in ends.

        Whoever takes several has to take turns with all others who do.
        """
        if not self.is_sqlite:
            _take_lock(connection, lock)

    @property
    def _writing(self) -> Connection | None:
        """The connection of the block of `writing` that this thread is in, if it is in one."""
        found: Connection | None = getattr(self._local, "writing", None)
        return found

    @property
    def is_writing(self) -> bool:
        """Whether this thread is in a block of `writing`."""
        return self._writing is not None

    def close(self) -> None:
        """Close every connection; whoever asks later is told so."""
        if not self._closed:
            self.engine.dispose()
            self._closed = True

    def _make_engine(self) -> Engine:
        if not self.is_sqlite:
            return self._postgres()
        # Of itself SQLAlchemy would take this for a database in memory, and close a thread's
        # connections while others use them. This pool lends a connection to one at a time.
        pool: dict[str, Any] = {"poolclass": QueuePool, "max_overflow": -1}
        if self.path is None:
            pool = {"poolclass": StaticPool}
        engine = create_engine("sqlite://", creator=self._connect, **pool)
        event.listen(engine, "begin", _begin)
        return engine

    def _postgres(self) -> Engine:
        query = {"connect_timeout": "10", **self._url.query}
        url = self._url.set(drivername="postgresql+psycopg", query=query)
        try:
            # A connection that the server has closed meanwhile is found out before it is used.
            return create_engine(url, pool_pre_ping=True)
        except (ModuleNotFoundError, NoSuchModuleError):
            raise LedgerError(
                "the driver for PostgreSQL is not installed",
                where=self.label,
                hint='Install it with: pip install "skillcert[postgres]"',
            ) from None

    def _connect(self) -> sqlite3.Connection:
        if self.path is not None:
            self._require_file(self.path)
        connection = sqlite3.connect(
            str(self.path or ":memory:"),
            timeout=_BUSY_SECONDS,
            # `_begin` says when a transaction begins, and nothing else does.
            isolation_level=None,
            check_same_thread=False,
        )
        if self.path is not None:
            connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
        connection.execute("PRAGMA synchronous = FULL")
        # What is deleted is overwritten: a person can ask for it (see `skillcert.ledger.vault`).
        connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _require_file(self, path: Path) -> None:
        if not path.exists() and not self._may_create:
            raise LedgerError(
                "there is no ledger here",
                where=str(path),
                hint="Look at the address, or make one with `skillcert init`",
            )
        if path.is_dir():
            hint = "Give the file that `skillcert init` made"
            raise LedgerError("this is a folder and no ledger", where=str(path), hint=hint)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("skillcert_writes"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _take_lock(connection: Connection, name: str) -> None:
    number = zlib.crc32(name.encode("utf-8")) - 2**31
    connection.exec_driver_sql(
        "SELECT pg_advisory_xact_lock(%(space)s, %(number)s)",
        {"space": _LOCK_SPACE, "number": number},
    )


def _parsed(url: str) -> URL:
    try:
        found = make_url("sqlite://" if url == MEMORY else url)
    except (ArgumentError, ValueError):
        raise _unknown(url) from None
    if found.drivername in _POSTGRES:
        return found
    if found.drivername != "sqlite" or (not found.database and url != MEMORY):
        raise _unknown(found.render_as_string(hide_password=True))
    if found.database and found.database.startswith((":memory:", "file:")):
        raise _unknown(url)
    return found


def _unknown(url: str) -> LedgerError:
    return LedgerError(
        "this is no address of a ledger",
        where=_PASSWORD.sub(":***@", url),
        hint="Write sqlite:///file.db, postgresql://user@host/name or memory:",
    )


def _path(url: URL) -> Path | None:
    return Path(url.database).absolute() if url.database and "sqlite" in url.drivername else None
