"""The front door as software that imports the library comes through it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import pytest

import skillcert
from skillcert import Photo, Seen, SignOffRequest
from skillcert.credentials import Verdict, open_bundle
from skillcert.errors import CodecError, RefusedError
from skillcert.model import Issuer, Line, Name, PerformanceLevel, Reference, Token
from skillcert.refusals import RefusalReason
from tests.site.conftest import KARI, PROGRAMME, Place

BICYCLE, SKILL, TASK = Token("bicycle"), Token("mends_puncture"), Token("mend_tube")
INDEPENDENT = PerformanceLevel.INDEPENDENT


def mended(person: Reference, **values: Any) -> SignOffRequest:
    """Return the request to sign off that somebody mends punctures, seen just now."""
    given = {"level": INDEPENDENT, "seen": (Seen(task=TASK),), **values}
    return SignOffRequest(person=person, workshop=BICYCLE, criterion=SKILL, **given)


def test_threads_share_a_site(place: Place) -> None:
    """Eight threads add people, sign, ask and issue through one site: every word stands, once."""
    people = [place.kari.add_person(f"Person {n}").id for n in range(4)]

    def day(number: int) -> None:
        signer = place.kari if number % 2 else place.ahmed
        person = people[number % 4]
        with signer as desk:
            desk.add_person(f"Newcomer {number}")
            desk.sign([mended(person)])
        assert place.site.standing(person, "bicycle")
        assert place.site.person(person).id == person

    for _ in range(3):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(day, range(8)))
        place.clock.days(1)
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda p: place.office.issue(p, "bicycle", language="nb"), people))
    assert len({paper.certificate_id for paper in papers}) == 4
    assert len(place.site.people()) == 4 + 24
    assert [len(place.site.record(p, "bicycle").record.sign_offs) for p in people] == [6] * 4
    report = place.site.ledger.check()
    assert report.findings == ()
    # Opened, two enrolled, people, sign-offs with evidence, papers.
    assert (report.sites[0].size, report.sites[0].proven) == (3 + 28 + 48 + 4, 4)


def test_outsiders_through_the_front_door(place: Place) -> None:
    """A paper is verified by the site's list, until it is withdrawn; a stranger's file never is."""
    programme, today = place.site.programme, place.site.today
    person = place.kari.add_person("Jonas Bråten").id
    for _ in range(3):
        place.kari.sign([mended(person)])
        place.clock.days(1)
    paper = place.office.issue(person, "bicycle", language="nb")

    def verdict(data: bytes) -> Verdict:
        listed = open_bundle(place.office.trust_list(until=today + dt.timedelta(days=90)))
        return programme.verify(data, listed, on=place.site.today).report.verdict

    assert verdict(paper.issued.pdf) is Verdict.GENUINE
    listed = open_bundle(place.office.trust_list(until=today + dt.timedelta(days=90)))
    assert place.site.verify(paper.issued.pdf, listed).report.genuine
    assert verdict(b"%PDF-1.7 of somebody else") is Verdict.NOT_CONFIRMED
    badge = place.office.export_paper(Reference(paper.certificate_id or ""), "open-badge")
    assert verdict(badge) is Verdict.GENUINE
    place.office.withdraw_paper(Reference(paper.certificate_id or ""))
    assert verdict(paper.issued.pdf) is Verdict.NOT_CONFIRMED


def test_all_that_is_held_on_a_person(place: Place) -> None:
    """What a person may have is one call: a text in their language, JSON, and the pictures."""
    person = place.kari.add_person("Jonas Bråten").id
    place.kari.record_evidence(person, "bicycle", Seen(task=TASK, note="Fant hullet på gehør"))
    handed = place.site.hand_over(person, language="nb")
    assert "Fant hullet på gehør" in handed.text
    assert "Jonas Bråten".encode() in handed.machine


def test_the_issuer_can_change(place: Place) -> None:
    """Papers bear the new name from then on; a number of somebody in it is refused."""
    new = Issuer(name=Name("Havna Verksted"), phone=Line("+47 51 00 00 01"))
    place.office.change_issuer(new)
    assert place.site.issuer == new
    with pytest.raises(RefusedError) as caught:
        place.office.change_issuer(attrs.evolve(new, name=Name("Kari 01010012356")))
    assert {one.reason for one in caught.value.refusals} == {RefusalReason.IDENTITY_NUMBER}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (
            lambda: mended(Reference("p"), level="independent"),
            "level: expected a PerformanceLevel, found the text 'independent'",
        ),
        (
            lambda: mended(Reference("p"), on=dt.datetime(2025, 3, 3, tzinfo=dt.UTC)),
            "on: expected a date or None, found a datetime",
        ),
        (lambda: mended(Reference("p"), seen=Seen(task=TASK)), "seen: expected a tuple, found"),
        (lambda: mended(Reference("p"), evidence="e-1"), "evidence: expected a tuple, found"),
        (lambda: Seen(kind="task"), "kind: expected a EvidenceKind"),  # type: ignore[arg-type]
        (lambda: Seen(on="2025-03-03"), "on: expected a date or None"),  # type: ignore[arg-type]
        (lambda: Seen(note=None), "note: expected a str, found null"),  # type: ignore[arg-type]
        (
            lambda: Photo(data="slange.jpg", caption=""),  # type: ignore[arg-type]
            "data: expected a bytes, found the text 'slange.jpg'",
        ),
    ],
)
def test_a_value_of_another_type_is_told_where_it_is_made(
    make: Callable[[], object], told: str
) -> None:
    """What a type checker would have said is said at run time, in a sentence with the place."""
    with pytest.raises(CodecError) as caught:
        make()
    assert told in str(caught.value)


def test_without_sqlalchemy_it_is_said_what_to_install() -> None:
    """Without the extra, whatever needs a ledger says which package is missing."""
    code = """
import sys, datetime
sys.modules["sqlalchemy"] = None
import skillcert, skillcert.ledger
from skillcert.errors import LedgerError

for ask in (
    lambda: skillcert.Programme.open("memory:", clock=datetime.datetime.now),
    lambda: skillcert.Desk,
    lambda: skillcert.ledger.Ledger,
):
    try:
        ask()
    except LedgerError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    needed = "the ledger needs SQLAlchemy, which is not installed"
    install = 'Install it with: pip install "skillcert[ledger]"'
    assert done.stdout.splitlines() == [f"{needed}. {install}"] * 3


def test_every_name_is_there() -> None:
    """Each name that the package lists can be imported, and has its words."""
    for name in skillcert.__all__:
        assert getattr(skillcert, name) is not None
    for kind in (skillcert.Site, skillcert.Desk, skillcert.Office, skillcert.Programme):
        for member, value in vars(kind).items():
            if not member.startswith("_") and callable(value):
                assert value.__doc__, f"{kind.__name__}.{member}"


def test_a_key_of_another_role_is_told_apart(place: Place) -> None:
    """The office wants the programme's key and a desk a supervisor's: each says so."""
    with pytest.raises(RefusedError, match="programme"):
        place.site.manage(KARI)
    with pytest.raises(RefusedError):
        place.site.unlock(PROGRAMME)
