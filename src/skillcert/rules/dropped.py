"""What is in a ledger and does not count in a record, and why."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from skillcert.model import Reference, Token

__all__ = ["Dropped", "DroppedWhy"]


class DroppedWhy(enum.Enum):
    """Why something in the chain is not in the record."""

    OTHER_WORDS = "other_words"
    """The rubric says something else of the skill now, or nothing: it is to be signed anew."""
    NOT_IN_RUBRIC = "not_in_rubric"
    """The rubric has no such task any more."""
    KEY_COMPROMISED = "key_compromised"
    """It was signed with a key that was in the wrong hands."""
    SECOND_CORRECTION = "second_correction"
    """Another correction of the same sign-off came first."""
    UNSOUND = "unsound"
    """It contradicts the rules of a record; software wrote it past the use cases."""


@attrs.frozen(kw_only=True)
class Dropped:
    """A sign-off or an evidence that is in the chain and not in the record.

    Attributes:
        id: Its id.
        why: Why.
        criterion: The skill that was signed; None for an evidence of work.
        on: Its day.
    """

    id: Reference
    why: DroppedWhy
    criterion: Token | None = None
    on: dt.date
