"""What supervisors and the programme may both do: keep the people's own data.

Rules of this module

- Whoever holds a key has a hand; it is locked when its block ends, and signs nothing more.
- What the chain says of a person and what the vault keeps are written together.
- What somebody typed is checked for its form before it is kept: what is kept can be read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Self, TypeVar

import attrs

from skillcert import codec
from skillcert.errors import RefusedError, SkillcertError
from skillcert.ledger.boxes import PersonSecret
from skillcert.ledger.erasure import erase_person
from skillcert.ledger.private_view import choices_ref
from skillcert.model import (
    Choices,
    Consent,
    Language,
    Name,
    PersonAdded,
    PersonCard,
    PersonChanged,
    PersonErased,
    Reference,
    Sha256,
)
from skillcert.programme.asking import Person
from skillcert.programme.sealing import Sealer, new_id
from skillcert.programme.site import Site
from skillcert.programme.step import Step, step
from skillcert.refusals import RefusalReason, refuse
from skillcert.signing import Signer

__all__ = ["Hand", "Latch", "sound"]

T = TypeVar("T")

_R = RefusalReason


def sound(record: T) -> T:
    """Return *record* if each of its values has the form that it should have.

    Raises:
        CodecError: One has not: a name that is blank, a text with a control character.
    """
    return codec.structure(type(record), codec.unstructure(record))


@attrs.define(eq=False)
class Latch:
    """Holds the key of a hand, until it is locked.

    Attributes:
        signer: The key; None once it was locked.
    """

    signer: Signer | None


@attrs.frozen(kw_only=True, eq=False)
class Hand:
    """Whoever has unlocked a key of the site.

    Attributes:
        site: The site.
    """

    site: Site
    _latch: Latch = attrs.field(alias="latch")

    @property
    def signer(self) -> Signer:
        """The key.

        Raises:
            SkillcertError: It was locked.
        """
        if self._latch.signer is None:
            raise SkillcertError("this key was locked", hint="Unlock it again")
        return self._latch.signer

    def lock(self) -> None:
        """Forget the key. Whoever wants to sign unlocks it again."""
        self._latch.signer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.lock()

    def add_person(
        self,
        name: str,
        *,
        name_language: str | None = None,
        id: Reference | None = None,  # noqa: A002
    ) -> Person:
        """Begin a record.

        Args:
            name: The name as the person wants it printed.
            name_language: Its language.
            id: The id of the event, made at random by the caller so that a retry adds nobody twice;
                None to have one made.

        Raises:
            CodecError: The name is blank or not on one line.
            RefusedError: A national identity number stands in it, or the id is in use.
            LedgerError: The ledger cannot be written.
        """
        card = _card(name, name_language)
        with self._step() as done:
            if known := done.known(id):
                return self._again(done, known.event.person_added, card, known.event.id)
            person = new_id(self.site.entropy)
            secret = PersonSecret.new(self.site.entropy)
            private = done.vault.add_person(person, card, secret)
            done.say(id, person_added=PersonAdded(person=person, private=private))
        return _person(person, card)

    def rename(self, person: Reference, name: str, *, name_language: str | None = None) -> Person:
        """Give a person another name; the one before is forgotten.

        Raises:
            CodecError: The name is blank or not on one line.
            RefusedError: Nobody has this id, or an identity number stands in the name.
        """
        card = _card(name, name_language)
        with self._step() as done:
            done.history(person)
            private = done.vault.put(person, person, card)
            done.say(person_changed=PersonChanged(person=person, private=private))
        return _person(person, card)

    def choose(self, person: Reference, workshop: str, rubric: str, choices: Choices) -> None:
        """Keep what a person decided about the papers of one rubric; the last word counts.

        Raises:
            CodecError: A value has not its form.
            RefusedError: Nobody has this id, or an identity number stands in the own words.
        """
        kept = sound(choices)
        with self._step() as done:
            done.history(person)
            done.vault.put(person, choices_ref(workshop, rubric), kept)

    def consent(self, evidence: Reference, show: Iterable[Sha256]) -> None:
        """Keep which pictures of an evidence the holder lets be printed; the last word counts.

        Args:
            evidence: The id of the evidence.
            show: The digests of those that may be printed; none of the others may.

        Raises:
            RefusedError: There is no such evidence, or it has no such picture.
        """
        with self._step() as done:
            entry = self.site.ledger.entry(evidence)
            seen = entry.event.evidence_recorded if entry and entry.site == self.site.key else None
            wanted = tuple(sorted(set(show)))
            known = [one.sha256 for one in seen.attachments] if seen else []
            if seen is None or not set(wanted) <= set(known):
                raise RefusedError([refuse(_R.UNKNOWN_EVIDENCE, evidence=evidence)])
            done.history(seen.person)
            done.vault.put(seen.person, evidence, Consent(show=wanted))

    def erase(self, person: Reference) -> None:
        """Delete everything that is held on a person; the chain stays and tells nothing of them.

        Raises:
            RefusedError: Nobody ever had this id, or the key may sign nothing here.
            LedgerError: Something could not be deleted yet; doing it again goes on.
        """
        site = self.site
        now, _ = site.moment()
        sealer = Sealer(site=site.key, signer=self.signer, now=now, entropy=site.entropy)
        event = sealer.event(person_erased=PersonErased(person=person))
        erase_person(site.ledger, event, files=site.files, now=now)

    def _step(self) -> AbstractContextManager[Step]:
        return step(self.site, self.signer)

    def _again(
        self, done: Step, added: PersonAdded | None, card: PersonCard, event_id: Reference
    ) -> Person:
        """Return the person whom a request that comes a second time has added."""
        if added is None or done.vault.card(added.person) != card:
            raise RefusedError([refuse(_R.ID_TAKEN, id=event_id)])
        return _person(added.person, card)


def _card(name: str, language: str | None) -> PersonCard:
    spoken = Language(language) if language else None
    return sound(PersonCard(name=Name(name), name_language=spoken))


def _person(person: Reference, card: PersonCard) -> Person:
    return Person(id=person, name=card.name, name_language=card.name_language)
