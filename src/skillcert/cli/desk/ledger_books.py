"""The ledger as one supervisor uses it at the desk: `Books` over a `Desk` of the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from skillcert.cli.desk.items import Item, Look, SkillList, Someone, Waiting
from skillcert.cli.rubric_text import text_of
from skillcert.errors import SkillcertError
from skillcert.explain import describe_missing, describe_refusal
from skillcert.model import EvidenceKind, EvidenceRecord, Token
from skillcert.refusals import Spoken
from skillcert.texts import Words, words

if TYPE_CHECKING:
    from skillcert.plugins import Remark
    from skillcert.programme import Batch, Desk, Looked, SignOffRequest

__all__ = ["LedgerBooks", "remarks_in"]


@attrs.frozen(slots=False, eq=False)
class LedgerBooks:
    """The ledger, as one supervisor uses it.

    Attributes:
        desk: The supervisor's desk.
        language: The language that is spoken.
    """

    desk: Desk
    language: str

    @property
    def signer(self) -> str:
        """The supervisor's name."""
        return self.desk.assessor.name

    @cached_property
    def words(self) -> Words:
        """The library's words."""
        return words(self.language)

    def people(self) -> Sequence[Someone]:
        """Return everybody on the list."""
        return [
            Someone(id=one.id, name=one.name, seen=one.last_seen) for one in self.desk.site.people()
        ]

    def add(self, name: str) -> Someone:
        """Put somebody on the list."""
        added = self.desk.add_person(name)
        return Someone(id=added.id, name=added.name)

    @cached_property
    def _lists(self) -> Sequence[SkillList]:
        registry = self.desk.site.programme.registry
        found = []
        for workshop in registry.workshops():
            try:
                rubrics = registry.rubrics(workshop.key)
            except SkillcertError:  # a fault in one workshop's files stops no other
                continue
            found += [
                SkillList(
                    workshop=Token(workshop.key), rubric=one, text=text_of(one, self.language)
                )
                for one in rubrics
            ]
        return found

    def skill_lists(self) -> Sequence[SkillList]:
        """Return the lists of skills that are installed."""
        return self._lists

    def lists_of(self, person: Someone) -> Sequence[tuple[Token, Token]]:
        """Return workshop and rubric of each list in which the person has a record."""
        return self.desk.site.lists_of(person.id)

    def record(self, person: Someone, skills: SkillList) -> EvidenceRecord:
        """Return what is known of the person in one list."""
        return self.desk.site.record(person.id, skills.workshop, skills.rubric.id).record

    def next_skills(self, person: Someone, skills: SkillList) -> Sequence[Token]:
        """Return the skills that come next for the person."""
        found = self.desk.site.suggest(person.id, skills.workshop, skills.rubric.id)
        return [one.criterion for one in found]

    def look(self, items: Sequence[Item], skills: SkillList) -> Sequence[Look]:
        """Say what would come of signing the items; nothing is written."""
        looked = self.desk.look_at([_request(item, skills) for item in items])
        return [self._in_words(one, item, skills) for one, item in zip(looked, items, strict=True)]

    def sign(self, items: Sequence[Item], skills: SkillList) -> Batch:
        """Note what was seen and sign the items, all or none."""
        return self.desk.sign([_request(item, skills) for item in items])

    def undo(self, signed: Batch) -> None:
        """Take a batch back."""
        self.desk.undo(signed)

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits for this supervisor's eyes."""
        lists = {(one.workshop, one.rubric.id): one.text for one in self._lists}
        return [
            Waiting(
                id=one.sign_off,
                person=one.person.name,
                skill=lists[one.workshop, one.rubric].criterion(one.criterion).does,
                level=self.words.level(one.level).label,
                signer=one.assessor,
                on=one.on,
            )
            for one in self.desk.to_confirm()
        ]

    def confirm(self, waiting: Sequence[Waiting]) -> None:
        """Confirm signatures as the second supervisor."""
        self.desk.confirm([one.id for one in waiting])

    def _in_words(self, looked: Looked, item: Item, skills: SkillList) -> Look:
        names: dict[str, str] = {
            item.person.id: item.person.name,
            self.desk.assessor.id: self.signer,
        }
        refused = tuple(
            describe_refusal(one, self.words, skills.text, names=names) for one in looked.refusals
        )
        return Look(
            refused=refused,
            waits=describe_missing(looked.waits, self.words, skills.text),
            remarks=remarks_in(looked.remarks, self.language),
        )


def remarks_in(remarks: Sequence[Remark], language: str) -> tuple[str, ...]:
    """Return what a workshop has to say, in *language* or one in which it says it."""
    return tuple(Spoken(one.text.entries).get(language) for one in remarks)


def _request(item: Item, skills: SkillList) -> SignOffRequest:
    from skillcert.programme import Seen, SignOffRequest

    kind = EvidenceKind.GUIDING if item.guided else EvidenceKind.TASK
    return SignOffRequest(
        person=item.person.id,
        workshop=skills.workshop,
        rubric=skills.rubric.id,
        criterion=item.criterion.id,
        level=item.level,
        evidence=tuple(one.id for one in item.cited),
        seen=(Seen(task=item.task, kind=kind),) if item.task else (),
    )
