"""Every text keeps to its own language: no bokmål in nynorsk, no Danish in Norwegian.

The neighbours are close. A word that is right in one of them and wrong in the next is easily left
behind when a line is copied and edited, and the reader of the next language sees it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import pytest

from .texts import LANGUAGES, TextFile, each_file, families, files, nothing, read_list

BOKMAAL: Mapping[str, str] = read_list("bokmaal.toml")
LISTS: Mapping[str, list[str]] = read_list("neighbours.toml")
ENOUGH = 80

WRONG: Mapping[str, frozenset[str]] = {
    "en": frozenset(LISTS["scandinavian"]),
    "nb": frozenset((*LISTS["danish"], *LISTS["nynorsk"], *LISTS["english"])),
    "nn": frozenset((*BOKMAAL, *LISTS["danish"], *LISTS["english"])),
    "da": frozenset((*LISTS["norwegian"], *LISTS["english"])),
}

# Spellings that one language has and the other has not, wherever they stand in a word: Danish
# "hjælp", "tøj" and "vej" are "hjelp", "tøy" and "vei" or "veg". Norwegian has æ before r, and
# seldom before s ("væske"). Danish ends no word in a double consonant.
_DANISH = re.compile(r"æ[^\Wrs]|[øe]j", re.IGNORECASE)
_NORWEGIAN = re.compile(r"øy|skj(?!ul|or|ol)|([bdfgklmnprst])\1\b", re.IGNORECASE)
SPELLINGS = {"nb": _DANISH, "nn": _DANISH, "da": _NORWEGIAN}


def foreign(lines: Iterable[str], language: str) -> Iterator[str]:
    """Yield the words in *lines* that are none of *language*, with the line."""
    spelling = SPELLINGS.get(language)
    for line in lines:
        for word in re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", " ", line)):
            if word.casefold() in WRONG[language] or (spelling and spelling.search(word)):
                better = BOKMAAL.get(word.casefold(), "") if language == "nn" else ""
                yield f"{word}{f' (for {better})' if better else ''}: {line!r}"


@each_file()
def test_no_word_of_a_neighbour(file: TextFile) -> None:
    """No text holds a word or a spelling that belongs to a neighbouring language."""
    nothing(list(foreign(file.by_path.values(), file.language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", sorted({file.family for file in files(rubric=True)}))
def test_a_rubric_in_another_language_is_found(family: str, language: str) -> None:
    """If a rubric's words were saved under another language's name, many of them would be seen."""
    for other, file in families()[family].items():
        if other != language:
            lines = [text.line for text in file.texts]
            seen = {word.rpartition(": ")[2] for word in foreign(lines, language)}
            assert len(seen) > len(lines) / 6, f"{other} read as {language}: {len(seen)} lines"


def test_the_list_of_bokmaal_forms_is_long_enough() -> None:
    """The list of bokmål forms has at least eighty clear cases, none of which it recommends."""
    better = {word for words in BOKMAAL.values() for word in re.split(r",? ", words)}
    assert len(BOKMAAL) >= ENOUGH
    assert sorted(better & set(BOKMAAL)) == []


@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_lists_can_be_read(name: str) -> None:
    """Each list is sorted, in small letters, one word an entry, and none stands twice."""
    assert LISTS[name] == sorted(set(LISTS[name]))
    assert [word for word in LISTS[name] if word != word.casefold() or not word.isalpha()] == []
