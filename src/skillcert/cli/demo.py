"""`skillcert demo`: a workshop that does not exist, from its first supervisor to its last paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.output import write_new
from skillcert.cli.settings import installed_programme
from skillcert.cli.spoken import Command
from skillcert.cli.words import command_words

if TYPE_CHECKING:
    from skillcert.cli.demo_day import Story, Told
    from skillcert.model import Reference, Rubric, Token
    from skillcert.plugins import Registry
    from skillcert.programme import Office

__all__ = ["demo"]

_YEAR = dt.timedelta(days=365)


@click.command(cls=Command)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("skillcert-demo"),
    show_default=True,
)
def demo(out: Path) -> int:
    """Play a whole programme that does not exist."""
    said = command_words(preferred_language())
    programme = installed_programme()
    lists = list(_lists(programme.registry))
    if not lists:
        command = "pip install skillcert-bicycle"
        click.echo(said.demo.no_workshop.format(command=command), err=True)
        return 3
    from skillcert.cli.demo_day import PASSPHRASE, begin, play
    from skillcert.cli.work import now

    story = begin(out, programme, now=now())
    click.echo(said.demo.begins.format(ledger=story.ledger))
    names = [one.assessor.name for one in story.site.roster.active]
    click.echo(said.demo.enrolled.format(names=", ".join(names), passphrase=PASSPHRASE))
    _name(story.ledger.with_suffix(".keys"), "  ")
    told = play(story, lists)
    made: list[Reference] = []
    office = story.site.manage(story.programme)
    rubric: Rubric | None = None
    for one in told:
        if rubric is not one.rubric:
            rubric = one.rubric
            title = rubric.text(_spoken(rubric)[0]).title
            click.echo(f"{title}: {rubric.id} {rubric.version}")
        made += _papers(office, one, out / one.rubric.id / one.person.key)
    _name(story.ledger.with_suffix(".files"), "  ")
    click.echo(said.demo.made.format(count=len(made), folder=out))
    page, issuers = _outsiders(office, out)
    command = f"skillcert verify FILE --trust {issuers}"
    click.echo(said.demo.check_one.format(page=page, command=command))
    return _checked(story, made[0])


def _lists(registry: Registry) -> Iterator[tuple[Token, Rubric]]:
    """Yield each list of skills that is written in a language of the library."""
    from skillcert.model import Token

    for workshop in registry.workshops():
        for rubric in registry.rubrics(workshop.key):
            if _spoken(rubric):
                yield Token(workshop.key), rubric
            else:
                click.echo(f"{rubric.id}: {', '.join(LANGUAGES)}?", err=True)


def _spoken(rubric: Rubric) -> Sequence[str]:
    return [language for language in LANGUAGES if language in rubric.languages]


def _papers(office: Office, told: Told, folder: Path) -> Iterator[Reference]:
    """Issue a person's papers, say where each file lies, and yield the number of each."""
    said = command_words(preferred_language()).demo
    source = _record(office, told, folder)
    click.echo("  " + said.signed.format(name=told.person.name, count=told.signed, path=source))
    _name(folder / "pictures", "    ")
    if told.confirmed:
        click.echo("    " + said.second.format(count=told.confirmed))
    if told.corrected:
        skill = told.rubric.text(_spoken(told.rubric)[0]).criterion(told.corrected).does
        click.echo("    " + said.corrected.format(skill=skill))
    for language in _spoken(told.rubric):
        paper = office.issue(told.id, told.workshop, told.rubric.id, language=language)
        path = write_new(folder / language, paper.issued.pdf, ".pdf")
        click.echo(f"    {language}  {path}")
        if paper.certificate_id is not None:
            yield paper.certificate_id


def _name(folder: Path, lead: str) -> None:
    """Say which files lie in *folder*, if it is there."""
    for path in sorted(folder.glob("*")):
        click.echo(f"{lead}{path}")


def _record(office: Office, told: Told, folder: Path) -> Path:
    """Write the person's record, with the pictures that may be shown beside it."""
    from skillcert import codec

    built = office.site.record(told.id, told.workshop, told.rubric.id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "record.json"
    path.write_text(codec.pretty(built.record), encoding="utf-8", newline="\n")
    for sha256, data in office.site.pictures(built).items():
        picture = folder / "pictures" / f"{sha256[:16]}.jpg"
        picture.parent.mkdir(exist_ok=True)
        picture.write_bytes(data)
    return path


def _outsiders(office: Office, folder: Path) -> tuple[Path, Path]:
    """Write the page and the list of issuers with which the papers can be checked."""
    from skillcert.credentials.page import verify_page
    from skillcert.programme.outsiders import trust_list

    data = trust_list(office, until=office.site.today + _YEAR)
    issuers, page = folder / "issuers.json", folder / "check.html"
    issuers.write_bytes(data)
    page.write_bytes(verify_page(data, camera=True))
    return page, issuers


def _checked(story: Story, paper: Reference) -> int:
    """Check the ledger as `skillcert ledger check` does, and show what *paper* rests on."""
    from skillcert.cli.proofs import proof_lines
    from skillcert.cli.work import Work

    ledger = str(story.ledger)
    work = Work.of(ledger=ledger)
    said, book = work.said.ledger, story.site.ledger
    report = book.check(files=story.site.files)
    for line in proof_lines(book.prove(paper), book, work):
        click.echo(line)
    for one in report.sites:
        click.echo(said.site.format(site=one.site, count=one.size, certificates=one.certificates))
    sound = report.sound and all(one.certificates == one.proven for one in report.sites)
    click.echo(said.good if sound else said.bad_many.format(count=len(report.findings)))
    click.echo(work.said.demo.again.format(command=f"skillcert ledger check --ledger {ledger}"))
    return 0 if sound else 1
