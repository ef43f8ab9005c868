"""Statements that are asked again and again: written out once for a dialect, then only run.

SQLAlchemy's own cache still builds and compares a statement each time, which takes longer than the
database needs to answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from sqlalchemy import Connection, CursorResult, Dialect
from sqlalchemy.sql.expression import ClauseElement

__all__ = ["Statement"]


@attrs.frozen(kw_only=True)
class _Written:
    """A statement in the words of a database, and the order of its values if it has one."""

    text: str
    order: tuple[str, ...] | None
    given: dict[str, Any]

    def ordered(self, values: Mapping[str, object]) -> Any:
        """Return values as the driver wants them: in their order, or by their names."""
        whole = {**self.given, **values} if self.given else values
        return whole if self.order is None else tuple(whole[name] for name in self.order)


class Statement:
    """A statement of SQLAlchemy Core with `bindparam` where values go.

    Args:
        clause: The statement. Its values and results need no conversion.
    """

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause
        self._written: dict[str, _Written] = {}

    def run(self, connection: Connection, **values: object) -> CursorResult[Any]:
        """Run it with values for its parameters."""
        written = self._for(connection.dialect)
        return connection.exec_driver_sql(written.text, written.ordered(values))

    def run_for_each(self, connection: Connection, rows: Iterable[Mapping[str, object]]) -> None:
        """Run it once for each of several rows of values, of which there is at least one."""
        written = self._for(connection.dialect)
        connection.exec_driver_sql(written.text, [written.ordered(row) for row in rows])

    def _for(self, dialect: Dialect) -> _Written:
        found = self._written.get(dialect.name)
        if found is None:
            compiled: Any = self._clause.compile(dialect=dialect)
            found = _Written(
                text=str(compiled),
                order=tuple(compiled.positiontup or ()) if compiled.positional else None,
                # What the dialect itself puts in, as the offset after a limit.
                given={name: value for name, value in compiled.params.items() if value is not None},
            )
            self._written[dialect.name] = found
        return found
