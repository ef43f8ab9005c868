"""Words that give a background away are found, and their look-alikes are not."""

from __future__ import annotations

import tomllib
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillcert.errors import LanguageError
from skillcert.privacy import LANGUAGES, Hit, HitKind, revealing_words
from skillcert.privacy.lists import word_list

# Other work on the machine makes no test fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

CORPUS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def found(text: str, *languages: str) -> list[str]:
    """Return what is found in *text*."""
    return [hit.text for hit in revealing_words(text, languages=languages or LANGUAGES)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, *pair) for language, pairs in CORPUS["found"].items() for pair in pairs],
)
def test_revealing_words_are_found(language: str, text: str, expected: str) -> None:
    """The words of each list are found in their inflections and compounds, by that list alone."""
    hits = revealing_words(text, languages=[language])
    assert hits[0].text == expected
    assert hits[0].language == language
    assert hits[0].kind is HitKind.REVEALING_WORD
    assert text[hits[0].start : hits[0].end] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [(language, *pair) for language, pairs in CORPUS["told"].items() for pair in pairs],
)
def test_a_sentence_about_a_life_before_is_found(
    language: str, text: str, expected: list[str]
) -> None:
    """Every word that tells of an illness, a sentence, a flight or a want of home or work is found.

    Each list finds them by itself, and all lists together find no more.
    """
    assert found(text, language) == expected
    assert found(text) == expected


@pytest.mark.parametrize("text", [text for texts in CORPUS["nothing"].values() for text in texts])
def test_false_alarms_are_none(text: str) -> None:
    """Words that look alike, and known everyday uses, are no hits by any of the lists."""
    assert found(text) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_found(language: str) -> None:
    """Each entry of a list is found as it stands, and each allowed one lets nothing through."""
    lists = word_list(language)
    for entry in (*lists.words, *lists.exact, *lists.stems, *lists.capitals):
        assert found(entry.rstrip("*"), language), entry
    for entry in lists.allow:
        assert found(entry.rstrip("*"), language) == [], entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_easy_to_edit(language: str) -> None:
    """The entries of a list are sorted, no one stands twice, and stars are where they belong."""
    lists = word_list(language)
    for entries in (lists.words, lists.exact, lists.stems, lists.capitals, lists.allow):
        assert list(entries) == sorted(set(entries))
    assert all(entry.endswith("*") for entry in lists.stems)
    assert not any("*" in entry for entry in (*lists.words, *lists.exact, *lists.capitals))
    assert all(entry.isupper() for entry in lists.capitals)
    entries = (*lists.words, *lists.exact, *lists.stems, *lists.capitals)
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("text", ["BEHANDLING", "Behandling", "behandling", "bEHANDLING"])
def test_case_makes_no_difference(text: str) -> None:
    """Capitals and small letters are the same, except for the words that match in capitals only."""
    assert found(text) == [text]


@pytest.mark.parametrize(("text", "count"), [("NAV", 1), ("nav", 0), ("Nav", 0), ("NAVET", 0)])
def test_some_words_match_in_capitals_only(text: str, count: int) -> None:
    """NAV is an agency; a nav is the hub of a wheel."""
    assert len(found(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "behand\u00adling",
        "behand\u200bling",
        "ｂｅｈａｎｄｌｉｎｇ",
        "rus\u0336",
        "sa\u030arbar",
        "ufo\u0338r",
    ],
)
def test_hidden_characters_hide_nothing(text: str) -> None:
    """Soft hyphens, zero-width characters, wide letters and loose accents do not hide a word."""
    hits = revealing_words(f"En {text} her")
    if text.startswith("ufo"):  # a struck-through o is not the letter ø
        assert hits == ()
    else:
        assert [hit.text for hit in hits] == [text]


def holds_no_letter(text: str) -> bool:
    """Say whether nothing in *text* reads as a letter: a letter in a circle does."""
    return not any(character.isalpha() for character in unicodedata.normalize("NFKC", text))


@unhurried
@given(
    head=st.text(alphabet=st.characters(exclude_categories=("L", "M", "Cs"))).filter(
        holds_no_letter
    ),
    tail=st.text(alphabet=st.characters(exclude_categories=("L", "M", "Cs", "Cf"))).filter(
        holds_no_letter
    ),
)
def test_whatever_is_no_letter_parts_words(head: str, tail: str) -> None:
    """A word is found between digits, low lines, signs and spaces of any kind."""
    assert "klient" in [hit.text for hit in revealing_words(f"{head}klient{tail}")]


@unhurried
@given(text=st.text())
def test_hits_are_places_in_the_text(text: str) -> None:
    """Every hit is what stands at its place; hits are in order and do not overlap."""
    hits = revealing_words(f"{text} rehab {text} mental health {text}")
    whole = f"{text} rehab {text} mental health {text}"
    assert all(whole[hit.start : hit.end] == hit.text for hit in hits)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert {"rehab", "mental health"} <= {hit.text for hit in hits}


def test_a_word_of_several_lists_is_one_hit() -> None:
    """A word that stands in several lists is one hit, by the first of the languages asked for."""
    for languages in (["nb", "nn", "da"], ["da", "nn", "nb"]):
        assert [hit.language for hit in revealing_words("klient", languages=languages)] == [
            languages[0]
        ]


def test_a_hit_says_by_what_it_was_found() -> None:
    """A hit names the entry as it stands in the list, its language and its place."""
    assert revealing_words("en rusmiddelfri dag", languages=["nb"]) == (
        Hit(
            text="rusmiddelfri",
            start=3,
            end=15,
            entry="rusmid*",
            language="nb",
            kind=HitKind.REVEALING_WORD,
        ),
    )


def test_an_allowed_phrase_covers_only_itself() -> None:
    """A known false alarm takes nothing else in the text with it."""
    assert found("surface treatment after treatment") == ["treatment"]


@pytest.mark.parametrize("between", [" ", "  ", "\n", "\t", "\u00a0", "-", "\u2011", " - "])
def test_phrases_match_across_space(between: str) -> None:
    """The words of a phrase may be parted by any space, line end or hyphen."""
    text = f"mental{between}health"
    assert found(text) == [text]


@pytest.mark.parametrize("between", [", ", ". ", "/", " and ", ""])
def test_phrases_are_not_taken_apart(between: str) -> None:
    """Words with something else between are no phrase."""
    assert found(f"mental{between}health") == []


def test_a_language_without_a_list_is_an_error() -> None:
    """A language that has no list is refused, with those that have one."""
    with pytest.raises(LanguageError, match=r"'sv'.*en, nb, nn, da"):
        revealing_words("x", languages=["nb", "sv"])
