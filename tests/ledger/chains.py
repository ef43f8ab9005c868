"""Chains for the tests: a site with a programme, two assessors and people, from fixed keys.

Nothing is random: the same steps give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import count
from typing import Any

from skillcert import codec
from skillcert.ledger import Entry, Ledger
from skillcert.model import (
    EVENT_FORMAT,
    Assessor,
    AssessorEnrolled,
    Digest,
    Event,
    EvidenceRecorded,
    Issuer,
    Line,
    Name,
    PerformanceLevel,
    PersonAdded,
    Reference,
    RubricChoice,
    Sha256,
    SiteOpened,
    SkillSigned,
    Token,
)
from skillcert.signing import Envelope, KeySigner, Purpose, seal

__all__ = ["NOW", "Chain", "signer"]

NOW = dt.datetime(2025, 6, 2, 9, 0, tzinfo=dt.UTC)
DIGEST = Digest("sha256:" + "d" * 64)
RUBRIC = RubricChoice(id=Token("bicycle"), version=Line("1.0.0"), digest=DIGEST)


def signer(name: str) -> KeySigner:
    """Return the key of somebody; the same name has the same key."""
    return KeySigner.of_seed(name.encode("utf-8").ljust(32, b".")[:32])


class Chain:
    """What happens at one site, as signed events; time goes on by a second with each."""

    def __init__(self, site: str = "oslo", *, start: dt.datetime = NOW) -> None:
        self.site = Token(site)
        self.programme = signer(f"{site} programme")
        self.kari = signer(f"{site} kari")
        self.lars = signer(f"{site} lars")
        self.now = start
        self._count = count(1)

    def id(self, what: str) -> Reference:
        """Return a new id."""
        return Reference(f"{self.site}-{what}-{next(self._count)}")

    def event(self, by: KeySigner, *, id: str | None = None, **payload: Any) -> Event:  # noqa: A002
        """Return an event that *by* is going to sign."""
        self.now += dt.timedelta(seconds=1)
        return Event(
            format=EVENT_FORMAT,
            id=Reference(id) if id else self.id("event"),
            site=self.site,
            at=self.now,
            key=by.public.id,
            **payload,
        )

    def sealed(self, by: KeySigner, *, id: str | None = None, **payload: Any) -> Envelope:  # noqa: A002
        """Return an event, signed by *by*."""
        return seal(codec.canonical(self.event(by, id=id, **payload)), by, Purpose.EVENT)

    def opened(self) -> Envelope:
        """Return the first event."""
        return self.sealed(
            self.programme,
            site_opened=SiteOpened(
                programme=self.programme.public.hex, issuer=Issuer(name=Name("Verkstedet AS"))
            ),
        )

    def enrolled(self, name: str, key: KeySigner, *, until: dt.date | None = None) -> Envelope:
        """Return the event that enrols an assessor."""
        who = Assessor(id=Reference(name), name=Name(name.title()))
        return self.sealed(
            self.programme,
            assessor_enrolled=AssessorEnrolled(assessor=who, key=key.public.hex, until=until),
        )

    def person(self, person: str, *, by: KeySigner | None = None) -> Envelope:
        """Return the event that adds a person."""
        return self.sealed(
            by or self.kari,
            person_added=PersonAdded(person=Reference(person), private=Sha256("a" * 64)),
        )

    def evidence(self, person: str, *, by: KeySigner | None = None, **values: Any) -> Envelope:
        """Return the event that records a task that somebody did."""
        values = {"task": Token("mend_puncture"), "on": self.now.date(), **values}
        return self.sealed(
            by or self.kari,
            evidence_recorded=EvidenceRecorded(
                person=Reference(person),
                workshop=Token("bicycle"),
                rubric=Token("bicycle"),
                **values,
            ),
        )

    def signed(
        self,
        person: str,
        *,
        by: KeySigner | None = None,
        evidence: Iterable[str] = (),
        id: str | None = None,  # noqa: A002
        **values: Any,
    ) -> Envelope:
        """Return the event that signs off a skill."""
        values = {
            "criterion": Token("change_tube"),
            "level": PerformanceLevel.INDEPENDENT,
            "on": self.now.date(),
            **values,
        }
        return self.sealed(
            by or self.kari,
            id=id,
            skill_signed=SkillSigned(
                person=Reference(person),
                workshop=Token("bicycle"),
                rubric=RUBRIC,
                meaning=DIGEST,
                evidence=tuple(map(Reference, evidence)),
                **values,
            ),
        )

    def beginning(self) -> tuple[Envelope, ...]:
        """Return the first events: the site is open, Kari and Lars sign, one person is there."""
        return (
            self.opened(),
            self.enrolled("kari", self.kari),
            self.enrolled("lars", self.lars),
            self.person("person-1"),
        )

    def append(self, ledger: Ledger, *envelopes: Envelope) -> tuple[Entry, ...]:
        """Append events at the time of the chain."""
        with ledger.writing(self.site, now=self.now) as writing:
            return writing.append(envelopes)

    def begun(self, ledger: Ledger) -> tuple[Entry, ...]:
        """Append the first events."""
        return self.append(ledger, *self.beginning())
