"""The carpentry workshop: machines behind their safety, and named only where they were used."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
import skillcert_carpentry

from skillcert import Programme, Registry
from skillcert.model import (
    EvidenceKind,
    EvidenceRecord,
    ItemList,
    PerformanceLevel,
    Rubric,
    Section,
)
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)
PROGRAMME = Programme(Registry.of(skillcert_carpentry))


@pytest.fixture
def rubric() -> Rubric:
    """The workshop's rubric."""
    return PROGRAMME.registry.rubric("carpentry", "carpentry")


def sections(rubric: Rubric, levels: dict[str, PerformanceLevel]) -> tuple[Section, ...]:
    """Return the sections of a certificate with *levels* and nothing else shown."""
    record = make_record(rubric, workshop="carpentry", criteria=levels, on=ON)
    return PROGRAMME.draft(record, language="en", on=ON).certificate.sections


def test_stationary_machines_wait_for_machine_safety(rubric: Rubric) -> None:
    """Every stationary machine comes after machine safety and needs separate training."""
    machines = [c for c in rubric.criteria if c.group == "machines" and c.id != "machine_safety"]
    assert len(machines) >= 5
    for machine in machines:
        assert "machine_safety" in {first.criterion for first in machine.requires}
        assert machine.separate_training


def test_a_machine_used_independently_is_named(rubric: Rubric) -> None:
    """The section names the machines that somebody uses independently."""
    (section,) = sections(rubric, {"uses_table_saw": PerformanceLevel.INDEPENDENT})
    (points,) = [block for block in section.blocks if isinstance(block, ItemList)]
    assert points.items == ("Table saw",)


def test_a_machine_used_under_guidance_is_not_named(rubric: Rubric) -> None:
    """Under guidance somebody else answers for the machine."""
    assert sections(rubric, {"uses_table_saw": PerformanceLevel.GUIDED}) == ()


def test_a_machine_without_training_is_not_independent(rubric: Rubric) -> None:
    """Without evidence of the separate training the skill waits, and so does the section."""
    levels = {"uses_table_saw": PerformanceLevel.INDEPENDENT}
    record = make_record(rubric, workshop="carpentry", criteria=levels, on=ON)
    standing = {str(s.criterion.id): s for s in PROGRAMME.standing(_without_courses(record), on=ON)}
    assert standing["uses_table_saw"].level is None
    assert [m.kind.value for m in standing["uses_table_saw"].missing] == ["separate_training"]


def _without_courses(record: EvidenceRecord) -> EvidenceRecord:
    kept = tuple(e for e in record.evidence if e.kind is not EvidenceKind.OUTSIDE_COURSE)
    ids = {evidence.id for evidence in kept}
    return attrs.evolve(
        record,
        evidence=kept,
        sign_offs=tuple(
            attrs.evolve(s, evidence=tuple(key for key in s.evidence if key in ids))
            for s in record.sign_offs
        ),
    )
