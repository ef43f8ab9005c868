"""What plugin authors test with: made records, and the conformance suite."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from skillcert.errors import LanguageError, RecordError
from skillcert.model import EvidenceKind, PerformanceLevel, Rubric
from skillcert.plugins import Registry
from skillcert.rubrics import digest_of, load_folder
from skillcert.rules import record_problems, standing_of
from skillcert.testing import check_plugin, make_record, make_request

from .throwaway import Site, brings

ON = dt.date(2025, 6, 12)
LEVELS = list(PerformanceLevel)


@pytest.fixture
def rubric(site: Site) -> Rubric:
    """Return a rubric with a prerequisite, separate training, two assessors and an opt-in skill."""
    (rubric,) = load_folder(site.add_rubric("saw"))
    return rubric


# Made records


@pytest.mark.parametrize("level", LEVELS)
def test_made_record_carries_the_level(level: PerformanceLevel, rubric: Rubric) -> None:
    """Every skill of a made record stands at the level asked for, or higher if another needs it."""
    record = make_record(rubric, workshop="saw", level=level)
    assert record_problems(record, rubric, digest_of(rubric)) == ()
    standings = {s.criterion.id: s for s in standing_of(rubric, record, on=ON)}
    needed = level if level.reaches(PerformanceLevel.INDEPENDENT) else PerformanceLevel.INDEPENDENT
    assert {key: standing.level for key, standing in standings.items()} == {
        "safe": needed,
        "saws": level,
        "agreements": level,
    }
    assert not any(standing.missing for standing in standings.values())


@pytest.mark.parametrize("level", LEVELS)
def test_made_record_on_any_day(level: PerformanceLevel, rubric: Rubric) -> None:
    """The last sign-offs are of the day asked for, and nothing is of a later one."""
    on = dt.date(2024, 2, 29)
    record = make_record(rubric, workshop="saw", level=level, on=on)
    assert max(sign_off.on for sign_off in record.sign_offs) == on
    assert max(evidence.on for evidence in record.evidence) == on


def test_what_comes_first_is_signed_first(rubric: Rubric) -> None:
    """A prerequisite is signed off before the first evidence of what builds on it."""
    record = make_record(rubric, workshop="saw", criteria=["saws"])
    first, second = record.sign_offs
    assert (first.criterion, second.criterion) == ("safe", "saws")
    assert first.on < min(e.on for e in record.evidence if e.task == "saw")


def test_made_record_has_no_more_than_is_asked(rubric: Rubric) -> None:
    """Only the skills asked for and what they need are signed; the name is as it is given."""
    record = make_record(rubric, workshop="saw", criteria=["safe"], name="Nguyễn Hằng")
    assert [sign_off.criterion for sign_off in record.sign_offs] == ["safe"]
    assert len(record.evidence) == 3
    assert len({evidence.on for evidence in record.evidence}) == 2
    assert record.holder.name == "Nguyễn Hằng"


def test_made_record_can_be_empty(rubric: Rubric) -> None:
    """With no skill the record is empty and still a record."""
    record = make_record(rubric, workshop="saw", criteria=())
    assert (record.evidence, record.sign_offs) == ((), ())
    assert record_problems(record, rubric, digest_of(rubric)) == ()


def test_opt_in_is_shown_only_if_named(rubric: Rubric) -> None:
    """A skill that is shown only on request is on request if the test names it."""
    assert make_record(rubric, workshop="saw").choices.opt_in == ()
    named = make_record(rubric, workshop="saw", criteria=["agreements"])
    assert named.choices.opt_in == ("agreements",)


def test_separate_training_and_second_assessor(rubric: Rubric) -> None:
    """Where the rubric asks for them, there is an outside course and a second assessor."""
    record = make_record(rubric, workshop="saw", criteria=["saws"])
    courses = [e for e in record.evidence if e.kind is EvidenceKind.OUTSIDE_COURSE]
    assert [course.criterion for course in courses] == ["saws"]
    second = {sign_off.criterion: sign_off.second_assessor for sign_off in record.sign_offs}
    assert second == {"safe": None, "saws": "a2"}


def test_unknown_criterion_is_refused(rubric: Rubric) -> None:
    """A criterion that the rubric has not is an error that names it."""
    with pytest.raises(RecordError, match="has no criterion 'planes'"):
        make_record(rubric, workshop="saw", criteria=["planes"])


def test_request_shows_what_a_certificate_would(rubric: Rubric) -> None:
    """The request has the skills as the certificate shows them, the highest level first."""
    level = PerformanceLevel.SOME_HELP
    request = make_request(rubric, make_record(rubric, workshop="saw", level=level))
    shown = [
        (group.level.value, [line.criterion for line in group.lines]) for group in request.levels
    ]
    assert shown == [("independent", ["safe"]), ("some_help", ["saws"])]
    with pytest.raises(LanguageError):
        make_request(rubric, make_record(rubric, workshop="saw"), language="fr")


# The conformance suite


def faults_of(plugin: object | str, **options: tuple[str, ...]) -> str:
    """Return the message of the conformance suite; it must have found something."""
    with pytest.raises(AssertionError) as caught:
        check_plugin(plugin, **options)
    return str(caught.value)


def test_good_plugin_conforms(site: Site, rubric: Rubric) -> None:
    """A plugin without a fault passes, by its name or as an object, and is loaded as well."""
    code = brings("saw") + (
        "@hookimpl\ndef skillcert_document_sections(request):\n"
        " if request.shows('saws'):\n"
        "  return [Section(heading='x', blocks=(Paragraph(text=request.language),))]\n"
        " return ()\n"
        "import sys\nme = sys.modules[__name__]\n"
    )
    name = site.add("skillcert-saw", code)
    check_plugin(name)
    check_plugin(f"{name}:me", languages=("en", "nb"))
    check_plugin(__import__(name))
    assert Registry.of(__import__(name), strict=True).rubrics("saw") == (rubric,)


def test_all_faults_are_told_at_once(site: Site, rubric: Rubric) -> None:
    """The message holds every fault of hooks, rubrics and sections, each once, and their number."""
    (site.add_rubric("plane") / "plane.nb.toml").unlink()
    code = brings("plane", "saw") + (
        "@hookimpl\ndef skillcert_section(): pass\n"
        "def skillcert_sections(): pass\n"
        "@hookimpl\ndef skillcert_document_sections(request):\n"
        " return [Section(heading='', blocks=(Paragraph(text='x'), Paragraph(text='')))]\n"
    )
    name = site.add("skillcert-saw", code)
    message = faults_of(name, languages=("en", "nb", "da"))
    assert message.splitlines()[0] == f"{name}: 6 faults"
    for part in (
        "no hook 'skillcert_section'",
        "no hook 'skillcert_sections'",
        "workshop 'plane': plane.toml: languages[1]: the text file plane.nb.toml is missing",
        "workshop 'saw': the rubric 'saw' has no text in 'da'",
        "sections[0].heading: expected one line of text",
        "(certificate in en, rubric 'saw', empty record and in 49 more)",
        "sections[0].blocks[1].text: the paragraph is empty",
    ):
        assert part in message


CHANGES = """
import itertools
accents = itertools.cycle(('#000000', '#111111'))
@hookimpl
def skillcert_workshops(): return [workshop('saw', accent=next(accents))]
"""
PAST_ITS_CHECKS = """
made = workshop('saw')
object.__setattr__(made, 'accent', '#ffff00')
@hookimpl
def skillcert_workshops(): return [made]
"""
SECTIONS_CHANGE = """
import itertools
count = itertools.count()
@hookimpl
def skillcert_document_sections(request):
    return [Section(heading=str(next(count)), blocks=(Paragraph(text='x'),))]
