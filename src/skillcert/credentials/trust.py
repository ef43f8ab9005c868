"""The list of issuers: whose signatures count, from when to when, and what was taken back.

Rules of this module

- The list is signed by the keys that it names itself (`signers`), each once, and by as many as it
  asks for. Whoever holds an earlier list accepts a new one only if the earlier one's signers signed
  it too, and only with a higher sequence number: an older list is not played back.
- A key of small order is refused when the list is read, not when it is used.
- What was taken back is named by marks (`content.mark_of`), which tell nothing without the paper.
- After a key was in the wrong hands, its papers count only if they stand on its allow-list.
- A list has a day from which a newer one should be there. An older list still answers, and the
  answer says how old it is.

The file is JSON: the body in base64url, as it was signed, and the signatures over it.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Sequence

import attrs

from skillcert import codec
from skillcert.errors import CodecError, KeyFileError, TrustError
from skillcert.model import Issuer, KeyHex, KeyId, Line, Sha256
from skillcert.signing import Envelope, PublicKey, Purpose, Signer, seal

__all__ = [
    "BUNDLE_FORMAT",
    "BundleSignature",
    "SignedBundle",
    "TrustBundle",
    "TrustedIssuer",
    "open_bundle",
    "seal_bundle",
]

BUNDLE_FORMAT = Line("skillcert-trust/1")
"""The format of the lists that this version reads and writes."""


@attrs.frozen(kw_only=True)
class TrustedIssuer:
    """A key whose certificates count.

    Attributes:
        key: The public key.
        issuer: Whose it is, with how to reach them today.
        start: The first day on which it issued.
        end: The last day on which it issued; None while it does.
        allowed: Marks of the only certificates that count, after the key was in the wrong hands;
            None if all do.
    """

    key: KeyHex
    issuer: Issuer
    start: dt.date
    end: dt.date | None = None
    allowed: tuple[Sha256, ...] | None = None

    @property
    def public(self) -> PublicKey:
        """The key, ready for use."""
        return PublicKey.of_hex(self.key)


@attrs.frozen(kw_only=True)
class TrustBundle:
    """A list of issuers.

    Attributes:
        sequence: Its number; each list has a higher one than the one before.
        issued_on: The day it was made.
        until: The day from which a newer one should be there.
        signers: The keys that sign this list and must sign the next.
        threshold: How many of them must sign.
        issuers: Whose certificates count.
        withdrawn: Marks of certificates that were taken back.
        replaced: Marks of certificates that a newer one took the place of.
    """

    sequence: int
    issued_on: dt.date
    until: dt.date
    signers: tuple[KeyHex, ...]
    threshold: int = 1
    issuers: tuple[TrustedIssuer, ...] = ()
    withdrawn: tuple[Sha256, ...] = ()
    replaced: tuple[Sha256, ...] = ()

    def issuer(self, key: KeyId) -> TrustedIssuer | None:
        """Return whose key goes by the short name *key*, if anybody's does."""
        return next((one for one in self.issuers if one.public.id == key), None)


@attrs.frozen(kw_only=True)
class BundleSignature:
    """One signature over a list.

    Attributes:
        key: Whose.
        signature: The 64 bytes in base64url, without padding.
    """

    key: KeyHex
    signature: Line


@attrs.frozen(kw_only=True)
class SignedBundle:
    """The file of a list.

    Attributes:
        format: The format, `skillcert-trust/1`.
        body: The canonical bytes of the `TrustBundle` in base64url, without padding.
        signatures: The signatures over those bytes.
    """

    format: Line = attrs.field(metadata={"only": BUNDLE_FORMAT})
    body: str
    signatures: tuple[BundleSignature, ...]


def seal_bundle(bundle: TrustBundle, signers: Sequence[Signer]) -> bytes:
    """Return the file of *bundle*, signed by all *signers*.

    Raises:
        TrustError: The list contradicts itself, or is not signed as it asks to be.
    """
    _check(bundle)
    body = codec.canonical(bundle)
    signatures = tuple(
        BundleSignature(
            key=signer.public.hex,
            signature=Line(_text(seal(body, signer, Purpose.TRUST_BUNDLE).signature)),
        )
        for signer in signers
    )
    _check_signed(bundle.signers, bundle.threshold, signatures, body)
    sealed = SignedBundle(format=BUNDLE_FORMAT, body=_text(body), signatures=signatures)
    return codec.pretty(sealed).encode("utf-8")


def open_bundle(data: bytes, *, before: TrustBundle | None = None, source: str = "") -> TrustBundle:
    """Return the list in the bytes of a file, after it was checked.

    Args:
        data: The file's bytes.
        before: The list that was trusted so far; None to take this one on its own word, because
            it came by a way that is trusted.
        source: The file's name, for the messages.

    Raises:
        TrustError: It is no list, is not signed as it must be, holds a key that is none, or is
            older than *before*.
    """
    try:
        sealed = codec.load_json(SignedBundle, data, source=source)
        body = _bytes(sealed.body)
        bundle = codec.load_json(TrustBundle, body, source=source)
    except CodecError as error:
        raise TrustError("it is no list of issuers", where=source, hint=str(error)) from None
    _check(bundle, source)
    _check_signed(bundle.signers, bundle.threshold, sealed.signatures, body, source)
    if before is not None:
        _check_signed(before.signers, before.threshold, sealed.signatures, body, source)
        _check_newer(bundle, before, source)
    return bundle


def _check(bundle: TrustBundle, source: str = "") -> None:
    try:
        keys = [PublicKey.of_hex(key) for key in bundle.signers]
        issuers = [one.public for one in bundle.issuers]
    except KeyFileError as error:
        raise TrustError(f"a key in the list is none: {error}", where=source) from None
    if len({key.id for key in issuers}) != len(issuers):
        raise TrustError("the list names an issuer's key twice", where=source)
    if len({key.id for key in keys}) != len(keys):
        raise TrustError("the list names a signer twice", where=source)
    if not 1 <= bundle.threshold <= len(keys):
        what = f"the list asks for {bundle.threshold} signatures of {len(keys)} signers"
        raise TrustError(what, where=source)
    if bundle.sequence < 1 or bundle.until < bundle.issued_on:
        raise TrustError("the list's number or days are out of order", where=source)


def _check_signed(
    keys: Sequence[KeyHex],
    threshold: int,
    signatures: Sequence[BundleSignature],
    body: bytes,
    source: str = "",
) -> None:
    given = [signature.key for signature in signatures]
    if len(set(given)) != len(given):
        raise TrustError("one key signed the list twice", where=source)
    good = sum(
        PublicKey.of_hex(one.key) in map(PublicKey.of_hex, keys) and _good(one, body)
        for one in signatures
    )
    if good < threshold:
        what = f"the list carries {good} of the {threshold} signatures that it must"
        hint = "Get the list from where you had the last one"
        raise TrustError(what, where=source, hint=hint)


def _good(one: BundleSignature, body: bytes) -> bool:
    try:
        envelope = Envelope(body, _bytes(one.signature))
    except TrustError:
        return False
    return envelope.verified_by(PublicKey.of_hex(one.key), Purpose.TRUST_BUNDLE)


def _check_newer(bundle: TrustBundle, before: TrustBundle, source: str) -> None:
    if bundle.sequence < before.sequence or (
        bundle.sequence == before.sequence and bundle != before
    ):
        raise TrustError(
            f"the list has the number {bundle.sequence} of {bundle.issued_on}, and number "
            f"{before.sequence} of {before.issued_on} is already here",
            where=source,
            hint="An older list may leave out what was taken back. Get the newest one",
        )


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise TrustError("a value of the list is not written in base64url") from None
