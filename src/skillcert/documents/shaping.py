"""Runs of one face and direction, in the order in which they stand on the line.

Documents are written from left to right; a name in Arabic letters is a run within such a line. The
order follows the Unicode Bidirectional Algorithm (UAX 9, rules W and N and L2) for a paragraph of
that direction without explicit controls, which the preflight refuses.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import attrs

from skillcert.documents.fonts import Face, FontLibrary, Glyph

if TYPE_CHECKING:
    import uharfbuzz

__all__ = ["Run", "runs_of", "shape_run"]

_RIGHT = frozenset({"R", "AL"})
_NUMBER = frozenset({"EN", "AN"})


@attrs.frozen(kw_only=True)
class Run:
    """Characters that one face draws in one direction.

    Attributes:
        face: The face.
        text: The characters in reading order.
        rtl: Whether they run from right to left.
    """

    face: Face
    text: str
    rtl: bool = False


def _levels(text: str) -> list[int]:
    """Return the embedding level of each character: 0 left, 1 right, 2 a number within right."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    if not _RIGHT.intersection(kinds):
        return [0] * len(text)
    strong = "L"
    levels: list[int | None] = []
    for kind in kinds:
        if kind in _RIGHT or kind == "L":
            strong = "R" if kind in _RIGHT else "L"
            levels.append(1 if strong == "R" else 0)
        elif kind in _NUMBER:
            levels.append(2 if strong == "R" or kind == "AN" else 0)
        elif kind == "NSM" and levels:
            levels.append(levels[-1])
        else:
            levels.append(None)
    return _neutrals(levels)


def _neutrals(levels: list[int | None]) -> list[int]:
    """Give each neutral the direction of both its neighbours, or the line's where they differ."""
    found: list[int] = []
    for i, level in enumerate(levels):
        if level is not None:
            found.append(level)
            continue
        after = next((other for other in levels[i + 1 :] if other is not None), 0)
        before = found[-1] if found else 0
        found.append(1 if before and after else 0)
    return found


def _visual(levels: list[int]) -> list[int]:
    """Return the indices of pieces of one level each in the order from left to right (rule L2)."""
    ordered: list[int] = []
    for right, chunk in groupby(range(len(levels)), key=lambda i: levels[i] > 0):
        indices = list(chunk)
        ordered.extend(indices[::-1] if right else indices)
    return ordered


@lru_cache(maxsize=20_000)
def runs_of(text: str, style: str, library: FontLibrary) -> tuple[Run, ...]:
    """Split one line of text into runs, from left to right.

    Args:
        text: Text that has passed the preflight.
        style: The style it is set in, as `fonts.SANS`.
        library: The faces.

    Returns:
        The runs; their texts together hold every character of *text* once.
    """
    cells: list[tuple[int, Face, str]] = []
    for character, level in zip(text, _levels(text), strict=True):
        face = library.face_for(character, style)
        if cells and level == 1 and cells[-1][0] == 1 and cells[-1][1].covers(character):
            face = cells[-1][1]  # a space within an Arabic name comes from the Arabic face
        if face is None:
            raise KeyError(character)
        cells.append((level, face, character))
    pieces = [
        (level, "".join(cell[2] for cell in chunk), face)
        for (level, face), chunk in groupby(cells, key=lambda cell: (cell[0], cell[1]))
    ]
    return tuple(
        Run(face=pieces[i][2], text=pieces[i][1], rtl=pieces[i][0] == 1)
        for i in _visual([level for level, _, _ in pieces])
    )


@cache
def _engine(face: Face) -> uharfbuzz.Font:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(face.data))


def _cluster_texts(text: str, starts: list[int]) -> dict[int, str]:
    """Return, for each cluster's first character, the characters up to the next cluster."""
    edges = [*sorted(set(starts)), len(text)]
    return {start: text[start:end] for start, end in pairwise(edges)}


def shape_run(face: Face, text: str, *, rtl: bool) -> tuple[Glyph, ...]:
    """Shape a run with HarfBuzz.

    Args:
        face: A face that needs shaping.
        text: Characters that it covers.
        rtl: Whether they run from right to left.

    Returns:
        The glyphs from left to right.
    """
    import uharfbuzz

    buffer: Any = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = face.script
    buffer.language = "und"
    uharfbuzz.shape(_engine(face), buffer)
    texts = _cluster_texts(text, [info.cluster for info in buffer.glyph_infos])
    glyphs = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(
            Glyph(
                id=info.codepoint,
                text=texts.pop(info.cluster, ""),
                width=face.widths[info.codepoint],
                advance=face.per_mille(place.x_advance),
                dx=face.per_mille(place.x_offset),
                dy=face.per_mille(place.y_offset),
            )
        )
    return tuple(glyphs)
