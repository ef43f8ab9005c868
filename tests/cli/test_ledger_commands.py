"""The commands on a ledger as scripts use them: one shot, an exit code, JSON where it is asked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat
from PIL import Image

from skillcert import Programme
from skillcert.cli.app import app
from skillcert.cli.work import now
from skillcert.model import Assessor, Issuer, Line, Name, Reference
from skillcert.signing import KeySigner

PROGRAMME, KARI, AHMED, STRANGER = (KeySigner.of_seed(bytes([i]) * 32) for i in range(1, 5))
PASSPHRASE = "oil and grease"
SECRETS = {"SKILLCERT_PASSPHRASE": PASSPHRASE, "SKILLCERT_PROGRAMME_PASSPHRASE": PASSPHRASE}


def quick_key(signer: KeySigner, path: Path) -> None:
    """Write a key file that opens at once: it asks for one round of key derivation."""
    encryption = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(1).build(PASSPHRASE.encode())
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(signer.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption))


@attrs.frozen
class Book:
    """A ledger in a folder, and the command line beside it.

    Attributes:
        folder: The folder.
    """

    folder: Path

    def run(self, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> Result:
        """Run a command on the ledger, in this process."""
        settings = {
            "SKILLCERT_LEDGER": f"sqlite:///{self.folder / 'book.db'}",
            "SKILLCERT_LANGUAGE": "en",
            **SECRETS,
            **(environment or {}),
        }
        return CliRunner(env=settings).invoke(
            app, [str(one) for one in arguments], prog_name="skillcert"
        )

    def data(self, *arguments: str | Path) -> Any:
        """Run a command that is to succeed, and return what it answers in JSON."""
        result = self.run(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def sign(self, *more: str, person: str = "jonas", level: str = "some_help") -> Result:
        """Sign a skill."""
        return self.run(
            "sign", "--person", person, "--workshop", "bicycle", "--criterion", "mends_puncture",
            "--level", level, "--key", "kari", *more,
        )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a ledger, two supervisors and two people."""
    folder = tmp_path_factory.mktemp("made")
    site = Programme.found(
        f"sqlite:///{folder / 'book.db'}",
        site="harbour",
        issuer=Issuer(name=Name("Harbour Workshop"), phone=Line("+47 51 00 00 00")),
        signer=PROGRAMME,
        clock=now,
    )
    for key, name, identity in ((KARI, "Kari Lunde", "kari"), (AHMED, "Ahmed Sørensen", "ahmed")):
        assessor = Assessor(id=Reference(identity), name=Name(name))
        site.manage(PROGRAMME).enrol(assessor, key.public)
        quick_key(key, folder / "book.keys" / f"{identity}.key")
    quick_key(PROGRAMME, folder / "book.keys" / "programme.key")
    quick_key(STRANGER, folder / "stranger.key")
    for name in ("Jonas Bråten", "Amina Yusuf"):
        site.unlock(KARI).add_person(name)
    site.close()
    return folder


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Book:
    """Return a copy of it, to do with what one likes."""
    shutil.copytree(made, tmp_path / "book")
    return Book(tmp_path / "book")


def test_a_workshop_begins(tmp_path: Path) -> None:
    """`init` makes ledger and key, `supervisor add` another key; neither is made a second time."""
    book = Book(tmp_path)
    assert book.run("init", "--name", "Bryggegata Verksted", "--place", "Stavanger").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if "journal" not in path.name) == [
        "book.db",
        "book.keys",
    ]
    again = book.run("init", "--name", "Bryggegata Verksted")
    assert (again.exit_code, "Nothing was changed" in again.stderr) == (3, True)
    added = book.run("supervisor", "add", "--name", "Kari Lunde", "--until", "2099-12-31")
    assert added.exit_code == 0, added.output
    twice = book.run("supervisor", "add", "--name", "Kari Lunde")
    assert (twice.exit_code, "--id" in twice.stderr) == (3, True)
    (kari,) = book.data("supervisor", "list")
    assert (kari["id"], kari["state"], kari["until"]) == ("kari_lunde", "signs", "2099-12-31")