"""
NEEDS_EVIDENCE = """
@hookimpl
def skillcert_document_sections(request):
    first = request.record.evidence[0]
    return [Section(heading=first.kind.value, blocks=(Paragraph(text='x'),))]
"""
TELLS_NOTES = """
@hookimpl
def skillcert_document_sections(request):
    notes = [e.note for e in request.record.evidence if e.note]
    return [Section(heading='Notes', blocks=(Paragraph(text=note),)) for note in notes]
"""
FAULTS = {
    "it cannot be imported": ("import no_such_module_here", "No module named"),
    "it has no hook": ("", "it has no hook skillcert_workshops"),
    "a hook cannot be called": (
        "@hookimpl\ndef skillcert_workshops(x): return ()",
        "asks for the argument 'x'",
    ),
    "its hook raises": ("@hookimpl\ndef skillcert_workshops(): 1 / 0", "ZeroDivisionError"),
    "it brings nothing": (
        "@hookimpl\ndef skillcert_workshops(): return ()",
        "it brings no workshop",
    ),
    "its workshops change": (CHANGES, "skillcert_workshops does not give the same"),
    "a workshop was built past its checks": (PAST_ITS_CHECKS, "the accent #ffff00 is too pale"),
    "its rubrics are not there": (
        brings("gone"),
        "workshop 'gone': gone: the folder cannot be read",
    ),
    "its sections change": (
        brings("saw") + SECTIONS_CHANGE,
        "the hook does not give the same when it is called twice",
    ),
    "its sections fail on an empty record": (
        brings("saw") + NEEDS_EVIDENCE,
        "IndexError: tuple index out of range (certificate in en, rubric 'saw', empty record",
    ),
    "its sections tell a note": (
        brings("saw") + TELLS_NOTES,
        "a private note of the record stands in a section",
    ),
}


@pytest.mark.parametrize("title", FAULTS)
def test_fault_is_found(title: str, site: Site, rubric: Rubric) -> None:
    """Each thing that a plugin can get wrong is found before its users find it."""
    code, part = FAULTS[title]
    message = faults_of(site.add("skillcert-saw", code))
    assert part in message
    assert ": 1 fault\n" in message


def test_missing_module_is_an_assertion_too() -> None:
    """A misspelt name of a plugin fails the test as a fault does."""
    assert "'no_such_plugin' cannot be imported" in faults_of("no_such_plugin")


def test_language_that_the_library_does_not_speak(site: Site, tmp_path: Path) -> None:
    """A rubric may have more languages than the library; no document is made in them."""
    folder = site.add_rubric("saw")
    for file in folder.glob("*.toml"):
        text = file.read_text(encoding="utf-8").replace('shared = ["agreements"]', "")
        file.write_text(text.replace('"nb"', '"fr"'), encoding="utf-8")
    (folder / "saw.nb.toml").rename(folder / "saw.fr.toml")
    check_plugin(site.add("skillcert-saw", brings("saw")), languages=("en", "fr"))
