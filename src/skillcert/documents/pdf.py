"""Painting a scene as PDF: the only module that imports fpdf.

Rules of this module

- It decides nothing: every place, size and colour comes from the scene.
- The same scene gives the same bytes: dates come from the scene, numbers from the order of things.
- The metadata holds the title and the language of the document and nothing about anybody.
- It writes the text operators itself, since only so are kerning, marks and shaped glyphs where the
  layout measured them. That touches parts of fpdf2 that are not public; its version is pinned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import copy
from functools import cache
from io import BytesIO
from typing import Any

import attrs
from fontTools.ttLib import TTFont
from fpdf import FPDF, ViewerPreferences
from fpdf.fonts import SubsetMap, TTFFont

from skillcert.documents.fonts import Face, FontLibrary, Glyph
from skillcert.documents.paths import segments
from skillcert.documents.scene import (
    EmptyItem,
    ImageItem,
    Item,
    RuleItem,
    Scene,
    ShapeItem,
    TextItem,
)

__all__ = ["paint"]

_PRODUCER = "fpdf2"


def paint(scene: Scene, library: FontLibrary) -> bytes:
    """Return *scene* as a PDF file.

    Args:
        scene: What to draw.
        library: The faces that it was laid out with.
    """
    canvas = _Canvas(scene, library)
    for page in scene.pages:
        canvas.pdf.add_page()
        for item in page.items:
            canvas.draw(item)
    return bytes(canvas.pdf.output())


class _Paper(FPDF):
    """A document that takes operators as they are."""

    def operators(self, text: str) -> None:
        """Write *text* into the content of the current page."""
        self._out(text)

    def font_operator(self, font: TTFFont, size: float) -> str:
        """Return what chooses *font* at *size* points, and note that the page uses it."""
        return self._set_font_for_page(font, size, wrap_in_text_object=False)


def _document(scene: Scene) -> _Paper:
    """Return an empty document with the metadata of *scene*."""
    pdf = _Paper(unit="mm", format=(scene.width, scene.height))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.alias_nb_pages(None)  # type: ignore[arg-type]  # its documented way to leave {nb} alone
    pdf.set_title(scene.title)
    pdf.set_lang(scene.language)
    pdf.set_producer(_PRODUCER)
    midnight = dt.time(tzinfo=dt.UTC)
    pdf.set_creation_date(dt.datetime.combine(scene.date, midnight))
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf


@cache
def _template(face: Face) -> TTFFont:
    """Return the face as fpdf2 has it, parsed once a process."""
    source: Any = BytesIO(face.data)  # fpdf2 opens whatever fontTools opens
    return TTFFont(FPDF(), source, face.name, "")


def _font(face: Face, index: int) -> TTFFont:
    """Return a font for one document: the shared tables with a subset of its own."""
    template = _template(face)
    font: Any = TTFFont.__new__(TTFFont)
    for slot in (s for s in TTFFont.__slots__ if hasattr(template, s)):
        setattr(font, slot, getattr(template, slot))
    font.i = index
    font.missing_glyphs = []
    # Writing a document changes these three, so that each needs its own.
    font.desc = copy(template.desc)
    font.ttfont = TTFont(BytesIO(face.data), recalcTimestamp=False, lazy=True)
    font.subset = SubsetMap(font)
    made: TTFFont = font
    return made


def _rgb(colour: str) -> str:
    """Return the operands that set *colour*."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


