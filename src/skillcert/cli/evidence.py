"""`skillcert evidence`: what somebody did and a supervisor saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.one_shot import told_refusals
from skillcert.cli.options import (
    DAY,
    json_option,
    key_option,
    language_option,
    ledger_options,
    plain_option,
)
from skillcert.cli.output import print_json, tell
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work, gone_back
from skillcert.errors import RefusedError, SkillcertError

if TYPE_CHECKING:
    from skillcert.model import Reference
    from skillcert.programme import Desk, Person, Seen

__all__ = ["Noted", "evidence", "write_evidence"]

KINDS = ("task", "product", "guiding", "first_conversation", "outside_course")


@attrs.frozen(kw_only=True)
class Noted:
    """What is to be noted: what the options say, or what was asked.

    Attributes:
        person: Whose work it was: an id, or the beginning of a name.
        workshop: The workshop's key.
        rubric: The rubric's key; None where the workshop has one.
        kind: What it is of.
        task: The task's key.
        criterion: The key of the skill that a course is about.
        on: The day; None for today.
        note: A note.
        photos: Files of pictures.
        captions: What each picture shows.
        show: Whether the pictures may be printed.
        made: How many were made.
        sold: How many of them were sold.
        interests: Groups that the person would like to try.
    """

    person: str
    workshop: str
    rubric: str | None = None
    kind: str = KINDS[0]
    task: str | None = None
    criterion: str | None = None
    on: dt.date | None = None
    note: str = ""
    photos: tuple[Path, ...] = ()
    captions: tuple[str, ...] = ()
    show: bool = False
    made: int | None = None
    sold: int | None = None
    interests: tuple[str, ...] = ()


@click.command(cls=Command)
@ledger_options
@click.option("--person")
@click.option("--workshop")
@click.option("--rubric")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@click.option("--task")
@click.option("--criterion")
@click.option("--on", type=DAY)
@click.option("--note", default="")
@click.option(
    "--photo", "photos", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--caption", "captions", multiple=True)
@click.option("--show", is_flag=True)
@click.option("--made", type=click.IntRange(min=1))
@click.option("--sold", type=click.IntRange(min=0))
@click.option("--interest", "interests", multiple=True)
@key_option
@json_option
@language_option
@plain_option
def evidence(
    ledger: str | None,
    site: str | None,
    person: str | None,
    workshop: str | None,
    rubric: str | None,
    kind: str,
    task: str | None,
    criterion: str | None,
    on: dt.datetime | None,
    note: str,
    photos: Sequence[Path],
    captions: Sequence[str],
    show: bool,
    made: int | None,
    sold: int | None,
    interests: Sequence[str],
    key: str | None,
    json: bool,
    language: str | None,
    plain: bool,
) -> int:
    """Note what somebody did and you saw."""
    work = Work.of(ledger=ledger, site=site, language=language, plain=plain)
    if person is None or workshop is None:
        noted, desk = _ask(work, key)
    else:
        noted = Noted(
            person=person,
            workshop=workshop,
            rubric=rubric,
            kind=kind,
            task=task,
            criterion=criterion,
            on=on.date() if on else None,
            note=note,
            photos=tuple(photos),
            captions=tuple(captions),
            show=show,
            made=made,
            sold=sold,
            interests=tuple(interests),
        )
        desk = work.desk(key)
    if desk is None or noted is None:
        return gone_back(work)
    return write_evidence(work, desk, noted, json=json)


def _ask(work: Work, key: str | None) -> tuple[Noted | None, Desk | None]:
    from skillcert.cli.desk.ledger_books import LedgerBooks
    from skillcert.cli.evidence_talk import ask_evidence

    asker = work.must_ask("--person", "--workshop", "--task")
    desk = work.desk(key)
    if desk is None:
        return None, None
    books = LedgerBooks(desk, work.language)
    return ask_evidence(asker, books, today=desk.site.today, said=work.said), desk


def write_evidence(work: Work, desk: Desk, noted: Noted, *, json: bool) -> int:
    """Note something in the ledger, print what was noted, and return the exit code."""
    from skillcert.cli.rubric_text import text_of

    person = desk.site.person(noted.person)
    rubric = desk.site.rubric(noted.workshop, noted.rubric)
    text = text_of(rubric, work.language)
    try:
        ref = _record(work, desk, noted, person)
    except RefusedError as error:
        names = {str(person.id): str(person.name)}
        return told_refusals(work, error, text, names, json=json)
    said = work.said.evidence
    if json:
        print_json({"id": ref, "person": person.id, "kind": noted.kind})
    elif noted.kind == "first_conversation":
        tell(said.talked.format(name=person.name))
    else:
        from skillcert.cli.evidence_talk import kind_words
        from skillcert.texts import day, words

        on = noted.on or desk.site.today
        what = text.task(noted.task) if noted.task else kind_words(noted.kind, work.said)
        when = day(on, words(work.language))
        tell(said.recorded.format(what=what, name=person.name, day=when))
        tell(said.recorded_id.format(id=ref))
    return 0


def _record(work: Work, desk: Desk, noted: Noted, person: Person) -> Reference:
    from skillcert.model import Token

    if noted.kind == "first_conversation":
        return desk.first_conversation(
            person.id,
            noted.workshop,
            noted.rubric,
            interests=tuple(map(Token, noted.interests)),
            note=noted.note,
            on=noted.on,
        )
    return desk.record_evidence(person.id, noted.workshop, _seen(work, noted), noted.rubric)


def _seen(work: Work, noted: Noted) -> Seen:
    from skillcert.model import EvidenceKind, Product, Token
    from skillcert.programme import Photo, Seen

    if len(noted.captions) != len(noted.photos):
        raise SkillcertError(work.said.evidence.caption_each)
    counted = noted.made is not None or noted.sold is not None
    return Seen(
        task=Token(noted.task) if noted.task else None,
        kind=EvidenceKind(noted.kind),
        on=noted.on,
        criterion=Token(noted.criterion) if noted.criterion else None,
        product=Product(made=noted.made or 1, sold=noted.sold or 0) if counted else None,
        note=noted.note,
        photos=tuple(
            Photo(data=path.read_bytes(), caption=caption, show=noted.show)
            for path, caption in zip(noted.photos, noted.captions, strict=True)
        ),
    )
