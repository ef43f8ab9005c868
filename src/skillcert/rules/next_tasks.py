"""Which tasks fit a person next: a step beyond what is mastered, never a list of failures.

The rules

- A task is offered as a step in one criterion, towards the next level of it; where more was signed
  than is carried yet, towards the level that was signed. What has expired is done again alone
  before it is shown to others.
- A criterion is offered only when all its prerequisites are reached. A task that belongs to several
  criteria is offered only when the prerequisites of all of them are: nobody is sent to a machine
  for another skill's sake. Only the criterion that the task is offered for may still be open there.
- Nothing is offered of a criterion at the highest level; nor where the next step waits for somebody
  else, for the training that the law asks for or for a second assessor; nor of a criterion that is
  the holder's to choose (opt-in) and was neither chosen nor begun.
- What was begun comes first. Then, by turns, something new and something that is mastered and can
  be shown to a colleague, so that neither crowds out the other.
- Among equals, what was signed and still waits comes first; then the groups that the person named
  in the newest first conversation, with what opens the way to them; then groups in which something
  is achieved; then the order of the trade.
- Of a criterion's tasks, one that was not done yet comes first, then the one not done for the
  longest time. To show to a colleague: one that the person has done, and has not shown yet.
- No task is offered twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice, zip_longest
from typing import TypeAlias

import attrs

from skillcert.model import (
    Criterion,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    PerformanceLevel,
    Prerequisite,
    Rubric,
    Token,
)
from skillcert.rules.claims import OCCASION_KINDS
from skillcert.rules.missing import MissingKind
from skillcert.rules.standing import Standing, standing_of

__all__ = ["Suggestion", "next_tasks"]

Reached: TypeAlias = Mapping[str, PerformanceLevel | None]
"""By criterion, the level that is achieved."""


@attrs.frozen(kw_only=True)
class Suggestion:
    """A task that fits a person next.

    Attributes:
        task: The task's key.
        criterion: The key of the skill that it shows.
        towards: The level that it is a step to. Towards `guides_others` the task is to be shown to
            a colleague; otherwise it is to be done.
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
    history = _History.of(record, on)
    chooser = _Chooser(rubric, {s.criterion.id: s.level for s in standings}, history)
    ordered = _Order(rubric, standings, history, record).lanes()
    return tuple(islice(chooser.choose(ordered), max(0, limit)))


@attrs.frozen(kw_only=True)
class _History:
    """What a record says up to a day about tasks, training and wishes.

    Attributes:
        done: The last day on which each task was done.
        shown: The last day on which each task was shown to a colleague.
        trained: The criteria for which there is evidence of training elsewhere.
        interests: The groups named in the newest first conversation.
    """

    done: Mapping[str, dt.date]
    shown: Mapping[str, dt.date]
    trained: frozenset[str]
    interests: frozenset[str]

    @classmethod
    def of(cls, record: EvidenceRecord, on: dt.date) -> _History:
        """Read *record* up to the day *on*."""
        past = sorted((one for one in record.evidence if one.on <= on), key=lambda one: one.on)
        talks = [one for one in past if one.kind is EvidenceKind.FIRST_CONVERSATION]
        return cls(
            done=_last_days(one for one in past if one.kind in OCCASION_KINDS),
            shown=_last_days(one for one in past if one.kind is EvidenceKind.GUIDING),
            trained=frozenset(
                one.criterion
                for one in past
                if one.kind is EvidenceKind.OUTSIDE_COURSE and one.criterion is not None
            ),
            interests=frozenset(
                group for talk in talks if talk.on == talks[-1].on for group in talk.interests
            ),
        )


def _last_days(evidence: Iterable[Evidence]) -> dict[str, dt.date]:
    return {one.task: one.on for one in evidence if one.task is not None}


