"""What may be signed, what is refused, and what a sign-off still waits for."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from skillcert.model import Evidence, EvidenceKind, Product, Reference, SignOff, Token
from skillcert.refusals import RefusalReason
from skillcert.rules import (
    MissingKind,
    Outlook,
    evidence_of,
    evidence_refusals,
    outlook_of,
    record_problems,
)

from .builders import (
    DIGEST,
    FIRST,
    GUIDED,
    GUIDES_OTHERS,
    INDEPENDENT,
    SECOND,
    SOME_HELP,
    Entry,
    course,
    day,
    done,
    guided,
    kinds,
    record,
    rubric,
    signed,
    skill,
    talk,
    withdrawn,
)

R = RefusalReason
SAND = skill("sand", "sand_board", "sand_edge", occasions=3, days=2)
MACHINE = skill("machine", after=[("sand", INDEPENDENT)])
WOOD = rubric(SAND, MACHINE)
TODAY = day(10)


def outlook(sign_off: SignOff, *entries: Entry, on: dt.date = TODAY) -> Outlook:
    """Ask about a sign-off that is to join what a record holds."""
    return outlook_of(WOOD, record(*entries, sign_off), sign_off, on=on)


def reasons(found: Outlook) -> list[RefusalReason]:
    """Return why it is refused."""
    return [refusal.reason for refusal in found.refusals]


def test_what_was_seen_can_be_signed() -> None:
    """One occasion that was seen carries the first two levels, which then stand."""
    for level in (GUIDED, SOME_HELP):
        found = outlook(signed("s", TODAY, level, "e1"), done("e1", TODAY))
        assert found == Outlook(level=level)


def test_what_the_certificate_waits_for_is_told_and_not_refused() -> None:
    """With one occasion of three, independent is signed and waits for two and another day."""
    found = outlook(signed("s", TODAY, INDEPENDENT, "e1"), done("e1", TODAY))
    assert not found.refusals
    assert found.level is None
    assert [(m.kind, m.have, m.need) for m in found.waits] == [
        (MissingKind.OCCASIONS, 1, 3),
        (MissingKind.DAYS, 1, 2),
    ]


def test_what_comes_first_is_waited_for() -> None:
    """A skill that builds on another can be signed before it, and waits."""
    found = outlook(
        signed("s", TODAY, GUIDED, "e1", criterion="machine"), done("e1", TODAY, "machine_task")
    )
    assert not found.refusals
    assert kinds(found.waits) == {MissingKind.PREREQUISITE}


@pytest.mark.parametrize("level", [GUIDED, SOME_HELP, INDEPENDENT])
def test_what_nobody_saw_is_refused(level: object) -> None:
    """No level is signed without an occasion, and the refusal names what is missing."""
    found = outlook(signed("s", TODAY, level))  # type: ignore[arg-type]
    assert reasons(found) == [R.LEVEL_NOT_CARRIED]
    assert found.refusals[0].about["missing"] == ("occasions",)
    assert [(m.kind, m.have) for m in found.waits] == [(MissingKind.OCCASIONS, 0)]


def test_guiding_that_nobody_saw_is_refused() -> None:
    """`guides_others` needs an occasion of guiding, whatever else was seen."""
    own = [done(f"e{n}", day(n)) for n in range(3)]
    alone = outlook(signed("s", TODAY, GUIDES_OTHERS, "e0", "e1", "e2"), *own)
    assert reasons(alone) == [R.LEVEL_NOT_CARRIED]
    assert alone.refusals[0].about["missing"] == ("guiding",)
    shown = outlook(
        signed("s", TODAY, GUIDES_OTHERS, "e0", "e1", "e2", "g"), *own, guided("g", day(3))
    )
    assert shown == Outlook(level=GUIDES_OTHERS)


def test_what_earlier_sign_offs_cited_carries_a_new_one() -> None:
    """Raising the level needs no new occasion where earlier sign-offs cited enough."""
    before = [done(f"e{n}", day(n)) for n in range(3)]
    cited = signed("s1", day(5), SOME_HELP, "e0", "e1", "e2")
    assert outlook(signed("s2", TODAY, INDEPENDENT), *before, cited).level is INDEPENDENT
    gone = withdrawn("w", day(6), "s1")
    assert reasons(outlook(signed("s2", TODAY, INDEPENDENT), *before, cited, gone)) == [
        R.LEVEL_NOT_CARRIED
    ]


def test_a_renewal_on_paper_alone_is_refused() -> None:
    """Where a skill is signed anew after some months, it was seen within them."""
    yearly = rubric(attrs.evolve(SAND, renew_after_months=12))
    old = [done(f"e{n}", day(n)) for n in range(3)]
    first, again = (
        signed("s1", day(5), INDEPENDENT, "e0", "e1", "e2"),
        signed("s2", day(600), INDEPENDENT),
    )
    entries = record(*old, first, again)
    found = outlook_of(yearly, entries, again, on=day(600))
    assert reasons(found) == [R.LEVEL_NOT_CARRIED]


def test_separate_training_is_waited_for() -> None:
    """The training that the law asks for is waited for; a course that was noted is enough."""
    saw = rubric(skill("sand", "sand_board", separate_training=True))
    alone = signed("s", TODAY, INDEPENDENT, "e1")
    found = outlook_of(saw, record(done("e1", TODAY), alone), alone, on=TODAY)
    assert not found.refusals
    assert kinds(found.waits) == {MissingKind.SEPARATE_TRAINING}
    trained = signed("s", TODAY, INDEPENDENT, "e1", "c")
    both = record(done("e1", TODAY), course("c", day(2)), trained)
    assert outlook_of(saw, both, trained, on=TODAY).level is INDEPENDENT


def test_a_second_assessor_is_waited_for() -> None:
    """Where the rubric asks for two, the first can sign, and it waits for the other."""
    two = rubric(skill("sand", "sand_board", second_assessor=True))
    one = signed("s", TODAY, INDEPENDENT, "e1")
    found = outlook_of(two, record(done("e1", TODAY), one), one, on=TODAY)
    assert not found.refusals
    assert kinds(found.waits) == {MissingKind.SECOND_ASSESSOR}


def test_days() -> None:
    """A day that has not come, or whose year is a slip, is refused."""
    early = dt.date(25, 1, 1)
    assert reasons(outlook(signed("s", day(11), GUIDED, "e1"), done("e1", TODAY))) == [
        R.DATE_IN_FUTURE
    ]
    assert reasons(outlook(signed("s", early, GUIDED, "e1"), done("e1", early))) == [
        R.DATE_TOO_EARLY
    ]


def test_what_is_cited() -> None:
    """What is cited is there, of the skill, and not of a later day."""
    cases = [
        (done("other", TODAY), R.UNKNOWN_EVIDENCE),
        (done("e1", day(10)), R.EVIDENCE_LATER),
        (done("e1", day(9), "machine_task"), R.EVIDENCE_OF_ANOTHER_SKILL),
        (course("e1", day(9), "machine"), R.EVIDENCE_OF_ANOTHER_SKILL),
        (talk("e1", day(9)), R.EVIDENCE_OF_ANOTHER_SKILL),
    ]
    for evidence, reason in cases:
        assert reasons(outlook(signed("s", day(9), GUIDED, "e1"), evidence)) == [reason]


def test_people() -> None:
    """Nobody signs their own work, and the second assessor is another than the first."""
    own = attrs.evolve(signed("s", TODAY, GUIDED, "e1"), assessor=Reference("p1"))
    assert reasons(outlook(own, done("e1", TODAY))) == [R.OWN_WORK]
    twice = signed("s", TODAY, GUIDED, "e1", second=FIRST)
    assert reasons(outlook(twice, done("e1", TODAY))) == [R.SAME_ASSESSOR]


def test_an_unknown_skill() -> None:
    """A skill that the rubric has not is refused by name."""
    found = outlook(signed("s", TODAY, GUIDED, criterion="paint"))
    assert reasons(found) == [R.UNKNOWN_CRITERION]
    assert found.refusals[0].about == {"rubric": "wood", "criterion": "paint"}


def test_corrections() -> None:
    """A correction is of the same skill, of no earlier day, and of what still stands."""
    seen = (done("e1", day(1)), done("m1", day(1), "machine_task"))
    old = signed("s1", day(5), SOME_HELP, "e1")
    assert outlook(signed("s2", TODAY, GUIDED, "e1", corrects="s1"), *seen, old).level is GUIDED
    cases = [
        (signed("s2", day(4), GUIDED, "e1", corrects="s1"), R.EARLIER_THAN_CORRECTED),
        (signed("s2", TODAY, GUIDED, "e1", corrects="s0"), R.UNKNOWN_SIGN_OFF),
        (signed("s2", TODAY, GUIDED, "e1", corrects="s2"), R.UNKNOWN_SIGN_OFF),
        (
            signed("s2", TODAY, GUIDED, "m1", criterion="machine", corrects="s1"),
            R.CORRECTS_ANOTHER_SKILL,
        ),
    ]
    for new, reason in cases:
        assert reasons(outlook(new, *seen, old)) == [reason]
    new = signed("s2", TODAY, GUIDED, "e1", corrects="s1")
    for gone in (
        withdrawn("w", day(6), "s1"),
        signed("s9", day(6), GUIDED, "e1", corrects="s1"),
    ):
        assert reasons(outlook(new, *seen, old, gone)) == [R.SIGN_OFF_TAKEN_BACK]


def test_all_reasons_are_told_at_once() -> None:
    """Whoever is refused learns everything that is wrong."""
    found = outlook(signed("s", day(11), GUIDED, "e1", "e2", second=FIRST))
    assert set(reasons(found)) == {R.DATE_IN_FUTURE, R.SAME_ASSESSOR, R.UNKNOWN_EVIDENCE}


def test_what_is_not_refused_makes_a_sound_record() -> None:
    """A sign-off that nothing refuses leaves a record without problems."""
    fine = signed("s", TODAY, INDEPENDENT, "e1", second=SECOND)
    entries = record(done("e1", TODAY), fine)
    assert not outlook_of(WOOD, entries, fine, on=TODAY).refusals
    assert not record_problems(entries, WOOD, DIGEST)


HOLDER = Reference("p1")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"on": day(11)}, [R.DATE_IN_FUTURE]),
        ({"on": dt.date(202, 5, 1)}, [R.DATE_TOO_EARLY]),
        ({"seen_by": HOLDER}, [R.OWN_WORK]),
        ({"task": None}, [R.TASK_MISSING]),
        ({"task": Token("paint")}, [R.UNKNOWN_TASK]),
        ({"criterion": Token("sand")}, [R.NOT_OF_THIS_KIND]),
        ({"interests": (Token("wood"),)}, [R.NOT_OF_THIS_KIND]),
        ({"product": Product()}, [R.NOT_OF_THIS_KIND]),
        ({"kind": EvidenceKind.PRODUCT, "product": Product(made=2, sold=2)}, []),
        ({"kind": EvidenceKind.PRODUCT, "product": Product(made=0)}, [R.PRODUCT_COUNT]),
        ({"kind": EvidenceKind.PRODUCT, "product": Product(made=1, sold=2)}, [R.PRODUCT_COUNT]),
        ({"kind": EvidenceKind.GUIDING}, []),
        (
            {"kind": EvidenceKind.OUTSIDE_COURSE},
            [R.NOT_OF_THIS_KIND, R.CRITERION_MISSING],
        ),
        (
            {"kind": EvidenceKind.OUTSIDE_COURSE, "task": None, "criterion": Token("sand")},
            [],
        ),
        (
            {"kind": EvidenceKind.OUTSIDE_COURSE, "task": None, "criterion": Token("paint")},
            [R.UNKNOWN_CRITERION],
        ),
        (
            {
                "kind": EvidenceKind.FIRST_CONVERSATION,
                "task": None,
                "interests": (Token("wood"), Token("metal")),
            },
            [R.UNKNOWN_GROUP],
        ),
    ],
)
def test_evidence(changes: dict[str, object], expected: list[RefusalReason]) -> None:
    """Evidence has what its kind needs and nothing else, of the rubric, on a day that has come."""
    evidence = attrs.evolve(done("e1", TODAY), **changes)  # type: ignore[arg-type]
    found = list(evidence_refusals(WOOD, evidence, HOLDER, today=TODAY))
    assert [refusal.reason for refusal in found] == expected
    problems = record_problems(record(evidence), WOOD, DIGEST)
    if not found:
        assert not problems


def test_evidence_of_a_skill() -> None:
    """What shows a skill by a day is found, the oldest first: its tasks, and courses about it."""
    everything: tuple[Evidence, ...] = (
        done("b", day(3)),
        done("a", day(1)),
        course("c", day(2)),
        done("m", day(1), "machine_task"),
        talk("t", day(1)),
        done("late", day(9)),
    )
    found = evidence_of(WOOD, "sand", everything, on=day(5))
    assert [one.id for one in found] == ["a", "c", "b"]
    assert evidence_of(WOOD, "paint", everything, on=day(5)) == ()
