"""The chain: each entry's hash covers the entry before it.

Rules of this module

- What is hashed is the exact bytes that were signed, with their signature; nothing is written out
  again.
- The hash of an entry is SHA-256 over `skillcert row v1`, a zero byte, the 32 bytes of the hash
  before it (zeros before the first), the length of the body as four bytes with the highest first,
  the body and the 64 bytes of its signature.
"""

from __future__ import annotations

import hashlib

import attrs

from skillcert import codec
from skillcert.errors import CodecError, RefusedError
from skillcert.model import Event, Token
from skillcert.refusals import RefusalReason, refuse
from skillcert.signing import Envelope

__all__ = ["LARGEST_BODY", "START", "Entry", "Head", "read_event", "row_hash"]

START = bytes(32)
"""What stands before the first entry: the hash of nothing."""

LARGEST_BODY = 64 * 1024
"""The most bytes that an event has. A certificate with a hundred lines has about 12,000."""

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


def read_event(body: bytes) -> Event:
    """Return the event that *body* is, if these are its canonical bytes.

    Raises:
        RefusedError: It is none, or it is written in another way than the canonical one.
    """
    if len(body) > LARGEST_BODY:
        raise RefusedError([refuse(RefusalReason.TOO_LARGE, size=len(body), most=LARGEST_BODY)])
    try:
        event = codec.load_json(Event, body)
        if codec.canonical(event) == body:
            return event
        why = "it is not in its canonical form"
    except CodecError as error:
        why = str(error.problems[0])
    raise RefusedError([refuse(RefusalReason.NO_EVENT, why=why)])
