"""Canonical bytes and digests."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rfc8785

from skillcert.codec.structure import unstructure
from skillcert.codec.tree import written
from skillcert.model import Digest

__all__ = ["canonical", "digest", "pretty"]


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a record or a plain tree, by RFC 8785.

    Raises:
        CodecError: The value has no canonical form: a lone surrogate, a number that is not finite
            or too large, a type that JSON has not, or nesting beyond Python's stack.
    """
    return written(lambda: rfc8785.dumps(unstructure(value)))


def digest(value: Any) -> Digest:
    """Return `sha256:` and the hexadecimal SHA-256 of the canonical bytes of *value*.

    Raises:
        CodecError: The value has no canonical form.
    """
    return Digest(f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}")


def pretty(value: Any) -> str:
    """Return *value* as JSON for people: indented, keys in the order of the record.

    Raises:
        CodecError: The value has no canonical form, so what was written could not be read again.
    """
    canonical(value)
    return written(
        lambda: json.dumps(unstructure(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    )
