"""What the tables GSUB and GPOS of a font have in common (OpenType 1.9, common table formats)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import unpack_from

__all__ = ["classes", "covered", "lookups", "number", "numbers", "signed"]


def number(table: bytes, place: int) -> int:
    """Read a number of two bytes."""
    return int.from_bytes(table[place : place + 2], "big")


def signed(table: bytes, place: int) -> int:
    """Read a number of two bytes that may be negative."""
    return int.from_bytes(table[place : place + 2], "big", signed=True)


def numbers(table: bytes, place: int, count: int) -> tuple[int, ...]:
    """Read *count* numbers of two bytes."""
    found: tuple[int, ...] = unpack_from(f">{count}H", table, place)
    return found


def covered(table: bytes, place: int) -> dict[int, int]:
    """Read a coverage table: glyph -> its index."""
    form, count = numbers(table, place, 2)
    if form == 1:
        return {glyph: i for i, glyph in enumerate(numbers(table, place + 4, count))}
    found: dict[int, int] = {}
    for i in range(count):
        first, last, index = numbers(table, place + 4 + 6 * i, 3)
        found.update((glyph, index + glyph - first) for glyph in range(first, last + 1))
    return found


def classes(table: bytes, place: int) -> dict[int, int]:
    """Read a class definition: glyph -> its class; those left out are in class 0."""
    if number(table, place) == 1:
        first, count = numbers(table, place + 2, 2)
        return dict(enumerate(numbers(table, place + 6, count), start=first))
    found: dict[int, int] = {}
    for i in range(number(table, place + 2)):
        first, last, kind = numbers(table, place + 4 + 6 * i, 3)
        found.update(dict.fromkeys(range(first, last + 1), kind))
    return found


def lookups(table: bytes, indices: Iterable[int], *, extension: int) -> Iterator[tuple[int, int]]:
    """Yield type and place of the subtables of lookups, in lookup order, extensions unwrapped.

    Args:
        table: The table.
        indices: The numbers of the lookups.
        extension: The lookup type that only says where another one stands.
    """
    start = number(table, 8)
    for index in sorted(set(indices)):
        lookup = start + number(table, start + 2 + 2 * index)
        kind, _, count = numbers(table, lookup, 3)
        for offset in numbers(table, lookup + 6, count):
            place = lookup + offset
            if kind == extension:
                wrapped, far = unpack_from(">HI", table, place + 2)
                yield wrapped, place + far
            else:
                yield kind, place
