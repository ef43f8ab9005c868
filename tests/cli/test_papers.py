"""What happens to a paper after it was issued, as the office does it at the command line."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from skillcert import Programme
from skillcert.cli.app import DONE, NO, REFUSED, USAGE, app
from skillcert.model import (
    Assessor,
    Issuer,
    Line,
    Name,
    PerformanceLevel,
    Reference,
    Token,
)
from skillcert.programme import Seen, SignOffRequest, Site
from skillcert.signing import KeySigner, key_file

PROGRAMME, KARI = (KeySigner.of_seed(bytes(range(i, i + 32))) for i in (40, 41))
PASSPHRASE = "en lang setning"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A ledger in a file, with its programme's key beside it and one paper that was issued."""
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    keys = tmp_path / "ledger.keys"
    keys.mkdir()
    (keys / "programme.key").write_bytes(key_file(PROGRAMME, PASSPHRASE))
    made = Programme.found(
        url,
        site="harbour",
        issuer=Issuer(name=Name("Bryggegata Verksted"), phone=Line("+47 51 00 00 00")),
        signer=PROGRAMME,
        clock=lambda: dt.datetime.now(dt.UTC),
    )
    office = made.manage(PROGRAMME)
    office.enrol(Assessor(id=Reference("kari"), name=Name("Kari Lunde")), KARI.public)
    desk = made.unlock(KARI)
    person = desk.add_person("Jonas Bråten")
    request = SignOffRequest(
        person=person.id,
        workshop=Token("bicycle"),
        criterion=Token("mends_puncture"),
        level=PerformanceLevel.SOME_HELP,
        seen=(Seen(task=Token("mend_tube")),),
    )
    desk.sign([request])
    paper = office.issue(person.id, "bicycle", language="nb")
    (tmp_path / "paper.pdf").write_bytes(paper.issued.pdf)
    (tmp_path / "number").write_text(str(paper.certificate_id), encoding="ascii")
    yield made
    made.close()


def run(folder: Path, *arguments: object) -> Result:
    """Run the command line in English on the ledger in *folder*."""
    environment = {
        "SKILLCERT_LANGUAGE": "en",
        "SKILLCERT_LEDGER": f"sqlite:///{folder / 'ledger.db'}",
        "SKILLCERT_PROGRAMME_PASSPHRASE": PASSPHRASE,
        "SKILLCERT_PASSPHRASE": PASSPHRASE,
    }
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)


def verdict(folder: Path, file: Path) -> str:
    """Make a new list of issuers and return what it says of a paper."""
    issuers = folder / "issuers.json"
    done = run(folder, "trust", "export", "--out", issuers)
    assert done.exit_code == DONE, done.output
    said = run(folder, "verify", file, "--trust", issuers, "--json")
    return str(json.loads(said.stdout)["verdict"])


@pytest.mark.usefixtures("site")
def test_revoked(tmp_path: Path) -> None:
    """A paper that was revoked is not confirmed by the next list, and it is said to make one."""
    paper, number = tmp_path / "paper.pdf", (tmp_path / "number").read_text("ascii")
    assert verdict(tmp_path, paper) == "genuine"
    done = run(tmp_path, "revoke", number, "--reason", "Tapt", "--yes")
    assert done.exit_code == DONE, done.output
    assert "skillcert trust export" in done.output
    assert verdict(tmp_path, paper) == "not_confirmed"
    assert run(tmp_path, "revoke", "nothing", "--yes").exit_code == REFUSED


@pytest.mark.usefixtures("site")
def test_replaced(tmp_path: Path) -> None:
    """A new paper takes the place of an old one, which is then said to be replaced."""
    paper, number = tmp_path / "paper.pdf", (tmp_path / "number").read_text("ascii")
    done = run(tmp_path, "replace", number, "--out", tmp_path / "new", "--host", "papers.example")
    assert done.exit_code == DONE, done.output
    (new,) = (tmp_path / "new").iterdir()
    assert verdict(tmp_path, paper) == "replaced"
    assert verdict(tmp_path, new) == "genuine"


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("form", ["open-badge", "json-resume", "europass"])
def test_exported(tmp_path: Path, form: str) -> None:
    """The newest certificate of a person comes out as a file for wallets and CVs."""
    out = tmp_path / "out"
    done = run(tmp_path, "export", "--person", "jonas", "--format", form, "--out", out)
    assert done.exit_code == DONE, done.output
    (file,) = out.iterdir()
    assert "Bråten" in file.read_text(encoding="utf-8")
    if form == "open-badge":
        assert verdict(tmp_path, file) == "genuine"
    done = run(tmp_path, "export", "--person", "jonas", "--certificate", "x", "--format", form)
    assert done.exit_code == NO


@pytest.mark.usefixtures("site")
def test_the_ledger_is_asked_too(tmp_path: Path) -> None:
    """`verify` tells in a line of its own whether the ledger knows the paper; `--ledger` names it.

    A ledger of the environment that is not there is passed over; one that was named is missed.
    """
    paper, issuers = tmp_path / "paper.pdf", tmp_path / "issuers.json"
    run(tmp_path, "trust", "export", "--out", issuers)
    done = run(tmp_path, "verify", paper, "--trust", issuers)
    assert re.search(r"^ledger +in order", done.output, re.MULTILINE), done.output
    elsewhere = tmp_path / "elsewhere"
    done = run(elsewhere, "verify", paper, "--trust", issuers)
    assert done.exit_code == DONE
    assert re.search(r"^ledger +not checked", done.output, re.MULTILINE)
    named = ("verify", paper, "--trust", issuers, "--ledger", elsewhere / "ledger.db")
    assert run(tmp_path, *named).exit_code == REFUSED


