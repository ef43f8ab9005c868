"""The operators that show a run of text.

Rules of this module

- Whoever takes the text out of a file gets every character of it, in the order of reading. Glyphs
  stand for characters one by one; where they cannot, or where a mark is raised, a span says what
  its glyphs are (`/ActualText`; ISO 32000-1, 14.9.4).
- No such span for text from right to left: readers turn such runs round by themselves, and a span
  in the order of reading comes out backwards. The marks of a shaping engine are moved within the
  font, so none is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs

from skillcert.documents.embedding import Codes
from skillcert.documents.fonts import Glyph
from skillcert.documents.pdffile import name, text_string
from skillcert.model import Language

__all__ = ["Said", "Written", "rgb", "written_text"]

Said = tuple[str, bool, Language | None, bool]
"""A text, whether it runs from right to left, its language, and whether a space ends its line."""
Coded = tuple[int, Glyph]
"""A glyph and its code."""


@attrs.frozen
class Written:
    """What shows a run of text: the operators before its place and after it, and their codes."""

    before: str
    after: str
    codes: frozenset[int]


def rgb(colour: str) -> str:
    """Return the operands that set *colour*, `#rrggbb`."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (1, 3, 5))


def written_text(codes: Codes, said: Said, size: float, colour: str) -> Written:
    """Return what shows a text, kept where its codes are those of every document.

    Args:
        codes: The codes of its face in this document.
        said: The text.
        size: The type size in points.
        colour: The colour, `#rrggbb`.
    """
    make = _written_once if codes.fixed else _written
    return make(codes, said, size, colour)


def _written(codes: Codes, said: Said, size: float, colour: str) -> Written:
    text, rtl, language, spaced = said
    glyphs = codes.face.shape(text, rtl, language)
    if spaced and not rtl and codes.face.covers(" "):
        glyphs += codes.face.shape(" ", False)  # so that words of two lines are two words
    coded = [(codes.code(glyph), glyph) for glyph in glyphs]
    shown = " ".join(_shown(coded, size, rtl=rtl, moves=codes.fixed))
    return Written(
        f"BT {rgb(colour)} rg {name(codes.face.name)} {size:g} Tf ",
        f" Td {shown} ET",
        frozenset(code for code, _ in coded),
    )


# Bounded, since names differ.
_written_once = lru_cache(maxsize=8192)(_written)


@attrs.define
class _Row:
    """The operand of one TJ operator: codes of glyphs and the moves between them."""

    parts: list[str] = attrs.field(factory=list)
    codes: str = ""

    def move(self, left: int) -> None:
        """Move the pen to the left, in thousandths of the type size."""
        if left:
            self._close()
            self.parts.append(str(left))

    def _close(self) -> None:
        if self.codes:
            self.parts.append(f"<{self.codes}>")
            self.codes = ""

    def operators(self) -> Iterator[str]:
        """Yield the operator that shows the row, if there is anything in it, and empty it."""
        self._close()
        if self.parts:
            yield f"[{' '.join(self.parts)}] TJ"
            self.parts = []


def _shown(glyphs: Sequence[Coded], size: float, *, rtl: bool, moves: bool) -> Iterator[str]:
    """Yield the operators that show glyphs by their codes.

    Args:
        glyphs: The glyphs from left to right.
        size: The type size in points.
        rtl: Whether they run from right to left.
        moves: Whether marks are moved into their places here, and not within the font.
    """
    row = _Row()
    for group in _groups(glyphs, rtl=rtl, moves=moves):
        spans = not rtl and (len(group) > 1)
        if spans:
            yield from row.operators()
            text = "".join(glyph.text for _, glyph in group)
            yield f"/Span<</ActualText{text_string(text)}>>BDC"
        for one in group:
            yield from _one(row, one, size) if moves else _in_place(row, one)
        if spans:
            yield from row.operators()
            yield "EMC"
    yield from row.operators()


def _groups(glyphs: Sequence[Coded], *, rtl: bool, moves: bool) -> Iterator[list[Coded]]:
    """Yield the glyphs one by one, and together those that only together stand for their text."""
    group: list[Coded] = []
    for one in glyphs:
        _, glyph = one
        leans = not glyph.text or (moves and glyph.advance == 0 and (glyph.dx or glyph.dy))
        if group and (rtl or not leans):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _in_place(row: _Row, one: Coded) -> tuple[str, ...]:
    """Add a glyph that stands where the pen is."""
    code, glyph = one
    row.codes += f"{code:04X}"
    row.move(glyph.width - glyph.advance)
    return ()


def _one(row: _Row, one: Coded, size: float) -> Iterator[str]:
    """Add a glyph that is moved; yield operators only if it is raised, at *size* points."""
    code, glyph = one
    rise = glyph.dy * size / 1000
    if rise:
        yield from row.operators()
        yield f"{rise:.3f} Ts"
    row.move(-glyph.dx)
    row.codes += f"{code:04X}"
    row.move(glyph.dx + glyph.width - glyph.advance)
    if rise:
        yield from row.operators()
        yield "0 Ts"
