"""Key files: where they lie, whose they are, and how they are written and opened.

The rules

- A key is found by the public key in its file and not by the file's name, so files may be renamed.
- A new file is readable by its owner alone, where the system knows owners; it is written whole and
  in the end put in its place, or not at all.
- A passphrase comes from a prompt that does not show it, or from the environment; never from the
  command line, where other programs could read it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from skillcert.errors import KeyFileError, SkillcertError

if TYPE_CHECKING:
    from skillcert.cli.asking import Asker
    from skillcert.cli.words import CommandWords
    from skillcert.signing import KeySigner, PublicKey

__all__ = [
    "PASSPHRASE",
    "PROGRAMME_FILE",
    "PROGRAMME_PASSPHRASE",
    "KeyFile",
    "damaged_files",
    "key_files",
    "new_passphrase",
    "open_key",
    "read_key_file",
    "write_key",
]

PASSPHRASE = "SKILLCERT_PASSPHRASE"  # noqa: S105 - the name of the variable
PROGRAMME_PASSPHRASE = "SKILLCERT_PROGRAMME_PASSPHRASE"  # noqa: S105 - the name of the variable
PROGRAMME_FILE = "programme.key"
_SUFFIX = ".key"
_SHORTEST = 8
_TRIES = 3


@attrs.frozen
class KeyFile:
    """A key file and the public key in its head.

    Attributes:
        path: Where it lies.
        public: The public key.
    """

    path: Path
    public: PublicKey


def read_key_file(path: Path) -> KeyFile:
    """Return the key file at *path*; only its head is read.

    Raises:
        KeyFileError: It is no key file, or it is damaged.
        OSError: It cannot be read.
    """
    from skillcert.signing import public_key_of_file

    return KeyFile(path, public_key_of_file(path.read_bytes(), source=str(path)))


def key_files(folder: Path) -> tuple[KeyFile, ...]:
    """Return the key files in *folder*, by name; what is none, or damaged, is passed over."""
    found = []
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        try:
            found.append(read_key_file(path))
        except (KeyFileError, OSError):
            continue
    return tuple(found)


def damaged_files(folder: Path) -> tuple[Path, ...]:
    """Return the files in *folder* that are named as key files, and are none or damaged."""
    sound = {file.path for file in key_files(folder)}
    return tuple(path for path in sorted(folder.glob(f"*{_SUFFIX}")) if path not in sound)


def write_key(path: Path, signer: KeySigner, passphrase: str, *, replace: bool = False) -> None:
    """Write *signer*'s private key to *path*, under *passphrase*.

    Args:
        path: The new file; its folder is made if it is not there.
        signer: The key.
        passphrase: What the file is encrypted with.
        replace: Whether a file that is there already is replaced.

    Raises:
        SkillcertError: The file is there already, and is not to be replaced.
        OSError: It cannot be written.
    """
    from skillcert.signing import key_file

    if path.exists() and not replace:
        raise SkillcertError(
            "there is a key file already, and it is not touched",
            where=str(path),
            hint="Choose another id, or take the file away first",
        )
    data = key_file(signer, passphrase)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    waiting = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.new")
    # Windows knows no owner in the mode; there the folder of the account protects it.
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise


_BINARY: int = getattr(os, "O_BINARY", 0)  # without it, Windows would change the line ends


def open_key(
    file: KeyFile, name: str, asker: Asker | None, words: CommandWords, *, variable: str
) -> KeySigner | None:
    """Open a key file with the passphrase of the environment, or one that is asked for.

    Args:
        file: The key file.
        name: Whose passphrase is asked for; empty for the programme's.
        asker: Whom to ask; None if there is nobody.
        words: What is said.
        variable: The environment variable that may hold the passphrase.

    Returns:
        The key; None if nothing was typed.

    Raises:
        KeyFileError: The passphrase is wrong or the file damaged, three times where it is asked.
    """
    given = os.environ.get(variable)
    if given is not None or asker is None:
        return _opened(file, given or "", words)
    question = words.keys.passphrase.format(name=name) if name else words.keys.passphrase_programme
    for left in reversed(range(_TRIES)):
        typed = asker.secret(question)
        if typed is None:
            return None
        try:
            return _opened(file, typed, words)
        except KeyFileError:
            if not left:
                raise
            asker.say(f"{words.keys.wrong} {words.keys.try_again}")
    return None  # pragma: no cover - the last try returns or raises


def new_passphrase(
    name: str, asker: Asker | None, words: CommandWords, *, variable: str
) -> str | None:
    """Return the passphrase for a new key: the environment's, or one that is typed twice.

    Args:
        name: Whose it is; empty for the programme's.
        asker: Whom to ask; None if there is nobody.
        words: What is said.
        variable: The environment variable that may hold it.

    Returns:
        The passphrase; None if nothing was typed.

    Raises:
        KeyFileError: The one of the environment is too short, or there is none and nobody to ask.
    """
    said = words.keys
    given = os.environ.get(variable)
    if given is not None or asker is None:
        if len(given or "") < _SHORTEST:
            raise KeyFileError(said.short_variable.format(option=variable, count=_SHORTEST))
        return given
    question = said.new_passphrase if name else said.new_passphrase_programme
    while True:
        first = asker.secret(question.format(name=name, count=_SHORTEST))
        if first is None:
            return None
        if len(first) < _SHORTEST:
            asker.say(said.short)
        elif asker.secret(said.again) == first:
            return first
        else:
            asker.say(said.different)


def matching(files: Iterable[KeyFile], public: PublicKey) -> KeyFile | None:
    """Return the file among *files* that keeps the private key of *public*."""
    return next((file for file in files if file.public == public), None)


def _opened(file: KeyFile, passphrase: str, words: CommandWords) -> KeySigner:
    from skillcert.signing import open_key_file

    try:
        return open_key_file(file.path.read_bytes(), passphrase, source=str(file.path))
    except KeyFileError:
        # The same sentence in the language of whoever reads it.
        raise KeyFileError(words.keys.wrong.rstrip("."), where=str(file.path)) from None
