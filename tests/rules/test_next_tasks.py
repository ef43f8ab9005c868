"""Which tasks fit a person next."""

from __future__ import annotations

import datetime as dt

import pytest

from skillcert.model import EvidenceRecord, Rubric
from skillcert.rules import next_tasks

from .builders import (
    GUIDED,
    GUIDES_OTHERS,
    INDEPENDENT,
    SOME_HELP,
    course,
    day,
    done,
    guided,
    mastered,
    record,
    rubric,
    signed,
    skill,
    talk,
)

TODAY = day(100)


def offered(of: Rubric, in_record: EvidenceRecord, limit: int = 20) -> list[str]:
    """Return the tasks that are offered, in their order."""
    return [one.task for one in next_tasks(of, in_record, on=TODAY, limit=limit)]


def towards(of: Rubric, in_record: EvidenceRecord) -> dict[str, str]:
    """Return by criterion the level that the offered task leads to."""
    return {one.criterion: one.towards.value for one in next_tasks(of, in_record, on=TODAY)}


def test_a_newcomer_is_offered_the_trade_in_its_order() -> None:
    """With nothing done, tasks come in the order of the rubric, each towards the first level."""
    trade = rubric(skill("b"), skill("a"))
    suggestions = next_tasks(trade, record(), on=TODAY)
    assert [(s.task, s.criterion, s.towards) for s in suggestions] == [
        ("b_task", "b", GUIDED),
        ("a_task", "a", GUIDED),
    ]


@pytest.mark.parametrize(("limit", "count"), [(-1, 0), (0, 0), (1, 1), (2, 2), (9, 3)])
def test_the_limit_is_kept(limit: int, count: int) -> None:
    """There are at most as many suggestions as asked for; a limit of none gives none."""
    trade = rubric(skill("a"), skill("b"), skill("c"))
    assert len(next_tasks(trade, record(), on=TODAY, limit=limit)) == count


def test_each_step_is_one_level() -> None:
    """From each level the task leads to the next one; from the highest none is offered."""
    trade = rubric(*(skill(key) for key in ("a", "b", "c", "d")))
    entries = (
        *mastered("a", GUIDED),
        *mastered("b", SOME_HELP),
        *mastered("c", INDEPENDENT),
        *mastered("d", GUIDES_OTHERS),
    )
    assert towards(trade, record(*entries)) == {
        "a": "some_help",
        "b": "independent",
        "c": "guides_others",
    }


def test_what_was_signed_and_waits_leads_to_the_level_that_was_signed() -> None:
    """An occasion that is still missing is a step to the level that the assessor signed."""
    trade = rubric(skill("a", occasions=2))
    waiting = record(*mastered("a", GUIDED), signed("s2", day(1), INDEPENDENT, criterion="a"))
    assert towards(trade, waiting) == {"a": "independent"}


@pytest.mark.parametrize("expired", [INDEPENDENT, GUIDES_OTHERS])
def test_what_expired_is_done_alone_first(expired: object) -> None:
    """What must be renewed is offered again, towards `independent` before it is shown to others."""
    trade = rubric(skill("a", renew_after_months=1))
    level = GUIDES_OTHERS if expired is GUIDES_OTHERS else INDEPENDENT
    assert towards(trade, record(*mastered("a", level))) == {"a": "independent"}


def test_what_expired_at_a_low_level_leads_back_to_it() -> None:
    """An expired `guided` is renewed as `guided`."""
    trade = rubric(skill("a", renew_after_months=1))
    assert towards(trade, record(*mastered("a", GUIDED))) == {"a": "guided"}


def test_a_lower_level_in_force_leads_to_the_next() -> None:
    """Where a newer, lower level stands, the step is from there, not to what has expired."""
    trade = rubric(skill("a", renew_after_months=1))
    entries = (
        *mastered("a", INDEPENDENT),
        done("e2", day(90), "a_task"),
        signed("s2", day(90), GUIDED, "e2", criterion="a"),
    )
    assert towards(trade, record(*entries)) == {"a": "some_help"}


