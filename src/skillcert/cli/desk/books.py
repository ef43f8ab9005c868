"""What the conversation asks of the ledger, for one supervisor who has unlocked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias

from skillcert.cli.desk.items import Item, Look, SkillList, Someone, Waiting
from skillcert.model import EvidenceRecord, Token

__all__ = ["Books", "Signed"]


Signed: TypeAlias = Any
"""A batch that was signed, and can be taken back: whoever signed it knows what it is."""


class Books(Protocol):
    """The ledger, as one supervisor uses it."""

    @property
    def signer(self) -> str:
        """The supervisor's name."""

    def people(self) -> Sequence[Someone]:
        """Return everybody on the list."""

    def add(self, name: str) -> Someone:
        """Put somebody on the list."""

    def skill_lists(self) -> Sequence[SkillList]:
        """Return the lists of skills that are installed."""

    def lists_of(self, person: Someone) -> Sequence[tuple[Token, Token]]:
        """Return workshop and rubric of each list in which the person has a record."""

    def record(self, person: Someone, skills: SkillList) -> EvidenceRecord:
        """Return what is known of the person in one list."""

    def next_skills(self, person: Someone, skills: SkillList) -> Sequence[Token]:
        """Return the skills that come next for the person."""

    def look(self, items: Sequence[Item], skills: SkillList) -> Sequence[Look]:
        """Say what would come of signing the items; nothing is written."""

    def sign(self, items: Sequence[Item], skills: SkillList) -> Signed:
        """Note what was seen and sign the items, all or none."""

    def undo(self, signed: Signed) -> None:
        """Take a batch back."""

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits for this supervisor's eyes."""

    def confirm(self, waiting: Sequence[Waiting]) -> None:
        """Confirm signatures as the second supervisor."""
