"""Small rubrics and records, built by hand.

The rubric's default is a workshop with one skill, `sand`, that shows in the tasks `sand_board` and
`sand_edge`. Days are counted from 1 January 2025.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from skillcert.model import (
    Assessor,
    Choices,
    Criterion,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    EvidenceRule,
    Holder,
    Issuer,
    Line,
    Name,
    PerformanceLevel,
    Prerequisite,
    Reference,
    Rubric,
    RubricChoice,
    SignOff,
    Task,
    Token,
    Withdrawal,
)
from skillcert.rules import Missing, MissingKind, Standing, standing_of

GUIDED = PerformanceLevel.GUIDED
SOME_HELP = PerformanceLevel.SOME_HELP
INDEPENDENT = PerformanceLevel.INDEPENDENT
GUIDES_OTHERS = PerformanceLevel.GUIDES_OTHERS

DIGEST = f"sha256:{'0' * 64}"
FIRST = Reference("lead")
SECOND = Reference("checker")

Entry = Evidence | SignOff | Withdrawal


def day(number: int) -> dt.date:
    """Return a day, counted from 1 January 2025."""
    return dt.date(2025, 1, 1) + dt.timedelta(days=number)


def skill(key: str, *tasks: str, occasions: int = 1, days: int = 1, **more: Any) -> Criterion:
    """Return a criterion; without tasks it has one of its own."""
    after = more.pop("after", ())
    return Criterion(
        id=Token(key),
        group=Token(more.pop("group", "wood")),
        tasks=tuple(map(Token, tasks or (f"{key}_task",))),
        requires=tuple(Prerequisite(criterion=Token(first), level=level) for first, level in after),
        evidence=EvidenceRule(occasions=occasions, days=days),
        **more,
    )


def rubric(*criteria: Criterion) -> Rubric:
    """Return a rubric with the groups and tasks that its criteria name."""
    return Rubric(
        id=Token("wood"),
        version=Line("1.0.0"),
        groups=tuple(dict.fromkeys(criterion.group for criterion in criteria)),
        tasks=tuple(
            Task(id=task) for task in dict.fromkeys(task for one in criteria for task in one.tasks)
        ),
        criteria=criteria,
        texts=(),
    )


def done(key: str, on: dt.date, task: str = "sand_board", **more: Any) -> Evidence:
    """Return evidence of a task that was done."""
    return Evidence(id=Reference(key), on=on, task=Token(task), seen_by=FIRST, **more)


def guided(key: str, on: dt.date, task: str = "sand_board") -> Evidence:
    """Return evidence of a colleague who was guided in a task."""
    return done(key, on, task, kind=EvidenceKind.GUIDING)


def course(key: str, on: dt.date, criterion: str = "sand") -> Evidence:
    """Return evidence of an outside course."""
    return Evidence(
        id=Reference(key),
        kind=EvidenceKind.OUTSIDE_COURSE,
        on=on,
        criterion=Token(criterion),
        seen_by=FIRST,
    )


def talk(key: str, on: dt.date, *interests: str) -> Evidence:
    """Return evidence of a first conversation."""
    return Evidence(
        id=Reference(key),
        kind=EvidenceKind.FIRST_CONVERSATION,
        on=on,
        seen_by=FIRST,
        interests=tuple(map(Token, interests)),
    )


def signed(
    key: str,
    on: dt.date,
    level: PerformanceLevel,
    *cited: str,
    criterion: str = "sand",
    second: str | None = None,
    corrects: str | None = None,
) -> SignOff:
    """Return a sign-off that cites evidence."""
    return SignOff(
        id=Reference(key),
        criterion=Token(criterion),
        level=level,
        on=on,
        assessor=FIRST,
        second_assessor=None if second is None else Reference(second),
        evidence=tuple(map(Reference, cited)),
        corrects=None if corrects is None else Reference(corrects),
    )


def withdrawn(key: str, on: dt.date, sign_off: str) -> Withdrawal:
    """Return the withdrawal of a sign-off."""
    return Withdrawal(id=Reference(key), sign_off=Reference(sign_off), on=on, assessor=FIRST)


def record(*entries: Entry, opt_in: tuple[str, ...] = ()) -> EvidenceRecord:
    """Return a record with these entries."""
    return EvidenceRecord(
        format=Line("skillcert-record/1"),
        workshop=Token("wood"),
        rubric=RubricChoice(id=Token("wood"), version=Line("1.0.0")),
        holder=Holder(id=Reference("p1"), name=Name("Alex Berg")),
        issuer=Issuer(name=Name("The Yard")),
        assessors=(
            Assessor(id=FIRST, name=Name("Robin Lind")),
            Assessor(id=SECOND, name=Name("Sam Dahl")),
        ),
        signers=(FIRST,),
        evidence=tuple(one for one in entries if isinstance(one, Evidence)),
        sign_offs=tuple(one for one in entries if isinstance(one, SignOff)),
        withdrawals=tuple(one for one in entries if isinstance(one, Withdrawal)),
        choices=Choices(opt_in=tuple(map(Token, opt_in))),
    )


def mastered(
    key: str, level: PerformanceLevel = INDEPENDENT, *, on: dt.date | None = None
) -> tuple[Evidence, SignOff]:
    """Return evidence and sign-off that carry a level of the criterion *key* with its own task."""
    when = day(0) if on is None else on
    kind = EvidenceKind.GUIDING if level is GUIDES_OTHERS else EvidenceKind.TASK
    return (
        done(f"e-{key}", when, f"{key}_task", kind=kind),
        signed(f"s-{key}", when, level, f"e-{key}", criterion=key),
    )


SAND = skill("sand", "sand_board", "sand_edge")


def standing(of: Rubric, in_record: EvidenceRecord, on: dt.date, key: str = "sand") -> Standing:
    """Return the standing in one criterion."""
    return next(one for one in standing_of(of, in_record, on=on) if one.criterion.id == key)


def level(
    of: Rubric, in_record: EvidenceRecord, on: dt.date, key: str = "sand"
) -> PerformanceLevel | None:
    """Return the level that stands in one criterion."""
    return standing(of, in_record, on, key).level


def kinds(missing: tuple[Missing, ...]) -> set[MissingKind]:
    """Return the kinds of what is missing."""
    return {one.kind for one in missing}


def with_changes(criterion: Criterion, **changes: Any) -> Rubric:
    """Return a rubric of one criterion with some of its attributes changed."""
    return rubric(attrs.evolve(criterion, **changes))
