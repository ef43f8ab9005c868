"""Words in running text that give the holder's background away.

How an entry matches is said in `skillcert.privacy.lists`. What was decided about Norwegian and
Danish, and what it costs:

- A word matches from its beginning. So "brus", "uavhengig" and "overflatebehandling" are no hits
  though they hold "rus", "avhengig" and "behandling"; and neither are compounds that end in a
  revealing word ("sportiltak"). Those that do reveal stand in the lists as stems of their own
  ("rusbehandl*", "arbeidsmarkedstiltak*").
- Inflections are found by a closed list of endings, not by rule: "behandlingen", "klienten",
  "tiltaket", "pasienter" are hits, "klientell" is none.
- Compounds that begin with a revealing word are hits only where the lists have the stem
  ("behandlings*": behandlingsplan).
- Every list is searched, whatever the language of the paper: a Norwegian place name reveals as much
  on an English certificate. A word that stands in several lists is one hit.
- Capitals decide nothing in a line that is all capitals: there "NAV" may be a hub.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from skillcert.privacy.flat import Flat, flatten
from skillcert.privacy.hit import Hit, HitKind, apart
from skillcert.privacy.lists import LANGUAGES, WORD, Lexicon, Sign, lexicon

__all__ = ["revealing_words"]

_BETWEEN = re.compile(r"[\s\-]+")


@attrs.frozen
class _Word:
    """A word of the text: as written, folded, and where it stands in the flat text."""

    written: str
    folded: str
    start: int
    end: int


def revealing_words(text: str, *, languages: Iterable[str] = LANGUAGES) -> tuple[Hit, ...]:
    """Return the words in *text* that could give the holder's background away.

    Args:
        text: Any text.
        languages: The languages of the lists to search by.

    Returns:
        The hits in the order of the text, none overlapping another.

    Raises:
        LanguageError: There is no list in one of the languages.
    """
    lists = lexicon(tuple(languages))
    flat = flatten(text)
    words = [
        _Word(match.group(), match.group().casefold(), match.start(), match.end())
        for match in WORD.finditer(flat.text)
    ]
    found = [
        (sign, words[index].start, words[index + len(sign.words) - 1].end)
        for index in range(len(words))
        for sign in _signs_at(index, words, flat, lists)
    ]
    allowed = [(start, end) for sign, start, end in found if sign.allowed]
    return apart(
        _hit(sign, flat.span(start, end), text)
        for sign, start, end in found
        if not sign.allowed and not any(a <= start and end <= b for a, b in allowed)
    )


def _signs_at(index: int, words: Sequence[_Word], flat: Flat, lists: Lexicon) -> Iterator[Sign]:
    """Yield the signs that match from the word *index* on."""
    word = words[index]
    for sign in lists.by_first.get(word.folded, ()):
        if _follows(sign, index, words, flat):
            yield sign
    for length in lists.stem_lengths:
        stem = lists.by_stem.get(word.folded[:length]) if length <= len(word.folded) else None
        if stem is not None:
            yield stem
    if capital := lists.capitals.get(word.written):
        yield capital


def _follows(sign: Sign, index: int, words: Sequence[_Word], flat: Flat) -> bool:
    """Say whether the words after the first one match, with nothing but space between."""
    if index + len(sign.words) > len(words):
        return False
    for offset, wanted in enumerate(sign.words[1:], start=1):
        before, word = words[index + offset - 1], words[index + offset]
        last = offset == len(sign.words) - 1
        fits = word.folded.startswith(wanted) if sign.stem and last else word.folded == wanted
        if not fits or not _BETWEEN.fullmatch(flat.text, before.end, word.start):
            return False
    return True


def _hit(sign: Sign, span: tuple[int, int], text: str) -> Hit:
    start, end = span
    return Hit(
        text=text[start:end],
        start=start,
        end=end,
        entry=sign.entry,
        language=sign.language,
        kind=HitKind.REVEALING_WORD,
    )
