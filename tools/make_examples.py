"""Write the example records and the pictures in the README.

Usage: python tools/make_examples.py

The records are those of the demo's people on a fixed day, so that they stay what they are. The
pictures need poppler's `pdftoppm`; without it only the records are written.
"""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from skillcert import Programme, codec
from skillcert.cli.people import PEOPLE, record_of
from skillcert.model import EvidenceRecord

ROOT = Path(__file__).resolve().parents[1]
UNTIL = dt.date(2025, 6, 30)
PICTURED = {"bicycle-colleague": "en"}


def records(programme: Programme) -> Iterator[tuple[str, EvidenceRecord]]:
    """Yield each example's name and record."""
    for workshop in programme.registry.workshops():
        for rubric in programme.registry.rubrics(workshop.key):
            for person in PEOPLE:
                record = record_of(person, rubric, workshop=workshop.key, until=UNTIL)
                yield f"{rubric.id}-{person.key}", record


def picture(pdf: bytes, path: Path) -> None:
    """Write the first page of a PDF as a PNG file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.pdf"
        source.write_bytes(pdf)
        command = ["pdftoppm", "-r", "80", "-png", "-singlefile", str(source), str(path)]
        subprocess.run(command, check=True)


def main() -> int:
    """Write the files and say which."""
    programme = Programme.installed(strict=True)
    for name, record in records(programme):
        path = ROOT / "examples" / f"{name}.json"
        path.write_text(codec.pretty(record), encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))
        if name in PICTURED and shutil.which("pdftoppm"):
            issued = programme.issue(record, language=PICTURED[name], on=UNTIL)
            (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
            target = ROOT / "docs" / "pictures" / "certificate"
            picture(issued.pdf, target)
            print(target.with_suffix(".png").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
