"""What a sign-off means: the words of one criterion, as the assessor read them.

A sign-off is the assessor's word for what stood on the screen. When a later version of the rubric
corrects another skill, adds a language or asks for an occasion more, that word still holds. When it
says something else of this skill, somebody has to look again.
"""

from __future__ import annotations

from functools import cache

from skillcert import codec
from skillcert.model import Digest, Rubric

__all__ = ["meaning_of", "meanings_of"]


@cache
def meaning_of(rubric: Rubric, criterion: str, language: str) -> Digest:
    """Return the digest of a criterion's words and tasks in one language.

    What the rubric asks for (occasions, prerequisites, renewal) is no part of it: that is asked of
    the installed version whenever somebody looks.

    Args:
        rubric: The rubric.
        criterion: The criterion's key.
        language: The language in which it is read.

    Raises:
        KeyError: The rubric has no such criterion.
        LanguageError: It is not written in that language.
    """
    found = rubric.criterion(criterion)
    if found is None:
        raise KeyError(criterion)
    text = rubric.text(language)
    return codec.digest(
        {
            "criterion": found.id,
            "language": text.language,
            "words": codec.unstructure(text.criterion(found.id)),
            "tasks": {task: text.task(task) for task in found.tasks},
            "any_task": found.any_task,
        }
    )


@cache
def meanings_of(rubric: Rubric, criterion: str) -> frozenset[Digest]:
    """Return what a criterion means in each language of *rubric*; empty if there is none such."""
    if rubric.criterion(criterion) is None:
        return frozenset()
    return frozenset(meaning_of(rubric, criterion, language) for language in rubric.languages)
