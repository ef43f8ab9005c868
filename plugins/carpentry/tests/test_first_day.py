"""Nobody is signed as independent at a machine on the first day."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
import skillcert_carpentry

from skillcert import Registry
from skillcert.model import EvidenceRecord, PerformanceLevel, Reference, Rubric, Withdrawal
from skillcert.plugins import Remark
from skillcert.testing import make_question, make_record

ON = dt.date(2025, 6, 30)
REGISTRY = Registry.of(skillcert_carpentry)
LEVEL = PerformanceLevel
BEFORE = [LEVEL.GUIDED, LEVEL.SOME_HELP]
ALONE = [LEVEL.INDEPENDENT, LEVEL.GUIDES_OTHERS]


@pytest.fixture
def rubric() -> Rubric:
    """The workshop's rubric."""
    return REGISTRY.rubric("carpentry", "carpentry")


def record(
    rubric: Rubric, level: LEVEL, *, machine: str = "uses_table_saw", safety: dt.date | None = None
) -> EvidenceRecord:
    """Return a record in which a machine is signed on 30 June, and machine safety on *safety*."""
    made = make_record(rubric, workshop="carpentry", criteria={machine: level}, on=ON)
    if safety is None:
        return made
    return attrs.evolve(
        made,
        sign_offs=tuple(
            attrs.evolve(one, on=safety) if one.criterion == "machine_safety" else one
            for one in made.sign_offs
        ),
    )


def asked(rubric: Rubric, of: EvidenceRecord, skill: str = "uses_table_saw") -> tuple[Remark, ...]:
    """Return what the workshop says of the sign-off."""
    return REGISTRY.sign_off_remarks(make_question(rubric, of, skill, on=ON))


@pytest.mark.parametrize("level", ALONE)
def test_on_the_first_day_nobody_is_independent(level: LEVEL, rubric: Rubric) -> None:
    """A machine signed on the day of the safety introduction is refused, in each language."""
    (remark,) = asked(rubric, record(rubric, level, safety=ON))
    assert remark.refuses
    assert remark.text.languages == ("da", "en", "nb", "nn")
    assert "maskinsikkerhet" in remark.text.get("nb")


@pytest.mark.parametrize("level", ALONE)
def test_from_the_next_day_on_it_can_be_signed(level: LEVEL, rubric: Rubric) -> None:
    """A day between is enough, as far as this rule goes."""
    yesterday = ON - dt.timedelta(days=1)
    assert asked(rubric, record(rubric, level, safety=yesterday)) == ()


@pytest.mark.parametrize("level", BEFORE)
def test_work_beside_somebody_can_be_signed_at_once(level: LEVEL, rubric: Rubric) -> None:
    """Guided, and with some help: that is what the first day is for."""
    assert asked(rubric, record(rubric, level, safety=ON)) == ()


def test_an_introduction_that_was_taken_back_is_none(rubric: Rubric) -> None:
    """What was signed and withdrawn does not count as the introduction."""
    of = record(rubric, LEVEL.INDEPENDENT, safety=ON - dt.timedelta(days=9))
    safety = next(one for one in of.sign_offs if one.criterion == "machine_safety")
    gone = Withdrawal(id=Reference("w"), sign_off=safety.id, on=ON, assessor=Reference("a1"))
    (remark,) = asked(rubric, attrs.evolve(of, withdrawals=(gone,)))
    assert remark.refuses


def test_what_is_no_machine_has_no_such_rule(rubric: Rubric) -> None:
    """Hand tools, hand-held machines and machine safety itself are signed when they are seen."""
    for skill in ("saws_by_hand", "uses_jigsaw", "machine_safety"):
        of = make_record(rubric, workshop="carpentry", criteria=[skill], on=ON)
        assert asked(rubric, of, skill) == ()
