"""What the command line says, one TOML file a language; read when something is to be said.

Words are data here as in `skillcert.texts`: every file has the same keys, no caller joins words to
a sentence, and a native reader corrects a file and touches no code.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from skillcert.cli.words.records import CommandWords, IssueWords, NeedsWords, ScreenWords

__all__ = ["CommandWords", "IssueWords", "NeedsWords", "ScreenWords", "command_words"]


@cache
def command_words(language: str) -> CommandWords:
    """Return what the command line says in *language*, one of `skillcert.cli.settings.LANGUAGES`.

    Raises:
        CodecError: The file has a fault.
    """
    from skillcert import codec  # brings cattrs, which `--help` need not wait for

    source = files(__package__) / f"{language}.toml"
    return codec.load_toml(CommandWords, source.read_bytes(), source=f"{language}.toml")
