"""Private keys in files: the format of OpenSSH, which `ssh-keygen` reads too.

Rules of this module

- A wrong passphrase and a damaged file give the same error: whoever tries keys learns nothing.
- What a file asks for is bounded before it is done: its size, and the rounds of the bcrypt key
  derivation, of which a forged file could ask for four billion.
- It reads and writes bytes. Where they lie is the caller's business.

Source: OpenSSH, PROTOCOL.key ("openssh-key-v1").
"""

from __future__ import annotations

import base64
import binascii
import struct
import unicodedata
from typing import TYPE_CHECKING

from skillcert.errors import KeyFileError
from skillcert.signing.keys import PublicKey
from skillcert.signing.signer import KeySigner

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["key_file", "open_key_file", "public_key_of_file"]

_MAGIC = b"openssh-key-v1\x00"
_LARGEST = 16_384
_ROUNDS = 32
_MOST_ROUNDS = 512
_FIRST = b"-----BEGIN OPENSSH PRIVATE KEY-----"
_LAST = b"-----END OPENSSH PRIVATE KEY-----"
_REFUSED = "the key file cannot be opened: the passphrase is wrong or the file is damaged"
_HINT = "Type the passphrase again, or bring back the file from a copy"


def key_file(signer: KeySigner, passphrase: str) -> bytes:
    """Return the bytes of a file that keeps *signer*'s private key under *passphrase*.

    Args:
        signer: The key.
        passphrase: At least one character.

    Raises:
        KeyFileError: The passphrase is empty.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat

    if not passphrase:
        raise KeyFileError("a key needs a passphrase", hint="Choose a few words that you remember")
    encryption = (
        PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(_ROUNDS).build(_bytes(passphrase))
    )
    return signer.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, encryption)


def open_key_file(data: bytes, passphrase: str, *, source: str = "") -> KeySigner:
    """Return the private key in the bytes of a key file.

    Args:
        data: The file's bytes.
        passphrase: What it was written with.
        source: The file's name, for the message.

    Raises:
        KeyFileError: The passphrase is wrong, or the file is damaged or no such key.
    """
    from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    public = _header(data, source)
    try:
        private = load_ssh_private_key(data, _bytes(passphrase) or None)
    except (
        ValueError,
        TypeError,
        OverflowError,
        InvalidTag,
        InvalidSignature,
        UnsupportedAlgorithm,
        UnicodeError,
    ):
        private = None
    # The cipher has no seal: a byte that was changed in the private part decrypts to another key.
    mine = (
        isinstance(private, Ed25519PrivateKey) and public == private.public_key().public_bytes_raw()
    )
    if not isinstance(private, Ed25519PrivateKey) or not mine:
        raise KeyFileError(_REFUSED, where=source, hint=_HINT)
    return KeySigner.of_private(private)


def public_key_of_file(data: bytes, *, source: str = "") -> PublicKey:
    """Return the public key that a key file carries in the clear, without its passphrase.

    It says whose file it is; only `open_key_file` shows that the private key belongs to it.

    Raises:
        KeyFileError: The file is damaged or no such key.
    """
    try:
        return PublicKey(_header(data, source))
    except KeyFileError:
        raise KeyFileError(_REFUSED, where=source, hint=_HINT) from None


def _bytes(passphrase: str) -> bytes:
    """Return a passphrase as it is used: an å is the same, whichever computer it is typed on."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _header(data: bytes, source: str) -> bytes:
    """Return the public key in the head of the file, after what it asks for was bounded."""
    try:
        cipher, kdf, options, count, public = _fields(data)
        salt_size = struct.unpack(">I", options[:4])[0] if kdf == b"bcrypt" else 0
        rounds = struct.unpack(">I", options[4 + salt_size :])[0] if kdf == b"bcrypt" else 0
        kind, raw = list(_strings(public))
    except (ValueError, struct.error, binascii.Error):
        raise KeyFileError(_REFUSED, where=source, hint=_HINT) from None
    if count != 1 or kind != b"ssh-ed25519" or rounds > _MOST_ROUNDS or cipher == b"none":
        raise KeyFileError(_REFUSED, where=source, hint=_HINT)
    return raw


def _fields(data: bytes) -> tuple[bytes, bytes, bytes, int, bytes]:
    text = data.strip() if len(data) <= _LARGEST else b""
    if not (text.startswith(_FIRST) and text.endswith(_LAST)):
        raise ValueError
    blob = base64.b64decode(b"".join(text[len(_FIRST) : -len(_LAST)].split()), validate=True)
    if not blob.startswith(_MAGIC):
        raise ValueError
    rest = blob[len(_MAGIC) :]
    cipher, rest = _string(rest)
    kdf, rest = _string(rest)
    options, rest = _string(rest)
    (count,) = struct.unpack(">I", rest[:4])
    public, _ = _string(rest[4:])
    return cipher, kdf, options, count, public


def _string(data: bytes) -> tuple[bytes, bytes]:
    (size,) = struct.unpack(">I", data[:4])
    if size > len(data) - 4:
        raise ValueError
    return data[4 : 4 + size], data[4 + size :]


def _strings(data: bytes) -> Iterator[bytes]:
    while data:
        found, data = _string(data)
        yield found
