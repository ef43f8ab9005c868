"""Canonical bytes and digests."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rfc8785

from skillcert.codec.structure import unstructure
from skillcert.errors import CodecError, Problem

__all__ = ["canonical", "digest", "pretty"]


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a record or a plain tree, by RFC 8785.

    Raises:
        CodecError: The value has no canonical form: a lone surrogate, a number that is not finite
            or too large, a type that JSON has not, or nesting beyond Python's stack.
    """
    try:
        return rfc8785.dumps(unstructure(value))
    except rfc8785.CanonicalizationError as error:
        what = f"the value has no canonical form: {error}"
    except UnicodeEncodeError:
        # rfc8785 0.1.4 sorts keys by their UTF-16 form before it looks at them.
        what = "the value has no canonical form: a key holds half of a surrogate pair"
    except RecursionError:
        # rfc8785 0.1.4 walks the tree by recursion and does not catch the end of the stack.
        what = "the value has no canonical form: it is nested too deep"
    raise CodecError([Problem(what=what)])


def digest(value: Any) -> str:
    """Return `sha256:` and the hexadecimal SHA-256 of the canonical bytes of *value*.

    Raises:
        CodecError: The value has no canonical form.
    """
    return f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}"


def pretty(value: Any) -> str:
    """Return *value* as JSON for people: indented, keys in the order of the record."""
    return json.dumps(unstructure(value), ensure_ascii=False, indent=2) + "\n"
