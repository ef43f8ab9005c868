"""The question before a paper with something to look at first, in a real terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RECORD = Path(__file__).parents[2] / "examples" / "bicycle-newcomer.json"
RUN = "import sys, skillcert.cli; sys.exit(skillcert.cli.main())"

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no pseudo-terminals of this kind"
)


def answered(folder: Path, answer: str) -> tuple[int, str, list[Path]]:
    """Issue a record with a revealing word, answer the question, return code, screen and files."""
    data = json.loads(RECORD.read_text(encoding="utf-8"))
    data["choices"] = {"own_words": "Jeg er her under soning."}
    (folder / "record.json").write_text(json.dumps(data), encoding="utf-8")
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", RUN, "issue", "record.json", "--out", "papers"]
    with subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        said = b""
        while b"(y/n)" not in said:
            said += os.read(ours, 4096)
        os.write(ours, answer.encode())
        said += _rest(ours)
    os.close(ours)
    return process.returncode, said.decode(), sorted((folder / "papers").glob("*.pdf"))


def _rest(terminal: int) -> bytes:
    said = b""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # Linux says EIO when the other end is closed
            return said
        if not data:
            return said
        said += data


@pytest.mark.parametrize("answer", ["y\n", "ja\n", "J\n"])
def test_yes_prints(tmp_path: Path, answer: str) -> None:
    """Yes, also in Norwegian and Danish, prints the paper."""
    code, _, papers = answered(tmp_path, answer)
    assert (code, len(papers)) == (0, 1)


@pytest.mark.parametrize("answer", ["n\n", "\n", "nei\n"])
def test_anything_else_prints_nothing(tmp_path: Path, answer: str) -> None:
    """Any other answer, or just Enter, prints nothing and says so."""
    code, screen, papers = answered(tmp_path, answer)
    assert (code, papers) == (1, [])
    assert "Nothing was printed." in screen