def test_an_identity_number_is_refused_and_leaves_no_key(tmp_path: Path) -> None:
    """If the ledger refuses what is typed, neither it nor a key file is left behind."""
    book = Book(tmp_path)
    result = book.run("init", "--name", "Verksted 01010012356")
    assert result.exit_code == 3
    assert not (tmp_path / "book.keys" / "programme.key").exists()


def test_one_shot_signs(book: Book) -> None:
    """With all options a skill is signed; the answer names it and what is still waited for."""
    (signed,) = json.loads(book.sign("--task", "mend_tube", "--json").stdout)["signed"]
    assert (signed["criterion"], signed["stands_at"], signed["waits"]) == (
        "mends_puncture",
        "some_help",
        [],
    )
    told = book.sign("--task", "change_tube", level="independent")
    assert told.exit_code == 0
    assert "For the certificate still to come: one more occasion, on another day" in told.stdout


def test_what_was_noted_before_is_cited(book: Book) -> None:
    """Evidence is noted with a photograph and a note, and a signature can rest on it."""
    Image.new("RGB", (64, 48), "red").save(book.folder / "tube.png")
    noted = book.data(
        "evidence", "--person", "jonas", "--workshop", "bicycle", "--task", "mend_tube",
        "--note", "Found the thorn", "--photo", book.folder / "tube.png", "--caption", "A tube",
        "--show", "--key", "kari",
    )  # fmt: skip
    result = book.sign("--evidence", noted["id"], "--json")
    assert json.loads(result.stdout)["signed"][0]["evidence"] == [noted["id"]]
    assert len(list((book.folder / "book.files").iterdir())) == 1
    missing = book.run(
        "evidence", "--person", "jonas", "--workshop", "bicycle", "--task", "mend_tube",
        "--photo", book.folder / "tube.png", "--key", "kari",
    )  # fmt: skip
    assert (missing.exit_code, "caption" in missing.stderr) == (3, True)


def test_a_conversation_and_a_product_are_noted(book: Book) -> None:
    """A first conversation and a product are noted in their own ways."""
    common = ("--person", "amina", "--key", "kari")
    talk = book.run(
        "evidence", "--workshop", "bicycle", "--kind", "first_conversation",
        "--interest", "wheels", *common,
    )  # fmt: skip
    assert (talk.exit_code, "stands on no paper" in talk.stdout) == (0, True)
    made = book.data(
        "evidence", "--workshop", "creative", "--kind", "product", "--task", "knit_hat",
        "--made", "3", "--sold", "1", *common,
    )  # fmt: skip
    assert made["kind"] == "product"


@pytest.mark.parametrize(
    ("change", "language", "code", "words"),
    [
        (["--level", "guides_others"], "nb", 3, "en gang der det blir vist til en kollega"),
        (["--on", "2099-01-01"], "da", 3, "1. januar 2099"),
        (["--criterion", "juggles"], "en", 3, "There is no skill juggles"),
        (["--task", "juggle"], "nn", 3, "juggle"),
        (["--workshop", "bycicle"], "en", 3, "bycicle"),
        (["--person", "nobody"], "en", 3, "nobody"),
        (["--key", "nobody"], "en", 3, "There is no nobody. There is: ahmed, kari."),
        (["--level", "perfect"], "en", 2, "perfect"),
    ],
)
def test_a_refusal_is_one_clear_line(
    book: Book, change: list[str], language: str, code: int, words: str
) -> None:
    """What cannot be signed is refused in the reader's language, and nothing is written."""
    before = book.data("ledger", "check")["sites"][0]["size"]
    result = book.sign("--task", "mend_tube", "--language", language, *change)
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert book.data("ledger", "check")["sites"][0]["size"] == before


