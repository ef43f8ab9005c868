"""Withdrawals and corrections: new records that cite the old."""

from __future__ import annotations

from .builders import (
    GUIDED,
    INDEPENDENT,
    SAND,
    SOME_HELP,
    day,
    done,
    level,
    record,
    rubric,
    signed,
    withdrawn,
)

WOOD = rubric(SAND)
SEEN = done("e1", day(0))
FIRST_WORD = signed("s1", day(1), INDEPENDENT, "e1")


def test_a_withdrawal_counts_from_its_day() -> None:
    """A sign-off counts until the day of its withdrawal; asked about before, it still does."""
    taken_back = record(SEEN, FIRST_WORD, withdrawn("w1", day(3), "s1"))
    assert level(WOOD, taken_back, day(2)) is INDEPENDENT
    assert level(WOOD, taken_back, day(3)) is None


def test_a_withdrawal_leaves_the_other_sign_offs() -> None:
    """What was signed besides stands on its own evidence."""
    lower = signed("s2", day(1), GUIDED, "e1")
    assert level(WOOD, record(SEEN, FIRST_WORD, lower, withdrawn("w1", day(3), "s1")), day(3)) is (
        GUIDED
    )


def test_what_only_a_withdrawn_sign_off_cited_no_longer_counts() -> None:
    """Evidence that no sign-off in force cites carries nothing, until it is cited anew."""
    leaning = (SEEN, FIRST_WORD, signed("s2", day(2), GUIDED), withdrawn("w1", day(3), "s1"))
    assert level(WOOD, record(*leaning), day(2)) is INDEPENDENT
    assert level(WOOD, record(*leaning), day(3)) is None
    citing = signed("s3", day(4), GUIDED, "e1")
    assert level(WOOD, record(*leaning, citing), day(4)) is GUIDED


def test_a_correction_takes_the_place_of_the_old() -> None:
    """From its day on a correction counts in place of what it cites, lower or higher."""
    corrected = record(SEEN, FIRST_WORD, signed("s2", day(3), SOME_HELP, "e1", corrects="s1"))
    assert level(WOOD, corrected, day(2)) is INDEPENDENT
    assert level(WOOD, corrected, day(3)) is SOME_HELP


def test_in_a_chain_of_corrections_the_last_counts() -> None:
    """A correction of a correction counts alone."""
    chain = (
        SEEN,
        FIRST_WORD,
        signed("s2", day(3), GUIDED, "e1", corrects="s1"),
        signed("s3", day(5), SOME_HELP, "e1", corrects="s2"),
    )
    assert [level(WOOD, record(*chain), day(n)) for n in (1, 3, 5)] == [
        INDEPENDENT,
        GUIDED,
        SOME_HELP,
    ]


def test_withdrawing_a_correction_does_not_bring_the_old_back() -> None:
    """What was corrected was found wrong; taking back a word gives none. It is signed anew."""
    undone = (
        SEEN,
        FIRST_WORD,
        signed("s2", day(3), GUIDED, "e1", corrects="s1"),
        withdrawn("w1", day(4), "s2"),
    )
    assert level(WOOD, record(*undone), day(4)) is None
    anew = signed("s3", day(5), INDEPENDENT, "e1")
    assert level(WOOD, record(*undone, anew), day(5)) is INDEPENDENT


def test_correcting_a_withdrawn_sign_off_is_signing_anew() -> None:
    """A correction may cite what was withdrawn; it counts like any other sign-off."""
    revived = record(
        SEEN,
        FIRST_WORD,
        withdrawn("w1", day(2), "s1"),
        signed("s2", day(3), SOME_HELP, "e1", corrects="s1"),
    )
    assert level(WOOD, revived, day(2)) is None
    assert level(WOOD, revived, day(3)) is SOME_HELP
