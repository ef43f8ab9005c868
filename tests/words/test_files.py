"""Every text exists in every language, in files that say their language in their name."""

from __future__ import annotations

import pytest

from .texts import LANGUAGES, SLOT, TextFile, each_file, families, nothing, text_files, toml_files


def test_every_text_file_is_found() -> None:
    """No file with a language escapes the checks, whatever its name is."""
    found = {file.path for file in text_files()}
    missed = [
        str(path)
        for path in toml_files()
        if path not in found and "language" in TextFile(path=path).content
    ]
    assert found
    nothing(missed)


@each_file()
def test_the_file_says_the_language_of_its_name(file: TextFile) -> None:
    """The language inside a text file is the one in its name."""
    assert file.content["language"] == file.language


@pytest.mark.parametrize("family", sorted(families()))
def test_every_text_is_in_every_language(family: str) -> None:
    """There is a file in English, bokmål, nynorsk and Danish."""
    assert sorted(families()[family]) == sorted(LANGUAGES)


@each_file("nb", "nn", "da")
def test_every_language_has_the_same_texts(file: TextFile) -> None:
    """The files of all languages have the same keys, and none is empty."""
    english = families()[file.family]["en"]
    assert sorted(file.by_path) == sorted(english.by_path)
    nothing([text.path for text in (*file.texts, *english.texts) if not text.line.strip()])


@each_file("nb", "nn", "da")
def test_every_language_has_the_same_slots(file: TextFile) -> None:
    """What is filled into a text is the same in every language: no slot is lost or misspelt."""
    english = families()[file.family]["en"].by_path
    different = [
        f"{text.path}: {text.line!r}"
        for text in file.texts
        if sorted(SLOT.findall(text.line)) != sorted(SLOT.findall(english[text.path]))
    ]
    nothing(different)
