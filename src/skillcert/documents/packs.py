"""Font packs: what an installed one brings, and which one to install for a character.

Rules of this module

- A pack is a distribution with an entry point in the group `skillcert.fonts` that names a function
  without arguments, which returns a `FontPack`.
- `faces/packs.txt` says what each pack of this project has, character by character, so that the
  error for a missing letter names a package that really has it. `tools/make_faces.py` writes it.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from skillcert.errors import PluginError

__all__ = ["GROUP", "FontPack", "installed_packs", "known_packs", "packs_to_install"]

GROUP = "skillcert.fonts"
"""The entry point group of font packs."""

_HAN = 0x4E00
"""Where the bitmaps in `packs.txt` begin."""
_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "skillcert-fonts-japanese": ("ja",),
        "skillcert-fonts-korean": ("ko",),
        "skillcert-fonts-chinese-simplified": ("zh", "zh-Hans"),
        "skillcert-fonts-chinese-traditional": ("zh-Hant", "zh-TW", "zh-HK", "zh-MO", "yue"),
    }
)
"""Packs that have the same characters in the forms of different languages."""


@attrs.frozen(kw_only=True)
class FontPack:
    """Two faces for a script that the bundled ones do not draw.

    Attributes:
        script: The script's ISO 15924 code, as `Arab`.
        regular: The font file for running text.
        semibold: The font file for headings; it may be the same.
        needs_shaping: Whether letters change with their neighbours (uharfbuzz does it then).
        rtl: Whether the script runs from right to left.
        languages: Language tags of names and texts for which this pack is asked before others that
            have the character too, as `ja`.
        size: How large its faces are set beside the bundled ones, so that their letters look
            equally large.
    """

    script: str = attrs.field(validator=attrs.validators.matches_re(r"[A-Z][a-z]{3}"))
    regular: Path = attrs.field(validator=attrs.validators.instance_of(Path))
    semibold: Path = attrs.field(validator=attrs.validators.instance_of(Path))
    needs_shaping: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    rtl: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    languages: tuple[str, ...] = attrs.field(
        default=(),
        validator=attrs.validators.deep_iterable(
            attrs.validators.instance_of(str), attrs.validators.instance_of(tuple)
        ),
    )
    size: float = attrs.field(
        default=1.0, validator=[attrs.validators.ge(0.5), attrs.validators.le(2.0)]
    )


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


def installed_packs() -> tuple[FontPack, ...]:
    """Return every installed font pack, sorted by the name of its entry point.

    Raises:
        PluginError: An installed pack cannot be used.
    """
    entries = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return tuple(_load_pack(entry) for entry in entries)


def _codes(ranges: str, bitmap: str) -> frozenset[int]:
    """Return the characters that a line of `packs.txt` lists."""
    edges = (part.partition("-") for part in ranges.split(","))
    found = {
        code
        for first, _, last in edges
        for code in range(int(first, 16), int(last or first, 16) + 1)
    }
    bits = zlib.decompress(base64.b64decode(bitmap)) if bitmap else b""
    found.update(_HAN + i for i in range(len(bits) * 8) if bits[i // 8] >> i % 8 & 1)
    return frozenset(found)


@cache
def known_packs() -> Mapping[str, frozenset[int]]:
    """Return the packs of this project: name of the distribution -> the characters that it has."""
    rows = (files(__package__) / "faces" / "packs.txt").read_text("utf-8").splitlines()
    parts = (row.split(" ") for row in rows)
    return MappingProxyType(
        {name: _codes(ranges, bitmap[0] if bitmap else "") for name, ranges, *bitmap in parts}
    )


def _speaks(name: str, language: str | None) -> bool:
    """Say whether a pack is made for a language, by the longest tag that fits."""
    if language is None:
        return False
    tags = [tag for listed in _LANGUAGES.values() for tag in listed]
    fitting = [tag for tag in tags if language == tag or language.startswith(f"{tag}-")]
    return bool(fitting) and max(fitting, key=len) in _LANGUAGES.get(name, ())


def packs_to_install(
    characters: Iterable[str], language: str | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return what to install so that *characters* can be drawn.

    Args:
        characters: Characters that no installed face has.
        language: The language of the text, which decides between packs that all have them.

    Returns:
        For each pack that is needed the names that will do, the fitting ones first where the
        language decides; nothing for characters that no pack has.
    """
    wanted: dict[tuple[str, ...], None] = {}
    for character in characters:
        having = tuple(n for n, codes in known_packs().items() if ord(character) in codes)
        spoken = tuple(name for name in having if _speaks(name, language))
        if spoken or having:
            wanted[spoken or having] = None
    alone = {choice[0] for choice in wanted if len(choice) == 1}
    return tuple(choice for choice in wanted if len(choice) == 1 or not alone.intersection(choice))
