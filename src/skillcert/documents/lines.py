"""Breaking text into lines: greedy over words, with linear measuring.

Rules of this module

- A line may end at a space, after a hyphen, dash or slash, and nowhere else; a word that is wider
  than the line is cut between characters. A no-break space is no place to end a line.
- Nothing is dropped but the space at which a line ends.
- The last line is not one short word where that can be avoided.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from math import ceil

import attrs

from skillcert.documents.fonts import MM_PER_POINT, FontLibrary
from skillcert.documents.shaping import runs_of
from skillcert.model import Language

__all__ = ["Span", "TextLine", "break_lines", "text_width"]

_AFTER = re.compile(r"(?<=[-‐‒–—/])(?=[^\s\-‐‒–—/])")
_AFTER_IN_ADDRESS = re.compile(r"(?<=[-‐‒–—/@._])(?=[^\s\-‐‒–—/@._])")
_SHORT = 0.16
"""A last line below this share of the width is a lonely word."""
_NARROWER = 0.985


@attrs.frozen(kw_only=True)
class Span:
    """Text of one style and colour within a paragraph.

    Attributes:
        text: The text.
        style: The style, as `fonts.SANS`.
        colour: Its colour.
        size: The type size in points.
        address: Whether it may also be broken as a web or mail address, after `@` and `.`.
        language: Its language; None for that of the paragraph.
    """

    text: str
    style: str
    colour: str
    size: float
    address: bool = False
    language: Language | None = None


@attrs.frozen(kw_only=True)
class TextLine:
    """One line.

    Attributes:
        spans: Its text.
        width: How wide the spans are together, in millimetres.
        spaced: Whether the line ended at a space, which is not part of the text.
    """

    spans: tuple[Span, ...]
    width: float
    spaced: bool = False


@attrs.frozen(kw_only=True)
class _Atom:
    """What is never broken, unless it is wider than the line."""

    span: Span
    text: str
    width: float
    space: float
    breakable: bool


def text_width(text: str, style: str, size: float, library: FontLibrary) -> float:
    """Return the width of *text* set on one line, in millimetres."""
    units = sum(run.face.units(run.text, run.rtl) for run in runs_of(text, style, library))
    return units * size * MM_PER_POINT / 1000


def _clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks upon it."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not (unicodedata.combining(text[i]) or text[i] in "\u200c\u200d"):
            yield text[start:i]
            start = i


def _cut(atom: _Atom, limit: float, library: FontLibrary) -> Iterator[_Atom]:
    """Yield *atom* in pieces no wider than *limit*, about equally wide, cut between letters."""
    piece, first = "", True
    widest = max(
        text_width(c, atom.span.style, atom.span.size, library) for c in set(_clusters(atom.text))
    )
    limit = min(limit, atom.width / ceil(atom.width / limit) + widest)
    for cluster in (*_clusters(atom.text), ""):
        span = atom.span
        longer = text_width(piece + cluster, span.style, span.size, library)
        if piece and (not cluster or longer > limit):
            width = text_width(piece, span.style, span.size, library)
            space, breakable = (atom.space, atom.breakable) if first else (0.0, True)
            yield _Atom(span=span, text=piece, width=width, space=space, breakable=breakable)
            piece, first = "", False
        piece += cluster


def _atoms(spans: Sequence[Span], library: FontLibrary) -> Iterator[_Atom]:
    """Yield the unbreakable pieces of all spans."""
    gap = False
    for span in spans:
        space = text_width(" ", span.style, span.size, library)
        pattern = _AFTER_IN_ADDRESS if span.address else _AFTER
        for i, word in enumerate(re.split(" +", span.text)):
            gap = gap or i > 0
            for j, part in enumerate(pattern.split(word) if word else ()):
                width = text_width(part, span.style, span.size, library)
                room = space if gap else 0.0
                yield _Atom(span=span, text=part, width=width, space=room, breakable=gap or j > 0)
                gap = False


def _fill(atoms: Sequence[_Atom], width: float) -> list[list[_Atom]]:
    """Put as many atoms on each line as fit."""
    lines: list[list[_Atom]] = []
    used = 0.0
    for group in _glued(atoms):
        needed = sum(atom.width for atom in group) + sum(atom.space for atom in group[1:])
        if lines and used + group[0].space + needed <= width:
            lines[-1].extend(group)
            used += group[0].space + needed
        else:
            lines.append(list(group))
            used = needed
    return lines


def _glued(atoms: Sequence[_Atom]) -> Iterator[list[_Atom]]:
    """Yield the atoms in groups that stay together: a word and the comma of the next span."""
    group: list[_Atom] = []
    for atom in atoms:
        if group and atom.breakable:
            yield group
            group = []
        group.append(atom)
    if group:
        yield group


def _line_width(line: Sequence[_Atom]) -> float:
    return sum(atom.width for atom in line) + sum(atom.space for atom in line[1:])


def _without_widow(atoms: Sequence[_Atom], width: float) -> list[list[_Atom]]:
    """Fill lines so that the last is no lonely short word, if that costs no further line."""
    best = _fill(atoms, width)
    lines, limit = best, width
    # Below the widest group no narrower limit changes anything for the better, so the search ends.
    least = max(map(_line_width, _glued(atoms)))
    while len(lines) > 1 and _line_width(lines[-1]) < _SHORT * width:
        limit *= _NARROWER
        if limit < least:
            return best
        lines = _fill(atoms, limit)
        if len(lines) > len(best):
            return best
    return lines


def _balanced(atoms: Sequence[_Atom], width: float) -> list[list[_Atom]]:
    """Fill lines of about equal width, in as few lines as possible."""
    best = _fill(atoms, width)
    low, high = 0.0, width
    while high - low > 0.5:
        middle = (low + high) / 2
        lines = _fill(atoms, middle)
        if len(lines) == len(best) and max(map(_line_width, lines)) <= middle:
            best, high = lines, middle
        else:
            low = middle
    return best


def _joined(line: Sequence[_Atom], after: Sequence[_Atom]) -> TextLine:
    """Join the atoms of a line, which the line *after* follows, to spans."""
    spans: list[Span] = []
    for i, atom in enumerate(line):
        text = (" " if i and atom.space else "") + atom.text
        if spans and attrs.evolve(spans[-1], text=atom.span.text) == atom.span:
            spans[-1] = attrs.evolve(spans[-1], text=spans[-1].text + text)
        else:
            spans.append(attrs.evolve(atom.span, text=text))
    spaced = bool(after) and after[0].space > 0
    return TextLine(spans=tuple(spans), width=_line_width(line), spaced=spaced)


def break_lines(
    spans: Sequence[Span], width: float, library: FontLibrary, *, balance: bool = False
) -> tuple[TextLine, ...]:
    """Break a paragraph into lines.

    Args:
        spans: Its text.
        width: The greatest width of a line, in millimetres.
        library: The faces to measure with.
        balance: Whether the lines should be about equally wide, as in centred text.

    Returns:
        The lines; none for text that is blank.
    """
    atoms = [
        piece
        for atom in _atoms(spans, library)
        for piece in (_cut(atom, width, library) if atom.width > width else (atom,))
    ]
    if not atoms:
        return ()
    lines = (_balanced if balance else _without_widow)(atoms, width)
    return tuple(_joined(line, after) for line, after in zip(lines, [*lines[1:], ()], strict=True))
