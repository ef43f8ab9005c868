"""`skillcert correct`: another level in the place of the one that was signed, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from skillcert.cli.one_shot import told_refusals
from skillcert.cli.options import (
    LEVELS,
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
)
from skillcert.cli.output import print_json, tell
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work, gone_back
from skillcert.errors import RefusedError

if TYPE_CHECKING:
    from skillcert.cli.desk.items import Correction
    from skillcert.programme import Desk

__all__ = ["correct"]


@click.command(cls=Command)
@click.argument("sign_off", metavar="[ID]", required=False)
@ledger_options
@click.option("--level", type=click.Choice(LEVELS))
@click.option("--withdraw", is_flag=True)
@click.option("--reason", default="")
@key_option
@json_option
@language_option
@plain_option
def correct(
    sign_off: str | None,
    ledger: str | None,
    site: str | None,
    level: str | None,
    withdraw: bool,
    reason: str,
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Correct a signature, or take it back."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    if sign_off is None:
        work.must_ask("ID", "--level", "--key")
    elif (level is None) is not withdraw:
        raise click.UsageError(work.said.correct.one_of.format(options="--level, --withdraw"))
    desk = work.desk(key)
    if desk is None:
        return gone_back(work)
    asked = _asked(sign_off, level, reason) if sign_off else _ask(work, desk)
    if asked is None:
        return gone_back(work)
    return _write(work, desk, asked, json=json)


def _asked(sign_off: str, level: str | None, reason: str) -> Correction:
    from skillcert.cli.desk.items import Correction
    from skillcert.model import PerformanceLevel, Reference

    return Correction(
        sign_off=Reference(sign_off),
        level=PerformanceLevel(level) if level else None,
        reason=reason,
    )


def _ask(work: Work, desk: Desk) -> Correction | None:
    from skillcert.cli.desk.correcting import ask_correction
    from skillcert.cli.desk.ledger_books import LedgerBooks

    books = LedgerBooks(desk, work.language)
    return ask_correction(work.must_ask("ID"), books, today=desk.site.today, said=work.said)


def _write(work: Work, desk: Desk, asked: Correction, *, json: bool) -> int:
    try:
        if asked.level is None:
            desk.withdraw(asked.sign_off, reason=asked.reason)
            new = None
        else:
            new = desk.correct(asked.sign_off, asked.level).signed[0].sign_off
    except RefusedError as error:
        names = {str(desk.assessor.id): str(desk.assessor.name)}
        return told_refusals(work, error, None, names, json=json)
    said = work.said.correct
    if json:
        print_json({"corrected": asked.sign_off, "id": new})
    elif new is None:
        tell(said.done_back)
    else:
        from skillcert.texts import words

        level = words(work.language).level(asked.level).label if asked.level else ""
        tell(said.done_level.format(level=level))
        tell(work.said.sign.id_line.format(id=new))
    return 0
