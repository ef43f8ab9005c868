"""Lists that say which badges were taken back, for verifiers that ask the issuer's site.

An issuer without a site has none: then the list of issuers says it (`skillcert.credentials.trust`).

Source: W3C Bitstring Status List 1.0, sections 2.1, 2.2, 3.1 and 3.2.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import gzip
import zlib
from collections.abc import Collection, Mapping
from typing import Any

from skillcert.credentials.data_integrity import prove
from skillcert.credentials.jsonld.contexts import CREDENTIALS_V2
from skillcert.credentials.multibase import did_key, multikey
from skillcert.errors import CredentialError
from skillcert.signing import Signer

__all__ = ["LENGTH", "is_revoked", "status_entry", "status_list"]

LENGTH = 131_072
"""How many badges one list is for: so many, that an index says nothing of whose it is."""

_PURPOSE = "revocation"
_MOST_UNPACKED = LENGTH // 8 * 16


def status_entry(address: str, index: int) -> dict[str, Any]:
    """Return the entry that a badge carries.

    Args:
        address: Where the list lies, as `https://example.org/status/1`.
        index: The badge's place in it, from 0, its own.

    Raises:
        CredentialError: The place is not in the list.
    """
    if not 0 <= index < LENGTH:
        raise CredentialError(f"a list has {LENGTH:,} places, and {index} is none of them")
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": _PURPOSE,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_list(
    address: str,
    revoked: Collection[int],
    signer: Signer,
    *,
    created: dt.datetime,
    issuer_did: str | None = None,
) -> dict[str, Any]:
    """Return the signed list, to be put at *address*.

    Args:
        address: Where it will lie.
        revoked: The places of the badges that were taken back.
        signer: The issuer's key.
        created: When it is signed, in UTC, to the second.
        issuer_did: The issuer's name, as in the badges; None for the did:key of whoever signs.

    Raises:
        CredentialError: A place is not in the list.
    """
    bits = bytearray(LENGTH // 8)
    for index in revoked:
        if not 0 <= index < LENGTH:
            raise CredentialError(f"a list has {LENGTH:,} places, and {index} is none of them")
        bits[index // 8] |= 0x80 >> index % 8  # the first place is the leftmost bit
    packed = gzip.compress(bytes(bits), 9, mtime=0)
    did = issuer_did or did_key(signer.public)
    credential = {
        "@context": [CREDENTIALS_V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": _PURPOSE,
            "encodedList": f"u{base64.urlsafe_b64encode(packed).rstrip(b'=').decode('ascii')}",
        },
    }
    method = f"{did}#{multikey(signer.public)}"
    return {**credential, "proof": [prove(credential, signer, method=method, created=created)]}


def is_revoked(entry: Mapping[str, Any], credential: Mapping[str, Any]) -> bool:
    """Say whether a badge was taken back, by a list whose proof was checked already.

    Args:
        entry: The badge's `credentialStatus`.
        credential: The list.

    Raises:
        CredentialError: The list is another one, or is not readable.
    """
    subject = credential.get("credentialSubject")
    if not isinstance(subject, dict) or credential.get("id") != entry.get("statusListCredential"):
        raise CredentialError("the badge names another list")
    if subject.get("statusPurpose") != entry.get("statusPurpose"):
        raise CredentialError("the list is for another purpose")
    bits = _bits(subject.get("encodedList"))
    index = str(entry.get("statusListIndex"))
    if not index.isascii() or not index.isdecimal() or int(index) >= len(bits) * 8:
        raise CredentialError("the badge's place is not in the list")
    return bool(bits[int(index) // 8] & 0x80 >> int(index) % 8)


def _bits(encoded: object) -> bytes:
    if not isinstance(encoded, str) or not encoded.startswith("u"):
        raise CredentialError("the list is not written in base64url")
    text = encoded[1:]
    unpack = zlib.decompressobj(wbits=31)  # 31: with the head and the end of gzip
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        bits = unpack.decompress(packed, _MOST_UNPACKED)
    except (binascii.Error, ValueError, zlib.error):
        raise CredentialError("the list is not packed as it should be") from None
    if unpack.unconsumed_tail or not unpack.eof or len(bits) < LENGTH // 8:
        raise CredentialError("the list is not as long as it should be")
    return bits
