"""National identity numbers are found wherever they stand, and other numbers are not."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from skillcert.privacy import HitKind, identity_numbers

from .made_numbers import (
    Made,
    danish,
    danish_without_check,
    dates,
    norwegian,
    numbers,
    swedish,
)

# Other work on the machine makes no test fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

BIRTHDAY = dt.date(1990, 1, 2)

FNR = next(filter(None, (norwegian(BIRTHDAY, n) for n in range(100, 200)))).digits
CPR = next(filter(None, (danish(BIRTHDAY, n) for n in range(100)))).digits
CPR_WITHOUT_CHECK = danish_without_check(BIRTHDAY, 12).digits
SWEDISH = swedish(BIRTHDAY, 123).digits
LONG_SWEDISH = swedish(BIRTHDAY, 123, century=True).digits

# What may touch a number in a text: anything but a further digit, a sign and a digit, or a `+`.
before = st.text().filter(lambda text: not identity_numbers(text)).map(lambda text: f"{text};")
after = st.text().filter(lambda text: not identity_numbers(text)).map(lambda text: f";{text}")


def found(text: str) -> list[tuple[str, str]]:
    """Return text and name of every number in *text*."""
    return [(hit.text, hit.entry) for hit in identity_numbers(text)]


def looks_like_a_phone(number: Made) -> bool:
    """Say whether a number in one piece may be read as a Swedish telephone number."""
    return number.name == "personnummer" and number.date == 6 and number.digits.startswith("0")


@unhurried
@given(number=numbers(), head=before, tail=after)
def test_a_valid_number_is_found_in_any_text(number: Made, head: str, tail: str) -> None:
    """A number in one piece is found in whatever text stands around it, with its place."""
    assume(not looks_like_a_phone(number))
    text = head + number.digits + tail
    hits = identity_numbers(text)
    assert [text[hit.start : hit.end] for hit in hits] == [number.digits]
    assert hits[0].text == number.digits
    assert hits[0].kind is HitKind.IDENTITY_NUMBER


@unhurried
@given(
    number=numbers(), sign=st.sampled_from((" ", "-", ".", "/", "_", " - ", "–", "\u00a0", "\n"))
)
def test_a_date_may_stand_apart(number: Made, sign: str) -> None:
    """Date and rest may be parted by a space, a dash, a dot, a slash or a low line."""
    text = f"x {number.digits[: number.date]}{sign}{number.digits[number.date :]} x"
    assert [hit[0] for hit in found(text)] == [text[2:-2]]


@unhurried
@given(number=numbers(), sign=st.sampled_from((" ", "-", ".")))
def test_a_date_may_stand_in_its_parts(number: Made, sign: str) -> None:
    """The date may be written in its parts, with the same sign before the rest."""
    year = number.date - 4
    digits = number.digits
    parts = (digits[:year], digits[year : year + 2], digits[year + 2 : year + 4])
    text = sign.join((*parts, digits[number.date :]))
    assert [hit[0] for hit in found(text)] == [text]


@unhurried
@given(number=numbers())
def test_digits_may_stand_apart(number: Made) -> None:
    """A number written digit by digit, as into the boxes of a form, is found."""
    text = " ".join(number.digits)
    assert [hit[0] for hit in found(text)] == [text]


@unhurried
@given(
    number=numbers(),
    zero=st.sampled_from("٠۰०０𝟎𝟘"),
    hidden=st.sampled_from(("", "\u00ad", "\u200b", "\u2060", "\ufe0f\u20e3")),
)
def test_digits_are_read_as_they_look(number: Made, zero: str, hidden: str) -> None:
    """Digits of other scripts and widths, with or without hidden characters between, are digits."""
    assume(not looks_like_a_phone(number))
    written = "".join(chr(ord(zero) + int(digit)) + hidden for digit in number.digits)
    (hit,) = identity_numbers(f"nr. {written}.")
    assert hit.text == written
    assert hit.start == 4


@unhurried
@given(date=dates, serial=st.integers(0, 999))
def test_danish_numbers_without_check_digit(date: dt.date, serial: int) -> None:
    """Since 2007 there are CPR numbers without one: they count as they are usually written."""
    digits = danish_without_check(date, serial).digits
    assume(len(found(digits)) == 0)  # by chance it may be a Swedish number
    day = (digits[:2], digits[2:4], digits[4:6])
    for text in (
        f"{digits[:6]}-{digits[6:]}",
        f"{digits[:6]} {digits[6:]}",
        f"{digits[:6]}–{digits[6:]}",
        f"{'.'.join(day)}-{digits[6:]}",
        f"{'-'.join(day)}-{digits[6:]}",
    ):
        assert found(text) == [(text, "CPR-nummer")]


@unhurried
@given(number=numbers(), where=st.integers(0, 11), step=st.integers(1, 9))
def test_a_wrong_check_digit_is_no_number(number: Made, where: int, step: int) -> None:
    """A number in one piece with any digit changed is none of that country's any more."""
    digits = number.digits
    place = where % len(digits)
    changed = f"{digits[:place]}{(int(digits[place]) + step) % 10}{digits[place + 1 :]}"
    # Neither Luhn nor modulo 11 misses the change of a single digit.
    assert all(hit.entry != number.name for hit in identity_numbers(changed))


