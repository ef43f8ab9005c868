"""`skillcert issue`: from a record, in a file or in the ledger, to paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from skillcert.cli.issue_all import FolderAsked, issue_all
from skillcert.cli.issue_ledger import issue_ledger
from skillcert.cli.issue_person import PaperAsked, decided, of_person
from skillcert.cli.journal import Journal
from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.options import endorser_option, json_option, key_option, ledger_options
from skillcert.cli.output import answer, tell, write_new
from skillcert.cli.preview import letterhead_in
from skillcert.cli.seal import opened_seal
from skillcert.cli.settings import installed_programme, now, today
from skillcert.cli.spoken import Command
from skillcert.cli.words import command_words
from skillcert.cli.work import Work

if TYPE_CHECKING:
    from skillcert.documents import Printing
    from skillcert.model import DocumentKind
    from skillcert.programme import Issued

__all__ = ["issue"]

_PICTURES = {".png", ".jpg", ".jpeg"}


@click.command(cls=Command)
@click.argument("record", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--all", "everything", is_flag=True)
@click.option("--jobs", type=click.IntRange(min=1))
@click.option("--person")
@click.option("--workshop")
@click.option("--rubric")
@click.option("--only", multiple=True)
@click.option("--signer", "signers", multiple=True)
@endorser_option
@click.option("--host", envvar="SKILLCERT_HOST")
@ledger_options
@key_option
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
@json_option
def issue(
    record: Path | None,
    everything: bool,
    jobs: int | None,
    person: str | None,
    workshop: str | None,
    rubric: str | None,
    only: tuple[str, ...],
    signers: tuple[str, ...],
    endorsers: tuple[str, ...],
    host: str | None,
    ledger: str | None,
    site: str | None,
    key: str | None,
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
    json: bool,
) -> int:
    """Make the certificate of a person, or of the record in the file RECORD."""
    from skillcert.documents import Printing
    from skillcert.model import DocumentKind

    words = command_words(preferred_language())
    kind = DocumentKind(document)
    printing = Printing(
        letterhead=letterhead_in(letterhead), side_by_side=side_by_side, single_card=single
    )
    seal = opened_seal(pades, words) if pades else None
    spoken = languages or (preferred_language(),)
    folder = record is not None and record.is_dir()
    of_many = folder or (record is None and workshop is not None)
    if (folder and not everything) or (everything and not of_many):
        raise click.UsageError(words.issue.no_folder.format(option="--all", workshop="--workshop"))
    if everything and record is not None:
        asked_for = FolderAsked(
            folder=record,
            languages=spoken,
            document=kind,
            printing=printing,
            pictures=_pictures(pictures or record / "pictures"),
            anyway=anyway,
            jobs=jobs,
            sealed=(lambda pdf: seal.sign(pdf, at=now())) if seal else bytes,
        )
        journal = _journal(out, date.date() if date else today())
        return issue_all(installed_programme(), asked_for, journal, words)
    number: str | None = None
    if record is not None:
        made: Issued | None = _of_record(
            record, spoken, kind, printing, pictures, date.date() if date else today(), anyway
        )
    elif workshop is None or (person is None and not everything):
        options = "--person --workshop"
        raise click.UsageError(words.issue.no_record.format(options=options))
    else:
        asked = PaperAsked(
            person=person or "",
            workshop=workshop,
            rubric=rubric,
            only=only,
            signers=signers,
            endorsers=endorsers,
            host=host,
            languages=spoken,
            document=kind,
            printing=printing,
        )
        if everything:
            return issue_ledger(
                Work.of(ledger=ledger, site=site),
                key,
                asked,
                _journal(out, today()),
                sealed=(lambda pdf: seal.sign(pdf, at=now())) if seal else bytes,
                anyway=anyway,
            )
        paper = of_person(Work.of(ledger=ledger, site=site), key, asked, anyway=anyway)
        made, number = (paper.issued, paper.certificate_id) if paper else (None, None)
    if made is None:
        return 1
    pdf = seal.sign(made.pdf, at=now()) if seal else made.pdf
    path = str(write_new(out, pdf, ".pdf"))
    answer({"path": path, "certificate": number}, path, json=json)
    return 0


def _journal(out: Path, day: dt.date) -> Journal:
    import secrets

    return Journal(out, day=day, secret=secrets.token_hex(32))


def _of_record(
    record: Path,
    languages: tuple[str, ...],
    kind: DocumentKind,
    printing: Printing,
    pictures: Path | None,
    on: dt.date,
    anyway: bool,
) -> Issued | None:
    """Make the paper of a record file; None if somebody decides not to print."""
    words = command_words(preferred_language())
    programme = installed_programme()
    draft = programme.draft(
        programme.read_record(record.read_bytes(), source=record.name),
        language=languages,
        on=on,
        document=kind,
        pictures=_pictures(pictures or record.parent / "pictures"),
    )
    if draft.warnings and not decided(draft.warnings, words, anyway=anyway):
        return None
    issued = programme.render(draft, printing=printing)
    for note in draft.notes:
        tell(words.issue.note.format(what=note), err=True)
    return issued


def _pictures(folder: Path) -> dict[str, bytes]:
    """Return the PNG and JPEG files in *folder* by their digest; none if there is no folder."""
    from skillcert.attachments import by_digest

    if not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _PICTURES)
    return by_digest(path.read_bytes() for path in files)
