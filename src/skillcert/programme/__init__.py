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

from typing import TYPE_CHECKING, Any

from skillcert._loading import when_used
from skillcert.ledger.needed import needing_sqlalchemy
from skillcert.programme.papers import Draft, Issued
from skillcert.programme.programme import Programme

if TYPE_CHECKING:
    from skillcert.programme.asking import (
        Batch,
        Looked,
        Person,
        Photo,
        Seen,
        Signed,
        SignOffRequest,
        ToConfirm,
    )
    from skillcert.programme.desk import Desk
    from skillcert.programme.handing_over import HandedOver
    from skillcert.programme.many import IssueRequest, Outcome
    from skillcert.programme.office import Office, Paper
    from skillcert.programme.site import Clock, Site

__all__ = [
    "Batch",
    "Clock",
    "Desk",
    "Draft",
    "HandedOver",
    "IssueRequest",
    "Issued",
    "Looked",
    "Office",
    "Outcome",
    "Paper",
    "Person",
    "Photo",
    "Programme",
    "Seen",
    "SignOffRequest",
    "Signed",
    "Site",
    "ToConfirm",
]

_load, __dir__ = when_used(__name__, ("many", "asking", "site", "desk", "office", "handing_over"))


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562): most of them need a ledger."""
    with needing_sqlalchemy():
        return _load(name)
