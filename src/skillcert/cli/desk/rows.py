"""The lists of people, skills and tasks, what is likeliest first. Pure.

The rules

- People who were seen today come first, then those seen last, then the others by name.
- Skills come in this order: what was seen today and waits for a signature; what this supervisor
  signed for somebody else just now, for several people often do the same; what comes next for the
  person; then the order of the trade.
- A task is found by its own name too, and stands for its skill.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from skillcert.cli.desk.items import SkillChoice, Someone
from skillcert.cli.finder import Row, fold
from skillcert.cli.words import CommandWords
from skillcert.model import Criterion, Rubric, RubricText, Token

__all__ = ["day_words", "people_rows", "skill_rows", "task_rows"]


def people_rows(
    people: Iterable[Someone], *, today: dt.date, words: CommandWords
) -> list[Row[Someone]]:
    """Return a row for each person, those seen last first."""
    ordered = sorted(people, key=lambda one: fold(one.name))
    ordered.sort(key=lambda one: one.seen or dt.date.min, reverse=True)
    return [
        Row(
            value=one,
            text=one.name,
            note=day_words(one.seen, today=today, words=words) if one.seen else "",
            words=one.id,
        )
        for one in ordered
    ]


def skill_rows(
    rubric: Rubric,
    text: RubricText,
    *,
    likely: Sequence[str],
    seen: Collection[str],
    words: CommandWords,
) -> list[Row[SkillChoice]]:
    """Return a row for each skill, and one for each task that shows when it is searched for.

    Args:
        rubric: The rubric.
        text: Its words.
        likely: Keys of the skills that come first, the likeliest first.
        seen: Keys of the skills that were seen today.
        words: What is said.
    """
    first = [criterion for key in likely if (criterion := rubric.criterion(key)) is not None]
    ordered = tuple(dict.fromkeys((*first, *rubric.criteria)))
    return [
        *(_skill_row(one, text, seen=one.id in seen, words=words) for one in ordered),
        *(row for one in ordered for row in _task_rows(one, text, words)),
    ]


def task_rows(
    rubric: Rubric, text: RubricText, likely: Sequence[Token], *, every: bool
) -> list[Row[Token]]:
    """Return a row for each task that may have been done.

    Args:
        rubric: The rubric.
        text: Its words.
        likely: The tasks that are shown.
        every: Whether all others can be searched for.
    """
    rows = [Row(value=task, text=text.task(task)) for task in likely]
    if every:
        rows += [
            Row(value=task.id, text=text.task(task.id), searched=True)
            for task in rubric.tasks
            if task.id not in likely
        ]
    return rows


def day_words(day: dt.date, *, today: dt.date, words: CommandWords) -> str:
    """Return "today", "yesterday" or the date."""
    if day == today:
        return words.screen.today
    if day == today - dt.timedelta(days=1):
        return words.screen.yesterday
    from skillcert.texts import day as day_text
    from skillcert.texts import words as library_words

    return day_text(day, library_words(words.language))


def _skill_row(
    criterion: Criterion, text: RubricText, *, seen: bool, words: CommandWords
) -> Row[SkillChoice]:
    said = text.criterion(criterion.id)
    return Row(
        value=SkillChoice(criterion=criterion),
        text=said.does,
        note=words.sign.seen_note if seen else "",
        words=f"{said.detail} {criterion.id}",
    )


def _task_rows(
    criterion: Criterion, text: RubricText, words: CommandWords
) -> Iterator[Row[SkillChoice]]:
    skill = text.criterion(criterion.id).does
    for task in criterion.tasks:
        yield Row(
            value=SkillChoice(criterion=criterion, task=task),
            text=words.sign.task_row.format(task=text.task(task), skill=skill),
            searched=True,
        )
