"""Keys and signatures: the vectors of RFC 8032, and the keys that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.errors import KeyFileError
from skillcert.signing import Envelope, KeySigner, PublicKey, Purpose, key_id, seal, signed_bytes

# RFC 8032, section 7.1: tests 1 to 3. Seed, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
            "b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f1"
            "1d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984d"
            "c6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]

# Every way to write one of the eight points of small order, those included that are not canonical.
SMALL_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), VECTORS)
def test_published_vectors(seed: str, public: str, message: str, signature: str) -> None:
    """Keys and signatures are those of RFC 8032."""
    signer = KeySigner.of_seed(bytes.fromhex(seed))
    said, signed = bytes.fromhex(message), bytes.fromhex(signature)
    assert signer.public == PublicKey.of_hex(public)
    assert signer.public.hex == public
    assert signer.sign(said) == signed
    assert signer.public.verifies(signed, said)
    assert not signer.public.verifies(signed, said + b"x")


@pytest.mark.parametrize("key", SMALL_ORDER)
def test_keys_of_small_order_are_refused(key: str) -> None:
    """Under such a key anybody could sign anything, so it is none, however it is written."""
    with pytest.raises(KeyFileError, match=r"small order|canonical"):
        PublicKey.of_hex(key)


def test_a_forgery_under_the_identity_is_no_signature() -> None:
    """A signature that the library would accept under the identity is never asked about.

    With the point 1 as key and as R and with S = 0, every message is "signed".
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    identity = bytes.fromhex(SMALL_ORDER[2])
    Ed25519PublicKey.from_public_bytes(identity).verify(identity + bytes(32), b"anything at all")
    with pytest.raises(KeyFileError, match="small order"):
        PublicKey(identity)


@pytest.mark.parametrize("text", ["", "00", "zz" * 32, "d7" * 31, "d7" * 33, "ff" * 32, "ø"])
def test_what_is_no_key_is_refused(text: str) -> None:
    """Other lengths, other letters and numbers that are too large are no keys."""
    with pytest.raises(KeyFileError):
        PublicKey.of_hex(text)


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.binary(max_size=40))
def test_whatever_is_asked_is_answered(raw: bytes, signature: bytes, message: bytes) -> None:
    """Any bytes are a key or refused, and any bytes are a signature or not: nothing is raised."""
    try:
        key = PublicKey(raw)
    except KeyFileError:
        return
    assert not key.verifies(signature, message)
    assert key.id == key_id(raw)


def test_signatures_are_for_one_purpose() -> None:
    """What was signed for one purpose is not signed for another; none begins as another does."""
    signer = KeySigner.of_seed(bytes(32))
    for purpose in Purpose:
        envelope = seal(b"body", signer, purpose)
        assert {p for p in Purpose if envelope.verified_by(signer.public, p)} == {purpose}
        starts = [signed_bytes(other, b"") for other in Purpose if other is not purpose]
        assert not any(signed_bytes(purpose, b"").startswith(start) for start in starts)
    assert not Envelope(b"body", signer.sign(b"body")).verified_by(signer.public, Purpose.EVENT)


def test_a_key_is_made_of_32_bytes() -> None:
    """Anything else is refused, and a key's text shows nothing private."""
    for size in (0, 31, 33):
        with pytest.raises(KeyFileError, match="32 bytes"):
            KeySigner.of_seed(bytes(size))
    seed = bytes.fromhex(VECTORS[0][0])
    assert VECTORS[0][0] not in repr(KeySigner.of_seed(seed))
    assert str(seed) not in repr(KeySigner.of_seed(seed))
