"""A supervisor's time at the desk: rounds, one after the other, until they leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import attrs

from skillcert.cli.asking import Asker, Key
from skillcert.cli.desk.books import Books
from skillcert.cli.desk.items import Waiting
from skillcert.cli.desk.round import Done, Menu, Round
from skillcert.cli.desk.rows import day_words
from skillcert.cli.desk.summary import signed_lines
from skillcert.cli.finder import Row
from skillcert.cli.words import CommandWords

__all__ = ["Day"]

_ENTER = "enter"


@attrs.define(kw_only=True)
class Day:
    """What one supervisor does between unlocking and leaving.

    Attributes:
        asker: Whom to ask.
        books: The ledger.
        said: The words.
        today: The day.
        signed: How many skills were signed so far, those that were taken back not counted.
    """

    asker: Asker
    books: Books
    said: CommandWords
    today: dt.date
    signed: int = 0
    _likely: list[str] = attrs.Factory(list)
    _last: Done | None = None

    def run(self) -> None:
        """Go from round to round until the supervisor leaves.

        Raises:
            Idle: Nobody pressed a key for a while.
            KeyboardInterrupt: Somebody pressed Ctrl-C. What was signed is signed.
        """
        above = self.said.sign.unlocked.format(name=self.books.signer)
        while True:
            made = Round(
                asker=self.asker,
                books=self.books,
                said=self.said,
                today=self.today,
                above=above,
                likely=tuple(self._likely),
                skills=self._last.skills if self._last else None,
            ).run()
            above = ""
            if made is Menu.LEAVE:
                return
            if isinstance(made, Menu):
                above = self._add() if made is Menu.NEW else self._second()
            elif self._after(made):
                return

    def farewell(self) -> str:
        """Return what is said at the end: that it is locked, and what was signed."""
        said = self.said.sign
        if self.signed == 0:
            return said.bye_none
        return said.bye_one if self.signed == 1 else said.bye_many.format(count=self.signed)

    def _after(self, done: Done) -> bool:
        """Say what was signed and offer to take it back; return whether to leave."""
        self._last = done
        self.signed += len(done.items)
        keys = [item.criterion.id for item in done.items]
        self._likely = list(dict.fromkeys((*keys, *self._likely)))
        lines = list(signed_lines(done.items, done.looks, done.skills, said=self.said))
        said = self.said.sign
        offered = [
            Key(key=_ENTER, label=said.after_more),
            Key(key=said.undo_key, label=said.after_undo),
            Key(key=said.leave_key, label=said.after_leave),
        ]
        above = "\n".join(lines)
        pressed = self.asker.press(said.after, offered, above=above, sure=True, back=False)
        if pressed == said.undo_key:
            self.books.undo(done.batch)
            self.signed -= len(done.items)
            left = [offered[0], offered[2]]
            pressed = self.asker.press(said.after, left, above=said.undone, back=False)
        return pressed == said.leave_key

    def _add(self) -> str:
        """Put somebody on the list; return what is said of it."""
        known = {one.name.casefold() for one in self.books.people()}
        name = self.asker.line(self.said.person.name)
        if not name:
            return ""
        if name.casefold() in known and not self._sure(self.said.person.same_name, name):
            return ""
        added = self.books.add(name)
        return self.said.person.added.format(name=added.name, id=added.id)

    def _sure(self, question: str, name: str) -> bool:
        screen = self.said.screen
        keys = [
            Key(key=screen.yes_key, label=screen.yes),
            Key(key=screen.no_key, label=screen.no),
        ]
        return self.asker.press(question.format(name=name), keys) == screen.yes_key

    def _second(self) -> str:
        """Show what waits for a second pair of eyes, and confirm what is chosen."""
        said = self.said.sign
        waiting = self.books.waiting()
        chosen = self.asker.pick(said.second_title, self._second_rows(waiting), several=True)
        if not chosen:
            return ""
        lines = [self._second_line(one) for one in chosen]
        keys = [Key(key=_ENTER, label=said.second_yes)]
        if not self.asker.press(said.second_question, keys, above="\n".join(lines), sure=True):
            return ""
        self.books.confirm(chosen)
        return "\n".join(
            said.second_done.format(name=one.person, skill=one.skill) for one in chosen
        )

    def _second_rows(self, waiting: Sequence[Waiting]) -> list[Row[Any]]:
        return [
            Row(
                value=one,
                text=self._second_line(one),
                note=self.said.sign.second_by.format(
                    signer=one.signer, day=day_words(one.on, today=self.today, words=self.said)
                ),
            )
            for one in waiting
        ]

    def _second_line(self, one: Waiting) -> str:
        return self.said.sign.second_line.format(name=one.person, skill=one.skill, level=one.level)
