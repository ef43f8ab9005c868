"""Painting a scene as PDF. Only this module and `paper` import fpdf.

Rules of this module

- It decides nothing: every place, size and colour comes from the scene.
- The same scene gives the same bytes: dates come from the scene, numbers from the order of things.
- The metadata holds the title and the language of the document and nothing about anybody.
- All that is drawn is marked, as the content of its element or as an artifact.
- It writes the text operators itself, since only so are kerning, marks and shaped glyphs where the
  layout measured them. That touches parts of fpdf2 that are not public; its version is pinned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

import attrs
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

from skillcert.documents.associated import Attachment
from skillcert.documents.fonts import Face, FontLibrary, Glyph
from skillcert.documents.paper import empty_paper
from skillcert.documents.paths import bounds, segments
from skillcert.documents.scene import (
    CodeItem,
    Element,
    EmptyItem,
    ImageItem,
    Item,
    Page,
    Role,
    RuleItem,
    Scene,
    ShapeItem,
    TextItem,
)
from skillcert.model import Language

__all__ = ["paint"]


def paint(scene: Scene, library: FontLibrary, *, attached: Sequence[Attachment] = ()) -> bytes:
    """Return *scene* as a PDF file that keeps to PDF/A-3a and PDF/UA-1.

    Args:
        scene: What to draw.
        library: The faces that it was laid out with.
        attached: The files that it carries.
    """
    canvas = _Canvas(scene, library, attached)
    for page in scene.pages:
        canvas.page(page)
    return canvas.paper.file()


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


def _stretch(item: Item) -> tuple[Element | None, Language | None] | EmptyItem:
    """Return what items that are marked together share."""
    match item:
        case TextItem():
            return item.element, item.language if item.element else None
        case RuleItem():
            return None, None
        case EmptyItem():
            return item
        case _:
            return item.element, None


class _Canvas:
    """One document that is being painted."""

    def __init__(self, scene: Scene, library: FontLibrary, attached: Sequence[Attachment]) -> None:
        self.paper = empty_paper(scene, attached)
        self._fonts: dict[str, TTFFont] = {}
        self._height = scene.height
        self._library = library

    def page(self, page: Page) -> None:
        """Draw a page, each stretch of one element within a mark of its own."""
        self.paper.next_page()
        for stretch, items in groupby(page.items, key=_stretch):
            if isinstance(stretch, EmptyItem):
                self.paper.tags.place(stretch.element)
                continue
            self.paper.operators(self._mark(*stretch))
            for item in items:
                self._draw(item)
            self.paper.operators("EMC")

    def _mark(self, element: Element | None, language: Language | None) -> str:
        if element is None:
            return "/Artifact BMC"
        return self.paper.tags.mark(element, language)

    def _draw(self, item: Item) -> None:
        match item:
            case TextItem():
                self._text(item)
            case RuleItem():
                self._rule(item)
            case ShapeItem():
                self._shape(item)
            case ImageItem():
                self._image(item)
            case CodeItem():
                self._code(item)

    def _point(self, x: float, y: float) -> str:
        scale = self.paper.k
        return f"{x * scale:.2f} {(self._height - y) * scale:.2f}"

    def _font(self, face: Face) -> TTFFont:
        """Return the document's font for *face*."""
        if face.name not in self._fonts:
            font = _font(face, len(self._fonts) + 1)
            self._fonts[face.name] = self.paper.fonts[face.name] = font
        return self._fonts[face.name]

    def _text(self, item: TextItem) -> None:
        face = self._library.face(item.face)
        font = self._font(face)
        chosen = self.paper.font_operator(font, item.size)
        glyphs = face.shape(item.text, item.rtl, item.language)
        if item.spaced and not item.rtl and face.covers(" "):
            glyphs += face.shape(" ", False)  # so that words of two lines are two words
        shown = " ".join(_shown(glyphs, font, item.size))
        # No /ActualText for text from right to left: poppler and pdfium turn such runs round
        # themselves, and an ActualText in reading order comes out backwards.
        self.paper.operators(
            f"BT {_rgb(item.colour)} rg {chosen} {self._point(item.x, item.y)} Td {shown} ET"
        )

    def _rule(self, item: RuleItem) -> None:
        scale = self.paper.k
        self.paper.operators(
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

        self.paper.operators(f"q {self._pen(item)} {' '.join(operators())} Q")
        if item.element is not None and item.element.role is Role.FIGURE:
            left, top, right, bottom = bounds(item.paths)
            self._frame(
                item.element,
                (item.x + left * item.scale, item.y + top * item.scale),
                (item.x + right * item.scale, item.y + bottom * item.scale),
            )

    def _pen(self, item: ShapeItem) -> str:
        """Return what chooses how a shape is drawn."""
        if item.weight is None:
            return f"{_rgb(item.colour)} rg"
        return f"{_rgb(item.colour)} RG {item.weight * self.paper.k:.2f} w 1 J 1 j"

    def _frame(
        self, element: Element, top_left: tuple[float, float], bottom_right: tuple[float, float]
    ) -> None:
        """Note where a figure stands."""
        scale = self.paper.k
        (left, top), (right, bottom) = top_left, bottom_right
        upper, lower = self._height - top, self._height - bottom
        self.paper.tags.frame(element, (left * scale, lower * scale, right * scale, upper * scale))

    def _code(self, item: CodeItem) -> None:
        # One path for all squares: drawn one by one, hairlines would show between them on screen.
        scale = item.module * self.paper.k
        squares = " ".join(
            f"{run.start()} {-row - 1} {run.end() - run.start()} 1 re"
            for row, modules in enumerate(item.rows)
            for run in re.finditer("1+", modules)
        )
        self.paper.operators(
            f"q {_rgb(item.colour)} rg {scale:.5f} 0 0 {scale:.5f} {self._point(item.x, item.y)} "
            f"cm {squares} f Q"
        )
        if item.element is not None:
            side = len(item.rows) * item.module
            self._frame(item.element, (item.x, item.y), (item.x + side, item.y + side))

    def _image(self, item: ImageItem) -> None:
        self.paper.image(
            BytesIO(item.data),
            x=item.x,
            y=item.y,
            w=item.width,
            h=item.height,
        )
        if item.element is not None:
            end = item.x + item.width, item.y + item.height
            self._frame(item.element, (item.x, item.y), end)


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
