"""The append-only ledger: what was said, by whom, in which order, and nothing lost.

    >>> from skillcert.ledger import Ledger
    >>> ledger = Ledger.open("memory:")
    >>> ledger.sites()
    ()

Rules of this package

- One chain a site. An entry is an event as it was signed; its hash covers the entry before it.
- What was said stays said: nothing is changed or taken out. A correction is an event of its own.
- No name and no free text of a holder is in the chain. They lie in the vault, under a key a person.
- SQLAlchemy is imported when a ledger is opened, not with this package.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from skillcert.errors import LedgerError, RefusedError
from skillcert.refusals import Refusal, RefusalReason

if TYPE_CHECKING:
    from skillcert.ledger.chain import Entry, Head
    from skillcert.ledger.checkpoints import Checkpoint
    from skillcert.ledger.findings import (
        CertificateProof,
        Confirmation,
        Finding,
        FindingKind,
        LineProof,
        Report,
        SiteReport,
        Witness,
    )
    from skillcert.ledger.roster import Enrolled, KnownKey, Roster
    from skillcert.ledger.store import Ledger
    from skillcert.ledger.writing import Writing

__all__ = [
    "CertificateProof",
    "Checkpoint",
    "Confirmation",
    "Enrolled",
    "Entry",
    "Finding",
    "FindingKind",
    "Head",
    "KnownKey",
    "Ledger",
    "LedgerError",
    "LineProof",
    "Refusal",
    "RefusalReason",
    "RefusedError",
    "Report",
    "Roster",
    "SiteReport",
    "Witness",
    "Writing",
]

_HOMES = {
    "CertificateProof": "findings",
    "Checkpoint": "checkpoints",
    "Confirmation": "findings",
    "Enrolled": "roster",
    "Entry": "chain",
    "Finding": "findings",
    "FindingKind": "findings",
    "Head": "chain",
    "KnownKey": "roster",
    "Ledger": "store",
    "LineProof": "findings",
    "Report": "findings",
    "Roster": "roster",
    "SiteReport": "findings",
    "Witness": "findings",
    "Writing": "writing",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        home = importlib.import_module(f"{__name__}.{_HOMES[name]}")
    except ModuleNotFoundError as error:
        if error.name != "sqlalchemy":
            raise
        raise LedgerError(
            "the ledger needs SQLAlchemy, which is not installed",
            hint='Install it with: pip install "skillcert[ledger]"',
        ) from None
    value = getattr(home, name)
    globals()[name] = value
    return value