@attrs.frozen
class _Order:
    """The order in which criteria are offered."""

    _rubric: Rubric
    _standings: tuple[Standing, ...]
    _history: _History
    _record: EvidenceRecord

    def lanes(self) -> Iterator[Standing]:
        """Yield what was begun; then, by turns, what is new and what can be shown to others."""
        wished = self._wished()
        known = {s.criterion.group for s in self._standings if s.level is not None}

        def key(standing: Standing) -> tuple[bool, bool, bool]:
            group = standing.criterion.group
            return (not standing.missing, standing.criterion.id not in wished, group not in known)

        # Sorting is stable, so equals stay in the order of the trade.
        new: list[Standing] = []
        mastered: list[Standing] = []
        for standing in sorted(filter(self._fits, self._standings), key=key):
            if self._is_begun(standing):
                yield standing
            else:
                (new if standing.level is None else mastered).append(standing)
        yield from filter(None, chain.from_iterable(zip_longest(new, mastered)))

    def _fits(self, standing: Standing) -> bool:
        """Say whether there is a step that is the person's to take."""
        criterion = standing.criterion
        if standing.level is PerformanceLevel.GUIDES_OTHERS:
            return False
        if criterion.opt_in and not (
            standing.level is not None
            or standing.missing
            or criterion.id in self._record.choices.opt_in
        ):
            return False
        towards = _towards(standing)
        waiting = {one.kind for one in standing.missing if one.level is towards}
        untrained = criterion.separate_training and criterion.id not in self._history.trained
        return waiting != {MissingKind.SECOND_ASSESSOR} and not (
            untrained and towards.reaches(PerformanceLevel.INDEPENDENT)
        )

    def _is_begun(self, standing: Standing) -> bool:
        if standing.missing:
            return True
        if standing.level is None:
            return any(task in self._history.done for task in standing.criterion.tasks)
        return not standing.level.reaches(PerformanceLevel.INDEPENDENT)

    def _wished(self) -> set[str]:
        """Return the criteria of the groups that were named, and all that comes before them."""
        wished: set[str] = set()
        found = [c.id for c in self._rubric.criteria if c.group in self._history.interests]
        while found:
            key = found.pop()
            criterion = self._rubric.criterion(key)
            if key not in wished and criterion is not None:
                wished.add(key)
                found += [first.criterion for first in criterion.requires]
        return wished


@attrs.define
class _Chooser:
    """Chooses a task of each criterion."""

    _rubric: Rubric
    _reached: Reached
    _history: _History
    _requires: dict[str, list[Prerequisite]] = attrs.Factory(dict)

    def __attrs_post_init__(self) -> None:
        for criterion in self._rubric.criteria:
            for task in criterion.tasks:
                self._requires.setdefault(task, []).extend(criterion.requires)

    def choose(self, standings: Iterable[Standing]) -> Iterator[Suggestion]:
        """Yield a suggestion for each standing that has a task that is free."""
        taken: set[Token] = set()
        for standing in standings:
            towards = _towards(standing)
            free = [t for t in self._open_tasks(standing.criterion) if t not in taken]
            if free:
                task = min(free, key=self._shown_key if _is_shown(towards) else self._done_key)
                taken.add(task)
                yield Suggestion(task=task, criterion=standing.criterion.id, towards=towards)

    def _open_tasks(self, criterion: Criterion) -> list[Token]:
        if not all(map(self._is_reached, criterion.requires)):
            return []
        return [
            task
            for task in criterion.tasks
            if all(
                first.criterion == criterion.id or self._is_reached(first)
                for first in self._requires[task]
            )
        ]

    def _is_reached(self, first: Prerequisite) -> bool:
        level = self._reached.get(first.criterion)
        return level is not None and level.reaches(first.level)

    # Of equals `min` takes the first, so the order of the rubric decides.
    def _done_key(self, task: str) -> dt.date:
        return self._history.done.get(task, dt.date.min)

    def _shown_key(self, task: str) -> tuple[bool, dt.date]:
        return (task not in self._history.done, self._history.shown.get(task, dt.date.min))


def _is_shown(towards: PerformanceLevel) -> bool:
    return towards is PerformanceLevel.GUIDES_OTHERS


def _towards(standing: Standing) -> PerformanceLevel:
    """Return the level that the next step leads to."""
    waiting = [one.level for one in standing.missing if one.kind is not MissingKind.EXPIRED]
    if waiting:
        return min(waiting, key=lambda level: level.step)
    if standing.level is not None:
        # The last level has no next one, and nothing is offered there.
        return standing.level.next or standing.level
    expired = [one.level for one in standing.missing]
    if not expired:
        return PerformanceLevel.GUIDED
    return min((*expired, PerformanceLevel.INDEPENDENT), key=lambda level: level.step)
