"""The bicycle workshop, complete in four languages."""

from __future__ import annotations

import datetime as dt

import pytest
import skillcert_bicycle
from skillcert_bicycle.safety_check import CHECKED_BY_LIST

from skillcert import Programme, Registry
from skillcert.model import ItemList, Paragraph, PerformanceLevel, Rubric
from skillcert.testing import check_plugin, make_record

ON = dt.date(2025, 6, 30)
LANGUAGES = ("en", "nb", "nn", "da")
SHARED = 9


@pytest.fixture(scope="module")
def programme() -> Programme:
    """A programme with the bicycle workshop alone."""
    return Programme(Registry.of(skillcert_bicycle))


@pytest.fixture(scope="module")
def rubric(programme: Programme) -> Rubric:
    """The workshop's rubric."""
    return programme.registry.rubric("bicycle", "bicycle")


def test_it_keeps_the_contract_of_plugins() -> None:
    """The plugin passes the conformance suite that every plugin's author runs."""
    check_plugin(skillcert_bicycle)


def test_it_is_as_deep_as_the_trade(rubric: Rubric) -> None:
    """There are at least 24 trade criteria, the nine shared ones, and 45 tasks of the trade."""
    own = [c for c in rubric.criteria if not c.shared]
    shared = [c for c in rubric.criteria if c.shared]
    tasks = {task for criterion in own for task in criterion.tasks}
    assert len(own) >= 24
    assert len(shared) == SHARED
    assert len(tasks) >= 45


def test_it_speaks_four_languages(rubric: Rubric) -> None:
    """Every text exists in English, bokmål, nynorsk and Danish."""
    assert set(rubric.languages) == set(LANGUAGES)


def test_selling_and_hiring_out_wait_for_the_release_check(rubric: Rubric) -> None:
    """Nobody hands a bicycle to a customer who cannot say that it is safe."""
    for key in ("sells_bicycles", "hires_out_bicycles"):
        criterion = rubric.criterion(key)
        assert criterion is not None
        assert "release_check" in {first.criterion for first in criterion.requires}


def test_the_battery_stays_closed(rubric: Rubric) -> None:
    """E-bike work starts with safe handling of the battery, and says that it stays closed."""
    criterion = rubric.criterion("maintains_ebikes")
    assert criterion is not None
    assert "handles_ebike_batteries" in {first.criterion for first in criterion.requires}
    assert "without opening" in rubric.text("en").criterion("maintains_ebikes").does


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_safety_check_stands_under_skills_that_it_measures(
    programme: Programme, rubric: Rubric, language: str
) -> None:
    """A certificate with a skill that the list measures prints the list, in its language."""
    record = make_record(
        rubric, workshop="bicycle", criteria={"safety_check": PerformanceLevel.INDEPENDENT}, on=ON
    )
    (section,) = programme.draft(record, language=language, on=ON).certificate.sections
    sentence, points = section.blocks
    assert isinstance(sentence, Paragraph)
    assert isinstance(points, ItemList)
    assert len(points.items) == 12


def test_no_safety_check_under_other_skills(programme: Programme, rubric: Rubric) -> None:
    """A certificate without such a skill does not print the list."""
    levels = {"washes_bicycles": PerformanceLevel.INDEPENDENT}
    record = make_record(rubric, workshop="bicycle", criteria=levels, on=ON)
    assert programme.draft(record, language="nb", on=ON).certificate.sections == ()


def test_what_the_list_measures_is_in_the_rubric(rubric: Rubric) -> None:
    """The criteria that bring the list exist."""
    assert all(rubric.criterion(key) for key in CHECKED_BY_LIST)
