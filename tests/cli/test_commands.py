"""The command line as a person meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyhanko.pdf_utils.reader import PdfFileReader

from skillcert import __version__
from skillcert.cli.app import app

from ..documents import authority

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "examples" / "bicycle-colleague.json"


def run(*arguments: str | Path) -> Result:
    """Run a command line in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def changed(tmp_path: Path, **changes: object) -> Path:
    """Return a copy of the example record with top-level keys changed."""
    data = json.loads(RECORD.read_text(encoding="utf-8"))
    path = tmp_path / "record.json"
    path.write_text(json.dumps({**data, **changes}), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_issue_writes_one_pdf(tmp_path: Path, language: str) -> None:
    """`issue` makes the PDF, prints its path and exits with 0."""
    result = run("issue", RECORD, "--language", language, "--out", tmp_path / "new folder")
    assert result.exit_code == 0, result.stderr
    (path,) = (tmp_path / "new folder").iterdir()
    assert result.stdout.strip() == str(path)
    assert path.read_bytes().startswith(b"%PDF-")


def test_file_names_say_nothing(tmp_path: Path) -> None:
    """The file's name is random, valid on every system, and never the same twice."""
    names = {Path(run("issue", RECORD, "--out", tmp_path).stdout.strip()).name for _ in range(3)}
    assert len(names) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}\.pdf", name) for name in names)


def test_same_day_same_bytes_in_any_process(tmp_path: Path) -> None:
    """The same record and date give the same bytes, whatever the hash seed and time zone."""
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        out = tmp_path / seed
        command = [
            sys.executable,
            "-c",
            "import sys, skillcert.cli; sys.exit(skillcert.cli.main())",
        ]
        command += ["issue", str(RECORD), "--language", "da", "--date", "2025-06-30", "--out"]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([*command, str(out)], check=True, env=environment)
        (path,) = out.iterdir()
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_revealing_word_stops_the_printing(tmp_path: Path) -> None:
    """Without a person to ask, a revealing word means exit 1, nothing written, and how to go on."""
    data = json.loads(RECORD.read_text(encoding="utf-8"))
    path = changed(tmp_path, issuer={**data["issuer"], "name": "Rehab Workshop"})
    out = tmp_path / "out"
    result = run("issue", path, "--out", out)
    assert result.exit_code == 1
    assert "Rehab" in result.stderr
    assert "--anyway" in result.stderr
    assert not out.exists()
    assert run("issue", path, "--out", out, "--anyway").exit_code == 0


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"format": "skillcert-record/9"}, 1, "newer skillcert"),
        ({"workshop": "bicykle"}, 3, "bicycle"),
        ({"sign_offs": []}, 1, "no skill to be shown"),
        ({"signers": "Kari"}, 1, "record.json: signers: expected a list"),
        ({"colour": "red"}, 1, "record.json: colour: unknown key"),
    ],
)
def test_each_fault_is_one_clear_message(
    tmp_path: Path, changes: dict[str, object], code: int, words: str
) -> None:
    """A fault ends with its exit code and words that say what, where and what to do."""
    result = run("issue", changed(tmp_path, **changes), "--out", tmp_path / "out")
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_not_json_and_not_there(tmp_path: Path) -> None:
    """A file that is no JSON is invalid (1); a file that is not there is wrong usage (2)."""
    path = tmp_path / "notes.json"
    path.write_text("Dear all", encoding="utf-8")
    assert run("issue", path).exit_code == 1
    assert run("issue", tmp_path / "nothing.json").exit_code == 2


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that cannot be made is refused (3) in one line."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run("issue", RECORD, "--out", tmp_path / "file" / "below")
    assert result.exit_code == 3
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_mistake_in_the_program_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a mistake in skillcert itself ends in one line and exit 3."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("one by none")

    monkeypatch.setattr("skillcert.cli.issue.installed_programme", broken)
    result = run("issue", RECORD)
    assert result.exit_code == 3
    assert "ZeroDivisionError" in result.stderr
    assert "Traceback" not in result.output


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with a word and no traceback."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("skillcert.cli.issue.installed_programme", interrupted)
    result = run("issue", RECORD)
    assert result.exit_code == 130
    assert "Stopped" in result.stderr


def test_workshops_are_listed() -> None:
    """`workshops` lists each rubric with its version."""
    result = run("workshops", "--language", "nb")
    assert result.exit_code == 0
    assert re.search(r"bicycle +bicycle +1\.0\.0 .*Sykkelverksted", result.stdout)


