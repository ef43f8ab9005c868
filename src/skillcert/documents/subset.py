"""The part of a TrueType font that a file needs: some of its glyphs, numbered anew.

OpenType 1.9, chapters glyf, loca, hmtx and maxp. Outlines are copied as they stand, so that this
takes a millisecond where a general library takes thirty.

Rules of this module

- The same glyphs of the same font give the same bytes.
- Only what ISO 32000-1, 9.9 asks of an embedded TrueType font is in it: no names, no characters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from struct import pack, pack_into, unpack_from

from skillcert.documents.fontfile import FontFile
from skillcert.errors import LayoutError

__all__ = ["Moved", "subset"]

_OFFSETS = 0x0002
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_HINTS = ("cvt ", "fpgm", "prep")
_MAGIC = 0xB1B0AFBA


Moved = tuple[int, int, int]
"""A glyph, and by how many font units it is moved right and up."""


def subset(
    font: FontFile, glyphs: Collection[int], moved: Collection[Moved] = ()
) -> tuple[bytes, Mapping[int | Moved, int]]:
    """Return a font file with some glyphs of a font.

    Args:
        font: The font.
        glyphs: The numbers of the glyphs to keep. Those that they are put together from are kept
            too, and glyph 0 always is.
        moved: Glyphs that are added a second time, moved: marks in their places.

    Returns:
        The bytes of the file, and for each glyph kept and added the number that it has there.

    Raises:
        LayoutError: The font has no TrueType outlines.
    """
    if "glyf" not in font:
        raise LayoutError(
            f"the font {font.postscript_name} has no TrueType outlines",
            hint="Use a font with TrueType outlines; those of OpenType (CFF) are not embedded",
        )
    table = font.table("glyf")
    added = sorted(set(moved))
    kept = _closed(font, table, [*glyphs, *(glyph for glyph, _, _ in added)])
    numbers: dict[int | Moved, int] = {glyph: i for i, glyph in enumerate(kept)}
    outlines = [_outline(font, table, glyph, numbers) for glyph in kept]
    outlines += [_moved(outlines[numbers[one[0]]], numbers[one[0]], one) for one in added]
    numbers.update((one, len(kept) + i) for i, one in enumerate(added))
    tables = _tables(
        font, [*((glyph, 0) for glyph in kept), *((g, x) for g, x, _ in added)], outlines
    )
    if added:
        tables["maxp"] = _deeper(tables["maxp"])
    return _file(tables), numbers


def _moved(outline: bytes, number: int, moved: Moved) -> bytes:
    """Return a glyph that is nothing but another one moved; nothing if that has no outline."""
    if not outline:
        return b""
    _, right, up = moved
    x, y, x2, y2 = unpack_from(">4h", outline, 2)
    box = x + right, y + up, x2 + right, y2 + up
    return pack(">5h2H2h", -1, *box, _WORDS | _OFFSETS, number, right, up) + bytes(2)


def _deeper(most: bytes) -> bytes:
    """Return the table maxp for a font in which any glyph may be part of one more."""
    made = bytearray(most)
    points, contours, all_points, all_contours = unpack_from(">4H", most, 6)
    pack_into(">2H", made, 10, max(points, all_points), max(contours, all_contours))
    parts, depth = unpack_from(">2H", most, 28)
    pack_into(">2H", made, 28, max(parts, 1), depth + 1)
    return bytes(made)


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Yield, for a glyph that is put together from others, where each is named and its number."""
    if len(outline) < 2 or unpack_from(">h", outline, 0)[0] >= 0:
        return
    place = 10
    while True:
        flags, glyph = unpack_from(">2H", outline, place)
        yield place + 2, glyph
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        if not flags & _MORE:
            return


def _closed(font: FontFile, table: bytes, glyphs: Collection[int]) -> list[int]:
    """Return the glyphs with all that they are put together from, in the order of the font."""
    kept, open_ = {0}, [0, *glyphs]
    while open_:
        glyph = open_.pop()
        kept.add(glyph)
        outline = table[font.outlines[glyph] : font.outlines[glyph + 1]]
        open_.extend(part for _, part in _components(outline) if part not in kept)
    return sorted(kept)


def _outline(font: FontFile, table: bytes, glyph: int, numbers: Mapping[int | Moved, int]) -> bytes:
    """Return the outline of a glyph with its parts numbered anew, to a multiple of four bytes."""
    outline = table[font.outlines[glyph] : font.outlines[glyph + 1]]
    if parts := list(_components(outline)):
        changed = bytearray(outline)
        for place, part in parts:
            pack_into(">H", changed, place, numbers[part])
        outline = bytes(changed)
    return outline + bytes(-len(outline) % 4)


def _tables(font: FontFile, kept: list[tuple[int, int]], outlines: list[bytes]) -> dict[str, bytes]:
    """Return the tables of the new file."""
    places = [0]
    for outline in outlines:
        places.append(places[-1] + len(outline))
    head, lines, most = (bytearray(font.table(tag)) for tag in ("head", "hhea", "maxp"))
    pack_into(">I", head, 8, 0)  # the sum over the whole file, which stands here in the end
    pack_into(">h", head, 50, 1)  # places are counted in bytes, in four bytes each
    pack_into(">H", lines, 34, len(kept))
    pack_into(">H", most, 4, len(kept))
    return {
        **{tag: font.table(tag) for tag in _HINTS if tag in font},
        "glyf": b"".join(outlines),
        "head": bytes(head),
        "hhea": bytes(lines),
        "hmtx": b"".join(_metrics(font, kept)),
        "loca": pack(f">{len(places)}I", *places),
        "maxp": bytes(most),
    }


def _metrics(font: FontFile, kept: list[tuple[int, int]]) -> Iterator[bytes]:
    """Yield advance and left bearing of each glyph, which is moved right."""
    table = font.table("hmtx")
    numbers = int(unpack_from(">H", font.table("hhea"), 34)[0])
    for glyph, right in kept:
        # The last glyphs share an advance, and only their bearings are told.
        place = 4 * glyph + 2 if glyph < numbers else 4 * numbers + 2 * (glyph - numbers)
        bearing = unpack_from(">h", table, place)[0]
        yield pack(">Hh", font.advances[glyph], bearing + right)


def _sum(data: bytes) -> int:
    """Return the checksum of a table (chapter otff)."""
    padded = data + bytes(-len(data) % 4)
    total: int = sum(unpack_from(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF


def _file(tables: Mapping[str, bytes]) -> bytes:
    """Put a font file together."""
    count = len(tables)
    power = count.bit_length() - 1
    head = pack(">I4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    place = len(head) + 16 * count
    records, bodies = [], []
    for tag, data in sorted(tables.items()):
        records.append(pack(">4s3I", tag.encode("latin-1"), _sum(data), place, len(data)))
        bodies.append(data + bytes(-len(data) % 4))
        place += len(bodies[-1])
    made = bytearray(head + b"".join(records) + b"".join(bodies))
    where = next(unpack_from(">I", record, 8)[0] for record in records if record[:4] == b"head")
    pack_into(">I", made, where + 8, (_MAGIC - _sum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)
