"""Setting text letter by letter: glyphs, pair kerning, and marks put upon their letters.

Latin, Greek and Cyrillic need no more than this, and neither do scripts whose letters never change
with their neighbours; so the core works without a shaping engine. `tests/documents/test_setting.py`
holds it to what HarfBuzz does with the same fonts.

Rules of this module

- A letter with a soft dot (i, j and their kin) loses the dot under a mark that stands above it, as
  in Lithuanian; Unicode calls this Soft_Dotted.
- A mark for which the font has no place is drawn where the pen stands.
- Where text runs from right to left, letters stand in that order and brackets turn round.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import attrs

from skillcert.documents.bidi import mirrored

if TYPE_CHECKING:
    from skillcert.documents.positions import Positions

__all__ = [
    "Glyph",
    "SettableFont",
    "is_plain",
    "letters_of",
    "other_glyphs",
    "set_letter_by_letter",
]

_ABOVE = 230
"""The combining class of marks above a letter."""
_DOTLESS = {"i": "ı", "j": "ȷ", "і": "ı", "ј": "ȷ"}
"""Letters with a soft dot -> the letter without it; the last two are Cyrillic."""


@attrs.frozen(kw_only=True)
class Glyph:
    """One glyph in its place on a line. Lengths are thousandths of the type size.

    Attributes:
        id: Its number in the font.
        text: The characters it stands for; empty for all but the first glyph of a cluster.
        width: Its width as the font has it.
        advance: How far the pen moves, kerning included.
        dx: How far right of the pen it is drawn.
        dy: How far above the baseline it is drawn.
    """

    id: int
    text: str
    width: int
    advance: int
    dx: int = 0
    dy: int = 0


class SettableFont(Protocol):
    """What is needed of a face."""

    @property
    def cmap(self) -> Mapping[int, int]:
        """Character -> the number of its glyph."""

    @property
    def widths(self) -> Sequence[int]:
        """The width of each glyph, in thousandths of the type size."""

    @property
    def positions(self) -> Positions:
        """Kerning and the places of marks."""

    def per_mille(self, units: float, /) -> int:
        """Return font units in thousandths of the type size."""

    def local_forms(self, language: str | None, /) -> Mapping[int, int]:
        """Return glyph -> the glyph that a language has in its place."""


_PLAIN_KINDS = frozenset({"L", "EN", "ES", "ET", "CS", "WS", "ON"})
"""The bidirectional classes of what is set as it stands in a line from left to right."""


@cache
def _is_plain(character: str) -> bool:
    return unicodedata.bidirectional(character) in _PLAIN_KINDS and not _is_mark(character)


def is_plain(text: str) -> bool:
    """Say whether *text* has nothing but letters, figures and signs that run from left to right."""
    return text.isascii() or all(map(_is_plain, text))


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0


def letters_of(text: str) -> Iterator[str]:
    """Yield each letter of *text* with the marks upon it."""
    starts = [i for i, character in enumerate(text) if i == 0 or not _is_mark(character)]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end]


def _without_dot(letter: str) -> Iterator[tuple[str, str]]:
    """Yield what is drawn and what it stands for, for each part of a letter with its marks."""
    if len(letter) > 1 and any(unicodedata.combining(mark) == _ABOVE for mark in letter[1:]):
        parts = unicodedata.normalize("NFD", letter[0])
        # Only if nothing above is part of the letter itself: ï has no dot to lose.
        if parts[0] in _DOTLESS and all(unicodedata.combining(m) != _ABOVE for m in parts[1:]):
            letter = parts + letter[1:]
            yield _DOTLESS[letter[0]], letter[0]
            letter = letter[1:]
    yield from zip(letter, letter, strict=True)


def _parts(text: str, font: SettableFont, *, rtl: bool) -> list[tuple[str, str]]:
    """Return what is drawn and what it stands for, from left to right."""
    letters = list(letters_of(text))
    parts = [part for letter in letters for part in _without_dot(letter)]
    if not all(ord(drawn) in font.cmap for drawn, _ in parts):
        parts = [(character, character) for character in text]
    if not rtl:
        return parts
    turned: list[list[tuple[str, str]]] = []
    for drawn, said in parts:
        if turned and _is_mark(said):
            turned[-1].append((drawn, said))
        else:
            turned.append([(mirrored(drawn), said)])
    return [part for letter in reversed(turned) for part in letter]


def other_glyphs(font: SettableFont, languages: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield glyphs that are set, letter by letter, for characters that have another of their own.

    Args:
        font: The face.
        languages: The languages whose own forms are wanted.

    Yields:
        The glyph, and the character that it is drawn for.
    """
    drawn = [(dotless, letter) for letter, dotless in _DOTLESS.items()]
    drawn += [(mirrored(chr(c)), chr(c)) for c in font.cmap if mirrored(chr(c)) != chr(c)]
    for shape, said in drawn:
        if ord(shape) in font.cmap and ord(said) in font.cmap:
            yield font.cmap[ord(shape)], said
    for language in languages:
        forms = font.local_forms(language)
        for character, glyph in font.cmap.items():
            if glyph in forms:
                yield forms[glyph], chr(character)


