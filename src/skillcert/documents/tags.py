"""The structure tree of a file: what a screen reader goes by instead of the look of the page.

ISO 32000-1, 14.7 (logical structure) and 14.8 (tagged PDF), as ISO 14289-1 (PDF/UA-1) narrows them.

Rules of this module

- Content is marked page by page: each stretch of one element has a number of its own on its page
  (an MCID), and everything else is an artifact.
- The tree is written as text from the numbers of its objects; nothing here knows a PDF library.
- Every type is a standard one, so that no role map is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from skillcert.documents.pdffile import text_string
from skillcert.documents.scene import Element, Role
from skillcert.model import Language

__all__ = ["Tags"]

_TYPES = {
    Role.TITLE: "H1",
    Role.PARAGRAPH: "P",
    Role.QUOTE: "BlockQuote",
    Role.LIST: "L",
    Role.LIST_ITEM: "LI",
    Role.LABEL: "Lbl",
    Role.TABLE: "Table",
    Role.TABLE_ROW: "TR",
    Role.TABLE_HEADER: "TH",
    Role.ROW_HEADER: "TH",
    Role.TABLE_CELL: "TD",
    Role.GROUP: "Div",
    Role.FIGURE: "Figure",
    Role.CAPTION: "Caption",
}
_ATTRIBUTES = {
    Role.TABLE_HEADER: "/A<</O/Table/Scope/Column>>",
    Role.ROW_HEADER: "/A<</O/Table/Scope/Row>>",
}
Area = tuple[float, float, float, float]


@attrs.define(eq=False)
class _Node:
    """One structure element.

    Attributes:
        type: Its structure type.
        number: Its place among the elements of the document.
        parent: What it is part of; None for the document.
        entries: What its dictionary holds beside type, parent and content.
        kids: Its parts: elements, and pairs of a page's index and the number of content there.
        area: For a figure, where it stands: left, bottom, right and top in points.
    """

    type: str
    number: int
    parent: _Node | None
    entries: str = ""
    kids: list[_Node | tuple[int, int]] = attrs.field(factory=list)
    area: Area | None = None


class Tags:
    """The structure tree of a document that is being painted."""

    def __init__(self) -> None:
        self._document = _Node("Document", 0, None)
        self._nodes = [self._document]
        self._known: dict[Element, _Node] = {}
        self._spans: dict[tuple[Element, Language], _Node] = {}
        self._pages: list[list[_Node]] = []

    def begin_page(self) -> None:
        """Go on to the next page."""
        self._pages.append([])

    def mark(self, element: Element, language: Language | None = None) -> str:
        """Return the operator that begins content of an element on the current page.

        Args:
            element: The element.
            language: The language of this content, where it is not that of the element.
        """
        node = self._node(element)
        if language is not None and language != element.spoken:
            node = self._span(element, node, language)
        owners = self._pages[-1]
        node.kids.append((len(self._pages) - 1, len(owners)))
        owners.append(node)
        return f"/{node.type} <</MCID {len(owners) - 1}>> BDC"

    def place(self, element: Element) -> None:
        """Note an element that has no content."""
        self._node(element)

    def frame(self, element: Element, area: Area) -> None:
        """Note that a figure has a part at *area*: left, bottom, right and top in points."""
        node = self._node(element)
        old = node.area or area
        low = min(old[0], area[0]), min(old[1], area[1])
        node.area = (*low, max(old[2], area[2]), max(old[3], area[3]))

    def objects(self, first: int, pages: Sequence[int]) -> Iterator[str]:
        """Yield the objects of the tree: its root, the tree of parents, the elements.

        Args:
            first: The number of the first of these objects; the others follow it.
            pages: The numbers of the page objects.
        """
        at = first + 2
        yield (
            f"<</Type/StructTreeRoot/K {at} 0 R/ParentTree {first + 1} 0 R"
            f"/ParentTreeNextKey {len(self._pages)}>>"
        )
        owners = (
            f"{i}[{' '.join(f'{at + node.number} 0 R' for node in page)}]"
            for i, page in enumerate(self._pages)
        )
        yield f"<</Nums[{' '.join(owners)}]>>"
        for node in self._nodes:
            yield _dictionary(node, first, pages)

    def _node(self, element: Element) -> _Node:
        """Return the node that holds the content of *element*, made when it is first asked for."""
        if (known := self._known.get(element)) is None:
            known = self._known[element] = self._made(element)
        return known

    def _made(self, element: Element) -> _Node:
        parent = self._document if element.within is None else self._node(element.within)
        entries = _entries(element.role, element.language, element.alt)
        if element.role is Role.HEADING:
            return self._add(f"H{element.level}", parent, entries)
        if element.role is Role.LABEL:
            return self._label(element, parent, entries)
        node = self._add(_TYPES[element.role], parent, entries)
        return self._add("LBody", node) if element.role is Role.LIST_ITEM else node

    def _label(self, element: Element, body: _Node, entries: str) -> _Node:
        """Return the node of a label, which stands before the body of its point."""
        point = body.parent
        if point is None or point.parent is None:
            raise ValueError("a label lies within a point of a list")
        if not point.parent.entries:
            numbering = "Disc" if element.alt else "Decimal"
            point.parent.entries = f"/A<</O/List/ListNumbering/{numbering}>>"
        node = self._add("Lbl", point, entries)
        point.kids.insert(0, point.kids.pop())
        return node

    def _span(self, element: Element, node: _Node, language: Language) -> _Node:
        key = element, language
        if key not in self._spans or node.kids[-1] is not self._spans[key]:
            self._spans[key] = self._add("Span", node, f"/Lang{text_string(language)}")
        return self._spans[key]

    def _add(self, kind: str, parent: _Node, entries: str = "") -> _Node:
        node = _Node(kind, len(self._nodes), parent, entries)
        self._nodes.append(node)
        parent.kids.append(node)
        return node


@lru_cache(maxsize=1024)
def _entries(role: Role, language: Language | None, alt: str) -> str:
    """Return what the dictionary of an element says beside its place in the tree."""
    entries = _ATTRIBUTES.get(role, "")
    if language is not None:
        entries += f"/Lang{text_string(language)}"
    if alt:
        entries += ("/Alt" if role is Role.FIGURE else "/ActualText") + text_string(alt)
    return entries


def _dictionary(node: _Node, first: int, pages: Sequence[int]) -> str:
    """Return the dictionary of a structure element."""
    at = first + 2
    home: int | None = None
    kids = []
    for kid in node.kids:
        if isinstance(kid, _Node):
            kids.append(f"{at + kid.number} 0 R")
            continue
        if home is None:
            home = kid[0]
        here = kid[0] == home
        kids.append(str(kid[1]) if here else f"<</Type/MCR/Pg {pages[kid[0]]} 0 R/MCID {kid[1]}>>")
    parent = first if node.parent is None else at + node.parent.number
    content = f"/K[{' '.join(kids)}]" if kids else ""
    page = "" if home is None else f"/Pg {pages[home]} 0 R"
    box = "" if node.area is None else _bounds(node.area)
    return f"<</S/{node.type}/P {parent} 0 R{page}{node.entries}{box}{content}>>"


def _bounds(area: Area) -> str:
    return f"/A<</O/Layout/BBox[{' '.join(f'{value:.2f}' for value in area)}]>>"
