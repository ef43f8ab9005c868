"""What a person's record says on a day about a skill, and what may be asked of it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from skillcert.model import Criterion, Evidence, EvidenceKind, EvidenceRecord, Rubric, Token
from skillcert.rules.claims import OCCASION_KINDS, tasks_of

__all__ = ["guiding_seen", "possible_tasks", "seen_today"]


def seen_today(
    record: EvidenceRecord, rubric: Rubric, criterion: Criterion, *, today: dt.date
) -> tuple[Evidence, ...]:
    """Return what was noted today and shows *criterion*."""
    tasks = tasks_of(criterion, rubric)
    return tuple(
        one
        for one in record.evidence
        if one.on == today and one.kind in OCCASION_KINDS and one.task in tasks
    )


def guiding_seen(
    record: EvidenceRecord, rubric: Rubric, criterion: Criterion, *, today: dt.date
) -> tuple[Evidence, ...]:
    """Return the occasions up to today at which a colleague was guided in *criterion*."""
    tasks = tasks_of(criterion, rubric)
    return tuple(
        one
        for one in record.evidence
        if one.on <= today and one.kind is EvidenceKind.GUIDING and one.task in tasks
    )


def possible_tasks(criterion: Criterion, noted: Iterable[Sequence[Evidence]]) -> tuple[Token, ...]:
    """Return the tasks that *criterion* may have been seen in today, the likeliest first.

    Those that were noted today come first, then the skill's own.

    Args:
        criterion: The skill.
        noted: For each person, what was noted today and shows it.
    """
    today = [one.task for each in noted for one in each if one.task is not None]
    return tuple(dict.fromkeys((*today, *criterion.tasks)))
