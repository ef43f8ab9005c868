"""QR codes: what readers read in them, and what another encoder makes of the same."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import Any

import pytest
import segno
import zxingcpp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from skillcert.documents.qrcode import LARGEST, penalty, qr_rows

PLACE = "https://papers.example/v1#"


def _digits(count: int) -> str:
    return "".join(random.Random(count).choices("0123456789", k=count))  # noqa: S311 - a sample


def _read(rows: tuple[str, ...]) -> str:
    """Return what a reader takes from a code with its quiet zone."""
    side = len(rows) + 8
    white = ["0" * side] * 4
    whole = [*white, *(f"0000{row}0000" for row in rows), *white]
    pixels = bytes(0 if module == "1" else 255 for row in whole for module in row)
    image = Image.frombytes("L", (side, side), pixels).resize((side * 3, side * 3), 0)
    (found,) = zxingcpp.read_barcodes(image)
    return str(found.text)


def _made_elsewhere(content: bytes, digits: str) -> list[tuple[str, ...]]:
    """Return the code as segno makes it, with each of the eight masks."""
    segments: Any = [content, digits]  # its type hints know of no segments
    codes = (segno.make_qr(segments, error="M", boost_error=False, mask=mask) for mask in range(8))
    return [tuple("".join(map(str, row)) for row in code.matrix) for code in codes]


def _bits(content: bytes, digits: str, version: int) -> int:
    """Return how many bits two segments take in versions up to 26 (table 2 and table 3)."""
    of_bytes, of_digits = (8, 10) if version < 10 else (16, 12)
    whole, rest = divmod(len(digits), 3)
    return 4 + of_bytes + 8 * len(content) + 4 + of_digits + 10 * whole + (0, 4, 7)[rest]


def _points(rows: tuple[str, ...]) -> int:
    """Count the points of 7.8.3.1 module by module."""
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    points = 0
    for line in (*rows, *columns):
        points += sum(len(run[0]) - 2 for run in re.finditer("0{5,}|1{5,}", line))
        # The quiet zone is light; a light area on both sides counts once.
        padded = f"0000{line}0000"
        finders = [i for i in range(len(padded) - 6) if padded.startswith("1011101", i)]
        points += 40 * sum("0000" in (padded[i - 4 : i], padded[i + 7 : i + 11]) for i in finders)
    for above, below in pairwise(rows):
        squares = (above[j : j + 2] + below[j : j + 2] for j in range(len(rows) - 1))
        points += 3 * sum(square in {"0000", "1111"} for square in squares)
    share = 100 * sum(row.count("1") for row in rows) / len(rows) ** 2
    return points + 10 * int(abs(share - 50) / 5)


@pytest.mark.parametrize("version", [1, 2, 6, 7, 9, 10, 13, 14, 18, 21, 26, 27, 32, LARGEST])
def test_a_reader_reads_what_was_written(version: int) -> None:
    """Every size is read, up to the last digit that has room in it."""
    place = "a#" if version < 4 else PLACE
    count = 1
    while len(qr_rows(place.encode(), _digits(count + 9)) or ()) < 17 + 4 * version:
        count += 9
    while len(qr_rows(place.encode(), _digits(count + 1)) or "x" * 999) <= 17 + 4 * version:
        count += 1
    rows = qr_rows(place.encode(), _digits(count))
    assert rows is not None
    assert len(rows) == 17 + 4 * version
    assert _read(rows) == place + _digits(count)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60).map(b"a".__add__), st.text("0123456789", min_size=1, max_size=200))
def test_the_symbol_is_that_of_another_encoder(content: bytes, digits: str) -> None:
    """All modules are those of segno, with the mask that has the fewest points."""
    rows = qr_rows(content, digits)
    assert rows is not None
    # Where the text and its end fill a codeword, segno adds one of zeros, which 7.4.10 does not.
    assume((_bits(content, digits, (len(rows) - 17) // 4) + 4) % 8)
    others = _made_elsewhere(content, digits)
    assert rows in others
    assert _points(rows) == min(map(_points, others))


@given(st.integers(1, 12), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_points_are_counted_as_the_standard_says(version: int, chance: random.Random) -> None:
    """Counting by shifting gives what counting module by module gives, on any squares."""
    side = 17 + 4 * version
    rows = tuple("".join(chance.choices("01", k=side)) for _ in range(side))
    assert penalty(rows) == _points(rows)
    striped = tuple("10111010000"[i % 11] * side for i in range(side))
    assert penalty(striped) == _points(striped)


def test_what_has_no_room_is_none() -> None:
    """A code is never cut off."""
    assert qr_rows(b"x" * 2331) is not None
    assert qr_rows(b"x" * 2332) is None
    assert qr_rows(b"x" * 100, largest=5) is None
