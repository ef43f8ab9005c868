"""Proofs of the kind `eddsa-rdfc-2022`: a signature over what a credential says.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.2.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from skillcert.credentials.jsonld import Contexts, canonical_quads
from skillcert.credentials.multibase import base58, from_base58
from skillcert.errors import CredentialError
from skillcert.signing import PublicKey, Signer

__all__ = ["CRYPTOSUITE", "hash_data", "prove", "proven"]

CRYPTOSUITE = "eddsa-rdfc-2022"


def prove(
    credential: Mapping[str, Any],
    signer: Signer,
    *,
    method: str,
    created: dt.datetime,
    contexts: Contexts | None = None,
) -> dict[str, Any]:
    """Return the proof of *credential*, to stand under its key `proof`.

    Args:
        credential: The credential without a proof.
        signer: Who signs.
        method: The address of the signer's public key.
        created: When, in UTC, to the second.
        contexts: The contexts that may be named; the bundled ones if left out.

    Raises:
        CredentialError: Something in it would not be signed.
    """
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = signer.sign(hash_data(credential, options, contexts))
    return {**options, "proofValue": base58(signature)}


def proven(
    credential: Mapping[str, Any], key: PublicKey, *, contexts: Contexts | None = None
) -> bool:
    """Say whether the one proof in *credential* is by *key*.

    Raises:
        CredentialError: It has no such proof, or something in it would not be signed.
    """
    proofs = credential.get("proof")
    proofs = proofs if isinstance(proofs, list) else [proofs]
    if len(proofs) != 1 or not isinstance(proofs[0], dict):
        raise CredentialError("the credential has not exactly one proof")
    options = {name: value for name, value in proofs[0].items() if name != "proofValue"}
    value = proofs[0].get("proofValue")
    if options.get("type") != "DataIntegrityProof" or options.get("cryptosuite") != CRYPTOSUITE:
        raise CredentialError(f"the proof is not of the kind {CRYPTOSUITE}")
    if options.get("proofPurpose") != "assertionMethod" or not isinstance(value, str):
        raise CredentialError("the proof is not made to assert something")
    document = {name: value for name, value in credential.items() if name != "proof"}
    return key.verifies(from_base58(value), hash_data(document, options, contexts))


def hash_data(
    credential: Mapping[str, Any], options: Mapping[str, Any], contexts: Contexts | None = None
) -> bytes:
    """Return the 64 bytes that are signed: the hash of the options, then that of the credential."""
    config = {"@context": credential.get("@context"), **options}
    return b"".join(
        hashlib.sha256(canonical_quads(part, contexts).encode("utf-8")).digest()
        for part in (config, credential)
    )
