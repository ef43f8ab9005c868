"""Every text has the grammatical form of its place on the paper, as far as a rule can see."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from .texts import Text, TextFile, each_file, nothing

# What a text of each place matches as a whole. The present ends in -s in English and in -r in
# bokmål and Danish; in nynorsk it has many ends. The infinitive of Norwegian and Danish ends in a
# vowel: vaske, ta, gå, se, sy. English "Ring" and "Press" are infinitives all the same.
DOES = {
    "en": re.compile(r"[A-Z][\w-]*s\b.*"),
    "nb": re.compile(r"[A-ZÆØÅ]\w*r\b.*"),
    "nn": re.compile(r"[A-ZÆØÅ].+"),
    "da": re.compile(r"[A-ZÆØÅ]\w*r\b.*"),
}
PART = {
    "en": re.compile(r"[a-z-]+ing\b.*"),
    "nb": re.compile(r"å [a-zæøå]*[aeiouyæøå]\b.*"),
    "nn": re.compile(r"å [a-zæøå]*[aeiouyæøå]\b.*"),
    "da": re.compile(r"at [a-zæøå]*[aeiouyæøå]\b.*"),
}
TASK = {
    "en": re.compile(r"(?:(?:Br|R|Sl|Str)ing|[A-Z][a-z]*ss|[A-Z](?!\w*(?:ing|s)\b)\w*)\b.*"),
    "nb": re.compile(r"(?!Å\b)[A-ZÆØÅ][a-zæøå]*[aeiouyæøå]\b.*"),
    "nn": re.compile(r"(?!Å\b)[A-ZÆØÅ][a-zæøå]*[aeiouyæøå]\b.*"),
    "da": re.compile(r"(?!At\b)[A-ZÆØÅ][a-zæøå]*[aeiouyæøå]\b.*"),
}
DETAIL = re.compile(r"[a-zæøå].*")
NAME = re.compile(r"[A-ZÆØÅ].*")
FIELD = re.compile(r"[a-zæøå].*")
SENTENCE_CASE = re.compile(r"\S+(?: [^A-ZÆØÅ\s]\S*)*")


def faults(texts: Iterable[Text], form: re.Pattern[str]) -> list[str]:
    """Return the texts that have not the form; one that is empty has none."""
    return [f"{t.path}: {t.line!r}" for t in texts if t.line and not form.fullmatch(t.line)]


@each_file(rubric=True)
def test_a_skill_is_a_clause_that_begins_with_a_verb(file: TextFile) -> None:
    """`does` begins with a capital and a verb in the present: "Mends", "Lapper", "Lappar"."""
    nothing(faults((criterion.does for criterion in file.criteria), DOES[file.language]))


@each_file(rubric=True)
def test_taking_part_is_said_with_the_infinitive(file: TextFile) -> None:
    """`part` goes on after "has taken part in": "mending", "å lappe", "at lappe"."""
    nothing(faults((criterion.part for criterion in file.criteria), PART[file.language]))


@each_file(rubric=True)
def test_a_detail_goes_on_after_a_dash(file: TextFile) -> None:
    """`detail` begins with a small letter, for it is printed after a dash."""
    nothing(faults((criterion.detail for criterion in file.criteria), DETAIL))


@each_file(rubric=True)
def test_a_task_is_an_infinitive(file: TextFile) -> None:
    """A task begins with a capital and says what to do: "Mend a tube", "Lappe en slange"."""
    nothing(faults(file.tasks, TASK[file.language]))


@each_file(rubric=True)
def test_names_begin_as_their_place_asks(file: TextFile) -> None:
    """Titles and groups begin with a capital; the field of work stands inside a sentence."""
    names = [text for text in file.texts if text.path == "title" or text.path.startswith("groups.")]
    nothing(faults(names, NAME))
    nothing(faults((text for text in file.texts if text.path == "field"), FIELD))


@each_file()
def test_only_the_first_word_has_a_capital(file: TextFile) -> None:
    """Lines are in sentence case. The title of an English document is a title.

    What stands on a screen names keys, files and variables, which are written as they are.
    """
    if file.is_screen:
        return
    titled = file.language == "en" and not file.is_rubric
    lines = (
        text
        for text in file.texts
        if not text.is_sentence and not (titled and text.path.endswith("title"))
    )
    nothing(faults(lines, SENTENCE_CASE))


@pytest.mark.parametrize(
    ("form", "line"),
    [
        (DOES["en"], "Mend punctures"),
        (DOES["en"], "mends punctures"),
        (DOES["nb"], "Lappe slanger"),
        (DOES["da"], "lapper slanger"),
        (PART["en"], "mends punctures"),
        (PART["nb"], "lappe slanger"),
        (PART["nn"], "å lappar slangar"),
        (PART["da"], "å lappe slanger"),
        (TASK["en"], "Mending a tube"),
        (TASK["en"], "Mends a tube"),
        (TASK["nb"], "Å lappe en slange"),
        (TASK["nn"], "Lappar ein slange"),
        (TASK["da"], "At lappe en slange"),
        (DETAIL, "Finner hullet"),
        (SENTENCE_CASE, "Waste Collection"),
    ],
)
def test_a_wrong_form_is_found(form: re.Pattern[str], line: str) -> None:
    """The rules tell the forms apart."""
    assert not form.fullmatch(line)


@pytest.mark.parametrize(
    ("form", "line"),
    [
        (DOES["en"], "Knits, crochets and embroiders"),
        (DOES["nb"], "Er nøye med kvaliteten"),
        (DOES["nn"], "Tek imot syklar"),
        (PART["en"], "screen-printing designs on fabric"),
        (PART["nb"], "å ta imot sykler"),
        (PART["da"], "at sy"),
        (TASK["en"], "Press seams"),
        (TASK["en"], "Ring up an order"),
        (TASK["en"], "Bring a bag"),
        (TASK["en"], "Finish a job"),
        (TASK["nb"], "Sy"),
        (SENTENCE_CASE, "Kapp- og gjærsag"),
    ],
)
def test_a_right_form_is_let_through(form: re.Pattern[str], line: str) -> None:
    """Short verbs and those that look like another form are right."""
    assert form.fullmatch(line)
