"""A progress sheet on the screen: what is mastered, what is on its way, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillcert.cli.words import CommandWords
from skillcert.texts import words as library_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from skillcert.model import ProgressSheet

__all__ = ["print_next", "print_sheet"]


def print_sheet(sheet: ProgressSheet, said: CommandWords, console: Console) -> None:
    """Print what the sheet says.

    Args:
        sheet: The sheet.
        said: The words of the command line.
        console: Where it is printed; it knows the width and whether there is colour.
    """
    from rich.text import Text

    levels = library_words(said.language)
    head = said.progress.title.format(name=sheet.name, field=sheet.field)
    console.print(Text(head, style="bold"))
    mastered = [branch for branch in sheet.branches if branch.leaves]
    if not mastered:
        console.print(said.progress.nothing)
    for branch in mastered:
        console.print()
        console.print(Text(branch.name, style="bold"))
        rows = _table()
        for leaf in branch.leaves:
            rows.add_row(levels.level(leaf.level).label, leaf.text)
        console.print(rows)
    if sheet.waiting:
        console.print()
        console.print(Text(said.progress.waits, style="bold"))
        rows = _table()
        for one in sheet.waiting:
            rows.add_row(levels.level(one.level).label, one.skill)
            rows.add_row("", said.progress.waits_line.format(what="; ".join(one.reasons)))
        console.print(rows)
    print_next(sheet, said, console)


def print_next(sheet: ProgressSheet, said: CommandWords, console: Console) -> None:
    """Print the tasks that fit next."""
    from rich.text import Text

    console.print()
    console.print(Text(said.progress.next_title, style="bold"))
    if not sheet.next_steps:
        console.print(f"  {said.progress.next_none}")
    rows = _table()
    for step in sheet.next_steps:
        task = said.progress.next_show.format(task=step.task) if step.shown else step.task
        rows.add_row(task, step.skill)
    console.print(rows)


def _table() -> Table:
    from rich.table import Table

    rows = Table.grid(padding=(0, 2))
    rows.add_column(ratio=2)
    rows.add_column(ratio=3)
    return rows
