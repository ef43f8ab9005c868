"""Every rubric is as deep as its trade: enough skills and tasks, what comes first, how often."""

from __future__ import annotations

import re
from itertools import combinations

from skillcert.model import Criterion, Rubric

from .printed import WORKSHOPS, each_rubric, rubric_of
from .texts import LANGUAGES, nothing

SIX = {
    "bicycle": "bicycle",
    "cafe": "cafe",
    "carpentry": "carpentry",
    "creative": "creative",
    "refurbishment": "renovation",
    "waste_and_street_care": "renovation",
}
SHARED = [
    "safety_order", "learns", "passes_on", "teamwork", "welcomes", "customers", "plans_day",
    "agreements", "quality",
]  # fmt: skip
FEWEST_CRITERIA = 24
FEWEST_TASKS = 45


def own(rubric: Rubric) -> list[Criterion]:
    """Return the trade's own criteria."""
    return [criterion for criterion in rubric.criteria if not criterion.shared]


def tasks_of(rubric: Rubric) -> set[str]:
    """Return the tasks of the trade's own criteria."""
    return {task for criterion in own(rubric) for task in criterion.tasks}


def test_there_are_six_rubrics() -> None:
    """Every workshop has its rubric, and `renovation` two of equal rank."""
    assert WORKSHOPS == SIX


@each_rubric
def test_every_rubric_shares_the_nine(rubric: Rubric) -> None:
    """The nine criteria that every workshop shares stand in each rubric, after the trade's own."""
    shared = [criterion.id for criterion in rubric.criteria if criterion.shared]
    assert shared == SHARED
    assert [criterion.id for criterion in rubric.criteria[-len(shared) :]] == shared


@each_rubric
def test_a_rubric_has_the_skills_of_its_trade(rubric: Rubric) -> None:
    """There are at least 24 skills of the trade and 45 tasks, in every language."""
    assert len(own(rubric)) >= FEWEST_CRITERIA
    assert len(tasks_of(rubric)) >= FEWEST_TASKS
    assert sorted(rubric.languages) == sorted(LANGUAGES)


@each_rubric
def test_a_rubric_names_its_occupations(rubric: Rubric) -> None:
    """The skills belong to occupations, each with its ISCO-08 unit group."""
    assert rubric.occupations
    assert all(re.fullmatch("[0-9]{4}", occupation.isco) for occupation in rubric.occupations)


@each_rubric
def test_something_comes_first(rubric: Rubric) -> None:
    """Some skills have prerequisites, and what comes first is no more than half of the rubric."""
    first = {need.criterion for criterion in own(rubric) for need in criterion.requires}
    assert first
    assert len(first) <= len(rubric.criteria) / 2


@each_rubric
def test_independence_needs_more_than_one_look(rubric: Rubric) -> None:
    """Every skill must be seen more than once, and on different days, to count as independent."""
    nothing([c.id for c in own(rubric) if c.evidence.occasions < 2 or c.evidence.days < 2])


@each_rubric
def test_what_is_dangerous_is_renewed_or_taught(rubric: Rubric) -> None:
    """Some skills must be shown anew after months; some need training that the law asks for."""
    assert any(criterion.renew_after_months for criterion in own(rubric))
    assert any(criterion.separate_training for criterion in own(rubric))


def test_keys_do_not_collide_in_a_workshop() -> None:
    """Two rubrics of one workshop share no key but those of the shared criteria."""
    for one, other in combinations(map(rubric_of, WORKSHOPS), 2):
        if WORKSHOPS[one.id] == WORKSHOPS[other.id]:
            nothing(sorted({c.id for c in own(one)} & {c.id for c in own(other)}))
            nothing(sorted(tasks_of(one) & tasks_of(other)))
