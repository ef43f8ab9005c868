"""The operators that show a run of text.

Rules of this module

- Whoever takes the text out of a file gets every character of it, in the order of reading. Glyphs
  stand for characters one by one; where only several stand for one, a span says for which
  (`/ActualText`; ISO 32000-1, 14.9.4).
- No such span for text from right to left: readers turn such runs round by themselves, and a span
  in the order of reading comes out backwards.
- Marks are moved into their places within the font and not on the page, since readers take a raised
  mark for a line of its own.
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


@lru_cache(maxsize=256)
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
    shown = " ".join(_shown(coded, rtl=rtl))
    return Written(
        f"BT {rgb(colour)} rg {name(codes.name)} {size:g} Tf ",
        f" Td {shown} ET",
        frozenset(code for code, _ in coded),
    )


# Bounded, since names differ.
_written_once = lru_cache(maxsize=2048)(_written)


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

    def show(self, coded: Coded) -> None:
        """Add a glyph by its code."""
        code, glyph = coded
        self.codes += f"{code:04X}"
        self.move(glyph.width - glyph.advance)

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


def _shown(glyphs: Sequence[Coded], *, rtl: bool) -> Iterator[str]:
    """Yield the operators that show glyphs, given from left to right, by their codes."""
    row = _Row()
    for group in _groups(glyphs, rtl=rtl):
        if len(group) == 1:
            row.show(group[0])
            continue
        text = "".join(glyph.text for _, glyph in group)
        yield from row.operators()
        yield f"/Span<</ActualText{text_string(text)}>>BDC"
        for one in group:
            row.show(one)
        yield from row.operators()
        yield "EMC"
    yield from row.operators()


def _groups(glyphs: Sequence[Coded], *, rtl: bool) -> Iterator[list[Coded]]:
    """Yield the glyphs one by one, and together those that only together stand for their text."""
    group: list[Coded] = []
    for one in glyphs:
        if group and (rtl or one[1].text):
            yield group
            group = []
        group.append(one)
    if group:
        yield group