def test_nothing_is_offered_before_its_prerequisites() -> None:
    """A criterion is offered only when what comes first is reached; that itself is offered."""
    trade = rubric(skill("saw", after=[("safe", INDEPENDENT)]), skill("safe"))
    assert offered(trade, record()) == ["safe_task"]
    assert offered(trade, record(*mastered("safe", SOME_HELP))) == ["safe_task"]
    assert "saw_task" in offered(trade, record(*mastered("safe")))


def test_an_expired_prerequisite_closes_the_way() -> None:
    """When the safety criterion has expired, it is offered and what builds on it is not."""
    trade = rubric(skill("safe", renew_after_months=1), skill("saw", after=[("safe", INDEPENDENT)]))
    entries = (*mastered("safe"), *mastered("saw", GUIDED))
    assert offered(trade, record(*entries)) == ["safe_task"]


def test_nobody_is_sent_to_a_machine_for_another_skills_sake() -> None:
    """A task that also belongs to a criterion whose prerequisites are open is not offered."""
    trade = rubric(
        skill("measure", "rip_board", "mark_board"),
        skill("saw", "rip_board", after=[("safe", INDEPENDENT)]),
        skill("safe"),
    )
    assert offered(trade, record()) == ["mark_board", "safe_task"]
    assert "rip_board" in offered(trade, record(*mastered("safe")))


def test_what_must_come_first_may_be_learned_in_the_task_itself() -> None:
    """A prerequisite that shows only in the dependent's task is offered there: it opens the way."""
    trade = rubric(skill("saw", "rip_board", after=[("safe", GUIDED)]), skill("safe", "rip_board"))
    (suggestion,) = next_tasks(trade, record(), on=TODAY)
    assert (suggestion.task, suggestion.criterion) == ("rip_board", "safe")


def test_training_that_the_law_asks_for_is_no_task() -> None:
    """Where the next step needs separate training that is not there, nothing is offered."""
    trade = rubric(skill("grind", separate_training=True))
    helped = mastered("grind", SOME_HELP)
    assert towards(trade, record(*mastered("grind", GUIDED))) == {"grind": "some_help"}
    assert offered(trade, record(*helped)) == []
    trained = record(*helped, course("e9", day(3), "grind"))
    assert towards(trade, trained) == {"grind": "independent"}


def test_what_waits_for_a_second_assessor_is_no_task() -> None:
    """Where only a second assessor's word is missing, there is nothing for the person to do."""
    trade = rubric(skill("release", second_assessor=True))
    assert offered(trade, record(*mastered("release"))) == []
    higher = signed("s2", day(1), GUIDES_OTHERS, "e-release", criterion="release")
    assert offered(trade, record(*mastered("release"), higher)) == []


def test_opt_in_criteria_are_the_holders_to_choose() -> None:
    """A criterion that is shown on request is offered only if it was chosen or begun."""
    trade = rubric(skill("agree", opt_in=True))
    assert offered(trade, record()) == []
    assert offered(trade, record(opt_in=("agree",))) == ["agree_task"]
    assert offered(trade, record(*mastered("agree", GUIDED))) == ["agree_task"]


def test_what_was_begun_comes_before_what_is_new() -> None:
    """A skill that was signed, or whose task was done, comes before one that is new."""
    trade = rubric(skill("a"), skill("b"), skill("c"))
    entries = (done("e1", day(1), "b_task"), *mastered("c", GUIDED))
    assert offered(trade, record(*entries)) == ["b_task", "c_task", "a_task"]


def test_what_was_signed_and_waits_comes_first() -> None:
    """A signed level that waits for one more occasion comes before all else."""
    trade = rubric(skill("a"), skill("b", occasions=2))
    entries = (*mastered("a", GUIDED), *mastered("b", INDEPENDENT))
    assert offered(trade, record(*entries)) == ["b_task", "a_task"]


