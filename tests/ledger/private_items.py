"""Private items of every kind, and randomness that is none."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from skillcert.ledger.boxes import PersonSecret
from skillcert.model import (
    Choices,
    Consent,
    EvidencePrivate,
    FileNote,
    FirstConversation,
    Language,
    Line,
    Name,
    PersonCard,
    PrivateItem,
    Prose,
    Reason,
    Reference,
    Sha256,
    Token,
)

__all__ = ["FILE", "ITEMS", "secret", "stream"]

FILE = Sha256("ab" * 32)

ITEMS: tuple[PrivateItem, ...] = (
    PersonCard(name=Name("Łucja Ødegård"), name_language=Language("pl")),
    Choices(show=(Token("change_tube"),), own_words=Prose("Eg likar å skru.")),
    EvidencePrivate(
        note=Prose("Skiftet slange.\nBrukte nytt lim."),
        captions=(FileNote(sha256=FILE, caption=Line("Et bakhjul med ny slange")),),
    ),
    Consent(show=(FILE,)),
    Reason(text=Prose("Galt kriterium")),
    FirstConversation(
        workshop=Token("bicycle"),
        rubric=Token("bicycle"),
        on=dt.date(2025, 6, 12),
        seen_by=Reference("kari"),
        interests=(Token("wheels"),),
        note=Prose("Har hatt egen sykkel i mange år."),
    ),
)
"""One item of each kind."""


def stream(seed: str) -> Callable[[int], bytes]:
    """Return a source of bytes that look random and are the same each time."""
    count = 0

    def take(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{seed} {count}".encode()).digest(size)

    return take


def secret(seed: str = "kari") -> PersonSecret:
    """Return the secret of a made-up person."""
    return PersonSecret.new(stream(seed))
