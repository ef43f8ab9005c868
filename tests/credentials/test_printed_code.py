"""The code as it is printed: read by two readers, at three resolutions, with a stain and a fold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from skillcert.credentials import PaperCode, seal_code
from skillcert.credentials.file_verification import verify_file
from skillcert.documents import Printing
from skillcert.model import CheckpointRef, DocumentKind, Sha256
from tests.credentials.badges import EXAMPLES, ON, installed
from tests.credentials.browser import chromium, watched
from tests.credentials.papers import ISSUER, TODAY
from tests.credentials.test_page import fresh, saved

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOST = "papers.example/check"
RESOLUTIONS = (150, 200, 300)
COLLEAGUE = next(path for path in EXAMPLES if path.stem == "bicycle-colleague")


@cache
def issued(example: Path, kind: DocumentKind) -> tuple[PaperCode, bytes]:
    """Return the code of an example's paper, and the PDF that bears it."""
    programme = installed()
    record = programme.read_record(example.read_bytes(), source=example.name)
    draft = programme.draft(record, language="nb", on=ON)
    code = seal_code(
        draft.certificate,
        signer=ISSUER,
        certificate_id="c-7f3a9be1",
        digest="ab" * 32,
        checkpoint=CheckpointRef(size=1234, root=Sha256("cd" * 32)),
    )
    paper = programme.draft(record, language="nb", on=ON, document=kind)
    pdf = programme.render(paper, printing=Printing(code=code.link(HOST))).pdf
    return code, pdf


def scanned(pdf: bytes, dpi: int) -> Image.Image:
    """Return the last page as a scanner or a printer sees it, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = (
        document[len(document) - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    )
    return picture.convert("L")


def place(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box of the code on a page."""
    (found,) = zxingcpp.read_barcodes(picture)
    corners = [
        getattr(found.position, name)
        for name in ("top_left", "top_right", "bottom_left", "bottom_right")
    ]
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def stained(picture: Image.Image) -> Image.Image:
    """Return a page with a drop of coffee on the code: a twentieth of its area, quite dark."""
    left, top, right, bottom = place(picture)
    side = (right - left) // 5
    middle = (left + (right - left) * 5 // 8, top + (bottom - top) * 5 // 8)
    made = picture.copy()
    ImageDraw.Draw(made).ellipse((*middle, middle[0] + side, middle[1] + side), fill=40)
    return made


def folded(picture: Image.Image) -> Image.Image:
    """Return a page that was folded across the code: a worn line, half a millimetre wide."""
    left, top, right, bottom = place(picture)
    made = picture.copy()
    width = max(1, (right - left) // 80)
    start, end = (left, top + (bottom - top) * 2 // 5), (right, top + (bottom - top) * 3 // 5)
    ImageDraw.Draw(made).line((start, end), fill=235, width=width)
    return made


def as_png(picture: Image.Image) -> bytes:
    """Return the bytes of a PNG file."""
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


DAMAGES = {"clean": lambda picture: picture, "stained": stained, "folded": folded}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_by_the_command_lines_reader(dpi: int, damage: str) -> None:
    """A scan in any of the resolutions gives the code, clean or damaged."""
    code, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    picture = as_png(DAMAGES[damage](scanned(pdf, dpi)))
    found = verify_file(picture, fresh(), on=TODAY)
    assert found.report.genuine
    assert found.code == code


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_workshops_paper(example: Path) -> None:
    """Whatever the workshop and however many the skills, the printed code is read at 200 dpi."""
    code, pdf = issued(example, DocumentKind.CERTIFICATE)
    assert verify_file(as_png(scanned(pdf, 200)), fresh(), on=TODAY).code == code


def test_the_pdf_itself() -> None:
    """A PDF whose carried files were taken out is read by its printed code."""
    code, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    assert verify_file(pdf, fresh(), on=TODAY).code == code


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser for the tests of this module."""
    with chromium() as found:
        yield found


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_by_the_pages_reader(browser: Browser, tmp_path: Path, dpi: int, damage: str) -> None:
    """So does the page's own reader, which is another program altogether."""
    code, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    scan = tmp_path / "scan.png"
    scan.write_bytes(as_png(DAMAGES[damage](scanned(pdf, dpi))))
    with watched(browser) as seen:
        seen.open(saved(tmp_path, camera=True))
        seen.page.set_input_files("#file", str(scan))
        assert seen.verdict() == "genuine"
        assert code.content.name in seen.page.inner_text("#certificate")