@attrs.define
class _Base:
    """The letter or mark that the next mark is put upon."""

    glyph: int
    x: int
    dy: int


class _Line:
    """The glyphs of one run, as they are placed."""

    def __init__(self, font: SettableFont) -> None:
        self._font = font
        # The letter and the marks that are upon it so far; the last one is tried first.
        self._bases: list[_Base] = []
        self._pen = 0
        self.glyphs: list[Glyph] = []

    def put(self, glyph: int, text: str, after: int | None) -> None:
        """Place one glyph, which stands for *text* and which the letter *after* follows."""
        font, dx, dy = self._font, 0, 0
        width = advance = font.widths[glyph]
        place = self._upon(glyph) if _is_mark(text) else None
        if place is not None:
            dx, dy, advance = place.x - self._pen, place.dy, 0
            self._bases.append(place)
        elif _is_mark(text):
            self._bases.append(_Base(glyph, self._pen, 0))
        else:
            self._bases = [_Base(glyph, self._pen, 0)]
            if after is not None:
                advance += font.per_mille(font.positions.kern(glyph, after))
        self.glyphs.append(Glyph(id=glyph, text=text, width=width, advance=advance, dx=dx, dy=dy))
        self._pen += advance

    def _upon(self, mark: int) -> _Base | None:
        """Return where a mark stands: upon the last mark that it fits, or upon the letter."""
        font = self._font
        for base in reversed(self._bases):
            if (offset := font.positions.attach(base.glyph, mark)) is not None:
                x = base.x + font.per_mille(offset[0])
                return _Base(mark, x, base.dy + font.per_mille(offset[1]))
        return None


def _set_plain(text: str, font: SettableFont) -> tuple[Glyph, ...]:
    """Return the glyphs of text without marks, which needs nothing but kerning."""
    numbers = [font.cmap[ord(character)] for character in text]
    kern, widths = font.positions.kern, font.widths
    kerned = [font.per_mille(kern(a, b)) for a, b in pairwise(numbers)]
    return tuple(
        Glyph(id=number, text=said, width=widths[number], advance=widths[number] + more)
        for number, said, more in zip(numbers, text, [*kerned, 0], strict=False)
    )


def set_letter_by_letter(
    text: str, font: SettableFont, *, rtl: bool = False, language: str | None = None
) -> tuple[Glyph, ...]:
    """Return the glyphs of *text* from left to right.

    Args:
        text: The text.
        font: The face.
        rtl: Whether it runs from right to left.
        language: Its language; None if it is not known.

    Raises:
        KeyError: The face has no glyph for a character.
    """
    forms = font.local_forms(language)
    if not rtl and not forms and is_plain(text):
        return _set_plain(text, font)
    line = _Line(font)
    parts = _parts(text, font, rtl=rtl)
    glyphs = [font.cmap[ord(drawn)] for drawn, _ in parts]
    glyphs = [forms.get(glyph, glyph) for glyph in glyphs] if forms else glyphs
    # Letters are kerned across the marks between them.
    after: list[int | None] = [None] * len(glyphs)
    for i in reversed(range(len(glyphs) - 1)):
        after[i] = after[i + 1] if _is_mark(parts[i + 1][1]) else glyphs[i + 1]
    for glyph, (_, said), following in zip(glyphs, parts, after, strict=True):
        line.put(glyph, said, following)
    return tuple(line.glyphs)
