"""Bytes to records and back: strict on the way in, canonical on the way out.

Rules of this package

- Nothing is coerced: `"3"` is not 3, `true` is not 1, `3.0` is not 3.
- An unknown key, a key that stands twice, NaN, an infinity, an integer beyond 2**53 - 1 and a lone
  surrogate are refused, and so is data that is larger or nested deeper than any record is.
- Every fault of a source is reported at once, each with its path.
- Canonical bytes are RFC 8785 (JSON Canonicalization Scheme); a digest is taken over them alone.
- Whatever the data holds, nothing but `CodecError` comes out.
"""

from __future__ import annotations

from typing import TypeVar

from skillcert.codec.canonical import canonical, digest, pretty
from skillcert.codec.parse import parse_json, parse_toml
from skillcert.codec.structure import structure, unstructure
from skillcert.codec.tree import at, walk

__all__ = [
    "at",
    "canonical",
    "digest",
    "load_json",
    "load_toml",
    "parse_json",
    "parse_toml",
    "pretty",
    "structure",
    "unstructure",
    "walk",
]

T = TypeVar("T")


def load_json(cls: type[T], data: bytes, *, source: str = "") -> T:
    """Read a record of type *cls* from the bytes of a JSON file.

    Args:
        cls: An attrs class.
        data: UTF-8, with or without a byte order mark.
        source: The file's name, for the messages.

    Raises:
        CodecError: The bytes are no such record; it holds every problem found.
    """
    return structure(cls, parse_json(data, source=source), source=source)


def load_toml(cls: type[T], data: bytes, *, source: str = "") -> T:
    """Read a record of type *cls* from the bytes of a TOML file. See `load_json`."""
    return structure(cls, parse_toml(data, source=source), source=source)
