"""Boxes: paragraphs and other pieces with a height, before they have a place on a page."""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TypeVar

import attrs

from skillcert.documents import style
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
from skillcert.documents.shaping import Run, runs_of
from skillcert.model import Language

__all__ = ["Align", "Box", "Typesetter", "stack"]

_AIR = 0.05
"""The least space between two lines of ink, in type sizes."""
_CAP_CENTRE = 0.35
"""How far half the height of a capital letter is below the middle of its line, in type sizes."""


T = TypeVar("T")


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

    def anew(self, within: Element | None = None) -> Box:
        """Return the box for one of many places: with elements of its own there.

        Args:
            within: What they are part of, where those of the box are part of nothing.
        """
        if not self.items:
            return self
        moved = Moved(x=0, y=0, items=self.items, anew=True, within=within)
        return Box(height=self.height, items=(moved,))

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
        measure: The width of the column that is set, in millimetres.
    """

    def __init__(
        self, library: FontLibrary, accent: str, measure: float = style.CONTENT_WIDTH
    ) -> None:
        self.library = library
        self.accent = accent
        self.measure = measure

    def once(self, make: Callable[..., T], *arguments: Hashable) -> T:
        """Return what *make* returns for the arguments and this setter, made once for all papers.

        What is made is set anew in each place, see `Box.anew`.
        """
        made: T = _once(make, arguments, self.library, self.accent, self.measure)
        return made

    def width(self, span: Span) -> float:
        """Return the width of *span* on one line, in millimetres."""
        return text_width(span.text, span.style, span.size, self.library, language=span.language)

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
            language: Its language, where it is not the document's; that of every span that says
                none.
            x: How far right of the corner it begins, in millimetres.
            element: The element that it is or goes on with. Without one it is a new element of the
                document, of its *role* and *language*.

        Returns:
            A box as high as its lines; of no height for blank text.
        """
        if language is not None:
            spans = [attrs.evolve(s, language=s.language or language) for s in spans]
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


# Bounded, since what holders and issuers say differs.
@lru_cache(maxsize=2048)
def _once(
    make: Callable[..., T],
    arguments: tuple[Hashable, ...],
    library: FontLibrary,
    accent: str,
    measure: float,
) -> T:
    return make(*arguments, Typesetter(library, accent, measure))


# What every certificate of a workshop says is set once. Bounded, since names differ.
@lru_cache(maxsize=2048)
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
        baseline = step / 2 + size * _CAP_CENTRE * MM_PER_POINT
        above, below = _overflow(line, baseline, step - baseline, library)
        left = x + (width - line.width) * align.value
        items.extend(_line(line, left, y + above + baseline, library))
        y += above + step + below
    return y, tuple(items)


def _line_runs(line: TextLine, library: FontLibrary) -> Iterator[tuple[Span, Run]]:
    """Yield the runs of a line from left to right, each with its span."""
    for span in line.spans:
        for run in runs_of(span.text, span.style, library, span.levels, span.language):
            yield span, run


def _overflow(
    line: TextLine, above: float, below: float, library: FontLibrary
) -> tuple[float, float]:
    """Return how much more room a line needs above and below for letters that reach far.

    Letters of the bundled faces stay within a line. Those of other scripts may have marks upon
    marks, or hang deep, and must touch neither the line above nor the one below.
    """
    more_above = more_below = 0.0
    for span, run in _line_runs(line, library):
        if run.face.bundled:
            continue
        top, low = run.face.reach(run.text, run.rtl, span.language)
        scale = span.size * run.face.size * MM_PER_POINT / 1000
        air = _AIR * span.size * MM_PER_POINT
        more_above = max(more_above, top * scale + air - above)
        more_below = max(more_below, air - low * scale - below)
    return more_above, more_below


def _line(line: TextLine, x: float, y: float, library: FontLibrary) -> Iterator[TextItem]:
    """Yield the runs of one line in the order of reading."""
    for i, span in enumerate(line.spans, start=1):
        items: list[tuple[int, TextItem]] = []
        for run in runs_of(span.text, span.style, library, span.levels, span.language):
            size = span.size * run.face.size
            width = run.face.width(run.text, size, rtl=run.rtl, language=span.language)
            item = TextItem(
                x=x,
                y=y,
                text=run.text,
                width=width,
                face=run.face.name,
                size=size,
                colour=span.colour,
                element=None,
                language=span.language,
                rtl=run.rtl,
            )
            items.append((run.start, item))
            x += width
        *before, (_, last) = sorted(items, key=itemgetter(0))
        yield from (item for _, item in before)
        yield attrs.evolve(last, spaced=line.spaced and i == len(line.spans))
