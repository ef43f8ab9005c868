"""The structure of a finished file, read by pypdf: what a screen reader has before it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import attrs
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, IndirectObject

PAINTING = frozenset(
    {
        b"S",
        b"s",
        b"f",
        b"F",
        b"f*",
        b"B",
        b"B*",
        b"b",
        b"b*",
        b"sh",
        b"Do",
        b"Tj",
        b"TJ",
        b"'",
        b'"',
    }
)


@attrs.frozen(eq=False)
class Node:
    """A structure element.

    Attributes:
        type: Its type, as `H1`.
        entries: Its dictionary.
        kids: The elements in it.
        content: Its stretches of content, as index of the page and number on it.
        number: The number of its object.
    """

    type: str
    entries: Any
    kids: tuple[Node, ...]
    content: tuple[tuple[int, int], ...]
    number: int

    def __iter__(self) -> Iterator[Node]:
        """Yield the element and all within it, in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid

    def attribute(self, name: str) -> Any:
        """Return an attribute of the element, None if it has none of that name."""
        found = self.entries.get("/A", {})
        return found.get(name)


class Tree:
    """A file with its structure.

    Attributes:
        reader: The file.
        catalogue: Its catalogue.
        root: The root of its structure.
        document: The element of the whole document.
    """

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf))
        self._pages = {
            page.indirect_reference.idnum: i
            for i, page in enumerate(self.reader.pages)
            if page.indirect_reference
        }
        self.catalogue: Any = self.reader.root_object
        root: Any = self.catalogue["/StructTreeRoot"]
        self.root = root
        self.document = self._node(root.raw_get("/K"))

    def types(self) -> list[str]:
        """Return the types of all elements in the order of reading."""
        return [node.type for node in self.document]

    def of(self, kind: str) -> list[Node]:
        """Return the elements of a type, in the order of reading."""
        return [node for node in self.document if node.type == kind]

    def owners(self) -> list[list[int]]:
        """Return for each page the object numbers of the elements that own its content."""
        numbers = self.root["/ParentTree"]["/Nums"]
        return [[owner.idnum for owner in numbers[i + 1]] for i in range(0, len(numbers), 2)]

    def marks(self) -> list[list[tuple[str, int | None]]]:
        """Return for each page its marks in order: the tag and the number of the content.

        Raises:
            AssertionError: Something is painted outside of a mark, or marks lie within one another.
        """
        return [list(self._marks_of(page)) for page in self.reader.pages]

    def _marks_of(self, page: Any) -> Iterator[tuple[str, int | None]]:
        inside = False
        stream = ContentStream(page["/Contents"], self.reader)
        for operands, operator in stream.operations:
            if operator in {b"BDC", b"BMC"}:
                assert not inside
                inside = True
                number = operands[1]["/MCID"] if operator == b"BDC" else None
                yield str(operands[0]), None if number is None else int(number)
            elif operator == b"EMC":
                assert inside
                inside = False
            elif operator in PAINTING:
                assert inside
        assert not inside

    def _node(self, reference: Any) -> Node:
        entries: Any = reference.get_object()
        found: Any = entries.get("/K", ArrayObject())
        kids: list[Any] = found if isinstance(found, ArrayObject) else [found]
        nodes, content = [], []
        for kid in kids:
            if isinstance(kid, IndirectObject):
                nodes.append(self._node(kid))
                continue
            here = entries if isinstance(kid, int) else kid
            number = kid if isinstance(kid, int) else here["/MCID"]
            content.append((self._pages[here.raw_get("/Pg").idnum], int(number)))
        kind = str(entries["/S"])[1:]
        return Node(kind, entries, tuple(nodes), tuple(content), reference.idnum)
