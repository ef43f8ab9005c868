"""What is held on a person outside of the chain, where it can be deleted.

Rules of this module

- Each item is encrypted with the person's own key. A signed event that is about an item carries its
  commitment; the item itself is never in an event.
- What the holder may change their mind about (choices, consents) has no commitment: the last word
  counts, and nobody has to prove what it was before.
"""

from __future__ import annotations

import datetime as dt
import enum
from typing import TypeAlias

import attrs

from skillcert.model.record import Choices
from skillcert.model.text import Language, Line, Name, Prose, Reference, Sha256, Token

__all__ = [
    "PRIVATE_ITEMS",
    "Consent",
    "EvidencePrivate",
    "FileNote",
    "FirstConversation",
    "PersonCard",
    "PrivateItem",
    "PrivateKind",
    "Reason",
]


class PrivateKind(enum.Enum):
    """What an item is, and so what its reference names."""

    CARD = "card"
    """The person's name. The reference is the person's id."""
    CHOICES = "choices"
    """What the person decided about the paper of one rubric: `workshop:rubric`."""
    EVIDENCE = "evidence"
    """The note and captions of an evidence, by its id."""
    CONSENT = "consent"
    """Which files of an evidence may be printed, by its id."""
    REASON = "reason"
    """Why something was taken back, by the id of the event that takes it back."""
    CONVERSATION = "conversation"
    """A first conversation, by its own id."""


@attrs.frozen(kw_only=True)
class PersonCard:
    """Who a person is.

    Attributes:
        name: The name as the person wants it printed.
        name_language: The language of the name, where it differs from the document's.
    """

    name: Name
    name_language: Language | None = None


@attrs.frozen(kw_only=True)
class FileNote:
    """What a file shows, in words.

    Attributes:
        sha256: The file.
        caption: What it shows; also read aloud in place of a picture.
    """

    sha256: Sha256
    caption: Line


@attrs.frozen(kw_only=True)
class EvidencePrivate:
    """The words of an evidence.

    Attributes:
        note: A note for the file; it is never printed on a certificate.
        captions: What its files show.
    """

    note: Prose = Prose("")
    captions: tuple[FileNote, ...] = ()


@attrs.frozen(kw_only=True)
class Consent:
    """Which files the holder lets be printed. Only the last word counts.

    Attributes:
        show: The digests of the files.
    """

    show: tuple[Sha256, ...] = ()


@attrs.frozen(kw_only=True)
class Reason:
    """Why a sign-off or a paper was taken back; it is never printed."""

    text: Prose


@attrs.frozen(kw_only=True)
class FirstConversation:
    """A talk about interests and plans. It feeds the suggestions and no document.

    Attributes:
        workshop: The workshop's key.
        rubric: The rubric's key.
        on: The day.
        seen_by: The id of the assessor who had it.
        interests: Group keys that the person would like to try.
        note: A note for the file.
    """

    workshop: Token
    rubric: Token
    on: dt.date
    seen_by: Reference
    interests: tuple[Token, ...] = ()
    note: Prose = Prose("")


PrivateItem: TypeAlias = (
    PersonCard | Choices | EvidencePrivate | Consent | Reason | FirstConversation
)
"""Anything that is held on a person outside of the chain."""

PRIVATE_ITEMS: dict[PrivateKind, type[PrivateItem]] = {
    PrivateKind.CARD: PersonCard,
    PrivateKind.CHOICES: Choices,
    PrivateKind.EVIDENCE: EvidencePrivate,
    PrivateKind.CONSENT: Consent,
    PrivateKind.REASON: Reason,
    PrivateKind.CONVERSATION: FirstConversation,
}
"""The record of each kind."""
