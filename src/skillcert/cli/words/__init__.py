"""What the command line says, one TOML file a language; read when something is to be said.

Words are data here as in `skillcert.texts`: every file has the same keys, no caller joins words to
a sentence, and a native reader corrects a file and touches no code.

The files are read without the codec, which costs a command of one shot more than all it does; the
tests read them with all its strictness.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from typing import Any

from skillcert.cli.words import records
from skillcert.cli.words.records import CommandWords, NeedsWords, ScreenWords

__all__ = ["CommandWords", "NeedsWords", "ScreenWords", "command_words", "words_file"]


@cache
def command_words(language: str) -> CommandWords:
    """Return what the command line says in *language*, one of the four."""
    found: dict[str, Any] = tomllib.loads(words_file(language).decode("utf-8"))
    for name, texts in found.items():
        if name != "language":
            found[name] = getattr(records, f"{name.capitalize()}Words")(texts)
    return CommandWords(found)


def words_file(language: str) -> bytes:
    """Return the bytes of the file of *language*."""
    # importlib.resources would bring temporary files and random numbers, which nobody needs here.
    path = os.path.join(os.path.dirname(__file__), f"{language}.toml")  # noqa: PTH118, PTH120
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()