@unhurried
@given(digits=st.text("0123456789", min_size=0, max_size=30))
@example(FNR[:-1])
@example(f"1{FNR}")
@example(f"{FNR}1")
def test_other_lengths_are_no_numbers(digits: str) -> None:
    """Digits in one piece that are not ten, eleven or twelve are no number."""
    assume(len(digits) not in (10, 11, 12))
    assert found(digits) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FNR, "fødselsnummer"),
        (f"{FNR[:6]} {FNR[6:]}", "fødselsnummer"),
        (f"{FNR[:6]} {FNR[6:9]} {FNR[9:]}", "fødselsnummer"),
        (f"02.01.1990 {FNR[6:]}", "fødselsnummer"),
        (CPR, "CPR-nummer"),
        (f"{CPR[:6]}-{CPR[6:]}", "CPR-nummer"),
        (f"02.01.1990-{CPR[6:]}", "CPR-nummer"),
        (f"{CPR_WITHOUT_CHECK[:6]}-{CPR_WITHOUT_CHECK[6:]}", "CPR-nummer"),
        (SWEDISH, "personnummer"),
        (f"{SWEDISH[:6]}-{SWEDISH[6:]}", "personnummer"),
        (f"{SWEDISH[:6]}+{SWEDISH[6:]}", "personnummer"),
        (LONG_SWEDISH, "personnummer"),
        (f"{LONG_SWEDISH[:8]}-{LONG_SWEDISH[8:]}", "personnummer"),
        (f"1990-01-02-{LONG_SWEDISH[8:]}", "personnummer"),
    ],
)
def test_each_countrys_number_is_named(text: str, name: str) -> None:
    """A hit says which country's number it is."""
    assert found(f"({text})") == [(text, name)]


def test_other_signs_need_a_check_digit() -> None:
    """A CPR number without check digit that is parted by another sign is not known for one."""
    six, four = CPR_WITHOUT_CHECK[:6], CPR_WITHOUT_CHECK[6:]
    for text in (f"{six}/{four}", f"{six}.{four}", f"{six}+{four}", f"02.01.90 {four}"):
        assert found(text) == []
    assert found(f"{CPR[:6]}/{CPR[6:]}") != []


def test_the_year_of_a_long_date_is_a_year_of_birth() -> None:
    """A date with a year that nobody alive was born in is no beginning of a number."""
    assert found(f"02.01.1990 {FNR[6:]}") != []
    assert found(f"02.01.2190 {FNR[6:]}") == []
    assert found(f"02.01.2190-{CPR[6:]}") == []


def test_a_day_and_a_time_are_no_number() -> None:
    """A date with four digits behind a space is a day and a time; written evenly it is a number."""
    last = LONG_SWEDISH[8:]
    assert found(f"1990-01-02 {last}") == []
    assert found(f"1990 01 02 {last}") != []
    assert found(f"1990-01-02-{last}") != []


def test_a_plus_is_no_disguise() -> None:
    """A `+` makes a telephone number only of what could be one."""
    assert found(f"+{FNR}") == [(FNR, "fødselsnummer")]
    digits = next(filter(None, (norwegian(dt.date(1990, 1, 22), n) for n in range(99)))).digits
    assert found(f"+{digits}") == []
    parted = f"{digits[:6]} {digits[6:]}"
    assert found(f"+{parted}") == [(parted, "fødselsnummer")]


