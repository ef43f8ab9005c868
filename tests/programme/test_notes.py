"""What whoever issues a paper is told: what is not on it, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from skillcert import Programme, SkillcertError
from skillcert.errors import NotEligibleError, RecordError
from skillcert.model import (
    Choices,
    DocumentKind,
    EvidenceRecord,
    Issuer,
    Name,
    PerformanceLevel,
    Period,
    Reference,
    Rubric,
    SignOff,
    Token,
)
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)


def notes(programme: Programme, record: EvidenceRecord) -> list[str]:
    """Return the notes of a certificate, without that on the issuer's address."""
    draft = programme.draft(record, language="en", on=ON)
    return [str(note) for note in draft.notes if note.path != "issuer"]


def with_sign_off(record: EvidenceRecord, key: str, **changes: Any) -> EvidenceRecord:
    """Return *record* with the sign-off of a criterion changed."""

    def changed(sign_off: SignOff) -> SignOff:
        return attrs.evolve(sign_off, **changes) if sign_off.criterion == key else sign_off

    return attrs.evolve(record, sign_offs=tuple(map(changed, record.sign_offs)))


def test_a_full_record_needs_no_note(programme: Programme, record: EvidenceRecord) -> None:
    """Where everything signed is shown as signed, nothing is said."""
    assert notes(programme, record) == []


def test_a_skill_that_waits_is_named_with_the_reason(
    programme: Programme, record: EvidenceRecord
) -> None:
    """A signed skill that is not shown yet is named, and what it waits for."""
    first = next(s.evidence[:1] for s in record.sign_offs if s.criterion == "mends_puncture")
    (note,) = notes(programme, with_sign_off(record, "mends_puncture", evidence=first))
    assert note.startswith("mends_puncture: signed as independent, not shown yet")
    assert "seen 1 of 3 times" in note


def test_a_level_that_is_not_carried_is_named(programme: Programme, rubric: Rubric) -> None:
    """Who is signed as guiding others without an occasion of it is shown as independent."""
    levels = {"washes_bicycles": PerformanceLevel.INDEPENDENT}
    record = make_record(rubric, workshop="bicycle", criteria=levels, on=ON)
    lifted = with_sign_off(record, "washes_bicycles", level=PerformanceLevel.GUIDES_OTHERS)
    (note,) = notes(programme, lifted)
    assert "signed as guides_others, shown as independent" in note
    assert "guiding a colleague" in note


def test_a_sign_off_of_a_later_day_is_named(programme: Programme, record: EvidenceRecord) -> None:
    """A sign-off dated after the day of issue is no silent loss."""
    (note,) = notes(programme, with_sign_off(record, "trues_wheels", on=dt.date(2031, 1, 1)))
    assert "trues_wheels was signed on 2031-01-01, after the day of issue" in note


def test_a_chosen_skill_that_nobody_signed_is_named(
    programme: Programme, record: EvidenceRecord
) -> None:
    """A skill that the holder chose and that nobody signed is named."""
    chosen = Choices(show=(Token("trues_wheels"), Token("bleeds_brakes")))
    (note,) = notes(programme, attrs.evolve(record, choices=chosen))
    assert note == "bleeds_brakes: chosen to be shown, but nobody has signed it"


def test_an_issuer_who_cannot_be_reached_is_named(
    programme: Programme, record: EvidenceRecord
) -> None:
    """Without phone, e-mail or web address nobody can check the paper."""
    silent = attrs.evolve(record, issuer=Issuer(name=Name("Havna")))
    draft = programme.draft(silent, language="en", on=ON)
    assert any("nobody can check" in note.what for note in draft.notes)


@pytest.mark.parametrize("end", [None, dt.date(2031, 6, 1)])
def test_a_period_after_the_day_of_issue_is_refused(
    programme: Programme, record: EvidenceRecord, end: dt.date | None
) -> None:
    """A paper tells of no time that has not been."""
    late = attrs.evolve(record, period=Period(start=dt.date(2031, 5, 1), end=end))
    with pytest.raises(RecordError, match=r"period\.start"):
        programme.draft(late, language="en", on=ON)


def test_a_year_of_two_digits_is_a_slip(programme: Programme, record: EvidenceRecord) -> None:
    """A day in the year 25 is refused before it becomes a period."""
    old = attrs.evolve(record.evidence[0], on=dt.date(25, 5, 11))
    with pytest.raises(RecordError, match="the year 25 is a slip"):
        programme.draft(
            attrs.evolve(record, evidence=(old, *record.evidence[1:])), language="en", on=ON
        )


def test_the_day_of_issue_is_a_date(programme: Programme, record: EvidenceRecord) -> None:
    """A moment in place of a day is an error of the library, with what to do."""
    moment = dt.datetime(2025, 6, 30, tzinfo=dt.UTC)
    with pytest.raises(SkillcertError, match=r"must be a datetime\.date"):
        programme.draft(record, language="en", on=moment)


def test_a_statement_needs_work(programme: Programme, record: EvidenceRecord) -> None:
    """A statement of work is not made from a record that holds none."""
    empty = attrs.evolve(record, evidence=(), sign_offs=())
    with pytest.raises(NotEligibleError, match="no work"):
        programme.draft(empty, language="en", on=ON, document=DocumentKind.STATEMENT)


def test_checked_by_is_claimed_only_of_who_checked(programme: Programme, rubric: Rubric) -> None:
    """The second signature says "checked by" only for a second assessor."""
    for key, checked in (("washes_bicycles", False), ("release_check", True)):
        levels = {key: PerformanceLevel.INDEPENDENT}
        record = make_record(rubric, workshop="bicycle", criteria=levels, on=ON)
        both = attrs.evolve(record, signers=(Reference("a1"), Reference("a2")))
        signers = programme.draft(both, language="en", on=ON).certificate.signers
        assert [signer.checked for signer in signers] == [False, checked]
