"""Canonical form and proofs of credentials: published vectors, and another implementation."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from skillcert.credentials.data_integrity import prove, proven
from skillcert.credentials.jsonld import Contexts, bundled_contexts, canonical_quads
from skillcert.credentials.multibase import (
    base58,
    did_key,
    from_base58,
    key_of_did,
    multikey,
    public_of_multikey,
)
from skillcert.errors import CredentialError
from skillcert.signing import KeySigner
from tests.credentials.badges import EXAMPLES, REFERENCE, badge
from tests.credentials.papers import ISSUER

V2 = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
VECTORS = REFERENCE / "test-vectors"
W3C = VECTORS / "eddsa-rdfc-2022"

needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(),
    reason="../shared/data/open-badges is not there: the published vectors are no part of this",
)


def with_examples() -> Contexts:
    """Return the bundled contexts and the one of the vectors, which is a vocabulary alone."""
    examples = "https://www.w3.org/ns/credentials/examples"
    return Contexts({**bundled_contexts().documents, f"{examples}/v2": {"@vocab": f"{examples}#"}})


def by_pyld(document: dict[str, Any]) -> str:
    """Return the canonical N-Quads of another implementation, with the same pinned contexts."""

    def loader(address: str, _: object) -> dict[str, Any]:
        context = {"@context": bundled_contexts().documents[address]}
        return {"contextUrl": None, "documentUrl": address, "document": context}

    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": loader,
    }
    found: str = jsonld.normalize(document, options)
    return found


def read(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


@needs_vectors
def test_the_vectors_of_the_w3c() -> None:
    """Canonical document, canonical options and proof are those of the W3C, byte for byte."""
    signed = read(W3C / "signedDataInt.json")
    proof = signed.pop("proof")
    expected = (W3C / "canonDocDataInt.txt").read_text(encoding="utf-8")
    assert canonical_quads(signed, with_examples()) == expected
    options = read(W3C / "proofConfigDataInt.json")
    expected = (W3C / "proofCanonDataInt.txt").read_text(encoding="utf-8")
    assert canonical_quads(options, with_examples()) == expected
    keys = read(VECTORS / "keyPair.json")
    seed = from_base58(keys["privateKeyMultibase"])[2:]
    made = prove(
        signed,
        KeySigner.of_seed(seed),
        method=proof["verificationMethod"],
        created=dt.datetime.fromisoformat(proof["created"]),
        contexts=with_examples(),
    )
    assert made == proof
    key = key_of_did(proof["verificationMethod"])
    assert multikey(key) == keys["publicKeyMultibase"]
    assert proven({**signed, "proof": proof}, key, contexts=with_examples())


@needs_vectors
def test_the_vector_of_the_open_badges_guide() -> None:
    """The guide's badge gets the guide's proof from the guide's key."""
    signed, vector = (
        read(VECTORS / f"ob30_impl_guide_{name}.json") for name in ("signed", "vector")
    )
    signer = KeySigner.of_seed(bytes.fromhex(vector["privateKeySeedHex"]))
    proof = signed.pop("proof")
    made = prove(
        signed,
        signer,
        method=proof["verificationMethod"],
        created=dt.datetime.fromisoformat(proof["created"]),
    )
    assert made["proofValue"] == vector["proofValue"]
    assert proven({**signed, "proof": [proof]}, signer.public)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_badges_as_another_processor_sees_them(example: Path) -> None:
    """The canonical form of every workshop's badge is that of PyLD, endorsement included."""
    made = badge(example)
    made.pop("proof")
    assert canonical_quads(made) == by_pyld(made)


# Controls other than the end of a line are refused: `test_what_would_not_be_signed_is_refused`.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r"), max_size=30
)
ids = st.uuids(version=4).map(lambda found: found.urn)


