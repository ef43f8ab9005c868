"""Runs of one face and direction, and the glyphs of faces that need a shaping engine.

Rules of this module

- A mark stands in the face of its letter, a space or sign within a name in the face of the name.
- Runs of a line are given from left to right. Which way they run says `skillcert.documents.bidi`.
- Nothing is left out: a character without a glyph is an error, never an empty box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import attrs

from skillcert.documents.bidi import levels_of, runs_right, visual_order
from skillcert.documents.fonts import Face, FontLibrary, Glyph
from skillcert.documents.setting import is_plain
from skillcert.errors import PluginError

if TYPE_CHECKING:
    import uharfbuzz

__all__ = ["Run", "runs_of", "shape_run"]

_SCRIPTS = {"Jpan": "Kana", "Hans": "Hani", "Hant": "Hani", "Kore": "Hang"}
"""What HarfBuzz calls a script that several others make up."""


@attrs.frozen(kw_only=True)
class Run:
    """Characters that one face draws in one direction.

    Attributes:
        face: The face.
        text: The characters in reading order.
        start: How many characters of the line are read before them.
        rtl: Whether they run from right to left.
    """

    face: Face
    text: str
    start: int = 0
    rtl: bool = False


def _leans_on(character: str) -> str:
    """Say what a character takes its face from: `letter`, `name` around it, or nothing."""
    kind = unicodedata.category(character)
    if kind[0] == "M" or kind == "Cf":
        return "letter"
    return "" if kind[0] == "L" else "name"


def _faces(
    text: str, style: str, library: FontLibrary, levels: Sequence[int], language: str | None
) -> Iterator[Face]:
    """Yield the face of each character; KeyError for one that no face has."""
    before: Face | None = None
    for i, character in enumerate(text):
        leans = _leans_on(character)
        kept = before is not None and (leans == "letter" or levels[i] == levels[i - 1])
        if before is not None and kept and leans and not before.bundled:
            covered = before.covers(character) or unicodedata.category(character) == "Cf"
            face = before if covered else library.face_for(character, style, language)
        elif before is not None and leans == "letter" and before.covers(character):
            face = before
        else:
            face = library.face_for(character, style, language)
        if face is None:
            raise KeyError(character)
        before = face
        yield face


@lru_cache(maxsize=2048)
def runs_of(
    text: str,
    style: str,
    library: FontLibrary,
    levels: tuple[int, ...] = (),
    language: str | None = None,
) -> tuple[Run, ...]:
    """Split one line of text into runs, from left to right.

    Args:
        text: Text that has passed the preflight.
        style: The style it is set in, as `fonts.SANS`.
        library: The faces.
        levels: The embedding level of each character, where the line is part of a paragraph;
            without them *text* is a paragraph of its own.
        language: Its language; None if it is not known.

    Returns:
        The runs; their texts together hold every character of *text* once.

    Raises:
        KeyError: No face has a character.
    """
    if not any(levels) and text and is_plain(text):
        bundled = library.bundled(style)
        if all(map(bundled.covers, text)):
            return (Run(face=bundled, text=text),)
    found = levels or levels_of(text, rtl=runs_right(text, language))
    faces = _faces(text, style, library, found, language)
    cells = list(zip(found, faces, range(len(text)), strict=True))
    pieces = [
        (level, face, [place for _, _, place in chunk])
        for (level, face), chunk in groupby(cells, key=lambda cell: (cell[0], cell[1]))
    ]
    runs = [
        Run(face=face, text=text[at[0] : at[-1] + 1], start=at[0], rtl=level % 2 == 1)
        for level, face, at in pieces
    ]
    return tuple(runs[i] for i in visual_order([level for level, _, _ in pieces]))


def _harfbuzz() -> Any:
    try:
        import uharfbuzz
    except ImportError as error:
        raise PluginError(
            "a font pack whose letters change with their neighbours needs uharfbuzz",
            hint="pip install uharfbuzz",
        ) from error
    return uharfbuzz


@cache
def _engine(face: Face) -> uharfbuzz.Font:
    harfbuzz = _harfbuzz()
    return harfbuzz.Font(harfbuzz.Face(face.data))


def _said(text: str, starts: Sequence[int], *, rtl: bool) -> list[str]:
    """Return the characters that each glyph stands for.

    A cluster of several glyphs and characters is shared out in the order of reading, so that all of
    it comes out when the glyphs are read one by one, whichever draws what.

    Args:
        text: The text.
        starts: Where the cluster of each glyph begins, glyphs from left to right.
        rtl: Whether it runs from right to left.
    """
    edges = [*sorted(set(starts)), len(text)]
    clusters = {start: text[start:end] for start, end in pairwise(edges)}
    said = [""] * len(starts)
    for start, glyphs in groupby(range(len(starts)), key=lambda i: starts[i]):
        places = list(glyphs)[:: -1 if rtl else 1]
        characters = clusters[start]
        for i, place in enumerate(places):
            last = i + 1 == len(places)
            said[place] = characters[i:] if last else characters[i : i + 1]
    return said


def shape_run(
    face: Face, text: str, *, rtl: bool, language: str | None = None
) -> tuple[Glyph, ...]:
    """Shape a run with HarfBuzz.

    Args:
        face: A face that needs shaping.
        text: Characters that it covers.
        rtl: Whether they run from right to left.
        language: Their language; None if it is not known.

    Returns:
        The glyphs from left to right.

    Raises:
        KeyError: The face has no glyph for a character.
        PluginError: There is no HarfBuzz.
    """
    harfbuzz = _harfbuzz()
    buffer: Any = harfbuzz.Buffer()
    # Marks keep a cluster of their own, so that each glyph stands for the characters it draws.
    buffer.cluster_level = harfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    buffer.script = _SCRIPTS.get(face.script or "", face.script)
    buffer.language = language or "und"
    harfbuzz.shape(_engine(face), buffer)
    said = _said(text, [info.cluster for info in buffer.glyph_infos], rtl=rtl)
    glyphs = []
    for info, place, characters in zip(
        buffer.glyph_infos, buffer.glyph_positions, said, strict=True
    ):
        if info.codepoint == 0:
            raise KeyError(text[info.cluster])
        glyphs.append(
            Glyph(
                id=info.codepoint,
                text=characters,
                width=face.widths[info.codepoint],
                advance=face.per_mille(place.x_advance),
                dx=face.per_mille(place.x_offset),
                dy=face.per_mille(place.y_offset),
            )
        )
    return tuple(glyphs)
