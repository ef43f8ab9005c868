"""Reading a font file: just the tables that measuring and embedding need, as they stand in it.

The formats are those of OpenType 1.9. A general library reads every table into objects; what is
asked here is a number or a slice of bytes, so that a face is ready in a few milliseconds.

Rules of this module

- A table is looked into when it is asked for. The font is never changed.
- A glyph is a number, as it is in the file. Glyph 0 is the one for characters that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from struct import Struct, unpack_from

from skillcert.errors import LayoutError

__all__ = ["FontFile"]

_RECORD = Struct(">4s4xII")
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""The encodings of Unicode characters, the fullest first (chapter cmap)."""
_POSTSCRIPT_NAME = 6
_MICROSOFT = 3


class FontFile:
    """One font.

    Args:
        data: The bytes of a TrueType or OpenType font file.

    Raises:
        LayoutError: It is no font file.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        if data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
            raise LayoutError(
                "a font file is neither TrueType nor OpenType",
                hint="Give a .ttf or .otf file; a collection must be taken apart first",
            )
        count = unpack_from(">H", data, 4)[0]
        records = (_RECORD.unpack_from(data, 12 + 16 * i) for i in range(count))
        self._places = {tag.decode("latin-1"): (start, size) for tag, start, size in records}

    def __contains__(self, tag: object) -> bool:
        """Say whether the font has the table *tag*."""
        return tag in self._places

    def table(self, tag: str) -> bytes:
        """Return the bytes of the table *tag*.

        Raises:
            LayoutError: The font has no such table.
        """
        if tag not in self._places:
            raise LayoutError(f"a font file lacks the table {tag!r}", hint="Use another font")
        start, size = self._places[tag]
        return self.data[start : start + size]

    @cached_property
    def units_per_em(self) -> int:
        """Font units in the type size."""
        return int(unpack_from(">H", self.table("head"), 18)[0])

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """The box around all glyphs: left, bottom, right, top, in font units."""
        left, bottom, right, top = unpack_from(">4h", self.table("head"), 36)
        return left, bottom, right, top

    @cached_property
    def count(self) -> int:
        """How many glyphs there are."""
        return int(unpack_from(">H", self.table("maxp"), 4)[0])

    @cached_property
    def ascent_and_descent(self) -> tuple[int, int]:
        """How far lines of text go above and, as a negative number, below the baseline."""
        ascent, descent = unpack_from(">2h", self.table("hhea"), 4)
        return ascent, descent

    @cached_property
    def italic_angle(self) -> float:
        """The slant in degrees; negative for letters that lean forward."""
        return float(unpack_from(">i", self.table("post"), 4)[0]) / 65536

    @cached_property
    def cap_height(self) -> int:
        """The height of capitals; the ascent where the font does not say."""
        table = self.table("OS/2") if "OS/2" in self else b""
        told = len(table) >= 90 and unpack_from(">H", table, 0)[0] >= 2
        return int(unpack_from(">h", table, 88)[0]) if told else self.ascent_and_descent[0]

    @cached_property
    def weight(self) -> int:
        """How heavy it is, from 100 to 900; 400 where the font does not say."""
        return int(unpack_from(">H", self.table("OS/2"), 4)[0]) if "OS/2" in self else 400

    @cached_property
    def advances(self) -> tuple[int, ...]:
        """The advance of each glyph, in font units."""
        numbers = int(unpack_from(">H", self.table("hhea"), 34)[0])
        metrics: tuple[int, ...] = unpack_from(f">{numbers * 2}H", self.table("hmtx"), 0)
        told = metrics[::2]
        return told + told[-1:] * (self.count - numbers)

    @cached_property
    def postscript_name(self) -> str:
        """The name by which files refer to it."""
        table = self.table("name")
        _, count, texts = unpack_from(">3H", table, 0)
        for i in range(count):
            platform, _, _, kind, size, start = unpack_from(">6H", table, 6 + 12 * i)
            if kind == _POSTSCRIPT_NAME:
                raw = table[texts + start : texts + start + size]
                return raw.decode("utf-16-be" if platform in (0, _MICROSOFT) else "latin-1")
        return "Unnamed"

    @cached_property
    def cmap(self) -> dict[int, int]:
        """Character -> glyph.

        Raises:
            LayoutError: The font has no table of Unicode characters that is read here.
        """
        table = self.table("cmap")
        count = unpack_from(">H", table, 2)[0]
        records = (unpack_from(">HHI", table, 4 + 8 * i) for i in range(count))
        places = {(platform, encoding): start for platform, encoding, start in records}
        for encoding in _UNICODE:
            if encoding in places:
                start = places[encoding]
                form = unpack_from(">H", table, start)[0]
                if form in (4, 12):
                    return _segments(table, start) if form == 4 else _groups(table, start)
        raise LayoutError("a font file has no table of characters", hint="Use another font")

    @cached_property
    def outlines(self) -> tuple[int, ...]:
        """Where the outline of each glyph begins in the table `glyf`, and where the last ends."""
        table = self.table("loca")
        if unpack_from(">h", self.table("head"), 50)[0]:
            return tuple(unpack_from(f">{self.count + 1}I", table, 0))
        return tuple(2 * half for half in unpack_from(f">{self.count + 1}H", table, 0))

    @cached_property
    def _shapes(self) -> bytes:
        return self.table("glyf") if "glyf" in self else b""

    def extent(self, glyph: int) -> Iterator[tuple[int, int]]:
        """Yield how low and how high a glyph reaches, in font units; nothing if it has no ink.

        Where the outlines are of another kind than TrueType's, that is as far as any glyph reaches.
        """
        if not self._shapes:
            yield self.box[1], self.box[3]
        elif self.outlines[glyph] < self.outlines[glyph + 1]:
            _, low, _, high = unpack_from(">4h", self._shapes, self.outlines[glyph] + 2)
            yield low, high


def _segments(table: bytes, start: int) -> dict[int, int]:
    """Read a subtable of format 4."""
    double = unpack_from(">H", table, start + 6)[0]
    count = double // 2
    ends = unpack_from(f">{count}H", table, start + 14)
    starts = unpack_from(f">{count}H", table, start + 16 + double)
    deltas = unpack_from(f">{count}H", table, start + 16 + 2 * double)
    where = start + 16 + 3 * double
    offsets = unpack_from(f">{count}H", table, where)
    found: dict[int, int] = {}
    for i, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        if first == 0xFFFF:
            continue
        if not offset:
            for character in range(first, last + 1):
                found[character] = (character + delta) & 0xFFFF
            continue
        glyphs = unpack_from(f">{last - first + 1}H", table, where + 2 * i + offset)
        for character, glyph in enumerate(glyphs, start=first):
            found[character] = (glyph + delta) & 0xFFFF if glyph else 0
    return {character: glyph for character, glyph in found.items() if glyph}


def _groups(table: bytes, start: int) -> dict[int, int]:
    """Read a subtable of format 12."""
    count = unpack_from(">I", table, start + 12)[0]
    numbers = unpack_from(f">{3 * count}I", table, start + 16)
    groups = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return {
        first + i: glyph + i
        for first, last, glyph in groups
        for i in range(last - first + 1)
        if glyph + i
    }
