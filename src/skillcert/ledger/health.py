"""What the database itself says of its state."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from skillcert.ledger.database import Database
from skillcert.ledger.findings import Finding, FindingKind
from skillcert.ledger.tables import entry
from skillcert.model import Token

__all__ = ["database_findings"]

_K = FindingKind
_MOST = 100
_E = entry.c

_ACTING_SQLITE = (
    "SELECT type, name FROM sqlite_master WHERE type = 'trigger'"
    " OR (type = 'view' AND name LIKE 'skillcert%') LIMIT 100"
)
_ACTING_POSTGRES = (
    "SELECT 'trigger', tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE NOT tgisinternal AND left(relname, 10) = 'skillcert_'"
    " UNION ALL SELECT 'rule', rulename FROM pg_rules WHERE left(tablename, 10) = 'skillcert_'"
    " LIMIT 100"
)
"""What would change what is written, or show something else than what is there."""


def database_findings(database: Database) -> Iterator[Finding]:
    """Yield what is wrong with the database: its pages and indexes, what acts in it, repeated ids.

    Raises:
        LedgerError: It cannot be asked.
    """
    with database.reading() as connection:
        if database.is_sqlite:
            # Entries are found through indexes, which could hide what the tables hold.
            for (what,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})").all():
                if what != "ok":
                    yield Finding(kind=_K.DATABASE, values=(("what", str(what)),))
        acting = _ACTING_SQLITE if database.is_sqlite else _ACTING_POSTGRES
        for what, name in connection.exec_driver_sql(acting).all():
            values = (("what", f"it holds the {what} {name}, which acts on its own"),)
            yield Finding(kind=_K.DATABASE, values=values)
        yield from _repeated(connection)


def _repeated(connection: Connection) -> Iterator[Finding]:
    twice = select(_E.id).group_by(_E.id).having(func.count() > 1).limit(_MOST)
    wanted = select(_E.id, _E.site, _E.seq).where(_E.id.in_(twice))
    seen = set()
    for row in connection.execute(wanted.order_by(_E.id, _E.site, _E.seq)).all():
        if row.id in seen:
            site, values = Token(row.site), (("id", row.id),)
            yield Finding(kind=_K.REPEATED, site=site, seq=row.seq, values=values)
        seen.add(row.id)
