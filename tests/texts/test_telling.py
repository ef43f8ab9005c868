"""What supervisors are told: why something is refused, and what a skill still waits for."""

from __future__ import annotations

import datetime as dt
import string

import pytest

from skillcert import Programme
from skillcert.errors import LanguageError
from skillcert.explain import describe_dropped, describe_missing, describe_refusal
from skillcert.model import PerformanceLevel, Reference, Rubric, Token
from skillcert.refusals import RefusalReason, Spoken, refuse
from skillcert.rules import Dropped, DroppedWhy, Missing, MissingKind
from skillcert.texts import LANGUAGES, telling_words, words

K = MissingKind
R = RefusalReason
INDEPENDENT = PerformanceLevel.INDEPENDENT
GUIDES = PerformanceLevel.GUIDES_OTHERS
DAY = dt.date(2025, 6, 12)


@pytest.fixture(scope="module")
def bicycle() -> Rubric:
    """The bicycle rubric."""
    return Programme.installed().registry.rubric("bicycle", "bicycle")


def slots(text: str) -> set[str]:
    """Return the names of the slots in *text*."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    """Each reason to refuse, and to leave out, has words in each language, and nothing else has."""
    told = telling_words(language)
    assert told.language == language
    assert sorted(told.refusals) == sorted(reason.value for reason in R)
    assert sorted(told.dropped) == sorted(why.value for why in DroppedWhy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_a_slot_that_another_language_has_not(language: str) -> None:
    """What is filled in is the same in each language."""
    english, told = telling_words("en"), telling_words(language)
    for key, sentence in told.refusals.items():
        assert slots(sentence) == slots(english.refusals[key]), key
    for key, sentence in told.dropped.items():
        assert slots(sentence) == slots(english.dropped[key]), key
    assert len(told.numbers) == 11


@pytest.mark.parametrize("reason", R)
def test_a_sentence_names_nothing_that_a_refusal_has_not(reason: R) -> None:
    """The slots are those of the English sentence that a program sees, or fewer."""
    values: dict[str, str] = {}
    while True:
        try:
            str(refuse(reason, **values))
            break
        except KeyError as error:
            values[error.args[0]] = "x"
    assert slots(telling_words("en").refusals[Token(reason.value)]) <= set(values)


def test_skills_and_tasks_go_by_their_names(bicycle: Rubric) -> None:
    """With the rubric's words a sentence has no key in it; without them it has."""
    refusal = refuse(R.UNKNOWN_TASK, rubric="bicycle", task="mend_tube")
    assert describe_refusal(refusal, words("da")) == "Opgaven mend_tube står ikke på listen"
    carried = refuse(
        R.LEVEL_NOT_CARRIED,
        criterion="mends_puncture",
        level="guides_others",
        missing=("occasions", "guiding"),
    )
    assert describe_refusal(carried, words("nb"), bicycle.text("nb")) == (
        "Lapper og bytter slanger (Selvstendig, og kan veilede andre): dette må sees først: "
        "en gang der det blir sett; en gang der det blir vist til en kollega"
    )


def test_days_and_moments_are_written_as_the_language_does() -> None:
    """A day is written out, a moment with its time."""
    late = refuse(R.DATE_IN_FUTURE, day=DAY)
    assert describe_refusal(late, words("nn")) == "12. juni 2025 har ikkje vore enno"
    at = dt.datetime(2025, 6, 12, 8, 5, tzinfo=dt.UTC)
    assert "12 June 2025 08:05 UTC" in describe_refusal(
        refuse(R.CLOCK_AHEAD, at=at, now=at), words("en")
    )


def test_people_are_named_where_they_may_be() -> None:
    """Ids are replaced by the names that the caller gives."""
    refusal = refuse(R.ASSESSOR_KNOWN, assessor="a-7", site="oslo")
    assert describe_refusal(refusal, words("nb"), names={"a-7": "Kari"}) == (
        "Det finnes allerede en arbeidsleder Kari"
    )


def test_a_rule_of_the_trade_speaks_for_itself() -> None:
    """What a plugin says is said in the language, else in English, else in what there is."""
    said = refuse(R.WORKSHOP_RULE, text=Spoken((("en", "Not today"), ("nb", "Ikke i dag"))))
    assert describe_refusal(said, words("nb")) == "Ikke i dag"
    assert describe_refusal(said, words("da")) == "Not today"
    assert str(said) == "Not today"
    assert Spoken((("nb", "Ikke i dag"),)).get("da") == "Ikke i dag"


