"""The version of the tables: an older one is migrated, a newer one refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger
from skillcert.ledger.tables import SCHEMA

from .chains import Chain, signer

SCHEMAS = Path(__file__).parent / "schemas"


def older(url: str, version: int) -> None:
    """Make a ledger as an older version of skillcert made it."""
    kind = url.partition(":")[0]
    script = (SCHEMAS / f"{version}.{kind}.sql").read_text(encoding="utf-8")
    if kind == "sqlite":
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        connection.executescript(script)
        connection.close()
    else:
        with psycopg.connect(url) as server:
            server.execute(script.encode())


def set_version(url: str, value: str) -> None:
    """Write another version into a ledger."""
    with Ledger.open(url) as ledger, ledger.database.writing("x") as connection:
        connection.exec_driver_sql(
            f"UPDATE skillcert_meta SET value = '{value}' WHERE name = 'schema'"  # noqa: S608
        )


def shape(ledger: Ledger) -> dict[str, list[str]]:
    """Return the tables of a ledger with their columns, in any order."""
    with ledger.database.reading() as connection:
        found = inspect(connection)
        return {
            name: sorted(column["name"] for column in found.get_columns(name))
            for name in sorted(found.get_table_names())
        }


@pytest.mark.parametrize("version", range(1, SCHEMA))
def test_an_older_ledger_is_migrated(kept_url: str, tmp_path: Path, version: int) -> None:
    """Whatever an older skillcert wrote is there after, sound, and can be gone on from."""
    older(kept_url, version)
    chain = Chain()
    expected = chain.every_kind()
    with Ledger.open(kept_url) as ledger:
        entries = tuple(ledger.entries(chain.site))
        # Kinds of event that came later are in no ledger of then.
        there = [entry.envelope.body for entry in entries]
        assert len(there) > 20
        assert {one.body for one in expected[:10]} <= set(there)
        assert ledger.check().sound
        ledger.checkpoint(chain.site, signer("oslo new"), now=chain.now)
        with Ledger.open(f"sqlite:///{tmp_path / 'new.db'}", create=True) as new:
            assert shape(ledger) == shape(new)
    with Ledger.open(kept_url) as again:
        assert again.check().sites[0].checkpoints > 0


def test_a_newer_ledger_is_refused(kept_url: str) -> None:
    """A ledger of a newer skillcert is not touched, and the error says what to do."""
    Ledger.open(kept_url, create=True).close()
    set_version(kept_url, str(SCHEMA + 1))
    for create in (False, True):
        with pytest.raises(LedgerError, match=r"newer skillcert.*Install the newer skillcert"):
            Ledger.open(kept_url, create=create)


def test_a_version_that_is_no_number_is_refused(kept_url: str) -> None:
    """A database that does not say of which version it is is not guessed at."""
    Ledger.open(kept_url, create=True).close()
    set_version(kept_url, "new")
    with pytest.raises(LedgerError, match="does not say of which version"):
        Ledger.open(kept_url)


def test_a_ledger_is_made_only_if_that_is_wanted(kept_url: str) -> None:
    """Without being told to, nothing is made; a second time, what is there is opened."""
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger.open(kept_url)
    chain = Chain()
    with Ledger.open(kept_url, create=True) as ledger:
        chain.begun(ledger)
    with Ledger.open(kept_url, create=True) as ledger:
        assert ledger.head(chain.site).size == 4


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no ledger"),
        (b"%PDF-1.7 something else", "no ledger"),
        (b"SQLite format 3\0", "ledger"),
    ],
)
def test_other_files_are_no_ledgers(tmp_path: Path, content: bytes, what: str) -> None:
    """A file of another kind is told from a ledger and left as it is."""
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=what):
        Ledger.open(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_other_databases_are_no_ledgers(tmp_path: Path) -> None:
    """A database of another program is not written to."""
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE person (name TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="there is no ledger in this database"):
        Ledger.open(f"sqlite:///{path}")
    with pytest.raises(LedgerError, match="holds something else"):
        Ledger.open(f"sqlite:///{path}", create=True)
    assert path.read_bytes() == before
