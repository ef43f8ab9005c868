"""`skillcert verify`, `trust check` and `page export`, as whoever checks a paper uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import DONE, NO, REFUSED, app
from skillcert.credentials import mark_of, seal_bundle
from skillcert.credentials.data_integrity import prove
from skillcert.credentials.multibase import did_key, multikey
from skillcert.credentials.open_badge import badge_id
from skillcert.errors import CredentialError
from skillcert.model import DocumentKind
from tests.credentials.badges import CREATED, EXAMPLES, ON, badge, installed
from tests.credentials.papers import ISSUER, LIST_MAKER, OTHER, bundle, code, trusted
from tests.credentials.test_page import fresh
from tests.credentials.test_printed_code import issued


def run(*arguments: object, **environment: str) -> Result:
    """Run the command line in English."""
    spoken = {"SKILLCERT_LANGUAGE": "en", **environment}
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=spoken)


@pytest.fixture
def issuers(tmp_path: Path) -> Path:
    """Return the file of a list of issuers."""
    file = tmp_path / "issuers.json"
    file.write_bytes(seal_bundle(fresh(), [LIST_MAKER]))
    return file


def test_a_code_is_pasted(issuers: Path) -> None:
    """The text of a code is checked, and what was signed is shown."""
    made = code(12)
    done = run("verify", made.link("papers.example"), "--trust", issuers)
    assert done.exit_code == DONE
    assert done.output.startswith("Genuine. Issued by Bryggegata Verksted, 12 June 2025.")
    for text in (made.content.name, "+47 51 00 00 00", *made.content.levels[0].lines):
        assert text in done.output


def test_a_file_with_a_code(issuers: Path, tmp_path: Path) -> None:
    """A file is read where there is one; the list is named by the environment too."""
    file = tmp_path / "code.txt"
    file.write_text(code().link(), encoding="ascii")
    assert run("verify", file, SKILLCERT_TRUST=str(issuers)).exit_code == DONE


def test_not_confirmed(issuers: Path) -> None:
    """A code of nobody who is known is not confirmed, and it is said whom to ask."""
    done = run("verify", code(signer=OTHER).link(), "--trust", issuers)
    assert done.exit_code == NO
    assert "No certificate can be confirmed" in done.output
    assert "call the issuer" in done.output


@pytest.mark.parametrize(
    ("language", "word"),
    [("nb", "Ekte. Utstedt av"), ("nn", "Ekte. Utferda av"), ("da", "Ægte. Udstedt af")],
)
def test_in_the_readers_language(issuers: Path, language: str, word: str) -> None:
    """The answer is in the language of whoever asks."""
    done = run("verify", code().link(), "--trust", issuers, "--language", language)
    assert done.output.startswith(word)


def test_for_programs(issuers: Path) -> None:
    """`--json` gives every check with its outcome, and the content."""
    done = run("verify", code().link(), "--trust", issuers, "--json")
    said = json.loads(done.output)
    assert said["verdict"] == "genuine"
    assert {check["name"]: check["outcome"] for check in said["checks"]} == {
        "form": "pass",
        "signature": "pass",
        "issuer": "pass",
        "status": "pass",
        "rubric": "not_checked",
        "checkpoint": "not_checked",
        "embedded": "not_checked",
    }
    assert said["content"]["name"] == "Nguyễn Thị Bích Hằng"


def test_a_badge(tmp_path: Path, issuers: Path) -> None:
    """An Open Badge as a file is checked by its proof, and taken back by its mark."""
    file = tmp_path / "badge.json"
    file.write_text(json.dumps(badge(EXAMPLES[0])), encoding="utf-8")
    assert run("verify", file, "--trust", issuers).exit_code == DONE
    taken = fresh(withdrawn=(mark_of(badge_id("c-7f3a9be1")),))
    issuers.write_bytes(seal_bundle(taken, [LIST_MAKER]))
    assert run("verify", file, "--trust", issuers).exit_code == NO
    changed = file.read_text(encoding="utf-8").replace("Bryggegata", "Brygga")
    file.write_text(changed, encoding="utf-8")
    issuers.write_bytes(seal_bundle(fresh(), [LIST_MAKER]))
    assert run("verify", file, "--trust", issuers).exit_code == NO


def test_a_code_with_keys(issuers: Path) -> None:
    """Where the list of skills is installed, a code that has only keys is shown in its words."""
    mentor = next(path for path in EXAMPLES if path.stem == "carpentry-mentor")
    made, _ = issued(mentor, DocumentKind.CERTIFICATE)
    assert made.content.levels[0].skills
    record = installed().read_record(mentor.read_bytes(), source=mentor.name)
    paper = installed().draft(record, language="nb", on=ON).certificate
    said = run("verify", made.link(), "--trust", issuers).output
    lines = [line.text for group in paper.levels for line in group.lines]
    assert [line for line in lines if line not in said] == []
    assert "skill list carpentry" not in said


ODD = [
    ("identifier", "Jonas"),
    ("identifier", [7, None, "x"]),
    ("achievement", ["x"]),
    ("result", 3),
]


@pytest.mark.parametrize(("key", "value"), ODD)
def test_a_badge_of_any_shape(tmp_path: Path, issuers: Path, key: str, value: object) -> None:
    """Whatever an issuer signs, there is an answer, and nothing in it moves the terminal."""
    made = badge(EXAMPLES[0])
    made.pop("proof")
    made["credentialSubject"][key] = value
    made["credentialSubject"].setdefault("achievement", {})
    if key == "result":
        made["credentialSubject"]["achievement"]["name"] = "\x1b[2Jgone"
    method = f"{did_key(ISSUER.public)}#{multikey(ISSUER.public)}"
    try:
        proof = prove(made, ISSUER, method=method, created=CREATED)
    except CredentialError:
        proof = {"type": "DataIntegrityProof", "verificationMethod": method}
    file = tmp_path / "badge.json"
    file.write_text(json.dumps({**made, "proof": [proof]}), encoding="utf-8")
    done = run("verify", file, "--trust", issuers)
    assert done.exit_code in (DONE, NO), done.output
    assert "\x1b" not in done.output


def test_an_evidence_record_is_no_certificate(issuers: Path) -> None:
    """A record file is not signed, so nothing is confirmed."""
    done = run("verify", EXAMPLES[0], "--trust", issuers, "--json")
    assert done.exit_code == NO
    assert "not signed" in json.loads(done.output)["checks"][0]["why"]


@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 50, b"%PDF-1.7 nothing", b"\x89PNG\r\n\x1a\nbroken", b"{", b"{}"]
)
def test_whatever_is_handed_in(issuers: Path, tmp_path: Path, data: bytes) -> None:
    """Damaged files are not confirmed; nothing else happens."""
    file = tmp_path / "file"
    file.write_bytes(data)
    done = run("verify", file, "--trust", issuers)
    assert done.exit_code == NO
    assert "No certificate can be confirmed" in done.output


def test_without_a_list(tmp_path: Path) -> None:
    """Without a list of issuers nothing can be checked, and it is said how to name one."""
    done = run("verify", code().link(), SKILLCERT_TRUST="")
    assert done.exit_code == REFUSED
    assert "--trust" in done.output


def test_a_list_is_shown_and_an_older_one_refused(issuers: Path, tmp_path: Path) -> None:
    """`trust check` shows the list; one with a lower number than before is refused."""
    done = run("trust", "check", issuers)
    assert done.exit_code == DONE
    assert "number 1 of 1 January 2026" in done.output
    assert "Bryggegata Verksted" in done.output
    newer = tmp_path / "newer.json"
    newer.write_bytes(seal_bundle(bundle(trusted(), sequence=2), [LIST_MAKER]))
    assert run("trust", "check", newer, "--before", issuers).exit_code == DONE
    done = run("trust", "check", issuers, "--before", newer)
    assert done.exit_code == REFUSED
    assert "An older list" in done.output


def test_the_page(issuers: Path, tmp_path: Path) -> None:
    """`page export` writes one file with the list in it."""
    out = tmp_path / "site" / "index.html"
    done = run("page", "export", "--trust", issuers, "--out", out)
    assert done.exit_code == DONE
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "skillcert-trust/1" in text
