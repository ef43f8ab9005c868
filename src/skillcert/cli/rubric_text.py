"""The words of a rubric for whoever reads the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillcert.model import Rubric, RubricText

__all__ = ["text_of"]


def text_of(rubric: Rubric, language: str) -> RubricText:
    """Return the words of a rubric in *language*, or in the first one that it is written in."""
    return rubric.text(language if language in rubric.languages else rubric.languages[0])
