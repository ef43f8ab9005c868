"""What counts as achieved, on the day and by the evidence."""

from __future__ import annotations

import attrs
import pytest

from skillcert.model import EvidenceKind, EvidenceRule, PerformanceLevel
from skillcert.rules import MissingKind, Standing, standing_of

from .builders import (
    FIRST,
    GUIDED,
    GUIDES_OTHERS,
    INDEPENDENT,
    SAND,
    SECOND,
    SOME_HELP,
    course,
    day,
    done,
    guided,
    kinds,
    level,
    record,
    rubric,
    signed,
    skill,
    standing,
    talk,
    with_changes,
)

WOOD = rubric(SAND)
THREE_ON_TWO_DAYS = with_changes(SAND, evidence=EvidenceRule(occasions=3, days=2))


def test_not_marked_is_no_level() -> None:
    """What nobody signed has no level, waits for nothing, and differs from the lowest level."""
    (unmarked,) = standing_of(WOOD, record(done("e1", day(1))), on=day(2))
    assert unmarked == Standing(criterion=SAND)
    guided_once = record(done("e1", day(1)), signed("s1", day(1), GUIDED, "e1"))
    assert level(WOOD, guided_once, day(2)) is GUIDED


def test_standings_come_in_the_order_of_the_rubric() -> None:
    """There is one standing a criterion, in the rubric's order."""
    wide = rubric(skill("b"), skill("a"), skill("c"))
    assert [s.criterion.id for s in standing_of(wide, record(), on=day(0))] == ["b", "a", "c"]


@pytest.mark.parametrize("signed_level", [GUIDED, SOME_HELP])
def test_the_first_levels_need_one_occasion(signed_level: PerformanceLevel) -> None:
    """`guided` and `some_help` stand on one occasion, whatever `independent` asks for."""
    seen_once = record(done("e1", day(1)), signed("s1", day(1), signed_level, "e1"))
    assert level(THREE_ON_TWO_DAYS, seen_once, day(1)) is signed_level


def test_a_word_without_an_occasion_waits() -> None:
    """A sign-off that cites nothing carries nothing; it waits for one occasion."""
    found = standing(WOOD, record(signed("s1", day(1), GUIDED)), day(1))
    assert found.level is None
    (missing,) = found.missing
    assert (missing.kind, missing.level) == (MissingKind.OCCASIONS, GUIDED)
    assert (missing.have, missing.need) == (0, 1)


def test_a_rubric_that_asks_for_nothing_still_asks_for_one_occasion() -> None:
    """No level stands on nothing, even where a rubric that was built by hand asks for none."""
    lax = with_changes(SAND, evidence=EvidenceRule(occasions=0, days=0))
    assert level(lax, record(signed("s1", day(1), INDEPENDENT)), day(1)) is None


def test_independent_needs_its_occasions() -> None:
    """`independent` waits for as many occasions as the rubric says, and says how many there are."""
    two_of_three = record(
        done("e1", day(1)), done("e2", day(2)), signed("s1", day(2), INDEPENDENT, "e1", "e2")
    )
    found = standing(THREE_ON_TWO_DAYS, two_of_three, day(2))
    assert found.level is None
    (missing,) = found.missing
    assert missing.kind is MissingKind.OCCASIONS
    assert (missing.have, missing.need) == (2, 3)


def test_independent_needs_different_days() -> None:
    """Enough occasions on too few days wait for another day."""
    one_day = record(
        *(done(f"e{i}", day(1)) for i in range(3)),
        signed("s1", day(1), INDEPENDENT, "e0", "e1", "e2"),
    )
    found = standing(THREE_ON_TWO_DAYS, one_day, day(1))
    assert found.level is None
    (missing,) = found.missing
    assert missing.kind is MissingKind.DAYS
    assert (missing.have, missing.need) == (1, 2)


def test_independent_with_its_evidence_stands() -> None:
    """With the occasions and the days, `independent` stands on its sign-off."""
    enough = record(
        done("e1", day(1)),
        done("e2", day(1), "sand_edge"),
        done("e3", day(2)),
        signed("s1", day(2), INDEPENDENT, "e1", "e2", "e3"),
    )
    found = standing(THREE_ON_TWO_DAYS, enough, day(2))
    assert found.level is INDEPENDENT
    assert found.sign_off is not None
    assert found.sign_off.id == "s1"
    assert found.missing == ()


def test_earlier_sign_offs_bring_their_evidence() -> None:
    """What earlier sign-offs of the criterion cited counts along; what later ones cite does not."""
    growing = record(
        done("e1", day(1)),
        signed("s1", day(1), GUIDED, "e1"),
        done("e2", day(2)),
        signed("s2", day(2), SOME_HELP, "e2"),
        done("e3", day(3)),
        signed("s3", day(3), INDEPENDENT, "e3"),
    )
    assert level(THREE_ON_TWO_DAYS, growing, day(2)) is SOME_HELP
    assert level(THREE_ON_TWO_DAYS, growing, day(3)) is INDEPENDENT
    hasty = record(
        done("e1", day(1)),
        signed("s1", day(1), INDEPENDENT, "e1"),
        done("e2", day(2)),
        done("e3", day(2)),
        signed("s2", day(2), GUIDED, "e2", "e3"),
    )
    assert level(THREE_ON_TWO_DAYS, hasty, day(3)) is GUIDED


