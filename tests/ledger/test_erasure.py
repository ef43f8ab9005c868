"""A person is erased: nothing is left to be read, and the chain still verifies."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import Ledger, database
from skillcert.ledger.erasure import erase_person, finish_erasures, unfinished_erasures
from skillcert.ledger.files import FolderFiles, MemoryFiles, NoFiles
from skillcert.ledger.pictures import KeptPicture
from skillcert.ledger.vault import Vault
from skillcert.model import EventKind, Name, PersonCard, PersonErased, Reference, Sha256
from skillcert.refusals import RefusalReason

from ..postgres import Server
from .lives import KARI, OLA, OWN_PHOTO, SHARED_PHOTO, Life, spellings, traces

ROOT = Path(__file__).parents[2]


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """Return a site in a file, where Kari and Ola are."""
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as ledger:
        lived = Life(ledger, FolderFiles(tmp_path / "a.files"))
        lived.live()
        yield lived


def erased(life: Life, person: Reference = KARI) -> bool:
    """Say whether the chain says that somebody is erased."""
    kinds = [entry.event.kind for entry in life.ledger.entries_of(life.site, person)]
    assert kinds.count(EventKind.PERSON_ERASED) <= 1
    return EventKind.PERSON_ERASED in kinds


def is_sound(life: Life) -> bool:
    """Say whether the check of the ledger, its pictures included, finds nothing."""
    return life.ledger.check(files=life.files).sound


def test_nothing_of_the_person_is_left_in_any_file(life: Life, tmp_path: Path) -> None:
    """No name, note, reason, choice, picture, key or salt is in any file, in any form."""
    before = list(traces(life, tmp_path))
    assert {"key in a.db", "salt in a.db"} <= set(before)
    assert any(what.startswith("photo in") for what in before)
    life.erase()
    assert list(traces(life, tmp_path)) == []
    life.ledger.close()
    assert list(traces(life, tmp_path)) == []


def test_nothing_is_left_with_a_write_ahead_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same with SQLite's write-ahead log, which newer versions of it use."""
    monkeypatch.setattr(database, "journal_mode", lambda version: "WAL")
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as ledger:
        life = Life(ledger, FolderFiles(tmp_path / "a.files"))
        life.live()
        assert "key in a.db-wal" in set(traces(life, tmp_path))
        life.erase()
        assert (tmp_path / "a.db-wal").exists()
        assert list(traces(life, tmp_path)) == []


def test_nothing_is_left_in_a_servers_files(postgres: Server, postgres_url: str) -> None:
    """In PostgreSQL nothing is left in the tables' files; its log is recycled by the server."""
    if postgres.data is None:
        pytest.skip("the server's files are not to be seen from here")
    with Ledger.open(postgres_url, create=True) as ledger:
        life = Life(ledger, MemoryFiles())
        life.live()
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("ANALYZE")
            connection.execute("CHECKPOINT")
            assert list(traces(life, postgres.data, but="pg_wal"))
            life.erase()
            connection.execute("ANALYZE")
            connection.execute("CHECKPOINT")
            assert list(traces(life, postgres.data, but="pg_wal")) == []


def test_the_chain_still_verifies(ledger: Ledger) -> None:
    """After an erasure every entry is there and proven, and the person's are still hers."""
    life = Life(ledger, MemoryFiles())
    life.live()
    size = ledger.head(life.site).size
    life.erase()
    assert ledger.head(life.site).size == size + 1
    assert [entry.seq for entry in ledger.entries(life.site)] == list(range(1, size + 2))
    assert erased(life)
    assert is_sound(life)


def test_the_others_are_untouched(life: Life) -> None:
    """What is held on others stays, with the pictures that they share with the person."""
    with life.ledger.database.reading() as connection:
        before = Vault(connection, life.site).items(OLA)
    life.erase()
    with life.ledger.database.reading() as connection:
        vault = Vault(connection, life.site)
        assert vault.items(OLA) == before
        assert vault.people() == ((OLA, PersonCard(name=Name("Ola"))),)
        assert vault.files(OLA) == (SHARED_PHOTO.fact.sha256,)
        assert vault.files(KARI) == ()
    assert list(life.files) == [SHARED_PHOTO.fact.sha256]


def test_a_shared_picture_goes_with_the_last(life: Life) -> None:
    """A picture that two persons share is deleted when both are erased."""
    life.erase(KARI)
    life.erase(OLA)
    assert list(life.files) == []


def test_an_erasure_happens_once(life: Life) -> None:
    """Erasing somebody again finds nothing to do, and says nothing new in the chain."""
    life.erase()
    size = life.ledger.head(life.site).size
    life.erase()
    assert life.ledger.head(life.site).size == size
    assert unfinished_erasures(life.ledger) == ()


def test_nobody_unknown_is_erased(life: Life) -> None:
    """Whoever was never added cannot be erased, and nothing is written."""
    size = life.ledger.head(life.site).size
    with pytest.raises(RefusedError) as refused:
        life.erase(Reference("p-nobody"))
    assert refused.value.refusals[0].reason is RefusalReason.UNKNOWN_PERSON
    assert life.ledger.head(life.site).size == size


def test_only_an_erasure_erases(life: Life) -> None:
    """Another event in its place is refused, and everything is still there."""
    envelope = life.chain.signed(KARI)
    with pytest.raises(RefusedError, match="erases nobody"):
        erase_person(life.ledger, envelope, files=life.files, now=life.chain.now)
    assert life.holds(KARI)


