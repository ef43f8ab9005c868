"""What the ledger tells of one site: its people, supervisors and records.

Rules of this module

- It reads and writes nothing, and asks no clock.
- Of a person who was erased nothing is told, but that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from skillcert.errors import LedgerError, RefusedError, SkillcertError
from skillcert.ledger.chain import Entry, Head
from skillcert.ledger.private_view import Private
from skillcert.ledger.records import Built, build_record
from skillcert.ledger.roster import Roster
from skillcert.ledger.store import Ledger
from skillcert.ledger.vault import Vault
from skillcert.model import EventKind, EvidenceRecord, Issuer, Reference, Rubric, Token
from skillcert.plugins import Remark, SignOffQuestion
from skillcert.programme.asking import Person
from skillcert.programme.history import History
from skillcert.programme.programme import Programme
from skillcert.refusals import RefusalReason, refuse

__all__ = ["SiteBooks"]

_R = RefusalReason


@attrs.frozen(kw_only=True, eq=False)
class SiteBooks:
    """The books of one site in a ledger.

    Attributes:
        programme: The workshops that are installed, and the documents.
        ledger: The ledger.
        key: The site's key in it.
    """

    programme: Programme
    ledger: Ledger
    key: Token

    @property
    def head(self) -> Head:
        """Where the site's chain ends.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        return self.ledger.head(self.key)

    @property
    def roster(self) -> Roster:
        """Who may say what.

        Raises:
            LedgerError: The ledger cannot be read, or was altered.
        """
        return self.ledger.roster(self.key)

    @property
    def issuer(self) -> Issuer:
        """Who issues.

        Raises:
            LedgerError: The site has not been opened, or the ledger cannot be read.
        """
        issuer = self.roster.issuer
        if issuer is None:
            raise LedgerError(f"the site {self.key} has not been opened")
        return issuer

    def people(self) -> tuple[Person, ...]:
        """Return everybody with a record here, whoever was seen last first, then by name."""
        with self.ledger.database.reading() as connection:
            cards = Vault(connection, self.key).people()
        seen = self._last_seen()
        people = [
            Person(
                id=person,
                name=card.name,
                name_language=card.name_language,
                last_seen=seen.get(person),
            )
            for person, card in cards
        ]

        def newest_first(person: Person) -> tuple[int, str, str]:
            last = person.last_seen or dt.date.min
            return -last.toordinal(), person.name.casefold(), person.id

        return tuple(sorted(people, key=newest_first))

    def person(self, named: str) -> Person:
        """Return the person whom *named* means: an id, or the beginning of one person's name.

        Raises:
            RefusedError: Nobody is meant.
            SkillcertError: Several could be.
        """
        people = self.people()
        wanted = named.casefold().strip()
        found = [person for person in people if person.id == named] or [
            person
            for person in people
            if wanted and any(part.startswith(wanted) for part in _starts(person.name.casefold()))
        ]
        if len(found) > 1:
            names = ", ".join(f"{person.name} ({person.id})" for person in found[:5])
            raise SkillcertError(
                f"{named!r} could mean several people: {names}", hint="Give the id"
            )
        if not found:
            raise RefusedError([refuse(_R.UNKNOWN_PERSON, person=named)])
        return found[0]

    def entries_of(self, person: Reference) -> tuple[Entry, ...]:
        """Return what the chain says about a person, in order."""
        return self.ledger.entries_of(self.key, person)

    def history(self, person: Reference, roster: Roster | None = None) -> History:
        """Return what the chain says about a person who is here.

        Args:
            person: The person's id.
            roster: Who may say what; None for the roster as it is.

        Raises:
            RefusedError: Nobody has this id, or the person was erased.
        """
        return self._history(person, self.entries_of(person), roster)

    def _history(
        self, person: Reference, entries: Sequence[Entry], roster: Roster | None = None
    ) -> History:
        history = History.of(entries, roster or self.roster)
        if not history.is_known:
            raise RefusedError([refuse(_R.UNKNOWN_PERSON, person=person)])
        if history.is_erased:
            raise RefusedError([refuse(_R.PERSON_ERASED, person=person)])
        return history

    def lists_of(self, person: Reference) -> tuple[tuple[Token, Token], ...]:
        """Return workshop and rubric of each list of skills in which a person has a record."""
        found: dict[tuple[Token, Token], None] = {}
        for entry in self.entries_of(person):
            if seen := entry.event.evidence_recorded:
                found[seen.workshop, seen.rubric] = None
            elif signed := entry.event.skill_signed:
                found[signed.workshop, signed.rubric.id] = None
        return tuple(found)

    def papers(self, person: Reference) -> tuple[Reference, ...]:
        """Return the ids of the papers that were issued to a person, the oldest first."""
        return tuple(
            entry.event.id for entry in self.entries_of(person) if entry.event.certificate_issued
        )

    def rubric(self, workshop: str, rubric: str | None = None) -> Rubric:
        """Return an installed rubric; without its key the only one of the workshop.

        Raises:
            RefusedError: There is no such workshop or rubric.
            PluginError: The plugin that brings it cannot be used.
            RubricError: The workshop's rubric has faults.
            SkillcertError: The workshop has several, and none is named.
        """
        registry = self.programme.registry
        known = {one.key for one in registry.workshops()}
        # A plugin that failed says why, and a refusal could not.
        if workshop not in known and not registry.problems:
            raise RefusedError([refuse(_R.UNKNOWN_WORKSHOP, workshop=workshop)])
        rubrics = {one.id: one for one in registry.rubrics(workshop)}
        if rubric is None and len(rubrics) == 1:
            return next(iter(rubrics.values()))
        if rubric is None:
            keys = ", ".join(sorted(rubrics))
            what = f"the workshop {workshop} has several rubrics: {keys}"
            raise SkillcertError(what, hint="Name one of them")
        found = rubrics.get(Token(rubric))
        if found is None:
            raise RefusedError([refuse(_R.UNKNOWN_RUBRIC, workshop=workshop, rubric=rubric)])
        return found

    def remarks(self, question: SignOffQuestion) -> tuple[Remark, ...]:
        """Return what a workshop has to say about a sign-off.

        Raises:
            PluginError: Its plugin could not be asked.
        """
        return self.programme.registry.sign_off_remarks(question)

    def record(
        self,
        person: Reference,
        workshop: str,
        rubric: str | None = None,
        *,
        signers: Sequence[Reference] | None = None,
    ) -> Built:
        """Return the evidence record of a person in one workshop, with what it leaves out.

        Args:
            person: The person's id.
            workshop: The workshop's key.
            rubric: The rubric's key; None where the workshop has one.
            signers: Who signs the paper; None for those who signed most of it.

        Raises:
            RefusedError: Nobody has this id, the person was erased, or there is no such rubric.
            LedgerError: The ledger cannot be read, or was altered.
        """
        chosen = self.rubric(workshop, rubric)
        entries = self.entries_of(person)
        self._history(person, entries)
        with self.ledger.database.reading() as connection:
            held = Vault(connection, self.key).items(person)
        return build_record(
            entries,
            self.roster,
            chosen,
            workshop=workshop,
            person=person,
            private=Private.of((one.ref, one.item) for one in held),
            signers=signers,
        )

    def bare_record(
        self, person: Reference, workshop: str, rubric: str | None = None
    ) -> EvidenceRecord:
        """Return the record of a person without name, notes and conversations.

        Raises:
            RefusedError: As `record` says.
        """
        chosen = self.rubric(workshop, rubric)
        entries = self.entries_of(person)
        self._history(person, entries)
        return build_record(entries, self.roster, chosen, workshop=workshop, person=person).record

    def _last_seen(self) -> dict[Reference, dt.date]:
        kinds = (EventKind.EVIDENCE_RECORDED, EventKind.SKILL_SIGNED)
        return self.ledger.last_days(self.key, *kinds)


def _starts(name: str) -> tuple[str, ...]:
    """Return the name from each of its words on: any of them may be typed first."""
    words = name.split()
    return tuple(" ".join(words[i:]) for i in range(len(words)))
