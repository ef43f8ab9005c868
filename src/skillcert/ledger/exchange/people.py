"""The people of one site that come in, with what is held on them."""

from __future__ import annotations

import attrs
from sqlalchemy import delete, insert, select

from skillcert.errors import LedgerError
from skillcert.ledger import reading
from skillcert.ledger.boxes import PersonSecret, Place, commitment, open_item
from skillcert.ledger.exchange.chains import ChainIn
from skillcert.ledger.exchange.lines import ItemLine, PersonLine, bytes_of
from skillcert.ledger.tables import person_key, private_item
from skillcert.ledger.told import TELLING_KINDS, Told, told_by
from skillcert.ledger.vault import at
from skillcert.model import EventKind, PrivateKind, Reference

__all__ = ["PeopleIn"]


@attrs.frozen(kw_only=True)
class _Person:
    """The person whose items are coming in."""

    id: Reference
    secret: PersonSecret
    gone: bool = False
    told: dict[tuple[PrivateKind, Reference], Told]
    has_card: bool = False


class PeopleIn:
    """The people of a site that come in after its chain.

    Args:
        chain: The chain.
    """

    def __init__(self, chain: ChainIn) -> None:
        self._chain = chain
        self._connection = chain.writing.connection
        self._now: _Person | None = None
        self._last: tuple[str, str, str] = ("", "", "")
        self.new_people = 0

    def person(self, line: PersonLine) -> None:
        """Take in a person's key and salt.

        Raises:
            LedgerError: The chain does not know the person, or says that the person is erased, or
                has another key here.
        """
        self.close()
        self._in_order((line.person, "", ""))
        secret = PersonSecret(key=bytes_of(line.key), salt=bytes_of(line.salt))
        kinds = (*TELLING_KINDS, EventKind.PERSON_ERASED)
        site = self._chain.site
        about = reading.entries_where(self._connection, site, person=line.person, kinds=kinds)
        erased = [entry.seq for entry in about if entry.event.person_erased]
        if not about or (erased and erased[0] <= self._chain.size):
            why = "erased" if about else "not in the chain"
            raise LedgerError(f"the person {line.person} is {why}, and yet in the file")
        self._now = _Person(id=line.person, secret=secret, gone=bool(erased), told=told_by(about))
        # An older file may still hold whoever was erased here since; nothing brings them back.
        if not erased:
            self._keep_secret(line.person, secret)

    def _keep_secret(self, person: Reference, secret: PersonSecret) -> None:
        site = self._chain.site
        column = person_key.c
        known = self._connection.execute(
            select(column.key, column.salt).where(column.site == site, column.person == person)
        ).first()
        if known is None:
            row = {"site": site, "person": person, "key": secret.key, "salt": secret.salt}
            self._connection.execute(insert(person_key).values(row))
            self.new_people += 1
        elif (known.key, known.salt) != (secret.key, secret.salt):
            raise LedgerError(f"the person {person} has another key here")

    def item(self, line: ItemLine) -> None:
        """Take in a private item.

        Raises:
            LedgerError: It does not follow its person, was altered, or is not the one that the
                chain speaks of.
        """
        person = self._now
        if person is None or person.id != line.person:
            raise LedgerError(f"an item of {line.person} does not follow its person")
        self._in_order((line.person, line.kind.value, line.ref))
        place = Place(site=self._chain.site, person=line.person, kind=line.kind, ref=line.ref)
        box = bytes_of(line.box)
        item = open_item(box, person.secret, place)
        if line.kind is PrivateKind.CARD:
            self._now = attrs.evolve(person, has_card=True)
        if person.gone or not self._is_wanted(place):
            return
        told = person.told.get((line.kind, line.ref))
        if told is not None and told.commitment != commitment(person.secret, line.ref, item):
            what = "a private item is not the one that the chain speaks of"
            raise LedgerError(what, where=str(place))
        self._keep(place, box)

    def close(self) -> None:
        """Nothing more of the person comes.

        Raises:
            LedgerError: The person has no name.
        """
        if self._now is not None and not self._now.has_card:
            raise LedgerError(f"the name of the person {self._now.id} is missing")
        self._now = None

    def _is_wanted(self, place: Place) -> bool:
        """Say whether an item is not here, or is to take the place of the one that is."""
        here = select(private_item.c.ref).where(*at(place))
        return self._chain.longer or self._connection.execute(here).first() is None

    def _keep(self, place: Place, box: bytes) -> None:
        row = {
            "site": place.site,
            "person": place.person,
            "kind": place.kind.value,
            "ref": place.ref,
            "box": box,
        }
        self._connection.execute(delete(private_item).where(*at(place)))
        self._connection.execute(insert(private_item).values(row))

    def _in_order(self, place: tuple[str, str, str]) -> None:
        """Refuse what is not in the one order that an export has, so that nothing comes twice."""
        if place <= self._last:
            raise LedgerError("the people are not in their order, or one comes twice")
        self._last = place
