"""Bytes as decimal digits, which a QR code holds almost as densely as bytes and every reader reads.

Seven bytes are seventeen digits: the number that they are, the first byte the most significant,
filled up with zeros. The last group has as many digits as the greatest number of its bytes. So each
byte string has one way to be written, and each number of digits stands for one number of bytes or
for none. (ISO/IEC 18004, section 7.4.3: in numeric mode three digits take ten bits.)
"""

from __future__ import annotations

from skillcert.errors import PaperCodeError, PaperFault

__all__ = ["MOST_DIGITS", "from_digits", "to_digits"]

MOST_DIGITS = 7_089
"""What the largest QR code holds (ISO/IEC 18004, table 7, version 40-L)."""

_GROUP = 7
_WIDTH = {size: len(str(256**size - 1)) for size in range(1, _GROUP + 1)}
_SIZE = {width: size for size, width in _WIDTH.items()}


def to_digits(data: bytes) -> str:
    """Return *data* as digits."""
    groups = (data[i : i + _GROUP] for i in range(0, len(data), _GROUP))
    return "".join(f"{int.from_bytes(g, 'big'):0{_WIDTH[len(g)]}d}" for g in groups)


def from_digits(digits: str) -> bytes:
    """Return the bytes that *digits* stand for.

    Raises:
        PaperCodeError: There is something else than the ten ASCII digits, there are more than any
            QR code holds, or no bytes are written so.
    """
    if len(digits) > MOST_DIGITS:
        raise PaperCodeError(PaperFault.TOO_LONG, f"there are {len(digits):,} digits")
    if digits and not (digits.isascii() and digits.isdecimal()):
        raise PaperCodeError(PaperFault.NOT_A_CODE, "there is something that is no digit")
    width = _WIDTH[_GROUP]
    whole = len(digits) - len(digits) % width
    try:
        # In one go: this is a good part of the time that a check takes.
        head = [int(digits[i : i + width]).to_bytes(_GROUP, "big") for i in range(0, whole, width)]
    except OverflowError:
        raise _incomplete() from None
    return b"".join(head) + (_group(digits[whole:]) if whole < len(digits) else b"")


def _group(digits: str) -> bytes:
    size = _SIZE.get(len(digits))
    number = int(digits)
    if size is None or number >= 256**size:
        raise _incomplete()
    return number.to_bytes(size, "big")


def _incomplete() -> PaperCodeError:
    return PaperCodeError(PaperFault.INCOMPLETE, "digits are missing or are too many")
