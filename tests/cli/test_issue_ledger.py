"""`skillcert issue --all --workshop`: the papers of everybody in a ledger, each of them once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillcert import Programme
from skillcert.cli.app import app
from skillcert.cli.journal import JOURNAL
from skillcert.model import Assessor, Issuer, Name, PerformanceLevel, Reference, Token
from skillcert.programme import Seen, SignOffRequest, Site
from skillcert.signing import KeySigner, key_file

PROGRAMME, KARI = (KeySigner.of_seed(bytes(range(i, i + 32))) for i in (60, 61))
PASSPHRASE = "en lang setning"
NAMES = ("Jonas Bråten", "Amina Yusuf", "Ola Klient")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A ledger in a file with its key, three people who showed a skill, and one who has not yet."""
    keys = tmp_path / "ledger.keys"
    keys.mkdir()
    (keys / "programme.key").write_bytes(key_file(PROGRAMME, PASSPHRASE))
    with Programme.found(
        f"sqlite:///{tmp_path / 'ledger.db'}",
        site="harbour",
        issuer=Issuer(name=Name("Bryggegata Verksted")),
        signer=PROGRAMME,
        clock=lambda: dt.datetime.now(dt.UTC),
    ) as made:
        made.manage(PROGRAMME).enrol(
            Assessor(id=Reference("kari"), name=Name("Kari Lunde")), KARI.public
        )
        desk = made.unlock(KARI)
        desk.add_person("Mette Dahl")
        for name in NAMES:
            request = SignOffRequest(
                person=desk.add_person(name).id,
                workshop=Token("bicycle"),
                criterion=Token("mends_puncture"),
                level=PerformanceLevel.SOME_HELP,
                seen=(Seen(task=Token("mend_tube")),),
            )
            desk.sign([request])
        yield made


def run(folder: Path, *options: str) -> Result:
    """Issue the papers of everybody."""
    arguments = ["issue", "--all", "--workshop", "bicycle", "--language", "nb"]
    arguments += ["--ledger", str(folder / "ledger.db"), "--out", str(folder / "out"), *options]
    env = {"SKILLCERT_LANGUAGE": "en", "SKILLCERT_PROGRAMME_PASSPHRASE": PASSPHRASE}
    return CliRunner().invoke(app, arguments, env=env)


def papers(folder: Path) -> dict[str, bytes]:
    """Return the papers by the names of their files."""
    return {path.name: path.read_bytes() for path in (folder / "out").glob("*.pdf")}


def issued(site: Site) -> int:
    """Return how many papers the ledger knows."""
    return sum(
        entry.event.certificate_issued is not None
        for person in site.people()
        for entry in site.entries_of(person.id)
    )


def test_everybody_who_has_something_to_show_has_a_paper(tmp_path: Path, site: Site) -> None:
    """Each paper is noted in the ledger; who has nothing yet and who is held back is told."""
    result = run(tmp_path)
    assert result.exit_code == 1, result.stderr
    assert len(papers(tmp_path)) == issued(site) == 2
    assert sorted(line.partition(":")[0] for line in result.stdout.splitlines()) == sorted(
        NAMES[:2]
    )
    assert "Papers made: 2. There already: 0." in result.stderr
    assert "Nothing to show yet: 1." in result.stderr
    (held,) = result.stderr.partition("No paper could be made")[2].splitlines()[1:]
    assert held.startswith("  Ola Klient: ")
    before = papers(tmp_path)
    again = run(tmp_path, "--anyway")
    assert again.exit_code == 0, again.stderr
    assert "Papers made: 1. There already: 2." in again.stderr
    assert before.items() <= papers(tmp_path).items()
    assert issued(site) == 3


def test_a_run_that_stopped_between_ledger_and_file_makes_no_second_paper(
    tmp_path: Path, site: Site
) -> None:
    """What the ledger knows and the folder lacks comes again, the same byte for byte."""
    run(tmp_path)
    expected, journal = papers(tmp_path), tmp_path / "out" / JOURNAL
    lost = min(expected)
    (tmp_path / "out" / lost).unlink()
    kept = [line for line in journal.read_text().splitlines() if lost not in line]
    journal.write_text("\n".join(kept) + "\n")
    run(tmp_path)
    assert papers(tmp_path) == expected
    assert issued(site) == 2
