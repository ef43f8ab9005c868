"""The display list: what stands where on each page, in reading order.

Layout makes a scene and a painter draws it. A scene knows nothing of PDF, so that it can be tested,
compared and tagged. Lengths are millimetres from the top left corner of the page, type sizes are
points, colours are `#rrggbb`.

Rules of this module

- Whatever is drawn is part of an element, which says what it is, or it is an artifact, which is
  never read out: ornament, page numbers, heads that are repeated.
- Elements lie within one another: cells in rows in tables, points in lists. The order of the items
  is the order of reading; an element begins where its first item stands.
- What holds no item is not there. A cell without text has an `EmptyItem`, so that its row is whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from skillcert.documents.items import (
    CodeItem,
    Element,
    EmptyItem,
    ImageItem,
    Item,
    Moved,
    Passage,
    Role,
    RuleItem,
    ShapeItem,
    TextItem,
)
from skillcert.documents.placing import flat
from skillcert.model import Language

__all__ = [
    "CodeItem",
    "Element",
    "EmptyItem",
    "ImageItem",
    "Item",
    "Moved",
    "Page",
    "Passage",
    "Role",
    "RuleItem",
    "Scene",
    "ShapeItem",
    "TextItem",
    "flat",
]


def _one_by_one(items: Iterable[Item]) -> tuple[Item, ...]:
    return flat(items)


@attrs.frozen(kw_only=True)
class Page:
    """One page, its items in reading order, each in its place."""

    items: tuple[Item, ...] = attrs.field(converter=_one_by_one)


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
