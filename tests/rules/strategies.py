"""Rubrics and records of any kind, for properties that hold of all of them.

What is drawn leans towards records in which something is achieved: a record of unrelated entries
carries nothing, and of nothing everything holds.
"""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import strategies as st

from skillcert.model import (
    Criterion,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    PerformanceLevel,
    Prerequisite,
    Reference,
    Rubric,
    SignOff,
    Token,
    Withdrawal,
)

from .builders import (
    FIRST,
    SECOND,
    course,
    day,
    done,
    record,
    rubric,
    signed,
    skill,
    talk,
    withdrawn,
)

TASKS = tuple(f"t{i}" for i in range(3))
GROUPS = ("wood", "metal", "paint")

days = st.integers(0, 900).map(day)
work_days = st.integers(0, 500).map(day)
signing_days = st.integers(300, 800).map(day)
levels = st.sampled_from(PerformanceLevel)
none: st.SearchStrategy[list[str]] = st.just([])
seldom = st.sampled_from((False, False, False, True))


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """Return a rubric of up to four criteria; each may require some that stand before or after."""
    keys = [f"c{i}" for i in range(draw(st.integers(1, 4)))]
    criteria = [_criterion(draw, key, keys[:i]) for i, key in enumerate(keys)]
    return rubric(*draw(st.permutations(criteria)))


def _criterion(draw: st.DrawFn, key: str, before: list[str]) -> Criterion:
    after = draw(st.lists(st.sampled_from(before), unique=True, max_size=2)) if before else []
    occasions = draw(st.integers(1, 3))
    return attrs.evolve(
        skill(
            key,
            *draw(st.lists(st.sampled_from(TASKS), min_size=1, max_size=3, unique=True)),
            group=draw(st.sampled_from(GROUPS)),
            occasions=occasions,
            days=draw(st.integers(1, occasions)),
            any_task=draw(st.booleans()),
            renew_after_months=draw(st.sampled_from((None, None, 12, 24))),
            separate_training=draw(seldom),
            second_assessor=draw(seldom),
            opt_in=draw(seldom),
        ),
        requires=tuple(Prerequisite(criterion=Token(first), level=draw(levels)) for first in after),
    )


@st.composite
def evidences(draw: st.DrawFn, of: Rubric, key: str) -> Evidence:
    """Return evidence of any kind."""
    kind = draw(st.sampled_from(EvidenceKind))
    on = draw(work_days)
    if kind is EvidenceKind.OUTSIDE_COURSE:
        return course(key, on, draw(st.sampled_from(of.criteria)).id)
    if kind is EvidenceKind.FIRST_CONVERSATION:
        return talk(key, on, *draw(st.lists(st.sampled_from(of.groups), unique=True)))
    task = draw(st.sampled_from(of.tasks)).id
    return Evidence(id=Reference(key), kind=kind, on=on, task=task, seen_by=FIRST)


@st.composite
def sign_offs(
    draw: st.DrawFn, of: Rubric, key: str, known: list[str], earlier: list[str]
) -> SignOff:
    """Return a sign-off that cites some of *known* and may correct one of *earlier*."""
    some = st.lists(st.sampled_from(known), unique=True) if known else none
    cited = draw(st.one_of(st.just(known), st.just(known), some))
    return signed(
        key,
        draw(signing_days),
        draw(levels),
        *cited,
        criterion=draw(st.sampled_from(of.criteria)).id,
        second=None if draw(seldom) else SECOND,
        corrects=draw(st.sampled_from(earlier)) if draw(seldom) and earlier else None,
    )


@st.composite
def records(draw: st.DrawFn, of: Rubric) -> EvidenceRecord:
    """Return a record with whatever may stand in one, sound or not."""
    seen = [draw(evidences(of, f"e{i}")) for i in range(draw(st.integers(0, 8)))]
    # Each task was done once, unless the record is to be a poor one.
    if not draw(seldom):
        seen += [done(f"d{i}", draw(work_days), task.id) for i, task in enumerate(of.tasks)]
    known = [str(one.id) for one in seen]
    given: list[SignOff] = []
    for criterion in of.criteria:
        if not draw(seldom):
            first = signed(
                f"f-{criterion.id}",
                draw(signing_days),
                draw(levels),
                *known,
                criterion=criterion.id,
                second=SECOND,
            )
            given.append(first)
    for i in range(draw(st.integers(0, 6))):
        given.append(draw(sign_offs(of, f"s{i}", known, [str(one.id) for one in given])))
    gone: list[Withdrawal] = []
    if draw(seldom) and given:
        taken_back = draw(st.lists(st.sampled_from(given), max_size=2))
        gone = [withdrawn(f"w{i}", draw(days), one.id) for i, one in enumerate(taken_back)]
    chosen = draw(st.lists(st.sampled_from(of.criteria), max_size=2))
    return record(*seen, *given, *gone, opt_in=tuple(one.id for one in chosen))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rubric, EvidenceRecord, dt.date]:
    """Return a rubric, a record made against it, and a day."""
    of = draw(rubrics())
    return of, draw(records(of)), draw(days | signing_days)