@pytest.mark.usefixtures("site")
def test_a_supervisor_who_is_there_endorses(tmp_path: Path) -> None:
    """`issue --endorser` puts a supervisor's own signature into the badge; without it that is said.

    A supervisor who went back, or forgot the passphrase, keeps the paper from being issued.
    """
    key = tmp_path / "ledger.keys" / "kari.key"
    key.write_bytes(key_file(KARI, PASSPHRASE))
    asked = ("issue", "--person", "jonas", "--workshop", "bicycle", "--out", tmp_path / "out")
    done = run(tmp_path, *asked)
    assert "signature alone" in done.stderr
    done = run(tmp_path, *asked, "--endorser", "kari")
    assert done.exit_code == DONE, done.output
    assert "signature alone" not in done.stderr
    badge = pypdf.PdfReader(Path(done.stdout.strip())).attachments["badge.json"][0]
    (word,) = json.loads(badge)["endorsement"]
    assert word["issuer"]["name"] == "Kari Lunde"
    key.write_bytes(key_file(KARI, "another one altogether"))
    assert run(tmp_path, *asked, "--endorser", "kari").exit_code == REFUSED
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.usefixtures("site")
def test_files_for_the_issuers_site(tmp_path: Path) -> None:
    """`trust publish` writes what lies on the site, and papers from then on lead there."""
    out = tmp_path / "site"
    done = run(tmp_path, "trust", "publish", "--out", out)
    assert done.exit_code == USAGE
    assert "--home" in done.stderr
    address = "https://papers.example/bryggegata"
    done = run(tmp_path, "trust", "publish", "--out", out, "--home", address)
    assert done.exit_code == DONE, done.output
    assert not (out / "did.json").exists()
    done = run(tmp_path, "trust", "publish", "--out", out, "--did-web")
    assert f"{address}/status/0.json" in done.stdout
    files = ["did.json", "issuers.json", "status/0.json", "v1/index.html"]
    assert (
        sorted(str(path.relative_to(out).as_posix()) for path in out.rglob("*") if path.is_file())
        == files
    )
    done = run(
        tmp_path, "issue", "--person", "jonas", "--workshop", "bicycle", "--out", tmp_path / "new"
    )
    carried = pypdf.PdfReader(Path(done.stdout.strip())).attachments
    assert carried["code.txt"][0].startswith(f"{address}/v1#".encode())
    assert json.loads(carried["badge.json"][0])["issuer"]["id"].startswith("did:web:papers.example")
    assert run(tmp_path, "trust", "publish", "--out", out, "--home", "x").exit_code == REFUSED


@pytest.mark.usefixtures("site")
def test_a_workshop_that_closes(tmp_path: Path) -> None:
    """`trust archive` hands over, `trust adopt` answers: in each list that is made from then on.

    An archive that was changed, or is older than the one that is there, is refused.
    """
    archive, other = tmp_path / "archive.zip", tmp_path / "umbrella"
    other.mkdir()
    done = run(tmp_path, "trust", "archive", "--out", archive)
    assert done.exit_code == DONE, done.output
    assert run(tmp_path, "trust", "check", archive).exit_code == DONE
    run(tmp_path, "issue", "--person", "jonas", "--workshop", "bicycle", "--out", tmp_path / "new")
    newer = tmp_path / "newer.zip"
    run(tmp_path, "trust", "archive", "--out", newer)
    assert run(other, "init", "--name", "Fellesorganet").exit_code == DONE
    paper, issuers = tmp_path / "paper.pdf", other / "issuers.json"
    run(other, "trust", "export", "--out", issuers)
    assert run(other, "verify", paper, "--trust", issuers).exit_code == NO
    done = run(other, "trust", "adopt", newer)
    assert "Bryggegata Verksted" in done.stdout
    assert run(other, "trust", "adopt", archive).exit_code == REFUSED
    for _ in range(2):
        assert run(other, "trust", "export", "--out", issuers).exit_code == DONE
        assert run(other, "verify", paper, "--trust", issuers).exit_code == DONE
    number = (tmp_path / "number").read_text("ascii")
    before = issuers.read_bytes()
    assert run(other, "revoke", number, "--yes").exit_code == DONE
    assert number not in (other / "ledger.adopted" / "revoked.txt").read_text("ascii")
    assert run(other, "trust", "export", "--out", issuers).exit_code == DONE
    assert run(other, "verify", paper, "--trust", issuers).exit_code == NO
    (other / "before.json").write_bytes(before)
    newer_list = ("trust", "check", issuers, "--before", other / "before.json")
    assert run(other, *newer_list).exit_code == DONE
    assert run(other, "revoke", number, "--yes").exit_code == REFUSED
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 1
    archive.write_bytes(bytes(data))
    assert run(other, "trust", "adopt", archive).exit_code == REFUSED
    assert run(other, "trust", "check", archive).exit_code == REFUSED
