"""What stands in the README and in `examples/` is what happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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


def test_the_first_command_stands_early() -> None:
    """The first block that can be run begins by line 15 of the README."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines.index("```") < 15
