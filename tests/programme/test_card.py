"""The pocket card through the front door."""

from __future__ import annotations

import datetime as dt
import io

import attrs
import pypdf
import pytest

from skillcert import Programme
from skillcert.documents import Printing
from skillcert.errors import NotEligibleError
from skillcert.model import Card, Choices, DocumentKind, EvidenceRecord, Rubric, Token
from skillcert.testing import make_record

from .test_issue import text_of

ON = dt.date(2025, 6, 30)
LANGUAGES = ("en", "nb", "nn", "da")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_made_of_a_record(
    programme: Programme, record: EvidenceRecord, language: str
) -> None:
    """The card bears the name, the field of work, the highest skill, the issuer and the date."""
    issued = programme.issue(
        record,
        language=language,
        on=ON,
        document=DocumentKind.CARD,
        printing=Printing(single_card=True),
    )
    card = issued.document
    assert isinstance(card, Card)
    text = text_of(issued.pdf)
    for said in (card.name, card.field, card.levels[0].lines[0].text, card.issuer.name, "2025"):
        assert said in text
    first = pypdf.PdfReader(io.BytesIO(issued.pdf)).pages[0].mediabox
    assert (round(float(first.width) * 25.4 / 72, 1), round(float(first.height) * 25.4 / 72)) == (
        85.6,
        54,
    )


def test_it_shows_what_the_certificate_shows(programme: Programme, record: EvidenceRecord) -> None:
    """The holder's choice holds for the card too."""
    chosen = attrs.evolve(record, choices=Choices(show=(Token("mends_puncture"),)))
    card = programme.draft(chosen, language="en", on=ON, document=DocumentKind.CARD).document
    assert isinstance(card, Card)
    assert [line.criterion for group in card.levels for line in group.lines] == ["mends_puncture"]


def test_without_a_skill_there_is_no_card(programme: Programme, rubric: Rubric) -> None:
    """As there is no certificate."""
    empty = make_record(rubric, workshop="bicycle", criteria=[], on=ON)
    with pytest.raises(NotEligibleError):
        programme.draft(empty, language="en", on=ON, document=DocumentKind.CARD)


def test_the_code_is_on_the_paper(programme: Programme, record: EvidenceRecord) -> None:
    """A code that software made is printed with the sentence that says how to check."""
    draft = programme.draft(record, language="en", on=ON)
    code = "https://papers.example/v1#" + "123" * 100
    issued = programme.render(draft, printing=Printing(code=code))
    assert "scan the code, or see papers.example." in text_of(issued.pdf)
