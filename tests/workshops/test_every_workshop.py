"""What holds for every workshop of this repository, from its rubric to its paper."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pypdf
import pytest
import skillcert_bicycle
import skillcert_cafe
import skillcert_carpentry
import skillcert_creative
import skillcert_renovation

from skillcert import Programme, Registry, codec
from skillcert.cli.people import PEOPLE, record_of
from skillcert.model import DocumentKind, PerformanceLevel
from skillcert.testing import check_plugin, make_record

ON = dt.date(2025, 6, 30)
LANGUAGES = ("en", "nb", "nn", "da")
ROOT = Path(__file__).parents[2]
PLUGINS = (
    skillcert_bicycle,
    skillcert_cafe,
    skillcert_carpentry,
    skillcert_creative,
    skillcert_renovation,
)
PROGRAMME = Programme(Registry.of(*PLUGINS))
RUBRICS = tuple(
    (workshop.key, rubric.id)
    for workshop in PROGRAMME.registry.workshops()
    for rubric in PROGRAMME.registry.rubrics(workshop.key)
)


def test_five_workshops_and_six_rubrics() -> None:
    """There are the five workshops of the mission, one of them with two rubrics."""
    assert RUBRICS == (
        ("bicycle", "bicycle"),
        ("cafe", "cafe"),
        ("carpentry", "carpentry"),
        ("creative", "creative"),
        ("renovation", "refurbishment"),
        ("renovation", "waste_and_street_care"),
    )


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.__name__)
def test_it_keeps_the_contract_of_plugins(plugin: object) -> None:
    """Each plugin passes the suite that every plugin's author runs, in four languages."""
    check_plugin(plugin, languages=LANGUAGES)


def test_accents_and_signs_differ() -> None:
    """No two workshops share a colour or a sign."""
    workshops = PROGRAMME.registry.workshops()
    assert len({workshop.accent for workshop in workshops}) == len(workshops)
    assert len({workshop.pictogram for workshop in workshops}) == len(workshops)


@pytest.mark.parametrize(("workshop", "rubric_id"), RUBRICS, ids=lambda key: key)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", PerformanceLevel)
def test_every_skill_prints_at_every_level(
    workshop: str, rubric_id: str, language: str, level: PerformanceLevel
) -> None:
    """With every skill signed at a level, the paper shows each, and warns of no revealing word."""
    rubric = PROGRAMME.registry.rubric(workshop, rubric_id)
    every = [criterion.id for criterion in rubric.criteria]
    record = make_record(rubric, workshop=workshop, level=level, criteria=every, on=ON)
    issued = PROGRAMME.issue(record, language=language, on=ON)
    shown = [line for group in issued.certificate.levels for line in group.lines]
    assert {line.criterion for line in shown} == set(every)
    assert issued.warnings == ()
    pages = pypdf.PdfReader(io.BytesIO(issued.pdf)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert all(line.text in text for line in shown)


@pytest.mark.parametrize(("workshop", "rubric_id"), RUBRICS, ids=lambda key: key)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_the_examples_are_what_the_demo_makes(
    workshop: str, rubric_id: str, person: object
) -> None:
    """The example records are current; `tools/make_examples.py` writes them."""
    found = next(p for p in PEOPLE if p is person)
    rubric = PROGRAMME.registry.rubric(workshop, rubric_id)
    record = record_of(found, rubric, workshop=workshop, until=ON)
    path = ROOT / "examples" / f"{rubric_id}-{found.key}.json"
    assert path.read_text(encoding="utf-8") == codec.pretty(record)


@pytest.mark.parametrize(("workshop", "rubric_id"), RUBRICS, ids=lambda key: key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_shows_no_skill(workshop: str, rubric_id: str, language: str) -> None:
    """The statement of work and products names no skill, signed or not."""
    rubric = PROGRAMME.registry.rubric(workshop, rubric_id)
    record = make_record(rubric, workshop=workshop, on=ON)
    issued = PROGRAMME.issue(record, language=language, on=ON, document=DocumentKind.STATEMENT)
    words = rubric.text(language)
    text = codec.canonical(issued.certificate).decode()
    assert issued.certificate.levels == ()
    assert not any(words.criterion(c.id).does in text for c in rubric.criteria)
