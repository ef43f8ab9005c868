"""A ledger moves house by the command line, and a person gets what is held on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import app
from skillcert.ledger import Ledger
from skillcert.ledger.files import FolderFiles

from ..ledger.lives import KARI, OWN_PHOTO, SHARED_PHOTO, TEXTS, Life, spellings

OWN, SHARED = OWN_PHOTO.fact.sha256, SHARED_PHOTO.fact.sha256


def run(*arguments: str | Path) -> Result:
    """Run a command line in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def life(tmp_path: Path) -> Life:
    """Return a site in `a.db`, with its pictures in `a.files`."""
    with Ledger.open(f"sqlite:///{tmp_path / 'a.db'}", create=True) as ledger:
        lived = Life(ledger, FolderFiles(tmp_path / "a.files"))
        lived.live()
    return lived


@pytest.mark.parametrize("place", ["pictures", "pictures.zip", "Bilder.ZIP"])
def test_a_ledger_moves_with_its_pictures(life: Life, tmp_path: Path, place: str) -> None:
    """Export and import bring lines and pictures to another computer, by folder or ZIP."""
    a, b, lines = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "a.jsonl"
    out = run("ledger", "export", lines, "--ledger", a, "--pictures", tmp_path / place)
    assert out.exit_code == 0, out.stderr
    assert f"Pictures written to {tmp_path / place}: 2." in out.stdout
    done = run("ledger", "import", lines, "--ledger", b, "--pictures", tmp_path / place)
    assert done.exit_code == 0, done.stderr
    assert "Pictures taken in: 2." in done.stdout
    assert sorted(FolderFiles(tmp_path / "b.files")) == sorted((OWN, SHARED))
    again = tmp_path / "b.jsonl"
    assert run("ledger", "export", again, "--ledger", b).exit_code == 0
    assert again.read_bytes() == lines.read_bytes()
    assert run("ledger", "check", "--ledger", b).exit_code == 0


def test_a_picture_that_is_missing_is_told_on_the_way(life: Life, tmp_path: Path) -> None:
    """What cannot be copied is named, the rest is copied, and the answer is 1."""
    life.files.remove(OWN)
    a, lines = tmp_path / "a.db", tmp_path / "a.jsonl"
    out = run("ledger", "export", lines, "--ledger", a, "--pictures", tmp_path / "p.zip")
    assert out.exit_code == 1
    assert f"The picture {OWN} is missing or damaged" in out.stderr
    done = run(
        "ledger", "import", lines, "--ledger", tmp_path / "b.db", "--pictures", tmp_path / "p.zip"
    )
    assert done.exit_code == 1
    assert list(FolderFiles(tmp_path / "b.files")) == [SHARED]


def test_names_go_out_only_when_asked_for(life: Life, tmp_path: Path) -> None:
    """Without `--with-names` a file names nobody; with it, the other ledger knows everybody."""
    a, b, lines = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "a.jsonl"
    run("ledger", "export", lines, "--ledger", a)
    for what, spelling in spellings(life).items():
        assert spelling not in lines.read_bytes(), what
    run("ledger", "export", lines, "--ledger", a, "--with-names")
    assert run("ledger", "import", lines, "--ledger", b).exit_code == 0
    assert "Kari Nygård" in run("person", "list", "--ledger", b).stdout


def test_a_file_that_is_no_export_is_one_clear_line(life: Life, tmp_path: Path) -> None:
    """A damaged or foreign file ends with 3 and one line, and the ledger is as it was."""
    lines = tmp_path / "a.jsonl"
    run("ledger", "export", lines, "--ledger", tmp_path / "a.db")
    before = lines.read_bytes()
    for wrong in (b"", before[:-20], b"\xef\xbb\xbf" + before, before.replace(b"\n", b"\r\n")):
        lines.write_bytes(wrong)
        done = run("ledger", "import", lines, "--ledger", tmp_path / "b.db")
        assert done.exit_code == 3
        assert "a.jsonl" in done.stderr
        assert "Traceback" not in done.stderr
    lines.write_bytes(before)
    assert run("ledger", "import", lines, "--ledger", tmp_path / "b.db").exit_code == 0


def test_a_person_gets_everything(life: Life, tmp_path: Path) -> None:
    """`person export` writes a text, a file for programs and the pictures, and nothing else."""
    out = tmp_path / "for Kari"
    done = run(
        *("person", "export", KARI, "--ledger", tmp_path / "a.db"),
        *("--out", out, "--language", "nb"),
    )
    assert done.exit_code == 0, done.stderr
    names = {path.name for path in out.iterdir()}
    assert names == {"read-me.txt", "data.json", f"{OWN[:16]}.png", f"{SHARED[:16]}.png"}
    text = (out / "read-me.txt").read_text(encoding="utf-8")
    assert TEXTS[1] in text
    assert "data.json" in text
    assert json.loads((out / "data.json").read_bytes())["card"]["name"] == TEXTS[1]
    assert (out / f"{OWN[:16]}.png").read_bytes() == OWN_PHOTO.data
