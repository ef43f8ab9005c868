"""Breaking text into lines: greedy over words, with linear measuring.

Rules of this module

- A line may end at a space, and within a word where `skillcert.documents.clusters` says so; a word
  that is wider than the line is cut between letters. A no-break space is no place to end a line.
- Which way letters run is settled for a span as a whole, so that a break changes nothing in it.
- Nothing is dropped but the space at which a line ends.
- The last line is not one short word where that can be avoided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from math import ceil
from typing import NamedTuple

import attrs

from skillcert.documents.bidi import levels_of, runs_right
from skillcert.documents.clusters import clusters, pieces
from skillcert.documents.fonts import MM_PER_POINT, FontLibrary
from skillcert.documents.forms import LANGUAGES
from skillcert.documents.shaping import runs_of
from skillcert.model import Language

__all__ = ["Span", "TextLine", "break_lines", "text_width"]

_WORD = re.compile(" +|[^ ]+")
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
        levels: On a line, the embedding level of each of its characters; empty where all run from
            left to right.
    """

    text: str
    style: str
    colour: str
    size: float
    address: bool = False
    language: Language | None = None
    levels: tuple[int, ...] = ()


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
    """What is never broken, unless it is wider than the line.

    Attributes:
        span: The span that it is part of.
        text: Its own text.
        width: How wide it is.
        space: The width of the space before it; 0 if there is none.
        breakable: Whether a line may end before it.
        levels: The embedding levels of its characters; empty if all run from left to right.
        gap: The embedding level of the space before it.
    """

    span: Span
    text: str
    width: float
    space: float
    breakable: bool
    levels: tuple[int, ...] = ()
    gap: int = 0


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


@lru_cache(maxsize=2048)
def _units(
    text: str, style: str, library: FontLibrary, levels: tuple[int, ...], language: str | None
) -> float:
    """Return the width of *text* in thousandths of the type size."""
    if not levels and language not in LANGUAGES:
        plain = library.bundled(style).plain_units(text)
        if plain is not None:
            return plain
    runs = runs_of(text, style, library, levels, language)
    return sum(run.face.units(run.text, run.rtl, language) * run.face.size for run in runs)


def text_width(
    text: str, style: str, size: float, library: FontLibrary, *, language: str | None = None
) -> float:
    """Return the width of *text* set on one line, in millimetres.

    Args:
        text: The text.
        style: The style, as `fonts.SANS`.
        size: The type size in points.
        library: The faces.
        language: Its language; None if it is not known.
    """
    return _units(text, style, library, (), language) * size * MM_PER_POINT / 1000


def _width(span: Span, text: str, levels: tuple[int, ...], library: FontLibrary) -> float:
    """Return the width of *text*, which is part of *span*, in millimetres."""
    units = _units(text, span.style, library, levels, span.language)
    return units * span.size * MM_PER_POINT / 1000


def _cut(atom: _Atom, limit: float, library: FontLibrary) -> Iterator[_Atom]:
    """Yield *atom* in pieces no wider than *limit*, about equally wide, cut between letters."""
    span, text, levels = atom.span, atom.text, atom.levels
    edges = [0, *accumulate(map(len, clusters(text)))]
    letters = {(text[a:b], levels[a:b]) for a, b in pairwise(edges)}
    widest = max(_width(span, *letter, library) for letter in letters)
    limit = min(limit, atom.width / ceil(atom.width / limit) + widest)
    start = end = 0
    for after in edges[1:]:
        if end > start and _width(span, text[start:after], levels[start:after], library) > limit:
            yield _piece(atom, start, end, library)
            start = end
        end = after
    yield _piece(atom, start, end, library)


def _piece(atom: _Atom, start: int, end: int, library: FontLibrary) -> _Atom:
    """Return a part of an atom that is cut; a line may end before all but the first."""
    text, levels = atom.text[start:end], atom.levels[start:end]
    width = _width(atom.span, text, levels, library)
    if start == 0:
        return atom._replace(text=text, levels=levels, width=width)
    return _Atom(atom.span, text, width, space=0.0, breakable=True, levels=levels)


def _levels(text: str, language: str | None) -> tuple[int, ...]:
    """Return the embedding levels of *text*; nothing if all of it runs from left to right."""
    if text.isascii():
        return ()
    levels = levels_of(text, rtl=runs_right(text, language))
    return levels if any(levels) else ()


def _atoms(spans: Sequence[Span], library: FontLibrary) -> Iterator[_Atom]:
    """Yield the unbreakable pieces of all spans."""
    gap, level = False, 0
    for span in spans:
        levels = _levels(span.text, span.language)
        space = _width(span, " ", (), library)
        for found in _WORD.finditer(span.text):
            place, word = found.start(), found[0]
            if word[0] == " ":
                gap, level = True, levels[place] if levels else 0
                continue
            for j, part in enumerate(pieces(word, address=span.address)):
                own = levels[place : place + len(part)]
                width, room = _width(span, part, own, library), space if gap else 0.0
                yield _Atom(span, part, width, room, gap or j > 0, own, level)
                place += len(part)
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
    joined: list[tuple[Span, list[_Atom]]] = []
    for atom in (atom for group in line.groups for atom in group.atoms):
        if joined and _alike(joined[-1][0], atom.span):
            joined[-1][1].append(atom)
        else:
            joined.append((atom.span, [atom]))
    spans = (_span(span, atoms, first=i == 0) for i, (span, atoms) in enumerate(joined))
    return TextLine(
        spans=tuple(spans),
        width=line.width,
        spaced=after is not None and after.groups[0].space > 0,
    )


def _span(span: Span, atoms: Sequence[_Atom], *, first: bool) -> Span:
    """Return *span* with the text of its atoms on one line; no space stands *first* on it."""
    spaced = [bool(atom.space) and not (first and i == 0) for i, atom in enumerate(atoms)]
    text = "".join((" " if s else "") + atom.text for s, atom in zip(spaced, atoms, strict=True))
    if not any(atom.levels for atom in atoms):
        return attrs.evolve(span, text=text)
    levels: list[int] = []
    for space, atom in zip(spaced, atoms, strict=True):
        levels += [atom.gap] * space
        levels += atom.levels or [0] * len(atom.text)
    return attrs.evolve(span, text=text, levels=tuple(levels))


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
@lru_cache(maxsize=2048)
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
