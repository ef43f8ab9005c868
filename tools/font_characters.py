"""Which characters the bundled faces and the font packs hold; read by `make_faces.py`.

`tests/documents/test_exemplars.py` holds the bundled faces to what the languages of Europe need.
"""

from __future__ import annotations

import bz2
import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["BUNDLED", "COMMON", "SIGNS", "STROKES", "characters", "east_asian", "span"]

Ranges = tuple[range, ...]


def span(first: int, last: int) -> range:
    """Return the characters from *first* to *last*, both included."""
    return range(first, last + 1)


def _single(*codes: int) -> Ranges:
    return tuple(span(code, code) for code in codes)


def characters(ranges: Iterable[range]) -> list[int]:
    """Return every character of *ranges*, sorted."""
    return sorted({character for chunk in ranges for character in chunk})


BUNDLED: Ranges = (
    span(0x0020, 0x007E),
    span(0x00A0, 0x00AC),
    span(0x00AE, 0x024F),
    # Letters of the IPA block that living alphabets use: Azerbaijani, Ewe, Fula, Hausa, Twi.
    *_single(0x251, 0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x260, 0x263, 0x268, 0x269, 0x26F),
    *_single(0x272, 0x275, 0x283, 0x288, 0x289, 0x28A, 0x28B, 0x292, 0x294),
    *_single(0x2B0, 0x2B3, 0x2B7, 0x2B9, 0x2BA, 0x2BB, 0x2BC, 0x2BE, 0x2BF, 0x2C6, 0x2C7, 0x2C8),
    span(0x02D8, 0x02DD),
    *_single(0x2E2),
    span(0x0300, 0x0338),
    *_single(0x342, 0x345, 0x35C, 0x361, 0x1DC6, 0x1DC7),
    span(0x0370, 0x03FF),
    span(0x0400, 0x052F),
    *_single(0x1D48, 0x1D49, 0x1D4D),
    span(0x1E00, 0x1FFF),
    span(0x2002, 0x200A),
    span(0x2010, 0x2016),
    span(0x2018, 0x2027),
    *_single(0x202F, 0x2030, 0x2032, 0x2033, 0x2034, 0x2039, 0x203A, 0x203B, 0x203C, 0x2043),
    *_single(0x2044, 0x204A, 0x2052, 0x205F),
    *_single(0x2070, 0x2071, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079, 0x207F),
    span(0x2080, 0x2089),
    span(0x20A0, 0x20BF),
    *_single(0x2103, 0x2113, 0x2116, 0x2117, 0x2120, 0x2122, 0x2126, 0x212E),
    span(0x2150, 0x215E),
    *_single(0x2C6D, 0x2C70, 0x2E17, 0xA78B, 0xA78C, 0xA7AE),
    span(0xFB00, 0xFB04),
)
"""Latin with Vietnamese, Greek with the old accents, Cyrillic, and the signs of running text."""

STROKES = "−≤≥≠≈"
"""Signs that Noto text faces lack: `make_faces.py` draws them from each face's own + < > = ~."""

SIGNS = {
    "NotoSansMath-Regular": "←↑→↓↔√∞∆∑∏∂∕∙",
    "NotoSansSymbols-Regular": "⌀",
    "NotoSansSymbols2-Regular": "✓✗☐☑□■●○◆▪▫◦★☆",
}
"""Signs that the text faces take from other Noto faces."""

COMMON: Ranges = (
    *_single(0x20, 0x21, 0x22, 0x27, 0x28, 0x29, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B, 0x3F, 0xA0),
    span(0x0030, 0x0039),
    *_single(0xAB, 0xBB, 0x200C, 0x200D, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019),
    *_single(0x201C, 0x201D, 0x2026, 0x2039, 0x203A),
)
"""What stands among the letters of any script, so that a name is set in one face throughout."""

_KANA: Ranges = (
    *_single(0x2015, 0x2025, 0x2026, 0x203B),
    span(0x3000, 0x303F),
    span(0x3041, 0x30FF),
    span(0x31F0, 0x31FF),
    span(0xFF01, 0xFF9F),
)
_HAN_SIGNS: Ranges = (
    *_single(0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2025, 0x2026, 0xB7),
    span(0x3000, 0x303F),
    span(0xFF01, 0xFF65),
)
_HANGUL: Ranges = (
    span(0x3000, 0x301F),
    span(0x3131, 0x318E),
    span(0xAC00, 0xD7A3),
    span(0xFF01, 0xFF5E),
)
_BOPOMOFO: Ranges = (span(0x3105, 0x312F), span(0x31A0, 0x31BF))


def _charset(name: str) -> Iterator[int]:
    """Yield the ideographs of a double-byte character set that Python knows."""
    decode = codecs.lookup(name).decode
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text, _ = decode(bytes((lead, trail)))
            except UnicodeDecodeError:
                continue
            yield from (ord(c) for c in text if len(text) == 1 and _is_ideograph(ord(c)))


def _is_ideograph(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or code >= 0x20000


def _unihan(unicode: Path, field: str) -> Iterator[int]:
    """Yield the ideographs that have *field* in the Unihan database."""
    with bz2.open(unicode / "Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as rows:
        for row in rows:
            if row.startswith("U+") and row.split("\t")[1] == field:
                yield int(row[2 : row.index("\t")], 16)


def east_asian(key: str, unicode: Path) -> Ranges:
    """Return the characters of one of the four East Asian packs.

    Args:
        key: `chinese-simplified`, `chinese-traditional`, `japanese` or `korean`.
        unicode: The folder with the files of the Unicode Character Database.
    """
    if key == "korean":
        return _HANGUL
    if key == "japanese":
        # What Japanese computers and the register of names have; 𠮷 is a name's 吉.
        ideographs = {*_charset("cp932"), *_unihan(unicode, "kJinmeiyoKanji"), 0x20BB7}
        return (*_KANA, *_single(*sorted(ideographs)))
    if key == "chinese-simplified":
        # The official table of 2013 has the characters of names too.
        return (*_HAN_SIGNS, *_single(*sorted({*_charset("gb2312"), *_unihan(unicode, "kTGH")})))
    # Big5, and two more that the CLDR names for Taiwan and for Cantonese.
    ideographs = {*_charset("big5"), 0x5F5E, 0x7CE5}
    return (*_HAN_SIGNS, *_BOPOMOFO, *_single(*sorted(ideographs)))
