"""`skillcert trust`: lists of issuers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from skillcert.cli.archives import adopt, adopted_by, archive, end_of
from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.options import DAY, json_option, key_option, language_option, ledger_options
from skillcert.cli.output import answer, columns, print_json, write_to
from skillcert.cli.spoken import Command, Group

__all__ = ["trust"]

_YEARS = 1
_OUT = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group)
def trust() -> None:
    """Check and make lists of issuers."""


trust.add_command(archive)
trust.add_command(adopt)


@trust.command(cls=Command)
@click.option("--until", type=DAY)
@click.option("--out", type=_OUT, default=Path("issuers.json"))
@ledger_options
@key_option
@json_option
@language_option
def export(
    until: dt.datetime | None,
    out: Path,
    ledger: str | None,
    site: str | None,
    key: str | None,
    json: bool,
    language: str | None,
) -> int:
    """Make a list of issuers from the ledger, for others to check by."""
    from skillcert.cli.work import Work
    from skillcert.programme.outsiders import trust_list

    work = Work.of(ledger=ledger, site=site, language=language)
    office = work.office(key)
    if office is None:
        return 1
    data = trust_list(
        office, until=end_of(until, work, years=_YEARS), adopted=adopted_by(work.place)
    )
    write_to(out, data)
    answer({"path": str(out)}, work.said.check.written.format(path=out), json=json)
    return 0


@trust.command(cls=Command)
@click.option("--out", type=_FOLDER, required=True)
@click.option("--home", metavar="URL")
@click.option("--did-web/--did-key", default=None)
@click.option("--until", type=DAY)
@ledger_options
@key_option
@language_option
def publish(
    out: Path,
    home: str | None,
    did_web: bool | None,
    until: dt.datetime | None,
    ledger: str | None,
    site: str | None,
    key: str | None,
    language: str | None,
) -> int:
    """Write the files for the issuer's own site: page, list, status lists, did."""
    from skillcert.cli.init import home_of
    from skillcert.cli.work import Work
    from skillcert.programme.publishing import publish as files_for

    work = Work.of(ledger=ledger, site=site, language=language)
    known = work.site.roster.home
    address = home or (known.address if known else None)
    if address is None:
        raise click.UsageError(work.said.check.no_home.format(option="--home"))
    kept = bool(known and known.did_web) if did_web is None else did_web
    wanted = home_of(address, did_web=kept)
    office = work.office(key)
    if office is None:
        return 1
    if wanted != known:
        office.move_to(wanted)
    end, adopted = end_of(until, work, years=_YEARS), adopted_by(work.place)
    for file in files_for(office, until=end, adopted=adopted):
        path = out / file.path
        write_to(path, file.data)
        click.echo(work.said.check.upload.format(path=path, address=file.address))
    return 0


def _list_in(file: Path) -> bytes:
    """Return the list in a file: the file itself, or the one in an archive that was checked."""
    data = file.read_bytes()
    if not data.startswith(b"PK"):
        return data
    from skillcert.credentials.archive import ISSUERS, open_archive

    return open_archive(data, source=file.name).files[ISSUERS]


@trust.command(cls=Command)
@click.argument("file", type=_FILE)
@click.option("--before", type=_FILE)
@click.option("--language", type=click.Choice(LANGUAGES))
@click.option("--json", is_flag=True)
def check(file: Path, before: Path | None, language: str | None, json: bool) -> int:
    """Check the list of issuers in FILE, and show what it holds."""
    from skillcert import codec
    from skillcert.cli.words import command_words
    from skillcert.credentials import open_bundle
    from skillcert.texts import words as texts
    from skillcert.texts.dates import day

    spoken = language or preferred_language()
    words, said = command_words(spoken).check, texts(spoken)
    old = open_bundle(before.read_bytes(), source=before.name) if before else None
    found = open_bundle(_list_in(file), before=old, source=file.name)
    if json:
        print_json(codec.unstructure(found))
        return 0
    made, until = day(found.issued_on, said), day(found.until, said)
    click.echo(words.list.format(number=found.sequence, date=made, until=until))
    click.echo(words.withdrawn.format(withdrawn=len(found.withdrawn), replaced=len(found.replaced)))
    click.echo(f"{words.issuers}:")
    columns(
        [
            (
                f"  {one.issuer.name}",
                one.public.id,
                day(one.start, said),
                day(one.end, said) if one.end else "",
            )
            for one in found.issuers
        ]
    )
    return 0
