"""What a criterion can still wait for."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from skillcert.model import PerformanceLevel

__all__ = ["Missing", "MissingKind"]


class MissingKind(enum.Enum):
    """Why a sign-off does not count yet, or no longer."""

    OCCASIONS = "occasions"
    """It was seen too few times; or, where it must be signed anew, not lately."""
    DAYS = "days"
    """It was seen on too few different days."""
    PREREQUISITE = "prerequisite"
    """Another criterion comes first and is not reached, or no longer."""
    EXPIRED = "expired"
    """It must be signed anew."""
    SEPARATE_TRAINING = "separate_training"
    """There is no evidence of the training that the law asks for."""
    SECOND_ASSESSOR = "second_assessor"
    """A second assessor has not confirmed it."""
    GUIDING = "guiding"
    """No occasion of guiding a colleague was seen."""


@attrs.frozen(kw_only=True)
class Missing:
    """One thing that a criterion still waits for.

    Attributes:
        kind: What it is.
        level: The level that waits for it.
        have: How many there are (occasions, days).
        need: How many are needed.
        criterion: The prerequisite's key.
        criterion_level: The level that the prerequisite must have reached.
        since: The day from which it has been missing (expired).
    """

    kind: MissingKind
    level: PerformanceLevel
    have: int = 0
    need: int = 0
    criterion: str = ""
    criterion_level: PerformanceLevel | None = None
    since: dt.date | None = None