def test_plugins_are_listed() -> None:
    """`plugins` lists each distribution with version and state."""
    result = run("plugins")
    assert result.exit_code == 0
    assert re.search(r"skillcert-bicycle +0\.1\.0 +loaded +bicycle", result.stdout)


def test_a_disabled_plugin_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """`SKILLCERT_DISABLE_PLUGINS` leaves a plugin out, and `plugins` says so."""
    monkeypatch.setenv("SKILLCERT_DISABLE_PLUGINS", "skillcert-bicycle")
    assert re.search(r"skillcert-bicycle +0\.1\.0 +switched off", run("plugins").stdout)
    refused = run("issue", RECORD)
    assert refused.exit_code == 3
    assert "disabled" in refused.stderr


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_rubric_show(language: str) -> None:
    """`rubric show` prints the words, the keys, what each skill asks for, and the digest."""
    result = run("rubric", "show", "bicycle", "--language", language)
    assert result.exit_code == 0
    assert re.search(r"^sha256:[0-9a-f]{64}$", result.stdout, re.MULTILINE)
    assert "[mends_puncture]" in result.stdout
    assert "release_check" in result.stdout


def test_rubric_check() -> None:
    """`rubric check` of a sound rubric says so."""
    result = run("rubric", "check", ROOT / "rubrics" / "skillcert_rubrics" / "bicycle")
    assert (result.exit_code, result.stdout) == (0, "No problems found.\n")


def test_a_misspelt_command_is_usage() -> None:
    """A command that is not there is wrong usage (2)."""
    assert run("isue").exit_code == 2


def test_version_and_usage() -> None:
    """`--version` prints the version; a wrong option is usage (2)."""
    assert __version__ in run("--version").stdout
    assert run("issue", RECORD, "--colour").exit_code == 2


@pytest.mark.parametrize(
    ("variables", "title"),
    [
        ({"SKILLCERT_LANGUAGE": "da", "LC_ALL": "nb_NO.UTF-8"}, "Cykelværksted"),
        ({"SKILLCERT_LANGUAGE": "", "LC_ALL": "nn_NO.UTF-8"}, "Sykkelverkstad"),
        ({"SKILLCERT_LANGUAGE": "", "LC_ALL": "C"}, "Bicycle workshop"),
    ],
)
def test_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], title: str
) -> None:
    """Without `--language` the variable counts, then the locale, then English."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert title in run("workshops").stdout


def test_a_console_that_knows_few_letters(tmp_path: Path) -> None:
    """A console that is not UTF-8 shows substitutes and the work goes on."""
    command = [sys.executable, "-c", "import sys, skillcert.cli; sys.exit(skillcert.cli.main())"]
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "SKILLCERT_DISABLE_PLUGINS": "cafe,carpentry,creative,renovation",
    }
    done = subprocess.run(
        [*command, "demo", "--out", str(tmp_path / "Bjørn og Åse")],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """Return the PKCS#12 file of an issuer."""
    path = tmp_path / "hjulet.p12"
    path.write_bytes(authority.key_file(authority.issued()))
    return path


def test_issue_seals_the_pdf(
    tmp_path: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--pades` puts the issuer's seal on the file; the passphrase is that of the variable."""
    monkeypatch.setenv("SKILLCERT_PADES_PASSPHRASE", authority.PASSPHRASE)
    result = run("issue", RECORD, "--pades", key_file, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    pdf = Path(result.stdout.strip()).read_bytes()
    (seal,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    seal.compute_integrity_info()
    assert seal.evaluate_signature_coverage().name == "ENTIRE_FILE"


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [("wrong", "hjulet.p12: the passphrase is wrong"), (None, "SKILLCERT_PADES_PASSPHRASE")],
)
def test_without_the_passphrase_nothing_is_written(
    tmp_path: Path,
    key_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str | None,
    words: str,
) -> None:
    """A wrong passphrase, or none and nobody to ask, is one clear message."""
    monkeypatch.delenv("SKILLCERT_PADES_PASSPHRASE", raising=False)
    if passphrase is not None:
        monkeypatch.setenv("SKILLCERT_PADES_PASSPHRASE", passphrase)
    result = run("issue", RECORD, "--pades", key_file, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert words in result.stderr
    assert not (tmp_path / "out").exists()
