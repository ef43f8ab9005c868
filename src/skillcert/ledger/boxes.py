"""How a private item is kept: encrypted under its person's key, committed to in the chain. Pure.

Rules of this module

- Each person has a key and a salt of 32 random bytes each, which belong to nobody and nothing else.
  Where they are gone, the boxes are noise and the commitments tell nothing.
- A box is ChaCha20-Poly1305 (RFC 8439) with a random nonce: one byte that says how it is made, the
  nonce, the ciphertext with its tag. It is bound to its place, so that no box can be exchanged for
  that of another person or another evidence.
- A commitment is the SHA-256 of a domain, the salt and the canonical bytes of kind, reference and
  item. The reference makes equal notes differ; the salt keeps anybody from trying names.

    >>> from skillcert.model import PersonCard
    >>> secret = PersonSecret.new(lambda size: bytes(size))  # no randomness: for this example only
    >>> place = Place(site="harbour", person="p1", kind=PrivateKind.CARD, ref="p1")
    >>> box = seal_item(PersonCard(name="Kari"), secret, place, nonce=bytes(12))
    >>> open_item(box, secret, place)
    PersonCard(name='Kari', name_language=None)
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeAlias

import attrs

from skillcert import codec
from skillcert.errors import LedgerError
from skillcert.model import (
    PRIVATE_ITEMS,
    PrivateItem,
    PrivateKind,
    Reference,
    Sha256,
    Token,
)

__all__ = [
    "NONCE",
    "Entropy",
    "PersonSecret",
    "Place",
    "commitment",
    "kind_of",
    "open_item",
    "seal_item",
]

Entropy: TypeAlias = Callable[[int], bytes]
"""Gives so many random bytes that nobody can guess, as `secrets.token_bytes` does."""

NONCE = 12
"""Bytes of a nonce (RFC 8439, section 2.8). A new one for each box."""

_SECRET = 32
_FORM = b"\x01"
_DOMAIN = b"skillcert vault v1\x00"


@attrs.frozen(kw_only=True)
class PersonSecret:
    """What makes a person's items readable, and what is deleted with the person.

    Attributes:
        key: 32 bytes that the items are encrypted with.
        salt: 32 bytes that go into the commitments.
    """

    key: bytes = attrs.field(repr=False)
    salt: bytes = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        if len(self.key) != _SECRET or len(self.salt) != _SECRET:
            raise LedgerError(f"a person's key and salt have {_SECRET} bytes each")

    @classmethod
    def new(cls, entropy: Entropy) -> PersonSecret:
        """Return a secret for a new person."""
        return cls(key=entropy(_SECRET), salt=entropy(_SECRET))


@attrs.frozen(kw_only=True)
class Place:
    """Where an item belongs.

    Attributes:
        site: The site.
        person: Whose it is.
        kind: What it is.
        ref: What it is about; see `PrivateKind`.
    """

    site: Token
    person: Reference
    kind: PrivateKind
    ref: Reference

    def __str__(self) -> str:
        """Return where it is, for a message: without any text of a person."""
        return f"site {self.site}, person {self.person}, {self.kind.value} {self.ref}"


def kind_of(item: PrivateItem) -> PrivateKind:
    """Return what *item* is."""
    return next(kind for kind, record in PRIVATE_ITEMS.items() if type(item) is record)


def commitment(secret: PersonSecret, ref: Reference, item: PrivateItem) -> Sha256:
    """Return what a signed event says of *item* without telling anything of it.

    Args:
        secret: The person's; only the salt is used.
        ref: What the item is about.
        item: The item.
    """
    said = codec.canonical(
        {"kind": kind_of(item).value, "ref": ref, "item": codec.unstructure(item)}
    )
    return Sha256(hashlib.sha256(_DOMAIN + secret.salt + said).hexdigest())


def seal_item(item: PrivateItem, secret: PersonSecret, place: Place, *, nonce: bytes) -> bytes:
    """Return *item* in a box that opens with *secret*, at *place* alone.

    Args:
        item: The item.
        secret: The person's.
        place: Where it will stand.
        nonce: 12 random bytes that were used for nothing else.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(nonce) != NONCE:
        raise LedgerError(f"a nonce has {NONCE} bytes, not {len(nonce)}")
    cipher = ChaCha20Poly1305(secret.key)
    return _FORM + nonce + cipher.encrypt(nonce, codec.canonical(item), _bound_to(place))


def open_item(box: bytes, secret: PersonSecret, place: Place) -> PrivateItem:
    """Return the item in *box*.

    Raises:
        LedgerError: It was altered, stands in the wrong place, or is of a newer form.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    form, nonce, sealed = box[:1], box[1 : 1 + NONCE], box[1 + NONCE :]
    if form != _FORM:
        raise LedgerError(
            "a private item is of a form that this version does not know",
            where=str(place),
            hint="Install a newer skillcert",
        )
    try:
        data = ChaCha20Poly1305(secret.key).decrypt(nonce, sealed, _bound_to(place))
    except (InvalidTag, ValueError):  # ValueError: too short to hold a nonce and a tag
        raise LedgerError(
            "a private item was altered, or put in the place of another",
            where=str(place),
            hint="Bring back the ledger from a copy",
        ) from None
    return codec.load_json(PRIVATE_ITEMS[place.kind], data, source=str(place))


def _bound_to(place: Place) -> bytes:
    return _DOMAIN + codec.canonical(place)
