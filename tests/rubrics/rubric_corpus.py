"""Rubric folders, sound and broken: `python tests/rubrics/rubric_corpus.py` writes the lines anew.

Each folder of `invalid` holds a rubric's files and `expected.txt`: the line of every problem, in
the order in which they are told. Look at the difference after writing them anew: a changed line is
a changed message to a supervisor or a translator.
"""

from __future__ import annotations

from pathlib import Path

from skillcert.rubrics import check_path

HERE = Path(__file__).resolve().parent
VALID = sorted(path for path in (HERE / "valid").iterdir() if path.is_dir())
INVALID = sorted(path for path in (HERE / "invalid").iterdir() if path.is_dir())


def problem_lines(folder: Path) -> str:
    """Return one line for each problem of the rubrics in *folder*."""
    return "".join(f"{problem}\n" for problem in check_path(folder))


def expected(folder: Path) -> str:
    """Return the lines that are expected of *folder*."""
    return (folder / "expected.txt").read_text(encoding="utf-8")


def regenerate() -> None:
    """Write the expected lines of every broken rubric anew."""
    for folder in INVALID:
        file = folder / "expected.txt"
        file.write_text(problem_lines(folder), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    regenerate()
