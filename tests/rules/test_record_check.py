"""What must hold inside a record and against its rubric."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import attrs
import pytest

from skillcert.model import (
    Assessor,
    Choices,
    Digest,
    EvidenceKind,
    EvidenceRecord,
    Line,
    Name,
    Period,
    Product,
    Reference,
    RubricChoice,
    Token,
)
from skillcert.rules import record_problems

from .builders import (
    DIGEST,
    FIRST,
    GUIDED,
    GUIDES_OTHERS,
    INDEPENDENT,
    SAND,
    SECOND,
    Entry,
    course,
    day,
    done,
    guided,
    record,
    rubric,
    signed,
    skill,
    talk,
    withdrawn,
)

WOOD = rubric(SAND, skill("paint"), skill("tidy", any_task=True))
SEEN = done("e1", day(1))
WORD = signed("s1", day(2), GUIDED, "e1")


def problems(*entries: Entry, **changes: Any) -> list[tuple[str, str]]:
    """Return path and sentence of every problem of a record."""
    checked = attrs.evolve(record(*entries), **changes)
    return [(one.path, one.what) for one in record_problems(checked, WOOD, DIGEST)]


def paths(*entries: Entry, **changes: Any) -> list[str]:
    """Return the path of every problem of a record."""
    return [path for path, _ in problems(*entries, **changes)]


def test_a_sound_record_has_no_problem() -> None:
    """A record with everything a record can hold has no problem."""
    entries = (
        talk("t1", day(0), "wood"),
        course("c1", day(0)),
        SEEN,
        guided("e2", day(2), "sand_edge"),
        WORD,
        signed("s2", day(2), GUIDES_OTHERS, "e1", "e2", "c1", second=SECOND),
        signed("s3", day(3), GUIDED, "e1", corrects="s2"),
        signed("s4", day(3), GUIDED, "e1", "e2", criterion="tidy"),
        withdrawn("w1", day(3), "s3"),
        withdrawn("w2", day(4), "s3"),
    )
    changes = {
        "rubric": RubricChoice(id=WOOD.id, version=WOOD.version, digest=Digest(DIGEST)),
        "period": Period(start=day(0), end=day(0)),
        "choices": Choices(show=(Token("sand"),), opt_in=(Token("tidy"),)),
        "signers": (FIRST, SECOND),
    }
    assert problems(*entries, **changes) == []


def test_every_problem_is_named_with_its_source() -> None:
    """All problems come at once, each with the file."""
    checked = record(
        attrs.evolve(SEEN, seen_by=Reference("x")), signed("s1", day(1), GUIDED, "e-1")
    )
    found = record_problems(checked, WOOD, DIGEST, source="r.json")
    assert [str(one) for one in found] == [
        "r.json: evidence[0].seen_by: there is no assessor 'x'",
        "r.json: sign_offs[0].evidence[0]: there is no evidence 'e-1'. Did you mean e1?",
    ]


@pytest.mark.parametrize(
    ("choice", "path"),
    [
        (RubricChoice(id=Token("metal"), version=Line("1.0.0")), "rubric.id"),
        (RubricChoice(id=Token("wood"), version=Line("1.0.1")), "rubric.version"),
        (
            RubricChoice(
                id=Token("wood"), version=Line("1.0.0"), digest=Digest(f"sha256:{'1' * 64}")
            ),
            "rubric.digest",
        ),
    ],
)
def test_the_rubric_is_the_installed_one(choice: RubricChoice, path: str) -> None:
    """The record's rubric has the key, the version and the digest of the installed one."""
    assert paths(rubric=choice) == [path]


@pytest.mark.parametrize(
    ("entries", "path"),
    [
        ((SEEN, SEEN), "evidence[1].id"),
        ((SEEN, signed("e1", day(2), GUIDED, "e1")), "sign_offs[0].id"),
        ((SEEN, WORD, withdrawn("s1", day(2), "s1")), "withdrawals[0].id"),
    ],
)
def test_an_id_is_used_once(entries: tuple[Entry, ...], path: str) -> None:
    """Evidence, sign-offs and withdrawals share their ids, and none is used twice."""
    assert paths(*entries) == [path]


