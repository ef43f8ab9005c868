"""From items that were set together to items one by one, each in its place on the page.

What many papers say is set once (`Typesetter.once`). Wherever it stands, it is something of its
own: its elements are copied, with what they are within.
"""

from __future__ import annotations

from collections.abc import Iterable

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


def flat(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items one by one, each with its own place on the page and its own element.

    Args:
        items: Items, moved ones among them.
    """
    placed: list[Item] = []
    _place(items, 0.0, 0.0, None, placed)
    return tuple(placed)


def _place(
    items: Iterable[Item], dx: float, dy: float, copies: _Copies | None, placed: list[Item]
) -> None:
    """Add items to those that are placed.

    Args:
        items: The items.
        dx: How far right they are moved, in millimetres.
        dy: How far down.
        copies: What stands for their elements here; None for those that they have.
        placed: What is added to.
    """
    for item in items:
        if isinstance(item, Moved):
            inner = _Copies(item.within, copies) if item.anew else copies
            _place(item.items, dx + item.x, dy + item.y, inner, placed)
            continue
        if isinstance(item, RuleItem):
            placed.append(_rule(item, dx, dy))
            continue
        element = item.element
        if copies is not None and element is not None:
            element = copies.of(element)
        match item:
            case Passage():
                x, y = dx + item.x, dy + item.y
                placed.extend([_run(run, x, y, element) for run in item.runs])
            case ShapeItem():
                placed.append(_shape(item, dx, dy, element))
            case TextItem():
                placed.append(_run(item, dx, dy, element))
            case EmptyItem():
                element = item.element if element is None else element
                placed.append(attrs.evolve(item, x=item.x + dx, y=item.y + dy, element=element))
            case _:
                placed.append(attrs.evolve(item, x=item.x + dx, y=item.y + dy, element=element))


def _rule(item: RuleItem, dx: float, dy: float) -> RuleItem:
    return RuleItem(
        x=item.x + dx,
        y=item.y + dy,
        x2=item.x2 + dx,
        y2=item.y2 + dy,
        weight=item.weight,
        colour=item.colour,
    )


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
