"""The tables of a ledger, alike in SQLite and PostgreSQL.

Rules of this module

- What counts are the columns `body` and `signature`. `seq` and `hash` chain them; `id`, `kind` and
  `person` are copies out of the body, to find entries by, which `check` compares with it.
- Tables are named `skillcert_…`, so that a ledger can share a PostgreSQL database.
- A change of the tables is a new `SCHEMA`, with a step in `skillcert.ledger.migrations`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["SCHEMA", "checkpoint", "entry", "meta", "tables"]

SCHEMA = 1
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
)
"""What the programme's key has signed of a chain's state: signed notes, by size."""
