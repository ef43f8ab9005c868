"""`skillcert person`: who is on the list, and what is kept about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.options import (
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
    yes_option,
)
from skillcert.cli.output import answer, columns, print_json, tell
from skillcert.cli.settings import today
from skillcert.cli.spoken import Group
from skillcert.cli.work import Work, gone_back, yes

if TYPE_CHECKING:
    from skillcert.model import Reference

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
    chosen = name or _ask_name(work)
    desk = work.desk(key) if chosen else None
    if not chosen or desk is None:
        return gone_back(work)
    added = desk.add_person(chosen, name_language=name_language)
    said = work.said.person.added.format(name=added.name, id=added.id)
    answer({"id": added.id, "name": added.name}, said, json=json)
    return 0


@person.command("list")
@ledger_options
@json_option
@language_option
def list_(ledger: str | None, site: str | None, json: bool, language: str | None) -> int:
    """List who is on the list, those seen last first."""
    from skillcert.cli.desk.rows import day_words

    work = Work.of(ledger=ledger, site=site, language=language)
    people, said = work.site.people(), work.said
    if json:
        seen = [one.last_seen.isoformat() if one.last_seen else None for one in people]
        print_json(
            [
                {"id": one.id, "name": one.name, "last_seen": day}
                for one, day in zip(people, seen, strict=True)
            ]
        )
    elif not people:
        tell(said.person.none)
    else:
        rows: list[tuple[str, ...]] = [
            (said.person.head_id, said.person.head_name, said.person.head_seen)
        ]
        for one in people:
            last = day_words(one.last_seen, today=today(), words=said) if one.last_seen else ""
            rows.append((one.id, one.name, last))
        columns(rows)
    return 0


@person.command()
@click.argument("named", metavar="PERSON")
@ledger_options
@click.option("--out", type=click.Path(file_okay=False, path_type=Path))
@json_option
@language_option
def export(
    named: str,
    ledger: str | None,
    site: str | None,
    out: Path | None,
    json: bool,
    language: str | None,
) -> int:
    """Write everything that is kept about PERSON into files, for that person."""
    work = Work.of(ledger=ledger, site=site, language=language)
    found = work.site.person(named)
    # Named by the id: the name of a folder tells nobody who it is.
    folder = out or Path(f"export-{found.id}")
    paths = [str(path) for path in _write_holdings(work, found.id, folder)]
    said = work.said.person.exported.format(name=found.name, folder=folder)
    answer({"id": found.id, "files": paths}, *paths, said, json=json)
    return 0


@person.command()
@click.argument("named", metavar="PERSON")
@ledger_options
@key_option
@yes_option
@json_option
@language_option
@plain_option
def erase(
    named: str,
    ledger: str | None,
    site: str | None,
    key: str | None,
    given: bool,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Erase everything that is kept about PERSON."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    said = work.said.person
    found = work.site.person(named)
    if not given:
        typed = work.must_ask("--yes").line(said.erase_sure.format(name=found.name))
        if typed is None:
            return gone_back(work)
        if typed.casefold() != found.name.casefold():
            tell(said.erase_other, err=True)
            return 1
    desk = work.desk(key)
    if desk is None:
        return gone_back(work)
    desk.erase(found.id)
    answer({"erased": found.id}, said.erased, said.erase_copies, json=json)
    return 0


def _ask_name(work: Work) -> str | None:
    """Ask for a name, and whether a second person of that name is meant."""
    asker, said = work.must_ask("--name"), work.said
    needed = said.screen.needed
    name = asker.line(said.person.name, check=lambda typed: "" if typed else needed)
    if not name:
        return None
    known = {one.name.casefold() for one in work.site.people()}
    again = name.casefold() in known
    return None if again and not yes(asker, said.person.same_name.format(name=name), said) else name


def _write_holdings(work: Work, person: Reference, folder: Path) -> list[Path]:
    """Write what is held: for the person to read, for programs, and the pictures."""
    from skillcert.programme.handing_over import MACHINE_NAME, hand_over

    handed = hand_over(work.site, person, language=work.language)
    files = [
        ("read-me.txt", handed.text.encode("utf-8")),
        (MACHINE_NAME, handed.machine),
        *handed.pictures,
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        (folder / name).write_bytes(data)
    return [folder / name for name, _ in files]
