"""What a person's events say of the person's private items: their commitments. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from skillcert.ledger.chain import Entry
from skillcert.model import EventKind, PrivateKind, Reference, Sha256

__all__ = ["TELLING_KINDS", "Told", "told_by"]

TELLING_KINDS = (
    EventKind.PERSON_ADDED,
    EventKind.PERSON_CHANGED,
    EventKind.EVIDENCE_RECORDED,
    EventKind.EVIDENCE_WITHDRAWN,
    EventKind.SIGN_OFF_WITHDRAWN,
    EventKind.CERTIFICATE_WITHDRAWN,
)
"""The kinds of event that carry a commitment."""


@attrs.frozen(kw_only=True)
class Told:
    """What an entry says of a private item.

    Attributes:
        commitment: The commitment to it.
        seq: The entry's number.
    """

    commitment: Sha256
    seq: int


def told_by(entries: Iterable[Entry]) -> dict[tuple[PrivateKind, Reference], Told]:
    """Return the commitments in the entries about one person, by kind and reference.

    Args:
        entries: The entries, in order: of several about the name the last one counts.
    """
    found: dict[tuple[PrivateKind, Reference], Told] = {}
    for entry in entries:
        event = entry.event
        card = event.person_added or event.person_changed
        taken_back = (
            event.evidence_withdrawn or event.sign_off_withdrawn or event.certificate_withdrawn
        )
        for kind, payload, ref in (
            (PrivateKind.CARD, card, card.person if card else event.id),
            (PrivateKind.EVIDENCE, event.evidence_recorded, event.id),
            (PrivateKind.REASON, taken_back, event.id),
        ):
            if payload is not None and payload.private is not None:
                found[kind, ref] = Told(commitment=payload.private, seq=entry.seq)
    return found
