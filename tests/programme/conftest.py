"""A programme with the bicycle workshop, and records in it."""

from __future__ import annotations

import datetime as dt

import pytest
import skillcert_bicycle

from skillcert import Programme, Registry
from skillcert.model import EvidenceRecord, PerformanceLevel, Rubric
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)


@pytest.fixture(scope="session")
def programme() -> Programme:
    """A programme with the bicycle workshop alone."""
    return Programme(Registry.of(skillcert_bicycle))


@pytest.fixture(scope="session")
def rubric(programme: Programme) -> Rubric:
    """The bicycle workshop's rubric."""
    return programme.registry.rubric("bicycle", "bicycle")


@pytest.fixture
def record(rubric: Rubric) -> EvidenceRecord:
    """A record with skills at all four levels."""
    levels = {
        "washes_bicycles": PerformanceLevel.GUIDES_OTHERS,
        "mends_puncture": PerformanceLevel.INDEPENDENT,
        "safety_order": PerformanceLevel.INDEPENDENT,
        "trues_wheels": PerformanceLevel.SOME_HELP,
        "adjusts_hub_gears": PerformanceLevel.GUIDED,
    }
    return make_record(rubric, workshop="bicycle", criteria=levels, name="Đorđe Šćepanović", on=ON)
