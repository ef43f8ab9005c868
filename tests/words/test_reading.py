"""Every text is short, and easy to read for who reads little."""

from __future__ import annotations

import re

import pytest

from .reading import lix
from .texts import CORE, LANGUAGES, SLOT, TextFile, each_file, families, files, nothing, read_list

MOST_WORDS = 12
MOST_LETTERS = 500
EASY = 40
NEWSPAPER = 45
LONGER: dict[str, list[str]] = read_list("longer.toml")

# What these say, the law says: each of their long words is the name of a document or a duty. They
# are printed small, at the foot of the page and beside a machine.
LEGAL = ("disclaimer", "safety_note")


def sentences_of(file: TextFile) -> list[str]:
    """Return the criteria of a rubric's file: each with its detail is one sentence."""
    return [f"{one.does.line} {one.detail.line}".strip() for one in file.criteria]


def core_sentences(language: str) -> list[str]:
    """Return the sentences of the library's own words."""
    return [
        sentence
        for text in families()[CORE][language].texts
        if text.is_sentence and not text.path.endswith(LEGAL)
        for sentence in re.split(r"(?<=[.?]) ", SLOT.sub("X", text.line))
    ]


@each_file(rubric=True)
def test_a_skill_is_said_in_twelve_words(file: TextFile) -> None:
    """A skill fits on a line: at most twelve words, but for the few in `lists/longer.toml`."""
    nothing(
        [
            f"{text.path}: {len(text.words)} words: {text.line!r}"
            for criterion in file.criteria
            if criterion.key not in LONGER.get(file.path.name.partition(".")[0], ())
            for text in (criterion.does, criterion.part)
            if len(text.words) > MOST_WORDS
        ]
    )


@pytest.mark.parametrize("rubric", sorted(LONGER))
def test_a_longer_skill_is_longer(rubric: str) -> None:
    """The list of longer skills holds none that is short by now in every language."""
    longer = {
        criterion.key
        for file in files(rubric=True)
        if file.path.name.startswith(f"{rubric}.")
        for criterion in file.criteria
        if max(len(criterion.does.words), len(criterion.part.words)) > MOST_WORDS
    }
    nothing(sorted(set(LONGER[rubric]) - longer))


@each_file()
def test_no_line_is_over_500_characters(file: TextFile) -> None:
    """No text is longer than a record may hold in a line."""
    nothing([text.path for text in file.texts if len(text.line) > MOST_LETTERS])


@each_file(rubric=True)
def test_a_rubric_is_easy_to_read(file: TextFile) -> None:
    """The words of a rubric have a LIX under 40, the whole file taken as one text.

    A sentence is a criterion with its detail, or a task. LIX is a mean and wants a running text
    (Björnsson took samples of at least 200 words): in one clause of five words a single
    "bremseklosser" adds 20. So the unit is the file, with the tasks, which people read most often.
    """
    tasks = [task.line for task in file.tasks]
    assert lix([*sentences_of(file), *tasks]) < EASY


@each_file(rubric=True)
def test_a_certificate_is_no_harder_than_a_newspaper(file: TextFile) -> None:
    """The criteria alone, as a certificate shows them, have a LIX under 45.

    Names of parts and machines are long words in these languages, because compounds are written as
    one word; there is no shorter word for a "bremsekloss".
    """
    assert lix(sentences_of(file)) < NEWSPAPER


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_librarys_own_sentences_are_easy_to_read(language: str) -> None:
    """The sentences of the library have a LIX under 40, taken together as one text.

    Not each alone: "Gjør oppgaven selvstendig, viser andre hvordan" has 50. And not what must name
    documents and duties as the law does.
    """
    assert lix(core_sentences(language)) < EASY


def test_lix_is_bjornssons() -> None:
    """LIX counts words, sentences and words of more than six letters."""
    assert lix(["Hun bytter en bremsevaier"]) == 4 + 25
    assert lix(["Ja", "Kapp- og gjærsag til kappliste"]) == pytest.approx(6 / 2 + 100 * 2 / 6)