def test_a_refusal_for_programs(book: Book) -> None:
    """With `--json` a refusal has its reason as a word that does not change."""
    result = book.sign("--task", "mend_tube", "--criterion", "juggles", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["refused"][0]["reason"] == "unknown_criterion"


def test_keys_that_do_not_sign(book: Book) -> None:
    """A wrong passphrase, a foreign key, a retired supervisor and a replaced key sign nothing."""
    wrong = book.run(
        "sign", "--person", "jonas", "--workshop", "bicycle", "--criterion", "mends_puncture",
        "--level", "guided", "--task", "mend_tube", "--key", "kari",
        environment={"SKILLCERT_PASSPHRASE": "water"},
    )  # fmt: skip
    assert (wrong.exit_code, "passphrase is wrong" in wrong.stderr) == (3, True)
    foreign = book.sign("--task", "mend_tube", "--key", str(book.folder / "stranger.key"))
    assert (foreign.exit_code, "belongs to nobody" in foreign.stderr) == (3, True)
    shutil.copy(book.folder / "book.keys" / "kari.key", book.folder / "old.key")
    assert book.run("supervisor", "replace-key", "kari").exit_code == 0
    replaced = book.sign("--task", "mend_tube", "--key", str(book.folder / "old.key"))
    assert replaced.exit_code == 3
    assert book.sign("--task", "mend_tube").exit_code == 0
    assert book.run("supervisor", "retire", "kari", "--yes").exit_code == 0
    retired = book.sign("--task", "mend_tube")
    assert (retired.exit_code, "Kari Lunde" in retired.stderr) == (3, True)


def test_a_key_in_the_wrong_hands(book: Book) -> None:
    """What a key signed after it was lost counts for nothing, and the list says so."""
    first = book.sign("--task", "mend_tube", "--json")
    seq = json.loads(first.stdout)["signed"][0]["seq"]
    book.sign("--task", "change_tube", level="independent")
    gone = book.run("supervisor", "compromised", "kari", "--after", str(seq), "--yes")
    assert gone.exit_code == 0, gone.output
    states = {one["id"]: one["state"] for one in book.data("supervisor", "list")}
    assert states == {"kari": "compromised", "ahmed": "signs"}
    assert book.data("ledger", "check")["sites"][0]["set_aside"] > 0


def test_without_a_terminal_nothing_is_asked(book: Book) -> None:
    """Where options are missing and nobody can be asked, the command is wrong, and names them."""
    for arguments, named in (
        (("sign",), "--person"),
        (("sign", "--person", "jonas"), "--workshop --criterion --level"),
        (("evidence",), "--person"),
        (("person", "add"), "--name"),
        (("person", "erase", "jonas"), "--yes"),
        (("supervisor", "add"), "--name"),
        (("correct",), "--level"),
        (("issue",), "--person"),
    ):
        result = book.run(*arguments)
        assert result.exit_code == 2, arguments
        assert named in result.stderr


def test_corrections(book: Book) -> None:
    """A signature is corrected or taken back; the record of the person follows."""
    first = json.loads(book.sign("--task", "mend_tube", "--json").stdout)["signed"][0]["id"]
    corrected = book.data("correct", first, "--level", "guided", "--key", "kari")
    assert corrected["corrected"] == first
    (leaf,) = leaves(book)
    assert leaf["level"] == "guided"
    back = book.run("correct", corrected["id"], "--withdraw", "--reason", "A slip", "--key", "kari")
    assert back.exit_code == 0
    assert leaves(book) == []
    gone = book.run("correct", first, "--level", "guided", "--key", "kari")
    assert gone.exit_code == 3
    assert book.run("correct", first, "--key", "kari").exit_code == 2


def leaves(book: Book) -> list[dict[str, Any]]:
    """Return the skills that Jonas has shown."""
    (sheet,) = book.data("progress", "jonas")
    return [leaf for branch in sheet["branches"] for leaf in branch["leaves"]]


def test_a_second_supervisor_confirms(book: Book) -> None:
    """Another supervisor confirms a signature by its id; the one who signed cannot."""
    result = book.run(
        "sign", "--person", "jonas", "--workshop", "bicycle", "--criterion", "release_check",
        "--level", "guided", "--task", "test_ride", "--key", "kari", "--json",
    )  # fmt: skip
    sign_off = json.loads(result.stdout)["signed"][0]["id"]
    assert book.run("sign", "--confirm", sign_off, "--key", "kari").exit_code == 3
    assert book.run("sign", "--confirm", sign_off, "--key", "ahmed").exit_code == 0


def test_progress_and_next(book: Book) -> None:
    """`progress` says what is mastered in kind words and writes a sheet; `next` suggests tasks."""
    book.sign("--task", "mend_tube")
    shown = book.run("progress", "jonas", "--out", book.folder / "sheets", "--language", "nb")
    assert shown.exit_code == 0, shown.output
    assert "Lapper og bytter slanger" in shown.stdout
    (sheet,) = (book.folder / "sheets").iterdir()
    assert sheet.read_bytes().startswith(b"%PDF-")
    tasks = book.data("next", "jonas", "--limit", "2")
    assert len(tasks) == 2
    nothing = book.run("progress", "amina")
    assert (nothing.exit_code, "--workshop" in nothing.stderr) == (3, True)


def test_a_certificate_is_issued_and_proven(book: Book) -> None:
    """`issue --person` makes the paper and notes it; `ledger check` proves its lines."""
    book.sign("--task", "mend_tube")
    issue = ("issue", "--person", "jonas", "--workshop", "bicycle", "--language", "nn")
    made = book.run(*issue, "--out", book.folder / "papers")
    assert made.exit_code == 0, made.output
    assert Path(made.stdout.strip()).read_bytes().startswith(b"%PDF-")
    (proof,) = book.data("ledger", "check")["certificates"]
    (line,) = proof["lines"]
    assert (line["criterion"], line["name"], line["proven"]) == (
        "mends_puncture", "Kari Lunde", True,
    )  # fmt: skip
    one = book.run("ledger", "check", "--certificate", proof["certificate"], "--language", "da")
    assert (one.exit_code, "bekræftet af Kari Lunde" in one.stdout) == (0, True)
    none = book.run(*issue, "--only", "trues_wheels")
    assert (none.exit_code, len(book.data("ledger", "check")["certificates"])) == (1, 1)


def test_people(book: Book) -> None:
    """People are added, listed, handed what is kept about them, and erased."""
    added = book.data("person", "add", "--name", "Nguyễn Thị Bích Hằng", "--key", "ahmed")
    assert {one["name"] for one in book.data("person", "list")} == {
        "Jonas Bråten", "Amina Yusuf", "Nguyễn Thị Bích Hằng",
    }  # fmt: skip
    out = book.folder / "out"
    assert book.run("person", "export", added["id"], "--out", out).exit_code == 0
    assert "Nguyễn Thị Bích Hằng" in (out / "read-me.txt").read_text(encoding="utf-8")
    assert json.loads((out / "data.json").read_text(encoding="utf-8"))["person"] == added["id"]
    gone = book.run("person", "erase", "nguyễn", "--yes", "--key", "kari")
    assert gone.exit_code == 0, gone.output
    assert len(book.data("person", "list")) == 2
    assert book.run("ledger", "check").exit_code == 0
    assert b"Nguy" not in (book.folder / "book.db").read_bytes()


def test_a_ledger_moves(book: Book, tmp_path: Path) -> None:
    """An export is imported elsewhere, the same chain, and holds against a signed state."""
    book.sign("--task", "mend_tube")
    file, note = tmp_path / "book.jsonl", tmp_path / "state.txt"
    assert book.run("ledger", "export", file).exit_code == 0
    assert book.run("ledger", "checkpoint", "--out", note).exit_code == 0
    other = Book(tmp_path / "other")
    other.folder.mkdir()
    brought = other.data("ledger", "import", file)
    here, there = (one.data("ledger", "check")["sites"][0] for one in (book, other))
    assert brought[0]["after"] == there["size"]
    assert here["root"] == there["root"]
    assert other.run("ledger", "check", "--against", note).exit_code == 0


def test_a_ledger_that_was_tampered_with(book: Book) -> None:
    """A changed row is named by its number in the reader's language, and the answer is no."""
    import sqlite3

    book.sign("--task", "mend_tube")
    with sqlite3.connect(book.folder / "book.db") as database:
        database.execute(
            "UPDATE skillcert_entry SET body = replace(body, 'some_help', 'independent')"
        )
    database.close()
    result = book.run("ledger", "check", "--language", "nn")
    assert result.exit_code == 1
    assert "endra etter at ho vart skriven" in result.stdout


def test_no_ledger_says_how_to_begin(tmp_path: Path) -> None:
    """Without a ledger every command says that there is none, and how one is made."""
    for arguments in (("person", "list"), ("ledger", "check"), ("progress", "jonas")):
        result = Book(tmp_path).run(*arguments)
        assert result.exit_code == 3
        assert "skillcert init" in result.stderr
    assert list(tmp_path.iterdir()) == []
