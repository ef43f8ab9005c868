"""How private items are encrypted and committed to."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from skillcert.errors import LedgerError
from skillcert.ledger.boxes import (
    PersonSecret,
    Place,
    commitment,
    kind_of,
    open_item,
    seal_item,
)
from skillcert.model import (
    Consent,
    EvidencePrivate,
    Name,
    PersonCard,
    PrivateItem,
    PrivateKind,
    Prose,
    Reason,
    Reference,
    Token,
)

from .private_items import ITEMS, secret

NONCE = bytes(range(12))


def place(item: PrivateItem, ref: str = "e1") -> Place:
    """Return where *item* of a made-up person belongs."""
    return Place(
        site=Token("harbour"), person=Reference("p1"), kind=kind_of(item), ref=Reference(ref)
    )


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_an_item_comes_out_as_it_went_in(item: PrivateItem) -> None:
    """Each kind of item opens with its person's secret, at its place."""
    box = seal_item(item, secret(), place(item), nonce=NONCE)
    assert open_item(box, secret(), place(item)) == item


def test_there_is_an_item_of_each_kind() -> None:
    """These tests leave out no kind."""
    assert {kind_of(item) for item in ITEMS} == set(PrivateKind)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: type(item).__name__)
def test_a_box_shows_no_text(item: PrivateItem) -> None:
    """No word of an item is to be read in its box."""
    box = seal_item(item, secret(), place(item), nonce=NONCE)
    for word in ("Łucja", "skru", "Skiftet", "Galt", "sykkel", "bicycle", "abab"):
        assert word.encode() not in box


@pytest.mark.parametrize(
    "other",
    [{"site": "quay"}, {"person": "p2"}, {"kind": PrivateKind.EVIDENCE}, {"ref": "e2"}],
    ids=lambda other: next(iter(other)),
)
def test_a_box_belongs_to_one_place(other: dict[str, Any]) -> None:
    """A box that is put in the place of another site, person, kind or evidence is refused."""
    item = Reason(text=Prose("Galt"))
    box = seal_item(item, secret(), place(item), nonce=NONCE)
    there = attrs.evolve(place(item), **other)
    with pytest.raises(LedgerError, match=r"altered, or put in the place of another"):
        open_item(box, secret(), there)


def test_no_byte_of_a_box_can_be_altered() -> None:
    """Whatever bit is turned over, the box is refused, and so is one that was cut."""
    item = Reason(text=Prose("Galt"))
    box = seal_item(item, secret(), place(item), nonce=NONCE)
    altered = [box[:i] + bytes([box[i] ^ 1]) + box[i + 1 :] for i in range(len(box))]
    cut = [box[:size] for size in range(len(box))]
    for wrong in (*altered, *cut):
        with pytest.raises(LedgerError, match="person p1, reason e1"):
            open_item(wrong, secret(), place(item))


def test_a_box_opens_with_its_own_key_alone() -> None:
    """Another person's secret opens nothing."""
    item = Reason(text=Prose("Galt"))
    box = seal_item(item, secret(), place(item), nonce=NONCE)
    with pytest.raises(LedgerError):
        open_item(box, secret("ola"), place(item))


def test_a_box_of_a_newer_form_says_so() -> None:
    """A form that this version does not know asks for a newer version."""
    item = Reason(text=Prose("Galt"))
    box = seal_item(item, secret(), place(item), nonce=NONCE)
    with pytest.raises(LedgerError, match="Install a newer skillcert"):
        open_item(b"\x02" + box[1:], secret(), place(item))


def test_the_form_of_boxes_and_commitments_stays() -> None:
    """What was written by an earlier version is read and recognised by a later one."""
    item = PersonCard(name=Name("Kari Nordmann"))
    box = seal_item(item, secret(), place(item, "p1"), nonce=NONCE)
    assert box.hex() == (
        "01000102030405060708090a0b"
        "35e3e158160bb12ccdf7507d2b453cd164ac596433415221"
        "4f80c871e7dd956686590765263ce11a"
    )
    assert commitment(secret(), Reference("p1"), item) == (
        "ddf53d5bdfdb1026606eff075e0af3d38d9ca751c4a16421f8e032f55fb8ee34"
    )


def test_a_commitment_tells_two_items_apart() -> None:
    """It changes with the item, its kind, what it is about, and the salt; not with the key."""
    item = Reason(text=Prose("Galt"))
    own = commitment(secret(), Reference("e1"), item)
    other_key = attrs.evolve(secret(), key=bytes(32))
    assert commitment(other_key, Reference("e1"), item) == own
    others = {
        commitment(secret("ola"), Reference("e1"), item),
        commitment(secret(), Reference("e2"), item),
        commitment(secret(), Reference("e1"), Reason(text=Prose("Feil"))),
    }
    assert len({own, *others}) == 4


def test_kinds_with_the_same_fields_have_other_commitments() -> None:
    """An empty consent is not an empty note: the kind counts."""
    empty: tuple[PrivateItem, ...] = (Consent(), EvidencePrivate())
    assert len({commitment(secret(), Reference("e1"), item) for item in empty}) == 2


def test_a_secret_is_not_printed() -> None:
    """The text form of a secret shows none of it."""
    one = secret()
    assert one.key.hex()[:8] not in repr(one)
    assert repr(one) == "PersonSecret()"


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_secret_has_its_length(size: int) -> None:
    """Key and salt of another length are refused."""
    with pytest.raises(LedgerError, match="32 bytes"):
        PersonSecret(key=bytes(size), salt=bytes(32))
    with pytest.raises(LedgerError, match="32 bytes"):
        PersonSecret(key=bytes(32), salt=bytes(size))


def test_a_nonce_has_its_length() -> None:
    """A nonce of another length is refused."""
    item = Reason(text=Prose("Galt"))
    with pytest.raises(LedgerError, match="12 bytes"):
        seal_item(item, secret(), place(item), nonce=b"short")
