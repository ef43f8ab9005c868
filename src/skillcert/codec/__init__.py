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

from skillcert.codec.canonical import canonical, digest, pretty
from skillcert.codec.load import load_json, load_toml
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
