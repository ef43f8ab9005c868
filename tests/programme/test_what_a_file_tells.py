"""Nothing that stays in the workshop is in any part of a file: pages, metadata, what it carries."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import attrs
import pytest
from pypdf import PdfReader

from skillcert import Programme
from skillcert.documents import Printing
from skillcert.model import (
    Assessor,
    Attachment,
    DocumentKind,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Line,
    Name,
    Period,
    Prose,
    Reference,
    Sha256,
    Token,
    Withdrawal,
)

from ..documents.everything import everything_in

ON = dt.date(2025, 6, 30)
SECRET = "zebrafink"
PRIVATE_DIGEST = Sha256("5ec2e7" * 10 + "0000")


def private(record: EvidenceRecord) -> EvidenceRecord:
    """Return *record* with something secret in every place that is not printed."""
    first = record.evidence[0]
    talk = Evidence(
        id=Reference(f"{SECRET}-talk"),
        kind=EvidenceKind.FIRST_CONVERSATION,
        on=first.on,
        seen_by=Reference(f"{SECRET}-3"),
        note=Prose(f"A word with {SECRET}"),
        interests=(Token("brakes"),),
    )
    photo = Attachment(
        sha256=PRIVATE_DIGEST, media_type=Line("image/jpeg"), caption=Line(f"Seen by {SECRET}")
    )
    noted = attrs.evolve(first, note=Prose(f"Came late, {SECRET}"), attachments=(photo,))
    taken_back = Withdrawal(
        id=Reference(f"{SECRET}-w"),
        sign_off=record.sign_offs[0].id,
        on=record.sign_offs[0].on,
        assessor=record.sign_offs[0].assessor,
        reason=Prose(f"Not so, {SECRET}"),
    )
    return attrs.evolve(
        record,
        holder=attrs.evolve(record.holder, id=Reference(f"{SECRET}-1")),
        assessors=(
            *record.assessors,
            Assessor(id=Reference(f"{SECRET}-3"), name=Name(f"Nora {SECRET.title()}")),
        ),
        evidence=(noted, *record.evidence[1:], talk),
        withdrawals=(taken_back,),
        period=Period(start=dt.date(2024, 11, 13), end=dt.date(2025, 5, 29)),
    )


@pytest.mark.parametrize("kind", DocumentKind)
def test_no_document_tells_what_stays_in_the_workshop(
    kind: DocumentKind, programme: Programme, record: EvidenceRecord
) -> None:
    """Whoever takes the file apart finds no note, reason, id, conversation, nor an exact day."""
    draft = programme.draft(private(record), language=("nb", "en"), on=ON, document=kind)
    printing = Printing(code="https://papers.example/v1#123456789")
    found = everything_in(programme.render(draft, printing=printing).pdf)
    assert record.holder.name in found
    said = found.casefold()
    assert SECRET not in said
    assert PRIVATE_DIGEST not in said
    for day in ("2024-11-13", "2025-05-29", "20241113", "20250529", "13. november", "29. mai"):
        assert day not in said
    seen = [(evidence.id, evidence.on) for evidence in record.evidence]
    for name, day_of_it in [*seen, *((sign_off.id, sign_off.on) for sign_off in record.sign_offs)]:
        assert f'"{name}"' not in found
        assert day_of_it == ON or day_of_it.isoformat() not in said


@pytest.mark.parametrize("kind", DocumentKind)
def test_the_metadata_are_the_same_for_everybody(
    kind: DocumentKind, programme: Programme, record: EvidenceRecord
) -> None:
    """Two people's files of one day differ in nothing that a list of files shows."""
    made = []
    for name in ("Kari Nordmann", "Ola Hansen"):
        other = attrs.evolve(record, holder=attrs.evolve(record.holder, name=Name(name)))
        pdf = programme.issue(other, language="da", on=ON, document=kind).pdf
        reader = PdfReader(BytesIO(pdf))
        stream: Any = reader.root_object["/Metadata"]
        made.append((dict(reader.metadata or {}), stream.get_data(), list(reader.attachments)))
    assert made[0] == made[1]
