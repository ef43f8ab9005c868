"""The identity numbers of Norway, Denmark and Sweden: dates and check digits. Pure arithmetic.

The rules, with their sources

- Norway, fødselsnummer (Skatteetaten, folkeregisterforskriften and "Nytt fødselsnummer fra 2032",
  `skatteetaten.github.io/folkeregisteret-api-dokumentasjon/nytt-fodselsnummer-fra-2032`):
  DDMMYY, three digits, two check digits k1 and k2, both modulo 11. In a D-number the day is raised
  by 40. The month is raised by 40 in the health service's H-numbers and in Nav's test numbers, by
  65 in Norsk helsenett's test numbers, and by 80 in Skatteetaten's (Tenor). Test numbers are
  found, too: where one is written down, a real one is next.
- Denmark, personnummer or CPR-nummer (CPR-kontoret, "Personnummeret i CPR-systemet" and
  "Personnumre uden kontrolciffer (modulus 11 kontrol)"): DDMMYY and four digits, of which the
  first gives the century. Since October 2007 numbers without a valid check digit are given out,
  and CPR-kontoret asks that nobody rely on it.
- Sweden, personnummer and samordningsnummer (Skatteverket, SKV 704 and SKV 707; folkbokföringslagen
  (1991:481) §§ 18 and 18 a): YYMMDD and four digits, the last one a check digit by the Luhn formula
  over all ten; in a samordningsnummer the day is raised by 60. `-` becomes `+` in the year in which
  the person turns 100. Registers store twelve digits, with the century first.

From 2032 Norway gives out numbers whose k1 may leave a remainder of 0 to 3. None is given out
before, and of the eleven digits that begin with a date one in 30 would be a false alarm instead of
one in 121: `_K1_REMAINDERS` is the one place to change then.
"""

from __future__ import annotations

import datetime as dt

__all__ = ["danish_date", "danish_mod11", "norwegian", "swedish"]

_K1_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_K2_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_K1_REMAINDERS = (0,)
_NORWEGIAN_DAY_OFFSETS = (0, 40)
_NORWEGIAN_MONTH_OFFSETS = (0, 40, 65, 80)

_CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_SWEDISH_DAY_OFFSETS = (0, 60)
_SWEDISH_CENTURIES = ("19", "20")


def norwegian(digits: str) -> bool:
    """Say whether eleven digits are a Norwegian identity number of any kind."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    # The century is not in the date; a leap day of the year 00 can only be of 2000.
    return any(
        _is_date(2000 + year, month - month_offset, day - day_offset)
        for day_offset in _NORWEGIAN_DAY_OFFSETS
        for month_offset in _NORWEGIAN_MONTH_OFFSETS
    ) and (_sum(digits, _K1_WEIGHTS) % 11 in _K1_REMAINDERS and _sum(digits, _K2_WEIGHTS) % 11 == 0)


def danish_date(digits: str) -> bool:
    """Say whether ten digits begin with a birth date, as a living person's Danish number does."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    century = _danish_century(int(digits[6]), year)
    return century is not None and _is_date(century + year, month, day)


def danish_mod11(digits: str) -> bool:
    """Say whether the check digit of a Danish number is right by the rule of before 2007."""
    return _sum(digits, _CPR_WEIGHTS) % 11 == 0


def swedish(digits: str) -> bool:
    """Say whether ten or twelve digits are a Swedish personnummer or samordningsnummer."""
    short = digits[-10:]
    if len(digits) == 12 and digits[:2] not in _SWEDISH_CENTURIES:
        return False
    century = int(digits[:2]) * 100 if len(digits) == 12 else 2000
    year, month, day = century + int(short[:2]), int(short[2:4]), int(short[4:6])
    return any(_is_date(year, month, day - offset) for offset in _SWEDISH_DAY_OFFSETS) and (
        _luhn(short) and short[6:9] != "000"
    )


def _danish_century(seventh: int, year: int) -> int | None:
    """Return the century that CPR-kontoret's table gives; None for the births of 1858 to 1899."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else None


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False))


def _luhn(digits: str) -> bool:
    """Say whether the last digit is right by the Luhn formula (ISO/IEC 7812-1, annex B)."""
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
