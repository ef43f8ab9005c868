"""All texts of a record or a document, checked at once.

The rules

- An identity number is a problem that refuses the text. The message says where it stands and what
  to do, with the digits masked.
- A revealing word is a warning with the word and its place; one warning a word and place, however
  often it stands there.
- Addresses within a text are searched more closely than its words (`skillcert.privacy.addresses`).
- A path that ends in `phone` is a field for telephone numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from skillcert.errors import Problem
from skillcert.privacy.addresses import revealing_parts
from skillcert.privacy.hit import Hit, HitKind, apart, mask
from skillcert.privacy.lists import LANGUAGES, lexicon
from skillcert.privacy.numbers import identity_numbers
from skillcert.privacy.revealing import revealing_words

__all__ = ["PrivacyReport", "check_texts", "number_hits"]

# An e-mail address, or a host with or without what stands around it in a web address.
_ADDRESS = re.compile(
    r"(?<![^\s@/<>()])[^\s@/<>()]++@[^\s@<>()]++"
    r"|(?<![\w.\-])(?:https?://)?(?:[\w\-]++\.)+[^\W\d_]{2,}+(?:[:/?#]\S*+)?"
)
_PHONE = re.compile(r"(?:^|[._])phone(?:\[\d+\])?$")
_NUMBER_HINT = (
    "Remove it: a person is named by the programme's own id. "
    "If it is another number, write it in another way"
)
_WORD_HINT = "Choose a neutral word, or decide that it says nothing about the holder"


@attrs.frozen(kw_only=True)
class PrivacyReport:
    """What a check found.

    Attributes:
        refused: Problems that forbid the use of a text: identity numbers.
        warnings: Problems that a person should decide about: revealing words.
    """

    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check_texts(
    texts: Iterable[tuple[str, str]], *, languages: Iterable[str] = LANGUAGES
) -> PrivacyReport:
    """Check texts for identity numbers and for revealing words.

    Args:
        texts: Pairs of path and text.
        languages: The languages of the word lists to search by.

    Returns:
        Every problem, in the order of the texts.

    Raises:
        LanguageError: There is no word list in one of the languages.
    """
    chosen = tuple(languages)
    lexicon(chosen)  # A language without a list is refused even where there is no text.
    refused: list[Problem] = []
    warnings: dict[tuple[str, str], Problem] = {}
    # A record repeats its texts: ids, keys and dates stand in it a hundred times. What is
    # remembered is forgotten with this call, since it may be what must not be kept.
    known: dict[str, tuple[Hit, ...]] = {}
    for path, text in texts:
        refused += [_number_problem(path, hit) for hit in number_hits(path, text)]
        if text not in known:
            known[text] = _words(text, chosen)
        for hit in known[text]:
            warnings.setdefault((path, hit.text.casefold()), _word_problem(path, hit))
    return PrivacyReport(refused=tuple(refused), warnings=tuple(warnings.values()))


def number_hits(path: str, text: str) -> tuple[Hit, ...]:
    """Return the identity numbers in a text that stands at *path*; no word list is searched.

    Args:
        path: Where the text stands. One that ends in `phone` is a field for telephone numbers.
        text: Any text.
    """
    return identity_numbers(text, phone=_PHONE.search(path) is not None)


def _words(text: str, languages: tuple[str, ...]) -> tuple[Hit, ...]:
    return apart((*revealing_words(text, languages=languages), *_in_addresses(text, languages)))


def _in_addresses(text: str, languages: tuple[str, ...]) -> Iterator[Hit]:
    for address in _ADDRESS.finditer(text):
        for hit in revealing_parts(address.group(), languages=languages):
            start = address.start()
            yield attrs.evolve(hit, start=start + hit.start, end=start + hit.end)


def _number_problem(path: str, hit: Hit) -> Problem:
    return Problem(
        path=path,
        what=(
            f"a national identity number stands here: {mask(hit.text)} "
            f"({hit.entry}, characters {hit.start + 1} to {hit.end})"
        ),
        hint=_NUMBER_HINT,
    )


def _word_problem(path: str, hit: Hit) -> Problem:
    place = "in an address, " if hit.kind is HitKind.REVEALING_ADDRESS else ""
    return Problem(
        path=path,
        what=(
            f"{hit.text!r} may give the holder's background away "
            f"({place}word list {hit.language}: {hit.entry})"
        ),
        hint=_WORD_HINT,
    )
