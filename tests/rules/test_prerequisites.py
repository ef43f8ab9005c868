"""What must come first."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from skillcert.model import PerformanceLevel
from skillcert.rules import MissingKind

from .builders import (
    GUIDED,
    GUIDES_OTHERS,
    INDEPENDENT,
    SOME_HELP,
    day,
    done,
    kinds,
    level,
    mastered,
    record,
    rubric,
    signed,
    skill,
    standing,
    withdrawn,
)

SAFE = skill("safe")
SAW = skill("saw", after=[("safe", INDEPENDENT)])
WORKS = rubric(SAFE, SAW)
AT_NEW_YEAR = dt.date(2024, 1, 1)


@pytest.mark.parametrize("signed_level", [GUIDED, SOME_HELP, INDEPENDENT, GUIDES_OTHERS])
def test_prerequisites_hold_at_every_level(signed_level: PerformanceLevel) -> None:
    """Nobody works at a machine, guided or not, before its safety criterion is signed."""
    found = standing(WORKS, record(*mastered("saw", signed_level)), day(1), "saw")
    assert found.level is None
    (missing,) = found.missing
    assert missing.kind is MissingKind.PREREQUISITE
    assert (missing.level, missing.criterion) == (signed_level, "safe")
    assert missing.criterion_level is INDEPENDENT


def test_a_prerequisite_must_have_its_level() -> None:
    """A prerequisite that is signed at a lower level than needed is not reached."""
    low = record(*mastered("safe", SOME_HELP), *mastered("saw"))
    assert level(WORKS, low, day(1), "saw") is None
    high = record(*mastered("safe", GUIDES_OTHERS), *mastered("saw"))
    assert level(WORKS, high, day(1), "saw") is INDEPENDENT


def test_a_prerequisite_that_was_met_later_counts_from_then() -> None:
    """A prerequisite reached only after the dependent sign-off makes that count from then on."""
    late = record(*mastered("saw", on=day(1)), *mastered("safe", on=day(5)))
    assert level(WORKS, late, day(4), "saw") is None
    assert level(WORKS, late, day(5), "saw") is INDEPENDENT


def test_an_expired_prerequisite_makes_the_dependent_wait() -> None:
    """When a safety criterion has expired, what builds on it waits, and comes back with it."""
    works = rubric(skill("safe", renew_after_months=12), SAW)
    entries = (*mastered("safe", on=AT_NEW_YEAR), *mastered("saw", on=AT_NEW_YEAR))
    assert level(works, record(*entries), dt.date(2025, 1, 1), "saw") is INDEPENDENT
    found = standing(works, record(*entries), dt.date(2025, 1, 2), "saw")
    assert found.level is None
    assert kinds(found.missing) == {MissingKind.PREREQUISITE}
    renewed = record(
        *entries,
        done("e9", day(100), "safe_task"),
        signed("s9", day(100), INDEPENDENT, "e9", criterion="safe"),
    )
    assert level(works, renewed, day(100), "saw") is INDEPENDENT


def test_a_withdrawn_prerequisite_makes_the_dependent_wait() -> None:
    """Taking back the safety sign-off takes what builds on it off new papers."""
    taken_back = record(*mastered("safe"), *mastered("saw"), withdrawn("w1", day(3), "s-safe"))
    assert level(WORKS, taken_back, day(2), "saw") is INDEPENDENT
    assert level(WORKS, taken_back, day(3), "saw") is None


def test_a_standing_ends_with_its_prerequisite() -> None:
    """The end that is told is that of the prerequisite, where that comes first; along a chain."""
    works = rubric(
        skill("safe", renew_after_months=12),
        skill("saw", after=[("safe", INDEPENDENT)]),
        skill("build", after=[("saw", GUIDED)], renew_after_months=36),
    )
    entries = [one for key in ("safe", "saw", "build") for one in mastered(key, on=AT_NEW_YEAR)]
    for key in ("safe", "saw", "build"):
        found = standing(works, record(*entries), dt.date(2024, 6, 1), key)
        assert found.expires_on == dt.date(2025, 1, 2)


def test_a_lower_level_of_the_prerequisite_may_last_longer() -> None:
    """A prerequisite holds as long as any sign-off reaches the level that is needed."""
    works = rubric(skill("safe", renew_after_months=12), skill("saw", after=[("safe", SOME_HELP)]))
    entries = (
        *mastered("safe", on=AT_NEW_YEAR),
        done("e9", dt.date(2024, 7, 1), "safe_task"),
        signed("s9", dt.date(2024, 7, 1), SOME_HELP, "e9", criterion="safe"),
        *mastered("saw", on=AT_NEW_YEAR),
    )
    for asked in (dt.date(2024, 8, 1), dt.date(2025, 2, 1)):
        found = standing(works, record(*entries), asked, "saw")
        assert (found.level, found.expires_on) == (INDEPENDENT, dt.date(2025, 7, 2))


def test_a_chain_of_prerequisites_is_followed_to_its_start() -> None:
    """What builds on a waiting criterion waits, too, in whatever order the rubric lists them."""
    chain = [skill("c", after=[("b", GUIDED)]), skill("b", after=[("a", GUIDED)]), skill("a")]
    entries = [one for key in ("b", "c") for one in mastered(key)]
    for criteria in (chain, chain[::-1]):
        works = rubric(*criteria)
        waiting = standing(works, record(*entries), day(1), "c")
        assert [m.criterion for m in waiting.missing] == ["b"]
        assert level(works, record(*entries, *mastered("a")), day(1), "c") is INDEPENDENT


def test_a_long_chain_is_no_error() -> None:
    """A chain of thousands of prerequisites is judged like a short one."""
    count = 3_000
    keys = [f"k{i}" for i in range(count)]
    works = rubric(
        skill(keys[0]),
        *(skill(key, after=[(before, GUIDED)]) for before, key in pairwise(keys)),
    )
    entries = [one for key in keys for one in mastered(key)]
    assert level(works, record(*entries), day(1), keys[-1]) is INDEPENDENT


def test_prerequisites_in_a_circle_are_never_reached() -> None:
    """A rubric with a circle of prerequisites, built past the file checks, gives no level in it."""
    circle = rubric(
        skill("a", after=[("b", GUIDED)]),
        skill("b", after=[("a", GUIDED)]),
        skill("alone", after=[("alone", GUIDED)]),
        skill("free"),
    )
    entries = [one for key in ("a", "b", "alone", "free") for one in mastered(key)]
    levels = {
        key: level(circle, record(*entries), day(1), key) for key in ("a", "b", "alone", "free")
    }
    assert levels == {"a": None, "b": None, "alone": None, "free": INDEPENDENT}


def test_a_prerequisite_that_is_not_in_the_rubric_is_not_reached() -> None:
    """A prerequisite that the rubric does not have is never reached."""
    works = rubric(skill("saw", after=[("nowhere", GUIDED)]))
    assert level(works, record(*mastered("saw")), day(1), "saw") is None


def test_what_was_not_signed_waits_for_no_prerequisite() -> None:
    """Where nothing was signed, an open prerequisite is not said to be missing."""
    assert standing(WORKS, record(), day(1), "saw").missing == ()
