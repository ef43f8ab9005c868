"""Every ESCO reference is a real one, with the labels that ESCO has.

The reference data lies beside the repository and is no part of it (`../shared/data/esco`); where
it is not, nothing can be checked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

import attrs
import pytest

from skillcert.model import Alignment, Occupation, Rubric

from .printed import each_rubric
from .texts import ROOT, nothing

DATA = ROOT.parent / "shared" / "data" / "esco"
# ESCO's Norwegian labels are in bokmål; there are none in nynorsk.
COLUMNS = {"en": "label_en", "nb": "label_no", "da": "label_da"}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="../shared/data/esco is not there: the ESCO data is no part of this"
)


@attrs.frozen(kw_only=True)
class Reference:
    """What ESCO says of one URI."""

    labels: dict[str, str]
    isco: str = ""


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a reference file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def labels_of(row: dict[str, str]) -> dict[str, str]:
    """Return the labels of a row by our names of the languages, without those that are missing."""
    return {language: row[column] for language, column in COLUMNS.items() if row[column]}


@pytest.fixture(scope="session")
def skills() -> dict[str, Reference]:
    """Return the skills of the reference data by their URI."""
    return {
        row["esco_uri"]: Reference(labels=labels_of(row))
        for name in ("esco_skills.csv", "esco_skills_extended.csv")
        for row in rows(name)
    }


@pytest.fixture(scope="session")
def occupations() -> dict[str, Reference]:
    """Return the occupations of the reference data by their URI."""
    return {
        row["occupation_uri"]: Reference(labels=labels_of(row), isco=row["isco_code"])
        for row in rows("esco_occupations.csv")
    }


def skill_faults(alignment: Alignment, skills: dict[str, Reference]) -> Iterator[str]:
    """Yield in what an alignment differs from ESCO's skill."""
    if alignment.uri not in skills:
        yield f"{alignment.uri}: there is no such skill"
        return
    have: dict[str, str] = {"en": alignment.label, **dict(alignment.labels.entries)}
    yield from label_faults(alignment.uri, have, skills[alignment.uri].labels)


def occupation_faults(occupation: Occupation, occupations: dict[str, Reference]) -> Iterator[str]:
    """Yield in what an occupation differs from ESCO's."""
    if occupation.uri not in occupations:
        yield f"{occupation.uri}: there is no such occupation"
        return
    found = occupations[occupation.uri]
    if occupation.isco != found.isco:
        yield f"{occupation.uri}: ISCO-08 {occupation.isco!r}, not {found.isco!r}"
    yield from label_faults(occupation.uri, dict(occupation.title.entries), found.labels)


def label_faults(uri: str, have: dict[str, str], official: dict[str, str]) -> Iterator[str]:
    """Yield the labels that are not the official ones of their language."""
    for language, label in have.items():
        if label != official.get(language):
            yield f"{uri}: {language} {label!r}, officially {official.get(language, 'none')!r}"


@each_rubric
def test_every_skill_is_escos(rubric: Rubric, skills: dict[str, Reference]) -> None:
    """Every ESCO skill exists under its URI, with exactly that label in every language given."""
    alignments = [a for criterion in rubric.criteria for a in criterion.alignments]
    assert alignments
    nothing([fault for alignment in alignments for fault in skill_faults(alignment, skills)])


@each_rubric
def test_every_occupation_is_escos(rubric: Rubric, occupations: dict[str, Reference]) -> None:
    """Every ESCO occupation exists under its URI, with its titles and its ISCO-08 unit group."""
    nothing([fault for one in rubric.occupations for fault in occupation_faults(one, occupations)])


@each_rubric
def test_every_unit_group_is_iscos(rubric: Rubric) -> None:
    """Every ISCO-08 unit group that an occupation stands in exists."""
    groups = {row["isco_code"] for row in rows("isco_groups.csv")}
    assert {occupation.isco for occupation in rubric.occupations} <= groups


@each_rubric
def test_official_labels_are_given_where_there_are_any(
    rubric: Rubric, skills: dict[str, Reference]
) -> None:
    """Where ESCO has a label in bokmål or Danish, the rubric gives it."""
    missing = [
        f"{criterion.id}: {alignment.uri}: {language}"
        for criterion in rubric.criteria
        for alignment in criterion.alignments
        if alignment.uri in skills
        for language in skills[alignment.uri].labels
        if language not in ("en", *alignment.labels.languages)
    ]
    nothing(missing)
