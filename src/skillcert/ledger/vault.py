"""The vault: what is held on people beside the chain, under a key for each person.

    >>> from skillcert.ledger import Ledger
    >>> from skillcert.model import PersonCard
    >>> ledger = Ledger.open("memory:")
    >>> with ledger.database.writing("harbour") as connection:
    ...     vault = Vault(connection, "harbour")
    ...     told = vault.add_person("p1", PersonCard(name="Kari"), PersonSecret.new(token_bytes))
    >>> len(told)  # the commitment, which the event that adds the person carries
    64
    >>> with ledger.database.reading() as connection:
    ...     Vault(connection, "harbour").people()
    (('p1', PersonCard(name='Kari', name_language=None)),)

Rules of this module

- It works on a connection that the caller has, in the caller's transaction: what an event says and
  what the vault keeps are written together or not at all.
- Everything that is written passes one gate, which lets no national identity number through.
- A note or a reason that an event commits to is written once. A name, choices and consents may
  change, and the old word is gone.
- A person without a key is not there: nothing is kept on, and nothing read of, them.
"""

from __future__ import annotations

from secrets import token_bytes
from typing import TypeVar

import attrs
from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select

from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger.boxes import (
    NONCE,
    Entropy,
    PersonSecret,
    Place,
    commitment,
    kind_of,
    open_item,
    seal_item,
)
from skillcert.ledger.files import FileStore
from skillcert.ledger.free_text import refuse_identity_numbers
from skillcert.ledger.pictures import KeptPicture
from skillcert.ledger.tables import erasure, file_use, person_key, private_item
from skillcert.model import (
    PRIVATE_ITEMS,
    FileFact,
    PersonCard,
    PrivateItem,
    PrivateKind,
    Reference,
    Sha256,
    Token,
)
from skillcert.refusals import RefusalReason, refuse

__all__ = ["Held", "PersonSecret", "Vault", "at"]

Item = TypeVar("Item", bound=PrivateItem)

_WRITTEN_ONCE = frozenset({PrivateKind.EVIDENCE, PrivateKind.REASON})


@attrs.frozen(kw_only=True)
class Held:
    """One item that is held on a person.

    Attributes:
        kind: What it is.
        ref: What it is about, see `PrivateKind`.
        item: The item.
    """

    kind: PrivateKind
    ref: Reference
    item: PrivateItem


