"""`skillcert issue`: from a record file to paper."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.output import write_new
from skillcert.cli.settings import LANGUAGES, installed_programme, preferred_language, today

if TYPE_CHECKING:
    from skillcert.errors import Problem

__all__ = ["issue"]

_YES = {"y", "yes", "j", "ja"}
_PICTURES = {".png", ".jpg", ".jpeg"}


@click.command()
@click.argument("record", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="Language of the paper; give it twice for a paper in two languages.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder for the PDF file; the current one if left out.",
)
@click.option(
    "--document",
    type=click.Choice(["certificate", "statement", "card", "progress"]),
    default="certificate",
    show_default=True,
    help="What to print: the skills, a statement of work and products without them, a pocket "
    "card, or a progress sheet for use in the workshop.",
)
@click.option(
    "--single", is_flag=True, help="Print one pocket card in its own size, not ten on a sheet."
)
@click.option(
    "--pictures",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the pictures that the record names; `pictures` beside it if left out.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of issue, as 2025-06-30; today if left out.",
)
@click.option(
    "--anyway",
    is_flag=True,
    help="Print although there is something to look at first.",
)
def issue(
    record: Path,
    languages: tuple[str, ...],
    out: Path,
    document: str,
    single: bool,
    pictures: Path | None,
    date: dt.datetime | None,
    anyway: bool,
) -> int:
    """Make the certificate of the evidence record in the file RECORD."""
    from skillcert.documents import Printing
    from skillcert.model import DocumentKind

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
    if draft.warnings and not _decided(draft.warnings, anyway):
        return 1
    issued = programme.render(draft, printing=Printing(single_card=single))
    for note in draft.notes:
        click.echo(f"Note: {note}", err=True)
    click.echo(write_new(out, issued.pdf, ".pdf"))
    return 0


def _pictures(folder: Path) -> dict[str, bytes]:
    """Return the PNG and JPEG files in *folder* by their digest; none if there is no folder."""
    from skillcert.attachments import by_digest

    if not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _PICTURES)
    return by_digest(path.read_bytes() for path in files)


def _decided(warnings: tuple[Problem, ...], anyway: bool) -> bool:
    """Show what to look at first, and let a person decide whether to print."""
    for warning in warnings:
        click.echo(f"Look at this first: {warning}", err=True)
    if anyway:
        return True
    if sys.stdin.isatty():
        answer = click.prompt("Print it as it is? (y/n)", default="n", show_default=False, err=True)
        if answer.strip().casefold() in _YES:
            return True
        click.echo("Nothing was printed.", err=True)
        return False
    click.echo("Nothing was printed. If it is meant so, add --anyway.", err=True)
    return False
