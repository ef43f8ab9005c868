"""Everything that a ledger holds on one person, put together for that person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from skillcert.errors import RefusedError
from skillcert.ledger.chain import Entry
from skillcert.ledger.files import FileSource, file_fault
from skillcert.ledger.roster import Roster
from skillcert.ledger.store import Ledger
from skillcert.ledger.vault import Held, Vault
from skillcert.model import (
    HOLDINGS_FORMAT,
    Assessor,
    Choices,
    Consent,
    EvidencePrivate,
    FileFact,
    FirstConversation,
    HeldChoices,
    HeldConversation,
    HeldEvent,
    HeldFile,
    Line,
    PersonCard,
    PersonHoldings,
    Reason,
    Reference,
    Token,
)
from skillcert.refusals import RefusalReason, refuse

__all__ = ["holdings_of"]

_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png"}


def holdings_of(
    ledger: Ledger, site: Token, person: Reference, *, files: FileSource, now: dt.datetime
) -> PersonHoldings:
    """Return everything that is held on a person, for that person and nobody else.

    Key and salt are left out: they say nothing of the person. Whatever they open is in it.

    Args:
        ledger: The ledger.
        site: The site.
        person: The person.
        files: The ledger's files.
        now: The time by this computer's clock, in UTC.

    Raises:
        RefusedError: Nobody here has this id.
        LedgerError: The ledger cannot be read, or was altered.
    """
    entries = ledger.entries_of(site, person)
    if not entries:
        raise RefusedError([refuse(RefusalReason.UNKNOWN_PERSON, person=person)])
    with ledger.database.reading() as connection:
        held = Vault(connection, site).items(person)
    roster = ledger.roster(site)
    events = tuple(_event(entry, held, roster) for entry in entries)
    items = [one.item for one in held]
    return PersonHoldings(
        format=HOLDINGS_FORMAT,
        made=now.replace(microsecond=0),
        site=site,
        issuer=roster.issuer,
        person=person,
        card=next((item for item in items if isinstance(item, PersonCard)), None),
        choices=tuple(
            HeldChoices(about=one.ref, choices=one.item)
            for one in held
            if isinstance(one.item, Choices)
        ),
        conversations=tuple(
            HeldConversation(id=one.ref, conversation=one.item)
            for one in held
            if isinstance(one.item, FirstConversation)
        ),
        events=events,
        files=_files(events, files),
        assessors=_assessors(events, items, roster),
    )


def _event(entry: Entry, held: tuple[Held, ...], roster: Roster) -> HeldEvent:
    about = [one.item for one in held if one.ref == entry.event.id]
    owner = roster.owner(entry.event.key)
    return HeldEvent(
        seq=entry.seq,
        event=entry.event,
        signed_by=owner.assessor.id if owner else None,
        words=next((item for item in about if isinstance(item, EvidencePrivate)), None),
        consent=next((item for item in about if isinstance(item, Consent)), None),
        reason=next((item for item in about if isinstance(item, Reason)), None),
    )


def _files(events: Iterable[HeldEvent], files: FileSource) -> tuple[HeldFile, ...]:
    facts: dict[FileFact, None] = {}
    for one in events:
        evidence = one.event.evidence_recorded
        facts.update(dict.fromkeys(evidence.attachments if evidence else ()))
    return tuple(_file(fact, files) for fact in facts)


def _file(fact: FileFact, files: FileSource) -> HeldFile:
    fault = file_fault(files, fact.sha256)
    return HeldFile(
        sha256=fact.sha256,
        media_type=fact.media_type,
        name=Line(f"{fact.sha256[:16]}{_ENDINGS.get(fact.media_type, '')}"),
        fault=Line(fault.value) if fault else None,
    )


def _assessors(
    events: Iterable[HeldEvent], items: Iterable[object], roster: Roster
) -> tuple[Assessor, ...]:
    named = {one.signed_by for one in events}
    named |= {item.seen_by for item in items if isinstance(item, FirstConversation)}
    return tuple(one.assessor for one in roster.enrolled if one.assessor.id in named)
