"""Reading a font's GPOS table: pair kerning and the places of marks, without a shaping engine.

Latin, Greek and Cyrillic need no more than this, so the core works without compiled code. The table
format is OpenType 1.9, chapter GPOS: lookup types 2 (pairs), 4 (mark to base), 6 (mark to mark) and
9 (extension).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

__all__ = ["Positions", "positions_of"]

_PAIR, _MARK_TO_BASE, _MARK_TO_MARK, _EXTENSION = 2, 4, 6, 9
Anchor = tuple[int, int]


class Positions(Protocol):
    """What the table says about two neighbouring glyphs, in font units."""

    def kern(self, left: str, right: str, /) -> int:
        """Return what is added to the advance of *left* before *right*."""

    def attach(self, base: str, mark: str, /) -> Anchor | None:
        """Return the offset of *mark* from the origin of *base*; None if the font has none."""


def _subtables(gpos: Any, feature: str) -> Iterator[tuple[int, Any]]:
    """Yield the subtables behind *feature*, in lookup order, with extensions unwrapped."""
    records = gpos.FeatureList.FeatureRecord if gpos.FeatureList else ()
    indices = {i for r in records if r.FeatureTag == feature for i in r.Feature.LookupListIndex}
    for index in sorted(indices):
        for table in gpos.LookupList.Lookup[index].SubTable:
            if table.LookupType == _EXTENSION:
                yield table.ExtSubTable.LookupType, table.ExtSubTable
            else:
                yield table.LookupType, table


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0) if value is not None else 0


def _pair_value(table: Any, left: str, right: str) -> int | None:
    """Return the kerning that one pair subtable gives, None if it says nothing of the pair."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        return next((_advance(p.Value1) for p in pairs if p.SecondGlyph == right), None)
    first = table.ClassDef1.classDefs.get(left, 0)
    second = table.ClassDef2.classDefs.get(right, 0)
    return _advance(table.Class1Record[first].Class2Record[second].Value1)


def _anchor_offset(base: Any, mark: Any) -> Anchor:
    x = int(base.XCoordinate) - int(mark.XCoordinate)
    return x, int(base.YCoordinate) - int(mark.YCoordinate)


def _mark_value(kind: int, table: Any, base: str, mark: str) -> Anchor | None:
    """Return the offset that one mark subtable gives, None if it says nothing of the two."""
    if kind == _MARK_TO_BASE:
        marks, bases, mark_array = table.MarkCoverage, table.BaseCoverage, table.MarkArray
    else:
        marks, bases, mark_array = table.Mark1Coverage, table.Mark2Coverage, table.Mark1Array
    if mark not in marks.glyphs or base not in bases.glyphs:
        return None
    record = mark_array.MarkRecord[marks.glyphs.index(mark)]
    row = bases.glyphs.index(base)
    if kind == _MARK_TO_BASE:
        anchor = table.BaseArray.BaseRecord[row].BaseAnchor[record.Class]
    else:
        anchor = table.Mark2Array.Mark2Record[row].Mark2Anchor[record.Class]
    return None if anchor is None else _anchor_offset(anchor, record.MarkAnchor)


class _NoPositions:
    """For a font without the table."""

    def kern(self, _left: str, _right: str) -> int:
        """Return 0."""
        return 0

    def attach(self, _base: str, _mark: str) -> Anchor | None:
        """Return None."""
        return None


class _GposPositions:
    """The answers of one GPOS table, each worked out once."""

    def __init__(self, gpos: Any) -> None:
        self._pairs = [t for kind, t in _subtables(gpos, "kern") if kind == _PAIR]
        self._marks = [
            (kind, table)
            for feature in ("mark", "mkmk")
            for kind, table in _subtables(gpos, feature)
            if kind in (_MARK_TO_BASE, _MARK_TO_MARK)
        ]
        self.kern = cache(self._kern)
        self.attach = cache(self._attach)

    def _kern(self, left: str, right: str) -> int:
        values = (_pair_value(table, left, right) for table in self._pairs)
        return next((value for value in values if value is not None), 0)

    def _attach(self, base: str, mark: str) -> Anchor | None:
        values = (_mark_value(kind, table, base, mark) for kind, table in self._marks)
        return next((value for value in values if value is not None), None)


def positions_of(font: Any) -> Positions:
    """Return the positions that *font* (a `fontTools.ttLib.TTFont`) gives."""
    if "GPOS" not in font or font["GPOS"].table.LookupList is None:
        return _NoPositions()
    return _GposPositions(font["GPOS"].table)
