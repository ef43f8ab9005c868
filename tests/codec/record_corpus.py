"""Broken records and what is said of them; `python tests/codec/record_corpus.py` writes it anew.

Each `records/invalid/<case>.json` has a `<case>.txt` beside it that holds the lines of its
problems. Those whose name begins with `codec_` are refused by the codec alone, because JSON Schema
sees a file only after it was parsed. Look at the difference after writing the lines anew: a changed
line is a changed message to somebody.
"""

from __future__ import annotations

from pathlib import Path

from skillcert import codec
from skillcert.errors import CodecError
from skillcert.model import EvidenceRecord

RECORDS = Path(__file__).resolve().parent / "records"
VALID = sorted((RECORDS / "valid").glob("*.json"))
INVALID = sorted((RECORDS / "invalid").glob("*.json"))


def problem_lines(path: Path) -> str:
    """Return one line for each problem of the record at *path*."""
    try:
        codec.load_json(EvidenceRecord, path.read_bytes(), source=path.name)
    except CodecError as error:
        return "".join(f"{problem}\n" for problem in error.problems)
    return ""


def regenerate() -> None:
    """Write the expected lines of every broken record anew."""
    for path in INVALID:
        path.with_suffix(".txt").write_text(problem_lines(path), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    regenerate()
