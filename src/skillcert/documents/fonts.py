"""Faces: which characters they have, how wide a text is in them, which glyphs draw it.

Rules of this module

- Widths are linear: an advance in font units times the size. What is measured is what is drawn.
- A face is read once a process, and only when it is used.
- The bundled faces draw Latin, Greek and Cyrillic letters. Other scripts come from font packs (see
  `skillcert.documents.packs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from skillcert.documents.fontfile import FontFile
from skillcert.documents.forms import LANGUAGES, local_forms
from skillcert.documents.packs import GROUP, FontPack, installed_packs
from skillcert.documents.positions import Positions, positions_of
from skillcert.documents.setting import Glyph, is_plain, other_glyphs, set_letter_by_letter

__all__ = [
    "GROUP",
    "MM_PER_POINT",
    "SANS",
    "SANS_SEMIBOLD",
    "SERIF",
    "SERIF_ITALIC",
    "Face",
    "FontLibrary",
    "FontPack",
    "Glyph",
    "installed_library",
]

MM_PER_POINT = 25.4 / 72

SERIF, SERIF_ITALIC, SANS, SANS_SEMIBOLD = "serif", "serif-italic", "sans", "sans-semibold"

_BUNDLED = {
    SERIF: "NotoSerif-Regular.ttf",
    SERIF_ITALIC: "NotoSerif-Italic.ttf",
    SANS: "NotoSans-Regular.ttf",
    SANS_SEMIBOLD: "NotoSans-SemiBold.ttf",
}


class Face:
    """One font file.

    Args:
        name: What the layout calls it.
        load: Returns the bytes of the file.
        script: The ISO 15924 code to shape with; None to set letter by letter.
        rtl: Whether its script runs from right to left.
        size: How large it is set beside the bundled faces.
        bundled: Whether it is one of those.
    """

    def __init__(  # noqa: PLR0913 - what differs from the default is named where it is passed
        self,
        name: str,
        load: Callable[[], bytes],
        *,
        script: str | None = None,
        rtl: bool = False,
        size: float = 1.0,
        bundled: bool = False,
    ) -> None:
        self.name = name
        self.script = script
        self.rtl = rtl
        self.size = size
        self.bundled = bundled
        self._load = load
        # Bounded, since a service may draw documents for months.
        self.shape = lru_cache(maxsize=2048)(self._shape)
        self.units = lru_cache(maxsize=2048)(self._units)
        self.moves = lru_cache(maxsize=2048)(self._moves)
        self.reach = lru_cache(maxsize=2048)(self._reach)
        self.local_forms = cache(self._local_forms)

    @cached_property
    def data(self) -> bytes:
        """The bytes of the font file."""
        return self._load()

    @cached_property
    def file(self) -> FontFile:
        """What stands in the font file."""
        return FontFile(self.data)

    @property
    def cmap(self) -> dict[int, int]:
        """Character -> the number of its glyph."""
        return self.file.cmap

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """The width of each glyph, in thousandths of the type size."""
        if self.file.units_per_em == 1000:
            return self.file.advances
        return tuple(self.per_mille(advance) for advance in self.file.advances)

    @cached_property
    def positions(self) -> Positions:
        """Kerning and the places of marks."""
        return positions_of(self.file)

    def _local_forms(self, language: str | None) -> Mapping[int, int]:
        """Return glyph -> the glyph that a language has in its place."""
        return local_forms(self.file, language)

    def other_glyphs(self) -> Iterator[tuple[int, str]]:
        """Yield glyphs that are set for a character besides its own, with the character.

        A shaping engine may set any glyph, so there are none of a face that it sets.
        """
        if self.script is None:
            yield from other_glyphs(self, tuple(LANGUAGES))

    def per_mille(self, units: float) -> int:
        """Return font units in thousandths of the type size, rounded."""
        return round(units * 1000 / self.file.units_per_em)

    def covers(self, character: str) -> bool:
        """Say whether the face has a glyph for *character*."""
        return ord(character) in self.cmap

    def width(
        self, text: str, size: float, *, rtl: bool = False, language: str | None = None
    ) -> float:
        """Return how wide *text* is.

        Args:
            text: Characters that the face covers.
            size: The type size in points.
            rtl: Whether it runs from right to left.
            language: Its language; None if it is not known.

        Returns:
            The width in millimetres.
        """
        return self.units(text, rtl, language) * size * MM_PER_POINT / 1000

    def plain_units(self, text: str) -> int | None:
        """Return the width of *text* in thousandths of the type size, found without its glyphs.

        None where it takes more to know it: marks, letters from right to left, other faces.
        """
        if self.script is not None or not is_plain(text):
            return None
        cmap, widths, kern = self.cmap, self.widths, self.positions.kern
        try:
            glyphs = [cmap[ord(character)] for character in text]
        except KeyError:
            return None
        units = sum([widths[glyph] for glyph in glyphs])
        return units + sum([self.per_mille(kern(a, b)) for a, b in pairwise(glyphs)])

    def _units(self, text: str, rtl: bool = False, language: str | None = None) -> int:
        return sum(glyph.advance for glyph in self.shape(text, rtl, language))

    def _shape(
        self, text: str, rtl: bool = False, language: str | None = None
    ) -> tuple[Glyph, ...]:
        """Return the glyphs of *text* from left to right. KeyError for a character without one."""
        if self.script is None:
            return set_letter_by_letter(text, self, rtl=rtl, language=language)
        from skillcert.documents.shaping import shape_run

        return shape_run(self, text, rtl=rtl, language=language)

    def _moves(self, text: str, rtl: bool = False, language: str | None = None) -> bool:
        """Say whether a mark or letter of *text* is drawn elsewhere than where the pen stands."""
        return any(glyph.dx or glyph.dy for glyph in self.shape(text, rtl, language))

    def _reach(self, text: str, rtl: bool = False, language: str | None = None) -> tuple[int, int]:
        """Return how far the ink of *text* reaches above and below the baseline.

        In thousandths of the type size, both counted upwards; (0, 0) for text without ink.
        """
        edges = [
            (self.per_mille(top) + glyph.dy, self.per_mille(low) + glyph.dy)
            for glyph in self.shape(text, rtl, language)
            for low, top in self.file.extent(glyph.id)
        ]
        return (max(top for top, _ in edges), min(low for _, low in edges)) if edges else (0, 0)


def _bundled(name: str, file: str) -> Face:
    return Face(name, (files(__package__) / "faces" / file).read_bytes, bundled=True)


def _pack_face(pack: FontPack, weight: str, path: Path) -> Face:
    script = pack.script if pack.needs_shaping else None
    name = f"{pack.script}-{weight}"
    return Face(name, path.read_bytes, script=script, rtl=pack.rtl, size=pack.size)


class FontLibrary:
    """The bundled faces and those of font packs.

    Args:
        packs: The font packs, in the order in which they are asked for a character.
    """

    def __init__(self, packs: tuple[FontPack, ...] = ()) -> None:
        self._bundled = {name: _bundled(name, file) for name, file in _BUNDLED.items()}
        self._packs = packs
        self._regular = [_pack_face(p, "regular", p.regular) for p in packs]
        # One file for both weights is one font in the document.
        self._semibold = [
            regular if p.semibold == p.regular else _pack_face(p, "semibold", p.semibold)
            for p, regular in zip(packs, self._regular, strict=True)
        ]
        more = {face.name: face for face in (*self._regular, *self._semibold)}
        self._faces = {**self._bundled, **more}
        self.face_for = cache(self._face_for)
        self._order = cache(self._in_order)

    def bundled(self, style: str) -> Face:
        """Return the bundled face of a style."""
        return self._bundled[style]

    def face(self, name: str) -> Face:
        """Return the face called *name*; KeyError if there is none."""
        return self._faces[name]

    def _in_order(self, language: str | None) -> tuple[int, ...]:
        """Return the packs in the order in which they are asked: those of the language first."""

        def distance(index: int) -> int:
            tags = self._packs[index].languages
            fits = [t for t in tags if language and (language == t or language.startswith(f"{t}-"))]
            return -max(map(len, fits), default=0)

        return tuple(sorted(range(len(self._packs)), key=distance))

    def _face_for(self, character: str, style: str, language: str | None = None) -> Face | None:
        """Return the face that draws *character* in *style*; None if no face can."""
        if (face := self._bundled[style]).covers(character):
            return face
        # A rare letter may be in the lighter face alone; that is better than not to print it.
        weights = [self._semibold] if style == SANS_SEMIBOLD else []
        faces = (
            faces[index] for faces in (*weights, self._regular) for index in self._order(language)
        )
        return next((face for face in faces if face.covers(character)), None)

    def covers(self, character: str) -> bool:
        """Say whether some face of each style draws *character*."""
        return all(self.face_for(character, style) is not None for style in self._bundled)


@cache
def installed_library() -> FontLibrary:
    """Return the bundled faces and every installed font pack, sorted by name.

    Raises:
        PluginError: An installed pack cannot be used.
    """
    return FontLibrary(installed_packs())