def test_new_things_and_showing_others_take_turns() -> None:
    """What is new and what is mastered and can be shown to a colleague take turns."""
    trade = rubric(*(skill(key) for key in ("a", "b", "c", "d", "e")))
    entries = (*mastered("a"), *mastered("b"), *mastered("c"))
    assert offered(trade, record(*entries)) == ["d_task", "a_task", "e_task", "b_task", "c_task"]


def test_the_groups_of_the_first_conversation_come_first() -> None:
    """Of what is new, groups that the person named come before the rest."""
    trade = rubric(skill("a"), skill("b", group="metal"), skill("c", group="paint"))
    assert offered(trade, record(talk("t1", day(0), "paint"))) == ["c_task", "a_task", "b_task"]


def test_what_opens_the_way_to_a_wish_comes_first() -> None:
    """A prerequisite of what the person named comes first, too, however far back."""
    trade = rubric(
        skill("a"),
        skill("safe", group="rules"),
        skill("oil", group="care", after=[("safe", GUIDED)]),
        skill("saw", group="machines", after=[("oil", GUIDED)]),
    )
    assert offered(trade, record(talk("t1", day(0), "machines"))) == ["safe_task", "a_task"]


def test_the_newest_conversation_counts() -> None:
    """Wishes change: the newest first conversation is heeded, and none after the day."""
    trade = rubric(skill("a"), skill("b", group="metal"), skill("c", group="paint"))
    talks = (
        talk("t3", day(900), "wood"),
        talk("t1", day(0), "paint"),
        talk("t2", day(9), "metal"),
    )
    assert offered(trade, record(*talks)) == ["b_task", "a_task", "c_task"]


def test_known_groups_come_before_strange_ones() -> None:
    """Of what is new, a group in which something is achieved comes before the others."""
    trade = rubric(skill("a"), skill("b", group="metal"), skill("c", group="metal"))
    entries = mastered("c", GUIDED)
    assert offered(trade, record(*entries)) == ["c_task", "b_task", "a_task"]


def test_tasks_that_were_not_done_come_first() -> None:
    """Of a skill's tasks the one not done yet is offered, then the one not done for longest."""
    trade = rubric(skill("a", "t1", "t2", "t3"))
    some = (done("e1", day(2), "t1"), done("e2", day(1), "t3"))
    assert offered(trade, record(*some)) == ["t2"]
    assert offered(trade, record(*some, done("e3", day(3), "t2"))) == ["t3"]


def test_to_show_others_comes_what_the_person_has_done() -> None:
    """To be shown to a colleague: a task that the person has done and not shown yet."""
    trade = rubric(skill("a", "t1", "t2", "t3"))
    alone = (
        done("e1", day(1), "t2"),
        done("e2", day(2), "t3"),
        signed("s1", day(2), INDEPENDENT, "e1", "e2", criterion="a"),
    )
    assert offered(trade, record(*alone)) == ["t2"]
    assert offered(trade, record(*alone, guided("e3", day(3), "t2"))) == ["t3"]


def test_no_task_is_offered_twice() -> None:
    """A task that shows two skills is offered once; the other skill gets another task or none."""
    trade = rubric(skill("a", "t1"), skill("b", "t1", "t2"), skill("c", "t2"))
    assert offered(trade, record()) == ["t1", "t2"]


def test_the_day_is_heeded() -> None:
    """What is dated after the day is not looked at."""
    trade = rubric(skill("a", "t1", "t2"), skill("b"))
    later = record(
        *mastered("b", on=TODAY + dt.timedelta(days=1)),
        done("e9", TODAY + dt.timedelta(days=1), "t1"),
    )
    assert next_tasks(trade, later, on=TODAY) == next_tasks(trade, record(), on=TODAY)
