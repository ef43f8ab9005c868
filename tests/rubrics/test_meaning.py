"""What a sign-off means: a criterion's words in the language in which they were read."""

from __future__ import annotations

import attrs
import pytest

from skillcert import Programme
from skillcert.errors import LanguageError
from skillcert.model import CriterionText, EvidenceRule, Language, Line, Rubric, RubricText, Token
from skillcert.rubrics import meaning_of, meanings_of

KEY = Token("mends_puncture")


@pytest.fixture(scope="module")
def bicycle() -> Rubric:
    """The bicycle rubric."""
    return Programme.installed().registry.rubric("bicycle", "bicycle")


def with_text(rubric: Rubric, language: str, **changes: object) -> Rubric:
    """Return *rubric* with the words of one language changed."""
    return attrs.evolve(
        rubric,
        texts=tuple(
            attrs.evolve(text, **changes) if text.language == language else text  # type: ignore[arg-type]
            for text in rubric.texts
        ),
    )


def reworded(text: RubricText, key: str) -> tuple[tuple[Token, CriterionText], ...]:
    """Return the criteria of *text* with other words for one of them."""
    return tuple(
        (one, attrs.evolve(words, does=Line("Does something else")) if one == key else words)
        for one, words in text.criteria
    )


def test_each_language_has_a_meaning_of_its_own(bicycle: Rubric) -> None:
    """What is read in another language is another text."""
    assert len(meanings_of(bicycle, KEY)) == len(bicycle.languages)
    assert meaning_of(bicycle, KEY, "nb") in meanings_of(bicycle, KEY)


def test_other_words_are_another_meaning_in_their_language_alone(bicycle: Rubric) -> None:
    """A correction of the Danish words leaves what was signed in bokmål."""
    changed = with_text(bicycle, "da", criteria=reworded(bicycle.text("da"), KEY))
    assert meaning_of(changed, KEY, "da") != meaning_of(bicycle, KEY, "da")
    assert meaning_of(changed, KEY, "nb") == meaning_of(bicycle, KEY, "nb")


def test_what_is_said_of_other_skills_is_no_part_of_it(bicycle: Rubric) -> None:
    """A change to another skill, a version, a rule or a language more leaves the meaning."""
    same = meaning_of(bicycle, KEY, "en")
    other = with_text(bicycle, "en", criteria=reworded(bicycle.text("en"), "trues_wheels"))
    fewer = attrs.evolve(bicycle, texts=(bicycle.text("en"),), version=Line("2.0.0"))
    stricter = attrs.evolve(
        bicycle,
        criteria=tuple(
            attrs.evolve(one, evidence=EvidenceRule(occasions=9), renew_after_months=12)
            for one in bicycle.criteria
        ),
    )
    assert meaning_of(other, KEY, "en") == same
    assert meaning_of(fewer, KEY, "en") == same
    assert meaning_of(stricter, KEY, "en") == same


def test_other_tasks_are_another_meaning(bicycle: Rubric) -> None:
    """A task more, or another name of one, is another text."""
    more = attrs.evolve(
        bicycle,
        criteria=tuple(
            attrs.evolve(one, tasks=(*one.tasks, Token("test_ride"))) if one.id == KEY else one
            for one in bicycle.criteria
        ),
    )
    renamed = with_text(
        bicycle,
        "en",
        tasks=tuple((key, Line(f"{name}!")) for key, name in bicycle.text("en").tasks),
    )
    assert meaning_of(more, KEY, "en") != meaning_of(bicycle, KEY, "en")
    assert meaning_of(renamed, KEY, "en") != meaning_of(bicycle, KEY, "en")


def test_what_is_not_there_has_no_meaning(bicycle: Rubric) -> None:
    """An unknown skill means nothing, and nothing is read in a language that is not there."""
    assert meanings_of(bicycle, "paints_walls") == frozenset()
    with pytest.raises(KeyError):
        meaning_of(bicycle, "paints_walls", "nb")
    with pytest.raises(LanguageError):
        meaning_of(bicycle, KEY, Language("fi"))
