"""Everything that is held on one person, as it is handed to that person."""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model.event import Event
from skillcert.model.private import Consent, EvidencePrivate, FirstConversation, PersonCard, Reason
from skillcert.model.record import Assessor, Choices, Issuer
from skillcert.model.text import Line, Reference, Sha256, Token

__all__ = [
    "HOLDINGS_FORMAT",
    "HeldChoices",
    "HeldConversation",
    "HeldEvent",
    "HeldFile",
    "PersonHoldings",
]

HOLDINGS_FORMAT = Line("skillcert-holdings/1")
"""The format of the file."""


@attrs.frozen(kw_only=True)
class HeldChoices:
    """What the person decided about the papers of one rubric.

    Attributes:
        about: The workshop and the rubric, as `bicycle:bicycle`.
        choices: What was decided.
    """

    about: Reference
    choices: Choices


@attrs.frozen(kw_only=True)
class HeldConversation:
    """A first conversation.

    Attributes:
        id: Its id.
        conversation: What was noted.
    """

    id: Reference
    conversation: FirstConversation


@attrs.frozen(kw_only=True)
class HeldEvent:
    """An entry of the chain about the person, with what is held of it in the vault.

    Attributes:
        seq: Its number in the chain of the site.
        event: What it says, as it was signed.
        signed_by: The id of the assessor who signed it; None for the programme's key.
        words: The note and captions of an evidence.
        consent: Which files of an evidence may be printed.
        reason: Why something was taken back.
    """

    seq: int
    event: Event
    signed_by: Reference | None = None
    words: EvidencePrivate | None = None
    consent: Consent | None = None
    reason: Reason | None = None


@attrs.frozen(kw_only=True)
class HeldFile:
    """A picture of the person's work.

    Attributes:
        sha256: Its digest.
        media_type: `image/jpeg` or the like.
        name: The name of its file in what is handed over.
        fault: What is wrong with it, if it cannot be handed over: `missing`, `altered`,
            `unreadable`.
    """

    sha256: Sha256
    media_type: Line
    name: Line
    fault: Line | None = None


@attrs.frozen(kw_only=True)
class PersonHoldings:
    """Everything that one ledger holds on one person at one site.

    Attributes:
        format: The format, `skillcert-holdings/1`.
        made: When it was put together.
        site: The site.
        issuer: Who answers for it.
        person: The person's id.
        card: The name; None if nothing is held on the person here any more.
        choices: What the person decided about papers.
        conversations: First conversations.
        events: What the chain says about the person, in order.
        files: Pictures of the person's work.
        assessors: Those who signed or saw something.
    """

    format: Line = attrs.field(metadata={"only": HOLDINGS_FORMAT})
    made: dt.datetime
    site: Token
    issuer: Issuer | None = None
    person: Reference
    card: PersonCard | None = None
    choices: tuple[HeldChoices, ...] = ()
    conversations: tuple[HeldConversation, ...] = ()
    events: tuple[HeldEvent, ...] = ()
    files: tuple[HeldFile, ...] = ()
    assessors: tuple[Assessor, ...] = ()
