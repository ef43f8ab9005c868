"""Faces: which characters they have, how wide a text is in them, which glyphs draw it.

Rules of this module

- Widths are linear: an advance in font units times the size. What is measured is what is drawn.
- A face is read once a process, and only when it is used.
- The bundled faces draw Latin, Greek and Cyrillic letters. Other scripts come from font packs:
  distributions with an entry point in the group `skillcert.fonts` that returns a `FontPack`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from skillcert.documents.fontfile import FontFile
from skillcert.documents.positions import Positions, positions_of
from skillcert.errors import PluginError

__all__ = [
    "GROUP",
    "MM_PER_POINT",
    "PACKAGES",
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

GROUP = "skillcert.fonts"
"""The entry point group of font packs."""

MM_PER_POINT = 25.4 / 72

SERIF, SERIF_ITALIC, SANS, SANS_SEMIBOLD = "serif", "serif-italic", "sans", "sans-semibold"

_BUNDLED = {
    SERIF: "NotoSerif-Regular.ttf",
    SERIF_ITALIC: "NotoSerif-Italic.ttf",
    SANS: "NotoSans-Regular.ttf",
    SANS_SEMIBOLD: "NotoSans-SemiBold.ttf",
}

PACKAGES: Mapping[str, str] = MappingProxyType({"ARABIC": "skillcert-fonts-arabic"})
"""First word of a character's Unicode name -> the distribution that has a font for it."""


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


@attrs.frozen(kw_only=True)
class FontPack:
    """Two faces for a script that the bundled ones do not draw.

    Attributes:
        script: The script's ISO 15924 code, as `Arab`.
        regular: The font file for running text.
        semibold: The font file for headings.
        needs_shaping: Whether letters change with their neighbours (uharfbuzz does it then).
        rtl: Whether the script runs from right to left.
    """

    script: str = attrs.field(validator=attrs.validators.matches_re(r"[A-Z][a-z]{3}"))
    regular: Path = attrs.field(validator=attrs.validators.instance_of(Path))
    semibold: Path = attrs.field(validator=attrs.validators.instance_of(Path))
    needs_shaping: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    rtl: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))


class Face:
    """One font file.

    Args:
        name: What the layout calls it.
        load: Returns the bytes of the file.
        script: The ISO 15924 code to shape with; None to set glyph by glyph.
        rtl: Whether its script runs from right to left.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[], bytes],
        *,
        script: str | None = None,
        rtl: bool = False,
    ) -> None:
        self.name = name
        self.script = script
        self.rtl = rtl
        self._load = load
        # Bounded, since a service may draw documents for months.
        self.shape = lru_cache(maxsize=20_000)(self._shape)
        self.units = lru_cache(maxsize=20_000)(self._units)

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
        return tuple(self.per_mille(advance) for advance in self.file.advances)

    @cached_property
    def _positions(self) -> Positions:
        return positions_of(self.file)

    def covers(self, character: str) -> bool:
        """Say whether the face has a glyph for *character*."""
        return ord(character) in self.cmap

    def width(self, text: str, size: float, *, rtl: bool = False) -> float:
        """Return how wide *text* is.

        Args:
            text: Characters that the face covers.
            size: The type size in points.
            rtl: Whether it runs from right to left.

        Returns:
            The width in millimetres.
        """
        return self.units(text, rtl) * size * MM_PER_POINT / 1000

    def _units(self, text: str, rtl: bool) -> int:
        return sum(glyph.advance for glyph in self.shape(text, rtl))

    def _shape(self, text: str, rtl: bool = False) -> tuple[Glyph, ...]:
        """Return the glyphs of *text* from left to right. KeyError for a character without one."""
        if self.script is None:
            return self._set_letter_by_letter(text)
        from skillcert.documents.shaping import shape_run

        return shape_run(self, text, rtl=rtl)

    def _set_letter_by_letter(self, text: str) -> tuple[Glyph, ...]:
        """Place each character's glyph, pairs kerned and marks put upon their letters."""
        numbers = [self.cmap[ord(character)] for character in text]
        glyphs: list[Glyph] = []
        base: tuple[int, int, int, int] | None = None  # glyph, x of its origin, dx, dy
        pen = 0
        for i, (character, number) in enumerate(zip(text, numbers, strict=True)):
            width = self.widths[number]
            dx = dy = 0
            if unicodedata.combining(character) and base is not None:
                offset = self._positions.attach(base[0], number)
                if offset is not None:
                    dx = base[1] + base[2] + self.per_mille(offset[0]) - pen
                    dy = base[3] + self.per_mille(offset[1])
                base = (number, pen, dx, dy) if offset is not None else base
                advance = 0 if offset is not None else width
            else:
                base = (number, pen, 0, 0)
                right = numbers[i + 1] if i + 1 < len(numbers) else None
                kern = self._positions.kern(number, right) if right is not None else 0
                advance = width + self.per_mille(kern)
            glyphs.append(
                Glyph(
                    id=number,
                    text=character,
                    width=width,
                    advance=advance,
                    dx=dx,
                    dy=dy,
                )
            )
            pen += advance
        return tuple(glyphs)

    def per_mille(self, units: float) -> int:
        """Return font units in thousandths of the type size, rounded."""
        return round(units * 1000 / self.file.units_per_em)


