"""`skillcert person`: who is on the list, and what is kept about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.desk.rows import day_words, people_rows
from skillcert.cli.init import yes
from skillcert.cli.options import (
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
    yes_option,
)
from skillcert.cli.output import columns, print_json
from skillcert.cli.settings import today
from skillcert.cli.spoken import Group
from skillcert.cli.work import Work

if TYPE_CHECKING:
    from skillcert.cli.desk.items import Someone

__all__ = ["person"]


@click.group(cls=Group)
def person() -> None:
    """Add, list, export or erase people."""


@person.command()
@ledger_options
@click.option("--name")
@click.option("--name-language")
@key_option
@json_option
@language_option
@plain_option
def add(
    ledger: str | None,
    site: str | None,
    name: str | None,
    name_language: str | None,
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Put somebody on the list."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    said = work.said
    if name is None:
        asker = work.must_ask("--name")
        needed = said.screen.needed
        name = asker.line(said.person.name, check=lambda typed: "" if typed else needed)
        same = name and any(p.name.casefold() == name.casefold() for p in work.people())
        if same and not yes(asker, said.person.same_name.format(name=name), said):
            name = None
    opened = work.supervisor(key) if name else None
    if not name or opened is None:
        click.echo(said.screen.taken_back, err=True)
        return 1
    with work.site.unlock(opened[0]) as desk:
        added = desk.add_person(name=name, name_language=name_language)
    if json:
        print_json({"id": added, "name": name})
    else:
        click.echo(said.person.added.format(name=name, id=added))
    return 0
