"""What is asked before an evidence is recorded. Pure.

The rules

- The day has come, and its year is no slip.
- The task, the skill of a course and the groups of a conversation are the rubric's.
- Work has its task, a course its skill; a product's numbers can be. Nobody sees their own work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from skillcert.model import Evidence, EvidenceKind, Reference, Rubric, SignOff
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.rules.claims import OCCASION_KINDS, shows, tasks_of
from skillcert.rules.index import FIRST_YEAR

__all__ = ["day_refusals", "evidence_of", "evidence_refusals", "fitting_citations"]

_R = RefusalReason


def day_refusals(day: dt.date, *, today: dt.date) -> Iterator[Refusal]:
    """Yield why *day* cannot be the day of something that was seen or signed by *today*."""
    if day > today:
        yield refuse(_R.DATE_IN_FUTURE, day=day)
    if day.year < FIRST_YEAR:
        yield refuse(_R.DATE_TOO_EARLY, year=day.year, first=FIRST_YEAR)


def evidence_refusals(
    rubric: Rubric, evidence: Evidence, holder: Reference, *, today: dt.date
) -> Iterator[Refusal]:
    """Yield why *evidence* cannot be recorded.

    Args:
        rubric: The rubric of the workshop that it was seen in.
        evidence: The evidence.
        holder: Whose work it was.
        today: The day on which it is asked.
    """
    kind = evidence.kind
    yield from day_refusals(evidence.on, today=today)
    if evidence.seen_by == holder:
        yield refuse(_R.OWN_WORK, assessor=holder)
    yield from _task_refusals(rubric, evidence)
    yield from _criterion_refusals(rubric, evidence)
    if evidence.interests and kind is not EvidenceKind.FIRST_CONVERSATION:
        yield refuse(_R.NOT_OF_THIS_KIND, kind=kind.value, field="interests")
    for group in evidence.interests:
        if group not in rubric.groups:
            yield refuse(_R.UNKNOWN_GROUP, rubric=rubric.id, group=group)
    yield from _product_refusals(evidence)


def _task_refusals(rubric: Rubric, evidence: Evidence) -> Iterator[Refusal]:
    kind, task = evidence.kind, evidence.task
    if kind in OCCASION_KINDS and task is None:
        yield refuse(_R.TASK_MISSING, kind=kind.value)
    elif kind not in OCCASION_KINDS and task is not None:
        yield refuse(_R.NOT_OF_THIS_KIND, kind=kind.value, field="task")
    elif task is not None and task not in rubric.task_ids:
        yield refuse(_R.UNKNOWN_TASK, rubric=rubric.id, task=task)


def _criterion_refusals(rubric: Rubric, evidence: Evidence) -> Iterator[Refusal]:
    kind, criterion = evidence.kind, evidence.criterion
    course = kind is EvidenceKind.OUTSIDE_COURSE
    if course and criterion is None:
        yield refuse(_R.CRITERION_MISSING)
    elif not course and criterion is not None:
        yield refuse(_R.NOT_OF_THIS_KIND, kind=kind.value, field="criterion")
    elif criterion is not None and rubric.criterion(criterion) is None:
        yield refuse(_R.UNKNOWN_CRITERION, rubric=rubric.id, criterion=criterion)


def _product_refusals(evidence: Evidence) -> Iterator[Refusal]:
    product = evidence.product
    if product is None:
        return
    if evidence.kind is not EvidenceKind.PRODUCT:
        yield refuse(_R.NOT_OF_THIS_KIND, kind=evidence.kind.value, field="product")
    if product.made < 1 or not 0 <= product.sold <= product.made:
        yield refuse(_R.PRODUCT_COUNT, made=product.made, sold=product.sold)


def evidence_of(
    rubric: Rubric, criterion: str, evidence: tuple[Evidence, ...], *, on: dt.date
) -> tuple[Evidence, ...]:
    """Return what of *evidence* shows a criterion by the day *on*, the oldest first.

    Args:
        rubric: The rubric.
        criterion: The criterion's key; one that the rubric has not shows in nothing.
        evidence: The record's evidence.
        on: The day.
    """
    found = rubric.criterion(criterion)
    if found is None:
        return ()
    tasks = tasks_of(found, rubric)
    fitting = (one for one in evidence if one.on <= on and shows(one, criterion, tasks))
    return tuple(sorted(fitting, key=lambda one: (one.on, one.id)))


def fitting_citations(
    rubric: Rubric, sign_off: SignOff, evidence: Mapping[Reference, Evidence]
) -> SignOff:
    """Return *sign_off* with those of its citations that can carry it, each once.

    Args:
        rubric: The rubric.
        sign_off: The sign-off.
        evidence: The record's evidence by id.
    """
    found = rubric.criterion(sign_off.criterion)
    tasks = tasks_of(found, rubric) if found else frozenset()
    cited = tuple(
        key
        for key in dict.fromkeys(sign_off.evidence)
        if (one := evidence.get(key)) is not None
        and one.on <= sign_off.on
        and shows(one, sign_off.criterion, tasks)
    )
    return attrs.evolve(sign_off, evidence=cited)
