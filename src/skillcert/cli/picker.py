"""The state of a list that somebody chooses from, key by key. It draws nothing.

The rules

- Letters search. The nine rows of a page are numbered, and their digit chooses them at once.
- Tab takes a row along and lets the next be looked for; so does Space while nothing is typed. Once
  one is taken along, a digit takes along too, and Enter goes on with all of them.
- A row that is always there ("Finish") has no digit and is chosen alone, with Enter. The arrow up
  from the first row leads to the last of them.
- Going back first takes away what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs

from skillcert.cli.finder import Row, found

__all__ = ["PAGE", "Picker"]

T = TypeVar("T")

PAGE = 9
"""How many rows a page has: one a digit."""


@attrs.define(kw_only=True)
class Picker(Generic[T]):
    """A list, what was typed, where the cursor stands, and what is taken along.

    Attributes:
        rows: All rows.
        several: Whether more than one may be chosen.
        typed: What was typed.
        at: The row with the cursor, among those that are found; -1 where what was typed finds
            nothing, so that Enter chooses nothing.
        taken: The rows that are taken along, in the order in which they were.
        shown: The rows that are found.
    """

    rows: Sequence[Row[T]]
    several: bool = False
    typed: str = ""
    at: int = 0
    taken: list[Row[T]] = attrs.Factory(list)
    shown: Sequence[Row[T]] = ()
    _top: int = 0

    def __attrs_post_init__(self) -> None:
        self._search("")

    @property
    def row(self) -> Row[T] | None:
        """The row with the cursor; None if there is none at all."""
        return self.shown[self.at] if self.shown and self.at >= 0 else None

    @property
    def page(self) -> Sequence[Row[T]]:
        """The rows of the page, which have digits."""
        return [row for row in self.shown[self._top : self._top + PAGE] if not row.always]

    @property
    def pinned(self) -> Sequence[Row[T]]:
        """The rows that are always there."""
        return [row for row in self.shown if row.always]

    @property
    def above(self) -> int:
        """How many rows there are before the page."""
        return self._top

    @property
    def below(self) -> int:
        """How many rows there are after the page."""
        return len(self.shown) - len(self.pinned) - self._top - len(self.page)

    def number(self, row: Row[T]) -> int | None:
        """Return the digit of *row*, if it has one."""
        page = list(self.page)
        return page.index(row) + 1 if row in page else None

    def type(self, text: str) -> None:
        """Search for *text* too."""
        self._search(self.typed + text)

    def erase(self) -> None:
        """Take the last letter away."""
        self._search(self.typed[:-1])

    def move(self, by: int) -> None:
        """Move the cursor, around the ends of the list."""
        if self.shown:
            self.at = (max(self.at, 0 if by < 0 else -1) + by) % len(self.shown)
            if not self.shown[self.at].always:
                self._top = self.at // PAGE * PAGE

    def turn(self, by: int) -> None:
        """Turn pages; the cursor goes to the first row of the page."""
        count = len(self.shown) - len(self.pinned)
        top = self._top + by * PAGE
        if 0 <= top < count:
            self._top = self.at = top

    def take(self) -> None:
        """Take the row with the cursor along, or put it back."""
        row = self.row
        if not self.several or row is None or row.always:
            return
        self._toggle(row)
        if self.typed:
            self._search("")
            self.at = self.shown.index(row) if row in self.shown else 0
            self._top = self.at // PAGE * PAGE

    def digit(self, number: int) -> tuple[T, ...] | None:
        """Choose the row with a digit: return it, or take it along if others are."""
        page = self.page
        if not 1 <= number <= len(page):
            return None
        row = page[number - 1]
        if self.taken:
            self.at = self.shown.index(row)
            self.take()
            return None
        return (row.value,)

    def enter(self) -> tuple[T, ...] | None:
        """Return what is taken along; if nothing is, or "Finish" is meant, the cursor's row."""
        row = self.row
        if row is not None and (row.always or not self.taken):
            return (row.value,)
        return tuple(taken.value for taken in self.taken) or None

    def back(self) -> bool:
        """Take away what was typed; say whether nothing was, so that going back is meant."""
        if not self.typed:
            return True
        self._search("")
        return False

    def _toggle(self, row: Row[T]) -> None:
        if row in self.taken:
            self.taken.remove(row)
        else:
            self.taken.append(row)

    def _search(self, typed: str) -> None:
        self.typed = typed.lstrip()
        self.shown = found(self.rows, self.typed)
        self._top = 0
        self.at = -1 if self.typed and not self.page else 0
