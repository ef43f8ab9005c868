"""The files of a ledger go out and come in, beside its lines: to a folder, or in a ZIP.

Rules of this module

- What goes out is what evidence of somebody who is there is shown by; nothing else in the store.
- What comes in is what the ledger names and does not have. A file is taken only if its bytes have
  the digest that was recorded, whatever it is called.
- A ZIP is made of names, bytes and nothing else: no time, no user, no system. The same files give
  the same bytes.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from sqlalchemy import select

from skillcert.errors import LedgerError
from skillcert.ledger.durable import written_whole
from skillcert.ledger.files import (
    LARGEST_KEPT,
    FileFault,
    FileSource,
    FileStore,
    file_fault,
    look_up,
)
from skillcert.ledger.store import Ledger
from skillcert.ledger.tables import file_use
from skillcert.model import Sha256, Token

__all__ = ["Copied", "ZipFiles", "bring_files", "copy_files", "used_files", "write_zip"]

_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP can say."""


@attrs.frozen(kw_only=True)
class Copied:
    """What became of a ledger's files.

    Attributes:
        copied: How many were copied.
        faults: Those that could not be, and why.
    """

    copied: int = 0
    faults: tuple[tuple[Sha256, FileFault], ...] = ()


def used_files(ledger: Ledger, *, sites: Iterable[Token] | None = None) -> tuple[Sha256, ...]:
    """Return the files that a ledger names, of persons who are not erased, sorted.

    Args:
        ledger: The ledger.
        sites: The sites; None for all.

    Raises:
        LedgerError: The database cannot be read.
    """
    wanted = select(file_use.c.sha256).distinct()
    if sites is not None:
        wanted = wanted.where(file_use.c.site.in_(list(sites)))
    with ledger.database.reading() as connection:
        return tuple(sorted(map(Sha256, connection.execute(wanted).scalars())))


def copy_files(
    ledger: Ledger,
    files: FileSource,
    target: FileStore,
    *,
    sites: Iterable[Token] | None = None,
) -> Copied:
    """Copy the files that a ledger names from its own store to another one.

    Args:
        ledger: The ledger.
        files: Its files.
        target: Where they go; `FolderFiles` for a folder.
        sites: The sites whose they are; None for all.

    Raises:
        LedgerError: A file cannot be written.
    """
    return _copied(files, target, used_files(ledger, sites=sites))


def bring_files(ledger: Ledger, source: FileSource, files: FileStore) -> Copied:
    """Copy the files that a ledger names, and has not, from another store to its own.

    Args:
        ledger: The ledger.
        source: Where they are: `FolderFiles`, `ZipFiles`.
        files: The ledger's files.

    Raises:
        LedgerError: A file cannot be written.
    """
    lacking = (one for one in used_files(ledger) if file_fault(files, one) is not None)
    return _copied(source, files, tuple(lacking))


def _copied(source: FileSource, target: FileStore, wanted: tuple[Sha256, ...]) -> Copied:
    faults = []
    for sha256 in wanted:
        found = look_up(source, sha256)
        if isinstance(found, FileFault):
            faults.append((sha256, found))
        else:
            target.put(found)
    return Copied(copied=len(wanted) - len(faults), faults=tuple(faults))


def write_zip(
    path: Path, ledger: Ledger, files: FileSource, *, sites: Iterable[Token] | None = None
) -> Copied:
    """Write the files that a ledger names to a ZIP, which is there whole or not at all.

    Args:
        path: The ZIP.
        ledger: The ledger.
        files: Its files.
        sites: The sites whose they are; None for all.

    Raises:
        LedgerError: It cannot be written.
    """
    wanted, faults = used_files(ledger, sites=sites), []
    try:
        with written_whole(path) as out, zipfile.ZipFile(out, "w") as archive:
            for sha256 in wanted:
                found = look_up(files, sha256)
                if isinstance(found, FileFault):
                    faults.append((sha256, found))
                else:
                    archive.writestr(_named(sha256), found)
    except OSError as error:
        raise LedgerError(
            f"the pictures cannot be exported ({error.strerror or type(error).__name__})",
            where=str(path),
            hint="Make room on the disk, or name a file in a folder that you may write to",
        ) from error
    return Copied(copied=len(wanted) - len(faults), faults=tuple(faults))


def _named(sha256: Sha256) -> zipfile.ZipInfo:
    """Return the head of a file in a ZIP: pictures are packed already, so they are only stored."""
    head = zipfile.ZipInfo(sha256, date_time=_DAY_ZERO)
    head.create_system = 0
    return head


class ZipFiles:
    """The files in a ZIP, to be read.

    Args:
        path: The ZIP.

    Raises:
        LedgerError: It is none, or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self._names = frozenset(archive.namelist())
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise LedgerError(
                f"the pictures cannot be read: {error}",
                where=str(path),
                hint="Give the ZIP that `skillcert ledger export` made",
            ) from error

    def get(self, sha256: Sha256) -> bytes | None:
        """Return the bytes under a name, unchecked; at most as many as a picture has, and one."""
        if sha256 not in self._names:
            return None
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(sha256) as file:
                return file.read(LARGEST_KEPT + 1)
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            RuntimeError,  # it wants a password
        ) as error:
            raise LedgerError(
                f"a picture cannot be read ({error})", where=f"{self.path}: {sha256}"
            ) from error

    def __iter__(self) -> Iterator[Sha256]:
        return iter(sorted(map(Sha256, self._names)))
