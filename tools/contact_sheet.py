"""Put all documents side by side on one picture, as the docs and the README show them.

Usage: python tools/contact_sheet.py [FILE]

FILE is `docs/pictures/documents.png` if left out. It needs poppler's `pdftoppm`. The documents are
those of the examples on a fixed day, so that the picture changes only when a document does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import attrs
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from sample_pictures import sample_pictures

from skillcert import Programme, codec
from skillcert.documents import Printing
from skillcert.letterheads import read_letterhead
from skillcert.model import Attachment, DocumentKind, EvidenceRecord, Line, Sha256

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "pictures" / "documents.png"
FACE = ROOT / "src" / "skillcert" / "documents" / "faces" / "NotoSerif-Italic.ttf"
ON = dt.date(2025, 6, 30)
CODE = f"https://bevis.example/v1#{int.from_bytes(hashlib.sha512(b'skillcert').digest() * 8)}"

WIDTH, MARGIN, GAP, CAPTION = 1920, 64, 36, 48
FINER = 2
"""How much larger pages are drawn before they are made small, so that hairlines stay even."""
GROUND, INK = "#e9e6e0", "#3a3936"
COLOURS = 256
CERTIFICATE, STATEMENT, CARD, PORTFOLIO, PROGRESS = (
    DocumentKind.CERTIFICATE,
    DocumentKind.STATEMENT,
    DocumentKind.CARD,
    DocumentKind.PORTFOLIO,
    DocumentKind.PROGRESS,
)


@dataclass(frozen=True)
class Tile:
    """One page on the sheet.

    Attributes:
        caption: What stands under it.
        example: The example record it is made of.
        languages: Its languages.
        kind: Which document.
        printing: How it is put on paper.
        page: Which of its pages.
        share: How wide it is among those of its row.
    """

    caption: str
    example: str
    languages: tuple[str, ...]
    kind: DocumentKind = CERTIFICATE
    printing: Printing = Printing()
    page: int = 1
    share: float = 1.0


def tiles() -> Iterator[list[Tile]]:
    """Yield the rows of the sheet."""
    letterhead = read_letterhead(ROOT / "examples" / "letterhead", "letterhead.toml")
    headed = Printing(letterhead=letterhead)
    coded = Printing(letterhead=letterhead, code=CODE)
    beside = Printing(side_by_side=True)
    yield [
        Tile("Certificate", "bicycle-colleague", ("nb",)),
        Tile(
            "under a letterhead, with signatures and code",
            "carpentry-colleague",
            ("en",),
            printing=coded,
        ),
        Tile("in two languages, side by side", "cafe-newcomer", ("nb", "en"), printing=beside),
    ]
    yield [
        Tile("Progress sheet", "refurbishment-colleague", ("nn",), PROGRESS),
        Tile("of somebody who guides others", "bicycle-mentor", ("nb",), PROGRESS),
        Tile("Portfolio", "creative-mentor", ("en",), PORTFOLIO),
        Tile("under a letterhead", "waste_and_street_care-colleague", ("da",), PORTFOLIO, headed),
    ]
    single = Printing(single_card=True)
    yield [
        Tile("Pocket card", "cafe-mentor", ("nn",), CARD, single, share=1.28),
        Tile(
            "and its back, with a code",
            "bicycle-colleague",
            ("en",),
            CARD,
            Printing(single_card=True, code=CODE),
            page=2,
            share=1.28,
        ),
        Tile(
            "under a letterhead",
            "carpentry-mentor",
            ("nb",),
            CARD,
            Printing(single_card=True, letterhead=letterhead),
            share=1.28,
        ),
    ]
    yield [
        Tile("Bicycle workshop", "bicycle-newcomer", ("en",)),
        Tile("Carpentry", "carpentry-newcomer", ("nb",)),
        Tile("Café", "cafe-colleague", ("nn",)),
        Tile("Waste and street care", "waste_and_street_care-newcomer", ("da",)),
        Tile("Refurbishment", "refurbishment-newcomer", ("nb",)),
        Tile("Statement of work", "creative-colleague", ("da",), STATEMENT),
        Tile("Ten cards on a sheet", "refurbishment-colleague", ("da",), CARD),
    ]


def record_of(name: str, shown: dict[str, bytes]) -> EvidenceRecord:
    """Return an example, with pictures where something was made."""
    path = ROOT / "examples" / f"{name}.json"
    record = codec.load_json(EvidenceRecord, path.read_bytes(), source=path.name)
    if not name.startswith("creative"):
        return record
    evidence = list(record.evidence)
    for i, (digest, caption) in enumerate(zip(shown, CAPTIONS, strict=True)):
        attachment = Attachment(
            sha256=Sha256(digest), media_type=Line("image/png"), caption=Line(caption), show=True
        )
        evidence[i] = attrs.evolve(evidence[i], attachments=(attachment,))
    return attrs.evolve(record, evidence=tuple(evidence))


PICTURES = tuple(sample_pictures())
CAPTIONS = tuple(name for name, _ in PICTURES)


def page_of(tile: Tile, programme: Programme, width: int) -> Image.Image:
    """Return the page of a tile, so many pixels wide."""
    shown = {hashlib.sha256(data).hexdigest(): data for _, data in PICTURES}
    issued = programme.issue(
        record_of(tile.example, shown),
        language=tile.languages,
        on=ON,
        document=tile.kind,
        pictures=shown,
        printing=tile.printing,
    )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.pdf", Path(folder) / "page"
        source.write_bytes(issued.pdf)
        size = ["-scale-to-x", str(width * FINER), "-scale-to-y", "-1"]
        pages = ["-f", str(tile.page), "-l", str(tile.page), "-singlefile"]
        subprocess.run(["pdftoppm", "-png", *pages, *size, str(source), str(target)], check=True)
        with Image.open(target.with_suffix(".png")) as picture:
            return picture.convert("RGB").reduce(FINER)


def row_of(row: Sequence[Tile], programme: Programme) -> list[tuple[int, Image.Image, str]]:
    """Return the pages of a row with their places from the left, and their captions."""
    room = WIDTH - 2 * MARGIN - GAP * (len(row) - 1)
    shares = sum(tile.share for tile in row)
    placed, x = [], MARGIN
    for tile in row:
        width = round(room * tile.share / shares)
        placed.append((x, page_of(tile, programme, width), tile.caption))
        x += width + GAP
    return placed


def laid(sheet: Image.Image, page: Image.Image, x: int, y: int) -> None:
    """Lay a page on the sheet, with its shadow."""
    shadow = Image.new("L", sheet.size, 0)
    ImageDraw.Draw(shadow).rectangle([x, y + 5, x + page.width, y + page.height + 5], fill=95)
    box = (max(x - 30, 0), max(y - 30, 0), x + page.width + 30, y + page.height + 40)
    soft = shadow.crop(box).filter(ImageFilter.GaussianBlur(9))
    sheet.paste("#57534b", box[:2], soft)
    sheet.paste(page, (x, y))


def contact_sheet(programme: Programme) -> Image.Image:
    """Return the whole sheet."""
    rows = [row_of(row, programme) for row in tiles()]
    heights = [max(page.height for _, page, _ in row) for row in rows]
    height = 2 * MARGIN + sum(heights) + CAPTION * len(rows) + GAP * (len(rows) - 1)
    sheet = Image.new("RGB", (WIDTH, height), GROUND)
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(str(FACE), 21)
    y = MARGIN
    for row, high in zip(rows, heights, strict=True):
        for x, page, caption in row:
            laid(sheet, page, x, y)
            at = (x + page.width / 2, y + page.height + CAPTION * 0.62)
            pen.text(at, caption, fill=INK, font=face, anchor="mm")
        y += high + CAPTION + GAP
    return sheet


def main(target: Path) -> int:
    """Write the picture and say where."""
    if not shutil.which("pdftoppm"):
        print("pdftoppm is not here: apt install poppler-utils", file=sys.stderr)
        return 1
    sheet = contact_sheet(Programme.installed(strict=True))
    # Few colours, so that whoever opens the page with it does not wait.
    few = sheet.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(target, optimize=True)
    print(target)
    return 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else TARGET))
