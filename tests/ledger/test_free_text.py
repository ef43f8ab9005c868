"""No national identity number gets in, whatever field it is typed into."""

from __future__ import annotations

import datetime as dt

import pytest

from skillcert.errors import RefusedError
from skillcert.ledger import Ledger
from skillcert.ledger.free_text import refuse_identity_numbers, texts_of
from skillcert.model import (
    Assessor,
    AssessorEnrolled,
    Choices,
    EvidencePrivate,
    FileNote,
    FirstConversation,
    Issuer,
    KeyHex,
    Line,
    Name,
    PersonCard,
    Prose,
    Reason,
    Reference,
    Sha256,
    SiteOpened,
    Token,
)
from skillcert.refusals import RefusalReason

from ..privacy.made_numbers import danish, norwegian, swedish
from .chains import Chain

BORN = dt.date(1990, 1, 2)
NUMBERS = [
    next(made.digits for n in range(100, 200) if (made := norwegian(BORN, n))),
    next(f"{made.digits[:6]}-{made.digits[6:]}" for n in range(99) if (made := danish(BORN, n))),
    swedish(BORN, 12, century=True).digits,
]
DIGEST = Sha256("0" * 64)


def records(number: str) -> dict[str, object]:
    """Return records that hold *number*, by the path where it stands."""
    text = f"Født {number}"
    return {
        "name": PersonCard(name=Name(text)),
        "note": EvidencePrivate(note=Prose(text)),
        "captions[0].caption": EvidencePrivate(
            captions=(FileNote(sha256=DIGEST, caption=Line(text)),)
        ),
        "text": Reason(text=Prose(text)),
        "own_words": Choices(own_words=Prose(text)),
        "issuer.address[1]": SiteOpened(
            programme=KeyHex("0" * 64),
            issuer=Issuer(name=Name("Havna"), address=(Line("Kaia 1"), Line(text))),
        ),
        "assessor.title": AssessorEnrolled(
            assessor=Assessor(id=Reference("kari"), name=Name("Kari"), title=Line(text)),
            key=KeyHex("0" * 64),
        ),
        "assessor.id": AssessorEnrolled(
            assessor=Assessor(id=Reference(number), name=Name("Kari")), key=KeyHex("0" * 64)
        ),
        "seen_by": FirstConversation(
            workshop=Token("bicycle"),
            rubric=Token("bicycle"),
            on=BORN,
            seen_by=Reference(number),
        ),
    }


@pytest.mark.parametrize("path", records("x"))
@pytest.mark.parametrize("number", NUMBERS, ids=["norwegian", "danish", "swedish"])
def test_a_number_is_refused_in_any_field(number: str, path: str) -> None:
    """In each field a number of each country is refused, with the place and what to do."""
    with pytest.raises(RefusedError) as refused:
        refuse_identity_numbers(records(number)[path], path="here")
    (refusal,) = refused.value.refusals
    assert refusal.reason is RefusalReason.IDENTITY_NUMBER
    assert refusal.about["where"] == f"here.{path}"
    assert refusal.about["kind"] in {"fødselsnummer", "CPR-nummer", "personnummer"}
    assert "take it out, a person is named by the programme's own id" in str(refused.value)
    assert number not in str(refused.value)
    assert number not in repr(refused.value.refusals)


def test_ordinary_texts_pass() -> None:
    """Telephone numbers, dates and measures are no identity numbers."""
    issuer = Issuer(
        name=Name("Havna"), phone=Line("+47 22 33 44 55"), email=Line("post@havna.example.no")
    )
    refuse_identity_numbers(SiteOpened(programme=KeyHex("0" * 64), issuer=issuer))
    refuse_identity_numbers(EvidencePrivate(note=Prose("Målte 1200 mm den 12.06.2025, kl. 10.30")))


def test_digests_and_keys_are_no_text() -> None:
    """A digest or a key that happens to hold such digits is not what somebody typed."""
    digits = next(made.digits for n in range(100, 200) if (made := norwegian(BORN, n)))
    digest = Sha256(f"a{digits}".ljust(64, "b"))
    record = EvidencePrivate(captions=(FileNote(sha256=digest, caption=Line("Hjul")),))
    assert list(texts_of(record, "x")) == [("x.note", ""), ("x.captions[0].caption", "Hjul")]


def test_no_event_brings_a_number_in(ledger: Ledger) -> None:
    """A number in an issuer's or a supervisor's words is refused, and nothing is written."""
    chain = Chain()
    number = NUMBERS[0]
    who = Assessor(id=Reference("kari"), name=Name("Kari"), title=Line(f"Leder {number}"))
    enrolled = AssessorEnrolled(assessor=who, key=chain.kari.public.hex)
    with ledger.writing(chain.site, now=chain.now) as writing:
        writing.append([chain.opened()])
    with (
        pytest.raises(RefusedError, match=r"assessor_enrolled\.assessor\.title.*fødselsnummer"),
        ledger.writing(chain.site, now=chain.now) as writing,
    ):
        writing.append([chain.sealed(chain.programme, assessor_enrolled=enrolled)])
    assert ledger.head(chain.site).size == 1
