"""What a ledger holds: events, each signed by whoever says it.

Rules of this module

- An event says one thing: exactly one of its payloads is there.
- What was said stays said. A correction, a withdrawal, a retirement and an erasure are events that
  name what they are about.
- Nothing in an event names or describes a holder. A person is an id made at random; names, notes,
  captions and reasons lie in the vault, and an event carries at most their commitment: the SHA-256
  of the person's salt and the text. Without the salt, which is deleted with the person, a
  commitment tells nobody anything.
"""

from __future__ import annotations

import datetime as dt
import enum
from functools import cached_property

import attrs

from skillcert.model.paper_event import CertificateIssued, CertificateWithdrawn
from skillcert.model.record import (
    Assessor,
    EvidenceKind,
    Issuer,
    Product,
    RubricChoice,
)
from skillcert.model.rubric import PerformanceLevel
from skillcert.model.text import (
    Digest,
    KeyHex,
    KeyId,
    Line,
    Reference,
    Sha256,
    Token,
)

__all__ = [
    "EVENT_FORMAT",
    "AssessorEnrolled",
    "AssessorKeyReplaced",
    "AssessorRetired",
    "Event",
    "EventKind",
    "EvidenceRecorded",
    "EvidenceWithdrawn",
    "FileFact",
    "IssuerChanged",
    "KeyCompromised",
    "PersonAdded",
    "PersonChanged",
    "PersonErased",
    "ProgrammeKeyReplaced",
    "SignOffConfirmed",
    "SignOffWithdrawn",
    "SiteOpened",
    "SkillSigned",
    "WebHome",
]

EVENT_FORMAT = Line("skillcert-event/1")
"""The format of the events that this version reads and writes."""


class EventKind(enum.Enum):
    """What an event says: the name of its payload."""

    SITE_OPENED = "site_opened"
    ISSUER_CHANGED = "issuer_changed"
    PROGRAMME_KEY_REPLACED = "programme_key_replaced"
    ASSESSOR_ENROLLED = "assessor_enrolled"
    ASSESSOR_RETIRED = "assessor_retired"
    ASSESSOR_KEY_REPLACED = "assessor_key_replaced"
    KEY_COMPROMISED = "key_compromised"
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    PERSON_ERASED = "person_erased"
    EVIDENCE_RECORDED = "evidence_recorded"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn"
    SKILL_SIGNED = "skill_signed"
    SIGN_OFF_CONFIRMED = "sign_off_confirmed"
    SIGN_OFF_WITHDRAWN = "sign_off_withdrawn"
    CERTIFICATE_ISSUED = "certificate_issued"
    CERTIFICATE_WITHDRAWN = "certificate_withdrawn"


@attrs.frozen(kw_only=True)
class WebHome:
    """Where an issuer with a site puts the files that others ask for.

    Attributes:
        address: The folder on the site, as `https://papers.example/bryggegata`.
        did_web: Whether badges name the issuer by this address (did:web) and not by its key
            (did:key): then they can be checked only as long as the site is there.
    """

    address: Line
    did_web: bool = False


@attrs.frozen(kw_only=True)
class SiteOpened:
    """The first event of every chain, signed by the key that it names.

    Attributes:
        programme: The programme's public key: it enrols supervisors, signs checkpoints and issues.
        issuer: Who issues, under the neutral public name.
        home: Where on the web the issuer's files are; None for an issuer without a site.
    """

    programme: KeyHex
    issuer: Issuer
    home: WebHome | None = None


@attrs.frozen(kw_only=True)
class IssuerChanged:
    """The issuer's name, contact or place on the web changed. Signed by the programme's key.

    Attributes:
        issuer: Who issues from here on.
        home: Where on the web the issuer's files are from here on; None for nowhere.
    """

    issuer: Issuer
    home: WebHome | None = None


@attrs.frozen(kw_only=True)
class ProgrammeKeyReplaced:
    """The programme has a new key from here on. Signed by the old one."""

    programme: KeyHex


@attrs.frozen(kw_only=True)
class AssessorEnrolled:
    """Somebody may see and sign off skills from here on. Signed by the programme's key.

    Attributes:
        assessor: Who, with the name and title that stand on certificates.
        key: The assessor's public key.
        until: The last day on which the key signs; None for no end.
    """

    assessor: Assessor
    key: KeyHex
    until: dt.date | None = None


@attrs.frozen(kw_only=True)
class AssessorRetired:
    """Somebody no longer signs. What was signed before stands. Signed by the programme's key."""

    assessor: Reference


@attrs.frozen(kw_only=True)
class AssessorKeyReplaced:
    """An assessor has a new key. Signed by the old one, or by the programme's if that is lost.

    Attributes:
        assessor: Whose.
        key: The new public key.
        until: The last day on which it signs; None for no end.
    """

    assessor: Reference
    key: KeyHex
    until: dt.date | None = None


@attrs.frozen(kw_only=True)
class KeyCompromised:
    """A key was in the wrong hands. Signed by the programme's key.

    Its holder could write any time into an event, but not put one in among older ones: so what
    counts is the place in the chain, which checkpoints and certificates witness.

    Attributes:
        key: The key.
        after: The sequence number of the last event that is still trusted. Later ones of this key
            stay in the chain and count for nothing.
    """

    key: KeyId
    after: int


@attrs.frozen(kw_only=True)
class PersonAdded:
    """A person has a record from here on.

    Attributes:
        person: The id, made at random.
        private: The commitment to what the vault holds: the name.
    """

    person: Reference
    private: Sha256


