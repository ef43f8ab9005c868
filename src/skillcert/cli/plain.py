"""Asking line after line, for screen readers and for terminals that cannot be drawn on.

Nothing is drawn over: every question is a few lines of text, every answer a line and Enter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from getpass import getpass
from typing import TypeVar

import attrs

from skillcert.cli.asking import Key
from skillcert.cli.finder import Row
from skillcert.cli.picker import Picker
from skillcert.cli.words import ScreenWords

__all__ = ["Plain"]

T = TypeVar("T")


def _print(line: str) -> None:
    print(line, flush=True)


@attrs.define(kw_only=True)
class Plain:
    """A terminal that reads and writes lines: an `skillcert.cli.asking.Asker`.

    Attributes:
        words: The words of lists and questions.
        read: Reads a line after a prompt.
        write: Writes a line.
        read_secret: Reads a line after a prompt without showing it.
    """

    words: ScreenWords
    read: Callable[[str], str] = input
    write: Callable[[str], None] = _print
    read_secret: Callable[[str], str] = getpass

    def say(self, *lines: str) -> None:
        """Show lines."""
        for line in lines:
            self.write(line)

    def lock(self) -> None:
        """Nothing is drawn, and what was written cannot be taken back."""

    def secret(self, question: str) -> str | None:
        """Let a passphrase be typed that is not shown; an empty one is None."""
        return self.read_secret(f"{question}: ") or None

    def line(
        self, question: str, *, default: str = "", check: Callable[[str], str] | None = None
    ) -> str | None:
        """Let a line be typed; Enter alone takes the default."""
        while True:
            shown = f"{question} ({default}): " if default else f"{question}: "
            typed = self.read(shown).strip() or default
            fault = check(typed) if check else ""
            if not fault:
                return typed
            self.write(fault)

    def pick(
        self, question: str, rows: Sequence[Row[T]], *, several: bool = False, above: str = ""
    ) -> tuple[T, ...] | None:
        """Let a row be chosen by its number, or several; an empty line is None."""
        picker = Picker(rows=rows, several=several)
        self.say(*above.splitlines())
        while True:
            shown = (*picker.page, *picker.pinned)
            self._list(question, picker, shown, several=several)
            typed = self.read(f"{self.words.search}: ").strip()
            if not typed and picker.back():
                return None
            numbers = typed.replace(",", " ").split()
            if numbers and all(number.isdecimal() for number in numbers):
                chosen = [int(number) for number in numbers]
                if all(1 <= number <= len(shown) for number in chosen) and (
                    several or len(chosen) == 1
                ):
                    return tuple(shown[number - 1].value for number in dict.fromkeys(chosen))
                self.write(self.words.plain_again)
            elif typed:
                picker.back()
                picker.type(typed)

    def press(
        self,
        question: str,
        keys: Sequence[Key],
        *,
        above: str = "",
        sure: bool = False,  # noqa: ARG002 - a line that was typed is sure enough
        back: bool = True,
    ) -> str | None:
        """Let one of the keys be typed; an empty line is None."""
        known = {self._name(key).casefold(): key.key for key in keys}
        self.say(*above.splitlines())
        while True:
            self.say(question)
            for key in keys:
                meaning = f". {key.meaning}" if key.meaning else ""
                self.say(f"  {self._name(key)}: {key.label}{meaning}")
            typed = self.read(f"{self.words.plain_press} ").strip().casefold()
            if typed in known:
                return known[typed]
            if not typed and back:
                return None
            self.write(self.words.plain_again)

    def _list(
        self, question: str, picker: Picker[T], shown: Sequence[Row[T]], *, several: bool
    ) -> None:
        self.say(question)
        if picker.typed and not picker.page:
            self.say(self.words.nothing_found)
        for number, row in enumerate(shown, start=1):
            note = f", {row.note}" if row.note else ""
            self.say(f"  {number}: {row.text}{note}")
        if picker.below:
            self.say(self.words.more.format(count=picker.below))
        self.say(self.words.plain_several if several else self.words.plain_pick)

    def _name(self, key: Key) -> str:
        """Return what is typed for a key; a word for Enter, since an empty line goes back."""
        return self.words.yes if key.key == "enter" else key.key
