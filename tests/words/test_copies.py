"""No text was copied from another language and left untranslated."""

from __future__ import annotations

from itertools import combinations

import pytest

from .texts import LANGUAGES, families, nothing, read_list

PAIRS = [f"{one}-{other}" for one, other in combinations(LANGUAGES, 2)]
SAME: dict[str, list[str]] = read_list("same.toml")


def same_lines(pair: str) -> dict[str, set[str]]:
    """Return the lines that are the same in both languages of *pair*, each with its words."""
    one, other = pair.split("-")
    found: dict[str, set[str]] = {}
    for files in families().values():
        lines = files[other].by_path
        for text in files[one].texts:
            if text.words and text.line == lines.get(text.path):
                found[text.line] = {word.casefold() for word in text.words}
    return found


@pytest.mark.parametrize("pair", PAIRS)
def test_a_text_is_the_same_only_where_its_words_are(pair: str) -> None:
    """Two languages have the same line only where each of its words is the same in both.

    Which words are, `lists/same.toml` says. Nearly every word of a short line in nynorsk can be one
    of bokmål's, too; so the list is of words, which a dictionary can confirm, and not of lines.
    """
    allowed = set(SAME[pair])
    nothing(
        [
            f"{line!r}: {', '.join(sorted(words - allowed))}"
            for line, words in same_lines(pair).items()
            if words - allowed
        ]
    )


@pytest.mark.parametrize("pair", PAIRS)
def test_every_word_of_the_list_is_needed(pair: str) -> None:
    """The list of words that are the same holds no word that no such line needs any more."""
    needed = {word for words in same_lines(pair).values() for word in words}
    nothing(sorted(set(SAME[pair]) - needed))
    assert SAME[pair] == sorted(set(SAME[pair]))


def test_the_list_has_every_pair() -> None:
    """Every pair of languages has its list, and nothing else has one."""
    assert list(SAME) == PAIRS
