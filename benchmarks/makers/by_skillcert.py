"""The certificate with skillcert, all the way from the evidence record to the bytes of the file.

The record is checked, what is achieved is decided, the words that could reveal something are looked
for, the page is laid out and the file written: what `Programme.issue` does.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import attrs

from skillcert import Programme
from skillcert.model import Name

__all__ = ["RECORD", "Batch", "issue_one"]

RECORD = Path(__file__).parents[2] / "examples" / "bicycle-colleague.json"
LANGUAGE, DAY = "nb", dt.date(2025, 6, 30)


def issue_one(record: Path) -> bytes:
    """Return the certificate of the record in a file."""
    programme = Programme.installed()
    read = programme.read_record(record.read_bytes())
    return programme.issue(read, language=LANGUAGE, on=DAY).pdf


class Batch:
    """Certificates of one record, each with another name."""

    def __init__(self) -> None:
        self._programme = Programme.installed()
        self._record = self._programme.read_record(RECORD.read_bytes())

    def make(self, name: str) -> bytes:
        """Return the certificate of the holder called *name*."""
        holder = attrs.evolve(self._record.holder, name=Name(name))
        record = attrs.evolve(self._record, holder=holder)
        return self._programme.issue(record, language=LANGUAGE, on=DAY).pdf


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(issue_one(Path(sys.argv[1])))
