"""Bytes as digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.credentials.digits import MOST_DIGITS, from_digits, to_digits
from skillcert.errors import PaperCodeError, PaperFault


@given(st.binary(max_size=600))
def test_round_trip(data: bytes) -> None:
    """Digits stand for the bytes that they were made of."""
    assert from_digits(to_digits(data)) == data


@given(st.text("0123456789", max_size=60))
def test_one_way_to_write(digits: str) -> None:
    """Whatever digits are read, they are the only ones that say so."""
    try:
        data = from_digits(digits)
    except PaperCodeError:
        return
    assert to_digits(data) == digits


@pytest.mark.parametrize(
    ("data", "digits"),
    [
        (b"", ""),
        (b"\x00", "000"),
        (b"\xff", "255"),
        (b"\x00\x00\x00\x00\x00\x00\x01", "00000000000000001"),
        (b"\xff" * 7, "72057594037927935"),
        (b"\xff" * 8, "72057594037927935255"),
    ],
)
def test_as_specified(data: bytes, digits: str) -> None:
    """The examples of the specification."""
    assert to_digits(data) == digits


@pytest.mark.parametrize(
    ("digits", "fault"),
    [
        ("256", PaperFault.INCOMPLETE),
        ("72057594037927936", PaperFault.INCOMPLETE),
        ("1", PaperFault.INCOMPLETE),
        ("1234", PaperFault.INCOMPLETE),
        ("12 3", PaperFault.NOT_A_CODE),
        ("-12", PaperFault.NOT_A_CODE),
        ("١٢٣", PaperFault.NOT_A_CODE),
        ("１２３", PaperFault.NOT_A_CODE),
        ("²55", PaperFault.NOT_A_CODE),
        ("0" * (MOST_DIGITS + 1), PaperFault.TOO_LONG),
    ],
)
def test_refused(digits: str, fault: PaperFault) -> None:
    """What no bytes are written as is refused with the word why."""
    with pytest.raises(PaperCodeError) as caught:
        from_digits(digits)
    assert caught.value.fault is fault
