"""Events as they are made and signed: ids, moments, envelopes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import attrs

from skillcert import codec
from skillcert.model import EVENT_FORMAT, Event, Reference, Token
from skillcert.signing import Envelope, Purpose, Signer, seal

__all__ = ["Sealer", "new_id"]

# No digits: an id must never read as a national identity number. No l and no o, which are misread.
_LETTERS = "abcdefghijkmnpqrstuvwxyz"
_LENGTH = 16


def new_id(entropy: Callable[[int], bytes]) -> Reference:
    """Return an id of 16 letters, made of 16 bytes of *entropy*: 73 bits that nobody can guess."""
    number = int.from_bytes(entropy(_LENGTH), "big")
    letters = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return Reference("".join(letters))


@attrs.frozen(kw_only=True, eq=False)
class Sealer:
    """Makes signed events for one site.

    Attributes:
        site: The site.
        signer: Who signs.
        now: The moment that the events bear, in UTC, in whole seconds.
        entropy: Where ids come from.
    """

    site: Token
    signer: Signer
    now: dt.datetime
    entropy: Callable[[int], bytes]

    def event(self, event_id: Reference | None = None, **payload: Any) -> Envelope:
        """Return the signed event with *payload*, under *event_id* or a new id."""
        event = Event(
            format=EVENT_FORMAT,
            id=event_id or new_id(self.entropy),
            site=self.site,
            at=self.now,
            key=self.signer.public.id,
            **payload,
        )
        return seal(codec.canonical(event), self.signer, Purpose.EVENT)
