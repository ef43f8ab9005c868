"""Whoever can sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs

from skillcert.errors import KeyFileError
from skillcert.signing.keys import PublicKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["KeySigner", "Signer"]

_SEED = 32


class Signer(Protocol):
    """A private key, wherever it lies."""

    @property
    def public(self) -> PublicKey:
        """The public key that its signatures are verified with."""

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the Ed25519 signature over *message*."""


@attrs.frozen(eq=False)
class KeySigner:
    """A private key in memory. Its text form shows the public key alone."""

    _private: Ed25519PrivateKey = attrs.field(repr=False)
    public: PublicKey

    @classmethod
    def of_private(cls, private: Ed25519PrivateKey) -> KeySigner:
        """Return the signer of a key of the `cryptography` library."""
        return cls(private, PublicKey(private.public_key().public_bytes_raw()))

    @classmethod
    def of_seed(cls, seed: bytes) -> KeySigner:
        """Return the signer whose private key is *seed* (RFC 8032, section 5.1.5).

        Args:
            seed: 32 bytes from a source of randomness that nobody can guess.

        Raises:
            KeyFileError: There are not 32 of them.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if len(seed) != _SEED:
            raise KeyFileError(f"a private key is made of {_SEED} bytes, not {len(seed)}")
        return cls.of_private(Ed25519PrivateKey.from_private_bytes(seed))

    @property
    def private(self) -> Ed25519PrivateKey:
        """The key of the `cryptography` library, for whoever writes it into a file."""
        return self._private

    def sign(self, message: bytes) -> bytes:
        """Return the signature over *message*."""
        return self._private.sign(message)
