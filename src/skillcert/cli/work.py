"""What a command on a ledger works with: the ledger, whoever is at the keyboard, their keys.

The clock of this computer is read here and nowhere else in the ledger's commands.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.asking import Key
from skillcert.cli.finder import Row, fold
from skillcert.cli.keys import (
    PASSPHRASE,
    PROGRAMME_FILE,
    PROGRAMME_PASSPHRASE,
    KeyFile,
    damaged_files,
    key_files,
    matching,
    open_key,
    read_key_file,
)
from skillcert.cli.language import preferred_language
from skillcert.cli.output import tell
from skillcert.cli.place import Place, place_of
from skillcert.cli.settings import installed_programme
from skillcert.cli.words import CommandWords, command_words
from skillcert.errors import KeyFileError, SkillcertError
from skillcert.model import Reference

if TYPE_CHECKING:
    from skillcert.cli.asking import Asker
    from skillcert.ledger import Enrolled, Ledger
    from skillcert.ledger.files import FolderFiles
    from skillcert.programme import Desk, Office, Programme, Site
    from skillcert.signing import KeySigner

__all__ = ["Work", "gone_back", "key_of", "now", "yes"]

_PLAIN = "SKILLCERT_PLAIN"
_LONGEST_KEY = 40


def now() -> dt.datetime:
    """Return the moment on this computer's clock, with its zone: the day is the day here."""
    return dt.datetime.now().astimezone()


