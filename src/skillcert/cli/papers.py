"""`skillcert revoke`, `replace` and `export`: what happens to a paper after it was issued."""

from __future__ import annotations

from pathlib import Path

import click

from skillcert.cli.archives import revoke_adopted
from skillcert.cli.options import (
    endorser_option,
    json_option,
    key_option,
    language_option,
    ledger_options,
    yes_option,
)
from skillcert.cli.output import answer, tell, write_new
from skillcert.cli.spoken import Command
from skillcert.cli.work import Work
from skillcert.cli.work import yes as asked_yes
from skillcert.model import Reference

__all__ = ["export", "replace", "revoke"]

# As `skillcert.programme.outsiders` has them; importing that would make `--help` wait.
_FORMATS = ("open-badge", "json-resume", "europass")
_ENDS = {"open-badge": ".json", "json-resume": ".json", "europass": ".xml"}
_OUT = click.Path(file_okay=False, path_type=Path)


@click.command(cls=Command)
@click.argument("certificate")
@click.option("--reason", default="")
@ledger_options
@key_option
@yes_option
@json_option
@language_option
def revoke(
    certificate: str,
    reason: str,
    ledger: str | None,
    site: str | None,
    key: str | None,
    given: bool,
    json: bool,
    language: str | None,
) -> int:
    """Let the paper with the number CERTIFICATE count no longer."""
    work = Work.of(ledger=ledger, site=site, language=language)
    words = work.said.check
    if not given and not _meant(work, words.really_revoke.format(certificate=certificate)):
        return 1
    office = work.office(key)
    if office is None:
        return 1
    if not revoke_adopted(work.place, certificate):
        office.withdraw_paper(Reference(certificate), reason=reason)
    said = words.revoked.format(certificate=certificate)
    new_list = words.new_list.format(command="skillcert trust export")
    answer({"revoked": certificate}, said, new_list, json=json)
    return 0


@click.command(cls=Command)
@click.argument("certificate")
@click.option("--host")
@click.option("--out", type=_OUT, default=Path())
@click.option("--anyway", is_flag=True)
@endorser_option
@ledger_options
@key_option
@json_option
@language_option
def replace(  # a command has as many parameters as options
    certificate: str,
    host: str | None,
    out: Path,
    anyway: bool,
    endorsers: tuple[str, ...],
    ledger: str | None,
    site: str | None,
    key: str | None,
    json: bool,
    language: str | None,
) -> int:
    """Issue a new paper in the place of the one with the number CERTIFICATE."""
    work = Work.of(ledger=ledger, site=site, language=language)
    words = work.said.check
    office = work.office(key)
    if office is None:
        return 1
    old = office.paper(Reference(certificate))
    draft, built = office.draft(
        old.person,
        old.workshop,
        old.rubric.id,
        language=language or old.language,
        document=old.document,
    )
    for warning in draft.warnings:
        tell(work.said.issue.look.format(what=warning), err=True)
    if draft.warnings and not anyway:
        tell(work.said.issue.add_anyway.format(option="--anyway"), err=True)
        return 1
    signers = work.endorsers(endorsers)
    if signers is None:
        return 1
    paper = office.issue_draft(
        draft, built, host=host, replaces=Reference(certificate), endorsers=signers
    )
    path = str(write_new(out, paper.issued.pdf, ".pdf"))
    answer(
        {"certificate": paper.certificate_id, "replaces": certificate, "path": path},
        words.number_is.format(certificate=paper.certificate_id),
        path,
        words.new_list.format(command="skillcert trust export"),
        json=json,
    )
    return 0


@click.command(cls=Command)
@click.option("--person", required=True)
@click.option("--certificate")
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True)
@click.option("--out", type=_OUT, default=Path())
@endorser_option
@ledger_options
@key_option
@json_option
@language_option
def export(
    person: str,
    certificate: str | None,
    form: str,
    out: Path,
    endorsers: tuple[str, ...],
    ledger: str | None,
    site: str | None,
    key: str | None,
    json: bool,
    language: str | None,
) -> int:
    """Write a person's newest certificate as a file for wallets and CVs."""
    from skillcert.programme.outsiders import export_paper

    work = Work.of(ledger=ledger, site=site, language=language)
    found = work.site.person(person)
    papers = work.site.papers(found.id)
    chosen = certificate or (papers[-1] if papers else None)
    if chosen is None or chosen not in papers:
        tell(work.said.check.no_paper.format(name=found.name), err=True)
        return 1
    office = work.office(key)
    if office is None:
        return 1
    signers = work.endorsers(endorsers)
    if signers is None:
        return 1
    data = export_paper(office, Reference(chosen), form, endorsers=signers)
    path = str(write_new(out, data, _ENDS[form]))
    said = work.said.check.written.format(path=path)
    answer({"certificate": chosen, "path": path}, said, json=json)
    return 0


def _meant(work: Work, question: str) -> bool:
    """Ask whether it is meant."""
    return asked_yes(work.must_ask("--yes"), question, work.said)
