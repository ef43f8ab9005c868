"""`skillcert progress` and `skillcert next`: what somebody can do, and what suits them next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.options import json_option, language_option, ledger_options
from skillcert.cli.output import print_json, write_new
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work
from skillcert.errors import SkillcertError

if TYPE_CHECKING:
    from rich.console import Console

    from skillcert.model import EvidenceRecord, ProgressSheet
    from skillcert.programme import Person, Site

__all__ = ["next_", "progress"]


@click.command(cls=Command)
@click.argument("named", metavar="PERSON")
@ledger_options
@click.option("--workshop")
@click.option("--rubric")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--no-sheet", is_flag=True)
@json_option
@language_option
def progress(
    named: str,
    ledger: str | None,
    site: str | None,
    workshop: str | None,
    rubric: str | None,
    out: Path | None,
    no_sheet: bool,
    json: bool,
    language: str | None,
) -> int:
    """Show what PERSON can do and what comes next, and write the progress sheet."""
    from skillcert import codec
    from skillcert.cli.sheet import print_sheet

    work = Work.of(ledger=ledger, site=site, language=language)
    person = work.site.person(named)
    sheets = [
        (record, _sheet(work.site, record, work.language))
        for record in _records(work, person, workshop, rubric)
    ]
    if json:
        print_json([codec.unstructure(sheet) for _, sheet in sheets])
    console = _console()
    for record, sheet in sheets:
        if not json:
            print_sheet(sheet, work.said, console)
        if not no_sheet and (out is not None or not json):
            path = _write(work, record, out or Path())
            click.echo(work.said.progress.sheet.format(path=path), err=json)
    return 0


@click.command("next", cls=Command)
@click.argument("named", metavar="PERSON")
@ledger_options
@click.option("--workshop")
@click.option("--rubric")
@click.option("--limit", type=click.IntRange(min=1), default=5, show_default=True)
@json_option
@language_option
def next_(
    named: str,
    ledger: str | None,
    site: str | None,
    workshop: str | None,
    rubric: str | None,
    limit: int,
    json: bool,
    language: str | None,
) -> int:
    """Suggest tasks that fit PERSON next."""
    from skillcert.cli.rubric_text import text_of
    from skillcert.cli.sheet import print_next

    work = Work.of(ledger=ledger, site=site, language=language)
    person = work.site.person(named)
    console, found = _console(), []
    for record in _records(work, person, workshop, rubric):
        chosen = work.site.rubric(record.workshop, record.rubric.id)
        tasks = work.site.suggest(person.id, record.workshop, chosen.id, limit=limit)
        text = text_of(chosen, work.language)
        if json:
            found += [
                {
                    "workshop": record.workshop,
                    "task": one.task,
                    "criterion": one.criterion,
                    "towards": one.towards.value,
                    "text": text.task(one.task),
                }
                for one in tasks
            ]
        else:
            print_next(tasks, text, work.said, console)
    if json:
        print_json(found)
    return 0


def _records(
    work: Work, person: Person, workshop: str | None, rubric: str | None
) -> list[EvidenceRecord]:
    """Return the records of a person: of the workshop that is named, or all there are.

    Raises:
        SkillcertError: There is none yet, and no workshop is named.
    """
    if workshop is not None:
        return [work.site.record(person.id, workshop, rubric).record]
    known = work.site.lists_of(person.id)
    if not known:
        said = work.said.progress.no_record
        raise SkillcertError(said.format(name=person.name, option="--workshop"))
    return [work.site.record(person.id, shop, key).record for shop, key in known]


def _sheet(site: Site, record: EvidenceRecord, language: str) -> ProgressSheet:
    from skillcert.compose import compose_progress
    from skillcert.rules import next_tasks, standing_of
    from skillcert.texts import words

    rubric = site.rubric(record.workshop, record.rubric.id)
    spoken = language if language in rubric.languages else rubric.languages[0]
    return compose_progress(
        record,
        rubric,
        standing_of(rubric, record, on=site.today),
        words(spoken),
        on=site.today,
        suggestions=next_tasks(rubric, record, on=site.today),
    )


def _write(work: Work, record: EvidenceRecord, folder: Path) -> Path:
    from skillcert.model import DocumentKind

    site = work.site
    issued = site.programme.issue(
        record, language=work.language, on=site.today, document=DocumentKind.PROGRESS
    )
    return write_new(folder, issued.pdf, ".pdf")


def _console() -> Console:
    from rich.console import Console

    # Words are people's names and skills: nothing in them is markup.
    return Console(markup=False, highlight=False, emoji=False)
