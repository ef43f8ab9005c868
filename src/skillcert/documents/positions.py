"""Reading a font's GPOS table: pair kerning and the places of marks, without a shaping engine.

Latin, Greek and Cyrillic need no more than this, so the core works without compiled code. The table
format is OpenType 1.9, chapter GPOS: lookup types 2 (pairs), 4 (mark to base), 6 (mark to mark) and
9 (extension).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Protocol

from skillcert.documents.fontfile import FontFile
from skillcert.documents.layouttables import classes, covered, lookups, number, numbers, signed

__all__ = ["Positions", "positions_of"]

_PAIR, _MARK_TO_BASE, _MARK_TO_MARK, _EXTENSION = 2, 4, 6, 9
_X_ADVANCE = 4
"""The bit of a value format that says that there is an advance; two more stand before it."""
Anchor = tuple[int, int]


class Positions(Protocol):
    """What the table says about two neighbouring glyphs, in font units."""

    def kern(self, left: int, right: int, /) -> int:
        """Return what is added to the advance of *left* before *right*."""

    def attach(self, base: int, mark: int, /) -> Anchor | None:
        """Return the offset of *mark* from the origin of *base*; None if the font has none."""


class _Pairs:
    """A subtable of lookup type 2."""

    def __init__(self, table: bytes, place: int) -> None:
        self._table, self._place = table, place
        self._form, coverage, first, second = numbers(table, place, 4)
        self._coverage = place + coverage
        self._size = 2 * (first.bit_count() + second.bit_count())
        # The values of one record stand in the order of the format's bits.
        self._advance = 2 * (first & (_X_ADVANCE - 1)).bit_count() if first & _X_ADVANCE else None

    @cached_property
    def _covered(self) -> dict[int, int]:
        return covered(self._table, self._coverage)

    @cached_property
    def _left(self) -> dict[int, int]:
        return classes(self._table, self._place + number(self._table, self._place + 8))

    @cached_property
    def _right(self) -> dict[int, int]:
        return classes(self._table, self._place + number(self._table, self._place + 10))

    def value(self, left: int, right: int) -> int | None:
        """Return the kerning of a pair, None if the subtable says nothing of it."""
        index = self._covered.get(left)
        if index is None:
            return None
        if self._form == 1:
            return self._listed(index, right)
        columns = number(self._table, self._place + 14)
        row, column = self._left.get(left, 0), self._right.get(right, 0)
        return self._value(self._place + 16 + (row * columns + column) * self._size)

    def _listed(self, index: int, right: int) -> int | None:
        start = self._place + number(self._table, self._place + 10 + 2 * index)
        for i in range(number(self._table, start)):
            record = start + 2 + i * (2 + self._size)
            if number(self._table, record) == right:
                return self._value(record + 2)
        return None

    def _value(self, place: int) -> int:
        return 0 if self._advance is None else signed(self._table, place + self._advance)


class _Marks:
    """A subtable of lookup type 4 or 6; they differ in names alone."""

    def __init__(self, table: bytes, place: int) -> None:
        self._table, self._place = table, place
        self._offsets = numbers(table, place + 2, 5)

    @cached_property
    def _marks(self) -> dict[int, int]:
        return covered(self._table, self._place + self._offsets[0])

    @cached_property
    def _bases(self) -> dict[int, int]:
        return covered(self._table, self._place + self._offsets[1])

    def value(self, base: int, mark: int) -> Anchor | None:
        """Return the offset of a mark, None if the subtable says nothing of the two."""
        row, index = self._bases.get(base), self._marks.get(mark)
        if row is None or index is None:
            return None
        _, _, classes, mark_offset, base_offset = self._offsets
        marks, bases = self._place + mark_offset, self._place + base_offset
        kind, held = numbers(self._table, marks + 2 + 4 * index, 2)
        anchor = number(self._table, bases + 2 + 2 * (row * classes + kind))
        if not anchor:
            return None
        at, of = bases + anchor, marks + held
        return (
            signed(self._table, at + 2) - signed(self._table, of + 2),
            signed(self._table, at + 4) - signed(self._table, of + 4),
        )


class _NoPositions:
    """For a font without the table."""

    def kern(self, _left: int, _right: int) -> int:
        """Return 0."""
        return 0

    def attach(self, _base: int, _mark: int) -> Anchor | None:
        """Return None."""
        return None


class _GposPositions:
    """The answers of one GPOS table, each worked out once."""

    def __init__(self, table: bytes) -> None:
        self._table = table
        self._pairs = [
            _Pairs(table, place) for kind, place in self._subtables("kern") if kind == _PAIR
        ]
        self._marks = [
            _Marks(table, place)
            for feature in ("mark", "mkmk")
            for kind, place in self._subtables(feature)
            if kind in (_MARK_TO_BASE, _MARK_TO_MARK)
        ]
        self.kern = cache(self._kern)
        self.attach = cache(self._attach)

    def _subtables(self, feature: str) -> Iterator[tuple[int, int]]:
        """Yield type and place of what is behind *feature*, in lookup order."""
        features = number(self._table, 6)
        indices: set[int] = set()
        for i in range(number(self._table, features)):
            record = features + 2 + 6 * i
            if self._table[record : record + 4].decode("latin-1") == feature:
                place = features + number(self._table, record + 4)
                indices.update(numbers(self._table, place + 4, number(self._table, place + 2)))
        return lookups(self._table, indices, extension=_EXTENSION)

    def _kern(self, left: int, right: int) -> int:
        values = (pairs.value(left, right) for pairs in self._pairs)
        return next((value for value in values if value is not None), 0)

    def _attach(self, base: int, mark: int) -> Anchor | None:
        values = (marks.value(base, mark) for marks in self._marks)
        return next((value for value in values if value is not None), None)


def positions_of(font: FontFile) -> Positions:
    """Return the positions that *font* gives."""
    if "GPOS" not in font:
        return _NoPositions()
    table = font.table("GPOS")
    if not number(table, 6) or not number(table, 8):
        return _NoPositions()
    return _GposPositions(table)
