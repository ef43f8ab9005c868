"""What the command line says, in four languages."""

from __future__ import annotations

import pytest

from skillcert import codec
from skillcert.cli.language import LANGUAGES
from skillcert.cli.words import CommandWords, command_words, words_file


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_can_be_read(language: str) -> None:
    """Each file has every text, none that is not known, and none that is no text."""
    strict = codec.load_toml(CommandWords, words_file(language), source=f"{language}.toml")
    assert command_words(language) == strict
    assert strict.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_to_press_are_one_letter_each(language: str) -> None:
    """A key that is to be pressed is one letter, and in one question no two are the same."""
    words = command_words(language)
    assert len({words.screen.yes_key, words.screen.no_key}) == 2
    assert len({words.sign.undo_key, words.sign.leave_key}) == 2
    for key in (words.screen.yes_key, words.sign.undo_key, words.sign.leave_key):
        assert len(key) == 1
        assert key.isalpha()
