"""A PDF file as a row of numbered objects (ISO 32000-1, 7.3 and 7.5).

Rules of this module

- It knows objects, streams and where they stand in the file, and nothing of pages or letters.
- Streams stand on their own. All other objects are packed together into one (7.5.7), and so is the
  table that says where everything is (7.5.8).
- The same objects in the same order give the same bytes. The file's identifier is their digest.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from struct import pack

__all__ = ["PdfFile", "name", "stream", "text_string"]

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
"""The version, and four bytes that say that the file is no text (7.5.2)."""
_PLAIN = frozenset(map(chr, range(0x20, 0x7F))) - set("()\\")
_REGULAR = frozenset(map(chr, range(0x21, 0x7F))) - set("()<>[]{}/%#")


def text_string(text: str) -> str:
    """Return *text* as a text string (7.9.2.2)."""
    if _PLAIN.issuperset(text):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def name(text: str) -> str:
    """Return *text* as a name (7.3.5)."""
    if _REGULAR.issuperset(text):
        return f"/{text}"
    raw = text.encode()
    return "/" + "".join(chr(b) if chr(b) in _REGULAR else f"#{b:02X}" for b in raw)


_LEVEL = 2
"""How hard to compress: two more levels take half as long again for a kilobyte in fifty."""


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """Return a stream object, compressed.

    Args:
        data: What it holds.
        entries: What its dictionary holds beside its length and filter.
        packed: Whether *data* is as it should stand there; *entries* then name the filter.
    """
    if not packed:
        data = zlib.compress(data, _LEVEL)
        entries = f"/Filter/FlateDecode{entries}"
    head = f"<</Length {len(data)}{entries}>>stream\n".encode("ascii")
    return b"%b%b\nendstream" % (head, data)


class PdfFile:
    """A file that is being written."""

    def __init__(self) -> None:
        self._objects: list[str | bytes | None] = []

    @property
    def next(self) -> int:
        """The number that the next object gets."""
        return len(self._objects) + 1

    def add(self, body: str | bytes) -> int:
        """Add an object and return its number.

        Args:
            body: The object as it stands in the file: a `stream` as bytes, others as ASCII text.
        """
        self._objects.append(body)
        return len(self._objects)

    def reserve(self) -> int:
        """Return the number of an object that others refer to before it is known."""
        self._objects.append(None)
        return len(self._objects)

    def fill(self, number: int, body: str) -> None:
        """Say what the reserved object *number* is."""
        self._objects[number - 1] = body

    def finished(self, *, root: int, info: int) -> bytes:
        """Return the bytes of the file.

        Args:
            root: The number of the catalogue.
            info: The number of the document information.

        Raises:
            ValueError: An object was reserved and never filled.
        """
        packed = {n: body for n, body in enumerate(self._objects, 1) if isinstance(body, str)}
        container = self.add(_packed(packed))
        table = len(self._objects) + 1
        places = {0: _place(0, 0, 0xFFFF)}
        places |= {n: _place(2, container, index) for index, n in enumerate(packed)}
        pieces = [_HEAD]
        end = len(_HEAD)
        for number, body in enumerate(self._objects, 1):
            if body is None:
                raise ValueError(f"object {number} is empty")
            if isinstance(body, bytes):
                places[number] = _place(1, end, 0)
                pieces.append(_object(number, body))
                end += len(pieces[-1])
        places[table] = _place(1, end, 0)
        digest = hashlib.sha256(b"".join(pieces)).hexdigest()[:32].upper()
        entries = (
            f"/Type/XRef/Size {table + 1}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R"
            f"/ID[<{digest}><{digest}>]"
        )
        listed = b"".join(places[number] for number in range(table + 1))
        pieces.append(_object(table, stream(listed, entries)))
        return b"%bstartxref\n%d\n%%%%EOF\n" % (b"".join(pieces), end)


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


def _place(kind: int, where: int, more: int) -> bytes:
    """Return an entry of the table: a kind, a place or container, an index in it (7.5.8.3)."""
    return pack(">BIH", kind, where, more)


def _packed(objects: Mapping[int, str]) -> bytes:
    """Return the stream that holds objects, numbered."""
    heads, bodies, place = [], [], 0
    for number, body in objects.items():
        heads.append(f"{number} {place}")
        bodies.append(body)
        place += len(body) + 1
    head = " ".join(heads) + "\n"
    data = (head + "\n".join(bodies)).encode("ascii")
    return stream(data, f"/Type/ObjStm/N {len(objects)}/First {len(head)}")
