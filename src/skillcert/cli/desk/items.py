"""What a supervisor is about to sign, as records."""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model import (
    Criterion,
    Evidence,
    PerformanceLevel,
    Reference,
    Rubric,
    RubricText,
    Token,
)

__all__ = ["Correction", "Item", "Look", "SkillChoice", "SkillList", "Someone", "Waiting"]


@attrs.frozen(kw_only=True)
class Someone:
    """A person on the list.

    Attributes:
        id: The person's id.
        name: The name.
        seen: The last day on which something was noted or signed; None if nothing was.
    """

    id: Reference
    name: str
    seen: dt.date | None = None


@attrs.frozen(kw_only=True)
class SkillList:
    """The skills of one workshop.

    Attributes:
        workshop: The workshop's key.
        rubric: The rubric.
        text: Its words, in the supervisor's language or one that it is written in.
    """

    workshop: Token
    rubric: Rubric
    text: RubricText


@attrs.frozen(kw_only=True)
class SkillChoice:
    """A skill that was chosen from the list, perhaps by one of its tasks.

    Attributes:
        criterion: The skill.
        task: The task, if the skill was chosen by it.
    """

    criterion: Criterion
    task: Token | None = None


@attrs.frozen(kw_only=True)
class Item:
    """One skill of one person, at a level.

    Attributes:
        person: Who.
        criterion: The skill.
        level: How it was done today.
        task: The task that is noted as seen today; None where all that is cited was noted before.
        guided: Whether it is noted as shown to a colleague.
        cited: What was noted before, today or earlier, and is cited.
    """

    person: Someone
    criterion: Criterion
    level: PerformanceLevel
    task: Token | None = None
    guided: bool = False
    cited: tuple[Evidence, ...] = ()


@attrs.frozen(kw_only=True)
class Look:
    """What would come of signing an item, in words.

    Attributes:
        refused: Why it cannot be signed; empty if it can.
        waits: What the certificate still waits for.
        remarks: What the workshop has to say about it.
    """

    refused: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Waiting:
    """A signature that waits for a second pair of eyes.

    Attributes:
        id: Its id.
        person: Whose skill it is.
        skill: The skill, in words.
        level: The level, in words.
        signer: Who signed.
        on: When.
    """

    id: Reference
    person: str
    skill: str
    level: str
    signer: str
    on: dt.date


@attrs.frozen(kw_only=True)
class Correction:
    """What takes the place of a signature.

    Attributes:
        sign_off: Its id.
        level: The level that is right; None to take the signature back.
        reason: Why it is taken back.
    """

    sign_off: Reference
    level: PerformanceLevel | None = None
    reason: str = ""
