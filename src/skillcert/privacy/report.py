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
from hashlib import blake2b

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
    for path, text in texts:
        seen = _seen(text, _is_phone(path), chosen)
        if seen in _HARMLESS:
            continue
        numbers, words = number_hits(path, text), _words(text, chosen)
        if not numbers and not words:
            _remember(seen)
        refused += [_number_problem(path, hit) for hit in numbers]
        for hit in words:
            warnings.setdefault((path, hit.text.casefold()), _word_problem(path, hit))
    return PrivacyReport(refused=tuple(refused), warnings=tuple(warnings.values()))


# A record repeats its texts, and so do the records of a workshop: ids, keys, dates and what the
# skills are called. What was found harmless is remembered by its digest; what was not is forgotten
# with the call, since it may be what must not be kept.
_HARMLESS: dict[bytes, None] = {}
_MOST_REMEMBERED = 20_000


def _seen(text: str, phone: bool, languages: tuple[str, ...]) -> bytes:
    """Return the digest by which a text and the way in which it is searched are remembered."""
    how = f"{phone} {' '.join(languages)}\n"
    return blake2b((how + text).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _remember(seen: bytes) -> None:
    if len(_HARMLESS) >= _MOST_REMEMBERED:
        # The oldest half goes: names, mostly. What every record says is soon remembered again.
        for old in list(_HARMLESS)[: _MOST_REMEMBERED // 2]:
            _HARMLESS.pop(old, None)
    _HARMLESS[seen] = None


def _is_phone(path: str) -> bool:
    return "phone" in path and _PHONE.search(path) is not None


def number_hits(path: str, text: str) -> tuple[Hit, ...]:
    """Return the identity numbers in a text that stands at *path*; no word list is searched.

    Args:
        path: Where the text stands. One that ends in `phone` is a field for telephone numbers.
        text: Any text.
    """
    return identity_numbers(text, phone=_is_phone(path))


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
