"""Bytes with a signature, for one purpose."""

from __future__ import annotations

import enum

import attrs

from skillcert.signing.keys import PublicKey
from skillcert.signing.signer import Signer

__all__ = ["Envelope", "Purpose", "seal", "signed_bytes"]


class Purpose(enum.Enum):
    """What a signature is for. Its value stands before the bytes that are signed."""

    EVENT = "skillcert event v1"
    CERTIFICATE = "skillcert certificate v1"
    TRUST_BUNDLE = "skillcert trust bundle v1"
    ARCHIVE = "skillcert archive v1"


_BEFORE = {purpose: purpose.value.encode("ascii") + b"\x00" for purpose in Purpose}


def signed_bytes(purpose: Purpose, body: bytes) -> bytes:
    """Return what is signed: the purpose, a zero byte that no purpose holds, and *body*."""
    return _BEFORE[purpose] + body


@attrs.frozen
class Envelope:
    """A body and the signature over it. Who signed is said in the body.

    Attributes:
        body: The signed bytes, without the purpose.
        signature: The 64 bytes of an Ed25519 signature.
    """

    body: bytes
    signature: bytes = attrs.field(repr=False)

    def verified_by(self, key: PublicKey, purpose: Purpose) -> bool:
        """Say whether *key* signed the body for *purpose*."""
        return key.verifies(self.signature, signed_bytes(purpose, self.body))


def seal(body: bytes, signer: Signer, purpose: Purpose) -> Envelope:
    """Return *body*, signed by *signer* for *purpose*."""
    return Envelope(body, signer.sign(signed_bytes(purpose, body)))
