"""The code on a paper: signed bytes as a link. `docs/paper-code.md` is the specification.

    link    = [ "https://" host "/" ] "v1#" digits
    digits  = `skillcert.credentials.digits` of the bytes
    bytes   = signed, signature (64 bytes, Ed25519)
    signed  = magic (2 bytes "SC"), version (1 byte, 1), key id (8 bytes), packed
    packed  = the canonical JSON of the content, in raw deflate (RFC 1951) with a preset dictionary

Rules of this module

- The signature is over everything before it, and is checked before anything is unpacked.
- What is unpacked is bounded, and must end where the bytes end.
- The words are in it where the code stays within its size, else the keys. Nothing is cut short.
- The dictionary is part of the version and is never edited.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.credentials.content import PaperContent, content_of, with_keys
from skillcert.credentials.digits import from_digits, to_digits
from skillcert.errors import CodecError, LayoutError, PaperCodeError, PaperFault
from skillcert.model import Certificate, CheckpointRef, KeyId
from skillcert.signing import Envelope, PublicKey, Purpose, Signer, seal

__all__ = [
    "MOST_BYTES",
    "Lookup",
    "PaperCode",
    "code_bytes",
    "dictionary",
    "open_code",
    "pack",
    "seal_code",
    "unpack",
]

MOST_BYTES = 521
"""How long a code is at most where its lines are words: version 18 of a QR code, 41 mm wide."""

_MOST_WITH_KEYS = 779
"""Version 22 of a QR code; 48 mm wide."""

Lookup = Callable[[KeyId], PublicKey | None]
"""Gives the public key of an issuer by its short name; None for one that nobody knows."""

_MAGIC = b"SC"
_VERSION = 1
_KEY_ID = 8
_SIGNATURE = 64
_HEAD = len(_MAGIC) + 1 + _KEY_ID
_MOST_UNPACKED = 16_384
_LINK = re.compile(r"(?:https://[^\s#]{1,200}/)?v1#([0-9]+)", re.ASCII)
_DICTIONARY_SHA256 = "e9bc07d5aec7dd8171fe3eb59eea521e2fc1d7ce7b46ee56c1de5f09cc3fcbc9"


@attrs.frozen(kw_only=True)
class PaperCode:
    """A code, ready to be printed or read.

    Attributes:
        content: What it says.
        data: Its bytes, signature included.
    """

    content: PaperContent
    data: bytes = attrs.field(repr=False)

    @property
    def in_words(self) -> bool:
        """Whether the skills stand in it as words, and not as keys."""
        return not any(group.skills for group in self.content.levels)

    @property
    def key(self) -> KeyId:
        """The short name of the key that signed it."""
        return KeyId(self.data[_HEAD - _KEY_ID : _HEAD].hex())

    def link(self, host: str | None = None) -> str:
        """Return what the QR code says: a link for a telephone, or the code alone.

        Args:
            host: Where the verify page lies, as `papers.example` or `example.org/check`.
        """
        place = f"https://{host.strip('/')}/" if host else ""
        return f"{place}v1#{to_digits(self.data)}"


def seal_code(  # noqa: PLR0913 - what a code is made of, all by name
    certificate: Certificate,
    *,
    signer: Signer,
    certificate_id: str,
    digest: str,
    checkpoint: CheckpointRef | None = None,
    replaces: str | None = None,
) -> PaperCode:
    """Sign the code of *certificate*.

    Args:
        certificate: What the paper says.
        signer: The issuer's key.
        certificate_id: The certificate's id.
        digest: The digest of everything that it says (`content_of`).
        checkpoint: The state of the ledger at issue.
        replaces: The id of the certificate that it takes the place of.

    Raises:
        LayoutError: Even with keys in place of words it is longer than a code may be.
        CodecError: The certificate holds what has no canonical form.
    """
    content = content_of(
        certificate,
        certificate_id=certificate_id,
        digest=digest,
        checkpoint=checkpoint,
        replaces=replaces,
    )
    code = _sealed(content, signer)
    if len(code.data) <= MOST_BYTES:
        return code
    code = _sealed(with_keys(content, certificate), signer)
    if len(code.data) > _MOST_WITH_KEYS:
        raise LayoutError(
            f"the code would have {len(code.data)} bytes, and a paper has room for "
            f"{_MOST_WITH_KEYS}",
            hint="Choose fewer skills, or a shorter name of the issuer",
        )
    return code


def _sealed(content: PaperContent, signer: Signer) -> PaperCode:
    head = _MAGIC + bytes([_VERSION]) + bytes.fromhex(signer.public.id)
    envelope = seal(head + pack(codec.canonical(content)), signer, Purpose.CERTIFICATE)
    return PaperCode(content=content, data=envelope.body + envelope.signature)


def code_bytes(text: str) -> bytes:
    """Return the bytes in the text of a code, as a reader gives it or a person pastes it.

    White space around it and inside the digits is passed over: mail programs break long lines.

    Raises:
        PaperCodeError: It is no such text.
    """
    joined = re.sub(r"[\t\n\r ]+", "", text)
    found = _LINK.fullmatch(joined)
    if found is None:
        fault = PaperFault.NOT_A_CODE
        if other := re.search(r"(?:^|/)v([0-9]{1,3})#", joined):
            fault = PaperFault.OTHER_VERSION if other.group(1) != "1" else fault
        raise PaperCodeError(fault, "it does not read v1# and digits")
    return from_digits(found.group(1))


def open_code(data: bytes, key_of: Lookup) -> PaperCode:
    """Return the code in *data*, after its signature was checked.

    Args:
        data: The bytes of a code.
        key_of: Gives the key of an issuer by its short name; None for a key that is not known.

    Raises:
        PaperCodeError: It is no code, or not signed by a known issuer, or holds no certificate.
    """
    envelope, key = _split(data), key_of(key_in(data))
    if key is None or key.id != key_in(data):
        raise PaperCodeError(PaperFault.UNKNOWN_ISSUER, f"nobody is known by {key_in(data)}")
    if not envelope.verified_by(key, Purpose.CERTIFICATE):
        raise PaperCodeError(PaperFault.WRONG_SIGNATURE, "the signature does not belong to it")
    try:
        content = codec.load_json(PaperContent, unpack(envelope.body[_HEAD:]), source="code")
    except CodecError as error:
        raise PaperCodeError(PaperFault.UNREADABLE, str(error.problems[0])) from None
    return PaperCode(content=content, data=data)


def key_in(data: bytes) -> KeyId:
    """Return the short name of the key that *data* says it is signed with."""
    return KeyId(data[_HEAD - _KEY_ID : _HEAD].hex())


def _split(data: bytes) -> Envelope:
    if not data.startswith(_MAGIC):
        raise PaperCodeError(PaperFault.NOT_A_CODE, "it begins in another way")
    if data[len(_MAGIC) : len(_MAGIC) + 1] != bytes([_VERSION]):
        raise PaperCodeError(PaperFault.OTHER_VERSION, "this program reads version 1")
    if len(data) <= _HEAD + _SIGNATURE:
        raise PaperCodeError(PaperFault.INCOMPLETE, f"it has {len(data)} bytes")
    return Envelope(data[:-_SIGNATURE], data[-_SIGNATURE:])


def pack(data: bytes) -> bytes:
    """Return *data* in raw deflate with the dictionary of the version."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary())
    return squeeze.compress(data) + squeeze.flush()


def unpack(data: bytes) -> bytes:
    """Return what *data* packs.

    Raises:
        PaperCodeError: It is not packed so, is larger than any paper says, or does not end where
            its bytes end.
    """
    stretch = zlib.decompressobj(-15, dictionary())
    try:
        found = stretch.decompress(data, _MOST_UNPACKED)
    except zlib.error as error:
        raise PaperCodeError(PaperFault.UNREADABLE, str(error)) from None
    if stretch.unconsumed_tail:
        raise PaperCodeError(PaperFault.TOO_LONG, f"it says more than {_MOST_UNPACKED:,} bytes")
    if not stretch.eof or stretch.unused_data:
        raise PaperCodeError(PaperFault.UNREADABLE, "it does not end where its bytes end")
    return found


@cache
def dictionary() -> bytes:
    """Return the preset dictionary of version 1 (RFC 1950, section 2.2, explains the use)."""
    data = (files(__package__) / "dictionary_v1.txt").read_bytes()
    if hashlib.sha256(data).hexdigest() != _DICTIONARY_SHA256:
        raise LayoutError(
            "the dictionary of the paper code was edited, so no code can be read or made",
            hint="Install skillcert anew",
        )
    return data
