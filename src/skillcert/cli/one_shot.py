"""`skillcert sign` with all its options: one skill of one person, for scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from skillcert.cli.output import print_json, tell
from skillcert.errors import RefusedError

if TYPE_CHECKING:
    from skillcert.cli.work import Work
    from skillcert.model import RubricText
    from skillcert.plugins import Remark
    from skillcert.programme import Batch, Desk, Person, SignOffRequest

__all__ = ["OneShot", "sign_once", "told_refusals"]


@attrs.frozen(kw_only=True)
class OneShot:
    """What the options say.

    Attributes:
        person: Whose skill: an id, or the beginning of a name.
        workshop: The workshop's key.
        rubric: The rubric's key; None where the workshop has one.
        version: The version of the rubric that was read; None for the one that is installed.
        criterion: The skill's key.
        level: The level's key.
        evidence: Ids of what was noted before.
        task: The task that was seen; None if all was noted before.
        guided: Whether it was shown to a colleague.
        on: The day; None for today.
    """

    person: str
    workshop: str
    rubric: str | None = None
    version: str | None = None
    criterion: str
    level: str
    evidence: tuple[str, ...] = ()
    task: str | None = None
    guided: bool = False
    on: dt.date | None = None


def sign_once(work: Work, desk: Desk, asked: OneShot, *, json: bool) -> int:
    """Sign what the options say, print what was signed, and return the exit code."""
    person = desk.site.person(asked.person)
    request = _request(asked, person)
    rubric = desk.site.rubric(asked.workshop, asked.rubric)
    from skillcert.cli.rubric_text import text_of

    text = text_of(rubric, work.language)
    try:
        batch = desk.sign([request])
    except RefusedError as error:
        assessor = desk.assessor
        names = {str(person.id): str(person.name), str(assessor.id): str(assessor.name)}
        return told_refusals(work, error, text, names, json=json)
    if json:
        print_json({"signed": _data(batch, work, text)})
    else:
        _tell(batch, work, text, person)
    return 0


def told_refusals(
    work: Work,
    error: RefusedError,
    text: RubricText | None,
    names: Mapping[str, str],
    *,
    json: bool,
) -> int:
    """Say in the reader's language why something was refused, and return the exit code.

    Args:
        work: Whose language it is.
        error: Why.
        text: The words of the rubric that it is about, if any.
        names: Names of people and supervisors by their ids.
        json: Whether a program reads it.
    """
    from skillcert.explain import describe_refusal
    from skillcert.texts import words

    library = words(work.language)
    lines = [describe_refusal(one, library, text, names=names) for one in error.refusals]
    if json:
        reasons = [one.reason.value for one in error.refusals]
        print_json(
            {
                "refused": [
                    {"reason": reason, "text": line}
                    for reason, line in zip(reasons, lines, strict=True)
                ]
            }
        )
    else:
        for line in lines:
            tell(f"skillcert: {line}.", err=True)
    return 3


def _request(asked: OneShot, person: Person) -> SignOffRequest:
    from skillcert.model import EvidenceKind, Line, PerformanceLevel, Reference, Token
    from skillcert.programme import Seen, SignOffRequest

    kind = EvidenceKind.GUIDING if asked.guided else EvidenceKind.TASK
    seen = Seen(task=Token(asked.task), kind=kind, on=asked.on) if asked.task else None
    return SignOffRequest(
        person=person.id,
        workshop=Token(asked.workshop),
        rubric=Token(asked.rubric) if asked.rubric else None,
        version=Line(asked.version) if asked.version else None,
        criterion=Token(asked.criterion),
        level=PerformanceLevel(asked.level),
        evidence=tuple(map(Reference, asked.evidence)),
        seen=(seen,) if seen else (),
        on=asked.on,
    )


def _data(batch: Batch, work: Work, text: RubricText) -> list[dict[str, Any]]:
    return [
        {
            "id": one.sign_off,
            "seq": one.seq,
            "person": one.looked.request.person,
            "criterion": one.looked.request.criterion,
            "level": one.looked.request.level.value,
            "evidence": list(one.looked.request.evidence) + [s.id for s in one.looked.request.seen],
            "stands_at": one.looked.level.value if one.looked.level else None,
            "waits": _waits(one.looked.waits, work, text),
            "remarks": _remarks(one.looked.remarks, work),
        }
        for one in batch.signed
    ]


def _waits(missing: Any, work: Work, text: RubricText) -> list[str]:
    from skillcert.explain import describe_missing
    from skillcert.texts import words

    return list(describe_missing(missing, words(work.language), text))


def _remarks(remarks: Sequence[Remark], work: Work) -> list[str]:
    from skillcert.cli.desk.ledger_books import remarks_in

    return list(remarks_in(remarks, work.language))


def _tell(batch: Batch, work: Work, text: RubricText, person: Person) -> None:
    from skillcert.cli.desk.summary import remark_lines, wait_lines
    from skillcert.texts import words

    said = work.said.sign
    tell(said.done_one)
    for one in batch.signed:
        request = one.looked.request
        level = words(work.language).level(request.level).label
        skill = text.criterion(request.criterion).does
        tell(f"  {said.done_line.format(name=person.name, skill=skill, level=level)}")
        for line in remark_lines(_remarks(one.looked.remarks, work), work.said):
            tell(line)
        for line in wait_lines(_waits(one.looked.waits, work, text), work.said):
            tell(line)
        tell(f"    {said.id_line.format(id=one.sign_off)}")
