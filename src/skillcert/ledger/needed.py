"""What the ledger needs beside the library, and what is said where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from skillcert.errors import LedgerError

__all__ = ["needing_sqlalchemy"]


@contextmanager
def needing_sqlalchemy() -> Iterator[None]:
    """Say clearly, in a block that imports SQLAlchemy, that it is not installed.

    Raises:
        LedgerError: It is not.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "sqlalchemy":
            raise
        raise LedgerError(
            "the ledger needs SQLAlchemy, which is not installed",
            hint='Install it with: pip install "skillcert[ledger]"',
        ) from None
