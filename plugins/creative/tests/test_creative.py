"""The creative workshop: products made, and the statement for who seeks no job."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib

import attrs
import pytest
import skillcert_creative

from skillcert import Programme, Registry
from skillcert.errors import RecordError
from skillcert.model import (
    Attachment,
    DocumentKind,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    ItemList,
    Line,
    PerformanceLevel,
    Picture,
    Product,
    Reference,
    Section,
    Sha256,
    Token,
)
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)
PROGRAMME = Programme(Registry.of(skillcert_creative))
# One grey pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
DIGEST = Sha256(hashlib.sha256(PNG).hexdigest())


def product(number: int, *, made: int, sold: int = 0, show: bool | None = None) -> Evidence:
    """Return evidence of candles, with a picture if *show* is given."""
    picture = Attachment(
        sha256=DIGEST, media_type=Line("image/png"), caption=Line("Two candles"), show=bool(show)
    )
    return Evidence(
        id=Reference(f"product-{number}"),
        kind=EvidenceKind.PRODUCT,
        on=ON,
        task=Token("pour_candle"),
        seen_by=Reference("a1"),
        product=Product(made=made, sold=sold),
        attachments=() if show is None else (picture,),
    )


def record(*evidence: Evidence) -> EvidenceRecord:
    """Return a record with one skill and *evidence*."""
    rubric = PROGRAMME.registry.rubric("creative", "creative")
    levels = {"learns": PerformanceLevel.INDEPENDENT}
    made = make_record(rubric, workshop="creative", criteria=levels, on=ON)
    return attrs.evolve(made, evidence=(*made.evidence, *evidence))


def sections(
    made: EvidenceRecord,
    document: DocumentKind = DocumentKind.CERTIFICATE,
    pictures: dict[str, bytes] | None = None,
) -> tuple[Section, ...]:
    """Return the sections of a document."""
    draft = PROGRAMME.draft(made, language="en", on=ON, document=document, pictures=pictures)
    return draft.certificate.sections


def test_products_are_counted() -> None:
    """The section says how many were made and how many were sold, over all occasions."""
    (section,) = sections(record(product(1, made=6, sold=4), product(2, made=5)))
    (points,) = [block for block in section.blocks if isinstance(block, ItemList)]
    assert points.items == ("Moulded candles: 11 made, 4 sold in the shop",)


def test_without_products_there_is_no_section() -> None:
    """Who made no product has no list of products."""
    assert sections(record()) == ()


@pytest.mark.parametrize(("show", "count"), [(True, 1), (False, 0), (None, 0)])
def test_pictures_need_the_holders_consent(show: bool | None, count: int) -> None:
    """A picture is printed only with consent."""
    (section,) = sections(record(product(1, made=2, show=show)), pictures={DIGEST: PNG})
    assert len([block for block in section.blocks if isinstance(block, Picture)]) == count


def test_a_picture_that_is_not_there_is_told() -> None:
    """A picture that should be shown and is not there is a warning; the document is made."""
    draft = PROGRAMME.draft(record(product(1, made=2, show=True)), language="en", on=ON)
    (warning,) = draft.warnings
    assert "its file is not there" in warning.what


def test_an_exchanged_picture_is_refused() -> None:
    """Other bytes under a picture's digest are refused."""
    with pytest.raises(RecordError, match="not the one that the record names"):
        sections(record(product(1, made=2, show=True)), pictures={DIGEST: PNG + b"x"})


def test_the_statement_tells_of_work_and_products() -> None:
    """The statement names products and claims no skill."""
    made = record(product(1, made=2))
    statement, products = sections(made, DocumentKind.STATEMENT)
    assert statement.heading == "Work and products"
    assert products.heading == "Products made"


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_documents_with_pictures_are_made(language: str) -> None:
    """Certificate and statement with a picture are printed in every language."""
    made = record(product(1, made=2, sold=1, show=True))
    for document in (DocumentKind.CERTIFICATE, DocumentKind.STATEMENT):
        issued = PROGRAMME.issue(
            made, language=language, on=ON, document=document, pictures={DIGEST: PNG}
        )
        assert issued.warnings == ()
        assert issued.pdf.startswith(b"%PDF-")
