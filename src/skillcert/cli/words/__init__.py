"""What the command line says, one TOML file a language; read when something is to be said.

Words are data here as in `skillcert.texts`: every file has the same keys, no caller joins words to
a sentence, and a native reader corrects a file and touches no code.

The files are read without the codec, which costs a command of one shot more than all it does; the
tests read them with all its strictness.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from skillcert.cli.words import records
from skillcert.cli.words.records import CommandWords, NeedsWords, ScreenWords
from skillcert.model import Language

__all__ = ["CommandWords", "NeedsWords", "ScreenWords", "command_words", "words_file"]


@cache
def command_words(language: str) -> CommandWords:
    """Return what the command line says in *language*, one of the four."""
    found = tomllib.loads(words_file(language).decode("utf-8"))
    spoken = Language(found.pop("language"))
    sections = {
        name: getattr(records, f"{name.capitalize()}Words")(**texts)
        for name, texts in found.items()
    }
    return CommandWords(language=spoken, **sections)


def words_file(language: str) -> bytes:
    """Return the bytes of the file of *language*."""
    return (files(__package__) / f"{language}.toml").read_bytes()
