"""`skillcert trust`: lists of issuers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.options import DAY, key_option, language_option, ledger_options
from skillcert.cli.output import columns, print_json
from skillcert.cli.spoken import Command, Group

__all__ = ["trust"]

_DAYS = 365
_OUT = click.Path(dir_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group)
def trust() -> None:
    """Check and make lists of issuers."""


@trust.command(cls=Command)
@click.option("--until", type=DAY)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("issuers.json")
)
@ledger_options
@key_option
@language_option
def export(
    until: dt.datetime | None,
    out: Path,
    ledger: str | None,
    site: str | None,
    key: str | None,
    language: str | None,
) -> int:
    """Make a list of issuers from the ledger, for others to check by."""
    from skillcert.cli.work import Work
    from skillcert.programme.outsiders import trust_list

    work = Work.of(ledger=ledger, site=site, language=language)
    office = work.office(key)
    if office is None:
        return 1
    end = until.date() if until else work.site.today + dt.timedelta(days=_DAYS)
    data = trust_list(office, until=end)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    click.echo(work.said.check.written.format(path=out))
    return 0


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
    found = open_bundle(file.read_bytes(), before=old, source=file.name)
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
