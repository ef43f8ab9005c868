"""From a chain and a vault to an evidence record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import pytest

from skillcert import Programme
from skillcert.ledger import Entry, Ledger
from skillcert.ledger.private_view import Private, choices_ref
from skillcert.ledger.records import Built, build_record
from skillcert.model import (
    Assessor,
    AssessorRetired,
    Choices,
    Consent,
    EvidenceKind,
    EvidencePrivate,
    EvidenceWithdrawn,
    FileFact,
    FileNote,
    FirstConversation,
    KeyCompromised,
    Language,
    Line,
    Name,
    PerformanceLevel,
    PersonCard,
    PrivateItem,
    Prose,
    Reason,
    Reference,
    Rubric,
    RubricChoice,
    Sha256,
    SignOffWithdrawn,
    Token,
)
from skillcert.rubrics import digest_of, meaning_of
from skillcert.rules import DroppedWhy, record_problems, standing_of
from skillcert.signing import Envelope, KeySigner

from .chains import Chain

PERSON = Reference("person-1")
TUBE = Token("mends_puncture")
WHEEL = Token("trues_wheels")
LEVEL = PerformanceLevel
PHOTO = FileFact(sha256=Sha256("b" * 64), media_type=Line("image/jpeg"))


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    """The bicycle rubric."""
    return Programme.installed().registry.rubric("bicycle", "bicycle")


class Story(Chain):
    """A chain whose events are about the bicycle rubric."""

    def __init__(self, rubric: Rubric) -> None:
        super().__init__()
        self.rubric = rubric
        self.ledger = Ledger.open("memory:")
        self.begun(self.ledger)

    def add(self, *envelopes: Envelope) -> tuple[Entry, ...]:
        """Append events."""
        return self.append(self.ledger, *envelopes)

    def saw(self, key: str, task: str = "mend_tube", **values: Any) -> Envelope:
        """Return an evidence of work."""
        return self.evidence("person-1", id=key, task=Token(task), **values)

    def word(
        self,
        key: str,
        *cited: str,
        criterion: str = TUBE,
        by: KeySigner | None = None,
        person: str = "person-1",
        **values: Any,
    ) -> Envelope:
        """Return a sign-off under the installed rubric."""
        values.setdefault("rubric", RubricChoice(id=self.rubric.id, version=self.rubric.version))
        if "meaning" not in values:
            values["meaning"] = meaning_of(self.rubric, criterion, "nb")
        return self.signed(
            person, id=key, by=by, evidence=cited, criterion=Token(criterion), **values
        )

    def built(
        self,
        items: Iterable[tuple[str, PrivateItem]] = (),
        *,
        rubric: Rubric | None = None,
        signers: Sequence[Reference] | None = None,
    ) -> Built:
        """Return the record of person-1, which keeps the rules of a record in any case."""
        built = build_record(
            self.ledger.entries_of(self.site, PERSON),
            self.ledger.roster(self.site),
            rubric or self.rubric,
            workshop="bicycle",
            person=PERSON,
            private=Private.of((Reference(ref), item) for ref, item in items),
            signers=signers,
        )
        record = built.record
        if not record.signers:
            record = attrs.evolve(
                record,
                assessors=(*record.assessors, Assessor(id=Reference("x"), name=Name("X"))),
                signers=(Reference("x"),),
            )
        used = rubric or self.rubric
        assert record_problems(record, used, digest_of(used)) == ()
        return built

    def level(self, criterion: str = TUBE, **values: Any) -> PerformanceLevel | None:
        """Return the level at which a skill stands."""
        record = self.built(**values).record
        rubric = values.get("rubric") or self.rubric
        return next(
            one.level
            for one in standing_of(rubric, record, on=self.now.date())
            if one.criterion.id == criterion
        )


@pytest.fixture
def story(rubric: Rubric) -> Iterator[Story]:
    """A chain with a site, two assessors and a person."""
    story = Story(rubric)
    yield story
    story.ledger.close()


def whys(built: Built) -> list[tuple[str, DroppedWhy]]:
    """Return what was left out, and why."""
    return [(one.id, one.why) for one in built.dropped]


def test_a_record_says_what_the_chain_says(story: Story) -> None:
    """Evidence, sign-offs, confirmations and withdrawals are there, each with who signed it."""
    story.add(
        story.saw("e1"),
        story.saw("e2", by=story.lars),
        story.word("s1", "e1", "e2", level=LEVEL.SOME_HELP),
        story.confirmed("person-1", "s1"),
        story.word("s2", "e1", by=story.lars),
        story.withdrawn("person-1", "s2"),
    )
    built = story.built()
    record = built.record
    assert [(one.id, one.seen_by) for one in record.evidence] == [("e1", "kari"), ("e2", "lars")]
    first, second = record.sign_offs
    assert (first.assessor, first.second_assessor, first.level) == ("kari", "lars", LEVEL.SOME_HELP)
    assert (second.assessor, second.second_assessor) == ("lars", None)
    assert [(one.sign_off, one.assessor) for one in record.withdrawals] == [("s2", "kari")]
    assert [one.id for one in record.assessors] == ["kari", "lars"]
    assert record.signers == ("kari", "lars")
    assert record.issuer.name == "Verkstedet AS"
    assert built.dropped == ()


def test_nothing_yet(story: Story) -> None:
    """A person of whom nothing was recorded has an empty record, for whoever is there to sign."""
    record = story.built().record
    assert (record.evidence, record.sign_offs, record.signers) == ((), (), ("kari",))


def test_what_the_vault_holds_is_in_it(story: Story) -> None:
    """Name, choices, notes, captions, consent, reasons and conversations come from the vault."""
    story.add(
        story.saw("e1", attachments=(PHOTO,)),
        story.saw("e2", attachments=(PHOTO,)),
        story.word("s1", "e1"),
    )
    (gone,) = story.add(story.withdrawn("person-1", "s1"))
    captions = (FileNote(sha256=PHOTO.sha256, caption=Line("A wheel")),)
    chosen = Choices(
        show=(TUBE, Token("no_longer_there")), opt_in=(Token("agreements"), Token("gone"))
    )
    talk = FirstConversation(
        workshop=Token("bicycle"),
        rubric=Token("bicycle"),
        on=story.now.date(),
        seen_by=Reference("kari"),
        interests=(Token("wheels"),),
        note=Prose("likes wheels"),
    )
    record = story.built(
        [
            ("person-1", PersonCard(name=Name("Mia"), name_language=Language("vi"))),
            (choices_ref("bicycle", "bicycle"), chosen),
            (choices_ref("bicycle", "other"), Choices(show=())),
            ("e1", EvidencePrivate(note=Prose("neat"), captions=captions)),
            ("e2", EvidencePrivate(captions=captions)),
            ("e1", Consent(show=(PHOTO.sha256,))),
            (gone.event.id, Reason(text=Prose("wrong skill"))),
            ("talk-1", talk),
            ("talk-2", attrs.evolve(talk, workshop=Token("cafe"))),
        ]
    ).record
    assert (record.holder.name, record.holder.name_language) == ("Mia", "vi")
    assert record.choices == Choices(show=(TUBE,), opt_in=(Token("agreements"),))
    spoken, first, second = record.evidence
    assert (spoken.id, spoken.kind) == ("talk-1", EvidenceKind.FIRST_CONVERSATION)
    assert (spoken.interests, spoken.note) == (("wheels",), "likes wheels")
    assert first.note == "neat"
    assert [(one.caption, one.show) for one in first.attachments] == [("A wheel", True)]
    assert [(one.caption, one.show) for one in second.attachments] == [("A wheel", False)]
    assert record.withdrawals[0].reason == "wrong skill"


def test_without_the_vault_nobody_is_named(story: Story) -> None:
    """Rules are asked of a record without name, note or caption."""
    story.add(story.saw("e1", attachments=(PHOTO,)))
    record = story.built().record
    assert record.holder.name == "–"
    assert record.evidence[0].note == ""
    assert not record.evidence[0].attachments[0].show


def test_other_rubrics_and_people_have_records_of_their_own(story: Story) -> None:
    """What was signed in another workshop, or of another person, is not in it."""
    story.add(story.person("person-2"))
    elsewhere = RubricChoice(id=Token("other"), version=Line("1.0.0"))
    story.add(
        story.word("s1", person="person-2"),
        story.evidence("person-2", id="e1"),
        story.word("s2", rubric=elsewhere),
        story.saw("e2"),
    )
    record = story.built().record
    assert [one.id for one in record.evidence] == ["e2"]
    assert record.sign_offs == ()


def test_a_word_that_means_the_same_counts_under_a_later_version(story: Story) -> None:
    """As long as a later version of the rubric has the same words for the skill, it stands."""
    story.add(story.saw("e1"), story.word("s1", "e1", level=LEVEL.SOME_HELP))
    later = attrs.evolve(story.rubric, version=Line("9.0.0"))
    assert story.level(rubric=later) is LEVEL.SOME_HELP


def test_a_word_that_means_something_else_now_is_to_be_signed_anew(story: Story) -> None:
    """A skill whose words changed, or that is gone, is left out and named."""
    other = meaning_of(story.rubric, WHEEL, "nb")
    story.add(
        story.saw("e1"),
        story.word("s1", "e1", level=LEVEL.SOME_HELP),
        story.word("s2", "e1", meaning=other),
        story.word("s3", "e1", meaning=other, criterion="flies_kites"),
    )
    built = story.built()
    assert whys(built) == [("s2", DroppedWhy.OTHER_WORDS), ("s3", DroppedWhy.OTHER_WORDS)]
    assert built.dropped[0].criterion == TUBE
    assert story.level() is LEVEL.SOME_HELP


def test_a_task_that_is_gone_is_left_out_and_lowers_nothing_else(story: Story) -> None:
    """An evidence of a task that the rubric has no more is named; what rests on others stands."""
    story.add(
        story.saw("e1"),
        story.saw("e2", "polish_bell"),
        story.word("s1", "e1", "e2", level=LEVEL.SOME_HELP),
    )
    built = story.built()
    assert whys(built) == [("e2", DroppedWhy.NOT_IN_RUBRIC)]
    assert built.record.sign_offs[0].evidence == ("e1",)
    assert story.level() is LEVEL.SOME_HELP


def test_evidence_that_was_taken_back_is_gone(story: Story) -> None:
    """An evidence that was taken back carries nothing, and a photo of it is not shown."""
    story.add(story.saw("e1"), story.word("s1", "e1", level=LEVEL.SOME_HELP))
    story.add(
        story.sealed(
            story.lars,
            evidence_withdrawn=EvidenceWithdrawn(
                person=PERSON, evidence=Reference("e1"), on=story.now.date()
            ),
        )
    )
    assert story.built().record.evidence == ()
    assert story.level() is None


def test_what_a_compromised_key_said_is_passed_over(story: Story) -> None:
    """Nothing after its last trusted event counts: no word, no confirmation, no taking back."""
    story.add(story.saw("e1", by=story.lars), story.word("s1", "e1", level=LEVEL.SOME_HELP))
    last = story.add(story.saw("e2"))[-1].seq
    story.add(
        story.word("s2", "e1", by=story.lars),
        story.saw("e3", by=story.lars),
        story.withdrawn("person-1", "s1", by=story.lars),
        story.confirmed("person-1", "s1"),
        story.word("s3", "e1", by=story.lars, corrects="s1", level=LEVEL.GUIDED),
    )
    assert story.level() is LEVEL.GUIDED
    story.add(
        story.sealed(
            story.programme,
            key_compromised=KeyCompromised(key=story.lars.public.id, after=last),
        )
    )
    built = story.built()
    assert story.level() is LEVEL.SOME_HELP
    assert built.record.sign_offs[0].second_assessor is None
    assert whys(built) == [(key, DroppedWhy.KEY_COMPROMISED) for key in ("s2", "e3", "s3")]


def test_a_correction_takes_the_place_of_what_it_corrects(story: Story) -> None:
    """A corrected word counts no more, and the chain of corrections stays in the record."""
    story.add(
        story.saw("e1"),
        story.word("s1", "e1", level=LEVEL.SOME_HELP),
        story.word("s2", "e1", level=LEVEL.GUIDED, corrects="s1"),
    )
    assert story.level() is LEVEL.GUIDED
    assert [one.corrects for one in story.built().record.sign_offs] == [None, "s1"]


def test_what_was_corrected_does_not_come_back_with_a_correction_that_is_left_out(
    story: Story,
) -> None:
    """Where the correction was made under other words, what it corrected is gone all the same."""
    story.add(
        story.saw("e1"),
        story.word("s1", "e1", level=LEVEL.SOME_HELP),
        story.word(
            "s2",
            "e1",
            level=LEVEL.GUIDED,
            corrects="s1",
            meaning=meaning_of(story.rubric, WHEEL, "nb"),
        ),
    )
    assert story.level() is None
    assert story.built().record.sign_offs == ()
    story.add(story.word("s3", "e1", level=LEVEL.GUIDED, corrects="s2"))
    assert [(one.id, one.corrects) for one in story.built().record.sign_offs] == [("s3", None)]


def test_of_two_corrections_of_one_word_the_first_stands(story: Story) -> None:
    """Software may write a second correction past the use cases: it is left out and named."""
    story.add(
        story.saw("e1"),
        story.word("s1", "e1", level=LEVEL.SOME_HELP),
        story.word("s2", "e1", level=LEVEL.GUIDED, corrects="s1"),
        story.word("s3", "e1", by=story.lars, level=LEVEL.SOME_HELP, corrects="s1"),
        story.word("s4", "e1", by=story.lars, level=LEVEL.SOME_HELP, corrects="s3"),
    )
    built = story.built()
    assert whys(built) == [("s4", DroppedWhy.SECOND_CORRECTION)]
    assert [one.id for one in built.record.sign_offs] == ["s1", "s2"]
    assert story.level() is LEVEL.GUIDED


@pytest.mark.parametrize(
    "unsound",
    [
        {"corrects": "s1", "criterion": WHEEL},
        {"corrects": "s1", "on": Chain().now.date().replace(year=2024)},
    ],
)
def test_what_contradicts_the_rules_is_left_out(story: Story, unsound: dict[str, Any]) -> None:
    """A correction of another skill, or of an earlier day, raises nothing and is named."""
    story.add(story.saw("e1"), story.word("s1", "e1", level=LEVEL.SOME_HELP))
    story.add(story.word("s2", "e1", level=LEVEL.INDEPENDENT, **unsound))
    built = story.built()
    assert whys(built) == [("s2", DroppedWhy.UNSOUND)]
    assert story.level() is None


def test_nobody_signs_their_own_work(story: Story) -> None:
    """A word of somebody on their own work is left out; nor do they confirm it."""
    me = KeySigner.of_seed(b"m" * 32)
    story.add(story.enrolled("person-1", me))
    story.add(
        story.saw("e1"),
        story.saw("e2", by=me),
        story.word("s1", "e1", by=me),
        story.word("s2", "e1", level=LEVEL.SOME_HELP),
        story.confirmed("person-1", "s2", by=me),
    )
    built = story.built()
    assert whys(built) == [("e2", DroppedWhy.NOT_IN_RUBRIC), ("s1", DroppedWhy.UNSOUND)]
    assert [(one.id, one.second_assessor) for one in built.record.sign_offs] == [("s2", None)]


def test_a_confirmation_of_the_own_word_is_none(story: Story) -> None:
    """The second assessor is another than the first."""
    story.add(
        story.saw("e1"),
        story.word("s1", "e1"),
        story.confirmed("person-1", "s1", by=story.kari),
    )
    assert story.built().record.sign_offs[0].second_assessor is None


def test_a_withdrawal_counts_whatever_day_is_on_it(story: Story) -> None:
    """A word that was taken back is taken back."""
    story.add(story.saw("e1"), story.word("s1", "e1", level=LEVEL.SOME_HELP))
    early = SignOffWithdrawn(
        person=PERSON, sign_off=Reference("s1"), on=story.now.date().replace(year=2024)
    )
    story.add(story.sealed(story.kari, sign_off_withdrawn=early))
    assert story.level() is None


def test_who_signs_the_paper(story: Story) -> None:
    """Who signed most, before whoever is not there any more; or whoever is named."""
    story.add(
        story.saw("e1"),
        story.saw("e2", "true_wheel"),
        story.word("s1", "e1", by=story.lars),
        story.word("s2", "e2", by=story.lars, criterion=WHEEL),
        story.word("s3", "e2", criterion=WHEEL),
    )
    assert story.built().record.signers == ("lars",)
    assert story.built(signers=(Reference("kari"),)).record.signers == ("kari",)
    story.add(
        story.sealed(story.programme, assessor_retired=AssessorRetired(assessor=Reference("lars")))
    )
    assert story.built().record.signers == ("kari",)
    assert "lars" in [one.id for one in story.built().record.assessors]


def test_without_a_sign_off_who_saw_most_signs(story: Story) -> None:
    """A statement confirms work that nobody has signed off."""
    story.add(story.saw("e1", by=story.lars))
    assert story.built().record.signers == ("lars",)
