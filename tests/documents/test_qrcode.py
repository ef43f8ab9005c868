"""QR codes: what a reader reads in them, and what another encoder makes of the same."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from typing import Any

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from skillcert.credentials.digits import to_digits
from skillcert.documents.qrcode import qr_rows

PLACE = "https://papers.example/v1#"


def _read(rows: tuple[str, ...]) -> str:
    """Return what a reader takes from a code with its quiet zone."""
    side = len(rows) + 8
    white = ["0" * side] * 4
    whole = [*white, *(f"0000{row}0000" for row in rows), *white]
    pixels = bytes(0 if module == "1" else 255 for row in whole for module in row)
    image = Image.frombytes("L", (side, side), pixels).resize((side * 3, side * 3), 0)
    (found,) = zxingcpp.read_barcodes(image)
    return str(found.text)


def _side_elsewhere(place: str, digits: str) -> int:
    """Return how many modules wide another encoder makes the code, of bytes and of digits."""
    segments: Any = [place.encode(), digits]  # its type hints know of no segments
    made = segno.make_qr(segments, error="M", boost_error=False, mask=0)
    return int(made.symbol_size(border=0)[0])


@settings(max_examples=20)
@given(st.text("0123456789", min_size=1, max_size=1_900))
def test_a_reader_reads_it(digits: str) -> None:
    """Whatever the digits are, a reader reads the address and the digits."""
    rows = qr_rows(PLACE + digits, largest=40)
    assert rows is not None
    assert {len(row) for row in rows} == {len(rows)}
    assert set("".join(rows)) == {"0", "1"}
    assert _read(rows) == PLACE + digits


@pytest.mark.parametrize("count", [60, 333, 900, 1265, 1860])
def test_as_small_as_another_encoder_makes_it(count: int) -> None:
    """The digits are packed as digits: it is as small as bytes and digits by themselves are."""
    digits = ("4711" * count)[:count]
    rows = qr_rows(PLACE + digits, largest=40)
    assert rows is not None
    assert len(rows) == _side_elsewhere(PLACE, digits)


def test_the_smallest_that_fits() -> None:
    """More digits never make a smaller code, and a code is never larger than was asked for."""
    sides = []
    for count in range(100, 1_500, 200):
        rows = qr_rows(PLACE + "7" * count, largest=40)
        assert rows is not None
        sides.append(len(rows))
        assert qr_rows(PLACE + "7" * count, largest=(len(rows) - 17) // 4 - 1) is None
    assert all(one <= other for one, other in pairwise(sides))


def test_too_much_for_any_code() -> None:
    """What no QR code holds gives none."""
    assert qr_rows("7" * 9_000, largest=40) is None


@pytest.mark.parametrize("number", range(4))
def test_a_long_code_is_even(number: int) -> None:
    """About half of its squares are dark in every quarter, and no line or block is all alike."""
    noise = hashlib.shake_128(bytes([number])).digest(500)
    rows = qr_rows(PLACE + to_digits(noise), largest=23)
    assert rows is not None
    half = len(rows) // 2
    for lines in (rows[:half], rows[half:]):
        for part in (slice(0, half), slice(half, None)):
            quarter = "".join(line[part] for line in lines)
            assert 0.42 < quarter.count("1") / len(quarter) < 0.58
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    longest = max(len(run) for line in (*rows, *columns) for run in re.findall("0+|1+", line))
    assert longest <= 20
