"""Drawing one document of one example; as a program, in a Python that has drawn nothing yet."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path

from skillcert import Programme
from skillcert.documents import Printing
from skillcert.model import DocumentKind, EvidenceRecord

__all__ = ["EXAMPLES", "Case", "draw"]

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
DAY = dt.date(2025, 6, 30)
CODE = "https://papers.example/v1#" + "31415926535897932384" * 60

Case = tuple[str, tuple[str, ...], str, bool]
"""An example, the languages, the document, and whether it bears a code."""


def draw(programme: Programme, record: EvidenceRecord, case: Case) -> str:
    """Return the digest of the file of one case, for the holder of *record*."""
    _, languages, kind, code = case
    pdf = programme.issue(
        record,
        language=languages,
        on=DAY,
        document=DocumentKind(kind),
        printing=Printing(code=CODE if code else None),
    ).pdf
    return hashlib.sha256(pdf).hexdigest()


if __name__ == "__main__":
    own = Programme.installed()
    asked = json.loads(sys.argv[1])
    path = next(path for path in EXAMPLES if path.stem == asked[0])
    sys.stdout.write(draw(own, own.read_record(path.read_bytes()), asked))
