"""Files beside the ledger: durable, checked, and named by their digest."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger.files import (
    FileFault,
    FileStore,
    FolderFiles,
    MemoryFiles,
    NoFiles,
    fetch,
    file_fault,
)
from skillcert.model import Sha256

DATA = b"a picture of a wheel"
NAME = Sha256(hashlib.sha256(DATA).hexdigest())
OTHER = Sha256("0" * 64)


@pytest.fixture(params=["folder", "memory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """Return an empty store of each kind."""
    return MemoryFiles() if request.param == "memory" else FolderFiles(tmp_path / "fotø a.files")


def test_a_file_is_kept_under_its_digest(files: FileStore) -> None:
    """What is put is found by the SHA-256 of its bytes."""
    assert files.put(DATA) == NAME
    assert files.get(NAME) == fetch(files, NAME) == DATA
    assert list(files) == [NAME]
    assert file_fault(files, NAME) is None


def test_the_same_file_is_kept_once(files: FileStore) -> None:
    """A file that is put again is the same file."""
    assert {files.put(DATA), files.put(DATA)} == {NAME}
    assert list(files) == [NAME]


def test_an_empty_store(files: FileStore) -> None:
    """Nothing is in it, nothing is found, and deleting or sweeping it is no error."""
    assert list(files) == []
    assert files.get(OTHER) is None
    files.remove(OTHER)
    files.sweep()


def test_a_file_is_deleted(files: FileStore) -> None:
    """After it was removed it is not there, and others are; again, it is no error."""
    other = files.put(b"another")
    files.put(DATA)
    for _ in range(2):
        files.remove(NAME)
    assert list(files) == [other]


def test_a_missing_file_is_told(files: FileStore) -> None:
    """A file that was recorded and is not there is named."""
    assert file_fault(files, OTHER) is FileFault.MISSING
    with pytest.raises(LedgerError, match=f"{OTHER}.*missing"):
        fetch(files, OTHER)


def test_an_altered_file_is_told(tmp_path: Path) -> None:
    """A file whose bytes were changed is named, and putting the true one mends it."""
    files = FolderFiles(tmp_path)
    files.put(DATA)
    (tmp_path / NAME).write_bytes(b"another picture")
    assert file_fault(files, NAME) is FileFault.ALTERED
    with pytest.raises(LedgerError, match="not the one that was recorded"):
        fetch(files, NAME)
    files.put(DATA)
    assert file_fault(files, NAME) is None


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Something else under the name of a file is a fault of its own."""
    (tmp_path / NAME).mkdir()
    assert file_fault(FolderFiles(tmp_path), NAME) is FileFault.UNREADABLE
    with pytest.raises(LedgerError, match="cannot be read"):
        fetch(FolderFiles(tmp_path), NAME)


def test_names_are_valid_everywhere(tmp_path: Path) -> None:
    """A name is 64 small letters and digits, on any system and whatever its case."""
    FolderFiles(tmp_path).put(DATA)
    (found,) = tmp_path.iterdir()
    assert found.name == NAME.lower()
    assert found.name.isalnum()


def test_what_else_lies_in_the_folder_is_not_touched(tmp_path: Path) -> None:
    """Only files with a digest for a name are the store's."""
    for name in ("Thumbs.db", "notes.part", ".DS_Store", "0" * 63):
        (tmp_path / name).write_bytes(b"x")
    files = FolderFiles(tmp_path)
    files.put(DATA)
    files.sweep()
    assert list(files) == [NAME]
    assert len(list(tmp_path.iterdir())) == 5


def test_a_half_written_file_is_no_file(tmp_path: Path) -> None:
    """What a crash left of a file is not found under its digest, and is swept away."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from skillcert.ledger.files import FolderFiles\n"
        "os.fsync = lambda handle: os._exit(9)\n"
        "FolderFiles(Path(sys.argv[1])).put(b'a picture of a wheel')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode == 9
    files = FolderFiles(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    assert list(files) == []
    assert files.get(NAME) is None
    files.sweep()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is no room, the error says so, and no part of the file stays."""

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LedgerError, match=r"No space left.*Make room"):
        FolderFiles(tmp_path).put(DATA)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder's place that is taken by a file gives one clear error."""
    (tmp_path / "taken").write_bytes(b"")
    with pytest.raises(LedgerError, match="cannot be kept"):
        FolderFiles(tmp_path / "taken").put(DATA)


def test_threads_may_put_the_same_file(tmp_path: Path) -> None:
    """Several who put one file at once do not disturb each other."""
    files = FolderFiles(tmp_path)
    found: list[Sha256] = []
    workers = [threading.Thread(target=lambda: found.append(files.put(DATA))) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == [NAME] * 8
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_where_there_is_no_place_nothing_is_kept_or_taken_for_deleted() -> None:
    """Without a place for pictures none is taken, and none is said to be deleted."""
    files = NoFiles()
    with pytest.raises(LedgerError, match="no place for a picture"):
        files.put(DATA)
    with pytest.raises(LedgerError, match="where the pictures are"):
        files.remove(NAME)
    files.sweep()
    assert list(files) == []
    assert file_fault(files, NAME) is FileFault.MISSING
