"""Make every document of every installed workshop in every language.

Usage: python tools/all_documents.py FOLDER

The people are those of the demo, on a fixed day, so that the files are the same each time: some of
one page and some of several, in one language and in two, side by side or not, with pictures, with a
code, under a letterhead. Files are named after what they are. `tools/verapdf.py` holds them to
their standards.
"""

from __future__ import annotations

import colorsys
import datetime as dt
import hashlib
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import attrs

from skillcert import Programme
from skillcert.cli.people import PEOPLE, record_of
from skillcert.documents import Printing
from skillcert.errors import NotEligibleError
from skillcert.letterheads import read_letterhead
from skillcert.model import (
    Attachment,
    DocumentKind,
    EvidenceRecord,
    Language,
    Line,
    Rubric,
    Sha256,
)
from skillcert.texts import LANGUAGES

UNTIL = dt.date(2025, 6, 30)
SEVERAL = (Language("nb"), Language("en"))
BESIDE = frozenset({DocumentKind.CERTIFICATE, DocumentKind.STATEMENT})
"""The documents that can have two languages side by side."""
LETTERHEAD = Path(__file__).resolve().parents[1] / "examples" / "letterhead"
_PICTURES = 4
_CODE_BYTES = 512
_CAPTION = "A thing that was made here"


def pictures() -> dict[str, bytes]:
    """Return a few pictures by their digests."""
    from PIL import Image

    found = {}
    for i in range(_PICTURES):
        red, green, blue = (round(255 * part) for part in colorsys.hsv_to_rgb(i / 4, 0.4, 0.7))
        data = BytesIO()
        Image.new("RGB", (300 + 40 * i, 220), (red, green, blue)).save(data, "PNG")
        found[hashlib.sha256(data.getvalue()).hexdigest()] = data.getvalue()
    return found


def with_pictures(record: EvidenceRecord, digests: Sequence[str]) -> EvidenceRecord:
    """Return *record* with a picture at each of its first pieces of evidence."""
    attached = [
        Attachment(
            sha256=Sha256(digest), media_type=Line("image/png"), caption=Line(_CAPTION), show=True
        )
        for digest in digests
    ]
    evidence = [
        attrs.evolve(e, attachments=(attachment,))
        for e, attachment in zip(record.evidence, attached, strict=False)
    ]
    return attrs.evolve(record, evidence=(*evidence, *record.evidence[len(evidence) :]))


def records(programme: Programme) -> Iterator[tuple[str, Rubric, EvidenceRecord]]:
    """Yield a name, the rubric and a record for each person in each workshop."""
    for workshop in programme.registry.workshops():
        for rubric in programme.registry.rubrics(workshop.key):
            for person in PEOPLE:
                record = record_of(person, rubric, workshop=workshop.key, until=UNTIL)
                yield f"{rubric.id}-{person.key}", rubric, record


def code() -> str:
    """Return what a code on a paper says: an address, and as many digits as a record takes."""
    data = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(_CODE_BYTES // 32))
    return f"https://bevis.example/v1#{int.from_bytes(data)}"


def choices(
    rubric: Rubric, kind: DocumentKind
) -> Iterator[tuple[str, tuple[Language, ...], Printing | None]]:
    """Yield in which languages a document is made, and how it is printed, with a name for each."""
    letterhead = read_letterhead(LETTERHEAD, "letterhead.toml")
    for language in (language for language in LANGUAGES if language in rubric.languages):
        yield language, (language,), None
    yield "-".join(SEVERAL), SEVERAL, None
    yield "code", SEVERAL[:1], Printing(code=code(), single_card=True)
    yield "letterhead", SEVERAL[:1], Printing(letterhead=letterhead)
    if kind in BESIDE:
        yield "beside", SEVERAL, Printing(letterhead=letterhead, side_by_side=True)


def documents(programme: Programme) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every document."""
    shown = pictures()
    for name, rubric, plain in records(programme):
        record = with_pictures(plain, tuple(shown))
        for kind in DocumentKind:
            for choice, languages, printing in choices(rubric, kind):
                try:
                    draft = programme.draft(
                        record, language=languages, on=UNTIL, document=kind, pictures=shown
                    )
                except NotEligibleError:
                    continue  # not everybody has something of each kind to show
                badge = b"{}\n" if printing and printing.code else None
                issued = programme.render(draft, printing=printing, badge=badge)
                yield f"{name}-{kind.value}-{choice}.pdf", issued.pdf


def main(folder: Path) -> int:
    """Write the files and say how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, pdf in documents(Programme.installed(strict=True)):
        (folder / name).write_bytes(pdf)
        count += 1
    print(f"{count} documents made in {folder}")
    return 0 if count else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
