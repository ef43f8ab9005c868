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
    AssessorKeyReplaced,
    AssessorRetired,
    CertificateIssued,
    CertificateWithdrawn,
    CheckpointRef,
    Digest,
    DocumentKind,
    Event,
    EvidenceKind,
    EvidenceRecorded,
    EvidenceWithdrawn,
    FileFact,
    IssuedLine,
    Issuer,
    IssuerChanged,
    KeyCompromised,
    Language,
    Line,
    Name,
    PerformanceLevel,
    PersonAdded,
    PersonChanged,
    PersonErased,
    Product,
    ProgrammeKeyReplaced,
    Reference,
    RubricChoice,
    Sha256,
    SignOffConfirmed,
    SignOffWithdrawn,
    SiteOpened,
    SkillSigned,
    Token,
)
from skillcert.signing import Envelope, KeySigner, Purpose, seal

__all__ = ["NOW", "Chain", "signer"]

NOW = dt.datetime(2025, 6, 2, 9, 0, tzinfo=dt.UTC)
DIGEST = Digest("sha256:" + "d" * 64)
NOTHING = Sha256("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
EMPTY = CheckpointRef(size=0, root=NOTHING)
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

    def evidence(
        self,
        person: str,
        *,
        by: KeySigner | None = None,
        id: str | None = None,  # noqa: A002
        **values: Any,
    ) -> Envelope:
        """Return the event that records a task that somebody did."""
        values = {"task": Token("mend_puncture"), "on": self.now.date(), **values}
        return self.sealed(
            by or self.kari,
            id=id,
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
            "meaning": DIGEST,
            "rubric": RUBRIC,
            "workshop": Token("bicycle"),
            **values,
        }
        return self.sealed(
            by or self.kari,
            id=id,
            skill_signed=SkillSigned(
                person=Reference(person),
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

    def confirmed(self, person: str, sign_off: str, *, by: KeySigner | None = None) -> Envelope:
        """Return the event with which a second assessor confirms a sign-off."""
        return self.sealed(
            by or self.lars,
            sign_off_confirmed=SignOffConfirmed(
                person=Reference(person), sign_off=Reference(sign_off), on=self.now.date()
            ),
        )

    def withdrawn(self, person: str, sign_off: str, *, by: KeySigner | None = None) -> Envelope:
        """Return the event that takes a sign-off back."""
        return self.sealed(
            by or self.kari,
            sign_off_withdrawn=SignOffWithdrawn(
                person=Reference(person), sign_off=Reference(sign_off), on=self.now.date()
            ),
        )

    def issued(
        self,
        person: str,
        lines: Iterable[tuple[str, str]],
        checkpoint: CheckpointRef = EMPTY,
        **values: Any,
    ) -> Envelope:
        """Return the event that issues a certificate.

        Args:
            person: Whose it is.
            lines: Pairs of a criterion and the id of the sign-off.
            checkpoint: The state that it carries.
            values: Further values of the event, and `level` for that of the lines.
        """
        level = values.pop("level", PerformanceLevel.INDEPENDENT)
        return self.sealed(
            self.programme,
            id=values.pop("id", None),
            certificate_issued=CertificateIssued(
                person=Reference(person),
                workshop=Token("bicycle"),
                rubric=RUBRIC,
                language=Language("nb"),
                on=self.now.date(),
                certificate=DIGEST,
                lines=tuple(
                    IssuedLine(criterion=Token(what), level=level, sign_off=Reference(rests_on))
                    for what, rests_on in lines
                ),
                checkpoint=checkpoint,
                **values,
            ),
        )

    def every_kind(self) -> tuple[Envelope, ...]:
        """Return a chain with events of every kind, with all that they can hold."""
        photo = FileFact(sha256=Sha256("b" * 64), media_type=Line("image/jpeg"))
        private = Sha256("c" * 64)
        mia, new_kari, new = (signer(f"{self.site} {who}") for who in ("mia", "kari2", "new"))
        day = self.now.date()
        kari = Reference("kari")
        mistaken = EvidenceWithdrawn(
            person=Reference("person-1"),
            evidence=Reference(f"{self.site}-mistake"),
            on=day,
            private=private,
        )
        erased = PersonErased(person=Reference("person-2"))
        changed = PersonChanged(person=Reference("person-1"), private=private)
        lines = [("change_tube", f"{self.site}-tube-2")]
        withdrawn = CertificateWithdrawn(
            person=Reference("person-1"), certificate=Reference("paper-2"), on=day, private=private
        )
        return (
            *self.beginning(),
            self.enrolled("mia", mia, until=day),
            self.person("person-2", by=self.programme),
            self.sealed(self.kari, person_changed=changed),
            self.evidence("person-1"),
            self.evidence("person-1", attachments=(photo, photo), private=private),
            self.evidence("person-1", kind=EvidenceKind.PRODUCT, product=Product(made=3, sold=2)),
            self.evidence("person-1", kind=EvidenceKind.PRODUCT, product=Product()),
            self.evidence(
                "person-1",
                kind=EvidenceKind.OUTSIDE_COURSE,
                task=None,
                criterion=Token("machine_safety"),
            ),
            self.evidence("person-1", id=f"{self.site}-mistake"),
            self.sealed(self.kari, evidence_withdrawn=mistaken),
            self.signed("person-1", id=f"{self.site}-tube-1", by=mia, evidence=["a", "b"]),
            self.signed("person-1", id=f"{self.site}-tube-2", corrects=f"{self.site}-tube-1"),
            self.signed("person-1", id=f"{self.site}-tube-3", criterion=Token("true_wheel")),
            self.confirmed("person-1", f"{self.site}-tube-2"),
            self.withdrawn("person-1", f"{self.site}-tube-3"),
            self.issued("person-1", lines, id="paper-1"),
            self.issued("person-1", lines, id="paper-2", replaces=Reference("paper-1")),
            self.issued("person-1", [], document=DocumentKind.STATEMENT),
            self.sealed(self.programme, certificate_withdrawn=withdrawn),
            self.sealed(
                self.kari,
                assessor_key_replaced=AssessorKeyReplaced(assessor=kari, key=new_kari.public.hex),
            ),
            self.sealed(
                self.programme,
                assessor_retired=AssessorRetired(assessor=Reference("mia")),
            ),
            self.sealed(
                self.programme, key_compromised=KeyCompromised(key=self.lars.public.id, after=18)
            ),
            self.sealed(self.kari_now(new_kari), person_erased=erased),
            self.sealed(
                self.programme,
                issuer_changed=IssuerChanged(issuer=Issuer(name=Name("Verkstaden"))),
            ),
            self.sealed(
                self.programme,
                programme_key_replaced=ProgrammeKeyReplaced(programme=new.public.hex),
            ),
        )

    def kari_now(self, key: KeySigner) -> KeySigner:
        """Return Kari's key from here on."""
        self.kari = key
        return key

    def append(self, ledger: Ledger, *envelopes: Envelope) -> tuple[Entry, ...]:
        """Append events at the time of the chain."""
        with ledger.writing(self.site, now=self.now) as writing:
            return writing.append(envelopes)

    def begun(self, ledger: Ledger) -> tuple[Entry, ...]:
        """Append the first events."""
        return self.append(ledger, *self.beginning())
