"""Files that belong to a ledger: photographs of work, by the digest of their bytes.

Rules of this module

- A file is named by its SHA-256, so it cannot be exchanged unseen, and its name tells nothing and
  is valid on every system.
- Once `put` returns, the file is on the disk, whole. A file that was being written when the power
  went is no file: it has another name until it is complete.
- What is read is checked. A file that is missing, or not the one that was recorded, is told.
- A store belongs to one ledger: what an erasure deletes must not be somebody else's.
"""

from __future__ import annotations

import enum
import hashlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from skillcert.errors import LedgerError
from skillcert.ledger.durable import PART, make_folder, written_whole
from skillcert.model import Sha256

__all__ = [
    "FileFault",
    "FileSource",
    "FileStore",
    "FolderFiles",
    "MemoryFiles",
    "fetch",
    "file_fault",
    "look_up",
]

LARGEST_KEPT = 32 * 1024 * 1024
"""The most bytes that a file has. What somebody made larger is told as altered, and not read."""

_NAME = re.compile(r"[0-9a-f]{64}")


class FileFault(enum.Enum):
    """What is wrong with a file that was recorded."""

    MISSING = "missing"
    """It is not there."""
    ALTERED = "altered"
    """It is there, with other bytes."""
    UNREADABLE = "unreadable"
    """It is there, and the system does not let it be read."""


_FAULTS = {
    FileFault.MISSING: "a picture that was recorded is missing",
    FileFault.ALTERED: "a picture is not the one that was recorded",
    FileFault.UNREADABLE: "a picture cannot be read",
}


class FileSource(Protocol):
    """Where files can be read."""

    def get(self, sha256: Sha256) -> bytes | None:
        """Return the bytes that are kept under a digest, unchecked; None if there are none.

        Raises:
            LedgerError: They cannot be read.
        """

    def __iter__(self) -> Iterator[Sha256]:
        """Yield the digests of all files."""


class FileStore(FileSource, Protocol):
    """Where the files of one ledger are kept."""

    def put(self, data: bytes) -> Sha256:
        """Keep a file; when this returns, it is kept. Return its digest.

        Raises:
            LedgerError: It cannot be kept.
        """

    def remove(self, sha256: Sha256) -> None:
        """Delete a file, if it is there.

        Raises:
            LedgerError: It cannot be deleted.
        """

    def sweep(self) -> None:
        """Delete what was left of files that were never finished. Nobody is writing one now."""


def look_up(files: FileSource, sha256: Sha256) -> bytes | FileFault:
    """Return the file of a digest, or what is wrong with it."""
    try:
        data = files.get(sha256)
    except LedgerError:
        return FileFault.UNREADABLE
    if data is None:
        return FileFault.MISSING
    return data if hashlib.sha256(data).hexdigest() == sha256 else FileFault.ALTERED


def file_fault(files: FileSource, sha256: Sha256) -> FileFault | None:
    """Say what is wrong with the file of a digest; None if nothing is."""
    found = look_up(files, sha256)
    return found if isinstance(found, FileFault) else None


def fetch(files: FileSource, sha256: Sha256) -> bytes:
    """Return the file of a digest.

    Raises:
        LedgerError: It is missing, cannot be read, or is not the one that was recorded.
    """
    found = look_up(files, sha256)
    if isinstance(found, FileFault):
        raise LedgerError(
            _FAULTS[found],
            where=sha256,
            hint="Bring back the folder with the ledger's files from a copy",
        )
    return found


class MemoryFiles:
    """Files in memory, for tests and for a ledger that is gone with the process."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._files: dict[Sha256, bytes] = {}

    def put(self, data: bytes) -> Sha256:
        """Keep a file and return its digest."""
        sha256 = Sha256(hashlib.sha256(data).hexdigest())
        with self._turn:
            self._files[sha256] = data
        return sha256

    def get(self, sha256: Sha256) -> bytes | None:
        """Return the bytes of a file, if it is there."""
        return self._files.get(sha256)

    def remove(self, sha256: Sha256) -> None:
        """Delete a file, if it is there."""
        with self._turn:
            self._files.pop(sha256, None)

    def sweep(self) -> None:
        """Do nothing: no file is ever half written."""

    def __iter__(self) -> Iterator[Sha256]:
        with self._turn:
            names = sorted(self._files)
        return iter(names)


class NoFiles:
    """No place for files: for a ledger on a server, as long as nobody has said where they go."""

    def put(self, data: bytes) -> Sha256:
        """Refuse a file, which would be lost.

        Raises:
            LedgerError: Always.
        """
        raise LedgerError(
            f"there is no place for a picture of {len(data):,} bytes",
            hint="Name a folder for the pictures when the ledger is opened (files=…)",
        )

    def get(self, sha256: Sha256) -> bytes | None:  # noqa: ARG002 - as the protocol has it
        """Return nothing."""
        return None

    def remove(self, sha256: Sha256) -> None:
        """Refuse: the file is somewhere, and must not be taken for deleted.

        Raises:
            LedgerError: Always.
        """
        raise LedgerError(
            "a picture is to be deleted, and nobody has said where the pictures are",
            where=sha256,
            hint="Name their folder when the ledger is opened (files=…), and do it again",
        )

    def sweep(self) -> None:
        """Do nothing: there is no file."""

    def __iter__(self) -> Iterator[Sha256]:
        return iter(())


class FolderFiles:
    """Files in a folder of their own, which is made with the first file.

    Args:
        folder: The folder. Nothing but this ledger's files belongs in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> Sha256:
        """Keep a file and return its digest; see `FileStore.put`."""
        sha256 = Sha256(hashlib.sha256(data).hexdigest())
        try:
            if file_fault(self, sha256) is not None:
                make_folder(self.folder)
                with written_whole(self.folder / sha256) as file:
                    file.write(data)
        except OSError as error:
            # On Windows a file that another process has just put, and reads, cannot be replaced.
            if file_fault(self, sha256) is not None:
                raise _failed("a picture cannot be kept", self.folder, error) from error
        return sha256

    def get(self, sha256: Sha256) -> bytes | None:
        """Return the bytes of a file, unchecked, if it is there; see `FileStore.get`."""
        try:
            with (self.folder / sha256).open("rb") as file:
                return file.read(LARGEST_KEPT + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _failed("a picture cannot be read", self.folder / sha256, error) from error

    def remove(self, sha256: Sha256) -> None:
        """Delete a file, if it is there; see `FileStore.remove`."""
        self._unlink(self.folder / sha256)

    def sweep(self) -> None:
        """Delete what was left of files that were never finished."""
        for path in self._listed():
            if path.name.endswith(PART) and _NAME.match(path.name):
                self._unlink(path)

    def __iter__(self) -> Iterator[Sha256]:
        return iter(Sha256(path.name) for path in self._listed() if _NAME.fullmatch(path.name))

    def _listed(self) -> list[Path]:
        try:
            return sorted(self.folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _failed("the pictures cannot be listed", self.folder, error) from error

    def _unlink(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _failed("a picture cannot be deleted", path, error) from error


def _failed(what: str, where: Path, error: OSError) -> LedgerError:
    reason = error.strerror or type(error).__name__
    return LedgerError(
        f"{what} ({reason})",
        where=str(where),
        hint="Make room on the disk, or ask for the right to write in the folder",
    )
