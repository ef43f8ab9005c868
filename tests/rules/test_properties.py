"""What holds of every record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import TypeVar

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillcert.model import EvidenceRecord, PerformanceLevel, Rubric
from skillcert.rules import next_tasks, record_problems, standing_of

from .builders import DIGEST, GUIDES_OTHERS, talk, withdrawn
from .strategies import cases, days, evidences, sign_offs

# Other work on the machine makes no test fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

T = TypeVar("T")
Case = tuple[Rubric, EvidenceRecord, dt.date]


def steps(case: Case) -> Mapping[str, int]:
    """Return each criterion's place in the scale, -1 for none."""
    of, in_record, on = case
    return {s.criterion.id: _step(s.level) for s in standing_of(of, in_record, on=on)}


def _step(level: PerformanceLevel | None) -> int:
    return -1 if level is None else level.step


def told(of: Rubric, in_record: EvidenceRecord, on: dt.date) -> list[tuple[object, ...]]:
    """Return what the standings say, with sign-offs by their ids."""
    return [
        (s.criterion.id, s.level, s.sign_off and s.sign_off.id, s.expires_on, s.missing)
        for s in standing_of(of, in_record, on=on)
    ]


def shuffled(in_record: EvidenceRecord, random: Random) -> EvidenceRecord:
    """Return the record with everything in another order."""

    def mixed(entries: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(entries, len(entries)))

    return attrs.evolve(
        in_record,
        evidence=mixed(in_record.evidence),
        sign_offs=tuple(
            attrs.evolve(one, evidence=mixed(one.evidence)) for one in mixed(in_record.sign_offs)
        ),
        withdrawals=mixed(in_record.withdrawals),
    )


@unhurried
@given(case=cases(), data=st.data())
def test_more_evidence_never_lowers(case: Case, data: st.DataObject) -> None:
    """Evidence that is added, cited or not, lowers no standing on any day."""
    of, before, on = case
    added = data.draw(evidences(of, "new"))
    cited = tuple(
        attrs.evolve(one, evidence=(*one.evidence, added.id)) if data.draw(st.booleans()) else one
        for one in before.sign_offs
    )
    after = attrs.evolve(before, evidence=(*before.evidence, added), sign_offs=cited)
    lower, higher = steps(case), steps((of, after, on))
    assert all(higher[key] >= lower[key] for key in lower)


@unhurried
@given(case=cases(), data=st.data())
def test_another_sign_off_never_lowers(case: Case, data: st.DataObject) -> None:
    """A sign-off that is added and corrects nothing lowers no standing, whatever its level."""
    of, before, on = case
    added = data.draw(sign_offs(of, "new", [one.id for one in before.evidence], []))
    after = attrs.evolve(before, sign_offs=(*before.sign_offs, added))
    lower, higher = steps(case), steps((of, after, on))
    assert all(higher[key] >= lower[key] for key in lower)


@unhurried
@given(case=cases(), data=st.data())
def test_withdrawing_never_raises(case: Case, data: st.DataObject) -> None:
    """Withdrawing any sign-off, a correction among them, raises no standing."""
    of, before, on = case
    if before.sign_offs:
        gone = withdrawn("new", data.draw(days), data.draw(st.sampled_from(before.sign_offs)).id)
        after = attrs.evolve(before, withdrawals=(*before.withdrawals, gone))
        higher, lower = steps(case), steps((of, after, on))
        assert all(lower[key] <= higher[key] for key in lower)


@unhurried
@given(case=cases(), random=st.randoms())
def test_the_order_of_the_record_decides_nothing(case: Case, random: Random) -> None:
    """Standings and suggestions are the same, in whatever order the record lists its entries."""
    of, in_record, on = case
    mixed = shuffled(in_record, random)
    assert told(of, mixed, on) == told(of, in_record, on)
    assert next_tasks(of, mixed, on=on) == next_tasks(of, in_record, on=on)


