"""What stands in the README and in `examples/` is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from skillcert.cli.app import app

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "examples" / "issue_certificate.py"


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_the_example_program_issues_to_bytes(language: str) -> None:
    """The small program that imports skillcert writes the bytes of a certificate."""
    record = ROOT / "examples" / "bicycle-colleague.json"
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(record), language], check=True, capture_output=True
    )
    assert done.stdout.startswith(b"%PDF-")


def test_the_example_program_tells_what_is_wrong(tmp_path: Path) -> None:
    """A record with a fault ends the program with words and without a traceback."""
    path = tmp_path / "record.json"
    path.write_text("{}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(path), "nb"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "record.json: holder: the key is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_example_program_is_short() -> None:
    """It takes about twenty lines to issue a certificate from another program."""
    lines = PROGRAM.read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) <= 22


def test_the_readme_shows_the_demos_real_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The output under the quick start is the demo's, but for the random names of the files."""
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["demo"]).stdout.replace("\\", "/").splitlines()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("skillcert demo\n```\n\n```\n")[1].split("\n```")[0].splitlines()
    first, last = shown[: shown.index("…")], shown[shown.index("…") + 1 :]
    assert [masked(line) for line in first] == [masked(line) for line in printed[: len(first)]]
    assert last == printed[-len(last) :]


def masked(line: str) -> str:
    """Return *line* without the random part of a file's name."""
    return re.sub(r"[0-9a-f]{16}\.pdf", "*.pdf", line)


def test_the_first_command_stands_early() -> None:
    """The first block that can be run begins by line 15 of the README."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines.index("```") < 15
