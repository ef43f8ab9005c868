"""Keys and signatures as the web of credentials writes them: multibase and did:key.

Sources: W3C Controlled Identifiers 1.0, sections 2.4 (multibase, base58btc) and 2.2.2 (Multikey);
the did:key method.
"""

from __future__ import annotations

from skillcert.errors import CredentialError, KeyFileError
from skillcert.signing import PublicKey

__all__ = ["base58", "did_key", "from_base58", "key_of_did", "multikey", "public_of_multikey"]

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUE = {character: i for i, character in enumerate(_ALPHABET)}
_ED25519 = b"\xed\x01"
_LONGEST = 200


def base58(data: bytes) -> str:
    """Return *data* in multibase base58btc: `z` and the digits."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = _ALPHABET[rest] + digits
    zeros = len(data) - len(data.lstrip(b"\x00"))
    return "z" + _ALPHABET[0] * zeros + digits


def from_base58(text: str) -> bytes:
    """Return the bytes that *text* writes in multibase base58btc.

    Raises:
        CredentialError: It does not.
    """
    if len(text) > _LONGEST or not text.startswith("z") or not set(text[1:]) <= set(_ALPHABET):
        raise CredentialError("a value is not written in base58btc")
    number = 0
    for character in text[1:]:
        number = number * 58 + _VALUE[character]
    zeros = len(text) - 1 - len(text[1:].lstrip(_ALPHABET[0]))
    return b"\x00" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(key: PublicKey) -> str:
    """Return *key* as a Multikey."""
    return base58(_ED25519 + key.raw)


def public_of_multikey(text: str) -> PublicKey:
    """Return the key that the Multikey *text* writes.

    Raises:
        CredentialError: It is no Ed25519 key, or one that is not to be used.
    """
    data = from_base58(text)
    if not data.startswith(_ED25519):
        raise CredentialError("the key is not of the kind Ed25519")
    try:
        return PublicKey(data[len(_ED25519) :])
    except KeyFileError as error:
        raise CredentialError(str(error)) from None


def did_key(key: PublicKey) -> str:
    """Return the did:key of *key*."""
    return f"did:key:{multikey(key)}"


def key_of_did(did: str) -> PublicKey:
    """Return the key that a did:key, or a method of one, names.

    Raises:
        CredentialError: It is no such name, or its fragment names another key.
    """
    name, _, fragment = did.removeprefix("did:key:").partition("#")
    if not did.startswith("did:key:") or fragment not in {"", name}:
        raise CredentialError(f"{did[:80]!r} is no did:key")
    return public_of_multikey(name)
