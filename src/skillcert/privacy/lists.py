"""The word lists: `words/<language>.toml`, read and made ready for searching.

The rules of an entry

- `stems` end in `*` and match every word that begins so. They stand for words of which the
  compounds reveal as much as the word itself ("rusmid*": rusmiddel, rusmidler).
- `words` match themselves and their inflections: the word with one of the language's `endings`, and
  nothing longer. So "klient" finds "klientene" and not "klientell".
- `exact` entries match as they stand. They are for words that look like others once they are
  inflected ("rus": "russ" is a pupil, "rust" is rust) and for irregular forms.
- `capitals` match in just these capitals, with or without an s: NAV is an agency, "nav" is a hub.
- `allow` entries are known false alarms; what is found within one of them is no hit.
- An entry of several words matches across spaces, line ends and hyphens ("mental health"); its
  last word is inflected or a stem as its list says.
- Capitals and small letters are the same everywhere else (Unicode case folding).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.errors import LanguageError
from skillcert.model import Language, Line

__all__ = ["LANGUAGES", "WORD", "Lexicon", "Sign", "WordList", "lexicon", "word_list"]

LANGUAGES: tuple[Language, ...] = (Language("en"), Language("nb"), Language("nn"), Language("da"))
"""The languages that there are word lists for."""

WORD = re.compile(r"[^\W\d_]+")
"""A word: letters of any script. Digits, low lines, hyphens and apostrophes part words."""


@attrs.frozen(kw_only=True)
class WordList:
    """A word list as it stands in its file; see the module for the rules.

    Attributes:
        language: The language.
        endings: The endings of inflected words.
        words: Words that take endings.
        exact: Words that match as they stand.
        stems: Beginnings of words, each with a `*` at its end.
        capitals: Words that match in capitals only.
        allow: Known false alarms; a `*` at the end takes in longer words.
    """

    language: Language
    endings: tuple[Line, ...]
    words: tuple[Line, ...]
    exact: tuple[Line, ...]
    stems: tuple[Line, ...]
    capitals: tuple[Line, ...] = ()
    allow: tuple[Line, ...] = ()


@attrs.frozen(kw_only=True)
class Sign:
    """One form of an entry.

    Attributes:
        entry: The entry as it stands in the file.
        language: The language of its list.
        words: The form's words, folded; of a stem the last one is the beginning of a word.
        stem: Whether longer words match, too.
        allowed: Whether it marks a false alarm and no hit.
    """

    entry: str
    language: str
    words: tuple[str, ...]
    stem: bool = False
    allowed: bool = False


@attrs.frozen(kw_only=True, eq=False)
class Lexicon:
    """Word lists made ready for searching.

    Attributes:
        by_first: All signs but stems of one word, by their first word.
        by_stem: Signs of one word that are stems, by that stem.
        stem_lengths: The lengths of those stems, the longest first.
        capitals: Signs that match in capitals only, by the capitals.
    """

    by_first: Mapping[str, tuple[Sign, ...]]
    by_stem: Mapping[str, Sign]
    stem_lengths: tuple[int, ...]
    capitals: Mapping[str, Sign]


@cache
def word_list(language: str) -> WordList:
    """Return the word list of *language*.

    Raises:
        LanguageError: There is none.
    """
    if language not in LANGUAGES:
        raise LanguageError(
            f"there is no list of revealing words in {language!r}",
            hint=f"Choose from: {', '.join(LANGUAGES)}",
        )
    name = f"{language}.toml"
    source = files(__package__) / "words" / name
    return codec.load_toml(WordList, source.read_bytes(), source=name)


@cache
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """Return the lists of *languages* as one; an entry of two languages is the first one's.

    Raises:
        LanguageError: There is no list in one of them.
    """
    by_first: dict[str, list[Sign]] = {}
    by_stem: dict[str, Sign] = {}
    capitals: dict[str, Sign] = {}
    for language in languages:
        found = word_list(language)
        for sign in _signs(found):
            if sign.stem and len(sign.words) == 1:
                by_stem.setdefault(sign.words[0], sign)
            else:
                by_first.setdefault(sign.words[0], []).append(sign)
        for entry in found.capitals:
            for form in (entry, f"{entry}s"):
                capitals.setdefault(form, Sign(entry=entry, language=language, words=(form,)))
    return Lexicon(
        by_first={first: tuple(signs) for first, signs in by_first.items()},
        by_stem=by_stem,
        stem_lengths=tuple(sorted({len(stem) for stem in by_stem}, reverse=True)),
        capitals=capitals,
    )


def _signs(found: WordList) -> Iterable[Sign]:
    for entry in found.words:
        *before, last = _words(entry)
        for ending in ("", *found.endings):
            words = (*before, last + ending)
            yield Sign(entry=entry, language=found.language, words=words)
    for entry in (*found.exact, *found.stems, *found.allow):
        yield Sign(
            entry=entry,
            language=found.language,
            words=_words(entry),
            stem=entry.endswith("*"),
            allowed=entry in found.allow,
        )


def _words(entry: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(entry))