def occasions(have: int, need: int, level: PerformanceLevel = INDEPENDENT) -> Missing:
    """Return missing occasions."""
    return Missing(kind=K.OCCASIONS, level=level, have=have, need=need)


def days(have: int, need: int, level: PerformanceLevel = INDEPENDENT) -> Missing:
    """Return missing days."""
    return Missing(kind=K.DAYS, level=level, have=have, need=need)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ([occasions(2, 3)], "one more occasion"),
        ([occasions(1, 3)], "two more occasions"),
        ([occasions(1, 20)], "19 more occasions"),
        ([days(1, 2)], "one more day on which it is seen"),
        ([days(1, 3)], "two more days on which it is seen"),
        ([occasions(1, 2), days(1, 2)], "one more occasion, on another day"),
        (
            [occasions(1, 3), days(1, 2)],
            "two more occasions, at least one of them on another day",
        ),
        ([occasions(1, 3), days(1, 3)], "two more occasions, on two other days"),
        ([occasions(2, 3), days(1, 3)], "two more days on which it is seen"),
    ],
)
def test_how_often_it_is_to_be_seen(missing: list[Missing], said: str, bicycle: Rubric) -> None:
    """Occasions and days are said as one thing, and what is said is enough."""
    assert describe_missing(missing, words("en"), bicycle.text("en")) == (said,)


def test_kind_words_in_bokmaal(bicycle: Rubric) -> None:
    """A supervisor says it as it would be said aloud."""
    said = describe_missing(
        [occasions(1, 3), days(1, 2), Missing(kind=K.SECOND_ASSESSOR, level=INDEPENDENT)],
        words("nb"),
        bicycle.text("nb"),
    )
    assert said == ("to ganger til, minst én av dem på en annen dag", "en person til som bekrefter")


def test_what_comes_first_is_named_with_its_level(bicycle: Rubric) -> None:
    """A prerequisite may be signed already, at a lower level: so its level is said."""
    first = Missing(
        kind=K.PREREQUISITE,
        level=INDEPENDENT,
        criterion="mends_puncture",
        criterion_level=PerformanceLevel.SOME_HELP,
    )
    assert describe_missing([first], words("da"), bicycle.text("da")) == (
        "en anden færdighed først: Lapper og skifter slanger (Med lidt hjælp)",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", K)
def test_everything_that_can_be_missing_has_words(kind: K, language: str, bicycle: Rubric) -> None:
    """Each kind of what is missing is said in each language, without a slot left open."""
    missing = Missing(kind=kind, level=INDEPENDENT, have=1, need=2, criterion="trues_wheels")
    (said,) = describe_missing([missing], words(language), bicycle.text(language))
    assert said
    assert "{" not in said


def test_what_two_levels_wait_for_is_said_once(bicycle: Rubric) -> None:
    """The same words are not said twice, and each level is counted for itself."""
    second = [Missing(kind=K.SECOND_ASSESSOR, level=level) for level in (INDEPENDENT, GUIDES)]
    both = [occasions(2, 3), second[0], occasions(1, 3, GUIDES), second[1]]
    assert describe_missing(both, words("en"), bicycle.text("en")) == (
        "one more occasion",
        "a second person who confirms it",
        "two more occasions",
    )


@pytest.mark.parametrize("why", DroppedWhy)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_of_a_record_has_words(
    why: DroppedWhy, language: str, bicycle: Rubric
) -> None:
    """Whatever the ledger holds and a record leaves out is told, with or without its skill."""
    for criterion in (Token("trues_wheels"), None):
        dropped = Dropped(id=Reference("s1"), why=why, criterion=criterion, on=DAY)
        said = describe_dropped(dropped, words(language), bicycle.text(language))
        assert said
        assert "{" not in said
        assert "trues_wheels" not in said


def test_a_language_that_is_not_spoken() -> None:
    """There are no words in other languages than the library's own."""
    with pytest.raises(LanguageError, match="'fi'"):
        telling_words("fi")
