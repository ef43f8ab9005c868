"""`skillcert sign`: a conversation at the desk, or one shot for scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from skillcert.cli.asking import Idle, Key
from skillcert.cli.one_shot import OneShot, sign_once, told_refusals
from skillcert.cli.options import (
    DAY,
    LEVELS,
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
)
from skillcert.cli.output import print_json, tell
from skillcert.cli.settings import today
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work, gone_back
from skillcert.errors import RefusedError, SkillcertError

__all__ = ["sign"]

_LOCK_AFTER = 5


@click.command(cls=Command)
@ledger_options
@click.option("--person")
@click.option("--workshop")
@click.option("--rubric")
@click.option("--rubric-version")
@click.option("--criterion")
@click.option("--level", type=click.Choice(LEVELS))
@click.option("--evidence", multiple=True)
@click.option("--task")
@click.option("--guided", is_flag=True)
@click.option("--on", type=DAY)
@click.option("--confirm", multiple=True)
@key_option
@json_option
@language_option
@plain_option
@click.option("--lock-after", type=click.IntRange(min=1), default=_LOCK_AFTER, show_default=True)
def sign(
    ledger: str | None,
    site: str | None,
    person: str | None,
    workshop: str | None,
    rubric: str | None,
    rubric_version: str | None,
    criterion: str | None,
    level: str | None,
    evidence: Sequence[str],
    task: str | None,
    guided: bool,
    on: dt.datetime | None,
    confirm: Sequence[str],
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
    lock_after: int,
) -> int:
    """Sign what somebody can do."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain, idle=lock_after * 60)
    if confirm:
        return _confirm(work, key, confirm, json=json)
    given = {"person": person, "workshop": workshop, "criterion": criterion, "level": level}
    if not any(given.values()):
        return _converse(work, key, lock_after)
    if person is None or workshop is None or criterion is None or level is None:
        missing = " ".join(f"--{name}" for name, value in given.items() if value is None)
        raise click.UsageError(work.said.screen.give_too.format(options=missing))
    desk = work.desk(key)
    if desk is None:
        return gone_back(work)
    asked = OneShot(
        person=person,
        workshop=workshop,
        rubric=rubric,
        version=rubric_version,
        criterion=criterion,
        level=level,
        evidence=tuple(evidence),
        task=task,
        guided=guided,
        on=on.date() if on else None,
    )
    return sign_once(work, desk, asked, json=json)


def _confirm(work: Work, key: str | None, sign_offs: Sequence[str], *, json: bool) -> int:
    """Confirm signatures as the second supervisor."""
    from skillcert.model import Reference

    desk = work.desk(key)
    if desk is None:
        return gone_back(work)
    try:
        desk.confirm([Reference(one) for one in sign_offs])
    except RefusedError as error:
        names = {str(desk.assessor.id): str(desk.assessor.name)}
        return told_refusals(work, error, None, names, json=json)
    if json:
        print_json({"confirmed": list(sign_offs)})
    else:
        for one in sign_offs:
            tell(work.said.sign.confirmed_id.format(id=one))
    return 0


def _converse(work: Work, key: str | None, lock_after: int) -> int:
    """Hold the conversation at the desk; when it locks by itself, wait for somebody to come."""
    asker = work.must_ask("--person", "--workshop", "--criterion", "--level", "--task", "--key")
    from skillcert.cli.desk.day import Day
    from skillcert.cli.desk.ledger_books import LedgerBooks

    said = work.said.sign
    while True:
        desk = work.desk(key)
        if desk is None:
            return gone_back(work)
        asker.lock()
        books = LedgerBooks(desk, work.language)
        day = Day(asker=asker, books=books, said=work.said, today=today())
        try:
            day.run()
        except Idle:
            asker.lock()
            asker.say(said.idle.format(count=lock_after), day.farewell())
            if not _somebody_came(work):
                return 0
            continue
        except KeyboardInterrupt:
            asker.lock()
            asker.say(day.farewell())
            return 130
        except SkillcertError:
            # Nothing of the last round was signed, and the screen tells of nobody any more.
            asker.lock()
            asker.say(day.farewell())
            raise
        asker.lock()
        asker.say(day.farewell())
        return 0


def _somebody_came(work: Work) -> bool:
    """Wait, for as long as it takes, until somebody wants to unlock."""
    from skillcert.cli.terminal import Terminal

    waiting = Terminal(words=work.said.screen)
    keys = [Key(key="enter", label=work.said.sign.idle_unlock)]
    return waiting.press(work.said.sign.idle_title, keys, back=False) is not None
