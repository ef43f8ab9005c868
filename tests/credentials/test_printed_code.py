"""The code as it is printed: read by two readers, at three resolutions, with a stain and a fold."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from skillcert.credentials import CheckName, Outcome, PaperCode, Verdict, seal_code
from skillcert.credentials.file_verification import verify_file
from skillcert.documents import Printing, public_part
from skillcert.model import CheckpointRef, DocumentKind, Sha256
from tests.credentials.badges import EXAMPLES, ON, installed
from tests.credentials.browser import chromium, watched
from tests.credentials.papers import ISSUER, TODAY
from tests.credentials.test_page import fresh, saved

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOST = "papers.example/check"
RESOLUTIONS = (150, 200, 300)
ANOTHER = next(path for path in EXAMPLES if path.stem == "cafe-newcomer")
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
        digest=hashlib.sha256(public_part(draft.documents)).hexdigest(),
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


def pages_alone(pdf: bytes, *files: tuple[str, bytes]) -> bytes:
    """Return a PDF with the pages of *pdf*, carrying *files* and nothing else."""
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        writer.add_page(page)
    for name, data in files:
        writer.add_attachment(name, data)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_the_pdf_itself() -> None:
    """A PDF is checked by the code that it carries, and its record says the same."""
    code, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    found = verify_file(pdf, fresh(), on=TODAY)
    assert found.code == code
    assert found.report.outcome(CheckName.EMBEDDED) is Outcome.PASS
    assert found.report.genuine


def test_a_pdf_without_its_code() -> None:
    """A PDF whose carried code was taken out is read by its printed one."""
    code, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    assert verify_file(pages_alone(pdf), fresh(), on=TODAY).code == code


def test_a_record_that_was_exchanged() -> None:
    """A record of somebody else beside a genuine code is found out, by file and by page alike."""
    _, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    swapped = exchanged(pdf, issued(ANOTHER, DocumentKind.CERTIFICATE)[1])
    found = verify_file(swapped, fresh(), on=TODAY)
    assert found.report.verdict is Verdict.CHANGED
    assert found.code is not None
    assert found.code.content.name == "Jonas Bråten"


def exchanged(pdf: bytes, other: bytes) -> bytes:
    """Return *pdf* with the record that *other* carries."""
    own, foreign = (pypdf.PdfReader(io.BytesIO(one)).attachments for one in (pdf, other))
    files = (("record.json", foreign["record.json"][0]), ("code.txt", own["code.txt"][0]))
    return pages_alone(pdf, *files)


@pytest.mark.parametrize("swap", [False, True])
def test_a_pdf_before_the_page(browser: Browser, tmp_path: Path, swap: bool) -> None:
    """The page checks a PDF that is dropped on it, and the record in it."""
    _, pdf = issued(COLLEAGUE, DocumentKind.CERTIFICATE)
    if swap:
        pdf = exchanged(pdf, issued(ANOTHER, DocumentKind.CERTIFICATE)[1])
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    with watched(browser) as seen:
        seen.open(saved(tmp_path))
        seen.page.set_input_files("#file", str(file))
        kind = "changed" if swap else "genuine"
        seen.page.wait_for_selector(f"#answer.{kind}")
        assert "Jonas Bråten" in seen.page.inner_text("#certificate")


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
