"""What is answered to whoever scans a code."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.credentials import CheckName, Outcome, Report, Verdict, mark_of, verify_code
from tests.credentials.papers import ISSUED, OTHER, TODAY, bundle, code, trusted


def test_genuine() -> None:
    """A code of a known issuer is genuine, and what it says comes with it."""
    found = verify_code(code().link("papers.example"), bundle(), on=TODAY)
    assert found.report.verdict is Verdict.GENUINE
    assert found.code == code()
    assert found.issuer == trusted()
    assert not found.stale


def test_an_old_list_still_answers() -> None:
    """After its day the list answers, and it is said that a newer one should be there."""
    found = verify_code(code().link(), bundle(), on=dt.date(2027, 1, 1))
    assert found.report.genuine
    assert found.stale


def test_withdrawn_unknown_and_forged_have_one_answer() -> None:
    """Nobody can read out of the answer whether a certificate was withdrawn or never was."""
    withdrawn = verify_code(code().link(), bundle(withdrawn=(mark_of("c-7f3a9be1"),)), on=TODAY)
    unknown = verify_code(code(signer=OTHER).link(), bundle(), on=TODAY)
    other = bytes([code().data[-1] ^ 1])
    forged = verify_code(code().data[:-1] + other, bundle(), on=TODAY)
    verdicts = {found.report.verdict for found in (withdrawn, unknown, forged)}
    assert verdicts == {Verdict.NOT_CONFIRMED}


def test_replaced() -> None:
    """That a newer certificate took its place is said."""
    found = verify_code(code().link(), bundle(replaced=(mark_of("c-7f3a9be1"),)), on=TODAY)
    assert found.report.verdict is Verdict.REPLACED


@pytest.mark.parametrize("end", [ISSUED, dt.date(2025, 12, 31), None])
def test_a_closed_workshop(end: dt.date | None) -> None:
    """A workshop that has closed since keeps its papers genuine."""
    assert verify_code(code().link(), bundle(trusted(end=end)), on=TODAY).report.genuine


def test_after_the_end() -> None:
    """A paper with a day after the issuer's last one is not confirmed."""
    late = bundle(trusted(end=dt.date(2025, 6, 11)))
    found = verify_code(code().link(), late, on=TODAY)
    assert found.report.outcome(CheckName.ISSUER) is Outcome.FAIL
    assert found.report.verdict is Verdict.NOT_CONFIRMED


def test_backdated_after_a_compromise() -> None:
    """A stolen key writes any day it likes: only what the allow-list names counts."""
    known = bundle(trusted(allowed=(mark_of("c-7f3a9be1"),)))
    assert verify_code(code().link(), known, on=TODAY).report.genuine
    forged = code(certificate_id="c-forged")
    assert verify_code(forged.link(), known, on=TODAY).report.verdict is Verdict.NOT_CONFIRMED


@pytest.mark.parametrize(
    "name",
    ["Kari\u202eednuL", "Kari\u200b Lunde", "Kari\u2066 Lunde", "Kari\ufeff Lunde", "Ka\u00adri"],
)
def test_characters_that_are_not_seen(name: str) -> None:
    """A name with a hidden character or a turned direction is not shown as genuine."""
    found = verify_code(code(name=name).link(), bundle(), on=TODAY)
    assert found.report.verdict is Verdict.NOT_CONFIRMED
    assert found.report.checks[0].fault == "hidden_character"


def test_joiners_are_letters() -> None:
    """The joiners of Persian and Hindi names are part of them."""
    found = verify_code(code(name="مه\u200cناز").link(), bundle(), on=TODAY)
    assert found.report.genuine


def test_markup_is_text() -> None:
    """A name that looks like markup is a name."""
    name = "<script>alert(1)</script>"
    found = verify_code(code(name=name).link(), bundle(), on=TODAY)
    assert found.code is not None
    assert found.code.content.name == name


def test_an_empty_report_confirms_nothing() -> None:
    """No check is no proof."""
    assert Report().verdict is Verdict.NOT_CONFIRMED


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
def test_whatever_is_asked(text: str | bytes) -> None:
    """Bad data never raises: the report says that nothing can be confirmed."""
    assert verify_code(text, bundle(), on=TODAY).report.verdict is Verdict.NOT_CONFIRMED
