"""What a person's events say of the person's private items: their commitments. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from skillcert.ledger.chain import Entry
from skillcert.model import EventKind, PrivateKind, Reference, Sha256

__all__ = ["TELLING_KINDS", "told_by"]

TELLING_KINDS = (
    EventKind.PERSON_ADDED,
    EventKind.PERSON_CHANGED,
    EventKind.EVIDENCE_RECORDED,
    EventKind.EVIDENCE_WITHDRAWN,
    EventKind.SIGN_OFF_WITHDRAWN,
    EventKind.CERTIFICATE_WITHDRAWN,
)
"""The kinds of event that carry a commitment."""


def told_by(entries: Iterable[Entry]) -> dict[tuple[PrivateKind, Reference], Sha256]:
    """Return the commitments in the entries about one person, by kind and reference.

    Args:
        entries: The entries, in order: of several about the name the last one counts.
    """
    found: dict[tuple[PrivateKind, Reference], Sha256] = {}
    for entry in entries:
        event = entry.event
        card = event.person_added or event.person_changed
        if card is not None:
            found[PrivateKind.CARD, card.person] = card.private
        if event.evidence_recorded and event.evidence_recorded.private:
            found[PrivateKind.EVIDENCE, event.id] = event.evidence_recorded.private
        taken_back = (
            event.evidence_withdrawn or event.sign_off_withdrawn or event.certificate_withdrawn
        )
        if taken_back is not None and taken_back.private:
            found[PrivateKind.REASON, event.id] = taken_back.private
    return found
