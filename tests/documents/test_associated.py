"""What a file carries for software, and what it must not carry."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from io import BytesIO
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image
from pypdf import PdfReader

from skillcert.codec import walk
from skillcert.documents import render
from skillcert.documents.associated import FORMAT, public_part
from skillcert.errors import CodecError
from skillcert.model import (
    Certificate,
    DatePrecision,
    Line,
    Paragraph,
    Period,
    Picture,
    Prose,
    Section,
)

from .certificates import certificates
from .samples import LOOK, certificate


def _file(sample: Certificate) -> bytes:
    return render([sample], LOOK, embedded=public_part([sample]))


def _said(sample: Certificate) -> Any:
    (said,) = json.loads(public_part([sample]))["documents"]
    return said


def test_the_file_carries_what_it_says() -> None:
    """One associated file of the whole document: JSON, named the same for everybody."""
    sample = certificate("nb", 3)
    reader = PdfReader(BytesIO(_file(sample)))
    root: Any = reader.root_object
    (spec,) = [reference.get_object() for reference in root["/AF"]]
    assert spec["/AFRelationship"] == "/Data"
    assert spec["/F"] == spec["/UF"] == "record.json"
    inner = spec["/EF"]["/F"].get_object()
    assert inner["/Subtype"] == "/application/json"
    assert inner["/Params"]["/ModDate"] == "D:20250623000000Z"
    assert inner.get_data() == public_part([sample])
    assert reader.attachments == {"record.json": [public_part([sample])]}


def test_without_it_nothing_is_carried() -> None:
    """A file without the public part has no attachment at all."""
    pdf = render([certificate("nb", 3)], LOOK)
    reader = PdfReader(BytesIO(pdf))
    assert reader.attachments == {}
    assert "/AF" not in reader.root_object


def test_it_says_what_the_paper_says() -> None:
    """Name, field, skills under their levels, signers, issuer, day of issue, and the rubric."""
    sample = certificate("da", 6)
    said = _said(sample)
    assert json.loads(public_part([sample]))["format"] == FORMAT
    assert said["document"] == "certificate"
    assert said["name"] == sample.name
    assert said["field"] == sample.field
    assert said["issued_on"] == "2025-06-23"
    assert [group["level"] for group in said["levels"]] == [g.level.value for g in sample.levels]
    assert said["rubric"] == attrs.asdict(sample.rubric)
    told = [line["text"] for group in said["levels"] for line in group["lines"]]
    assert told == [line.text for group in sample.levels for line in group.lines]


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (DatePrecision.YEAR, "2024", "2025"),
        (DatePrecision.MONTH, "2024-11", "2025-02"),
        (DatePrecision.DAY, "2024-11-04", "2025-02-28"),
    ],
)
def test_the_period_is_told_as_exactly_as_on_the_paper(
    precision: DatePrecision, start: str, end: str
) -> None:
    """A day that the paper leaves out does not stand in the file either."""
    span = Period(start=dt.date(2024, 11, 4), end=dt.date(2025, 2, 28))
    sample = attrs.evolve(certificate("en", 3), period=span, date_precision=precision)
    assert _said(sample)["period"] == {"start": start, "end": end}
    assert _said(sample)["date_precision"] == precision.value
    open_span = attrs.evolve(span, end=None)
    assert _said(attrs.evolve(sample, period=open_span))["period"] == {"start": start}
    assert "period" not in _said(attrs.evolve(sample, period=None))


def test_pictures_stand_in_it_as_digests() -> None:
    """A picture is in the file once, and its camera's notes are in no part of it."""
    exif = Image.Exif()
    exif[0x0110] = "Telephone 12"
    data = BytesIO()
    Image.new("RGB", (60, 40), "#336699").save(data, "JPEG", exif=exif)
    picture = Picture(data=data.getvalue(), alt=Line("A chair"), caption="Chair")
    blocks = (Paragraph(text=Prose("Made here")), picture)
    sample = attrs.evolve(
        certificate("en", 3), sections=(Section(heading=Line("Made"), blocks=blocks),)
    )
    digest = hashlib.sha256(picture.data).hexdigest()
    assert _said(sample)["sections"][0]["blocks"] == [
        {"text": "Made here"},
        {"digest": f"sha256:{digest}", "alt": "A chair", "caption": "Chair"},
    ]
    assert b"Telephone 12" not in _file(sample)


def test_each_language_of_a_document_stands_in_it() -> None:
    """A paper in two languages says in both what it says."""
    both = [certificate("nb", 3), certificate("en", 3)]
    said = json.loads(public_part(both))["documents"]
    assert [one["language"] for one in said] == ["nb", "en"]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(certificates())
def test_every_text_of_it_is_a_text_of_the_certificate(sample: Certificate) -> None:
    """Whatever the certificate: nothing is added to what it says, and nothing is changed."""
    record = attrs.asdict(sample)
    known = {str(node) for _, node in walk(json.loads(json.dumps(record, default=_plain)))}
    for path, node in walk(_said(sample)):
        if isinstance(node, str) and not path.startswith("period."):
            assert node in known


def _plain(value: Any) -> Any:
    return value.value if hasattr(value, "value") else str(value)


def test_half_a_character_is_told() -> None:
    """A text that has no bytes is one of our own errors; the preflight lets none pass."""
    sample = attrs.evolve(certificate("en", 3), own_words=Prose("half \ud83d of it"))
    with pytest.raises(CodecError):
        public_part([sample])
