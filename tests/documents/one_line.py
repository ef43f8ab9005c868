"""A page with one line on it, and the text that readers take out of it."""

from __future__ import annotations

import datetime as dt
import subprocess
import unicodedata
from io import BytesIO

from pypdf import PdfReader

from skillcert.documents.fonts import SERIF, FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.pdf import paint
from skillcert.documents.scene import Page, Scene
from skillcert.documents.typeset import Typesetter
from skillcert.model import Language

__all__ = ["drawn", "letters", "read_by_pdfium", "read_by_poppler", "read_by_pypdf"]

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u202a\u202b\u202c\u200e\u200f\x0c"))
"""What readers add: a glyph that stands for nothing, the direction of a line, the end of a page."""


def drawn(
    text: str, library: FontLibrary, *, language: str | None = None, style: str = SERIF
) -> bytes:
    """Return a PDF with *text* on a page so wide that it takes one line."""
    setter = Typesetter(library, "#000000")
    spoken = Language(language) if language else None
    span = Span(text=text, style=style, colour="#000000", size=20, language=spoken)
    page = Page(items=setter.paragraph([span], 4000, leading=1.3).at(10, 10))
    scene = Scene(
        title="A line",
        language=Language("en"),
        date=dt.date(2025, 6, 30),
        width=4020,
        height=60,
        pages=(page,),
    )
    return paint(scene, library)


def letters(text: str) -> str:
    """Return *text* normalised, without spaces and what readers add."""
    return "".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def read_by_pypdf(pdf: bytes) -> str:
    """Return the text of a file by pypdf, which goes by the order of the content."""
    return PdfReader(BytesIO(pdf)).pages[0].extract_text()


def read_by_pdfium(pdf: bytes) -> str:
    """Return the text of a file by pdfium, as Chrome copies it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def read_by_poppler(pdf: bytes, pdftotext: str) -> str:
    """Return the text of a file by poppler, which goes by the places of the glyphs."""
    command = [pdftotext, "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
