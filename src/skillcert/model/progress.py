"""A progress sheet: what a person can do so far and what comes next, as a picture with words.

It stays in the workshop, between the holder and the supervisor. What has been begun is named; what
is still to come has no name here, so that nobody is handed a list of what is missing.
"""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model.certificate import RubricRef
from skillcert.model.record import Issuer
from skillcert.model.rubric import PerformanceLevel
from skillcert.model.section import DocumentKind
from skillcert.model.text import Language, Line, Name, Token

__all__ = ["Branch", "Leaf", "NextStep", "ProgressSheet", "Waiting"]


@attrs.frozen(kw_only=True)
class Leaf:
    """A skill that has been shown.

    Attributes:
        criterion: The criterion's key.
        text: The words, in the form that fits the level.
        level: The level that is achieved.
    """

    criterion: Token
    text: Line
    level: PerformanceLevel


@attrs.frozen(kw_only=True)
class Branch:
    """A group of the trade.

    Attributes:
        group: Its key.
        name: Its name.
        leaves: The skills that have been shown, in the order of the trade.
        buds: How many are still to come.
    """

    group: Token
    name: Line
    leaves: tuple[Leaf, ...]
    buds: int


@attrs.frozen(kw_only=True)
class NextStep:
    """A task that fits next.

    Attributes:
        task: What is to be done.
        skill: The skill that it is a step in.
        shown: Whether it is to be shown to a colleague, rather than done.
    """

    task: Line
    skill: Line
    shown: bool = False


@attrs.frozen(kw_only=True)
class Waiting:
    """A skill that was signed at a level and does not stand at it yet, or no longer.

    Attributes:
        skill: The skill.
        level: The level that was signed.
        reasons: What it waits for, in kind words.
    """

    skill: Line
    level: PerformanceLevel
    reasons: tuple[Line, ...]


@attrs.frozen(kw_only=True)
class ProgressSheet:
    """Everything that a progress sheet says.

    Attributes:
        document: Which of the documents it is.
        language: The language of the paper.
        name: The holder's name.
        name_language: The language of the name, where it differs.
        workshop: The workshop's key.
        field: The field of work as it stands after "has worked in".
        issuer: Whose workshop it is.
        branches: The groups of the trade, then the shared ones.
        next_steps: The tasks that fit next, the best first.
        waiting: What was signed and is still on its way.
        issued_on: The day that it shows.
        rubric: The rubric behind it.
    """

    document: DocumentKind = DocumentKind.PROGRESS
    language: Language
    name: Name
    name_language: Language | None = None
    workshop: Token
    field: Line
    issuer: Issuer
    branches: tuple[Branch, ...]
    next_steps: tuple[NextStep, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    issued_on: dt.date
    rubric: RubricRef
