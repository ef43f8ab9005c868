"""From items that were set together to items one by one, each in its place on the page.

What many papers say is set once (`Typesetter.once`). Wherever it stands, it is something of its
own: its elements are copied, with what they are within.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from skillcert.documents.items import (
    Element,
    EmptyItem,
    Item,
    Moved,
    Passage,
    RuleItem,
    ShapeItem,
    TextItem,
)

__all__ = ["flat"]


class _Copies:
    """The elements that stand for those of items which were set once for many places.

    Args:
        within: What they are part of, where the others are part of nothing.
        outer: The elements that *within* itself is replaced by.
    """

    def __init__(self, within: Element | None, outer: _Copies | None) -> None:
        if outer is not None:
            within = outer.within if within is None else outer.of(within)
        self.within: Element | None = within
        self._made: dict[Element, Element] = {}

    def of(self, element: Element) -> Element:
        """Return what stands for *element* in this place."""
        found = self._made.get(element)
        if found is None:
            within = self.within if element.within is None else self.of(element.within)
            found = self._made[element] = Element(
                role=element.role,
                within=within,
                level=element.level,
                language=element.language,
                alt=element.alt,
            )
        return found


def flat(
    items: Iterable[Item], dx: float = 0.0, dy: float = 0.0, copies: _Copies | None = None
) -> Iterator[Item]:
    """Yield items one by one, each with its own place on the page and its own element.

    Args:
        items: Items, moved ones among them.
        dx: How far right they are moved, in millimetres.
        dy: How far down.
        copies: What stands for their elements here; None for those that they have.
    """
    for item in items:
        element = item.element if not isinstance(item, RuleItem) else None
        if copies is not None and element is not None:
            element = copies.of(element)
        match item:
            case Moved():
                inner = _Copies(item.within, copies) if item.anew else copies
                yield from flat(item.items, dx + item.x, dy + item.y, inner)
            case Passage():
                x, y = dx + item.x, dy + item.y
                yield from (_run(run, x, y, element) for run in item.runs)
            case RuleItem():
                yield attrs.evolve(
                    item, x=item.x + dx, y=item.y + dy, x2=item.x2 + dx, y2=item.y2 + dy
                )
            case ShapeItem():
                yield _shape(item, dx, dy, element)
            case TextItem():
                yield _run(item, dx, dy, element)
            case EmptyItem():
                element = item.element if element is None else element
                yield attrs.evolve(item, x=item.x + dx, y=item.y + dy, element=element)
            case _:
                yield attrs.evolve(item, x=item.x + dx, y=item.y + dy, element=element)


def _shape(item: ShapeItem, dx: float, dy: float, element: Element | None) -> ShapeItem:
    """Return a shape in its place, named one by one as in `_run`."""
    return ShapeItem(
        x=item.x + dx,
        y=item.y + dy,
        scale=item.scale,
        paths=item.paths,
        colour=item.colour,
        element=element,
        weight=item.weight,
        nonzero=item.nonzero,
    )


def _run(run: TextItem, dx: float, dy: float, element: Element | None) -> TextItem:
    """Return a run in its place. Named one by one: `attrs.evolve` takes three times as long."""
    return TextItem(
        x=run.x + dx,
        y=run.y + dy,
        text=run.text,
        width=run.width,
        face=run.face,
        size=run.size,
        colour=run.colour,
        element=element,
        language=run.language,
        rtl=run.rtl,
        spaced=run.spaced,
    )
