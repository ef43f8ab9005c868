"""`skillcert verify`: whether a paper is genuine, and what was signed."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from skillcert.cli.language import LANGUAGES, preferred_language
from skillcert.cli.output import columns, print_json
from skillcert.cli.place import LEDGER
from skillcert.cli.settings import today
from skillcert.cli.spoken import Command

if TYPE_CHECKING:
    from skillcert.cli.words.records import CheckWords
    from skillcert.credentials import PaperContent, Report, TrustBundle
    from skillcert.credentials.file_verification import Known
    from skillcert.credentials.verification import Verified

__all__ = ["read_trust", "verify"]

_TRUST = "SKILLCERT_TRUST"


@click.command(cls=Command)
@click.argument("file")
@click.option("--trust", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ledger", metavar="URL")
@click.option("--language", type=click.Choice(LANGUAGES))
@click.option("--json", is_flag=True)
def verify(
    file: str, trust: Path | None, ledger: str | None, language: str | None, json: bool
) -> int:
    """Check the PDF, picture or credential FILE, or the text of a code."""
    from skillcert.cli.words import command_words
    from skillcert.credentials.file_verification import verify_file

    spoken = language or preferred_language()
    words = command_words(spoken).check
    data = Path(file).read_bytes() if _is_file(file) else file.encode()
    listed = read_trust(trust, words)
    with _known(ledger) as known:
        found = verify_file(data, listed, on=today(), known=known)
    if json:
        print_json(_as_json(found))
    else:
        for line in _said(found, listed, words, spoken):
            click.echo(line)
        columns(list(_rows(found.report, words)))
    return 0 if found.report.genuine else 1


def read_trust(trust: Path | None, words: CheckWords) -> TrustBundle:
    """Return the list of issuers that the option or the environment names.

    Raises:
        TrustError: Neither names one, or the list is not to be trusted.
    """
    from skillcert.credentials import open_bundle
    from skillcert.errors import TrustError

    named = trust or os.environ.get(_TRUST)
    if not named:
        raise TrustError(words.no_list, hint=words.no_list_hint.format(option="--trust"))
    path = Path(named)
    return open_bundle(path.read_bytes(), source=path.name)


@contextmanager
def _known(ledger: str | None) -> Iterator[Known]:
    """Open what is at hand to check by: the workshops, and the ledger that was named.

    One that the environment names is asked if it is there; whoever only checks may have none.
    """
    from skillcert.cli.work import Work
    from skillcert.programme.checking import known_here

    work = Work.of(ledger=ledger)
    with ExitStack() as kept:
        asked = ledger or (os.environ.get(LEDGER) and not work.place.is_missing)
        book = kept.enter_context(work.opened()) if asked else None
        yield known_here(work.programmes, book)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # a code is longer than any name of a file
        return False


def _said(found: Verified, trust: TrustBundle, words: CheckWords, language: str) -> Iterator[str]:
    from skillcert.texts import words as texts
    from skillcert.texts.dates import day

    said = texts(language)
    verdict = found.report.verdict.value
    content = found.code.content if found.code else None
    values = {}
    if found.issuer and (on := _issued_on(found)):
        values = {"issuer": found.issuer.issuer.name, "date": day(on, said)}
    yield str(getattr(words, verdict)).format(**values)
    if verdict == "not_confirmed":
        yield words.ask_issuer
    else:
        if content:
            yield from _content(content, found.words, words)
        elif found.credential:
            yield from _badge(found.credential, words)
        if found.issuer:
            issuer = found.issuer.issuer
            ways = [way for way in (issuer.name, issuer.phone, issuer.email, issuer.web) if way]
            yield f"{words.contact}: {', '.join(ways)}"
    if found.stale:
        yield words.stale.format(date=day(trust.until, said))
    yield ""


def _issued_on(found: Verified) -> dt.date | None:
    if found.code:
        return found.code.content.issued_on
    if found.credential:
        return dt.datetime.fromisoformat(str(found.credential["validFrom"])).date()
    return None


def _badge(credential: Mapping[str, Any], words: CheckWords) -> Iterator[str]:
    """Yield what an Open Badge says of the holder, as far as it is one of ours."""
    for subject in _objects(credential.get("credentialSubject")):
        names = [_text(one, "identityHash") for one in _objects(subject.get("identifier"))]
        for achievement in _objects(subject.get("achievement")):
            yield ""
            yield words.says
            yield f"  {', '.join(filter(None, names))}, {_text(achievement, 'name')}"
            for skill in _objects(achievement.get("resultDescription")):
                found = _objects(skill.get("rubricCriterionLevel"))
                levels = ", ".join(_text(level, "name") for level in found)
                yield f"    {_text(skill, 'name')} ({levels})"
            yield ""


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in a value of a credential: an issuer may sign any shape."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def _text(node: Mapping[str, Any], key: str) -> str:
    """Return a text of a credential, with nothing in it that a terminal would obey."""
    text = node.get(key)
    shown = text if isinstance(text, str) else ""
    return "".join(one if one.isprintable() else "\ufffd" for one in shown)


def _content(content: PaperContent, known: Mapping[str, str], words: CheckWords) -> Iterator[str]:
    """Yield what was signed, in the language of the paper."""
    from skillcert.texts import LANGUAGES as SPOKEN
    from skillcert.texts import words as texts

    paper = texts(content.language if content.language in SPOKEN else "en")
    yield ""
    yield words.says
    yield f"  {content.name}, {content.field}, {content.issuer}"
    for group in content.levels:
        yield f"  {paper.level(group.level).heading}"
        yield from (f"    {line}" for line in group.lines)
        yield from (f"    {known.get(key, key)}" for key in group.skills)
    if any(key not in known for group in content.levels for key in group.skills):
        rubric = content.rubric
        yield "  " + words.keys.format(rubric=rubric.id, version=rubric.version)
    yield ""


def _rows(report: Report, words: CheckWords) -> Iterator[tuple[str, ...]]:
    for check in report.checks:
        outcome = words.outcomes[check.outcome.value]
        yield words.checks[check.name.value], outcome, words.faults.get(check.fault, "")


def _as_json(found: Verified) -> dict[str, Any]:
    from skillcert import codec

    return {
        "verdict": found.report.verdict.value,
        "stale": found.stale,
        "checks": [
            {"name": c.name.value, "outcome": c.outcome.value, "why": c.why, "fault": c.fault}
            for c in found.report.checks
        ],
        "content": codec.unstructure(found.code.content) if found.code else None,
        "words": dict(found.words),
        "issuer": codec.unstructure(found.issuer.issuer) if found.issuer else None,
    }
