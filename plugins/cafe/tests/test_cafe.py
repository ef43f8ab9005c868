"""The café: routines of food safety, worded as used and never as a certificate."""

from __future__ import annotations

import datetime as dt

import pytest
import skillcert_cafe

from skillcert import Programme, Registry
from skillcert.model import ItemList, PerformanceLevel, Rubric, Section
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)
PROGRAMME = Programme(Registry.of(skillcert_cafe))


@pytest.fixture
def rubric() -> Rubric:
    """The workshop's rubric."""
    return PROGRAMME.registry.rubric("cafe", "cafe")


def points(rubric: Rubric, levels: dict[str, PerformanceLevel]) -> tuple[str, ...]:
    """Return the routines on a certificate with *levels*."""
    record = make_record(rubric, workshop="cafe", criteria=levels, on=ON)
    sections = PROGRAMME.draft(record, language="en", on=ON).certificate.sections
    return tuple(item for section in sections for item in _items(section))


def _items(section: Section) -> tuple[str, ...]:
    return tuple(i for b in section.blocks if isinstance(b, ItemList) for i in b.items)


def test_routines_that_were_used_are_listed(rubric: Rubric) -> None:
    """A hygiene skill brings its routine, from "with some help" on."""
    for level in (PerformanceLevel.SOME_HELP, PerformanceLevel.INDEPENDENT):
        assert len(points(rubric, {"keeps_personal_hygiene": level})) == 1


def test_a_routine_that_was_only_shown_is_not_listed(rubric: Rubric) -> None:
    """Who has only taken part has not used the routine."""
    assert points(rubric, {"keeps_personal_hygiene": PerformanceLevel.GUIDED}) == ()


def test_hygiene_comes_before_food(rubric: Rubric) -> None:
    """Food for people with allergies waits for personal hygiene and allergens."""
    criterion = rubric.criterion("cooks_for_allergies")
    assert criterion is not None
    first = {prerequisite.criterion for prerequisite in criterion.requires}
    assert {"keeps_personal_hygiene", "checks_allergens"} <= first
    assert criterion.second_assessor


def test_allergens_are_renewed(rubric: Rubric) -> None:
    """What is known of allergens is signed anew every year."""
    criterion = rubric.criterion("checks_allergens")
    assert criterion is not None
    assert criterion.renew_after_months == 12
