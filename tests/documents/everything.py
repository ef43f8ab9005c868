"""All that a file holds, unpacked: what somebody finds who takes it apart."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject

__all__ = ["everything_in"]


def everything_in(pdf: bytes) -> str:
    """Return the text of all pages, every string, name and unpacked stream of a file."""
    reader = PdfReader(BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    inner = [piece for found in objects for piece in _pieces(found)]
    return "\n".join([*pages, *inner, *_pieces(reader.trailer), pdf.decode("latin-1")])


def _pieces(node: Any) -> Iterator[str]:
    """Yield what stands in an object itself; what it refers to is an object of its own."""
    if isinstance(node, StreamObject):
        yield node.get_data().decode("utf-8", errors="replace")
    if isinstance(node, DictionaryObject):
        for key in node:
            yield str(key)
            yield from _pieces(node.raw_get(key))
    elif isinstance(node, ArrayObject):
        for i in range(len(node)):
            yield from _pieces(list.__getitem__(node, i))
    elif isinstance(node, TextStringObject | str):
        yield str(node)
