"""What commands answer in one shot: JSON with `--json`, and refusals in four languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from skillcert.cli.language import LANGUAGES

from .test_ledger_commands import Book, book, made

__all__ = ["book", "made"]  # the fixtures


def test_a_workshop_begins_for_programs(tmp_path: Path) -> None:
    """`init` and `supervisor` say what was made and where it lies."""
    new = Book(tmp_path)
    begun = new.data("init", "--name", "Bryggegata Verksted")
    assert begun["site"] == "bryggegata_verksted"
    assert Path(begun["keys"], "programme.key").is_file()
    for command in (("add", "--name", "Kari Lunde"), ("replace-key", "kari_lunde")):
        made_key = new.data("supervisor", *command)
        assert (made_key["id"], made_key["name"]) == ("kari_lunde", "Kari Lunde")
        assert Path(made_key["key"]).is_file()
    lost = new.data("supervisor", "compromised", "kari_lunde", "--yes")
    assert (lost["compromised"], lost["after"]) == ("kari_lunde", 3)
    assert new.data("supervisor", "retire", "kari_lunde", "--yes") == {"retired": "kari_lunde"}


def test_a_person_comes_and_goes_for_programs(book: Book) -> None:
    """`person` says whom it is about and which files were written."""
    added = book.data("person", "add", "--name", "Ole Kvam", "--key", "kari")
    handed = book.data("person", "export", added["id"], "--out", book.folder / "out")
    assert {Path(one).name for one in handed["files"]} == {"read-me.txt", "data.json"}
    gone = book.data("person", "erase", added["id"], "--yes", "--key", "kari")
    assert gone == {"erased": added["id"]}


def test_a_paper_for_programs(book: Book) -> None:
    """`issue`, `replace` and `revoke` say the number of the paper and where it is."""
    book.sign("--task", "mend_tube")
    out = ("--out", book.folder / "papers")
    paper = book.data("issue", "--person", "jonas", "--workshop", "bicycle", *out)
    assert Path(paper["path"]).read_bytes().startswith(b"%PDF-")
    new = book.data("replace", paper["certificate"], *out)
    assert new["replaces"] == paper["certificate"]
    assert Path(new["path"]).is_file()
    assert book.data("revoke", new["certificate"], "--yes") == {"revoked": new["certificate"]}


def test_a_ledger_moves_for_programs(book: Book, tmp_path: Path) -> None:
    """`ledger` says how many entries there are, where they are, and what was signed."""
    moved = book.data("ledger", "export", tmp_path / "book.jsonl")
    state = book.data("ledger", "checkpoint")
    assert moved["entries"] == state["entries"]
    assert state["note"].startswith("skillcert")
    assert Path(book.data("trust", "export", "--out", tmp_path / "issuers.json")["path"]).is_file()


def test_progress_writes_a_sheet_unless_it_is_told_not_to(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet lies in the current folder; `--no-sheet`, or a program that asks, gets none."""
    monkeypatch.chdir(book.folder)
    book.sign("--task", "mend_tube")
    assert book.run("progress", "jonas", "--no-sheet").exit_code == 0
    book.data("progress", "jonas")
    assert list(book.folder.glob("*.pdf")) == []
    told = book.run("progress", "jonas")
    (sheet,) = book.folder.glob("*.pdf")
    assert sheet.name in told.stdout


def test_another_version_of_the_list_of_skills(book: Book) -> None:
    """Whoever has read another version of the list signs nothing, and hears which one is here."""
    size = book.data("ledger", "check")["sites"][0]["size"]
    told = book.sign("--task", "mend_tube", "--rubric-version", "0.9.0", "--language", "nb")
    assert (told.exit_code, "0.9.0" in told.stderr) == (3, True)
    asked = book.sign("--task", "mend_tube", "--rubric-version", "0.9.0", "--json")
    assert json.loads(asked.stdout)["refused"][0]["reason"] == "other_rubric_version"
    assert book.data("ledger", "check")["sites"][0]["size"] == size
    assert book.sign("--task", "mend_tube", "--rubric-version", "1.0.0").exit_code == 0


WRONG = {
    "en": "the passphrase is wrong, or the file is damaged",
    "nb": "passordet er feil, eller filen er skadet",
    "nn": "passordet er feil, eller fila er skadd",
    "da": "adgangskoden er forkert, eller filen er beskadiget",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_damaged_key_file_is_named(book: Book, language: str) -> None:
    """A file that was cut off, or changed inside, gives the same answer as a wrong passphrase."""
    keys = book.folder / "book.keys"
    whole = (keys / "kari.key").read_bytes()
    middle = len(whole) - 150
    changed = whole[:middle] + (b"B" if whole[middle : middle + 1] == b"A" else b"A")
    for data in (whole[:100], changed + whole[middle + 1 :], b""):
        (keys / "kari.key").write_bytes(data)
        for key in ("kari", str(keys / "kari.key")):
            told = book.sign("--task", "mend_tube", "--language", language, "--key", key)
            assert told.exit_code == 3
            assert WRONG[language] in told.stderr
            assert "kari.key" in told.stderr
            assert len(told.stderr.splitlines()) == 1
    (keys / "programme.key").write_bytes(whole[:100])
    told = book.run("ledger", "checkpoint", "--language", language)
    assert (told.exit_code, WRONG[language] in told.stderr) == (3, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_signed_says_why(book: Book, language: str) -> None:
    """Foreign and retired keys, a day to come: one line without a word of English."""
    said = []
    refused = (
        ("--key", str(book.folder / "stranger.key")),
        ("--on", "2099-01-01"),
        ("--evidence", "nothing"),
        ("--level", "guides_others"),
        ("--criterion", "juggles"),
    )
    for options in refused:
        told = book.sign("--task", "mend_tube", "--language", language, *options)
        assert (told.exit_code, len(told.stderr.splitlines())) == (3, 1)
        said.append(told.stderr)
    book.data("supervisor", "retire", "kari", "--yes")
    told = book.sign("--task", "mend_tube", "--language", language)
    assert told.exit_code == 3
    said.append(told.stderr)
    english = "is|the|there|belongs|not|has|what"
    if language != "en":
        assert not [one for one in said if re.search(rf"\b({english})\b", one)]
    assert len(set(said)) == len(said)