def key_of(name: str) -> str:
    """Return a key made of a name: "Bryggegata Verksted" is `bryggegata_verksted`."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    return "_".join(words)[:_LONGEST_KEY].strip("_") or "workshop"


def yes(asker: Asker, question: str, said: CommandWords) -> bool:
    """Ask a question whose answer is yes or no, with a key of its own for each."""
    screen = said.screen
    keys = [Key(key=screen.yes_key, label=screen.yes), Key(key=screen.no_key, label=screen.no)]
    return asker.press(question, keys) == screen.yes_key


def gone_back(work: Work) -> int:
    """Say that nothing was changed, and return the exit code for that."""
    tell(work.said.screen.taken_back, err=True)
    return 1


@attrs.frozen(kw_only=True, slots=False, eq=False)
class Work:
    """One command on a ledger.

    Attributes:
        place: Where the ledger is.
        site_key: Which site of it was asked for; None for the only one.
        language: The language that is spoken.
        plain: Whether questions are asked line after line.
        idle: After how many seconds without a key a question ends; None for never.
    """

    place: Place
    site_key: str | None = None
    language: str
    plain: bool = False
    idle: float | None = None

    @classmethod
    def of(
        cls,
        *,
        ledger: str | None,
        site: str | None = None,
        language: str | None = None,
        plain: bool = False,
        idle: float | None = None,
    ) -> Work:
        """Return the work that the options and the environment ask for."""
        return cls(
            place=place_of(ledger),
            site_key=site,
            language=language or preferred_language(),
            plain=plain or os.environ.get(_PLAIN, "") not in {"", "0"},
            idle=idle,
        )

    @cached_property
    def said(self) -> CommandWords:
        """The words of the command line."""
        return command_words(self.language)

    @cached_property
    def programmes(self) -> Programme:
        """The workshops that are installed."""
        return installed_programme()

    @cached_property
    def site(self) -> Site:
        """The ledger, opened.

        Raises:
            LedgerError: It is not there, or cannot be used.
        """
        from skillcert.programme import Programme

        self._refuse_missing()
        return Programme.open(
            self.place.url,
            site=self.site_key,
            clock=now,
            files=self.place.files,
            programme=self.programmes,
        )

    @cached_property
    def files(self) -> FolderFiles:
        """Where the ledger's pictures lie."""
        from skillcert.ledger.files import FolderFiles

        return FolderFiles(self.place.files)

    @contextmanager
    def opened(self, *, create: bool = False) -> Iterator[Ledger]:
        """Open the ledger itself, all its sites, and close it in the end.

        Args:
            create: Whether to make one if there is none.

        Raises:
            LedgerError: It is not there, or cannot be used.
        """
        from skillcert.ledger import Ledger

        if not create:
            self._refuse_missing()
        with Ledger.open(self.place.url, create=create) as book:
            yield book

    def _refuse_missing(self) -> None:
        if self.place.is_missing:
            said = self.said.screen.no_ledger
            raise SkillcertError(said.format(ledger=self.place.shown, command="skillcert init"))

    @cached_property
    def asker(self) -> Asker | None:
        """Whoever is at the keyboard; None if there is no terminal."""
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
            return None
        if self.plain or os.environ.get("TERM") == "dumb":
            from skillcert.cli.plain import Plain

            return Plain(words=self.said.screen)
        from skillcert.cli.terminal import Terminal

        return Terminal(words=self.said.screen, idle=self.idle)

    def must_ask(self, *options: str) -> Asker:
        """Return whoever is at the keyboard.

        Args:
            options: The options that would make asking unnecessary.

        Raises:
            click.UsageError: There is nobody, so the options have to be given.
        """
        if self.asker is None:
            raise click.UsageError(self.said.screen.no_terminal.format(options=" ".join(options)))
        return self.asker

    def supervisor(self, key: str | None) -> tuple[KeySigner, Enrolled] | None:
        """Find and open the key of a supervisor; None if they went back.

        Args:
            key: A key file, or the id of a supervisor whose key is beside the ledger; None for the
                only one there, or to ask.

        Raises:
            KeyFileError: The passphrase is wrong, or the file damaged.
            SkillcertError: There is no such key, or nobody to ask which.
        """
        found = self._named(key) if key else self._one_of_several()
        if found is None:
            return None
        file, owner = found
        name = owner.assessor.name
        signer = open_key(file, name, self.asker, self.said, variable=PASSPHRASE)
        return (signer, owner) if signer else None

    def desk(self, key: str | None) -> Desk | None:
        """Unlock a supervisor's desk; None if they went back. See `supervisor`.

        Raises:
            RefusedError: Whoever it is does not sign here, or no more.
        """
        found = self.supervisor(key)
        return self.site.unlock(found[0]).speaking(self.language) if found else None

    def office(self, key: str | None = None) -> Office | None:
        """Unlock the programme's office; None if they went back.

        Args:
            key: The key file; None for the one beside the ledger.

        Raises:
            KeyFileError: The passphrase is wrong, or the file damaged.
            SkillcertError: There is no such key.
            RefusedError: It is not the programme's key.
        """
        if key:
            file: KeyFile | None = self._read(Path(key))
        else:
            wanted = self.site.roster.programme
            files = key_files(self.place.keys)
            file = next((one for one in files if one.public.id == wanted), None)
        if file is None:
            self._refuse_damaged(PROGRAMME_FILE)
            said = self.said.keys.no_programme
            raise SkillcertError(said.format(folder=self.place.keys, option="--key"))
        signer = open_key(file, "", self.asker, self.said, variable=PROGRAMME_PASSPHRASE)
        return self.site.manage(signer) if signer else None

    def endorsers(self, keys: Sequence[str]) -> list[KeySigner] | None:
        """Open the keys of supervisors who are there to endorse; None if one went back.

        Args:
            keys: Key files, or ids of supervisors; see `supervisor`.
        """
        opened = [self.supervisor(key) for key in keys]
        return None if None in opened else [one[0] for one in opened if one]

    def _named(self, key: str) -> tuple[KeyFile, Enrolled]:
        """Return the key file that *key* names, or that belongs to the supervisor of that id."""
        roster = self.site.roster
        if Path(key).is_file():
            file: KeyFile | None = self._read(Path(key))
        else:
            owner = roster.assessor(Reference(key))
            public = roster.key(owner.key) if owner else None
            file = matching(key_files(self.place.keys), public) if public else None
        if file is None:
            self._refuse_damaged(f"{key}.key")
            known = ", ".join(one.assessor.id for _, one in self._present()) or "–"
            raise SkillcertError(self.said.screen.no_such.format(value=key, known=known))
        owner = roster.owner(file.public.id)
        if owner is None:
            raise SkillcertError(self.said.keys.not_on_list.format(file=file.path))
        return file, owner

    def _one_of_several(self) -> tuple[KeyFile, Enrolled] | None:
        """Return the only key there is; of several, the one that is chosen; None for going back."""
        there = self._present()
        if not there:
            self._refuse_damaged()
            said = self.said.keys.none_here
            raise SkillcertError(said.format(folder=self.place.keys, option="--key"))
        if len(there) == 1:
            return there[0]
        if self.asker is None:
            names = ", ".join(owner.assessor.id for _, owner in there)
            raise SkillcertError(self.said.keys.several.format(names=names, option="--key"))
        rows = [
            Row(value=one, text=one[1].assessor.name, words=one[1].assessor.id) for one in there
        ]
        # Whoever does not find their own name sees why.
        lost = [f"{path}: {self.said.keys.wrong}" for path in damaged_files(self.place.keys)]
        chosen = self.asker.pick(self.said.keys.whose, rows, above="\n".join(lost))
        return chosen[0] if chosen else None

    def _read(self, path: Path) -> KeyFile:
        try:
            return read_key_file(path)
        except KeyFileError:
            raise KeyFileError(self.said.keys.wrong.rstrip("."), where=str(path)) from None

    def _refuse_damaged(self, name: str | None = None) -> None:
        """Refuse to go on if the key file of that name, or any, is there and damaged."""
        for path in damaged_files(self.place.keys):
            if name in {None, path.name}:
                self._read(path)

    def _present(self) -> list[tuple[KeyFile, Enrolled]]:
        """Return the keys beside the ledger with which somebody may sign now, by name."""
        roster = self.site.roster
        found = [
            (file, owner)
            for file in key_files(self.place.keys)
            if (owner := roster.owner(file.public.id)) is not None
            and roster.key_refusal(file.public.id, now()) is None
        ]
        return sorted(found, key=lambda pair: pair[1].assessor.name.casefold())
