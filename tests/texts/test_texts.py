"""The library's own words: every language says everything, with the same slots."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files
from typing import Any

import attrs
import pytest

from skillcert import codec
from skillcert.errors import CodecError, LanguageError
from skillcert.model import AssessorRole, DocumentKind, PerformanceLevel
from skillcert.texts import LANGUAGES, Words, words

SLOTS = {
    "certificate.opening": {"name", "field", "issuer"},
    "certificate.contact": {"issuer"},
    "certificate.period": {"start", "end"},
    "certificate.period_open": {"start"},
    "certificate.place_and_date": {"place", "date"},
    "certificate.page": {"page", "pages"},
    "certificate.pictogram": {"field"},
    "statement.opening": {"name", "field", "issuer"},
    "statement.contact": {"issuer"},
    "certificate.check": {"url"},
    "certificate.signature": {"name"},
    "statement.check": {"url"},
    "card.check": {"url"},
    "card.opening": {"name", "field", "issuer"},
    "card.contact": {"issuer"},
    "portfolio.opening": {"name", "field", "issuer"},
    "portfolio.contact": {"issuer"},
    "portfolio.confirmed": {"level", "when"},
    "progress.opening": {"name", "field"},
    "progress.contact": {"issuer"},
    "progress.twig": {"leaves", "buds"},
    "progress.step": {"skill"},
    "progress.step_shown": {"skill"},
    "progress.signed": {"level"},
    "progress.waits_for": {"reasons"},
    "questions.level": {"name"},
    "dates.day": {"day", "month", "year"},
    "dates.month": {"month", "year"},
}
"""What the documents fill in; every other text stands as it is."""


def lines(language: str) -> dict[str, str]:
    """Return the texts of *language* by their paths."""
    tree = codec.unstructure(words(language))
    return {path: node for path, node in codec.walk(tree) if isinstance(node, str)}


def slots(text: str) -> set[str]:
    """Return the names of the slots in *text*."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_its_language(language: str) -> None:
    """The words of a language are those of that language."""
    assert words(language).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_slots_are_those_that_are_filled(language: str) -> None:
    """A text has exactly the slots that the documents fill: a misspelt one would stop the paper."""
    for path, text in lines(language).items():
        assert slots(text) == SLOTS.get(path, set()), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_filled_whatever_stands_in_the_slots(language: str) -> None:
    """A name with braces in it is a name and not another slot."""
    for path, text in lines(language).items():
        filled = text.format(**dict.fromkeys(SLOTS.get(path, set()), "{Kim} {0}"))
        assert filled.count("{Kim} {0}") == len(SLOTS.get(path, set()))


def test_every_language_has_the_same_keys() -> None:
    """What one language says, every language says."""
    assert len({frozenset(lines(language)) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_role_and_document_has_its_words(language: str) -> None:
    """A level, a role or a document that is added to the model needs its words."""
    found = words(language)
    assert [found.level(level) for level in PerformanceLevel] == list(found.scale())
    assert len({level.label for level in found.scale()}) == len(PerformanceLevel)
    assert len({found.role(role) for role in AssessorRole}) == len(AssessorRole)
    assert len({found.document(kind).title for kind in DocumentKind}) == len(DocumentKind)
    for part, kind in ((found.levels, PerformanceLevel), (found.roles, AssessorRole)):
        fields: Any = attrs.fields(type(part))
        assert {field.name for field in fields} == {member.value for member in kind}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_unseen(language: str) -> None:
    """A file without one of its texts is refused with the path of the text."""
    data = (files("skillcert.texts") / f"{language}.toml").read_bytes()
    tree = tomllib.loads(data.decode())
    del tree["certificate"]["disclaimer"]
    tree["certificate"]["disclamer"] = "x"
    with pytest.raises(CodecError, match=r"certificate\.disclaimer: the key is missing"):
        codec.structure(Words, tree)


@pytest.mark.parametrize("language", ["sv", "no", "", "en_GB", "EN", "../en"])
def test_a_language_that_the_library_does_not_speak_is_refused(language: str) -> None:
    """The error names the languages that can be chosen; no file is looked for under any name."""
    with pytest.raises(LanguageError) as caught:
        words(language)
    assert str(caught.value) == (
        f"there are no certificate texts in {language!r}. Choose one of: en, nb, nn, da"
    )
