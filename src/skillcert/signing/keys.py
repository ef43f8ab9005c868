"""Public keys."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from skillcert.errors import KeyFileError
from skillcert.model import KeyHex, KeyId

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PublicKey", "key_id"]

_LENGTH = 32
_PRIME = 2**255 - 19
# A point of order 8 has one of two y-coordinates, the negative of each other.
_EIGHTH = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
_SMALL_ORDER = frozenset({0, 1, _PRIME - 1, _EIGHTH, _PRIME - _EIGHTH})
"""The y-coordinates of the eight points whose order divides the cofactor, 8."""


def key_id(raw: bytes) -> KeyId:
    """Return the short name of the public key *raw*: the start of its SHA-256, 16 digits."""
    return KeyId(hashlib.sha256(raw).hexdigest()[:16])


@attrs.frozen
class PublicKey:
    """An Ed25519 public key (RFC 8032).

    Attributes:
        raw: Its 32 bytes (section 5.1.2).

    Raises:
        KeyFileError: It is not 32 bytes long, not written in the one canonical way, or of small
            order.
    """

    raw: bytes

    def __attrs_post_init__(self) -> None:
        if len(self.raw) != _LENGTH:
            what = f"a public key has {_LENGTH} bytes, not {len(self.raw)}"
            raise KeyFileError(what)
        y = int.from_bytes(self.raw, "little") & (2**255 - 1)
        if y >= _PRIME:
            raise KeyFileError("the public key is not written in the canonical way")
        if y in _SMALL_ORDER:
            raise KeyFileError("the public key is of small order: anybody could sign under it")

    @classmethod
    def of_hex(cls, text: str) -> PublicKey:
        """Return the key that *text* writes as 64 hexadecimal digits.

        Raises:
            KeyFileError: It does not.
        """
        try:
            return cls(bytes.fromhex(text))
        except ValueError:
            raise KeyFileError("a public key is written as 64 hexadecimal digits") from None

    @property
    def id(self) -> KeyId:
        """Its short name."""
        return key_id(self.raw)

    @property
    def hex(self) -> KeyHex:
        """Its bytes as 64 hexadecimal digits."""
        return KeyHex(self.raw.hex())

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Say whether *signature* is this key's over *message* (RFC 8032, section 5.1.7)."""
        try:
            verify, invalid = _loaded(self.raw)
        except ValueError:  # the bytes name no point of the curve
            return False
        try:
            verify(signature, message)
        except invalid:
            return False
        return True


@lru_cache(maxsize=256)
def _loaded(raw: bytes) -> tuple[Callable[[bytes, bytes], None], type[Exception]]:
    """Return what verifies with a key, and what it raises where a signature is another's."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(raw).verify, InvalidSignature
