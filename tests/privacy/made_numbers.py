"""Identity numbers that belong to nobody, made by the published rules.

Their dates are drawn and their check digits computed here, in the way in which the authorities
describe it and not in the way in which the library tests it.
"""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import strategies as st

dates = st.dates(dt.date(1930, 1, 1), dt.date(2030, 12, 31))


@attrs.frozen
class Made:
    """A number.

    Attributes:
        digits: Its digits.
        date: How many of them are the date.
        name: What it is called.
    """

    digits: str
    date: int
    name: str


def _weighted(digits: str, weights: str) -> int:
    return sum(int(d) * int(w) for d, w in zip(digits, weights, strict=True))


def norwegian(date: dt.date, serial: int, *, day: int = 0, month: int = 0) -> Made | None:
    """Return a fødselsnummer; None if the serial number has no check digits (k1 or k2 is 10)."""
    digits = f"{date.day + day:02d}{date.month + month:02d}{date.year % 100:02d}{serial:03d}"
    for weights in ("376189452", "5432765432"):
        check = (11 - _weighted(digits, weights) % 11) % 11
        if check == 10:
            return None
        digits += str(check)
    return Made(digits, 6, "fødselsnummer")


def danish(date: dt.date, serial: int) -> Made | None:
    """Return a CPR number with a check digit; None if the serial number has none."""
    digits = f"{date:%d%m%y}{_danish_seventh(date, serial)}{serial % 100:02d}"
    check = (11 - _weighted(digits, "432765432") % 11) % 11
    return None if check == 10 else Made(f"{digits}{check}", 6, "CPR-nummer")


def danish_without_check(date: dt.date, serial: int) -> Made:
    """Return a CPR number as they are given out since 2007, with a check digit that is wrong."""
    digits = f"{date:%d%m%y}{_danish_seventh(date, serial)}{serial % 100:02d}"
    right = (11 - _weighted(digits, "432765432") % 11) % 11
    return Made(f"{digits}{(right + 1) % 10}", 6, "CPR-nummer")


def _danish_seventh(date: dt.date, serial: int) -> int:
    """Return a seventh digit that fits the century, by CPR-kontoret's table."""
    if date.year < 2000:
        return serial % 4
    return 5 + serial % 4 if date.year <= 2057 else 4


def swedish(date: dt.date, serial: int, *, day: int = 0, century: bool = False) -> Made:
    """Return a personnummer, with the century or without; with *day* 60 a samordningsnummer."""
    short = f"{date:%y%m}{date.day + day:02d}{1 + serial % 999:03d}"
    doubled = "".join(str(int(d) * (2 if i % 2 == 0 else 1)) for i, d in enumerate(short))
    short += str(-sum(map(int, doubled)) % 10)
    digits = f"{date.year // 100}{short}" if century else short
    return Made(digits, len(digits) - 4, "personnummer")


@st.composite
def numbers(draw: st.DrawFn) -> Made:
    """Return a number of any of the three countries that is valid by its check digits."""
    date, serial = draw(dates), draw(st.integers(0, 999))
    kind = draw(st.sampled_from(("no", "dk", "se")))
    made: Made | None
    if kind == "no":
        day, month = draw(st.sampled_from((0, 40))), draw(st.sampled_from((0, 40, 65, 80)))
        made = norwegian(date, serial, day=day, month=month)
        # Of twelve serial numbers that follow each other, one has its check digits.
        following = (
            norwegian(date, (serial + i) % 1000, day=day, month=month) for i in range(1, 50)
        )
        made = made or next(filter(None, following))
    elif kind == "dk":
        following = (danish(date, serial + i) for i in range(50))
        made = next(filter(None, following))
    else:
        century = draw(st.booleans())
        made = swedish(date, serial, day=draw(st.sampled_from((0, 60))), century=century)
    return made
