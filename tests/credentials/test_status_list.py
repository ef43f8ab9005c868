"""Lists of badges that were taken back."""

from __future__ import annotations

import base64
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.credentials.data_integrity import proven
from skillcert.credentials.open_badge import open_badge
from skillcert.credentials.status_list import LENGTH, is_revoked, status_entry, status_list
from skillcert.errors import CredentialError
from tests.credentials.badges import CREATED, EXAMPLES, request
from tests.credentials.papers import ISSUER
from tests.credentials.test_canonical_quads import by_pyld

ADDRESS = "https://papers.example/status/1"


@given(st.sets(st.integers(0, LENGTH - 1), max_size=20), st.integers(0, LENGTH - 1))
def test_exactly_those(revoked: set[int], other: int) -> None:
    """Those that were taken back are, and no others."""
    made = status_list(ADDRESS, revoked, ISSUER, created=CREATED)
    for index in {*revoked, other}:
        assert is_revoked(status_entry(ADDRESS, index), made) == (index in revoked)


def test_it_is_signed_and_as_another_processor_sees_it() -> None:
    """The list is a credential of its own; its canonical form is that of PyLD."""
    made = status_list(ADDRESS, {7}, ISSUER, created=CREATED)
    assert proven(made, ISSUER.public)
    made.pop("proof")
    assert by_pyld(made)


def test_the_leftmost_bit_is_the_first() -> None:
    """As section 3.2 numbers them, and long enough to hide one among many."""
    made = status_list(ADDRESS, {0}, ISSUER, created=CREATED)
    encoded = made["credentialSubject"]["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    assert bits[0] == 0x80
    assert len(bits) == 16 * 1024


def test_a_badge_carries_its_place() -> None:
    """A badge of an issuer with a site names the list and its place in it, signed."""
    import attrs

    entry = status_entry(ADDRESS, 4711)
    made = open_badge(attrs.evolve(request(EXAMPLES[0]), status=entry), ISSUER, created=CREATED)
    assert made["credentialStatus"] == entry
    assert proven(made, ISSUER.public)


@pytest.mark.parametrize("index", [-1, LENGTH])
def test_no_such_place(index: int) -> None:
    """A place outside of the list is refused."""
    with pytest.raises(CredentialError, match="none of them"):
        status_entry(ADDRESS, index)
    with pytest.raises(CredentialError, match="none of them"):
        status_list(ADDRESS, [index], ISSUER, created=CREATED)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"id": "https://elsewhere.example/1"}, "another list"),
        ({"credentialSubject": None}, "another list"),
        ({"credentialSubject": {"statusPurpose": "suspension"}}, "another purpose"),
        ({"credentialSubject": {"statusPurpose": "revocation"}}, "base64url"),
        (
            {"credentialSubject": {"statusPurpose": "revocation", "encodedList": "u!!!"}},
            "not packed",
        ),
        (
            {"credentialSubject": {"statusPurpose": "revocation", "encodedList": "uAAAA"}},
            "not packed",
        ),
    ],
)
def test_lists_that_are_none(change: dict[str, object], word: str) -> None:
    """A list of somebody else, for something else, or that is damaged is an error."""
    made = {**status_list(ADDRESS, {1}, ISSUER, created=CREATED), **change}
    with pytest.raises(CredentialError, match=word):
        is_revoked(status_entry(ADDRESS, 1), made)


def test_a_bomb() -> None:
    """A list that unpacks to far more than any list is refused before it fills the memory."""
    packed = gzip.compress(bytes(500_000_000), 9)
    made = status_list(ADDRESS, {1}, ISSUER, created=CREATED)
    made["credentialSubject"]["encodedList"] = f"u{base64.urlsafe_b64encode(packed).decode()}"
    with pytest.raises(CredentialError, match="as long as"):
        is_revoked(status_entry(ADDRESS, 1), made)
