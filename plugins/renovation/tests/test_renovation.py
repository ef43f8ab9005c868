"""Two rubrics of equal rank, and what was used and where."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
import skillcert_renovation

from skillcert import Programme, Registry
from skillcert.model import Choices, EvidenceRecord, ItemList, PerformanceLevel, Token
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)
PROGRAMME = Programme(Registry.of(skillcert_renovation))
FIELDS = {
    "waste_and_street_care": {
        "en": "waste collection and street care",
        "nb": "renovasjon og gaterydding",
        "nn": "renovasjon og gaterydding",
        "da": "renovation og byrenhold",
    },
    "refurbishment": {
        "en": "refurbishment and maintenance",
        "nb": "oppussing og vedlikehold",
        "nn": "oppussing og vedlikehald",
        "da": "istandsættelse og vedligehold",
    },
}


def record_of(rubric_id: str, *criteria: str) -> EvidenceRecord:
    """Return a record with *criteria* at the independent level; all without any."""
    rubric = PROGRAMME.registry.rubric("renovation", rubric_id)
    return make_record(
        rubric,
        workshop="renovation",
        level=PerformanceLevel.INDEPENDENT,
        criteria=criteria or None,
        on=ON,
    )


def points(record: EvidenceRecord) -> tuple[str, ...]:
    """Return the equipment and areas on a record's certificate."""
    sections = PROGRAMME.draft(record, language="en", on=ON).certificate.sections
    blocks = [block for section in sections for block in section.blocks]
    return tuple(i for b in blocks if isinstance(b, ItemList) for i in b.items)


@pytest.mark.parametrize("rubric_id", FIELDS)
@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_the_field_is_never_renovation_alone(rubric_id: str, language: str) -> None:
    """The word that means two things never stands alone on a certificate."""
    record = record_of(rubric_id)
    certificate = PROGRAMME.draft(record, language=language, on=ON).certificate
    assert certificate.field == FIELDS[rubric_id][language]


@pytest.mark.parametrize("rubric_id", FIELDS)
def test_equipment_and_areas_are_listed(rubric_id: str) -> None:
    """Who has done everything sees equipment and areas."""
    assert len(points(record_of(rubric_id))) >= 10


def test_what_was_not_done_is_not_listed() -> None:
    """Only equipment of skills that are shown is named."""
    listed = points(record_of("waste_and_street_care", "uses_leaf_blower"))
    assert "Leaf blower" in listed
    assert "Snow blower" not in listed


def test_what_the_holder_does_not_show_does_not_come_back() -> None:
    """A skill that the holder leaves out is not told through its equipment or area either."""
    record = record_of("waste_and_street_care")
    hidden = attrs.evolve(record, choices=Choices(show=(Token("learns"),)))
    assert points(hidden) == ()
