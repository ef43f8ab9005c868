"""National identity numbers in running text.

Dates and check digits are in `skillcert.privacy.schemes`, with their sources. Here is decided which
digits in a text are read as one number.

The rules

- A number stands by itself: no further digit touches it. Letters may.
- It is written in one piece, digit by digit with spaces between, or with its date apart from the
  rest, where the date may be in its parts: `DDMMYY NNNNN`, `DD.MM.YY-NNNNN`, `YYYYMMDD-NNNN`.
  Spaces, dashes, dots, slashes and low lines part it, and a `+` in Swedish ones. After a date with
  the year in four digits, the rest of a Norwegian or Danish number is found as well.
- A Danish number without a valid check digit counts if it is written as a CPR number is: six
  digits, a dash or a space, four digits; or with a dash after a date in its parts. Then no letter
  touches it. Written in any other way it needs the check digit. So an order number as `120625-0001`
  is a false alarm: there is no way to tell it from a person's number.
- A telephone number is none: digits after a `+` as in `+46 70 ...`; and ten digits in one piece
  that begin with 0 are no Swedish number after a word like "tlf", in a field for telephone numbers,
  or if they begin as a Swedish mobile number does (070).
- A date with a time of the day behind a space (`2025-06-12 1030`) is none, nor are digits within a
  digest (32 hexadecimal digits or more) or a UUID.
- One hit a place: of several readings the Norwegian, then the Danish, then the Swedish one.

What is left by chance: of random digits in one piece, about 1 in 410 with eleven digits and 1 in
100 with ten are read as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import attrs

from skillcert.privacy.flat import flatten
from skillcert.privacy.hit import Hit, HitKind, apart
from skillcert.privacy.schemes import danish_date, danish_mod11, norwegian, swedish

__all__ = ["identity_numbers"]

# Digits, parted by what may stand inside a number. Two spaces occur around a dash and in tables.
_RUN = re.compile(r"[0-9]++(?:(?:\s{0,2}[-./_]\s{0,2}|\s{1,2}|\+)[0-9]++)*")
_GROUP = re.compile(r"[0-9]+")
_HEXADECIMAL = re.compile(
    r"(?<![0-9A-Za-z])"
    r"(?:(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]{32,}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})"
    r"(?![0-9A-Za-z])"
)
_PHONE_WORD = re.compile(
    r"(?:tlf|tel|telefon|telephone|phone|mob|mobil|mobile|sms|ring|call)\w{0,10}\W{0,3}\Z",
    re.IGNORECASE,
)
_REACH = 30
_SHORTEST = 10
_LONGEST = 13
_LONGEST_COUNTRY_CODE = 3

# How many digits stand together, from the first group to the last.
_NORWEGIAN = {
    (11,),
    (6, 5),
    (6, 3, 2),
    (6, 2, 3),
    (2, 2, 2, 5),
    (2, 2, 2, 3, 2),
    (2, 2, 2, 2, 3),
    (1,) * 11,
}
_NORWEGIAN_LONG_YEAR = {(8, 5), (2, 2, 4, 5), (2, 2, 4, 3, 2)}
_DANISH = {(10,), (6, 4), (2, 2, 2, 4), (1,) * 10}
_DANISH_LONG_YEAR = {(8, 4), (2, 2, 4, 4)}
_SWEDISH = {(10,), (6, 4), (2, 2, 2, 4), (12,), (8, 4), (4, 2, 2, 4), (1,) * 10, (1,) * 12}
_SIZES = _NORWEGIAN | _NORWEGIAN_LONG_YEAR | _DANISH | _DANISH_LONG_YEAR | _SWEDISH
_CENTURIES = ("18", "19", "20")


@attrs.frozen(kw_only=True)
class _Written:
    """Digits as they stand in a text.

    Attributes:
        digits: The digits alone.
        sizes: How many stand together, group by group.
        gaps: What stands between the groups: a space or the sign.
        phone: Whether the words before them announce a telephone number.
        alone: Whether no letter touches them.
    """

    digits: str
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]
    phone: bool
    alone: bool


def identity_numbers(text: str, *, phone: bool = False) -> tuple[Hit, ...]:
    """Return the national identity numbers of Norway, Denmark and Sweden in *text*.

    Args:
        text: Any text.
        phone: Whether the text is the content of a field for telephone numbers.

    Returns:
        The hits in the order of the text, none overlapping another. Their `entry` is
        `fødselsnummer`, `CPR-nummer` or `personnummer`.
    """
    if len(text) < _SHORTEST:
        return ()
    flat = flatten(text)
    searched = _HEXADECIMAL.sub(lambda match: "x" * len(match.group()), flat.text)
    return apart(
        Hit(
            text=text[start:end],
            start=start,
            end=end,
            entry=entry,
            language=language,
            kind=HitKind.IDENTITY_NUMBER,
        )
        for run in _RUN.finditer(searched)
        for groups in _windows(run)
        for entry, language in _schemes(_written(searched, groups, phone=phone))
        for start, end in (flat.span(groups[0][0], groups[-1][1]),)
    )


def _windows(run: re.Match[str]) -> Iterator[list[tuple[int, int]]]:
    """Yield the spans of groups that follow each other and may be one number."""
    groups = [match.span() for match in _GROUP.finditer(run.string, *run.span())]
    for first in range(len(groups)):
        sizes: tuple[int, ...] = ()
        for last in range(first, len(groups)):
            sizes += (groups[last][1] - groups[last][0],)
            if sum(sizes) > _LONGEST:
                break
            if sizes in _SIZES and not _dialled(run.string, groups[first], len(sizes)):
                yield groups[first : last + 1]


def _dialled(text: str, first: tuple[int, int], groups: int) -> bool:
    """Say whether a `+` makes the digits a telephone number that begins with its country code."""
    start, end = first
    return (
        start >= 1
        and text[start - 1] == "+"
        # A country code has up to three digits and never begins with 0.
        and text[start] != "0"
        and (groups == 1 or end - start <= _LONGEST_COUNTRY_CODE)
    )


def _written(text: str, groups: list[tuple[int, int]], *, phone: bool) -> _Written:
    begin, end = groups[0][0], groups[-1][1]
    pieces = [text[start:end] for start, end in groups]
    return _Written(
        digits="".join(pieces),
        sizes=tuple(len(piece) for piece in pieces),
        gaps=tuple(text[end:start].strip() or " " for (_, end), (start, _) in pairwise(groups)),
        phone=phone or _PHONE_WORD.search(text, max(0, begin - _REACH), begin) is not None,
        alone=not (text[max(0, begin - 1) : begin].isalpha() or text[end : end + 1].isalpha()),
    )


def _schemes(written: _Written) -> Iterator[tuple[str, str]]:
    """Yield the name and the language of the number that the digits are, if they are one."""
    if _is_norwegian(written):
        yield "fødselsnummer", "nb"
    elif _is_danish(written):
        yield "CPR-nummer", "da"
    elif _is_swedish(written):
        yield "personnummer", "sv"


def _is_norwegian(written: _Written) -> bool:
    digits = written.digits
    if written.sizes in _NORWEGIAN:
        return norwegian(digits)
    return (
        written.sizes in _NORWEGIAN_LONG_YEAR
        and digits[4:6] in _CENTURIES
        and norwegian(digits[:4] + digits[6:])
    )


def _is_danish(written: _Written) -> bool:
    digits = written.digits
    if written.sizes in _DANISH_LONG_YEAR and digits[4:6] in _CENTURIES:
        short = digits[:4] + digits[6:]
        return danish_date(short) and danish_mod11(short)
    if written.sizes not in _DANISH or not danish_date(digits):
        return False
    as_usual = (written.sizes == (6, 4) and written.gaps[-1] in "- ") or (
        written.sizes == (2, 2, 2, 4) and written.gaps[-1] == "-"
    )
    return (as_usual and written.alone) or danish_mod11(digits)


def _is_swedish(written: _Written) -> bool:
    digits, sizes, gaps = written.digits, written.sizes, written.gaps
    if sizes not in _SWEDISH:
        return False
    if sizes == (10,) and digits.startswith("0") and (written.phone or digits.startswith("070")):
        return False
    # `2025-06-12 1030` is a day and a time; `2025 06 12 1030` and `2025-06-12-1030` are not.
    if sizes == (4, 2, 2, 4) and gaps[-1] == " " and gaps[0] != " ":
        return False
    return swedish(digits)
