"""What a person's record says on a day about a skill, and what may be asked of it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from skillcert.model import Criterion, Evidence, EvidenceKind, EvidenceRecord, Rubric, Token
from skillcert.rules import evidence_of

__all__ = ["before_today", "guiding_seen", "possible_tasks", "seen_today"]


def seen_today(
    record: EvidenceRecord, rubric: Rubric, criterion: Criterion, *, today: dt.date
) -> tuple[Evidence, ...]:
    """Return the work that was noted today and shows *criterion*."""
    found = evidence_of(rubric, criterion.id, record.evidence, on=today)
    return tuple(one for one in found if one.on == today and one.task is not None)


def before_today(
    record: EvidenceRecord, rubric: Rubric, criterion: Criterion, *, today: dt.date
) -> tuple[Evidence, ...]:
    """Return what was noted on earlier days, and courses, that a signature can rest on too.

    A skill that shows in every task rests on its own tasks here: that somebody mended a tube last
    week is no word on how they get on with colleagues.
    """
    found = evidence_of(rubric, criterion.id, record.evidence, on=today)
    return tuple(
        one for one in found if one.task is None or (one.on < today and one.task in criterion.tasks)
    )


def guiding_seen(
    record: EvidenceRecord, rubric: Rubric, criterion: Criterion, *, today: dt.date
) -> tuple[Evidence, ...]:
    """Return the occasions up to today at which a colleague was guided in *criterion*."""
    found = evidence_of(rubric, criterion.id, record.evidence, on=today)
    return tuple(one for one in found if one.kind is EvidenceKind.GUIDING)


def possible_tasks(criterion: Criterion, noted: Iterable[Sequence[Evidence]]) -> tuple[Token, ...]:
    """Return the tasks that *criterion* may have been seen in today, the likeliest first.

    Those that were noted today come first, then the skill's own.

    Args:
        criterion: The skill.
        noted: For each person, what was noted today and shows it.
    """
    today = [one.task for each in noted for one in each if one.task is not None]
    return tuple(dict.fromkeys((*today, *criterion.tasks)))
