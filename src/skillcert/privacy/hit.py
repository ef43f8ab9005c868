"""What was found in a text, and where."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

__all__ = ["Hit", "HitKind", "apart", "mask"]


class HitKind(enum.Enum):
    """What sort of thing was found."""

    IDENTITY_NUMBER = "identity_number"
    """A national identity number."""
    REVEALING_WORD = "revealing_word"
    """A word that gives the holder's background away."""
    REVEALING_ADDRESS = "revealing_address"
    """A part of an e-mail or web address that does."""


def mask(text: str) -> str:
    """Return *text* with a star in place of every digit, of any script."""
    return "".join("*" if character.isdigit() else character for character in text)


@attrs.frozen(kw_only=True)
class Hit:
    """Something that was found.

    Attributes:
        text: What stands there, as it was written. Printing a hit masks the digits.
        start: The index of its first character in the text that was searched.
        end: The index after its last character.
        entry: What it was found by: the name of the number or the entry of the word list.
        language: The language of the entry.
        kind: What sort of thing it is.
    """

    text: str = attrs.field(repr=lambda text: repr(mask(text)))
    start: int
    end: int
    entry: str
    language: str
    kind: HitKind


def apart(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return *hits* in the order of the text; of those that overlap the first, then the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)