def test_one_evidence_is_one_occasion() -> None:
    """An evidence that two sign-offs cite is one occasion."""
    twice = record(
        done("e1", day(1)),
        done("e2", day(2)),
        signed("s1", day(1), GUIDED, "e1"),
        signed("s2", day(2), INDEPENDENT, "e1", "e2", "e2"),
    )
    (missing,) = standing(THREE_ON_TWO_DAYS, twice, day(2)).missing
    assert missing.have == 2


def test_only_the_criterions_own_tasks_count() -> None:
    """Evidence of another task shows nothing of the criterion."""
    wide = rubric(SAND, skill("paint"))
    other = record(done("e1", day(1), "paint_task"), signed("s1", day(1), GUIDED, "e1"))
    assert level(wide, other, day(1)) is None


def test_shared_criteria_show_in_every_task() -> None:
    """A criterion that shows in any task counts every task of the rubric."""
    wide = rubric(SAND, skill("tidy", any_task=True, shared=True))
    seen = record(done("e1", day(1)), signed("s1", day(1), GUIDED, "e1", criterion="tidy"))
    assert level(wide, seen, day(1), "tidy") is GUIDED
    unknown = record(
        done("e1", day(1), "fly"), signed("s1", day(1), GUIDED, "e1", criterion="tidy")
    )
    assert level(wide, unknown, day(1), "tidy") is None


@pytest.mark.parametrize("kind", [EvidenceKind.PRODUCT, EvidenceKind.GUIDING])
def test_products_and_guiding_are_occasions(kind: EvidenceKind) -> None:
    """A product that was made and a colleague who was guided are occasions like a task done."""
    seen = record(done("e1", day(1), kind=kind), signed("s1", day(1), INDEPENDENT, "e1"))
    assert level(WOOD, seen, day(1)) is INDEPENDENT


def test_a_first_conversation_shows_nothing() -> None:
    """A first conversation carries no level, even if a sign-off cites it or it names a task."""
    cited = record(
        attrs.evolve(talk("e1", day(1)), task=SAND.tasks[0]),
        signed("s1", day(1), GUIDED, "e1"),
    )
    assert level(WOOD, cited, day(1)) is None


def test_a_course_is_no_occasion() -> None:
    """An outside course is not seen at work: it carries no level by itself."""
    cited = record(course("e1", day(1)), signed("s1", day(1), GUIDED, "e1"))
    assert level(WOOD, cited, day(1)) is None


def test_guiding_others_needs_a_witnessed_occasion() -> None:
    """`guides_others` without an occasion of guiding counts as `independent` and says so."""
    seen = record(done("e1", day(1)), signed("s1", day(1), GUIDES_OTHERS, "e1"))
    found = standing(WOOD, seen, day(1))
    assert found.level is INDEPENDENT
    (missing,) = found.missing
    assert (missing.kind, missing.level) == (MissingKind.GUIDING, GUIDES_OTHERS)


def test_guiding_in_a_named_task_carries_guiding_others() -> None:
    """Guiding a colleague in a task of the criterion carries `guides_others`."""
    seen = record(guided("e1", day(1)), signed("s1", day(1), GUIDES_OTHERS, "e1"))
    assert level(WOOD, seen, day(1)) is GUIDES_OTHERS


def test_guiding_in_another_task_does_not() -> None:
    """Guiding a colleague in a task of another criterion does not carry `guides_others`."""
    wide = rubric(SAND, skill("paint"))
    seen = record(
        done("e1", day(1)),
        guided("e2", day(1), "paint_task"),
        signed("s1", day(1), GUIDES_OTHERS, "e1", "e2"),
    )
    assert level(wide, seen, day(1)) is INDEPENDENT


def test_no_other_level_falls_back() -> None:
    """A level that its evidence does not carry counts as no lower one: nobody saw that one."""
    once = record(done("e1", day(1)), signed("s1", day(1), INDEPENDENT, "e1"))
    assert level(THREE_ON_TWO_DAYS, once, day(1)) is None
    guiding_once = record(guided("e1", day(1)), signed("s1", day(1), GUIDES_OTHERS, "e1"))
    assert level(THREE_ON_TWO_DAYS, guiding_once, day(1)) is None


