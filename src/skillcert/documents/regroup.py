"""Moving what is read into another element: a language, a column."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from skillcert.documents.scene import Element, Item, Moved, RuleItem

__all__ = ["Regrouper"]


class Regrouper:
    """Puts elements, with all that lies within them, into another element.

    What belonged together still does: the items of one list go on sharing one list.

    Args:
        whole: The element that they are put into.
        instead_of: The element that they lie within now; None for those of the document itself.
    """

    def __init__(self, whole: Element, *, instead_of: Element | None = None) -> None:
        self.whole = whole
        self._old = instead_of
        self._moved: dict[Element, Element] = {}

    def items(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Return *items* as parts of the element; artifacts stay artifacts."""
        return tuple(map(self._item, items))

    def _item(self, item: Item) -> Item:
        if isinstance(item, Moved) and item.anew:
            # Its elements are made where it stands, within what it says.
            within = self.whole if item.within is None else self._element(item.within)
            return attrs.evolve(item, within=within)
        if isinstance(item, Moved):
            return attrs.evolve(item, items=self.items(item.items))
        if isinstance(item, RuleItem) or item.element is None:
            return item
        return attrs.evolve(item, element=self._element(item.element))

    def _element(self, element: Element) -> Element:
        if element is self._old:
            return self.whole
        if element not in self._moved:
            outer = self.whole if element.within is None else self._element(element.within)
            self._moved[element] = attrs.evolve(element, within=outer)
        return self._moved[element]
