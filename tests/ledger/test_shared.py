"""One ledger, many users: threads, processes, clocks, and an event that several send."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from skillcert.errors import LedgerError
from skillcert.ledger import Entry, Ledger
from skillcert.ledger.database import journal_mode

from .chains import Chain


def together(*tasks: Callable[[], object]) -> list[BaseException]:
    """Run tasks at the same time, each in a thread, and return what they raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> None:
        gate.wait()
        try:
            task()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            raised.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_threads_share_a_ledger(ledger: Ledger) -> None:
    """Eight threads append through one ledger and read it: nothing is lost, the chain is sound."""
    chain = Chain()
    chain.begun(ledger)
    events = iter([chain.signed("person-1") for _ in range(80)])

    def work() -> None:
        for _ in range(10):
            (entry,) = chain.append(ledger, next(events))
            assert ledger.entry(entry.event.id) == entry
            assert ledger.roster(chain.site).is_open

    assert together(*[work] * 8) == []
    report = ledger.check()
    assert report.sound
    assert report.sites[0].size == 4 + 80


def test_two_supervisors_sign_the_same_at_once(ledger: Ledger) -> None:
    """Both sign-offs stand."""
    chain = Chain()
    chain.begun(ledger)
    kari, lars = chain.signed("person-1"), chain.signed("person-1", by=chain.lars)
    assert together(lambda: chain.append(ledger, kari), lambda: chain.append(ledger, lars)) == []
    assert {entry.event.key for entry in ledger.entries(chain.site, after=4)} == {
        chain.kari.public.id,
        chain.lars.public.id,
    }


def test_an_event_that_several_send_is_one(ledger: Ledger) -> None:
    """Eight threads send the same event at the same time: each gets the same entry."""
    chain = Chain()
    chain.begun(ledger)
    event = chain.signed("person-1")
    entries: list[Entry] = []
    assert together(*[lambda: entries.extend(chain.append(ledger, event))] * 8) == []
    assert len(entries) == 8
    assert len(set(entries)) == 1
    assert ledger.head(chain.site).size == 5


def test_two_ledgers_see_each_other(kept_url: str) -> None:
    """What one program writes, another that has the ledger open sees, its roster too."""
    chain = Chain()
    with Ledger.open(kept_url, create=True) as one, Ledger.open(kept_url) as other:
        chain.begun(one)
        assert other.roster(chain.site) == one.roster(chain.site)
        chain.append(other, chain.enrolled("mia", chain.lars.of_seed(b"m" * 32)))
        assert one.roster(chain.site) == other.roster(chain.site)
        chain.append(one, chain.signed("person-1"))
        chain.append(other, chain.signed("person-1"))
        assert one.check().sound


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
@pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning")
def test_a_process_that_forks(kept_url: str) -> None:
    """After a fork parent and child both go on, each with connections of its own."""
    chain = Chain()
    with Ledger.open(kept_url, create=True) as ledger:
        chain.begun(ledger)
        child = os.fork()
        if child == 0:
            try:
                chain.append(ledger, chain.signed("person-1", id="by-the-child"))
                os._exit(0)
            except BaseException:  # noqa: BLE001 - told by the code
                os._exit(1)
        chain.append(ledger, chain.signed("person-1", id="by-the-parent"))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        ids = {entry.event.id for entry in ledger.entries(chain.site, after=4)}
        assert ids == {"by-the-child", "by-the-parent"}
        assert ledger.check().sound


def test_a_copy_that_was_brought_back(tmp_path: Path) -> None:
    """If an older copy takes the file's place, an open ledger goes on from what is there."""
    path = tmp_path / "ledger.db"
    chain = Chain()
    with Ledger.open(f"sqlite:///{path}", create=True) as ledger:
        chain.begun(ledger)
        # No connection holds the file, which Windows would not let be exchanged.
        ledger.database.engine.dispose()
        copy = path.read_bytes()
        chain.append(ledger, chain.enrolled("mia", chain.lars.of_seed(b"m" * 32)))
        ledger.database.engine.dispose()
        path.write_bytes(copy)
        assert len(ledger.roster(chain.site).enrolled) == 2
        chain.append(ledger, chain.signed("person-1"))
        assert ledger.check().sound


def test_a_ledger_that_was_closed(ledger: Ledger) -> None:
    """Whoever asks a closed ledger is told that it was closed; closing it again is nothing."""
    chain = Chain()
    chain.begun(ledger)
    ledger.close()
    ledger.close()
    for ask in (ledger.sites, lambda: chain.append(ledger, chain.signed("person-1"))):
        with pytest.raises(LedgerError, match=r"this ledger was closed\. Open it again"):
            ask()


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "PERSIST"), ((3, 51, 2), "PERSIST"), ((3, 51, 3), "WAL"), ((4, 0), "WAL")],
)
def test_write_ahead_logging_only_where_it_is_safe(version: tuple[int, ...], mode: str) -> None:
    """Before SQLite 3.51.3 a log that is reset at the wrong moment loses what was written."""
    assert journal_mode(version) == mode


def test_what_is_set_for_every_connection(tmp_path: Path) -> None:
    """Commits reach the disk, and what is deleted is overwritten."""
    with (
        Ledger.open(f"sqlite:///{tmp_path / 'l.db'}", create=True) as ledger,
        ledger.database.reading() as connection,
    ):
        ask = connection.exec_driver_sql
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA secure_delete").scalar() == 1
        assert ask("PRAGMA busy_timeout").scalar() == 60_000


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("sqlite:///missing.db", "there is no ledger here"),
        ("sqlite:///.", "this is a folder"),
        ("sqlite://", "no address of a ledger"),
        ("sqlite:///:memory:", "no address of a ledger"),
        ("mysql://x/y", "no address of a ledger"),
        ("skillcert.db", "no address of a ledger"),
        ("", "no address of a ledger"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", "does not answer"),
        ("postgresql://nobody:secret@host:port/x", "no address of a ledger"),
    ],
)
def test_addresses_that_lead_nowhere(
    url: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that cannot be used is told, with what to do and without its password."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerError, match=what) as caught:
        Ledger.open(url)
    assert caught.value.hint
    assert "secret" not in str(caught.value)