def test_a_key_that_may_not_sign_erases_nobody(life: Life) -> None:
    """An erasure that is refused deletes nothing."""
    stranger = life.chain.sealed(
        Life(life.ledger, life.files, "bergen").chain.kari, person_erased=PersonErased(person=KARI)
    )
    with pytest.raises(RefusedError):
        erase_person(life.ledger, stranger, files=life.files, now=life.chain.now)
    assert life.holds(KARI)
    assert not erased(life)


class Stubborn(FolderFiles):
    """Files that cannot be deleted just now, as in a viewer on Windows."""

    def remove(self, sha256: Sha256) -> None:
        """Refuse."""
        raise LedgerError("a picture cannot be deleted (it is open elsewhere)", where=sha256)


def test_a_file_that_cannot_be_deleted_is_deleted_later(life: Life, tmp_path: Path) -> None:
    """The person is erased and the rest is remembered: the next try finishes it."""
    files, life.files = life.files, Stubborn(tmp_path / "a.files")
    with pytest.raises(LedgerError, match="open elsewhere"):
        life.erase()
    assert erased(life)
    assert not life.holds(KARI)
    assert unfinished_erasures(life.ledger) == ((life.site, KARI),)
    finish_erasures(life.ledger, files)
    assert unfinished_erasures(life.ledger) == ()
    assert list(traces(life, tmp_path)) == []


def test_an_erasure_without_the_pictures_is_not_finished(life: Life, tmp_path: Path) -> None:
    """Where nobody has said where the pictures are, the erasure waits until somebody does."""
    files, life.files = life.files, NoFiles()
    with pytest.raises(LedgerError, match="where the pictures are"):
        life.erase()
    assert unfinished_erasures(life.ledger) == ((life.site, KARI),)
    life.files = files
    life.erase()
    assert unfinished_erasures(life.ledger) == ()
    assert list(traces(life, tmp_path)) == []


def test_a_half_written_picture_is_swept_away(life: Life, tmp_path: Path) -> None:
    """What a crash left of a picture goes with the next erasure, whoever it was of."""
    (tmp_path / "a.files" / f"{OWN_PHOTO.fact.sha256}.1-2.part").write_bytes(OWN_PHOTO.data[:90])
    life.erase()
    assert list(traces(life, tmp_path)) == []


def test_a_picture_that_is_just_being_given_to_somebody_stays(url: str) -> None:
    """While somebody records the same picture for another person, its file is not deleted."""
    with Ledger.open(url, create=True) as ledger:
        life = Life(ledger, MemoryFiles())
        life.live()
        noted, go_on = threading.Event(), threading.Event()

        def give() -> None:
            with ledger.database.writing(life.site) as connection:
                Vault(connection, life.site).attach(OLA, Reference("e9"), OWN_PHOTO, life.files)
                noted.set()
                go_on.wait(20)

        giver = threading.Thread(target=give)
        giver.start()
        assert noted.wait(20)
        eraser = threading.Thread(target=life.erase)
        eraser.start()
        eraser.join(0.3)
        go_on.set()
        giver.join()
        eraser.join()
        assert not life.holds(KARI)
        assert life.files.get(OWN_PHOTO.fact.sha256) == OWN_PHOTO.data


STEPS = {
    "before anything is kept": "Vault.forget = stop",
    "when the chain says so": "erasure._delete_files = stop",
    "when the files are gone": "erasure._scrub = stop",
    "in the middle of the files": "FolderFiles.sweep = stop",
    "when all but the note is done": "erasure.delete = stop",
}


@pytest.mark.parametrize("stopped", STEPS)
def test_an_erasure_that_was_killed_goes_on(life: Life, tmp_path: Path, stopped: str) -> None:
    """Wherever the power went, the person is wholly there or erased; the next try finishes it."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from skillcert.ledger import Ledger, erasure\n"
        "from skillcert.ledger.files import FolderFiles\n"
        "from skillcert.ledger.vault import Vault\n"
        "from tests.ledger.lives import Life\n"
        "def stop(*_, **__): os._exit(9)\n"
        "folder = Path(sys.argv[1])\n"
        "ledger = Ledger.open('sqlite:///' + str(folder / 'a.db'))\n"
        "life = Life(ledger, FolderFiles(folder / 'a.files'))\n"
        "life.chain._count = iter(range(1000, 2000))\n"
        "life.chain.now = life.ledger.entries_of(life.site, 'p-3f9a')[-1].event.at\n"
        f"{STEPS[stopped]}\n"
        "life.erase()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 9
    assert erased(life) == (not life.holds(KARI))
    assert erased(life) == (stopped != "before anything is kept")
    life.erase()
    assert erased(life)
    assert not life.holds(KARI)
    assert unfinished_erasures(life.ledger) == ()
    assert list(traces(life, tmp_path)) == []
    assert is_sound(life)


def test_what_is_searched_for_could_be_found(tmp_path: Path) -> None:
    """The search above finds each of its spellings where it is; so finding none means something."""
    life = Life(Ledger.open("memory:"), MemoryFiles())
    for number, spelling in enumerate(spellings(life).values()):
        (tmp_path / str(number)).write_bytes(b"before" + spelling + b"after")
    found = {what.rpartition(" in ")[0] for what in traces(life, tmp_path)}
    assert found == set(spellings(life))


def test_a_picture_of_nobody(life: Life) -> None:
    """A picture that no evidence was recorded for, after a crash, is not the erasure's to judge."""
    stray = KeptPicture(data=b"stray", media_type=OWN_PHOTO.media_type, width=1, height=1)
    life.files.put(stray.data)
    life.erase()
    assert life.files.get(stray.fact.sha256) == b"stray"
