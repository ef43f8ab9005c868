"""The issuer's seal, as the command line opens it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from skillcert.cli.words import CommandWords
    from skillcert.documents.seal import Seal

__all__ = ["opened_seal"]

_PASSPHRASE = "SKILLCERT_PADES_PASSPHRASE"  # noqa: S105 -- the name of the variable that holds it


def opened_seal(file: Path, words: CommandWords) -> Seal:
    """Open the PKCS#12 file that documents are sealed with.

    The passphrase is that of `SKILLCERT_PADES_PASSPHRASE`, else it is asked for on a terminal.

    Args:
        file: The file.
        words: What is said.

    Raises:
        KeyFileError: The file cannot be opened with it.
        SkillcertError: There is nobody to ask, or the extra `sign` is not installed.
    """
    from skillcert.documents import open_key_file

    return open_key_file(file.read_bytes(), _passphrase(file, words), source=file.name)


def _passphrase(file: Path, words: CommandWords) -> str:
    from skillcert.errors import SkillcertError

    if (known := os.environ.get(_PASSPHRASE)) is not None:
        return known
    if not sys.stdin.isatty():
        raise SkillcertError(words.screen.no_terminal.format(options=_PASSPHRASE), where=file.name)
    question = words.keys.passphrase.format(name=file.name)
    asked: str = click.prompt(question, hide_input=True, err=True)
    return asked
