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
from skillcert.privacy.lists import LANGUAGES, WORD, word_list

__all__ = ["revealing_parts"]

_PART = re.compile(r"xn--[a-z0-9-]+|[^\W\d_]+", re.IGNORECASE)
_LONG_ENOUGH = 5
_SPELLINGS: tuple[dict[int, str], ...] = (
    str.maketrans({"å": "aa", "ø": "oe", "æ": "ae"}),
    str.maketrans({"å": "a", "ø": "o", "æ": "ae"}),
)


@attrs.frozen
class _Clue:
    """An entry as it may stand in an address.

    Attributes:
        letters: The run of letters.
        entry: The entry as it stands in its list.
        language: The language of the list.
        allowed: Whether it marks a false alarm and no hit.
    """

    letters: str
    entry: str
    language: str
    allowed: bool

    @property
    def stem(self) -> bool:
        """Whether longer words match, too."""
        return self.entry.endswith("*")


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
            entry=clue.entry,
            language=clue.language,
            kind=HitKind.REVEALING_ADDRESS,
        )
        for part in _PART.finditer(flat.text)
        for clue, first, last in _found(part.group(), clues)
        for start, end in (flat.span(part.start() + first, part.start() + last),)
    )


def _found(part: str, clues: Iterable[_Clue]) -> Iterator[tuple[_Clue, int, int]]:
    """Yield the clues in one part with the places where they stand in it."""
    letters = _decoded(part)
    places = [
        (clue, start, start + len(clue.letters))
        for clue in clues
        for start in _places(clue, letters)
    ]
    # An allowed stem covers the rest of the part: what follows belongs to the same word.
    allowed = [(a, len(letters) if c.stem else b) for c, a, b in places if c.allowed]
    for clue, start, end in places:
        if not clue.allowed and not any(a <= start and end <= b for a, b in allowed):
            # The letters of an internationalised name stand nowhere in the address as written.
            yield (clue, start, end) if len(letters) == len(part) else (clue, 0, len(part))


def _places(clue: _Clue, letters: str) -> Iterator[int]:
    if len(clue.letters) < _LONG_ENOUGH:
        if letters == clue.letters or (clue.stem and letters.startswith(clue.letters)):
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
    for language in languages:
        found = word_list(language)
        for entry in (*found.words, *found.exact, *found.stems, *found.capitals, *found.allow):
            plain = "".join(WORD.findall(entry)).casefold()
            for letters in _spellings(plain):
                clue = _Clue(letters, entry, language, allowed=entry in found.allow)
                clues.setdefault(letters, clue)
    return tuple(clues.values())


def _spellings(plain: str) -> Iterator[str]:
    yield plain
    for table in _SPELLINGS:
        letters = plain.translate(table)
        # A short stem that lost its letters would be the beginning of many words ("ufor").
        if letters != plain and len(letters) >= _LONG_ENOUGH:
            yield letters
