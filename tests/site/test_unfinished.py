"""An erasure that something stopped is finished by whoever opens the site next."""

from __future__ import annotations

from pathlib import Path

from skillcert import Programme
from skillcert.ledger import Ledger
from skillcert.ledger.erasure import unfinished_erasures
from skillcert.ledger.files import FolderFiles
from skillcert.ledger.vault import Vault
from skillcert.programme import Site
from tests.ledger.lives import KARI, OLA, Life, traces

from .conftest import Hands


def stopped(tmp_path: Path) -> Life:
    """Return a site where Kari's erasure was stopped after its one step."""
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as ledger:
        life = Life(ledger, FolderFiles(tmp_path / "a.files"))
        life.live()
        with ledger.database.writing(life.site) as connection:
            Vault(connection, life.site).forget(KARI)
        assert unfinished_erasures(ledger) == ((life.site, KARI),)
    return life


def opened(tmp_path: Path) -> Site:
    """Open the site, as any program does."""
    return Programme.open(f"sqlite:///{tmp_path / 'a.db'}", clock=Hands())


def test_opening_a_site_finishes_an_erasure(tmp_path: Path) -> None:
    """After the site was opened nothing of the person is in any file, and the others are there."""
    life = stopped(tmp_path)
    assert list(traces(life, tmp_path))
    with opened(tmp_path) as site:
        assert unfinished_erasures(site.ledger) == ()
        assert [one.id for one in site.people()] == [OLA]
    assert list(traces(life, tmp_path)) == []


def test_a_site_opens_though_an_erasure_cannot_be_finished(tmp_path: Path) -> None:
    """Where a picture cannot be deleted the site opens all the same, and the check tells."""
    life = stopped(tmp_path)
    stubborn = tmp_path / "a.files" / min(life.files)
    for path in (tmp_path / "a.files").iterdir():
        path.unlink()
        path.mkdir()
        (path / "open elsewhere").write_bytes(b"")
    assert stubborn.is_dir()
    with opened(tmp_path) as site:
        assert unfinished_erasures(site.ledger) == ((life.site, KARI),)
