"""Painting a scene as PDF: the operators of its pages.

Rules of this module

- It decides nothing: every place, size and colour comes from the scene.
- The same scene gives the same bytes: dates come from the scene, numbers from the order of things.
- The metadata holds the title and the language of the document and nothing about anybody.
- All that is drawn is marked, as the content of its element or as an artifact.
- What is drawn of a text or a shape, apart from where, is worked out once and used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from skillcert.documents.associated import Attachment
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.paper import POINTS, Paper
from skillcert.documents.paths import bounds, segments
from skillcert.documents.pixels import Pixels, bitmap, pixels_of
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
from skillcert.documents.writing import rgb, written_text
from skillcert.model import Language

__all__ = ["paint"]

_DOTS = 5
"""The pixels of a side of a square of a code: the dots of a printer with 300 dots an inch."""


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
        self.paper = Paper(scene, attached)
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
        return f"{x * POINTS:.2f} {(self._height - y) * POINTS:.2f}"

    def _text(self, item: TextItem) -> None:
        face = self._library.face(item.face)
        said = item.text, item.rtl, item.language, item.spaced
        codes = self.paper.codes(face, moved=face.moves(item.text, item.rtl, item.language))
        written = written_text(codes, said, item.size, item.colour)
        self.paper.use(codes, written.codes)
        self.paper.operators(f"{written.before}{self._point(item.x, item.y)}{written.after}")

    def _rule(self, item: RuleItem) -> None:
        self.paper.operators(
            f"q {rgb(item.colour)} RG {item.weight * POINTS:.2f} w "
            f"{self._point(item.x, item.y)} m {self._point(item.x2, item.y2)} l S Q"
        )

    def _shape(self, item: ShapeItem) -> None:
        drawn = _drawn(item)
        self.paper.operators(f"q 1 0 0 1 {self._point(item.x, item.y)} cm {drawn} Q")
        if item.element is not None and item.element.role is Role.FIGURE:
            left, top, right, bottom = bounds(item.paths)
            self._frame(
                item.element,
                (item.x + left * item.scale, item.y + top * item.scale),
                (item.x + right * item.scale, item.y + bottom * item.scale),
            )

    def _frame(
        self, element: Element, top_left: tuple[float, float], bottom_right: tuple[float, float]
    ) -> None:
        """Note where a figure stands."""
        scale = POINTS
        (left, top), (right, bottom) = top_left, bottom_right
        upper, lower = self._height - top, self._height - bottom
        self.paper.tags.frame(element, (left * scale, lower * scale, right * scale, upper * scale))

    def _code(self, item: CodeItem) -> None:
        # A picture and no path: no hairlines show between its squares on any screen.
        side = len(item.rows) * item.module
        pixels = bitmap(item.rows, _DOTS)
        self.paper.operators(f"q {rgb(item.colour)} rg")
        self._picture(pixels, (item.x, item.y), (side, side), item.element)
        self.paper.operators("Q")

    def _image(self, item: ImageItem) -> None:
        size = item.width, item.height
        self._picture(pixels_of(item.data), (item.x, item.y), size, item.element)

    def _picture(
        self,
        pixels: Pixels,
        corner: tuple[float, float],
        size: tuple[float, float],
        element: Element | None,
    ) -> None:
        """Draw a picture from its top left corner."""
        (x, y), (width, height) = corner, size
        known = self.paper.picture(pixels)
        self.paper.operators(
            f"q {width * POINTS:.2f} 0 0 {height * POINTS:.2f} {self._point(x, y + height)} "
            f"cm {known} Do Q"
        )
        if element is not None:
            self._frame(element, corner, (x + width, y + height))


def _drawn(item: ShapeItem) -> str:
    """Return the operators that draw a shape where its corner is the origin."""
    paint = ("f" if item.nonzero else "f*") if item.weight is None else "S"
    outlines = _outlines(item.paths, item.scale, paint)
    if item.weight is None:
        return f"{rgb(item.colour)} rg {outlines}"
    return f"{rgb(item.colour)} RG {item.weight * POINTS:.2f} w 1 J 1 j {outlines}"


@lru_cache(maxsize=256)
def _outlines(paths: tuple[str, ...], scale: float, paint: str) -> str:
    """Return the operators of outlines, each painted as *paint* says."""
    unit = scale * POINTS

    def operators() -> Iterator[str]:
        for path in paths:
            for operator, points in segments(path):
                for x, y in points:
                    yield f"{x * unit:.2f} {-y * unit:.2f}"
                yield operator
            yield paint

    return " ".join(operators())
