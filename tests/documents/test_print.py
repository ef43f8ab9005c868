"""What comes out of a printer: measured on pages that poppler has drawn, ink by ink."""

from __future__ import annotations

import datetime as dt
import subprocess
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from skillcert import Programme, codec
from skillcert.documents import Printing, style
from skillcert.documents.card import CARD_HEIGHT, CARD_WIDTH
from skillcert.documents.tree import BUD
from skillcert.letterheads import read_letterhead
from skillcert.model import DocumentKind, EvidenceRecord
from skillcert.plugins.spec import contrast_to_white
from tests.outside import program

ROOT = Path(__file__).resolve().parents[2]
ON = dt.date(2025, 6, 30)
DPI = 127
"""Five dots a millimetre."""
DOTS = 5
EDGE, HOLES = 10, 22
"""What a printer may cut, and what a punch takes of the side that is filed, in millimetres."""
MARKS, CUT = 7, 3.5
"""Where cutting marks may begin, and how far from a cut a card is empty, in millimetres."""
FRAMED = {DocumentKind.CERTIFICATE, DocumentKind.STATEMENT}
FRAME = (8.8, 11.4)
"""Where the frame of a certificate lies; it is an ornament."""
CODE = f"https://papers.example/v1#{7**480}"
EXAMPLES = ("bicycle-mentor", "cafe-newcomer", "creative-colleague")


def printings() -> dict[str, Printing]:
    """Return the ways to put a document on paper, each under its name."""
    letterhead = read_letterhead(ROOT / "examples" / "letterhead", "letterhead.toml")
    return {
        "plain": Printing(),
        "everything": Printing(letterhead=letterhead, code=CODE),
    }


@pytest.fixture(scope="module")
def programme() -> Programme:
    """Return a programme with the workshops of this repository."""
    return Programme.installed(strict=True)


def printed(pdf: bytes, folder: Path) -> list[Image.Image]:
    """Return the pages as a printer without colours prints them."""
    pdftoppm = program("pdftoppm", install="apt install poppler-utils")
    (folder / "paper.pdf").write_bytes(pdf)
    command = [pdftoppm, "-r", str(DPI), "-gray", "-png", "paper.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("page*.png"))]


def ink(page: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    """Say whether anything is printed within a rectangle, given in millimetres."""
    part = page.crop((left * DOTS, top * DOTS, right * DOTS, bottom * DOTS))
    return any(part.histogram()[:250])


@pytest.mark.parametrize(
    ("name", "kind", "how"), list(product(EXAMPLES, DocumentKind, ("plain", "everything")))
)
def test_a_printer_cuts_nothing_and_a_punch_hits_nothing(
    name: str, kind: DocumentKind, how: str, programme: Programme, tmp_path: Path
) -> None:
    """No ink lies near an edge or where sheets are punched, but for the frame and cutting marks."""
    data = (ROOT / "examples" / f"{name}.json").read_bytes()
    record = codec.load_json(EvidenceRecord, data, source=name)
    issued = programme.issue(record, language="nb", on=ON, document=kind, printing=printings()[how])
    wide, high = style.PAGE_WIDTH, style.PAGE_HEIGHT
    for page in printed(issued.pdf, tmp_path):
        if kind is DocumentKind.CARD:
            # Marks are cut away; a cut that goes a little wrong takes nothing of a card.
            assert not ink(page, 0, 0, wide, MARKS)
            assert not ink(page, 0, high - MARKS, wide, high)
            left, top = (wide - 2 * CARD_WIDTH) / 2, (high - 5 * CARD_HEIGHT) / 2
            for i, j in product(range(2), range(5)):
                x, y = left + i * CARD_WIDTH, top + j * CARD_HEIGHT
                assert not ink(page, x, y, x + CARD_WIDTH, y + CUT)
                assert not ink(page, x, y + CARD_HEIGHT - CUT, x + CARD_WIDTH, y + CARD_HEIGHT)
                assert not ink(page, x, y, x + CUT, y + CARD_HEIGHT)
                assert not ink(page, x + CARD_WIDTH - CUT, y, x + CARD_WIDTH, y + CARD_HEIGHT)
            continue
        inner = FRAME[1] if kind in FRAMED else EDGE
        outer = FRAME[0] if kind in FRAMED else EDGE
        assert not ink(page, 0, 0, wide, outer)
        assert not ink(page, 0, high - outer, wide, high)
        assert not ink(page, 0, 0, outer, high)
        assert not ink(page, wide - outer, 0, wide, high)
        assert not ink(page, inner, inner, HOLES, high - inner)
        assert not ink(page, wide - HOLES, inner, wide - inner, high - inner)


@pytest.mark.parametrize(
    ("colour", "least"), [(style.INK, 15), (style.QUIET, 7), (BUD, 4), (style.RULE, 2)]
)
def test_greys_are_dark_enough_for_a_bad_copier(colour: str, least: float) -> None:
    """Text stands out from the paper by 7 to 1 or more, what is drawn by 4, a rule by 2."""
    assert contrast_to_white(colour) >= least
