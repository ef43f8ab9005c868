"""Looking at scenes and files, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import attrs
from pypdf import PdfReader

from skillcert.documents.certificate import certificate_scene
from skillcert.documents.fonts import MM_PER_POINT, FontLibrary
from skillcert.documents.pdf import paint
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import Page, Role, Scene, TextItem
from skillcert.model import Certificate

from . import samples

ASCENT, DESCENT = 0.72, 0.22


@attrs.frozen
class Area:
    """A rectangle on a page, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area, slack: float = 0.05) -> bool:
        """Say whether the two share more than *slack* millimetres both ways."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack


def scene_of(certificate: Certificate, library: FontLibrary) -> Scene:
    """Return the scene of a certificate in the bicycle workshop's look."""
    clean = preflight(certificate, library)
    return certificate_scene([clean], samples.LOOK, library)


def pdf_of(certificate: Certificate, library: FontLibrary) -> bytes:
    """Return the PDF of a certificate in the bicycle workshop's look."""
    return paint(scene_of(certificate, library), library)


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, with single spaces for all white space."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def texts(page: Page) -> list[TextItem]:
    """Return the text items of a page."""
    return [item for item in page.items if isinstance(item, TextItem)]


def area_of(item: TextItem) -> Area:
    """Return the rectangle that the letters of *item* take."""
    size = item.size * MM_PER_POINT
    return Area(item.x, item.y - ASCENT * size, item.x + item.width, item.y + DESCENT * size)


def elements(scene: Scene) -> Iterator[tuple[Role, str]]:
    """Yield role and text of each element of a scene, in reading order."""
    items = [item for page in scene.pages for item in texts(page)]
    for (role, _), chunk in groupby(items, key=lambda item: (item.role, item.element or item.y)):
        words = [item.text + " " * item.spaced for item in chunk]
        yield role, "".join(words)
