"""A face within a file: the codes of its glyphs, and the font objects behind them.

ISO 32000-1, 9.7 (composite fonts) and 9.10 (extraction of text), as ISO 19005-3, 6.2.11 narrows
them: every code has a glyph, a width and characters.

Rules of this module

- A code stands for a glyph and for the characters that it shows, since one glyph may show several
  (a space and a no-break space). In a face that sets letter by letter the codes are fixed, so that
  what is written with them can be kept and used again. Elsewhere they are counted in each file,
  and so they are for text in which a mark is moved into its place.
- There a code also stands for how far its glyph is moved, so that a mark is drawn in its place
  without the pen going there: whoever takes the text out of the file by where it stands then finds
  it in its order.
- A subset holds the commonest letters of the languages of the library, and whatever else the file
  shows. So nearly all files share their subsets, and which others were made makes no difference.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from itertools import groupby

import attrs

from skillcert.documents.fonts import Face, Glyph
from skillcert.documents.pdffile import PdfFile, stream
from skillcert.documents.subset import Moved, subset

__all__ = ["Codes", "Shown", "codes_of", "put_font"]

_COMMON = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÆØÅæøåÄÖäöÉéÈèÜüáíóðþ.,:;!?'\"()[]/&%+-–—·…“”’«»@_#*= \u00a0"
)
_SYMBOLIC = 4
"""The flag of a font whose codes stand for glyphs of its own (9.8.2)."""
_ITALIC, _SERIF = 64, 2
_UNMOVED = (0, 0)
_IDENTITY = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
_CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
{ranges}endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_NOTHING = "\u200b"
"""What a glyph stands for that stands for nothing of its own: every code must have characters."""
_MOST = 100
"""How many characters one section of a CMap names at most (Adobe Technical Note 5014)."""


@attrs.frozen
class Shown:
    """What a code shows: a glyph, and the characters that it stands for.

    Attributes:
        glyph: The glyph.
        text: The characters; empty where it only goes with the glyph before it.
        moved: How far it is moved right and up, in thousandths of the type size.
    """

    glyph: int
    text: str
    moved: tuple[int, int] = (0, 0)


class Codes:
    """The codes of a face within one file, or of all files if they are fixed.

    Args:
        face: The face.
        fixed: Whether they are fixed; then no glyph of theirs is moved.

    Attributes:
        name: What the font is called in a file; a face may be there twice.
    """

    def __init__(self, face: Face, *, fixed: bool) -> None:
        self.face = face
        self.fixed = fixed
        self.name = face.name if fixed or face.script is not None else f"{face.name}-moved"
        self._shown: dict[int, Shown] = {}
        self._numbers: dict[tuple[int, str, tuple[int, int]], int] = {}
        self._last = face.file.count
        # The first character of each glyph; it has the number of the glyph as its code.
        self._first: dict[int, int] = {}
        if fixed:
            characters = sorted(face.cmap, reverse=True)
            self._first = {face.cmap[character]: character for character in characters}

    def code(self, glyph: Glyph) -> int:
        """Return the code of *glyph*; KeyError if it has none and they are fixed."""
        key = glyph.id, glyph.text, (glyph.dx, glyph.dy)
        if len(glyph.text) == 1 and self._first.get(glyph.id) == ord(glyph.text):
            return glyph.id
        if key not in self._numbers:
            if self.fixed:
                return self._others[key]
            self._add(*key)
        return self._numbers[key]

    def shown(self, code: int) -> Shown:
        """Return what *code* shows; KeyError if it shows nothing."""
        if code in self._first:
            return Shown(code, chr(self._first[code]))
        if code not in self._shown and self.fixed:
            _ = self._others
        return self._shown[code]

    @cached_property
    def _others(self) -> dict[tuple[int, str, tuple[int, int]], int]:
        """The codes of glyphs that show further characters, of every such glyph of the face."""
        more = [(g, chr(c)) for c, g in sorted(self.face.cmap.items()) if self._first[g] != c]
        for glyph, text in dict.fromkeys([*more, *self.face.other_glyphs()]):
            self._add(glyph, text)
        return self._numbers

    def _add(self, glyph: int, text: str, moved: tuple[int, int] = (0, 0)) -> None:
        """Give the first characters of a glyph its number, and further ones a number beyond all."""
        code = glyph
        if glyph in self._first or glyph in self._shown:
            self._last += 1
            code = self._last
        self._shown[code] = Shown(glyph, text, moved)
        self._numbers[glyph, text, moved] = code

    @cached_property
    def common(self) -> frozenset[int]:
        """The codes that every subset holds."""
        if not (self.face.bundled and self.fixed):
            return frozenset()
        known = (character for character in sorted(_COMMON) if self.face.covers(character))
        glyphs = {character: self.face.cmap[ord(character)] for character in known}
        return frozenset(
            glyph
            if self._first[glyph] == ord(character)
            else self._others[glyph, character, (0, 0)]
            for character, glyph in glyphs.items()
        )


@cache
def _fixed(face: Face) -> Codes:
    return Codes(face, fixed=True)


def codes_of(face: Face, *, moved: bool = False) -> Codes:
    """Return the codes of *face* for a file that begins.

    Args:
        face: The face.
        moved: Whether they are for text in which marks are moved into their places.
    """
    return _fixed(face) if face.script is None and not moved else Codes(face, fixed=False)


@attrs.frozen
class _Parts:
    """The objects of a font within a file, ready to be written.

    Attributes:
        name: Its name, with the tag of the subset.
        program: The stream with the font file.
        glyphs: The stream that maps codes to glyphs of it.
        unicode: The stream that maps codes to characters.
        widths: The widths of codes.
    """

    name: str
    program: bytes
    glyphs: bytes
    unicode: bytes
    widths: str


def put_font(file: PdfFile, codes: Codes, used: Iterable[int]) -> int:
    """Add a font to a file and return the number of its object.

    Args:
        file: The file.
        codes: The codes of its face.
        used: The codes that the file shows.
    """
    wanted = codes.common.union(used)
    parts = _fixed_parts(codes, wanted) if codes.fixed else _parts(codes, wanted)
    program = file.add(parts.program)
    descriptor = file.add(_descriptor(codes.face, parts.name, program))
    glyphs, unicode = file.add(parts.glyphs), file.add(parts.unicode)
    descendant = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{parts.name}{_IDENTITY}"
        f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {glyphs} 0 R/DW 0/W[{parts.widths}]>>"
    )
    return file.add(
        f"<</Type/Font/Subtype/Type0/BaseFont/{parts.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    )


def _descriptor(face: Face, name: str, program: int) -> str:
    """Return what describes the look of a font (9.8)."""
    file = face.file
    ascent, descent = file.ascent_and_descent
    flags = _SYMBOLIC | (_ITALIC if file.italic_angle else 0)
    flags |= _SERIF if "Serif" in file.postscript_name else 0
    box = " ".join(str(face.per_mille(edge)) for edge in file.box)
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{box}]"
        f"/ItalicAngle {file.italic_angle:g}/Ascent {face.per_mille(ascent)}"
        f"/Descent {face.per_mille(descent)}/CapHeight {face.per_mille(file.cap_height)}"
        f"/StemV {_stem(file.weight)}/FontFile2 {program} 0 R>>"
    )


def _stem(weight: int) -> int:
    """Return about how wide the stems of a face of some weight are; fonts do not say."""
    return 50 + round((weight / 65) ** 2)


# Bounded, since names of many alphabets pass through a service in its months.
@lru_cache(maxsize=64)
def _fixed_parts(codes: Codes, wanted: frozenset[int]) -> _Parts:
    return _parts(codes, wanted)


def _parts(codes: Codes, wanted: frozenset[int]) -> _Parts:
    """Make the objects of a subset."""
    shown = {code: codes.shown(code) for code in sorted(wanted)}
    keys = {code: _key(codes.face, one) for code, one in shown.items()}
    moved = {key for key in keys.values() if isinstance(key, tuple)}
    plain = {key for key in keys.values() if isinstance(key, int)}
    program, numbers = subset(codes.face.file, plain, moved)
    digest = hashlib.sha256(repr(list(shown.items())).encode()).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return _Parts(
        name=f"{tag}+{codes.face.file.postscript_name}",
        program=stream(program, f"/Length1 {len(program)}"),
        glyphs=stream(_glyph_map({code: numbers[key] for code, key in keys.items()})),
        unicode=stream(_unicode_map(shown).encode("ascii")),
        widths=_widths(codes.face, shown),
    )


def _key(face: Face, shown: Shown) -> int | Moved:
    """Return what the subset of a font calls the glyph of a code."""
    right, up = (round(way * face.file.units_per_em / 1000) for way in shown.moved)
    return (shown.glyph, right, up) if right or up else shown.glyph


def _glyph_map(numbers: Mapping[int, int]) -> bytes:
    """Return, two bytes a code, the numbers of the glyphs within the subset (9.7.4.2)."""
    table = bytearray(2 * (max(numbers, default=0) + 1))
    for code, number in numbers.items():
        table[2 * code : 2 * code + 2] = number.to_bytes(2, "big")
    return bytes(table)


def _unicode_map(shown: Mapping[int, Shown]) -> str:
    """Return the map from codes to characters (9.10.3)."""
    lines = [
        f"<{code:04X}><{(one.text or _NOTHING).encode('utf-16-be').hex().upper()}>\n"
        for code, one in shown.items()
    ]
    parts = (lines[i : i + _MOST] for i in range(0, len(lines), _MOST))
    ranges = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return _CMAP.format(ranges=ranges)


def _widths(face: Face, shown: Mapping[int, Shown]) -> str:
    """Return the widths of codes, those of codes that follow one another together (9.7.4.3)."""

    def runs() -> Iterator[str]:
        # Codes that follow one another are equally far from their place in the list.
        for _, run in groupby(enumerate(shown), key=lambda pair: pair[1] - pair[0]):
            codes = [code for _, code in run]
            widths = " ".join(str(face.widths[shown[code].glyph]) for code in codes)
            yield f"{codes[0]}[{widths}]"

    return "".join(runs())
