"""The display list: what stands where on each page, in reading order.

Layout makes a scene and a painter draws it. A scene knows nothing of PDF, so that it can be tested,
compared and tagged. Lengths are millimetres from the top left corner of the page, type sizes are
points, colours are `#rrggbb`.
"""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from skillcert.model import Language

__all__ = ["ImageItem", "Item", "Page", "Role", "RuleItem", "Scene", "ShapeItem", "TextItem"]


class Role(enum.Enum):
    """What an item is to somebody who hears the page instead of seeing it."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_HEADER = "table header"
    TABLE_CELL = "table cell"
    CAPTION = "caption"
    FIGURE = "figure"
    ARTIFACT = "artifact"


@attrs.frozen(kw_only=True)
class TextItem:
    """One run of text in one face.

    Attributes:
        x: Its left edge.
        y: Its baseline.
        text: The characters in reading order.
        width: How wide it is.
        face: The name of its face.
        size: The type size in points.
        colour: Its colour.
        role: What it is.
        element: The number of the paragraph, heading or point it is part of. Items of one element
            follow one another.
        language: Its language; None for the document's.
        rtl: Whether it runs from right to left.
    """

    x: float
    y: float
    text: str
    width: float
    face: str
    size: float
    colour: str
    role: Role
    element: int
    language: Language | None = None
    rtl: bool = False


@attrs.frozen(kw_only=True)
class RuleItem:
    """A straight line from (x, y) to (x2, y2), never more than decoration."""

    x: float
    y: float
    x2: float
    y2: float
    weight: float
    colour: str
    role: Role = Role.ARTIFACT


@attrs.frozen(kw_only=True)
class ShapeItem:
    """Filled outlines, even-odd.

    Attributes:
        x: The left edge of the square they are drawn in.
        y: Its top edge.
        scale: Millimetres in one unit of the paths.
        paths: SVG path data.
        colour: The fill.
        role: What it is.
    """

    x: float
    y: float
    scale: float
    paths: tuple[str, ...]
    colour: str
    role: Role = Role.ARTIFACT


@attrs.frozen(kw_only=True)
class ImageItem:
    """A picture.

    Attributes:
        x: Its left edge.
        y: Its top edge.
        width: How wide it is.
        height: How high it is.
        data: The bytes of a PNG or JPEG file.
        alt: What it shows.
        element: The number of its element.
        role: What it is.
    """

    x: float
    y: float
    width: float
    height: float
    data: bytes = attrs.field(repr=False)
    alt: str
    element: int
    role: Role = Role.FIGURE


Item = TextItem | RuleItem | ShapeItem | ImageItem


@attrs.frozen(kw_only=True)
class Page:
    """One page, its items in reading order."""

    items: tuple[Item, ...]


@attrs.frozen(kw_only=True)
class Scene:
    """A document.

    Attributes:
        title: The title of the document, the same for every holder.
        language: Its language.
        date: The day that it bears.
        width: The width of its pages.
        height: Their height.
        pages: Its pages.
    """

    title: str
    language: Language
    date: dt.date
    width: float
    height: float
    pages: tuple[Page, ...]