class _Canvas:
    """One document that is being painted."""

    def __init__(self, scene: Scene, library: FontLibrary) -> None:
        self.pdf = _document(scene)
        self._fonts: dict[str, TTFFont] = {}
        self._height = scene.height
        self._library = library

    def draw(self, item: Item) -> None:
        """Draw one item on the current page."""
        match item:
            case TextItem():
                self._text(item)
            case RuleItem():
                self._rule(item)
            case ShapeItem():
                self._shape(item)
            case ImageItem():
                self._image(item)
            case EmptyItem():
                pass

    def _point(self, x: float, y: float) -> str:
        scale = self.pdf.k
        return f"{x * scale:.2f} {(self._height - y) * scale:.2f}"

    def _font(self, face: Face) -> TTFFont:
        """Return the document's font for *face*."""
        if face.name not in self._fonts:
            font = _font(face, len(self._fonts) + 1)
            self._fonts[face.name] = self.pdf.fonts[face.name] = font
        return self._fonts[face.name]

    def _text(self, item: TextItem) -> None:
        face = self._library.face(item.face)
        font = self._font(face)
        chosen = self.pdf.font_operator(font, item.size)
        shown = " ".join(_shown(face.shape(item.text, item.rtl), font, item.size))
        # No /ActualText for text from right to left: poppler and pdfium turn such runs round
        # themselves, and an ActualText in reading order comes out backwards.
        self.pdf.operators(
            f"BT {_rgb(item.colour)} rg {chosen} {self._point(item.x, item.y)} Td {shown} ET"
        )

    def _rule(self, item: RuleItem) -> None:
        scale = self.pdf.k
        self.pdf.operators(
            f"q {_rgb(item.colour)} RG {item.weight * scale:.2f} w "
            f"{self._point(item.x, item.y)} m {self._point(item.x2, item.y2)} l S Q"
        )

    def _shape(self, item: ShapeItem) -> None:
        def operators() -> Iterator[str]:
            for path in item.paths:
                for operator, points in segments(path):
                    for x, y in points:
                        yield self._point(item.x + x * item.scale, item.y + y * item.scale)
                    yield operator
                yield "f*" if item.weight is None else "S"

        self.pdf.operators(f"q {self._pen(item)} {' '.join(operators())} Q")

    def _pen(self, item: ShapeItem) -> str:
        """Return what chooses how a shape is drawn."""
        if item.weight is None:
            return f"{_rgb(item.colour)} rg"
        return f"{_rgb(item.colour)} RG {item.weight * self.pdf.k:.2f} w 1 J 1 j"

    def _image(self, item: ImageItem) -> None:
        self.pdf.image(
            BytesIO(item.data),
            x=item.x,
            y=item.y,
            w=item.width,
            h=item.height,
        )


@attrs.define
class _Row:
    """The operand of one TJ operator: codes of glyphs and the moves between them."""

    parts: list[str] = attrs.field(factory=list)
    codes: str = ""

    def move(self, left: int) -> None:
        """Move the pen to the left, in thousandths of the type size."""
        if left:
            self._close()
            self.parts.append(str(left))

    def _close(self) -> None:
        if self.codes:
            self.parts.append(f"<{self.codes}>")
            self.codes = ""

    def operator(self) -> str:
        """Return the operator that shows the row."""
        self._close()
        return f"[{' '.join(self.parts)}] TJ"


def _code(glyph: Glyph, font: TTFFont) -> str:
    """Return the code of *glyph* in the document's subset of the font."""
    characters = tuple(ord(character) for character in glyph.text)
    name = font.ttfont.getGlyphName(glyph.id)
    known = font.subset.get_glyph(glyph.id, characters, name, glyph.width)
    code = font.subset.pick_glyph(known)
    if code is None:
        raise KeyError(name)  # the preflight lets no such character pass
    return f"{code:04X}"


def _shown(glyphs: tuple[Glyph, ...], font: TTFFont, size: float) -> Iterator[str]:
    """Yield the operators that show *glyphs*, each raised one apart from the others."""
    row = _Row()
    for glyph in glyphs:
        if glyph.dy:
            yield row.operator()
            yield f"{glyph.dy * size / 1000:.3f} Ts"
            row = _Row()
        row.move(-glyph.dx)
        row.codes += _code(glyph, font)
        row.move(glyph.dx + glyph.width - glyph.advance)
        if glyph.dy:
            yield row.operator()
            yield "0 Ts"
            row = _Row()
    yield row.operator()