@st.composite
def credentials(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a credential in which every node has an id."""
    levels = st.fixed_dictionaries(
        {"id": ids, "type": st.just(["RubricCriterionLevel"]), "name": texts, "level": texts}
    )
    descriptions = st.fixed_dictionaries(
        {
            "id": ids,
            "type": st.just(["ResultDescription"]),
            "name": texts,
            "resultType": st.just("RubricCriterionLevel"),
            "rubricCriterionLevel": st.lists(levels, max_size=3),
        }
    )
    achievement = {
        "id": draw(ids),
        "type": ["Achievement"],
        "name": draw(texts),
        "description": draw(texts),
        "criteria": {"id": draw(ids), "narrative": draw(texts)},
        "tag": draw(st.lists(texts, max_size=3)),
        "resultDescription": draw(st.lists(descriptions, max_size=4)),
    }
    return {
        "@context": [V2, BADGES],
        "id": draw(ids),
        "type": ["VerifiableCredential", draw(st.sampled_from(_KINDS))],
        "issuer": draw(
            st.one_of(ids, st.fixed_dictionaries({"id": ids, "type": st.just(["Profile"])}))
        ),
        "name": draw(texts),
        "validFrom": "2025-06-12T00:00:00Z",
        "credentialSubject": {
            "id": draw(ids),
            "type": ["AchievementSubject"],
            "activityStartDate": "2025-03-03",
            "achievement": achievement,
        },
    }


_KINDS = ("OpenBadgeCredential", "AchievementCredential")


@given(credentials())
def test_any_credential_as_another_processor_sees_it(made: dict[str, Any]) -> None:
    """Whatever the texts are, the canonical form is that of PyLD."""
    assert canonical_quads(made) == by_pyld(made)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"nickname": "x"}, "would not be signed"),
        ({"type": ["VerifiableCredential", "Unheard"]}, "would not be signed"),
        ({"id": "credentials/1"}, "absolute address"),
        ({"issuer": "somebody"}, "not an absolute address"),
        ({"id": ["urn:a:1", "urn:a:2"]}, "absolute address"),
        ({"name": 3.5}, "not read here"),
        ({"name": "a\tb"}, "control character"),
        ({"name": "a\x7fb"}, "control character"),
        ({"@context": [V2, "https://elsewhere.example/context.json"]}, "Nothing is fetched"),
        ({"@context": [V2, BADGES, {"name": {"@reverse": "urn:x:y"}}]}, "not read here"),
    ],
)
def test_what_would_not_be_signed_is_refused(change: dict[str, Any], word: str) -> None:
    """An unknown key or type, a relative address, a foreign context: an error, never silence."""
    made = {**badge(EXAMPLES[0]), **change}
    made.pop("proof")
    with pytest.raises(CredentialError, match=word):
        canonical_quads(made)


def test_deep_nesting() -> None:
    """A credential nested deep is refused and exhausts no stack."""
    node: dict[str, Any] = {"id": "urn:a:0"}
    for i in range(5_000):
        node = {"id": f"urn:a:{i}", "type": ["Profile"], "parentOrg": node}
    with pytest.raises(CredentialError, match="too deep"):
        canonical_quads({"@context": [V2, BADGES], **node})


def test_nodes_that_cannot_be_told_apart() -> None:
    """Two nodes without an id that say the same are left to a general processor."""
    same = {"type": ["Profile"], "name": "Kari"}
    made = {"@context": [V2, BADGES], "id": "urn:a:1", "endorsement": [same, dict(same)]}
    with pytest.raises(CredentialError, match="told apart"):
        canonical_quads(made)


@pytest.mark.parametrize("example", EXAMPLES[:3], ids=lambda path: path.stem)
def test_a_proof_holds_and_only_for_what_was_signed(example: Path) -> None:
    """The proof is good; with any text changed it is not."""
    made = badge(example)
    assert proven(made, ISSUER.public)
    changed = json.loads(json.dumps(made).replace("Bryggegata", "Bryggegaten"))
    assert changed != made
    assert not proven(changed, ISSUER.public)
    later = {**made, "proof": [{**made["proof"][0], "created": "2025-07-01T00:00:00Z"}]}
    assert not proven(later, ISSUER.public)


@pytest.mark.parametrize(
    "proof",
    [
        None,
        [],
        "x",
        [{}, {}],
        [{"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}],
        [{"type": "Ed25519Signature2020", "cryptosuite": "eddsa-rdfc-2022"}],
        [
            {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "proofPurpose": "authentication",
                "proofValue": "z1",
            }
        ],
    ],
)
def test_other_proofs(proof: Any) -> None:
    """No proof, several, or one of another kind or purpose is an error."""
    made = {**badge(EXAMPLES[0]), "proof": proof}
    with pytest.raises(CredentialError):
        proven(made, ISSUER.public)


@given(st.binary(max_size=80))
def test_base58(data: bytes) -> None:
    """What is written in base58 is read again, leading zeros included."""
    assert from_base58(base58(data)) == data


@pytest.mark.parametrize("text", ["", "abc", "z0", "zO", "zl", "z" + "1" * 300, "uAAA"])
def test_not_base58(text: str) -> None:
    """Other letters, another base or no end are refused."""
    with pytest.raises(CredentialError):
        from_base58(text)


def test_did_key() -> None:
    """A key is named by its did:key; a name with another fragment, or of a weak key, is refused."""
    did = did_key(ISSUER.public)
    assert key_of_did(did) == ISSUER.public
    assert key_of_did(f"{did}#{multikey(ISSUER.public)}") == ISSUER.public
    neutral = base58(b"\xed\x01\x01" + bytes(31))
    for wrong in (f"{did}#zOther", "did:web:example.org", f"did:key:{neutral}", "did:key:z"):
        with pytest.raises(CredentialError):
            key_of_did(wrong)
    with pytest.raises(CredentialError, match="Ed25519"):
        public_of_multikey(base58(b"\x12\x00" + bytes(33)))
