"""No text claims what a workshop cannot give, and none says why the holder was there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from skillcert.privacy import revealing_words

from .texts import CORE, LANGUAGES, Text, TextFile, each_file, families, nothing, read_list

LISTS: dict[str, list[str]] = read_list("names.toml")
DENIALS = {"en": "not", "nb": "ikke", "nn": "ikkje", "da": "ikke"}


def pattern(entries: list[str]) -> re.Pattern[str]:
    """Return what finds the entries of a list as whole words, a star standing for any letters."""
    parts = (re.escape(entry).replace(r"\*", r"\w*") for entry in entries)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


REGULATED = pattern(LISTS["regulated"])
CLAIMS = pattern([*LISTS["titles"], *LISTS["persons"]])


def disclaimers(file: TextFile) -> Iterator[Text]:
    """Yield the texts of *file* that say what the paper is not."""
    yield from (text for text in file.texts if text.path.endswith("disclaimer"))


@each_file()
def test_no_regulated_name_is_used(file: TextFile) -> None:
    """No text uses a name that the law or an authority owns, but for the disclaimer."""
    denied = set(disclaimers(file))
    found = [
        f"{text.path}: {match.group()!r} in {text.line!r}"
        for text in file.texts
        if text not in denied
        for match in REGULATED.finditer(text.line)
    ]
    nothing(found)


@each_file()
def test_the_disclaimer_names_them_to_deny_them(file: TextFile) -> None:
    """A disclaimer says what the paper is, and then, after a "not", what it is not."""
    for disclaimer in disclaimers(file):
        claims, _, denied = disclaimer.line.partition(f" {DENIALS[file.language]} ")
        assert not REGULATED.search(claims)
        assert REGULATED.search(denied)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_has_a_disclaimer(language: str) -> None:
    """Each document that the library words, in each language, says what it is not."""
    core = families()[CORE][language]
    documents = {text.path.partition(".")[0] for text in core.texts if text.path.endswith(".title")}
    assert {text.path for text in disclaimers(core)} == {f"{one}.disclaimer" for one in documents}


@each_file()
def test_no_title_of_a_trade_or_a_person_is_used(file: TextFile) -> None:
    """Nobody is called by a trade's title, nor a participant: the holder has a name."""
    found = [
        f"{text.path}: {match.group()!r} in {text.line!r}"
        for text in file.texts
        for match in CLAIMS.finditer(text.line)
    ]
    nothing(found)


@each_file()
def test_no_word_gives_a_background_away(file: TextFile) -> None:
    """No text holds a word of the disclosure lists, of whatever language."""
    found = [
        f"{text.path}: {hit.text!r} ({hit.language}: {hit.entry}) in {text.line!r}"
        for text in file.texts
        for hit in revealing_words(text.line)
    ]
    nothing(found)


@pytest.mark.parametrize(
    ("line", "hit"),
    [
        ("Dette er et kompetansebevis", True),
        ("Level 2 Certificate in Bicycle Repair", True),
        ("Snekkermester", True),
        ("NKR-nivå", False),
        ("Måler kvaliteten på nivå", False),
    ],
)
def test_a_regulated_name_is_found(line: str, hit: bool) -> None:
    """The names are found as whole words and in compounds, and nothing else is."""
    assert bool(REGULATED.search(line)) is hit


@pytest.mark.parametrize(
    ("line", "hit"),
    [
        ("Arbeider som snekker", True),
        ("Snekker- og trearbeid", False),
        ("Snekkerverksted", False),
        ("Er utlært sykkelmekaniker", True),
        ("Maler vegger og tak", False),
        ("Koker suppe", False),
    ],
)
def test_a_title_is_found(line: str, hit: bool) -> None:
    """A trade's title is found; the trade's name and what is done in it are none."""
    assert bool(CLAIMS.search(line)) is hit
