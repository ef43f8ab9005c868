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

from typing import TYPE_CHECKING, Any

from skillcert._loading import when_used
from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger.needed import needing_sqlalchemy
from skillcert.refusals import Refusal, RefusalReason

if TYPE_CHECKING:
    from skillcert.ledger.boxes import PersonSecret
    from skillcert.ledger.chain import Entry, Head
    from skillcert.ledger.checkpoints import Checkpoint
    from skillcert.ledger.erasure import erase_person, finish_erasures, unfinished_erasures
    from skillcert.ledger.exchange import (
        Copied,
        Imported,
        ImportedSite,
        ZipFiles,
        bring_files,
        copy_files,
        export_ledger,
        import_ledger,
        write_export,
        write_zip,
    )
    from skillcert.ledger.files import (
        FileFault,
        FileSource,
        FileStore,
        FolderFiles,
        MemoryFiles,
        fetch,
        file_fault,
    )
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
    from skillcert.ledger.holdings import holdings_of
    from skillcert.ledger.pictures import KeptPicture, clean_picture
    from skillcert.ledger.records import Built
    from skillcert.ledger.roster import Enrolled, KnownKey, Roster
    from skillcert.ledger.store import Ledger
    from skillcert.ledger.vault import Held, Vault
    from skillcert.ledger.writing import Writing

__all__ = [
    "Built",
    "CertificateProof",
    "Checkpoint",
    "Confirmation",
    "Copied",
    "Enrolled",
    "Entry",
    "FileFault",
    "FileSource",
    "FileStore",
    "Finding",
    "FindingKind",
    "FolderFiles",
    "Head",
    "Held",
    "Imported",
    "ImportedSite",
    "KeptPicture",
    "KnownKey",
    "Ledger",
    "LedgerError",
    "LineProof",
    "MemoryFiles",
    "PersonSecret",
    "Refusal",
    "RefusalReason",
    "RefusedError",
    "Report",
    "Roster",
    "SiteReport",
    "Vault",
    "Witness",
    "Writing",
    "ZipFiles",
    "bring_files",
    "clean_picture",
    "copy_files",
    "erase_person",
    "export_ledger",
    "fetch",
    "file_fault",
    "finish_erasures",
    "holdings_of",
    "import_ledger",
    "unfinished_erasures",
    "write_export",
    "write_zip",
]

_load, __dir__ = when_used(
    __name__,
    (
        "findings",
        "files",
        "boxes",
        "chain",
        "checkpoints",
        "roster",
        "vault",
        "store",
        "writing",
        "erasure",
        "holdings",
        "pictures",
        "records",
        "exchange",
    ),
)


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    with needing_sqlalchemy():
        return _load(name)
