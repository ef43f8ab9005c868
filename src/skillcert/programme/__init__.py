"""The use cases: the front door for software that imports skillcert.

A `Programme` brings together what does not know each other: the registry of workshops, the rules,
the checks and the documents. It reads no clock, environment or file; what it needs is passed in.

    >>> from datetime import date
    >>> from pathlib import Path
    >>> from skillcert import Programme
    >>> programme = Programme.installed()
    >>> data = Path("examples/bicycle-colleague.json").read_bytes()
    >>> issued = programme.issue(programme.read_record(data), language="nb", on=date(2025, 6, 30))
    >>> issued.pdf[:5]
    b'%PDF-'
"""

from __future__ import annotations

from skillcert.programme.papers import Draft, Issued
from skillcert.programme.programme import Programme

__all__ = ["Draft", "Issued", "Programme"]
