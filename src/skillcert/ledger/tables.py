"""The tables of a ledger, alike in SQLite and PostgreSQL.

Rules of this module

- What counts are the columns `body` and `signature`. `seq` and `hash` chain them; `id`, `kind` and
  `person` are copies out of the body, to find entries by, which `check` compares with it.
- Tables are named `skillcert_…`, so that a ledger can share a PostgreSQL database.
- A change of the tables is a new `SCHEMA`, with a step in `skillcert.ledger.migrations`.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

__all__ = [
    "SCHEMA",
    "checkpoint",
    "entry",
    "erasure",
    "file_use",
    "meta",
    "person_key",
    "private_item",
    "tables",
]

SCHEMA = 2
"""The version of the tables that this version of skillcert reads and writes."""

tables = MetaData()
"""All tables."""

meta = Table(
    "skillcert_meta",
    tables,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
"""Facts about the database itself: `schema`, the version of its tables."""

entry = Table(
    "skillcert_entry",
    tables,
    Column("site", Text, primary_key=True),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text),
    UniqueConstraint("id", name="skillcert_entry_id"),
    Index("skillcert_entry_person", "site", "person", "seq"),
    Index("skillcert_entry_kind", "site", "kind", "seq"),
    # Entries lie in the order of the chain, and no second key of theirs has to be kept.
    sqlite_with_rowid=False,
)
"""The chains, one a site."""

checkpoint = Table(
    "skillcert_checkpoint",
    tables,
    Column("site", Text, primary_key=True),
    Column("size", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("note", Text, nullable=False),
    Column("peaks", LargeBinary),
)
"""What the programme's key has signed of a chain's state: signed notes, by size.

`peaks` is what the next one goes on from (`merkle.Growing`); it is believed only if it gives the
root that the note signs.
"""

person_key = Table(
    "skillcert_person_key",
    tables,
    Column("site", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
)
"""What makes the private items of a person readable. It is deleted with the person."""

private_item = Table(
    "skillcert_private_item",
    tables,
    Column("site", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("box", LargeBinary, nullable=False),
)
"""Names, notes, captions, reasons and conversations, each encrypted with its person's key."""

file_use = Table(
    "skillcert_file_use",
    tables,
    Column("site", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
    Index("skillcert_file_use_sha256", "sha256"),
)
"""Which file shows which evidence of whom: a file is deleted with the last who needs it."""

erasure = Table(
    "skillcert_erasure",
    tables,
    Column("site", Text, primary_key=True),
    Column("person", Text, primary_key=True),
)
"""Persons whose key is gone and whose files, or traces in the database's own files, may not be."""

# PostgreSQL keeps samples of what stands in a column, and a sample of keys would outlive them.
for _table, _column in ((person_key, "key"), (person_key, "salt"), (private_item, "box")):
    _statement = f"ALTER TABLE {_table.name} ALTER COLUMN {_column} SET STATISTICS 0"
    _sampling = DDL(_statement)  # type: ignore[no-untyped-call]
    event.listen(_table, "after_create", _sampling.execute_if(dialect="postgresql"))