def test_an_assessor_stands_once() -> None:
    """No two assessors have one id."""
    twice = tuple(Assessor(id=FIRST, name=Name(name)) for name in ("A", "B"))
    assert paths(assessors=twice) == ["assessors[1].id"]


@pytest.mark.parametrize(
    ("signers", "expected"),
    [
        ((), ["signers"]),
        ((FIRST, FIRST), ["signers[1]"]),
        ((Reference("x"),), ["signers[0]"]),
        ((FIRST, SECOND, Reference("x")), ["signers", "signers[2]"]),
    ],
)
def test_one_or_two_assessors_sign(signers: tuple[Reference, ...], expected: list[str]) -> None:
    """One or two of the assessors sign, each once."""
    assert paths(signers=signers) == expected


def test_nobody_signs_their_own_work() -> None:
    """The holder is not among the assessors."""
    holder = Assessor(id=Reference("p1"), name=Name("Alex Berg"))
    ((path, what),) = problems(assessors=(holder, *record().assessors))
    assert path == "assessors[0].id"
    assert "the holder" in what


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"task": None}, "task"),
        ({"task": Token("fly")}, "task"),
        ({"kind": EvidenceKind.PRODUCT, "task": None}, "task"),
        ({"kind": EvidenceKind.GUIDING, "task": None}, "task"),
        ({"criterion": Token("sand")}, "criterion"),
        ({"interests": (Token("wood"),)}, "interests"),
        ({"seen_by": Reference("x")}, "seen_by"),
    ],
)
def test_a_task_done_has_what_it_needs(change: dict[str, Any], path: str) -> None:
    """Evidence of work names a task of the rubric and an assessor, and nothing else."""
    assert paths(attrs.evolve(SEEN, **change)) == [f"evidence[0].{path}"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"criterion": None}, "criterion"),
        ({"criterion": Token("fly")}, "criterion"),
        ({"task": Token("sand_board")}, "task"),
    ],
)
def test_a_course_is_about_a_criterion(change: dict[str, Any], path: str) -> None:
    """An outside course names a criterion of the rubric and no task."""
    assert paths(attrs.evolve(course("c1", day(0)), **change)) == [f"evidence[0].{path}"]


@pytest.mark.parametrize(
    ("kind", "product", "expected"),
    [
        (EvidenceKind.PRODUCT, None, []),
        (EvidenceKind.PRODUCT, Product(), []),
        (EvidenceKind.PRODUCT, Product(made=3, sold=3), []),
        (EvidenceKind.PRODUCT, Product(made=0), ["made"]),
        (EvidenceKind.PRODUCT, Product(made=3, sold=4), ["sold"]),
        (EvidenceKind.PRODUCT, Product(made=3, sold=-1), ["sold"]),
        (EvidenceKind.TASK, Product(), [""]),
    ],
)
def test_products_are_counted(
    kind: EvidenceKind, product: Product | None, expected: list[str]
) -> None:
    """Only a product has a count: at least one made, and no more sold than made."""
    counted = attrs.evolve(SEEN, kind=kind, product=product)
    assert paths(counted) == [f"evidence[0].product.{key}".rstrip(".") for key in expected]