def test_separate_training_is_needed_from_independent_on() -> None:
    """Where the law asks for training, `independent` waits for evidence of it; others do not."""
    machine = with_changes(SAND, separate_training=True)
    untrained = record(
        done("e1", day(1)),
        signed("s1", day(1), SOME_HELP, "e1"),
        signed("s2", day(1), INDEPENDENT, "e1"),
    )
    found = standing(machine, untrained, day(1))
    assert found.level is SOME_HELP
    assert kinds(found.missing) == {MissingKind.SEPARATE_TRAINING}
    trained = record(
        done("e1", day(1)), course("e2", day(0)), signed("s1", day(1), INDEPENDENT, "e1", "e2")
    )
    assert level(machine, trained, day(1)) is INDEPENDENT


def test_training_is_for_the_criterion_that_it_names() -> None:
    """A course about another machine does not count."""
    machine = rubric(attrs.evolve(SAND, separate_training=True), skill("paint"))
    wrong = record(
        done("e1", day(1)),
        course("e2", day(0), "paint"),
        signed("s1", day(1), INDEPENDENT, "e1", "e2"),
    )
    found = standing(machine, wrong, day(1))
    assert found.level is None
    assert kinds(found.missing) == {MissingKind.SEPARATE_TRAINING}


@pytest.mark.parametrize(("second", "expected"), [(None, None), (FIRST, None), (SECOND, GUIDED)])
def test_a_second_assessor_is_another(
    second: str | None, expected: PerformanceLevel | None
) -> None:
    """Where the rubric asks for two, a sign-off by one, or by the same one twice, waits."""
    two = with_changes(SAND, second_assessor=True)
    found = standing(
        two, record(done("e1", day(1)), signed("s1", day(1), GUIDED, "e1", second=second)), day(1)
    )
    assert found.level is expected
    assert kinds(found.missing) == (set() if expected else {MissingKind.SECOND_ASSESSOR})


def test_a_lower_sign_off_takes_nothing_away() -> None:
    """The highest level that is carried stands: a bad day later lowers nobody."""
    bad_day = record(
        done("e1", day(1)),
        signed("s1", day(1), INDEPENDENT, "e1"),
        done("e2", day(5)),
        signed("s2", day(5), GUIDED, "e2"),
    )
    assert level(WOOD, bad_day, day(6)) is INDEPENDENT


def test_everything_that_is_missing_is_said_at_once() -> None:
    """One sign-off can wait for several things, and each is named."""
    strict = with_changes(
        SAND,
        evidence=EvidenceRule(occasions=3, days=2),
        separate_training=True,
        second_assessor=True,
    )
    once = record(done("e1", day(1)), signed("s1", day(1), GUIDES_OTHERS, "e1"))
    assert kinds(standing(strict, once, day(1)).missing) == {
        MissingKind.OCCASIONS,
        MissingKind.DAYS,
        MissingKind.SEPARATE_TRAINING,
        MissingKind.SECOND_ASSESSOR,
        MissingKind.GUIDING,
    }


def test_the_newest_sign_off_says_what_its_level_waits_for() -> None:
    """Two sign-offs at one level are not two lists of what is missing."""
    repeated = record(
        done("e1", day(1)),
        signed("s1", day(1), INDEPENDENT, "e1"),
        done("e2", day(2)),
        signed("s2", day(2), INDEPENDENT, "e2"),
    )
    (missing,) = standing(THREE_ON_TWO_DAYS, repeated, day(2)).missing
    assert (missing.have, missing.need) == (2, 3)


def test_what_stands_is_not_missing() -> None:
    """Of levels at or below the one that stands, nothing is said to be missing."""
    lower_waits = record(
        done("e1", day(1)),
        signed("s1", day(1), INDEPENDENT, "e1"),
        signed("s2", day(2), SOME_HELP),
    )
    assert standing(WOOD, lower_waits, day(2)).missing == ()
    same_waits = record(
        done("e1", day(1)),
        signed("s1", day(1), INDEPENDENT, "e1", second=SECOND),
        signed("s2", day(2), INDEPENDENT, "e1"),
    )
    two = with_changes(SAND, second_assessor=True)
    assert standing(two, same_waits, day(2)).missing == ()


def test_the_sign_off_is_the_one_that_first_carried_the_level() -> None:
    """Of several that carry the level for as long, the oldest is the one it rests on."""
    twice = record(
        done("e1", day(1)),
        signed("s9", day(1), SOME_HELP, "e1"),
        signed("s1", day(2), SOME_HELP, "e1"),
    )
    found = standing(WOOD, twice, day(3))
    assert found.sign_off is not None
    assert found.sign_off.id == "s9"


def test_of_one_day_the_ids_decide() -> None:
    """Of two sign-offs of one day, the same one is named in whatever order they are listed."""
    seen = done("e1", day(1))
    words = [signed(key, day(1), SOME_HELP, "e1") for key in ("s2", "s1")]
    for listed in (words, words[::-1]):
        found = standing(WOOD, record(seen, *listed), day(1))
        assert found.sign_off is not None
        assert found.sign_off.id == "s1"
