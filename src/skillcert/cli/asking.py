"""What a conversation with a supervisor needs of a terminal, and nothing of any terminal.

A conversation (`skillcert sign` without options) talks to an `Asker`. There are two: one that draws
on the screen (`skillcert.cli.terminal`), and one that writes line after line
(`skillcert.cli.plain`), for screen readers and terminals that cannot be drawn on. Tests write a
third.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import attrs

from skillcert.cli.finder import Row

__all__ = ["Asker", "Idle", "Key"]

T = TypeVar("T")


class Idle(Exception):  # noqa: N818 - nothing went wrong: nobody was there
    """Nobody has pressed a key for a while: whoever unlocked may have gone."""


@attrs.frozen(kw_only=True)
class Key:
    """One key that can be pressed.

    Attributes:
        key: The character, or `enter`.
        label: What it does, in a few words.
        meaning: More about it, in a sentence; may be empty.
    """

    key: str
    label: str
    meaning: str = ""


class Asker(Protocol):
    """Somebody at a keyboard.

    Each question is answered or gone back from, which is None. Ctrl-C is `KeyboardInterrupt`, and
    `Idle` is raised when nobody answers, by whatever can tell.
    """

    def say(self, *lines: str) -> None:
        """Show lines that stay."""

    def pick(
        self, question: str, rows: Sequence[Row[T]], *, several: bool = False, above: str = ""
    ) -> tuple[T, ...] | None:
        """Let a row be chosen, or several.

        Args:
            question: What is asked.
            rows: What there is to choose from.
            several: Whether more than one may be chosen. A row that is always there is chosen
                alone.
            above: What stands above the question.
        """

    def press(
        self,
        question: str,
        keys: Sequence[Key],
        *,
        above: str = "",
        sure: bool = False,
        back: bool = True,
    ) -> str | None:
        """Let one key be pressed and return it.

        Args:
            question: What is asked.
            keys: The keys that can be pressed.
            above: What stands above the question; may be long.
            sure: Whether a key that was pressed before the question was seen is no answer to it.
            back: Whether there is anything to go back to.
        """

    def line(
        self, question: str, *, default: str = "", check: Callable[[str], str] | None = None
    ) -> str | None:
        """Let a line be typed.

        Args:
            question: What is asked.
            default: What stands there already.
            check: Says what is wrong with a line, or nothing.
        """

    def secret(self, question: str) -> str | None:
        """Let a passphrase be typed that is not shown; an empty one is None."""

    def lock(self) -> None:
        """Take everything off the screen that tells of anybody."""