def test_a_conversation_names_groups() -> None:
    """A first conversation names groups of the rubric, and neither task nor criterion."""
    assert paths(talk("t1", day(0), "wood", "wool")) == ["evidence[0].interests[1]"]
    busy = attrs.evolve(talk("t1", day(0)), task=Token("sand_board"), criterion=Token("sand"))
    assert paths(busy) == ["evidence[0].task", "evidence[0].criterion"]


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"criterion": Token("sang")}, "criterion", "no criterion 'sang'"),
        ({"assessor": Reference("x")}, "assessor", "no assessor"),
        ({"second_assessor": Reference("x")}, "second_assessor", "no assessor"),
        ({"second_assessor": FIRST}, "second_assessor", "same person"),
        ({"rubric_digest": Digest(f"sha256:{'1' * 64}")}, "rubric_digest", "another version"),
        ({"evidence": (Reference("x"),)}, "evidence[0]", "no evidence"),
        ({"evidence": (SEEN.id, SEEN.id)}, "evidence[1]", "more than once"),
        ({"on": day(0)}, "evidence[0]", "later day"),
        ({"criterion": Token("paint")}, "evidence[0]", "does not show 'paint'"),
        ({"corrects": Reference("x")}, "corrects", "no other sign-off 'x'"),
        ({"corrects": WORD.id}, "corrects", "no other sign-off 's1'"),
    ],
)
def test_a_sign_off_is_sound(change: dict[str, Any], path: str, words: str) -> None:
    """A sign-off cites what is there, of the right day, task and rubric."""
    ((found, what),) = problems(SEEN, attrs.evolve(WORD, **change))
    assert found == f"sign_offs[0].{path}"
    assert words in what


def test_a_conversation_is_never_cited() -> None:
    """A first conversation is private: a sign-off that rests on it is refused."""
    ((path, what),) = problems(talk("t1", day(0)), signed("s1", day(1), GUIDED, "t1"))
    assert path == "sign_offs[0].evidence[0]"
    assert "private" in what


def test_a_course_is_cited_for_its_criterion() -> None:
    """A course about another criterion shows nothing here."""
    cited = signed("s1", day(1), INDEPENDENT, "c1", "e1")
    assert paths(course("c1", day(0), "paint"), SEEN, cited) == ["sign_offs[0].evidence[0]"]


@pytest.mark.parametrize(
    ("change", "words"),
    [({"criterion": Token("tidy")}, "another criterion"), ({"on": day(1)}, "later day")],
)
def test_a_correction_fits_what_it_corrects(change: dict[str, Any], words: str) -> None:
    """A correction is of the same criterion, and of the same day or later."""
    correction = attrs.evolve(signed("s2", day(3), GUIDED, "e1", corrects="s1"), **change)
    ((path, what),) = problems(SEEN, WORD, correction)
    assert path == "sign_offs[1].corrects"
    assert words in what


def test_corrections_go_in_no_circle() -> None:
    """Sign-offs that correct each other are named, and those that lead there are not."""
    circle = [
        signed("s1", day(2), GUIDED, "e1", corrects="s3"),
        signed("s2", day(2), GUIDED, "e1", corrects="s1"),
        signed("s3", day(2), GUIDED, "e1", corrects="s2"),
        signed("s4", day(2), GUIDED, "e1"),
        signed("s5", day(2), GUIDED, "e1", corrects="s4"),
    ]
    assert paths(SEEN, *circle) == [f"sign_offs[{i}].corrects" for i in range(3)]


def test_two_corrections_of_one_sign_off_must_be_settled() -> None:
    """Two corrections of one sign-off are a problem until one of them is taken back."""
    forked = (
        SEEN,
        WORD,
        signed("s2", day(3), GUIDED, "e1", corrects="s1"),
        signed("s3", day(3), INDEPENDENT, "e1", corrects="s1"),
    )
    ((path, what),) = problems(*forked)
    assert path == "sign_offs[2].corrects"
    assert "'s2'" in what
    for settled in ("s2", "s3"):
        assert paths(*forked, withdrawn("w1", day(4), settled)) == []


def test_a_fork_is_found_along_the_chain() -> None:
    """Correcting one of two rivals settles nothing: both lines still go back to one sign-off."""
    forked = (
        SEEN,
        WORD,
        signed("s2", day(3), GUIDED, "e1", corrects="s1"),
        signed("s3", day(3), INDEPENDENT, "e1", corrects="s1"),
        signed("s4", day(4), GUIDED, "e1", corrects="s2"),
    )
    assert paths(*forked) == ["sign_offs[3].corrects"]
    assert paths(*forked, withdrawn("w1", day(5), "s3")) == []


