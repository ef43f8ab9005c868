"""What the command line says, in four languages."""

from __future__ import annotations

import tomllib

import pytest

from skillcert.cli.language import LANGUAGES
from skillcert.cli.words import NeedsWords, command_words, words_file


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_can_be_read(language: str) -> None:
    """Each file has every text that the commands say, and no other."""
    words = command_words(language)
    assert words.language == language
    for text in vars(words.sign).values():
        assert isinstance(text, str)


def test_a_text_too_many_or_too_few_is_refused() -> None:
    """A file that lacks a text, or has one that nothing says, is named and not used."""
    texts = tomllib.loads(words_file("en").decode("utf-8"))["needs"]
    with pytest.raises(ValueError, match="NeedsWords: colour"):
        NeedsWords({**texts, "colour": "red"})
    del texts["times"]
    with pytest.raises(ValueError, match="NeedsWords: times"):
        NeedsWords(texts)


def test_words_are_not_changed() -> None:
    """What was read is the same for everybody who asks for it."""
    with pytest.raises(AttributeError):
        command_words("en").language = "nb"


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_to_press_are_one_letter_each(language: str) -> None:
    """A key that is to be pressed is one letter, and in one question no two are the same."""
    words = command_words(language)
    assert len({words.screen.yes_key, words.screen.no_key}) == 2
    assert len({words.sign.undo_key, words.sign.leave_key}) == 2
    for key in (words.screen.yes_key, words.sign.undo_key, words.sign.leave_key):
        assert len(key) == 1
        assert key.isalpha()
