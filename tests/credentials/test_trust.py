"""Lists of issuers: what is accepted and what is not."""

from __future__ import annotations

import base64
import datetime as dt
import json

import attrs
import pytest

from skillcert import codec
from skillcert.credentials import SignedBundle, TrustBundle, open_bundle, seal_bundle
from skillcert.credentials.trust import BUNDLE_FORMAT, BundleSignature
from skillcert.errors import TrustError
from skillcert.model import KeyHex, Line
from skillcert.signing import Purpose, seal
from tests.credentials.papers import LIST_MAKER, OTHER, bundle, trusted

# y = 1: the neutral point, under which a forged signature is good.
NEUTRAL = KeyHex("01" + "00" * 31)


def test_round_trip() -> None:
    """What was sealed is opened."""
    assert open_bundle(seal_bundle(bundle(), [LIST_MAKER])) == bundle()


def test_a_newer_list_is_accepted() -> None:
    """The next list, signed by the signers of the one before, takes its place."""
    newer = bundle(sequence=2)
    assert open_bundle(seal_bundle(newer, [LIST_MAKER]), before=bundle()) == newer


def test_rollback() -> None:
    """An older list is refused: it may leave out what was taken back. Both numbers are named."""
    data = seal_bundle(bundle(sequence=3), [LIST_MAKER])
    with pytest.raises(TrustError, match=r"number 3 of 2026-01-01, and number 4"):
        open_bundle(data, before=bundle(sequence=4))


def test_another_list_with_the_same_number() -> None:
    """Two lists of one number: the second is refused."""
    data = seal_bundle(bundle(trusted(OTHER), sequence=1), [LIST_MAKER])
    with pytest.raises(TrustError, match="already here"):
        open_bundle(data, before=bundle())


def test_signed_by_somebody_else() -> None:
    """A list that the signers of the one before have not signed is refused."""
    own = attrs.evolve(bundle(sequence=2), signers=(OTHER.public.hex,))
    data = seal_bundle(own, [OTHER])
    assert open_bundle(data) == own
    with pytest.raises(TrustError, match="0 of the 1 signatures"):
        open_bundle(data, before=bundle())


def test_signers_change_when_the_old_ones_say_so() -> None:
    """A list with new signers is accepted when the old ones signed it too."""
    own = attrs.evolve(bundle(sequence=2), signers=(OTHER.public.hex,))
    assert open_bundle(seal_bundle(own, [OTHER, LIST_MAKER]), before=bundle()) == own


def test_as_many_signatures_as_it_asks_for() -> None:
    """Two are asked for, one is there: refused, when it is made and when it is read."""
    both = attrs.evolve(bundle(), signers=(LIST_MAKER.public.hex, OTHER.public.hex), threshold=2)
    with pytest.raises(TrustError, match="1 of the 2 signatures"):
        seal_bundle(both, [OTHER])
    data = json.loads(seal_bundle(both, [OTHER, LIST_MAKER]))
    data["signatures"].pop()
    with pytest.raises(TrustError, match="1 of the 2 signatures"):
        open_bundle(json.dumps(data).encode())


def test_one_key_signs_once() -> None:
    """One key that signs twice is no two."""
    both = attrs.evolve(bundle(), signers=(LIST_MAKER.public.hex, OTHER.public.hex), threshold=2)
    with pytest.raises(TrustError, match="signed the list twice"):
        seal_bundle(both, [OTHER, OTHER])


def sealed_unseen(made: TrustBundle) -> bytes:
    """Return the file of a list that was signed without being looked at."""
    body = codec.canonical(made)
    signature = seal(body, LIST_MAKER, Purpose.TRUST_BUNDLE).signature

    def text(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")

    signed = BundleSignature(key=LIST_MAKER.public.hex, signature=Line(text(signature)))
    file = SignedBundle(format=BUNDLE_FORMAT, body=text(body), signatures=(signed,))
    return codec.pretty(file).encode("utf-8")


def test_a_key_of_small_order() -> None:
    """Under such a key anybody can sign; a list that holds one is refused."""
    weak = attrs.evolve(bundle(), issuers=(attrs.evolve(trusted(), key=NEUTRAL),))
    with pytest.raises(TrustError, match="small order"):
        seal_bundle(weak, [LIST_MAKER])
    with pytest.raises(TrustError, match="small order"):
        open_bundle(sealed_unseen(weak))


def test_the_same_key_twice() -> None:
    """A key that stands for two issuers is refused."""
    with pytest.raises(TrustError, match="twice"):
        seal_bundle(bundle(trusted(), trusted()), [LIST_MAKER])


def test_days_out_of_order() -> None:
    """A list that is old before it is made is refused."""
    wrong = attrs.evolve(bundle(), until=dt.date(2025, 1, 1))
    with pytest.raises(TrustError, match="out of order"):
        seal_bundle(wrong, [LIST_MAKER])


@pytest.mark.parametrize("place", range(0, 400, 7))
def test_a_changed_list(place: int) -> None:
    """A list in which one letter is another is refused, wherever it stands."""
    data = bytearray(seal_bundle(bundle(), [LIST_MAKER]))
    if place >= len(data) or not chr(data[place]).isalnum():
        place = data.index(b'"body"') + 12
    data[place] = ord("A") if data[place] != ord("A") else ord("B")
    with pytest.raises(TrustError):
        open_bundle(bytes(data))


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff", b"{}", b'{"format":"skillcert-trust/2"}'])
def test_no_list(data: bytes) -> None:
    """What is no list is refused, and nothing else is raised."""
    with pytest.raises(TrustError, match="no list of issuers"):
        open_bundle(data, source="issuers.json")
