"""Canonical bytes and digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

import rfc8785

from skillcert.codec.structure import unstructure
from skillcert.errors import CodecError, Problem
from skillcert.model import Digest

__all__ = ["canonical", "digest", "pretty"]

_LONGEST_REASON = 200

Written = TypeVar("Written", str, bytes)


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a record or a plain tree, by RFC 8785.

    Raises:
        CodecError: The value has no canonical form: a lone surrogate, a number that is not finite
            or too large, a type that JSON has not, or nesting beyond Python's stack.
    """
    return _written(lambda: rfc8785.dumps(unstructure(value)))


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
    return _written(
        lambda: json.dumps(unstructure(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    )


def _written(write: Callable[[], Written]) -> Written:
    try:
        return write()
    except rfc8785.CanonicalizationError as error:
        reason = str(error)[:_LONGEST_REASON]
    except UnicodeEncodeError:
        # rfc8785 0.1.4 sorts keys by their UTF-16 form before it looks at them.
        reason = "a key holds half of a surrogate pair, which is no character"
    except RecursionError:
        # rfc8785 0.1.4, cattrs and json walk a tree by recursion and let the stack's end through.
        reason = "it is nested too deep"
    except (AttributeError, TypeError, ValueError) as error:
        # A value that is not what its type says, for example text in place of a nested record.
        reason = str(error)[:_LONGEST_REASON]
    raise CodecError([Problem(what=f"the value has no canonical form: {reason}")])
