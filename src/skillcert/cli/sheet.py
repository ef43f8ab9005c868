"""A progress sheet on the screen: what is mastered, what is on its way, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skillcert.cli.words import CommandWords
from skillcert.model import PerformanceLevel
from skillcert.texts import words as library_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from skillcert.model import ProgressSheet, RubricText
    from skillcert.rules import Suggestion

__all__ = ["print_next", "print_sheet"]


def print_sheet(sheet: ProgressSheet, said: CommandWords, console: Console) -> None:
    """Print what a sheet says.

    Args:
        sheet: The sheet.
        said: The words of the command line.
        console: Where it is printed; it knows the width, and whether there is colour.
    """
    levels = library_words(said.language)
    _head(said.progress.title.format(name=sheet.name, field=sheet.field), console)
    mastered = [branch for branch in sheet.branches if branch.leaves]
    if not mastered:
        console.print(f"  {said.progress.nothing}")
    for branch in mastered:
        _head(f"\n{branch.name}", console)
        console.print(_table([(levels.level(one.level).label, one.text) for one in branch.leaves]))
    if sheet.waiting:
        _head(f"\n{said.progress.waits}", console)
        rows: list[tuple[str, str]] = []
        for one in sheet.waiting:
            rows.append((levels.level(one.level).label, one.skill))
            rows.append(("", said.progress.waits_line.format(what="; ".join(one.reasons))))
        console.print(_table(rows))
    steps = [
        (said.progress.next_show.format(task=s.task) if s.shown else s.task, s.skill)
        for s in sheet.next_steps
    ]
    _next(steps, said, console)


def print_next(
    tasks: Sequence[Suggestion], text: RubricText, said: CommandWords, console: Console
) -> None:
    """Print tasks that fit next, each with the skill that it is a step in."""
    steps = []
    for one in tasks:
        task = text.task(one.task)
        shown = one.towards is PerformanceLevel.GUIDES_OTHERS
        words = said.progress.next_show.format(task=task) if shown else task
        steps.append((words, text.criterion(one.criterion).does))
    _next(steps, said, console)


def _next(steps: Sequence[tuple[str, str]], said: CommandWords, console: Console) -> None:
    _head(f"\n{said.progress.next_title}", console)
    if not steps:
        console.print(f"  {said.progress.next_none}")
    console.print(_table([(task, said.progress.next_for.format(skill=s)) for task, s in steps]))


def _head(text: str, console: Console) -> None:
    console.print(text, style="bold")


def _table(rows: Sequence[tuple[str, str]]) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(ratio=2)
    table.add_column(ratio=3)
    for left, right in rows:
        table.add_row(left, right)
    return table
