"""What a supervisor asks of the desk, and what comes back: records without behaviour.

The words are the field's: an assessor *records* evidence and *signs off* criteria; what was signed
in one go is a batch, and can be taken back as one.

Software makes these records, past the codec. So a value of another type is told where it is made: a
level that is a text, a moment where a day was meant.
"""

from __future__ import annotations

import datetime as dt
from types import NoneType

import attrs

from skillcert.codec.tree import describe
from skillcert.errors import CodecError, Problem
from skillcert.model import (
    EvidenceKind,
    Language,
    Line,
    Name,
    PerformanceLevel,
    Product,
    Reference,
    Token,
)
from skillcert.plugins import Remark
from skillcert.refusals import Refusal
from skillcert.rules import Missing

__all__ = ["Batch", "Looked", "Person", "Photo", "Seen", "SignOffRequest", "Signed", "ToConfirm"]


def _require(name: str, value: object, *kinds: type) -> None:
    """Refuse a value of another type; not by `isinstance`, to which a moment is a day too."""
    if type(value) in kinds or (str in kinds and isinstance(value, str)):
        return
    wanted = " or ".join("None" if kind is NoneType else f"a {kind.__name__}" for kind in kinds)
    raise CodecError([Problem(path=name, what=f"expected {wanted}, found {describe(value)}")])


@attrs.frozen(kw_only=True)
class Person:
    """Somebody with a record at a site.

    Attributes:
        id: The id, made at random.
        name: The name as the person wants it printed.
        name_language: Its language, where it is known.
        last_seen: The day of the newest evidence or sign-off; None if there is none yet.
    """

    id: Reference
    name: Name
    name_language: Language | None = None
    last_seen: dt.date | None = None


@attrs.frozen(kw_only=True)
class Photo:
    """A picture of the work.

    Attributes:
        data: The bytes of the file as it comes from the telephone.
        caption: What it shows; also read aloud in its place.
        show: Whether the holder consents to its being printed.
    """

    data: bytes = attrs.field(repr=False)
    caption: str
    show: bool = False

    def __attrs_post_init__(self) -> None:
        _require("data", self.data, bytes)
        _require("caption", self.caption, str)


@attrs.frozen(kw_only=True)
class Seen:
    """What an assessor saw, to be recorded.

    Attributes:
        task: The task that was done, or in which a colleague was guided.
        kind: What it is of.
        on: The day; None for today.
        criterion: The criterion that an outside course is about.
        product: How many were made.
        note: A note for the file; it is never printed.
        photos: Pictures of it.
        id: The id to record it under, made at random by the caller so that a retry is no second
            one; None to have one made.
    """

    task: Token | None = None
    kind: EvidenceKind = EvidenceKind.TASK
    on: dt.date | None = None
    criterion: Token | None = None
    product: Product | None = None
    note: str = ""
    photos: tuple[Photo, ...] = ()
    id: Reference | None = None

    def __attrs_post_init__(self) -> None:
        _require("task", self.task, str, NoneType)
        _require("kind", self.kind, EvidenceKind)
        _require("on", self.on, dt.date, NoneType)
        _require("note", self.note, str)
        _require("photos", self.photos, tuple)


@attrs.frozen(kw_only=True)
class SignOffRequest:
    """A skill of a person, to be signed off.

    Attributes:
        person: The person's id.
        workshop: The workshop's key.
        rubric: The rubric's key; None where the workshop has one.
        criterion: The skill.
        level: The level that was seen.
        evidence: Ids of evidence that was recorded before.
        seen: What was seen and is recorded along with it.
        on: The day of signing; None for today.
        version: The version of the rubric that whoever asks has read; None for the installed one.
            Another one is refused, so that nobody signs words that they did not see.
        corrects: The id of a sign-off that this one takes the place of.
        id: The id to sign it under, as in `Seen`.
    """

    person: Reference
    workshop: Token
    rubric: Token | None = None
    criterion: Token
    level: PerformanceLevel
    evidence: tuple[Reference, ...] = ()
    seen: tuple[Seen, ...] = ()
    on: dt.date | None = None
    version: Line | None = None
    corrects: Reference | None = None
    id: Reference | None = None

    def __attrs_post_init__(self) -> None:
        _require("level", self.level, PerformanceLevel)
        _require("evidence", self.evidence, tuple)
        _require("seen", self.seen, tuple)
        _require("on", self.on, dt.date, NoneType)


@attrs.frozen(kw_only=True)
class Looked:
    """What would come of a request; nothing was written.

    Attributes:
        request: The request.
        refusals: Why it cannot be signed; empty if it can.
        waits: What the certificate would still wait for, before it shows the level.
        remarks: What the workshop's own plugin has to say about it and does not refuse.
        level: The level at which the skill would then stand; None if it would not yet.
    """

    request: SignOffRequest
    refusals: tuple[Refusal, ...] = ()
    waits: tuple[Missing, ...] = ()
    remarks: tuple[Remark, ...] = ()
    level: PerformanceLevel | None = None


@attrs.frozen(kw_only=True)
class Signed:
    """A sign-off that is in the ledger.

    Attributes:
        sign_off: Its id.
        seq: Its place in the chain.
        seen: The ids of the evidence that was recorded along with it.
        looked: What was said of it, with what the certificate still waits for.
    """

    sign_off: Reference
    seq: int
    seen: tuple[Reference, ...] = ()
    looked: Looked


@attrs.frozen(kw_only=True)
class Batch:
    """What was signed in one go."""

    signed: tuple[Signed, ...]


@attrs.frozen(kw_only=True)
class ToConfirm:
    """A sign-off that waits for a second pair of eyes.

    Attributes:
        sign_off: Its id.
        person: Whose skill it is.
        workshop: The workshop's key.
        rubric: The rubric's key.
        criterion: The skill.
        level: The level that was signed.
        on: The day of signing.
        assessor: Who signed.
    """

    sign_off: Reference
    person: Person
    workshop: Token
    rubric: Token
    criterion: Token
    level: PerformanceLevel
    on: dt.date
    assessor: Name
