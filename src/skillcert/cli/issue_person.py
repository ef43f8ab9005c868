"""`skillcert issue --person`: from the ledger to paper, and back into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.output import tell

if TYPE_CHECKING:
    from skillcert.cli.words import CommandWords
    from skillcert.cli.work import Work
    from skillcert.documents import Printing
    from skillcert.errors import Problem
    from skillcert.ledger.records import Built
    from skillcert.model import DocumentKind, Rubric
    from skillcert.programme import Draft, Office, Paper

__all__ = ["PaperAsked", "decided", "of_person"]

_YES = {"y", "yes", "j", "ja"}


@attrs.frozen(kw_only=True)
class PaperAsked:
    """What paper is asked for.

    Attributes:
        person: Whose: an id, or the beginning of a name.
        workshop: The workshop's key.
        rubric: The rubric's key; None where the workshop has one.
        only: Keys of the only skills to be shown; none for what the holder chose.
        signers: Ids of the supervisors who sign it; none for those who signed most of it.
        endorsers: Key files or ids of supervisors who endorse their lines in the badge.
        host: Where the verify page lies.
        languages: Its languages.
        document: Which document.
        printing: How it is put on paper.
    """

    person: str
    workshop: str
    rubric: str | None
    only: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    endorsers: tuple[str, ...] = ()
    host: str | None = None
    languages: tuple[str, ...]
    document: DocumentKind
    printing: Printing


def of_person(work: Work, key: str | None, asked: PaperAsked, *, anyway: bool) -> Paper | None:
    """Issue a paper from the ledger; None if somebody goes back or decides not to print.

    Args:
        work: The ledger.
        key: The file of the programme's key; None for the one beside the ledger.
        asked: What paper.
        anyway: Whether to print although there is something to look at first.
    """
    from skillcert.model import DocumentKind

    person = work.site.person(asked.person)
    office = work.office(key)
    if office is None:
        tell(work.said.screen.taken_back, err=True)
        return None
    draft, built = _draft(office, person.id, asked)
    if draft.warnings and not decided(draft.warnings, work.said, anyway=anyway):
        return None
    endorsers = work.endorsers(asked.endorsers)
    if endorsers is None:
        tell(work.said.screen.taken_back, err=True)
        return None
    paper = office.issue_draft(
        draft, built, host=asked.host, printing=asked.printing, endorsers=endorsers
    )
    if not endorsers and draft.document.document is DocumentKind.CERTIFICATE:
        tell(work.said.issue.unendorsed.format(option="--endorser"), err=True)
    for note in _notes(work, draft, built):
        tell(work.said.issue.note.format(what=note), err=True)
    if paper.certificate_id is not None:
        tell(work.said.issue.noted.format(id=paper.certificate_id), err=True)
    return paper


def decided(warnings: Sequence[Problem], words: CommandWords, *, anyway: bool) -> bool:
    """Show what to look at first, and let a person decide whether to print."""
    for warning in warnings:
        tell(words.issue.look.format(what=warning), err=True)
    if anyway:
        return True
    if sys.stdin.isatty():
        question = f"{words.issue.print_anyway} ({words.screen.yes_key}/{words.screen.no_key})"
        answer = click.prompt(question, default="", show_default=False, err=True)
        if answer.strip().casefold() in _YES:
            return True
        tell(words.issue.not_printed, err=True)
        return False
    tell(words.issue.add_anyway.format(option="--anyway"), err=True)
    return False


def _draft(office: Office, person: str, asked: PaperAsked) -> tuple[Draft, Built]:
    from skillcert.model import Reference

    return office.draft(
        Reference(person),
        asked.workshop,
        asked.rubric,
        language=asked.languages,
        document=asked.document,
        only=asked.only or None,
        signers=tuple(map(Reference, asked.signers)) or None,
    )


def _notes(work: Work, draft: Draft, built: Built) -> Iterator[str]:
    """Yield what is signed and not on the paper, in kind words, and what else is worth knowing."""
    from skillcert.cli.rubric_text import text_of
    from skillcert.explain import describe_dropped, describe_missing
    from skillcert.rules import standing_of
    from skillcert.texts import words

    record, library = built.record, words(work.language)
    rubric: Rubric = work.site.rubric(record.workshop, record.rubric.id)
    text = text_of(rubric, work.language)
    shown = record.choices.show
    for standing in standing_of(rubric, record, on=work.site.today):
        key = standing.criterion.id
        if standing.missing and (shown is None or key in shown):
            waits = "; ".join(describe_missing(standing.missing, library, text))
            skill = text.criterion(key).does
            yield work.said.sign.waits_line.format(skill=skill, what=waits)
    yield from (describe_dropped(one, library, text) for one in built.dropped)
    keys = {criterion.id for criterion in rubric.criteria}
    yield from (str(note) for note in draft.notes if note.path not in keys)
