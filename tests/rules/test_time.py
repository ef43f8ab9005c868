"""Days: what is dated later, what ends, what was taken back when."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from skillcert.rules import MissingKind

from .builders import (
    GUIDED,
    GUIDES_OTHERS,
    INDEPENDENT,
    SAND,
    SOME_HELP,
    day,
    done,
    guided,
    kinds,
    level,
    record,
    rubric,
    signed,
    standing,
    with_changes,
    withdrawn,
)

WOOD = rubric(SAND)
YEARLY = with_changes(SAND, renew_after_months=12)


def test_a_sign_off_counts_from_its_day() -> None:
    """A sign-off counts on its own day and after, not before."""
    seen = record(done("e1", day(1)), signed("s1", day(3), GUIDED, "e1"))
    assert level(WOOD, seen, day(2)) is None
    assert level(WOOD, seen, day(3)) is GUIDED


def test_what_is_dated_later_is_not_looked_at() -> None:
    """Evidence, sign-offs and withdrawals after the day of the question change nothing."""
    now = record(done("e1", day(1)), signed("s1", day(1), GUIDED, "e1"))
    later = attrs.evolve(
        now,
        evidence=(*now.evidence, guided("e2", day(9))),
        sign_offs=(*now.sign_offs, signed("s2", day(9), GUIDES_OTHERS, "e2")),
        withdrawals=(withdrawn("w1", day(9), "s1"),),
    )
    assert standing(WOOD, later, day(8)) == standing(WOOD, now, day(8))


def test_evidence_after_the_sign_off_does_not_carry_it() -> None:
    """A sign-off rests on what was seen up to its day."""
    early = record(done("e1", day(5)), signed("s1", day(1), GUIDED, "e1"))
    assert level(WOOD, early, day(6)) is None


@pytest.mark.parametrize(
    ("signed_on", "months", "last_day"),
    [
        (dt.date(2024, 6, 12), 12, dt.date(2025, 6, 12)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2024, 2, 29), 48, dt.date(2028, 2, 29)),
        (dt.date(2023, 2, 28), 12, dt.date(2024, 2, 28)),
        (dt.date(2025, 1, 31), 1, dt.date(2025, 2, 28)),
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2025, 5, 31), 6, dt.date(2025, 11, 30)),
        (dt.date(2025, 12, 31), 2, dt.date(2026, 2, 28)),
        (dt.date(2025, 11, 30), 1, dt.date(2025, 12, 30)),
    ],
)
def test_months_end_with_the_day_of_the_same_date(
    signed_on: dt.date, months: int, last_day: dt.date
) -> None:
    """A level that must be renewed counts up to and including the same date of the last month.

    If that month has no such date, to its last day: Regulation (EEC, Euratom) No 1182/71,
    article 3(2)(c).
    """
    limited = with_changes(SAND, renew_after_months=months)
    seen = record(done("e1", signed_on), signed("s1", signed_on, GUIDED, "e1"))
    assert level(limited, seen, last_day) is GUIDED
    assert standing(limited, seen, last_day).expires_on == last_day + dt.timedelta(days=1)
    assert level(limited, seen, last_day + dt.timedelta(days=1)) is None


def test_the_end_of_the_calendar_is_no_error() -> None:
    """A period that would end after the year 9999 does not end."""
    last = dt.date(9999, 12, 31)
    seen = record(done("e1", last), signed("s1", last, GUIDED, "e1"))
    found = standing(with_changes(SAND, renew_after_months=120), seen, last)
    assert (found.level, found.expires_on) == (GUIDED, None)


def test_what_need_not_be_renewed_does_not_expire() -> None:
    """Without months in the rubric a level stands for good."""
    seen = record(done("e1", day(0)), signed("s1", day(0), GUIDED, "e1"))
    found = standing(WOOD, seen, dt.date(2099, 1, 1))
    assert (found.level, found.expires_on) == (GUIDED, None)


def test_an_expired_level_says_since_when() -> None:
    """What has expired waits to be signed anew, and the first day without it is named."""
    seen = record(
        done("e1", dt.date(2024, 3, 1)), signed("s1", dt.date(2024, 3, 1), INDEPENDENT, "e1")
    )
    found = standing(YEARLY, seen, dt.date(2025, 5, 1))
    assert found.level is None
    (missing,) = found.missing
    assert (missing.kind, missing.level) == (MissingKind.EXPIRED, INDEPENDENT)
    assert missing.since == dt.date(2025, 3, 2)


def test_a_renewal_counts_on() -> None:
    """A new sign-off with a new occasion keeps the level, with a new end."""
    renewed = record(
        done("e1", dt.date(2024, 3, 1)),
        signed("s1", dt.date(2024, 3, 1), INDEPENDENT, "e1"),
        done("e2", dt.date(2025, 2, 1)),
        signed("s2", dt.date(2025, 2, 1), INDEPENDENT, "e2"),
    )
    found = standing(YEARLY, renewed, dt.date(2025, 5, 1))
    assert (found.level, found.missing) == (INDEPENDENT, ())
    assert found.expires_on == dt.date(2026, 2, 2)


def test_the_longest_lasting_sign_off_stands() -> None:
    """Of two sign-offs at the level that stands, the one that lasts longer is named."""
    renewed = record(
        done("e1", dt.date(2024, 3, 1)),
        done("e2", dt.date(2024, 9, 1)),
        signed("s1", dt.date(2024, 3, 1), INDEPENDENT, "e1"),
        signed("s2", dt.date(2024, 9, 1), INDEPENDENT, "e2"),
    )
    found = standing(YEARLY, renewed, dt.date(2024, 10, 1))
    assert found.sign_off is not None
    assert (found.sign_off.id, found.expires_on) == ("s2", dt.date(2025, 9, 2))


def test_a_renewal_rests_on_something_seen_lately() -> None:
    """A renewal that cites only what is older than its period waits for one occasion."""
    on_paper = record(
        done("e1", dt.date(2024, 3, 1)),
        signed("s1", dt.date(2024, 3, 1), INDEPENDENT, "e1"),
        signed("s2", dt.date(2025, 5, 1), INDEPENDENT, "e1"),
    )
    found = standing(YEARLY, on_paper, dt.date(2025, 5, 1))
    assert found.level is None
    (missing,) = found.missing
    assert (missing.kind, missing.have, missing.need) == (MissingKind.OCCASIONS, 0, 1)


def test_earlier_occasions_count_for_a_renewal() -> None:
    """Whoever renews need not show every occasion again: one new one is enough."""
    strict = with_changes(
        SAND, renew_after_months=12, evidence=attrs.evolve(SAND.evidence, occasions=3, days=3)
    )
    renewed = record(
        *(done(f"e{i}", dt.date(2024, 3, i)) for i in (1, 2, 3)),
        signed("s1", dt.date(2024, 3, 3), INDEPENDENT, "e1", "e2", "e3"),
        done("e4", dt.date(2025, 3, 20)),
        signed("s2", dt.date(2025, 3, 20), INDEPENDENT, "e4"),
    )
    assert level(strict, renewed, dt.date(2025, 4, 1)) is INDEPENDENT


def test_a_newer_lower_level_stands_when_the_higher_has_expired() -> None:
    """A later, lower sign-off waits behind the higher one, and stands when that has expired."""
    both = record(
        done("e1", dt.date(2024, 3, 1)),
        signed("s1", dt.date(2024, 3, 1), INDEPENDENT, "e1"),
        done("e2", dt.date(2024, 12, 1)),
        signed("s2", dt.date(2024, 12, 1), SOME_HELP, "e2"),
    )
    assert level(YEARLY, both, dt.date(2025, 3, 1)) is INDEPENDENT
    found = standing(YEARLY, both, dt.date(2025, 3, 2))
    assert found.level is SOME_HELP
    assert kinds(found.missing) == {MissingKind.EXPIRED}
