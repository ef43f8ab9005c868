"""What waits for a second pair of eyes is found in a long chain, and nothing else is."""

from __future__ import annotations

import pytest

from skillcert import SignOffRequest
from skillcert.errors import LedgerError
from skillcert.model import PerformanceLevel, Reference, Token
from skillcert.programme import Person, Seen
from tests.site.conftest import AHMED, Place

BICYCLE = Token("bicycle")
GUIDED, SOME_HELP, *_ = PerformanceLevel


def for_two(place: Place, person: Person, level: PerformanceLevel = GUIDED) -> SignOffRequest:
    """Return the request to sign off a skill that asks for two assessors."""
    asked = next(one for one in place.site.rubric(BICYCLE).criteria if one.second_assessor)
    return SignOffRequest(
        person=person.id,
        workshop=BICYCLE,
        criterion=asked.id,
        level=level,
        seen=(Seen(task=asked.tasks[0]),),
    )


def signed(place: Place, person: Person) -> Reference:
    """Return a sign-off of Kari's that waits for somebody else."""
    (one,) = place.kari.sign([for_two(place, person)]).signed
    return one.sign_off


def waiting(place: Place) -> set[Reference]:
    """Return what waits for Ahmed, which is what the records say too."""
    found = {one.sign_off for one in place.ahmed.to_confirm()}
    asked = for_two(place, place.site.people()[0]).criterion
    in_records = set()
    for person in place.site.people():
        record = place.site.record(person.id, BICYCLE).record
        gone = {one.sign_off for one in record.withdrawals}
        gone |= {one.corrects for one in record.sign_offs if one.corrects}
        in_records |= {
            one.id
            for one in record.sign_offs
            if one.criterion == asked
            and one.id not in gone
            and one.second_assessor is None
            and one.assessor != "ahmed"
        }
    assert found == in_records
    return found


def test_what_waits_and_what_does_no_longer(place: Place) -> None:
    """Confirmed, withdrawn, corrected, erased: what nobody has to look at is not asked for."""
    jonas, mia = place.kari.add_person("Jonas Bråten"), place.kari.add_person("Mia Dahl")
    confirmed, withdrawn, corrected, stays = (signed(place, jonas) for _ in range(4))
    hers = signed(place, mia)
    place.ahmed.sign([for_two(place, jonas)])
    assert waiting(place) == {confirmed, withdrawn, corrected, stays, hers}
    place.ahmed.confirm([confirmed])
    place.kari.withdraw(withdrawn)
    (new,) = place.kari.correct(corrected, SOME_HELP).signed
    assert waiting(place) == {stays, new.sign_off, hers}
    place.kari.erase(mia.id)
    assert waiting(place) == {stays, new.sign_off}


def test_what_a_stolen_key_has_confirmed_waits_again(place: Place) -> None:
    """After the declared place in the chain a confirmation is none."""
    first = signed(place, place.kari.add_person("Jonas Bråten"))
    before = place.site.head.size
    place.ahmed.confirm([first])
    assert place.ahmed.to_confirm() == ()
    place.office.declare_compromised(AHMED.public.id, after=before)
    place.office.retire(Reference("ahmed"))
    (waits,) = place.site.ledger.unconfirmed(place.site.key, {_skill(place)}).values()
    assert waits == ((BICYCLE, BICYCLE),)


def _skill(place: Place) -> tuple[Token, Token, Token]:
    asked = next(one for one in place.site.rubric(BICYCLE).criteria if one.second_assessor)
    return BICYCLE, BICYCLE, asked.id


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_an_entry_that_was_altered_is_told(place: Place) -> None:
    """Where an event was replaced by something else the question is not answered."""
    signed(place, place.kari.add_person("Jonas Bråten"))
    with place.site.ledger.database.writing("tests") as connection:
        connection.exec_driver_sql(
            'UPDATE skillcert_entry SET body = CAST(replace(CAST(body AS TEXT), \'"at":"2025\','
            " '\"at\":\"x') AS BLOB) WHERE kind = 'skill_signed'"
        )
    with pytest.raises(LedgerError, match="was altered"):
        place.ahmed.to_confirm()
    with pytest.raises(LedgerError, match="was altered"):
        place.site.people()
