"""What can go wrong around a ledger, with real processes and files: nothing that counts is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import event

from skillcert.errors import LedgerError
from skillcert.ledger import Ledger, Report

from .chains import Chain
from .writers import SITE, acknowledged, begin, sizes_of

ROOT = Path(__file__).parents[2]


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start the writers' program."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writers", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(*arguments: str, code: int = 0) -> str:
    """Run the writers' program and return what it says."""
    writer = start(*arguments)
    said, complained = writer.communicate()
    assert writer.returncode == code, said + complained
    return said


def checked(url: str) -> Report:
    """Return what the check of a ledger finds."""
    with Ledger.open(url) as ledger:
        return ledger.check()


def ids_in(url: str) -> list[str]:
    """Return the ids of all events of a ledger, in the order of the chain."""
    with Ledger.open(url) as ledger:
        return [entry.event.id for entry in ledger.entries(SITE)]


@pytest.mark.timeout(600)
def test_writers_that_are_killed(tmp_path: Path) -> None:
    """After each of 200 writers was killed the chain is sound, and all that was acknowledged there.

    What was appended together is there together or not at all.
    """
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    begin(url)
    said = run("rounds", url, "1", "200")
    assert said.startswith("200 rounds")
    assert ", 0 killed while writing" not in said


def four_writers(url: str, folder: Path, batches: int) -> None:
    """Let four processes append at once, and look at what is there."""
    begin(url)
    names = ("a", "b", "c", "d")
    writers = [start("write", url, name, str(folder / name), str(batches)) for name in names]
    assert [writer.communicate()[1] for writer in writers] == ["", "", "", ""]
    ids = ids_in(url)
    assert len(ids) == len(set(ids)) == 4 + 4 * sum(sizes_of(batches))
    for name in names:
        logged = acknowledged(folder / name)
        assert len(logged) == batches
        assert [one for one in ids if one in set(logged)] == logged
    report = checked(url)
    assert report.findings == ()
    assert report.sites[0].size == len(ids)


@pytest.mark.timeout(600)
def test_four_writers_at_once(tmp_path: Path) -> None:
    """Four processes append ten thousand events: no gap, no fork, none twice, none lost."""
    four_writers(f"sqlite:///{tmp_path / 'ledger.db'}", tmp_path, 200)


@pytest.mark.timeout(600)
def test_four_writers_at_once_in_postgresql(postgres_url: str, tmp_path: Path) -> None:
    """So it is in PostgreSQL."""
    four_writers(postgres_url, tmp_path, 200)


def test_a_copy_without_the_journal(tmp_path: Path) -> None:
    """A file that was copied in the middle of writing without its journal is told from a sound one.

    The file itself recovers: what was not acknowledged is gone, all else is there.
    """
    path, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    url = f"sqlite:///{path}"
    begin(url)
    with Ledger.open(url) as ledger:
        chain = Chain()
        chain.beginning()
        chain.append(ledger, *(chain.signed("person-1") for _ in range(50)))
    run("spill", url, code=9)
    assert Path(f"{path}-journal").stat().st_size > 0
    shutil.copyfile(path, copy)
    try:
        report = checked(f"sqlite:///{copy}")
    except LedgerError as error:
        assert "damaged" in str(error)  # noqa: PT017 - both are right, by what lay in the file
    else:
        assert not report.sound
    assert checked(url).sound
    assert len(ids_in(url)) == 54


def test_a_copy_in_a_quiet_moment(tmp_path: Path) -> None:
    """A file that nobody is writing to can be copied alone."""
    path, copy = tmp_path / "ledger.db", tmp_path / "copy.db"
    begin(f"sqlite:///{path}")
    shutil.copyfile(path, copy)
    assert checked(f"sqlite:///{copy}").sound
    assert ids_in(f"sqlite:///{copy}") == ids_in(f"sqlite:///{path}")


def fill(chain: Chain, ledger: Ledger) -> tuple[list[str], LedgerError]:
    """Append until it fails; return what was acknowledged and the error."""
    done: list[str] = []
    for number in range(10_000):
        try:
            (entry,) = chain.append(ledger, chain.signed("person-1", id=f"event-{number}"))
        except LedgerError as error:
            return done, error
        done.append(entry.event.id)
    raise AssertionError("it is never full")


def test_a_full_database(tmp_path: Path) -> None:
    """When no page can be added, it says so; what was acknowledged is there; then it goes on."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    begin(url)
    chain = Chain()
    chain.beginning()
    with Ledger.open(url) as ledger:

        def limit(connection: object, *_: object) -> None:
            connection.execute("PRAGMA max_page_count = 40")  # type: ignore[attr-defined]

        event.listen(ledger.database.engine, "checkout", limit)
        done, error = fill(chain, ledger)
        assert len(done) > 10
        assert "no room left to write" in str(error)
        assert "Make room on the disk" in error.hint
        event.remove(ledger.database.engine, "checkout", limit)
    assert ids_in(url)[4:] == done
    with Ledger.open(url) as ledger:
        again = chain.signed("person-1", id=f"event-{len(done)}")
        chain.append(ledger, again)
    assert checked(url).sound


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for a file's size")
def test_a_full_disk(tmp_path: Path) -> None:
    """When the system refuses to write, it is said, and what was acknowledged is there."""
    import resource

    path = tmp_path / "ledger.db"
    url = f"sqlite:///{path}"
    begin(url)
    chain = Chain()
    chain.beginning()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50_000, limits[1]))
    try:
        with Ledger.open(url) as ledger:
            done, error = fill(chain, ledger)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert len(done) > 10
    assert "Make room on the disk" in error.hint
    assert ids_in(url)[4:] == done
    assert checked(url).sound


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up root's rights, under which nothing is read-only, for a while."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A folder that anybody can find."""
    with TemporaryDirectory(prefix="skillcert-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


def test_a_read_only_file(plain_folder: Path) -> None:
    """A file that may only be read can be read and checked; writing says what is wrong."""
    path = plain_folder / "ledger.db"
    url = f"sqlite:///{path}"
    begin(url)
    path.chmod(0o444)
    chain = Chain()
    chain.beginning()
    with as_nobody(), Ledger.open(url) as ledger:
        assert ledger.check().sound
        with pytest.raises(LedgerError, match=r"can be read but not written.*right to write"):
            chain.append(ledger, chain.signed("person-1"))
        assert ledger.head(SITE).size == 4
    path.chmod(0o644)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no folders without right to write")
def test_a_read_only_folder(plain_folder: Path) -> None:
    """In a folder that may only be read nothing can be written, and it says so."""
    path = plain_folder / "ledger.db"
    url = f"sqlite:///{path}"
    begin(url)
    path.chmod(0o666)
    Path(f"{path}-journal").unlink(missing_ok=True)
    plain_folder.chmod(0o555)
    chain = Chain()
    chain.beginning()
    with as_nobody(), Ledger.open(url) as ledger:
        assert ledger.check().sound
        with pytest.raises(LedgerError, match=r"can be read but not written.*folder"):
            chain.append(ledger, chain.signed("person-1"))
        with pytest.raises(LedgerError, match="folder"):
            Ledger.open(f"sqlite:///{plain_folder / 'new.db'}", create=True)
