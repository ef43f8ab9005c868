"""An issuer named by its site: did:web, by choice.

Rules of this module

- A badge that names its issuer by did:web can be checked only as long as the site is there, by
  those who ask the site. The list of issuers goes by the key, whatever the name.
- An address is `https`, a name of a host, perhaps a port and a path, and nothing more.

Source: the did:web method (W3C Credentials Community Group), section 2; W3C Decentralized
Identifiers 1.0, section 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from skillcert.credentials.multibase import multikey
from skillcert.errors import CredentialError
from skillcert.signing import PublicKey

__all__ = ["did_document", "did_web", "document_place", "require_address"]

_CONTEXTS = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
_LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_ADDRESS = re.compile(
    rf"https://(?P<host>{_LABEL}(\.{_LABEL})+)(?P<port>:[0-9]{{1,5}})?(?P<path>(/[A-Za-z0-9._~-]+)*)"
)
_LONGEST = 200


def require_address(address: str) -> None:
    """Refuse what is no address of a folder on a site.

    Raises:
        CredentialError: It is none.
    """
    _parts(address)


def did_web(address: str) -> str:
    """Return the did:web of the folder at *address*.

    Raises:
        CredentialError: It is no address of a folder on a site.

    >>> did_web("https://papers.example/bryggegata")
    'did:web:papers.example:bryggegata'
    """
    host, port, path = _parts(address)
    return f"did:web:{host}{port.replace(':', '%3A')}{path.replace('/', ':')}"


def document_place(address: str) -> str:
    """Return where the document of a did:web lies, within the folder at *address*.

    Raises:
        CredentialError: It is no address of a folder on a site.

    >>> document_place("https://papers.example")
    '.well-known/did.json'
    """
    return "did.json" if _parts(address)[2] else ".well-known/did.json"


def did_document(did: str, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """Return the document of an issuer's did.

    Args:
        did: The did.
        keys: The keys whose signatures count, old ones too: what they signed still stands.
    """
    methods = [
        {
            "id": f"{did}#{multikey(key)}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey(key),
        }
        for key in keys
    ]
    return {
        "@context": list(_CONTEXTS),
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def _parts(address: str) -> tuple[str, str, str]:
    found = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST else None
    if found is None or {".", ".."} & set(found["path"].split("/")):
        raise CredentialError(
            f"{address[:80]!r} is no address of a folder on a site",
            hint="Write it as https://papers.example/bryggegata: small letters in the host's name, "
            "nothing after the path, no slash at the end",
        )
    return found["host"], found["port"] or "", found["path"]
