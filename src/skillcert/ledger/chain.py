"""The chain: each entry's hash covers the entry before it.

Rules of this module

- What is hashed is the exact bytes that were signed, with their signature; nothing is written out
  again.
- The hash of an entry is SHA-256 over `skillcert row v1`, a zero byte, the 32 bytes of the hash
  before it (zeros before the first), the length of the body as four bytes with the highest first,
  the body and the 64 bytes of its signature.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import attrs

from skillcert.model import Event, Token
from skillcert.signing import Envelope

__all__ = ["MOST_SKEW", "START", "Entry", "Head", "row_hash"]

START = bytes(32)
"""What stands before the first entry: the hash of nothing."""

MOST_SKEW = dt.timedelta(minutes=5)
"""How far the clocks of the computers that write to one ledger may be apart."""

_TAG = b"skillcert row v1\x00"


@attrs.frozen(kw_only=True)
class Head:
    """Where a chain ends.

    Attributes:
        size: How many entries it has.
        hash: The hash of the last one; zeros if there is none.
    """

    size: int = 0
    hash: bytes = START


@attrs.frozen(kw_only=True)
class Entry:
    """One entry of a chain.

    Attributes:
        site: The site whose chain it is.
        seq: Its sequence number, from 1.
        event: What it says.
        envelope: The bytes that were signed, with the signature.
        hash: The hash over it and all before it, 32 bytes.
    """

    site: Token
    seq: int
    event: Event
    envelope: Envelope = attrs.field(repr=False)
    hash: bytes = attrs.field(repr=False)


def row_hash(previous: bytes, envelope: Envelope) -> bytes:
    """Return the hash of the entry with *envelope* that follows the one with the hash *previous*.

    Args:
        previous: 32 bytes; `START` for the first entry.
        envelope: What was signed.
    """
    body = envelope.body
    return hashlib.sha256(
        _TAG + previous + len(body).to_bytes(4, "big") + body + envelope.signature
    ).digest()
