"""A text as the eye reads it, with the way back to the characters that were written.

The rules

- Compatibility forms become plain ones and accents join their letters (NFKC), so that a full-width
  digit is a digit and "å" is one letter, however it was typed.
- A decimal digit of any script is its ASCII digit; a dash of any kind is `-`; a space of any kind
  is a space.
- What has no shape of its own (soft hyphen, zero-width space, direction mark) is left out, and so
  is an accent that joins no letter.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import attrs

__all__ = ["Flat", "flatten"]

_MINUS = "\N{MINUS SIGN}"


@attrs.frozen
class Flat:
    """A flattened text.

    Attributes:
        text: The text as the eye reads it; its letters keep their case.
    """

    text: str
    # Where each character comes from; None if it stands where it stood.
    _origins: tuple[tuple[int, int], ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from *start* up to *end* stood in the text as written."""
        if self._origins is None:
            return start, end
        return self._origins[start][0], self._origins[end - 1][1]


def flatten(text: str) -> Flat:
    """Return *text* as the eye reads it."""
    if text.isascii():
        return Flat(text)
    plain: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        characters = _plain(text[start:end])
        plain.append(characters)
        origins.extend([(start, end)] * len(characters))
    return Flat("".join(plain), tuple(origins))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of characters that belong together: a base and what hangs on it."""
    start = 0
    for index, character in enumerate(text):
        if index > start and not _hangs_on(character):
            yield start, index
            start = index
    yield start, len(text)


@lru_cache(maxsize=4096)
def _hangs_on(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


@lru_cache(maxsize=4096)
def _plain(cluster: str) -> str:
    visible = "".join(c for c in cluster if unicodedata.category(c) != "Cf")
    return "".join(_character(c) for c in unicodedata.normalize("NFKC", visible))


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == _MINUS:
        return "-"
    if character.isspace():
        return " "
    return character
