"""A ledger of paper for the conversation at the desk: it remembers what it is told, and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from skillcert import Programme
from skillcert.cli.desk.items import Item, Look, SkillList, Someone, Waiting
from skillcert.model import (
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Reference,
    Rubric,
    Token,
)
from skillcert.testing import make_record

TODAY = dt.date(2025, 6, 12)
PROGRAMME = Programme.installed()


def rubric(workshop: str = "bicycle", key: str = "bicycle") -> Rubric:
    """Return an installed rubric."""
    return PROGRAMME.registry.rubric(workshop, key)


def skill_list(language: str = "en", workshop: str = "bicycle", key: str = "bicycle") -> SkillList:
    """Return an installed list of skills in a language."""
    found = rubric(workshop, key)
    return SkillList(workshop=Token(workshop), rubric=found, text=found.text(language))


def someone(name: str, *, days: int | None = 0) -> Someone:
    """Return somebody who was seen so many days ago, or never."""
    seen = None if days is None else TODAY - dt.timedelta(days=days)
    return Someone(id=Reference(name.split(maxsplit=1)[0].lower()), name=name, seen=seen)


@attrs.define(kw_only=True)
class PaperBooks:
    """What `skillcert.cli.desk` asks of a ledger.

    Attributes:
        signer: Who has unlocked.
        crowd: The people on the list.
        lists: The lists of skills.
        in_lists: In which lists each person has a record, by id.
        noted: What was noted of each person, by id.
        looks: What would come of signing each skill, by its key.
        eyes: What waits for a second pair of eyes.
        batches: What was signed and not taken back.
        confirmed: What was confirmed.
    """

    signer: str = "Kari Lunde"
    crowd: list[Someone] = attrs.Factory(
        lambda: [
            someone("Jonas Bråten"),
            someone("Amina Yusuf"),
            someone("Nguyễn Thị Bích Hằng", days=1),
            someone("Ole Kvam", days=None),
        ]
    )
    lists: list[SkillList] = attrs.Factory(lambda: [skill_list()])
    in_lists: dict[str, list[tuple[Token, Token]]] = attrs.Factory(dict)
    noted: dict[str, list[Evidence]] = attrs.Factory(dict)
    looks: dict[str, Look] = attrs.Factory(dict)
    eyes: list[Waiting] = attrs.Factory(list)
    batches: list[tuple[Item, ...]] = attrs.Factory(list)
    confirmed: list[Reference] = attrs.Factory(list)

    def people(self) -> Sequence[Someone]:
        """Return everybody on the list."""
        return self.crowd

    def add(self, name: str) -> Someone:
        """Put somebody on the list."""
        self.crowd.append(someone(name, days=None))
        return self.crowd[-1]

    def skill_lists(self) -> Sequence[SkillList]:
        """Return the lists."""
        return self.lists

    def lists_of(self, person: Someone) -> Sequence[tuple[Token, Token]]:
        """Return the lists in which *person* has a record."""
        return self.in_lists.get(person.id, [])

    def record(self, person: Someone, skills: SkillList) -> EvidenceRecord:
        """Return what was noted of *person*."""
        empty = make_record(skills.rubric, workshop=skills.workshop, criteria=(), name=person.name)
        return attrs.evolve(empty, evidence=tuple(self.noted.get(person.id, ())))

    def next_skills(self, person: Someone, skills: SkillList) -> Sequence[Token]:
        """Nothing comes to mind."""
        return ()

    def look(self, items: Sequence[Item], skills: SkillList) -> Sequence[Look]:
        """Return what was said would come of each."""
        return [self.looks.get(item.criterion.id, Look()) for item in items]

    def sign(self, items: Sequence[Item], skills: SkillList) -> tuple[Item, ...]:
        """Remember a batch."""
        self.batches.append(tuple(items))
        return self.batches[-1]

    def undo(self, signed: object) -> None:
        """Forget a batch."""
        self.batches = [batch for batch in self.batches if batch is not signed]

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits."""
        return [one for one in self.eyes if one.id not in self.confirmed]

    def confirm(self, waiting: Sequence[Waiting]) -> None:
        """Remember what was confirmed."""
        self.confirmed += [one.id for one in waiting]


def task(key: str, *, name: str = "e1", kind: EvidenceKind = EvidenceKind.TASK) -> Evidence:
    """Return an evidence of today."""
    return Evidence(
        id=Reference(name), kind=kind, on=TODAY, task=Token(key), seen_by=Reference("a")
    )
