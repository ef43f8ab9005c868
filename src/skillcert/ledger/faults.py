"""What a database says when something fails, in words that help whoever stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from skillcert.errors import LedgerError

__all__ = ["told"]

_FULL = ("there is no room left to write", "Make room on the disk and try again")
_READ_ONLY = (
    "it can be read but not written",
    "Ask for the right to write to the file and to its folder",
)
_DAMAGED = (
    "the file is damaged",
    "Bring back a copy, and run `skillcert ledger check` on it",
)
_AWAY = (
    "the database does not answer",
    "Try again when it is back; what was written already is not written twice",
)
_REASONS: dict[str, tuple[str, str]] = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_BUSY": ("another program is writing in it", "Try again in a moment"),
    "SQLITE_LOCKED": ("another program is writing in it", "Try again in a moment"),
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": ("this is no ledger", "Give the file that `skillcert init` made"),
    "SQLITE_CANTOPEN": (
        "it cannot be opened, or not written beside it",
        "Look whether the folder is there and may be written to",
    ),
    "SQLITE_IOERR": ("the disk cannot be read or written", "Make room on the disk, or look at it"),
    # Classes and codes of PostgreSQL (its manual, appendix A).
    "53": _FULL,
    "42501": _READ_ONLY,
    "25006": _READ_ONLY,
    "08": _AWAY,
    "57": _AWAY,
    "XX": _DAMAGED,
    "28": ("the name or the password is refused", "Look at the address of the ledger"),
    "3D": ("there is no such database", "Create it, or look at the address of the ledger"),
}


@contextmanager
def told(label: str) -> Iterator[None]:
    """Turn what the database raises inside into errors of our own.

    Args:
        label: The ledger's address, without a password.

    Raises:
        LedgerError: The database refused something, is damaged or does not answer.
    """
    try:
        yield
    except DBAPIError as error:
        what, hint = _reason(error)
        raise LedgerError(f"{what} ({_first_line(error)})", where=label, hint=hint) from error
    except SQLAlchemyError as error:
        raise LedgerError(f"the database cannot be used ({error})", where=label) from error


def _reason(error: DBAPIError) -> tuple[str, str]:
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    state = str(getattr(error.orig, "sqlstate", None) or "")
    base = "_".join(name.split("_")[:2])
    for key in (state, state[:2], base):
        if key in _REASONS:
            return _REASONS[key]
    # A connection that breaks, or is never made, has no code.
    away = error.connection_invalidated or (not name and not state)
    return _AWAY if away else ("the database refuses this", "")


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().partition("\n")[0]
