"""`skillcert preview`: what the papers of a workshop look like, without anybody's data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.output import write_new
from skillcert.cli.settings import installed_programme, today
from skillcert.cli.spoken import Command

if TYPE_CHECKING:
    from skillcert.model import EvidenceRecord, Letterhead, Rubric
    from skillcert.programme import Programme

__all__ = ["letterhead_in", "preview"]

_MOST_SIGNERS = 2


@click.command(cls=Command)
@click.argument("workshop")
@click.option("--language", "languages", type=click.Choice(LANGUAGES), multiple=True)
@click.option("--rubric")
@click.option(
    "--document",
    type=click.Choice(["certificate", "statement", "card", "portfolio", "progress"]),
    default="certificate",
    show_default=True,
)
@click.option("--side-by-side", is_flag=True)
@click.option("--single", is_flag=True)
@click.option("--letterhead", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path())
def preview(
    workshop: str,
    languages: tuple[str, ...],
    rubric: str | None,
    document: str,
    side_by_side: bool,
    single: bool,
    letterhead: Path | None,
    out: Path,
) -> int:
    """Make a document of a person who does not exist, to see what it looks like."""
    from skillcert.documents import Printing
    from skillcert.model import DocumentKind
    from skillcert.texts import words

    programme = installed_programme()
    chosen = languages or (preferred_language(),)
    head = letterhead_in(letterhead)
    record = _record(_rubric(programme, workshop, rubric), workshop, head)
    issued = programme.issue(
        record,
        language=chosen,
        on=today(),
        document=DocumentKind(document),
        printing=Printing(
            letterhead=head,
            mark=words(chosen[0]).preview.mark,
            side_by_side=side_by_side,
            single_card=single,
        ),
    )
    click.echo(write_new(out, issued.pdf, ".pdf"))
    return 0


def letterhead_in(path: Path | None) -> Letterhead | None:
    """Return the letterhead in a file, None without one.

    Raises:
        SkillcertError: The file or something that it names cannot be used.
    """
    if path is None:
        return None
    from skillcert.letterheads import read_letterhead

    return read_letterhead(path.parent, path.name)


def _rubric(programme: Programme, workshop: str, key: str | None) -> Rubric:
    """Return the rubric that was named, else the first of the workshop."""
    if key is not None:
        return programme.registry.rubric(workshop, key)
    return programme.registry.rubrics(workshop)[0]


def _record(rubric: Rubric, workshop: str, letterhead: Letterhead | None) -> EvidenceRecord:
    """Return the record of somebody in the demo, signed by those of the letterhead."""
    from skillcert.cli.people import PEOPLE, record_of
    from skillcert.model import Name

    person = next(one for one in PEOPLE if one.key == "colleague")
    record = record_of(person, rubric, workshop=workshop, until=today())
    if letterhead is None:
        return record
    if letterhead.logo is not None:
        issuer = attrs.evolve(record.issuer, name=Name(letterhead.logo.alt))
        record = attrs.evolve(record, issuer=issuer)
    names = [signature.name for signature in letterhead.signatures[:_MOST_SIGNERS]]
    signing = [
        attrs.evolve(assessor, name=name)
        for assessor, name in zip(record.assessors, names, strict=False)
    ]
    assessors = (*signing, *record.assessors[len(signing) :])
    return attrs.evolve(record, assessors=assessors)