class Vault:
    """The vault of one site, on a connection.

    Args:
        connection: Within a transaction for whatever writes; any connection for reading.
        site: The site.
        entropy: Where random bytes come from.
    """

    def __init__(
        self, connection: Connection, site: Token, *, entropy: Entropy = token_bytes
    ) -> None:
        self._connection = connection
        self._site = site
        self._entropy = entropy

    def add_person(self, person: Reference, card: PersonCard, secret: PersonSecret) -> Sha256:
        """Begin to hold something on a person; again with the same secret it changes nothing.

        Args:
            person: The id, made at random.
            card: The name.
            secret: A new secret, see `PersonSecret.new`.

        Returns:
            The commitment to the card.

        Raises:
            RefusedError: A national identity number stands in the name, or is the id.
            LedgerError: The person is here already, with another secret.
        """
        known = self._secret(person)
        if known not in {None, secret}:
            raise LedgerError(f"there is a person {person} at {self._site} already")
        refuse_identity_numbers(person, path="person")
        refuse_identity_numbers(card)
        if known is None:
            row = {**self._row(person), "key": secret.key, "salt": secret.salt}
            self._connection.execute(insert(person_key).values(row))
        return self.put(person, person, card)

    def holds(self, person: Reference) -> bool:
        """Say whether something is held on *person*: known here, and not erased."""
        return self._secret(person) is not None

    def people(self) -> tuple[tuple[Reference, PersonCard], ...]:
        """Return everybody on whom something is held, by id, with their cards.

        Raises:
            LedgerError: An item was altered.
        """
        same = (person_key.c.site == private_item.c.site) & (
            person_key.c.person == private_item.c.person
        )
        wanted = (
            select(person_key.c.person, person_key.c.key, person_key.c.salt, private_item.c.box)
            .join(private_item, same)
            .where(person_key.c.site == self._site, private_item.c.kind == PrivateKind.CARD.value)
        )
        return tuple(
            (person, _a(PersonCard, open_item(box, PersonSecret(key=key, salt=salt), place)))
            for person, key, salt, box in sorted(map(tuple, self._connection.execute(wanted)))
            for place in (self._place(person, PrivateKind.CARD, person),)
        )

    def card(self, person: Reference) -> PersonCard | None:
        """Return who *person* is; None if nothing is held on them.

        Raises:
            LedgerError: The card was altered.
        """
        return self.get(person, person, PersonCard)

    def commitment(self, person: Reference, ref: Reference, item: PrivateItem) -> Sha256:
        """Return what an event says of *item*; it is the same before and after it is put.

        Raises:
            RefusedError: Nothing is held on *person*.
        """
        return commitment(self._required(person), ref, item)

    def put(self, person: Reference, ref: Reference, item: PrivateItem) -> Sha256:
        """Keep *item*, in the place of the one of its kind that is about *ref*.

        Args:
            person: Whose it is.
            ref: What it is about, see `PrivateKind`.
            item: The item.

        Returns:
            The commitment to it.

        Raises:
            RefusedError: A national identity number stands in one of its texts, or nothing is held
                on *person*: unknown, or erased.
            LedgerError: It is there, in other words, and an event commits to those.
        """
        secret = self._required(person)
        place = self._place(person, kind_of(item), ref)
        refuse_identity_numbers(item, path=place.kind.value)
        there = self.get(person, ref, type(item))
        if there == item:
            return commitment(secret, ref, item)
        if there is not None and place.kind in _WRITTEN_ONCE:
            raise LedgerError("this was recorded in other words already", where=str(place))
        box = seal_item(item, secret, place, nonce=self._entropy(NONCE))
        row = {**self._row(person), "kind": place.kind.value, "ref": ref, "box": box}
        self._connection.execute(delete(private_item).where(*at(place)))
        self._connection.execute(insert(private_item).values(row))
        return commitment(secret, ref, item)

    def get(self, person: Reference, ref: Reference, record: type[Item]) -> Item | None:
        """Return the item of the type *record* that is about *ref*, if it is held.

        Raises:
            LedgerError: It was altered.
        """
        kind = next(kind for kind, known in PRIVATE_ITEMS.items() if known is record)
        place = self._place(person, kind, ref)
        secret = self._secret(person)
        wanted = select(private_item.c.box).where(*at(place))
        box = self._connection.execute(wanted).scalar() if secret else None
        return _a(record, open_item(box, secret, place)) if secret and box is not None else None

    def items(self, person: Reference) -> tuple[Held, ...]:
        """Return everything that is held on *person*, by kind and reference.

        Raises:
            LedgerError: An item was altered.
        """
        secret = self._secret(person)
        if secret is None:
            return ()
        wanted = select(private_item.c.kind, private_item.c.ref, private_item.c.box).where(
            *self._of(private_item, person)
        )
        return tuple(
            Held(
                kind=PrivateKind(kind),
                ref=Reference(ref),
                item=open_item(box, secret, self._place(person, PrivateKind(kind), ref)),
            )
            for kind, ref, box in sorted(map(tuple, self._connection.execute(wanted)))
        )

    def attach(
        self, person: Reference, ref: Reference, picture: KeptPicture, files: FileStore
    ) -> FileFact:
        """Keep a picture of an evidence.

        Args:
            person: Whose work it shows.
            ref: The evidence.
            picture: The picture, see `clean_picture`.
            files: Where files are kept.

        Returns:
            What the event says of it.

        Raises:
            RefusedError: Nothing is held on *person*.
            LedgerError: It cannot be stored.
        """
        self._required(person)
        fact = picture.fact
        # First the row, then the file: the row keeps an erasure from deleting a file that is just
        # being given to somebody else (see `skillcert.ledger.erasure`).
        self.use_file(person, ref, fact.sha256)
        files.put(picture.data)
        return fact

    def use_file(self, person: Reference, ref: Reference, sha256: Sha256) -> None:
        """Note that an evidence is shown by a file that is, or will be, kept."""
        row = {**self._row(person), "ref": ref, "sha256": sha256}
        same = [file_use.c[name] == value for name, value in row.items()]
        if not self._connection.execute(select(file_use.c.ref).where(*same)).first():
            self._connection.execute(insert(file_use).values(row))

    def files(self, person: Reference) -> tuple[Sha256, ...]:
        """Return the files that show the work of *person*, sorted."""
        wanted = select(file_use.c.sha256).where(*self._of(file_use, person)).distinct()
        return tuple(sorted(map(Sha256, self._connection.execute(wanted).scalars())))

    def forget(self, person: Reference) -> None:
        """Delete key, salt and items of *person*; what is left is `erasure.finish_erasures`' work.

        It belongs in the transaction in which the chain says that the person is erased.
        """
        self._connection.execute(delete(person_key).where(*self._of(person_key, person)))
        self._connection.execute(delete(private_item).where(*self._of(private_item, person)))
        self._connection.execute(delete(erasure).where(*self._of(erasure, person)))
        self._connection.execute(insert(erasure).values(self._row(person)))

    def _secret(self, person: Reference) -> PersonSecret | None:
        wanted = select(person_key.c.key, person_key.c.salt)
        found = self._connection.execute(wanted.where(*self._of(person_key, person))).first()
        return PersonSecret(key=found.key, salt=found.salt) if found else None

    def _required(self, person: Reference) -> PersonSecret:
        found = self._secret(person)
        if found is None:
            raise RefusedError([refuse(RefusalReason.UNKNOWN_PERSON, person=person)])
        return found

    def _row(self, person: Reference) -> dict[str, object]:
        return {"site": self._site, "person": person}

    def _of(self, table: Table, person: Reference) -> tuple[ColumnElement[bool], ...]:
        return table.c.site == self._site, table.c.person == person

    def _place(self, person: Reference, kind: PrivateKind, ref: Reference) -> Place:
        return Place(site=self._site, person=person, kind=kind, ref=ref)


def at(place: Place) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that find the row of an item."""
    column = private_item.c
    return (
        column.site == place.site,
        column.person == place.person,
        column.kind == place.kind.value,
        column.ref == place.ref,
    )


def _a(record: type[Item], item: PrivateItem) -> Item:
    if not isinstance(item, record):  # pragma: no cover - `open_item` reads the kind's record
        raise TypeError(record)
    return item
