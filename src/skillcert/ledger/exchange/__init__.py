"""A ledger as a file: JSON Lines out and in, with the same bytes each time.

Rules of this package

- What is exported is what is there: the signed bytes, the checkpoints, and by default nothing that
  is held on people. With the vault in it, the file holds their keys, and is as good as the ledger.
- What is imported is verified as if it were appended, and kept in one transaction or not at all.
- A chain that goes on from the one that is here is taken on; a fork is refused by its number.
- Sites keep their chains: the files of several sites can be imported into one ledger.
"""

from skillcert.ledger.exchange.export import export_ledger, write_export
from skillcert.ledger.exchange.importing import Imported, ImportedSite, import_ledger
from skillcert.ledger.exchange.lines import EXPORT_FORMAT
from skillcert.ledger.exchange.pictures import (
    Copied,
    ZipFiles,
    bring_files,
    copy_files,
    write_zip,
)

__all__ = [
    "EXPORT_FORMAT",
    "Copied",
    "Imported",
    "ImportedSite",
    "ZipFiles",
    "bring_files",
    "copy_files",
    "export_ledger",
    "import_ledger",
    "write_export",
    "write_zip",
]
