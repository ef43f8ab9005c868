"""A paper before the ledger that it was issued from, and before others."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text

from skillcert import Programme
from skillcert.credentials import Check, CheckName, Outcome, PaperCode, Verdict, open_bundle
from skillcert.credentials.verification import Verified
from skillcert.ledger import Ledger
from skillcert.model import Issuer, Name
from skillcert.programme.checking import check_file
from skillcert.programme.office import Paper
from skillcert.programme.outsiders import trust_list
from skillcert.signing import KeySigner
from tests.site.conftest import STRANGER, Place
from tests.site.test_use_cases import practised

LATER = dt.date(2026, 1, 1)


def issued(place: Place, name: str = "Jonas Bråten") -> Paper:
    """Return a paper that was issued."""
    return place.office.issue(practised(place, name).id, "bicycle", language="nb")


def checked(place: Place, paper: Paper, ledger: Ledger | None) -> Verified:
    """Check a paper's code by the site's list of issuers and a ledger."""
    assert paper.code is not None
    trust = open_bundle(trust_list(place.office, until=LATER))
    data = paper.code.link().encode()
    return check_file(data, trust, on=place.site.today, ledger=ledger)


def of_ledger(found: Verified) -> Check:
    """Return what was said of the ledger."""
    (check,) = (one for one in found.report.checks if one.name is CheckName.CHECKPOINT)
    return check


def test_its_own_ledger(place: Place) -> None:
    """The ledger knows the paper, and holds what it held at issue: one line says so."""
    first = issued(place)
    issued(place, "Łucja Żółć")
    found = checked(place, first, place.site.ledger)
    assert of_ledger(found).outcome is Outcome.PASS
    assert found.report.genuine


def test_without_a_ledger(place: Place) -> None:
    """Where no ledger is at hand it is said that none was asked, and the paper is genuine."""
    found = checked(place, issued(place), None)
    assert of_ledger(found).outcome is Outcome.NOT_CHECKED
    assert of_ledger(found).fault == "no_ledger"
    assert found.report.genuine


def test_the_ledger_of_another_workshop(place: Place) -> None:
    """A ledger that never had the issuer's key says nothing about the paper."""
    other = Programme.found(
        "memory:",
        site="elsewhere",
        issuer=Issuer(name=Name("Fjordgata Verksted")),
        signer=STRANGER,
        clock=place.clock,
    )
    with other:
        found = checked(place, issued(place), other.ledger)
    assert of_ledger(found).outcome is Outcome.NOT_CHECKED
    assert of_ledger(found).fault == "foreign_ledger"
    assert found.report.genuine


def test_a_paper_that_the_ledger_does_not_know(place: Place) -> None:
    """A code that was sealed with a stolen key past the ledger is not confirmed by it."""
    from tests.credentials.papers import code

    forged = code(signer=place.office.signer)  # type: ignore[arg-type]  # any key that signs
    found = checked(place, _with_code(issued(place), forged), place.site.ledger)
    assert of_ledger(found).fault == "not_in_ledger"
    assert found.report.verdict is Verdict.NOT_CONFIRMED


def _with_code(paper: Paper, code: PaperCode) -> Paper:
    import attrs

    return attrs.evolve(paper, code=code)


def test_a_ledger_whose_beginning_is_another(place: Place) -> None:
    """An entry from before the paper that was edited since is found out by the paper."""
    paper = issued(place)
    with place.site.ledger.database.writing("harbour") as connection:
        changed = "UPDATE skillcert_entry SET signature = :new WHERE seq = 4"
        connection.execute(text(changed), {"new": bytes(64)})
    found = checked(place, paper, place.site.ledger)
    assert of_ledger(found).fault == "other_ledger"
    assert found.report.verdict is Verdict.NOT_CONFIRMED


@pytest.mark.parametrize("lost", [3, 7])
def test_a_ledger_with_a_gap(place: Place, lost: int) -> None:
    """So is one in which an entry is missing."""
    paper = issued(place)
    with place.site.ledger.database.writing("harbour") as connection:
        connection.execute(text("DELETE FROM skillcert_entry WHERE seq = :lost"), {"lost": lost})
    assert of_ledger(checked(place, paper, place.site.ledger)).outcome is Outcome.FAIL


def test_what_was_taken_back_since_the_list_was_made(place: Place) -> None:
    """The ledger knows sooner than the list that a paper was withdrawn or replaced."""
    person = practised(place)
    first = place.office.issue(person.id, "bicycle", language="nb")
    trust = open_bundle(trust_list(place.office, until=LATER))
    second = place.office.issue(person.id, "bicycle", language="nb", replaces=first.certificate_id)
    assert second.certificate_id is not None
    trust_then = open_bundle(trust_list(place.office, until=LATER))
    place.office.withdraw_paper(second.certificate_id)
    said = []
    for paper, known in ((first, trust), (second, trust_then)):
        assert paper.code is not None
        data = paper.code.link().encode()
        found = check_file(data, known, on=place.site.today, ledger=place.site.ledger)
        said.append(found.report.verdict)
    assert said == [Verdict.REPLACED, Verdict.NOT_CONFIRMED]


def test_under_an_older_key(place: Place) -> None:
    """A paper of a key that was replaced since is found in the ledger."""
    paper = issued(place)
    new = KeySigner.of_seed(bytes(range(90, 122)))
    place.office.replace_own_key(new.public)
    trust = open_bundle(trust_list(place.site.manage(new), until=LATER))
    assert paper.code is not None
    data = paper.code.link().encode()
    found = check_file(data, trust, on=place.site.today, ledger=place.site.ledger)
    assert of_ledger(found).outcome is Outcome.PASS
