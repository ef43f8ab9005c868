"""From a record to what a document says, in one language, before anything is drawn. Pure.

Rules of this package

- Only what is achieved on the day is shown, and only what the holder chose. A criterion that is
  shown only on request is shown only on request.
- The highest level comes first; in a level the trade's own skills come before the shared ones.
- What stands under "has taken part in" uses the form of words that fits there.
- Nothing private crosses: no note, no reason, no first conversation, no id of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillcert._loading import when_used
from skillcert.compose.certificate import compose
from skillcert.compose.document import Source, compose_document, levels_of
from skillcert.compose.eligible import check_eligible, notes

if TYPE_CHECKING:
    from skillcert.compose.card import compose_card
    from skillcert.compose.portfolio import compose_portfolio
    from skillcert.compose.progress import compose_progress

__all__ = [
    "Source",
    "check_eligible",
    "compose",
    "compose_card",
    "compose_document",
    "compose_portfolio",
    "compose_progress",
    "levels_of",
    "notes",
]

__getattr__, __dir__ = when_used(__name__, ("card", "portfolio", "progress"))
