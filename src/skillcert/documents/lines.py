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
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

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


class _Atom(NamedTuple):
    """What is never broken, unless it is wider than the line."""

    span: Span
    text: str
    width: float
    space: float
    breakable: bool


class _Group(NamedTuple):
    """Atoms that stay together: a word and the comma of the next span.

    Attributes:
        atoms: The atoms.
        space: The space before them, where they do not begin a line.
        width: How wide they are together.
    """

    atoms: tuple[_Atom, ...]
    space: float
    width: float


class _Filled(NamedTuple):
    """A line that is full: its groups and how wide they are together."""

    groups: list[_Group]
    width: float


@lru_cache(maxsize=20_000)
def _units(text: str, style: str, library: FontLibrary) -> int:
    """Return the width of *text* in thousandths of the type size."""
    return sum(run.face.units(run.text, run.rtl) for run in runs_of(text, style, library))


def text_width(text: str, style: str, size: float, library: FontLibrary) -> float:
    """Return the width of *text* set on one line, in millimetres."""
    return _units(text, style, library) * size * MM_PER_POINT / 1000


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
            yield _Atom(span, piece, width, space, breakable)
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
                yield _Atom(span, part, width, room, gap or j > 0)
                gap = False


def _glued(atoms: Iterable[_Atom]) -> Iterator[_Group]:
    """Yield the atoms in groups that stay together."""
    held: list[_Atom] = []
    for atom in atoms:
        if held and atom.breakable:
            yield _group(held)
            held = []
        held.append(atom)
    if held:
        yield _group(held)


def _group(atoms: list[_Atom]) -> _Group:
    width = atoms[0].width + sum(atom.space + atom.width for atom in atoms[1:])
    return _Group(tuple(atoms), atoms[0].space, width)


def _fill(groups: Sequence[_Group], width: float) -> list[_Filled]:
    """Put as many groups on each line as fit."""
    lines: list[_Filled] = []
    line: list[_Group] = []
    used = 0.0
    for group in groups:
        longer = used + group.space + group.width
        if line and longer > width:
            lines.append(_Filled(line, used))
            line = []
        used = longer if line else group.width
        line.append(group)
    lines.append(_Filled(line, used))
    return lines


def _without_widow(groups: Sequence[_Group], width: float) -> list[_Filled]:
    """Fill lines so that the last is no lonely short word, if that costs no further line."""
    best = _fill(groups, width)
    lines, limit = best, width
    # Below the widest group no narrower limit changes anything for the better, so the search ends.
    least = max(group.width for group in groups)
    while len(lines) > 1 and lines[-1].width < _SHORT * width:
        limit *= _NARROWER
        if limit < least:
            return best
        lines = _fill(groups, limit)
        if len(lines) > len(best):
            return best
    return lines


def _balanced(groups: Sequence[_Group], width: float) -> list[_Filled]:
    """Fill lines of about equal width, in as few lines as possible."""
    best = _fill(groups, width)
    if len(best) == 1:
        return best  # a line on its own is as wide as it is
    low, high = 0.0, width
    while high - low > 0.5:
        middle = (low + high) / 2
        lines = _fill(groups, middle)
        if len(lines) == len(best) and max(line.width for line in lines) <= middle:
            best, high = lines, middle
        else:
            low = middle
    return best


def _joined(line: _Filled, after: _Filled | None) -> TextLine:
    """Join the atoms of a line, which the line *after* follows, to spans."""
    pieces: list[tuple[Span, list[str]]] = []
    for i, atom in enumerate(atom for group in line.groups for atom in group.atoms):
        text = " " + atom.text if i and atom.space else atom.text
        if pieces and _alike(pieces[-1][0], atom.span):
            pieces[-1][1].append(text)
        else:
            pieces.append((atom.span, [text]))
    return TextLine(
        spans=tuple(attrs.evolve(span, text="".join(texts)) for span, texts in pieces),
        width=line.width,
        spaced=after is not None and after.groups[0].space > 0,
    )


def _alike(one: Span, other: Span) -> bool:
    """Say whether two spans differ in nothing but their text."""
    return one is other or attrs.evolve(one, text=other.text) == other


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
    return _broken(tuple(spans), width, library, balance)


# What every certificate of a workshop says is broken once. Bounded, since names differ.
@lru_cache(maxsize=4096)
def _broken(
    spans: tuple[Span, ...], width: float, library: FontLibrary, balance: bool
) -> tuple[TextLine, ...]:
    groups = tuple(
        _glued(
            piece
            for atom in _atoms(spans, library)
            for piece in (_cut(atom, width, library) if atom.width > width else (atom,))
        )
    )
    if not groups:
        return ()
    lines = (_balanced if balance else _without_widow)(groups, width)
    following = [*lines[1:], None]
    return tuple(_joined(line, after) for line, after in zip(lines, following, strict=True))
