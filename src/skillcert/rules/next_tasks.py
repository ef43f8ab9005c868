"""Which tasks fit a person next: a step beyond what is mastered, never a list of failures.

The rules

- A task is offered only where every prerequisite is reached.
- What was begun comes before what is new; among what is new, the groups that the person named in
  a first conversation come before groups in which something is mastered already, and those before
  the rest; then the order of the trade.
- Of a criterion's tasks, those that were not done yet come first.
- No task is offered twice, and each comes with the level that it leads towards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from skillcert.model import (
    Criterion,
    EvidenceKind,
    EvidenceRecord,
    PerformanceLevel,
    Rubric,
    Token,
)
from skillcert.rules.standing import MissingKind, Standing, standing_of

__all__ = ["Suggestion", "next_tasks"]


@attrs.frozen(kw_only=True)
class Suggestion:
    """A task that fits a person next.

    Attributes:
        task: The task's key.
        criterion: The key of the skill that it shows.
        towards: The level that it is a step to.
    """

    task: Token
    criterion: Token
    towards: PerformanceLevel


def next_tasks(
    rubric: Rubric, record: EvidenceRecord, *, on: dt.date, limit: int = 5
) -> tuple[Suggestion, ...]:
    """Suggest tasks for the holder of *record*.

    Args:
        rubric: The rubric that the record was made against.
        record: The record; a first conversation in it is heeded.
        on: The day for which it is asked.
        limit: How many suggestions there are at most.
    """
    standings = standing_of(rubric, record, on=on)
    reached = {s.criterion.id: s.level for s in standings}
    order = _Order(standings, record, on)
    done = {e.task for e in record.evidence if e.task is not None and e.on <= on}
    suggestions: dict[str, Suggestion] = {}
    for standing in sorted(standings, key=order.key):
        if _open(standing, reached):
            task = _pick(standing.criterion, done, taken=suggestions)
            if task is not None:
                suggestions[task] = Suggestion(
                    task=task, criterion=standing.criterion.id, towards=_towards(standing)
                )
    return tuple(suggestions.values())[:limit]


class _Order:
    """The order in which criteria are offered."""

    def __init__(
        self, standings: Sequence[Standing], record: EvidenceRecord, on: dt.date
    ) -> None:
        self._place = {s.criterion.id: i for i, s in enumerate(standings)}
        self._known = {s.criterion.group for s in standings if s.level is not None}
        self._wished = {
            group
            for e in record.evidence
            if e.kind is EvidenceKind.FIRST_CONVERSATION and e.on <= on
            for group in e.interests
        }

    def key(self, standing: Standing) -> tuple[bool, bool, bool, int]:
        group = standing.criterion.group
        begun = standing.level is not None or bool(standing.missing)
        return (
            not begun,
            group not in self._wished,
            group not in self._known,
            self._place[standing.criterion.id],
        )


def _open(standing: Standing, reached: dict[Token, PerformanceLevel | None]) -> bool:
    """Say whether there is a step to take here, and the way to it is free."""
    if standing.level is PerformanceLevel.GUIDES_OTHERS:
        return False
    # The law's training is not a task of the workshop; everything short of it is.
    waits_for_training = any(m.kind is MissingKind.SEPARATE_TRAINING for m in standing.missing)
    return not waits_for_training and all(
        (level := reached.get(first.criterion)) is not None and level.reaches(first.level)
        for first in standing.criterion.requires
    )


def _pick(criterion: Criterion, done: Iterable[str], taken: Iterable[str]) -> Token | None:
    free = [task for task in criterion.tasks if task not in taken]
    return next((task for task in free if task not in done), free[0] if free else None)


def _towards(standing: Standing) -> PerformanceLevel:
    if standing.missing:
        return min((m.level for m in standing.missing), key=lambda level: level.step)
    if standing.level is None:
        return PerformanceLevel.GUIDED
    following = standing.level.next
    assert following is not None  # noqa: S101 - `_open` leaves out the last level
    return following
