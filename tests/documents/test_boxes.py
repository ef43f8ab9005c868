"""Boxes that are set once and stand in many places."""

from __future__ import annotations

from skillcert.documents.fonts import SANS, FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.scene import Element, Page, Role, TextItem
from skillcert.documents.typeset import Box, Typesetter, stack

SPAN = Span(text="Patches a tube", style=SANS, colour="#000000", size=10)


def _point(setter: Typesetter) -> Box:
    """Return a point with a paragraph in it."""
    item = Element(role=Role.LIST_ITEM)
    inner = Element(role=Role.PARAGRAPH, within=item)
    boxes = [(0.0, setter.paragraph([SPAN], 100, leading=1.3, element=e)) for e in (item, inner)]
    return stack(boxes)


def _elements(box: Box) -> list[Element | None]:
    page = Page(items=box.at(0, 0))
    return [item.element for item in page.items if isinstance(item, TextItem)]


def test_a_box_in_two_places_is_two_things(latin: FontLibrary) -> None:
    """What is set once has elements of its own in each place, within one another as they were."""
    setter = Typesetter(latin, "#1f4e5f")
    first, second = Element(role=Role.LIST), Element(role=Role.LIST)
    point = setter.once(_point)
    assert setter.once(_point) is point
    found = _elements(stack([(0, point.anew(first)), (1, point.anew(second))]))
    assert len(set(found)) == 4
    for i, outer in ((0, first), (2, second)):
        item, inner = found[i], found[i + 1]
        assert item is not None
        assert inner is not None
        assert (item.role, item.within) == (Role.LIST_ITEM, outer)
        assert (inner.role, inner.within) == (Role.PARAGRAPH, item)


def test_boxes_within_boxes_stay_within_them(latin: FontLibrary) -> None:
    """A row that was set once of points that were set once lies in the list that it is put in."""
    setter = Typesetter(latin, "#1f4e5f")
    outer = Element(role=Role.LIST)
    row = stack([(0, setter.once(_point).anew()), (0, setter.once(_point).anew())])
    found = _elements(row.anew(outer))
    assert len(set(found)) == 4
    assert [e.within for e in found if e is not None and e.role is Role.LIST_ITEM] == [outer] * 2


def test_places_add_up(latin: FontLibrary) -> None:
    """A box that is moved several times stands where all moves together put it."""
    setter = Typesetter(latin, "#1f4e5f")
    box = setter.paragraph([SPAN], 100, leading=1.3, x=3)
    (alone,) = Page(items=box.at(0, 0)).items
    (moved,) = Page(items=Box(height=0, items=box.at(1, 2)).anew().at(10, 20)).items
    assert (moved.x, moved.y) == (alone.x + 11, alone.y + 22)
