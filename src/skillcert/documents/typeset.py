"""Boxes: paragraphs and other pieces with a height, before they have a place on a page."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import attrs

from skillcert.documents.fonts import MM_PER_POINT, FontLibrary
from skillcert.documents.lines import Span, TextLine, break_lines, text_width
from skillcert.documents.scene import (
    Element,
    EmptyItem,
    Item,
    Moved,
    Passage,
    Role,
    RuleItem,
    TextItem,
)
from skillcert.documents.shaping import runs_of
from skillcert.model import Language

__all__ = ["Align", "Box", "Typesetter", "stack"]

_CAP_CENTRE = 0.35
"""How far half the height of a capital letter is below the middle of its line, in type sizes."""


class Align(enum.Enum):
    """Where a line stands within its width."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@attrs.frozen(kw_only=True)
class Box:
    """Items placed relative to a top left corner.

    Attributes:
        height: How much of the page it takes.
        items: What is in it, in reading order.
    """

    height: float
    items: tuple[Item, ...] = ()

    def at(self, x: float, y: float) -> tuple[Item, ...]:
        """Return the items with the corner at (x, y)."""
        return (Moved(x=x, y=y, items=self.items),) if self.items else ()

    def as_artifact(self) -> Box:
        """Return the box as a repetition, which a screen reader passes over."""
        return Box(height=self.height, items=_artifacts(self.items))


def _artifacts(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(filter(None, map(_artifact, items)))


def _artifact(item: Item) -> Item | None:
    match item:
        case RuleItem():
            return item
        case EmptyItem():
            return None
        case Moved():
            return attrs.evolve(item, items=_artifacts(item.items))
        case _:
            return attrs.evolve(item, element=None)


def stack(parts: Iterable[tuple[float, Box]]) -> Box:
    """Put boxes under one another.

    Args:
        parts: Pairs of the space above a box, in millimetres, and the box.
    """
    items: list[Item] = []
    y = 0.0
    for space, box in parts:
        items.extend(box.at(0, y + space))
        y += space + box.height
    return Box(height=y, items=tuple(items))


class Typesetter:
    """Sets paragraphs.

    Args:
        library: The faces.
        accent: The accent colour.
    """

    def __init__(self, library: FontLibrary, accent: str) -> None:
        self.library = library
        self.accent = accent

    def width(self, span: Span) -> float:
        """Return the width of *span* on one line, in millimetres."""
        return text_width(span.text, span.style, span.size, self.library)

    def break_lines(self, spans: Sequence[Span], width: float) -> tuple[TextLine, ...]:
        """Break *spans* into lines of *width* millimetres."""
        return break_lines(spans, width, self.library)

    def paragraph(  # noqa: PLR0913 -- what differs from the default is named where it is passed
        self,
        spans: Sequence[Span],
        width: float,
        *,
        leading: float,
        role: Role = Role.PARAGRAPH,
        align: Align = Align.LEFT,
        language: Language | None = None,
        x: float = 0,
        element: Element | None = None,
    ) -> Box:
        """Set one paragraph.

        Args:
            spans: Its text.
            width: The greatest width of its lines, in millimetres.
            leading: The distance of lines in parts of the greatest type size.
            role: What it is.
            align: Where its lines stand; centred lines are made about equally wide.
            language: Its language, where it is not the document's.
            x: How far right of the corner it begins, in millimetres.
            element: The element that it is or goes on with. Without one it is a new element of the
                document, of its *role* and *language*.

        Returns:
            A box as high as its lines; of no height for blank text.
        """
        lines = break_lines(spans, width, self.library, balance=align is Align.CENTRE)
        if element is None and role is not Role.ARTIFACT:
            element = Element(role=role, language=language)
        return self.lines(lines, width, leading=leading, element=element, align=align, x=x)

    def lines(  # noqa: PLR0913 -- as for `paragraph`
        self,
        lines: Sequence[TextLine],
        width: float,
        *,
        leading: float,
        element: Element | None,
        align: Align = Align.LEFT,
        x: float = 0,
    ) -> Box:
        """Set lines that are already broken.

        Args:
            lines: The lines.
            width: The width that they stand in, in millimetres.
            leading: The distance of lines in parts of the greatest type size.
            element: The element that they are part of; None for an artifact.
            align: Where they stand.
            x: How far right of the corner they begin, in millimetres.
        """
        height, runs = _runs(tuple(lines), width, leading, align, x, self.library)
        if not runs:
            return Box(height=height)
        return Box(height=height, items=(Passage(x=0, y=0, element=element, runs=runs),))


# What every certificate of a workshop says is set once. Bounded, since names differ.
@lru_cache(maxsize=4096)
def _runs(  # noqa: PLR0913, PLR0917 -- what `Typesetter.lines` is given
    lines: tuple[TextLine, ...],
    width: float,
    leading: float,
    align: Align,
    x: float,
    library: FontLibrary,
) -> tuple[float, tuple[TextItem, ...]]:
    """Return how high lines are together, and their runs, which are not yet part of anything."""
    items: list[TextItem] = []
    y = 0.0
    for line in lines:
        size = max(span.size for span in line.spans)
        step = size * leading * MM_PER_POINT
        baseline = y + step / 2 + size * _CAP_CENTRE * MM_PER_POINT
        left = x + (width - line.width) * align.value
        items.extend(_line(line, left, baseline, library))
        y += step
    return y, tuple(items)


def _line(line: TextLine, x: float, y: float, library: FontLibrary) -> Iterator[TextItem]:
    """Yield the runs of one line."""
    runs = [(s, r) for s in line.spans for r in runs_of(s.text, s.style, library)]
    for i, (span, run) in enumerate(runs, start=1):
        width = run.face.width(run.text, span.size, rtl=run.rtl)
        yield TextItem(
            x=x,
            y=y,
            text=run.text,
            width=width,
            face=run.face.name,
            size=span.size,
            colour=span.colour,
            element=None,
            language=span.language,
            rtl=run.rtl,
            spaced=line.spaced and i == len(runs),
        )
        x += width