def test_what_was_taken_back_is_looked_at_no_further() -> None:
    """A fault in a sign-off is put right by a correction or a withdrawal: the record is sound."""
    faulty = signed("s1", day(0), GUIDED, "e1", "e9", criterion="paint", second=FIRST)
    assert len(paths(SEEN, faulty)) == 4
    assert paths(SEEN, faulty, withdrawn("w1", day(1), "s1")) == []
    right = signed("s2", day(1), GUIDED, criterion="paint", corrects="s1")
    assert paths(SEEN, faulty, right) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"sign_off": Reference("x")}, "sign_off"),
        ({"assessor": Reference("x")}, "assessor"),
        ({"on": day(1)}, "on"),
    ],
)
def test_a_withdrawal_is_sound(change: dict[str, Any], path: str) -> None:
    """A withdrawal cites a sign-off of the same day or earlier, by a known assessor."""
    taken_back = attrs.evolve(withdrawn("w1", day(3), "s1"), **change)
    assert paths(SEEN, WORD, taken_back) == [f"withdrawals[0].{path}"]


def test_choices_are_of_the_rubric() -> None:
    """What the holder chose to show are criteria of the rubric."""
    choices = Choices(show=(Token("sand"), Token("x")), opt_in=(Token("y"),))
    assert paths(choices=choices) == ["choices.show[1]", "choices.opt_in[0]"]


def test_a_period_ends_after_it_begins() -> None:
    """A period may be a single day or open, and does not end before it begins."""
    assert paths(period=Period(start=day(1), end=day(0))) == ["period.end"]
    assert paths(period=Period(start=day(1), end=day(1))) == []
    assert paths(period=Period(start=day(1))) == []


def test_a_near_miss_is_suggested() -> None:
    """Where a key is nearly one that there is, that one is named."""
    (found,) = record_problems(record(done("e1", day(1), "sand_bord")), WOOD, DIGEST)
    assert found.hint == "Did you mean sand_board?"


def large(count: int, *, cited: str = "e{}") -> EvidenceRecord:
    """Return a record with *count* evidences and as many sign-offs, each correcting the last."""
    start = dt.date(2000, 1, 1)
    days = [start + dt.timedelta(days=i // 10) for i in range(count)]
    return record(
        *(done(f"e{i}", on) for i, on in enumerate(days)),
        *(
            signed(f"s{i}", on, GUIDED, cited.format(i), corrects=f"s{i - 1}" if i % 2 else None)
            for i, on in enumerate(days)
        ),
    )


@pytest.mark.parametrize("cited", ["e{}", "nothing-{}"])
def test_a_large_record_is_checked_at_once(cited: str) -> None:
    """20,000 evidences and as many sign-offs are checked in well under a second, faults or not."""
    checked = large(20_000, cited=cited)
    start = time.process_time()
    found = record_problems(checked, WOOD, DIGEST)
    assert time.process_time() - start < 1
    assert bool(found) == (cited != "e{}")


def test_a_long_chain_of_corrections_is_checked_at_once() -> None:
    """A sign-off that was corrected ten thousand times is checked in well under a second."""
    count = 10_000
    words = [signed("s0", day(2), GUIDED, "e1")]
    words += [signed(f"s{i}", day(2), GUIDED, "e1", corrects=f"s{i - 1}") for i in range(1, count)]
    checked = record(SEEN, *words[::-1])
    start = time.process_time()
    assert record_problems(checked, WOOD, DIGEST) == ()
    assert time.process_time() - start < 1


def test_a_flood_of_problems_is_cut() -> None:
    """Of thousands of problems the first hundred are told, and that there are more."""
    found = record_problems(large(1_000, cited="nothing"), WOOD, DIGEST)
    assert len(found) == 101
    assert "more problems" in found[-1].what