@unhurried
@given(case=cases())
def test_the_order_of_the_rubric_decides_no_standing(case: Case) -> None:
    """A rubric that lists its criteria the other way round gives the same standings."""
    of, in_record, on = case
    turned = attrs.evolve(of, criteria=of.criteria[::-1])
    assert standing_of(turned, in_record, on=on) == standing_of(of, in_record, on=on)[::-1]


@unhurried
@given(case=cases())
def test_a_conversation_changes_no_standing(case: Case) -> None:
    """A first conversation feeds the suggestions and nothing else, even if it is cited."""
    of, before, on = case
    heard = talk("new", on, *of.groups)
    cited = tuple(attrs.evolve(one, evidence=(*one.evidence, heard.id)) for one in before.sign_offs)
    after = attrs.evolve(before, evidence=(*before.evidence, heard), sign_offs=cited)
    assert told(of, after, on) == told(of, before, on)


@unhurried
@given(case=cases())
def test_the_future_is_not_looked_at(case: Case) -> None:
    """What is dated after the day changes neither standings nor suggestions."""
    of, in_record, on = case
    past = attrs.evolve(
        in_record,
        evidence=tuple(one for one in in_record.evidence if one.on <= on),
        sign_offs=tuple(one for one in in_record.sign_offs if one.on <= on),
        withdrawals=tuple(one for one in in_record.withdrawals if one.on <= on),
    )
    assert standing_of(of, past, on=on) == standing_of(of, in_record, on=on)
    assert next_tasks(of, past, on=on) == next_tasks(of, in_record, on=on)


@unhurried
@given(case=cases())
def test_an_end_is_an_end(case: Case) -> None:
    """A level stands up to the day before its end, and is no longer carried on the day itself."""
    of, in_record, on = case
    still = attrs.evolve(
        in_record,
        sign_offs=tuple(one for one in in_record.sign_offs if one.on <= on),
        withdrawals=tuple(one for one in in_record.withdrawals if one.on <= on),
    )
    for standing in standing_of(of, still, on=on):
        if standing.expires_on is not None:
            key, end = standing.criterion.id, standing.expires_on
            before = steps((of, still, end - dt.timedelta(days=1)))[key]
            assert before >= _step(standing.level)
            assert steps((of, still, end))[key] < _step(standing.level)


@unhurried
@given(case=cases(), limit=st.integers(-1, 8))
def test_suggestions_are_a_step_beyond(case: Case, limit: int) -> None:
    """Every suggestion is a free step, none comes twice, and there are never too many."""
    of, in_record, on = case
    standings = {s.criterion.id: s.level for s in standing_of(of, in_record, on=on)}
    suggestions = next_tasks(of, in_record, on=on, limit=limit)
    assert len(suggestions) <= max(0, limit)
    assert len({one.task for one in suggestions}) == len(suggestions)
    assert len({one.criterion for one in suggestions}) == len(suggestions)
    for one in suggestions:
        level = standings[one.criterion]
        assert level is not GUIDES_OTHERS
        assert one.towards.step > _step(level)
        criterion = of.criterion(one.criterion)
        assert criterion is not None
        assert one.task in criterion.tasks
        for other in of.criteria:
            if one.task in other.tasks:
                assert all(
                    _step(standings[first.criterion]) >= first.level.step
                    for first in other.requires
                    if first.criterion != one.criterion
                )


@unhurried
@given(case=cases())
def test_what_is_missing_lies_above(case: Case) -> None:
    """What is missing is said only of levels above the one that stands."""
    of, in_record, on = case
    for standing in standing_of(of, in_record, on=on):
        assert all(one.level.step > _step(standing.level) for one in standing.missing)


@unhurried
@given(case=cases())
def test_checking_never_raises(case: Case) -> None:
    """Whatever a record holds, checking it gives problems and no exception."""
    of, in_record, _ = case
    assert all(one.what for one in record_problems(in_record, of, DIGEST))
