"""Choosing a person and a list of skills, as every conversation on a ledger begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from skillcert.cli.asking import Asker
from skillcert.cli.desk.books import Books
from skillcert.cli.desk.items import SkillList, Someone
from skillcert.cli.desk.rows import people_rows
from skillcert.cli.finder import Row
from skillcert.cli.words import CommandWords
from skillcert.model import Token

__all__ = ["choose_list", "choose_person"]


def choose_person(
    asker: Asker, books: Books, *, today: dt.date, said: CommandWords
) -> Someone | None:
    """Let somebody on the list be chosen; None for going back, or if nobody is on it."""
    rows = people_rows(books.people(), today=today, words=said)
    if not rows:
        asker.say(said.person.none)
        return None
    chosen = asker.pick(said.person.which, rows)
    return chosen[0] if chosen else None


def choose_list(
    asker: Asker,
    lists: Sequence[SkillList],
    known: Collection[tuple[Token, Token]],
    *,
    last: SkillList | None = None,
    question: str,
    above: str = "",
) -> tuple[SkillList, bool] | None:
    """Find the list of skills: the only one, or the one in which there are records, or ask.

    Args:
        asker: Whom to ask.
        lists: The lists that are installed.
        known: Workshop and rubric of those in which the people have records.
        last: The one that was used last.
        question: What is asked.
        above: What stands above it.

    Returns:
        The list, and whether it was asked for; None for going back.
    """
    by_key = {(one.workshop, one.rubric.id): one for one in lists}
    there = [key for key in by_key if key in known]
    if len(there) == 1 or len(by_key) == 1:
        return by_key[(there or list(by_key))[0]], False
    first = [(last.workshop, last.rubric.id)] if last else []
    rows = [
        Row(value=by_key[key], text=by_key[key].text.title, words=" ".join(key))
        for key in dict.fromkeys((*first, *there, *by_key))
    ]
    chosen = asker.pick(question, rows, above=above)
    return (chosen[0], True) if chosen else None
