"""What stands on a page, and what it is to somebody who hears the page instead of seeing it.

Lengths are millimetres, type sizes are points, colours are `#rrggbb`. The rules that items keep
to stand in `scene`.
"""

from __future__ import annotations

import enum

import attrs

from skillcert.model import Language

__all__ = [
    "CodeItem",
    "Element",
    "EmptyItem",
    "ImageItem",
    "Item",
    "Moved",
    "Passage",
    "Role",
    "RuleItem",
    "ShapeItem",
    "TextItem",
]


class Role(enum.Enum):
    """What something is to somebody who hears the page instead of seeing it."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    """Paragraphs in somebody's own words."""
    LIST = "list"
    LIST_ITEM = "list item"
    """A point of a list: text, or paragraphs within it, or both."""
    LABEL = "label"
    """The mark or number of a point, first within it."""
    TABLE = "table"
    TABLE_ROW = "table row"
    TABLE_HEADER = "table header"
    """The head of a column."""
    ROW_HEADER = "row header"
    """The head of a row."""
    TABLE_CELL = "table cell"
    GROUP = "group"
    """What belongs together, as a picture and its caption."""
    FIGURE = "figure"
    CAPTION = "caption"
    ARTIFACT = "artifact"
    """Nothing that is read."""


@attrs.frozen(kw_only=True, eq=False)
class Element:
    """A paragraph, a heading, a point, a cell: a piece of what the document says.

    Two elements are the same only if they are one object: the items of one paragraph share it.

    Attributes:
        role: What it is; no artifact, since that is what has no element.
        within: The element that it is part of; None for the document itself.
        level: The level of a heading, from 2 to 6; the title of the document is 1.
        language: Its language; None for that of what it is within.
        alt: What is said in the place of a figure or a drawn label.
    """

    role: Role
    within: Element | None = None
    level: int = 2
    language: Language | None = None
    alt: str = ""

    def __attrs_post_init__(self) -> None:
        # Not by validators, which take longer than all the rest of an element.
        if not 2 <= self.level <= 6:
            raise ValueError(f"a heading has a level from 2 to 6, not {self.level}")

    @property
    def spoken(self) -> Language | None:
        """The language that it is read in: its own, or that of what it is within."""
        if self.language is not None or self.within is None:
            return self.language
        return self.within.spoken


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
        element: What it is part of; None for an artifact. Items of one element follow one another.
        language: Its language; None for that of its element.
        rtl: Whether it runs from right to left.
        spaced: Whether the line ended at a space after it, which is not part of the text.
    """

    x: float
    y: float
    text: str
    width: float
    face: str
    size: float
    colour: str
    element: Element | None
    language: Language | None = None
    rtl: bool = False
    spaced: bool = False

    @property
    def role(self) -> Role:
        """What it is."""
        return Role.ARTIFACT if self.element is None else self.element.role


@attrs.frozen(kw_only=True)
class RuleItem:
    """A straight line from (x, y) to (x2, y2), never more than decoration."""

    x: float
    y: float
    x2: float
    y2: float
    weight: float
    colour: str


@attrs.frozen(kw_only=True)
class ShapeItem:
    """Outlines that are filled or drawn as lines.

    Attributes:
        x: The left edge of the square they are drawn in.
        y: Its top edge.
        scale: Millimetres in one unit of the paths.
        paths: SVG path data.
        colour: The fill, or the colour of the lines.
        element: The figure or label that it is part of; None for an ornament.
        weight: How strong the lines are, with round ends; None to fill the outlines.
        nonzero: Whether they are filled by the rule of windings instead of even-odd.
    """

    x: float
    y: float
    scale: float
    paths: tuple[str, ...]
    colour: str
    element: Element | None = None
    weight: float | None = None
    nonzero: bool = False


@attrs.frozen(kw_only=True)
class ImageItem:
    """A picture.

    Attributes:
        x: Its left edge.
        y: Its top edge.
        width: How wide it is.
        height: How high it is.
        data: The bytes of a PNG or JPEG file.
        element: The figure that it is part of, which says what it shows; None for an ornament.
    """

    x: float
    y: float
    width: float
    height: float
    data: bytes = attrs.field(repr=False)
    element: Element | None


@attrs.frozen(kw_only=True)
class CodeItem:
    """Squares in a grid: a code that a telephone reads.

    Attributes:
        x: The left edge of the grid.
        y: Its top edge.
        module: The side of a square.
        rows: For each row its squares, `1` for dark and `0` for light.
        colour: The colour of the dark ones.
        element: The figure that it is part of, which says what it is; None for an ornament.
    """

    x: float
    y: float
    module: float
    rows: tuple[str, ...] = attrs.field(repr=False)
    colour: str
    element: Element | None


@attrs.frozen(kw_only=True)
class EmptyItem:
    """Nothing to be seen, in an element that is there all the same: a cell without text.

    Attributes:
        x: Where it would begin.
        y: Where its top would be.
        element: The element.
    """

    x: float
    y: float
    element: Element


@attrs.frozen(kw_only=True)
class Passage:
    """Lines that were set once, as part of an element; a page holds their runs.

    Attributes:
        x: How far right they are moved.
        y: How far down.
        element: What they are part of.
        runs: Their runs, of whatever element.
    """

    x: float
    y: float
    element: Element | None
    runs: tuple[TextItem, ...]


@attrs.frozen(kw_only=True)
class Moved:
    """Items that stand together elsewhere than where they were set; a page holds them one by one.

    Attributes:
        x: How far right they are moved.
        y: How far down.
        items: The items.
        anew: Whether they were set once for many places, so that each has elements of its own.
        within: What those elements are part of, where the ones of the items are part of nothing.
    """

    x: float
    y: float
    items: tuple[Item, ...]
    anew: bool = False
    within: Element | None = None
    element: None = attrs.field(default=None, init=False)


Item = TextItem | RuleItem | ShapeItem | ImageItem | CodeItem | EmptyItem | Passage | Moved
