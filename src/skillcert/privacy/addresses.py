"""Parts of e-mail and web addresses that give the holder's background away.

The rules

- An address is written without spaces, so an entry of five letters or more counts anywhere between
  the dots and hyphens: "osloklientsenter.no". A shorter one must be all that stands there, or,
  if it is a stem, its beginning: "rus.example.no", but not "brus.example.no".
- Entries that match in capitals only match in any case here: host names have no capitals. So "nav"
  is a hit in `nav-og-krank.example.no`, too; a person decides.
- ø, æ and å are also found as they are written where there is no such key: oe, ae, aa; and as o, a.
- An internationalised name (`xn--…`) is read in its own letters.
- What the lists allow is allowed here: "overflatebehandling.example.no" is no hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from skillcert.privacy.flat import flatten
from skillcert.privacy.hit import Hit, HitKind, apart
from skillcert.privacy.lists import LANGUAGES, Sign, lexicon

__all__ = ["revealing_parts"]

_PART = re.compile(r"xn--[a-z0-9-]+|[^\W\d_]+", re.IGNORECASE)
_LONG_ENOUGH = 5
_SPELLINGS: tuple[dict[int, str], ...] = (
    {},
    str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"}),
    str.maketrans({"å": "a", "ø": "o", "æ": "ae"}),
)


@attrs.frozen
class _Clue:
    """A sign as it may stand in an address: one run of letters."""

    sign: Sign
    letters: str


def revealing_parts(address: str, *, languages: Iterable[str] = LANGUAGES) -> tuple[Hit, ...]:
    """Return the parts of an e-mail or web address that could give the background away.

    Args:
        address: An e-mail address, a web address or a host name.
        languages: The languages of the lists to search by.

    Returns:
        The hits in the order of the address, none overlapping another.

    Raises:
        LanguageError: There is no list in one of the languages.
    """
    clues = _clues(tuple(languages))
    flat = flatten(address)
    return apart(
        Hit(
            text=address[start:end],
            start=start,
            end=end,
            entry=sign.entry,
            language=sign.language,
            kind=HitKind.REVEALING_ADDRESS,
        )
        for part in _PART.finditer(flat.text)
        for sign, first, last in _found(part.group(), clues)
        for start, end in (flat.span(part.start() + first, part.start() + last),)
    )


def _found(part: str, clues: Iterable[_Clue]) -> Iterator[tuple[Sign, int, int]]:
    """Yield the signs in one part with the places where they stand in it."""
    letters = _decoded(part)
    places = [
        (clue.sign, start, start + len(clue.letters))
        for clue in clues
        for start in _places(clue, letters)
    ]
    # An allowed stem covers the rest of the part: what follows belongs to the same word.
    allowed = [(a, len(letters) if s.stem else b) for s, a, b in places if s.allowed]
    for sign, start, end in places:
        if not sign.allowed and not any(a <= start and end <= b for a, b in allowed):
            # The letters of an internationalised name stand nowhere in the address as written.
            yield (sign, start, end) if len(letters) == len(part) else (sign, 0, len(part))


def _places(clue: _Clue, letters: str) -> Iterator[int]:
    if len(clue.letters) < _LONG_ENOUGH:
        if letters == clue.letters or (clue.sign.stem and letters.startswith(clue.letters)):
            yield 0
        return
    start = letters.find(clue.letters)
    while start >= 0:
        yield start
        start = letters.find(clue.letters, start + 1)


def _decoded(part: str) -> str:
    """Return the letters of a part, folded, an internationalised one in its own letters."""
    folded = part.casefold()
    if folded.startswith("xn--"):
        try:
            return folded.encode("ascii").decode("idna").casefold()
        except UnicodeError:
            return folded
    return folded


@cache
def _clues(languages: tuple[str, ...]) -> tuple[_Clue, ...]:
    clues: dict[str, _Clue] = {}
    for sign in lexicon(languages).signs:
        plain = "".join(sign.words).casefold()
        for number, spelling in enumerate(_SPELLINGS):
            letters = plain.translate(spelling)
            # A short stem that lost its letters would be the beginning of many words ("ufor").
            if number == 0 or (letters != plain and len(letters) >= _LONG_ENOUGH):
                clues.setdefault(letters, _Clue(sign, letters))
    return tuple(clues.values())
