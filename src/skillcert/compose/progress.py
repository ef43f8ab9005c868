"""What a progress sheet says: what has been shown, what comes next, what a signature waits for.

Rules of this module

- What has been shown is named; what is still to come is only counted, and asks for nothing.
- A skill that is shown only on request is on the sheet once the holder chose it or it was signed.
- What a signature waits for is told as what will help, and never as what somebody failed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from skillcert.explain import describe_missing
from skillcert.model import (
    Branch,
    EvidenceRecord,
    Leaf,
    Line,
    NextStep,
    PerformanceLevel,
    ProgressSheet,
    Rubric,
    RubricRef,
    RubricText,
    Waiting,
)
from skillcert.rubrics import digest_of
from skillcert.rules import Standing, Suggestion
from skillcert.texts import Words

__all__ = ["compose_progress"]


def compose_progress(  # noqa: PLR0913 - what a paper is made of, the last two by name
    record: EvidenceRecord,
    rubric: Rubric,
    standings: Sequence[Standing],
    words: Words,
    *,
    on: dt.date,
    suggestions: Sequence[Suggestion] = (),
) -> ProgressSheet:
    """Return what the progress sheet says.

    Args:
        record: A record that was checked against *rubric*.
        rubric: The rubric.
        standings: Where the holder stands on the day, as `skillcert.rules.standing_of` gives it.
        words: The library's words in the language of the paper.
        on: The day.
        suggestions: The tasks that fit next, as `skillcert.rules.next_tasks` gives them.

    Raises:
        LanguageError: The rubric is not written in that language.
    """
    text = rubric.text(words.language)
    return ProgressSheet(
        language=words.language,
        name=record.holder.name,
        name_language=record.holder.name_language,
        workshop=record.workshop,
        field=text.field,
        issuer=record.issuer,
        branches=tuple(_branches(record, rubric, standings, text)),
        next_steps=tuple(_step(suggestion, text) for suggestion in suggestions),
        waiting=tuple(_waiting(standings, text, words)),
        issued_on=on,
        rubric=RubricRef(id=rubric.id, version=rubric.version, digest=digest_of(rubric)),
    )


def _branches(
    record: EvidenceRecord, rubric: Rubric, standings: Sequence[Standing], text: RubricText
) -> Iterator[Branch]:
    for group in rubric.groups:
        own = [
            standing
            for standing in standings
            if standing.criterion.group == group and _has_a_place(standing, record)
        ]
        if own:
            leaves = tuple(
                Leaf(criterion=s.criterion.id, text=_named(s, text), level=s.level)
                for s in own
                if s.level is not None
            )
            name = Line(text.group(group))
            yield Branch(group=group, name=name, leaves=leaves, buds=len(own) - len(leaves))


def _has_a_place(standing: Standing, record: EvidenceRecord) -> bool:
    criterion = standing.criterion
    chosen = not criterion.opt_in or criterion.id in record.choices.opt_in
    return chosen or standing.level is not None or bool(standing.missing)


def _named(standing: Standing, text: RubricText) -> Line:
    return text.criterion(standing.criterion.id).does


def _step(suggestion: Suggestion, text: RubricText) -> NextStep:
    return NextStep(
        task=Line(text.task(suggestion.task)),
        skill=text.criterion(suggestion.criterion).does,
        shown=suggestion.towards is PerformanceLevel.GUIDES_OTHERS,
    )


def _waiting(standings: Sequence[Standing], text: RubricText, words: Words) -> Iterator[Waiting]:
    for standing in standings:
        if standing.missing:
            yield Waiting(
                skill=_named(standing, text),
                level=max((m.level for m in standing.missing), key=lambda level: level.step),
                reasons=tuple(map(Line, describe_missing(standing.missing, words, text))),
            )