@attrs.frozen(kw_only=True)
class PersonChanged:
    """A person has another name from here on; the vault forgets the one before.

    Attributes:
        person: The id.
        private: The commitment to the name as it is now.
    """

    person: Reference
    private: Sha256


@attrs.frozen(kw_only=True)
class PersonErased:
    """Key and salt of a person were deleted: nobody can be found behind the id any more."""

    person: Reference


@attrs.frozen(kw_only=True)
class FileFact:
    """A file that shows an evidence. Its caption and the holder's consent lie in the vault."""

    sha256: Sha256
    media_type: Line


@attrs.frozen(kw_only=True)
class EvidenceRecorded:
    """The assessor who signs this saw it. The event's id is the evidence's.

    A first conversation is private and never an event: it lies in the vault alone.

    Attributes:
        person: Whose work it was.
        workshop: The workshop's key.
        rubric: The rubric's key.
        kind: What it is of.
        on: The day.
        task: The task, where the kind has one.
        criterion: The criterion that an outside course is about.
        product: How many were made.
        attachments: Files that show it.
        private: The commitment to note and captions, if there are any. The holder's consent to
            printing may change and has none.
    """

    person: Reference
    workshop: Token
    rubric: Token
    kind: EvidenceKind = EvidenceKind.TASK
    on: dt.date
    task: Token | None = None
    criterion: Token | None = None
    product: Product | None = None
    attachments: tuple[FileFact, ...] = ()
    private: Sha256 | None = None


@attrs.frozen(kw_only=True)
class EvidenceWithdrawn:
    """An evidence is taken back, by whoever signs this: the wrong person, the wrong task.

    Attributes:
        person: Whose evidence it was.
        evidence: Its id.
        on: The day.
        private: The commitment to the reason, if one was given.
    """

    person: Reference
    evidence: Reference
    on: dt.date
    private: Sha256 | None = None


@attrs.frozen(kw_only=True)
class SkillSigned:
    """The assessor's word that somebody does something at a level; its id is the sign-off's.

    Attributes:
        person: Who does it.
        workshop: The workshop's key.
        rubric: The rubric as it was when this was signed, with its digest.
        criterion: The criterion.
        meaning: The digest of the criterion alone, with its tasks, in the words of the language in
            which the assessor read it (`skillcert.rubrics.meaning_of`). As long as a later version
            of the rubric has the same words, the sign-off means there what it meant here.
        level: The level that was seen.
        on: The day of signing.
        evidence: Ids of the evidence that it rests on.
        corrects: The id of an earlier sign-off that this one takes the place of.
    """

    person: Reference
    workshop: Token
    rubric: RubricChoice
    criterion: Token
    meaning: Digest
    level: PerformanceLevel
    on: dt.date
    evidence: tuple[Reference, ...] = ()
    corrects: Reference | None = None


@attrs.frozen(kw_only=True)
class SignOffConfirmed:
    """A second assessor, who signs this, has checked a sign-off."""

    person: Reference
    sign_off: Reference
    on: dt.date


@attrs.frozen(kw_only=True)
class SignOffWithdrawn:
    """A sign-off is taken back, by whoever signs this.

    Attributes:
        person: Whose sign-off it was.
        sign_off: Its id.
        on: The day.
        private: The commitment to the reason, if one was given.
    """

    person: Reference
    sign_off: Reference
    on: dt.date
    private: Sha256 | None = None


@attrs.frozen(kw_only=True)
class Event:
    """One entry of a ledger. Its canonical bytes are what is signed.

    Attributes:
        format: The format, `skillcert-event/1`.
        id: Its id, made at random. An event that is sent twice is one event.
        site: The site's key: whose chain it belongs to.
        at: When it was signed, by the clock of the computer it was signed on.
        key: The key that it is signed with.
        site_opened: The payload of the kind of that name, as are the others.
    """

    format: Line = attrs.field(metadata={"only": EVENT_FORMAT})
    id: Reference
    site: Token
    at: dt.datetime
    key: KeyId
    site_opened: SiteOpened | None = None
    issuer_changed: IssuerChanged | None = None
    programme_key_replaced: ProgrammeKeyReplaced | None = None
    assessor_enrolled: AssessorEnrolled | None = None
    assessor_retired: AssessorRetired | None = None
    assessor_key_replaced: AssessorKeyReplaced | None = None
    key_compromised: KeyCompromised | None = None
    person_added: PersonAdded | None = None
    person_changed: PersonChanged | None = None
    person_erased: PersonErased | None = None
    evidence_recorded: EvidenceRecorded | None = None
    evidence_withdrawn: EvidenceWithdrawn | None = None
    skill_signed: SkillSigned | None = None
    sign_off_confirmed: SignOffConfirmed | None = None
    sign_off_withdrawn: SignOffWithdrawn | None = None
    certificate_issued: CertificateIssued | None = None
    certificate_withdrawn: CertificateWithdrawn | None = None

    @cached_property
    def kind(self) -> EventKind | None:
        """What the event says; None if it says nothing, or more than one thing."""
        there = [kind for kind in EventKind if getattr(self, kind.value) is not None]
        return there[0] if len(there) == 1 else None

    @property
    def person(self) -> Reference | None:
        """The person whom the event is about, if it is about one."""
        payload = getattr(self, self.kind.value) if self.kind else None
        person: Reference | None = getattr(payload, "person", None)
        return person
