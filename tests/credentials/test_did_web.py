"""An issuer named by its site."""

from __future__ import annotations

import pytest

from skillcert.credentials.did_web import did_document, did_web, document_place
from skillcert.credentials.multibase import did_key
from skillcert.errors import CredentialError
from tests.credentials.papers import ISSUER, OTHER


@pytest.mark.parametrize(
    ("address", "did", "place"),
    [
        # The examples of the method's section 2.5.2, read backwards.
        ("https://w3c-ccg.github.io", "did:web:w3c-ccg.github.io", ".well-known/did.json"),
        (
            "https://w3c-ccg.github.io/user/alice",
            "did:web:w3c-ccg.github.io:user:alice",
            "did.json",
        ),
        (
            "https://example.com:3000/user/alice",
            "did:web:example.com%3A3000:user:alice",
            "did.json",
        ),
    ],
)
def test_as_specified(address: str, did: str, place: str) -> None:
    """A folder on a site gives the did, and the place of its document."""
    assert did_web(address) == did
    assert document_place(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "",
        "papers.example",
        "http://papers.example",
        "https://papers.example/",
        "https://PAPERS.example",
        "https://papers",
        "https://papers.example/a b",
        "https://papers.example/../a",
        "https://papers.example/a?b",
        "https://papers.example/a#b",
        "https://user@papers.example",
        "https://papers.example/" + "a" * 200,
        "https://pæpers.example",
    ],
)
def test_no_address(address: str) -> None:
    """What others could not ask, or could read in two ways, is refused."""
    with pytest.raises(CredentialError, match="no address"):
        did_web(address)


def test_the_document() -> None:
    """It names each key as a Multikey that may assert something, under the issuer's did."""
    did = did_web("https://papers.example")
    found = did_document(did, [ISSUER.public, OTHER.public])
    assert found["id"] == did
    for method, key in zip(found["verificationMethod"], (ISSUER, OTHER), strict=True):
        assert method["controller"] == did
        assert method["type"] == "Multikey"
        assert did_key(key.public) == f"did:key:{method['publicKeyMultibase']}"
        assert method["id"] in found["assertionMethod"]
