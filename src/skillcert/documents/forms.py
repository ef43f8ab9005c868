"""Letters that a language draws in a form of its own: Serbian б, Romanian ș for ş.

The table format is OpenType 1.9, chapter GSUB: the feature `locl` of a script and language, lookup
types 1 (single) and 7 (extension). What a font does beyond that is left alone, so that the core
works without compiled code; faces of packs are set by HarfBuzz, which reads all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from skillcert.documents.fontfile import FontFile
from skillcert.documents.layouttables import covered, lookups, number, numbers

__all__ = ["LANGUAGES", "local_forms"]

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"bs": "SRB ", "cnr": "SRB ", "mk": "MKD ", "mo": "MOL ", "ro": "ROM ", "sr": "SRB "}
)
"""Language -> the tag that OpenType has for it, where the bundled faces have forms for it."""

_SINGLE, _EXTENSION = 1, 7


def _tag(table: bytes, place: int) -> str:
    return table[place : place + 4].decode("latin-1")


def _systems(table: bytes, tag: str) -> Iterator[int]:
    """Yield the places of a language in every script."""
    scripts = number(table, 4)
    for i in range(number(table, scripts)):
        script = scripts + number(table, scripts + 6 + 6 * i)
        for k in range(number(table, script + 2)):
            record = script + 4 + 6 * k
            if _tag(table, record) == tag:
                yield script + number(table, record + 4)


def _local(table: bytes, system: int) -> Iterator[int]:
    """Yield the numbers of the lookups that a language has for its own forms."""
    features = number(table, 6)
    for index in numbers(table, system + 6, number(table, system + 4)):
        record = features + 2 + 6 * index
        if _tag(table, record) == "locl":
            feature = features + number(table, record + 4)
            yield from numbers(table, feature + 4, number(table, feature + 2))


def _singles(table: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Yield what a subtable of lookup type 1 puts in the place of glyphs."""
    kind, coverage = numbers(table, place, 2)
    for glyph, index in covered(table, place + coverage).items():
        if kind == 1:
            yield glyph, (glyph + number(table, place + 4)) & 0xFFFF
        else:
            yield glyph, number(table, place + 6 + 2 * index)


def local_forms(font: FontFile, language: str | None) -> Mapping[int, int]:
    """Return glyph -> the glyph that takes its place in *language*.

    Args:
        font: The font.
        language: A BCP 47 tag; None for none.
    """
    tag = LANGUAGES.get((language or "").split("-")[0].lower())
    found: dict[int, int] = {}
    if tag is not None and "GSUB" in font:
        table = font.table("GSUB")
        for system in _systems(table, tag):
            for kind, place in lookups(table, _local(table, system), extension=_EXTENSION):
                for glyph, form in _singles(table, place) if kind == _SINGLE else ():
                    found.setdefault(glyph, form)
    return MappingProxyType(found)
