"""The pictures of a ledger go out and come in beside its lines."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger
from skillcert.ledger.exchange import (
    Copied,
    ZipFiles,
    bring_files,
    copy_files,
    export_ledger,
    import_ledger,
    write_zip,
)
from skillcert.ledger.files import FileFault, FileSource, FolderFiles, MemoryFiles

from .lives import OWN_PHOTO, SHARED_PHOTO, Life

OWN, SHARED = OWN_PHOTO.fact.sha256, SHARED_PHOTO.fact.sha256
BOTH = sorted((OWN, SHARED))


@pytest.fixture
def life() -> Life:
    """Return a site with two pictures, one of them of Kari alone."""
    lived = Life(Ledger.open("memory:"), MemoryFiles())
    lived.live()
    return lived


def other_ledger(life: Life) -> Ledger:
    """Return a ledger into which the lines were imported."""
    other = Ledger.open("memory:")
    later = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    data = b"".join(export_ledger(life.ledger))
    import_ledger(other, BytesIO(data), files=MemoryFiles(), now=later)
    return other


@pytest.mark.parametrize("way", ["folder", "zip"])
def test_pictures_go_out_and_come_in(life: Life, tmp_path: Path, way: str) -> None:
    """What a ledger names comes along in a folder or a ZIP, and is what it was."""
    source: FileSource
    if way == "folder":
        source = folder = FolderFiles(tmp_path / "øving")
        assert copy_files(life.ledger, life.files, folder) == Copied(copied=2)
    else:
        assert write_zip(tmp_path / "a.zip", life.ledger, life.files) == Copied(copied=2)
        source = ZipFiles(tmp_path / "a.zip")
    assert sorted(source) == BOTH
    files = MemoryFiles()
    assert bring_files(other_ledger(life), source, files) == Copied(copied=2)
    assert files.get(OWN) == OWN_PHOTO.data
    assert files.get(SHARED) == SHARED_PHOTO.data


def test_what_is_there_is_not_brought_again(life: Life) -> None:
    """A picture that is there is left, one that was altered is mended."""
    files, other = MemoryFiles(), other_ledger(life)
    files.put(OWN_PHOTO.data)
    files._files[SHARED] = b"altered"
    assert bring_files(other, life.files, files) == Copied(copied=1)
    assert bring_files(other, life.files, files) == Copied()
    assert files.get(SHARED) == SHARED_PHOTO.data


def test_only_what_the_ledger_names_goes_out(life: Life, tmp_path: Path) -> None:
    """A picture that no evidence names, or of somebody who was erased, does not go out."""
    stray = life.files.put(b"stray")
    life.files.put(OWN_PHOTO.data)
    life.erase()
    life.files.put(OWN_PHOTO.data)
    write_zip(tmp_path / "a.zip", life.ledger, life.files)
    assert list(ZipFiles(tmp_path / "a.zip")) == [SHARED]
    assert stray in set(life.files)


def test_only_what_the_ledger_names_comes_in(life: Life) -> None:
    """What else lies in the folder is not taken."""
    source, files = MemoryFiles(), MemoryFiles()
    for data in (OWN_PHOTO.data, SHARED_PHOTO.data, b"something else"):
        source.put(data)
    bring_files(other_ledger(life), source, files)
    assert sorted(files) == BOTH


def test_a_picture_that_is_missing_or_altered_is_told(life: Life, tmp_path: Path) -> None:
    """The others are copied, and each that cannot be is named with what is wrong."""
    life.files.remove(OWN)
    assert isinstance(life.files, MemoryFiles)
    life.files._files[SHARED] = b"altered"
    faults = {OWN: FileFault.MISSING, SHARED: FileFault.ALTERED}
    done = write_zip(tmp_path / "a.zip", life.ledger, life.files)
    assert (done.copied, dict(done.faults)) == (0, faults)
    done = copy_files(life.ledger, life.files, MemoryFiles())
    assert (done.copied, dict(done.faults)) == (0, faults)


def test_the_zip_says_nothing_but_names_and_bytes(life: Life, tmp_path: Path) -> None:
    """The same pictures give the same bytes, whenever and wherever the ZIP is made."""
    write_zip(tmp_path / "a.zip", life.ledger, life.files)
    write_zip(tmp_path / "b.zip", life.ledger, life.files)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert [info.filename for info in archive.infolist()] == BOTH
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert {info.create_system for info in archive.infolist()} == {0}


def test_a_zip_with_other_bytes_is_found_out(life: Life, tmp_path: Path) -> None:
    """A picture under a name that is not its digest is not taken."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(OWN, b"another picture")
        archive.writestr("../../evil", b"x")
    files = MemoryFiles()
    done = bring_files(other_ledger(life), ZipFiles(tmp_path / "a.zip"), files)
    assert dict(done.faults) == {OWN: FileFault.ALTERED, SHARED: FileFault.MISSING}
    assert list(files) == []


def test_a_zip_that_unpacks_to_gigabytes_fills_no_memory(life: Life, tmp_path: Path) -> None:
    """Of a picture no more is unpacked than a picture has."""
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(OWN, "w", force_zip64=True) as file,
    ):
        for _ in range(300):
            file.write(bytes(1 << 20))
    data = ZipFiles(tmp_path / "a.zip").get(OWN)
    assert data is not None
    assert len(data) < 40 * (1 << 20)
    done = bring_files(other_ledger(life), ZipFiles(tmp_path / "a.zip"), MemoryFiles())
    assert (OWN, FileFault.ALTERED) in done.faults


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", bytes(1000)])
def test_what_is_no_zip_is_told(tmp_path: Path, data: bytes) -> None:
    """Another file is refused with its name."""
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(LedgerError, match=r"a\.zip.*cannot be read"):
        ZipFiles(tmp_path / "a.zip")


def test_a_zip_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file is one clear error, and so is a place that cannot be written."""
    with pytest.raises(LedgerError, match="cannot be read"):
        ZipFiles(tmp_path / "a.zip")


def test_a_damaged_zip_is_told(life: Life, tmp_path: Path) -> None:
    """A picture whose bytes in the ZIP were damaged is named, and the others come in."""
    path = tmp_path / "a.zip"
    write_zip(path, life.ledger, life.files)
    data = bytearray(path.read_bytes())
    data[data.index(OWN_PHOTO.data) + 100] ^= 1
    path.write_bytes(data)
    done = bring_files(other_ledger(life), ZipFiles(path), MemoryFiles())
    assert done == Copied(copied=1, faults=((OWN, FileFault.UNREADABLE),))


def test_a_place_that_cannot_be_written_is_told(life: Life, tmp_path: Path) -> None:
    """A folder that is not there is one clear error."""
    with pytest.raises(LedgerError, match="cannot be exported"):
        write_zip(tmp_path / "nowhere" / "a.zip", life.ledger, life.files)