def test_numbers_by_the_rule_of_2032_are_not_read_yet() -> None:
    """From 2032 the first Norwegian check digit may leave a remainder; none is given out before."""
    for number in range(500, 600):
        nine = f"020190{number}"
        first = (
            12 - sum(int(d) * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True))
        ) % 11
        ten = f"{nine}{first % 10}"
        last = (
            -sum(int(d) * w for d, w in zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
        )
        if first < 10 and last < 10:
            assert found(f"{ten}{last}") == []


def test_several_numbers_in_one_text() -> None:
    """Every number in a text is found, in its order, whatever stands between."""
    text = f"Rom 12 {FNR}, fnr{FNR[:6]}-{FNR[6:]}x og {CPR[:6]}-{CPR[6:]}"
    assert [hit[0] for hit in found(text)] == [
        FNR,
        f"{FNR[:6]}-{FNR[6:]}",
        f"{CPR[:6]}-{CPR[6:]}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "e-0001",
        "s-1990.01.02-17",
        "p1",
        "0150",
        "7100 Vejle",
        "N-0150 Oslo",
        "2025-06-12",
        "12.06.2025",
        "12-06-25",
        "120625",
        "20250612",
        "2025-06-12 1030",
        "2025-06-12 10:30",
        "2025-06-12T10:30:00+02:00",
        "13.06.25 8000 Aarhus C",
        "12.06.2025-30.06.2025",
        "2019-2025",
        "22 33 44 55",
        "22334455",
        "400 01 020",
        "+47 22 33 44 55",
        "+4722334455",
        "0047 22 33 44 55",
        "004722334455",
        "+45 12 12 56 78",
        "+4512125678",
        "+46 70 123 45 67",
        "+46701234567",
        "+46 10 12 3456",
        "070-123 45 67",
        "08-123 456 78",
        "Tlf. 22 33 44 55 / 66 77 88 99",
        "987 654 325",
        "987654325",
        "Org.nr. 987 654 325 MVA",
        "CVR 12345674",
        "12 34 56 74",
        "556012-5790",
        "1234 56 78903",
        "1234.56.78903",
        "NO93 8601 1117 947",
        "DK50 0040 0440 1162 43",
        "978-82-02-12345-3",
        "9788202123453",
        "kr 12 345 678,90",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        f"sha256:{'a' * 20}{FNR}{'b' * 33}",
        "http://data.europa.eu/esco/skill/3f250190-1234-41d3-9a0c-0305e82c3301",
        "bestilling A120625-0001",
        "120625-0001b",
        "1.0.0",
        "192.168.100.100",
        "999999 9999",
        "000000-0000",
        "310290-1234",
        "010190 12",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    """Telephone numbers, postcodes, dates, times, ids, company and account numbers are none."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["0701024561", "Tlf. 0101024567", "mobil: 0101024567"])
def test_telephone_numbers_that_pass_for_a_swedish_number(text: str) -> None:
    """Ten digits that begin with 0 are no Swedish number where they may be a telephone number."""
    made = swedish(dt.date(2007, 1, 2) if text.startswith("07") else dt.date(2001, 1, 2), 455)
    text = text[:-10] + made.digits
    assert found(text) == []
    assert found(f"{text[:-4]}-{text[-4:]}") != []


def test_a_field_for_telephone_numbers() -> None:
    """In a field for telephone numbers that is so without a word before."""
    digits = swedish(dt.date(2001, 1, 2), 455).digits
    assert found(digits) != []
    assert identity_numbers(digits, phone=True) == ()
    assert identity_numbers(FNR, phone=True) != ()


@pytest.mark.parametrize("birth", [dt.date(2000, 2, 29), dt.date(2024, 2, 29)])
def test_leap_days_are_birthdays(birth: dt.date) -> None:
    """Somebody is born on 29 February."""
    digits = next(filter(None, (norwegian(birth, n) for n in range(500, 600)))).digits
    assert found(digits) == [(digits, "fødselsnummer")]
    assert found(swedish(birth, 5).digits) != []
    danish_digits = next(filter(None, (danish(birth, n) for n in range(100)))).digits
    assert found(danish_digits) != []


def test_days_that_never_were_are_no_birthdays() -> None:
    """The 30th of February and the 29th in a common year are nobody's birthday."""
    assert found("300290-1234") == []
    assert found("290290-1234") == []
    assert found("290288-1234") == [("290288-1234", "CPR-nummer")]


def test_the_century_of_a_cpr_number_decides_its_leap_days() -> None:
    """1900 had no 29 February and 2000 had one; the seventh digit says which it was."""
    assert found("290200-1234") == []
    assert found("290200-4234") == [("290200-4234", "CPR-nummer")]


def test_the_dead_have_no_certificates() -> None:
    """A CPR number of somebody born from 1858 to 1899 is not looked for."""
    assert found("010160-5123") == []
    assert found("010157-5123") != []


def test_a_number_never_shows_itself() -> None:
    """Printing a hit, in a message or a log, masks the digits."""
    (hit,) = identity_numbers(FNR)
    assert FNR not in repr(hit)
    assert "*" * 11 in repr(hit)
