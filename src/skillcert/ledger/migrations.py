"""The tables are made, and brought from one version to the next.

Rules of this module

- The database says of which version its tables are. A newer one than this program knows is refused
  before anything is read from it.
- An older one is migrated step by step in one transaction: it is all done, or nothing is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sqlalchemy import Connection, insert, inspect, select, update

from skillcert.errors import LedgerError
from skillcert.ledger.database import Database
from skillcert.ledger.tables import SCHEMA, meta, tables

__all__ = ["STEPS", "prepare"]

Step: TypeAlias = Callable[[Connection], None]


def _vault_and_peaks(connection: Connection) -> None:
    """The vault's tables, and what a checkpoint goes on from."""
    for name in ("person_key", "private_item", "file_use", "erasure"):
        tables.tables[f"skillcert_{name}"].create(connection, checkfirst=True)
    kind = "BLOB" if connection.dialect.name == "sqlite" else "BYTEA"
    connection.exec_driver_sql(f"ALTER TABLE skillcert_checkpoint ADD COLUMN peaks {kind}")
    _tell_planner(connection)


STEPS: dict[int, Step] = {1: _vault_and_peaks}
"""What brings the tables from the version that is the key to the next one."""

_LOCK = "skillcert schema"
_NUMBERS = {
    "skillcert_entry": "100000 100000 1",
    "skillcert_entry_person": "100000 100000 100 1",
    "skillcert_entry_kind": "100000 100000 5000 1",
    "sqlite_autoindex_skillcert_entry_2": "100000 1",
}
"""For each index of the entries: how many there are, and how many have the same first columns."""


def prepare(database: Database, *, create: bool) -> None:
    """Make the tables if there are none and *create* is set; migrate them if they are older.

    Raises:
        LedgerError: There is no ledger, or one of a newer skillcert.
    """
    with database.reading() as connection:
        found = _version(connection, database.label)
    if found == SCHEMA:
        return
    if found is None and not create:
        raise LedgerError(
            "there is no ledger in this database",
            where=database.label,
            hint="Look at the address, or make one with `skillcert init`",
        )
    with database.writing(_LOCK) as connection:
        # Somebody else may have been quicker, so the question is asked anew under the lock.
        found = _version(connection, database.label)
        if found is None:
            _make(connection, database)
        else:
            for version in range(found, SCHEMA):
                STEPS[version](connection)
            connection.execute(
                update(meta).where(meta.c.name == "schema").values(value=str(SCHEMA))
            )


def _make(connection: Connection, database: Database) -> None:
    if database.is_sqlite and inspect(connection).get_table_names():
        raise LedgerError(
            "this file holds something else and no ledger",
            where=database.label,
            hint="Give the ledger a file of its own",
        )
    tables.create_all(connection)
    _tell_planner(connection)
    connection.execute(insert(meta).values(name="schema", value=str(SCHEMA)))


def _tell_planner(connection: Connection) -> None:
    """Tell SQLite how many entries a site has, and a person.

    Without it, it takes a site to be no larger than a person and looks through the whole chain for
    one. Whoever runs ANALYZE later puts true numbers in their place. PostgreSQL counts of itself.
    """
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("ANALYZE skillcert_meta")  # makes the table, if it is not there
    for index, numbers in _NUMBERS.items():
        told = ("skillcert_entry", index, numbers)
        connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", told)


def _version(connection: Connection, label: str) -> int | None:
    """Return the version of the tables; None if there are none."""
    if not inspect(connection).has_table(meta.name):
        return None
    found = connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar()
    if not str(found).isdecimal():
        raise LedgerError(
            "the database does not say of which version its tables are",
            where=label,
            hint="Bring back a copy of it",
        )
    if int(str(found)) > SCHEMA:
        raise LedgerError(
            f"the ledger is of a newer skillcert: its tables are version {found}, this program "
            f"knows {SCHEMA}",
            where=label,
            hint="Install the newer skillcert",
        )
    return int(str(found))