def _bundled(name: str, file: str) -> Face:
    return Face(name, (files(__package__) / "faces" / file).read_bytes)


def _pack_face(pack: FontPack, weight: str, path: Path) -> Face:
    script = pack.script if pack.needs_shaping else None
    return Face(f"{pack.script}-{weight}", path.read_bytes, script=script, rtl=pack.rtl)


class FontLibrary:
    """The bundled faces and those of font packs.

    Args:
        packs: The font packs, in the order in which they are asked for a character.
    """

    def __init__(self, packs: tuple[FontPack, ...] = ()) -> None:
        self._bundled = {name: _bundled(name, file) for name, file in _BUNDLED.items()}
        self._regular = [_pack_face(p, "regular", p.regular) for p in packs]
        self._semibold = [_pack_face(p, "semibold", p.semibold) for p in packs]
        more = {face.name: face for face in (*self._regular, *self._semibold)}
        self._faces = {**self._bundled, **more}
        self.face_for = cache(self._face_for)

    def face(self, name: str) -> Face:
        """Return the face called *name*; KeyError if there is none."""
        return self._faces[name]

    def _face_for(self, character: str, style: str) -> Face | None:
        """Return the face that draws *character* in *style*; None if no face can."""
        if (face := self._bundled[style]).covers(character):
            return face
        more = self._semibold if style == SANS_SEMIBOLD else self._regular
        return next((face for face in more if face.covers(character)), None)

    def covers(self, character: str) -> bool:
        """Say whether some face of each style draws *character*."""
        return all(self.face_for(character, style) is not None for style in self._bundled)


def _load_pack(entry: EntryPoint) -> FontPack:
    """Return the pack behind an entry point; PluginError if there is none."""
    distribution = entry.dist.name if entry.dist else ""
    version = entry.dist.version if entry.dist else ""

    def refused(what: str) -> PluginError:
        hint = "Install a working version or remove it"
        return PluginError(what, distribution=distribution, version=version, hint=hint)

    try:
        pack: Any = entry.load()()
    except Exception as error:
        raise refused(f"the font pack {entry.name!r} cannot be loaded: {error}") from error
    if not isinstance(pack, FontPack):
        raise refused(f"the font pack {entry.name!r} returns {type(pack).__name__}, no FontPack")
    return pack


@cache
def installed_library() -> FontLibrary:
    """Return the bundled faces and every installed font pack, sorted by name.

    Raises:
        PluginError: An installed pack cannot be used.
    """
    entries = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return FontLibrary(tuple(_load_pack(entry) for entry in entries))
