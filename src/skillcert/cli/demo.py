"""`skillcert demo`: the whole way, for three people who do not exist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.language import LANGUAGES
from skillcert.cli.output import write_new
from skillcert.cli.settings import installed_programme, today
from skillcert.cli.spoken import Command

if TYPE_CHECKING:
    from skillcert.model import EvidenceRecord
    from skillcert.programme import Programme

__all__ = ["demo"]


@click.command(cls=Command)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("skillcert-demo"),
    show_default=True,
)
def demo(out: Path) -> int:
    """Make records of three people and their certificates in four languages."""
    from skillcert.cli.people import PEOPLE, record_of

    programme = installed_programme()
    workshops = programme.registry.workshops()
    if not workshops:
        click.echo("No workshop is installed. Try: pip install skillcert-bicycle", err=True)
        return 3
    made = 0
    for workshop in workshops:
        for rubric in programme.registry.rubrics(workshop.key):
            languages = [language for language in LANGUAGES if language in rubric.languages]
            if not languages:
                click.echo(f"{rubric.id}: written in none of {', '.join(LANGUAGES)}, left out")
                continue
            click.echo(f"{rubric.text(languages[0]).title}: {rubric.id} {rubric.version}")
            for person in PEOPLE:
                record = record_of(person, rubric, workshop=workshop.key, until=today())
                made += _issue(programme, record, languages, out / rubric.id / person.key)
    click.echo(f"{made} certificates made in {out}")
    return 0


def _issue(
    programme: Programme, record: EvidenceRecord, languages: Sequence[str], folder: Path
) -> int:
    """Write the record and its certificates, say where each file lies, return how many."""
    from skillcert import codec

    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "record.json"
    source.write_text(codec.pretty(record), encoding="utf-8", newline="\n")
    click.echo(f"  {record.holder.name}: {len(record.sign_offs)} skills signed off in {source}")
    for language in languages:
        issued = programme.issue(record, language=language, on=today())
        path = write_new(folder / language, issued.pdf, ".pdf")
        click.echo(f"    {issued.document.language}  {path}")
    return len(languages)
