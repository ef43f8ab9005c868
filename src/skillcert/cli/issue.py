"""`skillcert issue`: from a record file to paper."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.output import write_new
from skillcert.cli.preview import letterhead_in
from skillcert.cli.seal import opened_seal
from skillcert.cli.settings import installed_programme, now, today
from skillcert.cli.spoken import Command
from skillcert.cli.words import CommandWords, command_words

if TYPE_CHECKING:
    from skillcert.errors import Problem

__all__ = ["issue"]

_YES = {"y", "yes", "j", "ja"}
_PICTURES = {".png", ".jpg", ".jpeg"}


@click.command(cls=Command)
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", "languages", type=click.Choice(LANGUAGES), multiple=True)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
)
@click.option(
    "--document",
    type=click.Choice(["certificate", "statement", "card", "portfolio", "progress"]),
    default="certificate",
    show_default=True,
)
@click.option("--side-by-side", is_flag=True)
@click.option("--single", is_flag=True)
@click.option("--letterhead", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
)
@click.option(
    "--pades",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--anyway",
    is_flag=True,
)
def issue(
    record: Path,
    languages: tuple[str, ...],
    out: Path,
    document: str,
    side_by_side: bool,
    single: bool,
    letterhead: Path | None,
    pictures: Path | None,
    date: dt.datetime | None,
    pades: Path | None,
    anyway: bool,
) -> int:
    """Make the certificate of the evidence record in the file RECORD."""
    from skillcert.documents import Printing
    from skillcert.model import DocumentKind

    words = command_words(preferred_language())
    programme = installed_programme()
    on = date.date() if date else today()
    data = programme.read_record(record.read_bytes(), source=record.name)
    draft = programme.draft(
        data,
        language=languages or preferred_language(),
        on=on,
        document=DocumentKind(document),
        pictures=_pictures(pictures or record.parent / "pictures"),
    )
    if draft.warnings and not _decided(draft.warnings, words, anyway=anyway):
        return 1
    seal = opened_seal(pades, words) if pades else None
    printing = Printing(
        letterhead=letterhead_in(letterhead), side_by_side=side_by_side, single_card=single
    )
    issued = programme.render(draft, printing=printing)
    for note in draft.notes:
        click.echo(words.issue.note.format(what=note), err=True)
    pdf = seal.sign(issued.pdf, at=now()) if seal else issued.pdf
    click.echo(write_new(out, pdf, ".pdf"))
    return 0


def _pictures(folder: Path) -> dict[str, bytes]:
    """Return the PNG and JPEG files in *folder* by their digest; none if there is no folder."""
    from skillcert.attachments import by_digest

    if not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _PICTURES)
    return by_digest(path.read_bytes() for path in files)


def _decided(warnings: tuple[Problem, ...], words: CommandWords, *, anyway: bool) -> bool:
    """Show what to look at first, and let a person decide whether to print."""
    for warning in warnings:
        click.echo(words.issue.look.format(what=warning), err=True)
    if anyway:
        return True
    if sys.stdin.isatty():
        question = f"{words.issue.print_anyway} ({words.screen.yes_key}/{words.screen.no_key})"
        answer = click.prompt(question, default="", show_default=False, err=True)
        if answer.strip().casefold() in _YES:
            return True
        click.echo(words.issue.not_printed, err=True)
        return False
    click.echo(words.issue.add_anyway.format(option="--anyway"), err=True)
    return False
