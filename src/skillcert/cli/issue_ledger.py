"""`skillcert issue --all --workshop`: the papers of everybody in the ledger, as a stream.

A paper's id follows from the batch and the person. So a run that was stopped between ledger and
file gives the same paper when it goes on, and the ledger knows each of them once.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

import attrs
import click

from skillcert.cli.issue_all import bar, told_of, why

if TYPE_CHECKING:
    from collections.abc import Callable

    from skillcert.cli.issue_person import PaperAsked
    from skillcert.cli.journal import Journal
    from skillcert.cli.work import Work

__all__ = ["issue_ledger"]


def issue_ledger(
    work: Work,
    key: str | None,
    asked: PaperAsked,
    journal: Journal,
    *,
    sealed: Callable[[bytes], bytes],
    anyway: bool,
) -> int:
    """Issue the papers of all people who have something to show in a workshop.

    Args:
        work: The ledger.
        key: The file of the programme's key; None for the one beside the ledger.
        asked: What paper; its person is not looked at.
        journal: The journal of the folder that the papers go to.
        sealed: Seals a PDF, or leaves it as it is.
        anyway: Whether papers are issued that somebody should look at first.

    Returns:
        0 if everybody who has something to show has a paper, 1 if somebody has not.
    """
    from skillcert.errors import NotEligibleError, SkillcertError
    from skillcert.model import Reference
    from skillcert.programme.sealing import new_id

    said = work.said.issue
    office, endorsers = work.office(key), work.endorsers(asked.endorsers)
    if office is None or endorsers is None:
        click.echo(work.said.screen.taken_back, err=True)
        return 1
    people = work.site.people()
    signers = tuple(map(Reference, asked.signers)) or None
    made = known = nothing = 0
    failed: list[tuple[str, str]] = []
    with office, bar(said.working, len(people)) as (moved, say):
        for done, person in enumerate(people):
            moved(done)
            digest = _digest(person.id, asked)
            if journal.is_done(digest):
                known += 1
                continue
            try:
                id_ = new_id(partial(journal.noise, digest))
                paper = office.issue(
                    person.id,
                    asked.workshop,
                    asked.rubric,
                    language=asked.languages,
                    document=asked.document,
                    only=asked.only or None,
                    signers=signers,
                    host=asked.host,
                    printing=asked.printing,
                    anyway=anyway,
                    endorsers=endorsers,
                    id=id_,
                )
                path = journal.write(digest, sealed(paper.issued.pdf))
            except NotEligibleError:
                nothing += 1
            except SkillcertError as error:
                failed.append((person.name, why(error)))
            else:
                made += 1
                say(said.made_line.format(record=person.name, path=path))
    click.echo(said.made_all.format(made=made, known=known), err=True)
    if nothing:
        click.echo(said.nothing_yet.format(count=nothing), err=True)
    return told_of(failed, said)


def _digest(person: str, asked: PaperAsked) -> str:
    """Return the digest of what is asked for of one person."""
    parts = (
        person,
        asked.workshop,
        asked.rubric,
        asked.document.value,
        asked.languages,
        asked.only,
        asked.signers,
        asked.endorsers,
        asked.host,
        attrs.asdict(asked.printing),
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()
