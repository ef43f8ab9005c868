"""What a check of a ledger finds: one finding for each fault, with its number in the chain."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from skillcert.model import (
    Assessor,
    CheckpointRef,
    PerformanceLevel,
    Reference,
    Sha256,
    Token,
)
from skillcert.refusals import Refusal, Value

__all__ = [
    "CertificateProof",
    "Confirmation",
    "Finding",
    "FindingKind",
    "LineProof",
    "Report",
    "SiteReport",
    "Witness",
]


class FindingKind(enum.Enum):
    """What was found. Each has a sentence of its own in every language."""

    MISSING = "missing"
    """Entries are missing in the middle: their numbers are."""
    ALTERED = "altered"
    """An entry is not the one that was chained at its place."""
    MISPLACED = "misplaced"
    """An entry was chained at another place."""
    REPEATED = "repeated"
    """An event stands in the chain more than once."""
    NO_EVENT = "no_event"
    """An entry holds no event."""
    WRONG_SIGNATURE = "wrong_signature"
    """An event is not signed by the key that it names."""
    NOT_ALLOWED = "not_allowed"
    """Whoever signed was not allowed to."""
    CLOCK = "clock"
    """An event is of a time before the one that it follows."""
    COLUMNS = "columns"
    """What stands beside an event, to find it by, is not what the event says."""
    TAIL_CUT = "tail_cut"
    """A checkpoint tells of more entries than there are."""
    OTHER_PAST = "other_past"
    """A checkpoint tells of other entries than there are."""
    UNSOUND_CHECKPOINT = "unsound_checkpoint"
    """A checkpoint is not signed by the programme's key, or cannot be read."""
    LINE_NOT_PROVEN = "line_not_proven"
    """A line of a certificate does not rest on a sign-off that counts."""
    DATABASE = "database"
    """The database itself is damaged, or holds what acts on its own."""
    UNREADABLE = "unreadable"
    """The database cannot be read on from here."""

    # What is held on people beside the chain
    FILE_MISSING = "file_missing"
    """A picture that was recorded is not there."""
    FILE_ALTERED = "file_altered"
    """A picture is not the one that was recorded."""
    FILE_UNREADABLE = "file_unreadable"
    """A picture cannot be read."""
    PRIVATE_MISSING = "private_missing"
    """A name, a note or a reason that an event speaks of is not held any more."""
    PRIVATE_ALTERED = "private_altered"
    """A private item was altered, or is not the one that an event speaks of."""
    PRIVATE_STRAY = "private_stray"
    """Something is held on somebody whom the chain does not know."""
    NOT_ERASED = "not_erased"
    """Somebody is erased, and something is still held, or may be left in files."""


_SENTENCES = {
    FindingKind.MISSING: "event {seq} to event {last}: missing",
    FindingKind.ALTERED: "event {seq}: altered after it was written",
    FindingKind.MISPLACED: "event {seq}: it was written as event {belongs}, and moved here",
    FindingKind.REPEATED: "event {seq}: the event {id} stands in the chain more than once",
    FindingKind.NO_EVENT: "event {seq}: {why}",
    FindingKind.WRONG_SIGNATURE: "event {seq}: not signed by the key {key}, which it names",
    FindingKind.NOT_ALLOWED: "event {seq}: {why}",
    FindingKind.CLOCK: "event {seq}: its time {at} is before {last}, that of the event before it",
    FindingKind.COLUMNS: "event {seq}: {names} beside it is not what the event says",
    FindingKind.TAIL_CUT: (
        "event {seq} to event {last}: missing at the end; they were there when {source} was made"
    ),
    FindingKind.OTHER_PAST: (
        "event {seq} to event {last}: not those that were there when {source} was made"
    ),
    FindingKind.UNSOUND_CHECKPOINT: "{source}: {why}",
    FindingKind.LINE_NOT_PROVEN: "event {seq}, certificate {certificate}: {criterion}: {why}",
    FindingKind.DATABASE: "the database: {what}",
    FindingKind.UNREADABLE: "event {seq} and on: {why}",
    FindingKind.FILE_MISSING: "event {seq}: its picture {file} is missing",
    FindingKind.FILE_ALTERED: "event {seq}: its picture {file} is not the one that was recorded",
    FindingKind.FILE_UNREADABLE: "event {seq}: its picture {file} cannot be read",
    FindingKind.PRIVATE_MISSING: "event {seq}: {what} of {person} is not held any more",
    FindingKind.PRIVATE_ALTERED: "{what} {ref} of {person} is not what was recorded",
    FindingKind.PRIVATE_STRAY: "something is held on {person}, whom the chain does not know",
    FindingKind.NOT_ERASED: (
        "{person} is erased, and traces may be left: open the site, which finishes it"
    ),
}


@attrs.frozen(kw_only=True)
class Finding:
    """One fault.

    Attributes:
        kind: What was found.
        site: The site whose chain it is in; None for the database itself.
        seq: The number of the entry, or of the first of several; None if it is about none.
        values: Pairs of a name and a value, for the sentence.
        refusal: Why an event was not allowed, or a line is not proven.
    """

    kind: FindingKind
    site: Token | None = None
    seq: int | None = None
    values: tuple[tuple[str, Value], ...] = ()
    refusal: Refusal | None = None

    @property
    def about(self) -> dict[str, Value]:
        """The values by their names, with the number as `seq`."""
        seq = {} if self.seq is None else {"seq": self.seq}
        return seq | dict(self.values)

    def __str__(self) -> str:
        """Return the sentence in English, without a full stop."""
        values: dict[str, object] = {"why": self.refusal, **self.about}
        sentence = _SENTENCES[self.kind].format(**values)
        return f"{self.site}: {sentence}" if self.site else sentence


@attrs.frozen(kw_only=True)
class Witness:
    """What somebody outside knows of a chain: a checkpoint that was kept, or a certificate's.

    Attributes:
        site: The site.
        ref: How many entries there were, and the root over them.
        source: Where it comes from, for the sentences.
        note: The signed note, whose signature is checked too; None if another signature, as that
            of the certificate, was.
    """

    site: Token
    ref: CheckpointRef
    source: str
    note: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Confirmation:
    """Who checked a sign-off as second assessor, and when."""

    assessor: Assessor
    on: dt.date


@attrs.frozen(kw_only=True)
class LineProof:
    """What a line of a certificate rests on.

    Attributes:
        criterion: The criterion.
        level: The level that the certificate shows.
        sign_off: The id of the sign-off that it names.
        seq: The number of the sign-off in the chain; None if it is not there.
        assessor: Who signed it off; None if that is not known.
        on: The day of signing.
        evidence: How many evidences the sign-off rests on, without those withdrawn by the issue.
        confirmed: Who checked it besides.
        taken_back: The number of the event that has withdrawn or corrected the sign-off since the
            certificate was issued; None if none has.
        refusal: Why the line is not proven; None if it is.
    """

    criterion: Token
    level: PerformanceLevel
    sign_off: Reference
    seq: int | None = None
    assessor: Assessor | None = None
    on: dt.date | None = None
    evidence: int = 0
    confirmed: tuple[Confirmation, ...] = ()
    taken_back: int | None = None
    refusal: Refusal | None = None

    @property
    def proven(self) -> bool:
        """Whether the line rests on a supervisor's signature that counts."""
        return self.refusal is None


@attrs.frozen(kw_only=True)
class CertificateProof:
    """What the lines of a certificate rest on.

    Attributes:
        site: The site.
        seq: The number of the event that issued it.
        certificate: Its id.
        person: Whose it is.
        on: The day of issue.
        lines: Its lines.
    """

    site: Token
    seq: int
    certificate: Reference
    person: Reference
    on: dt.date
    lines: tuple[LineProof, ...]

    @property
    def proven(self) -> bool:
        """Whether every line is proven."""
        return all(line.proven for line in self.lines)


@attrs.frozen(kw_only=True)
class SiteReport:
    """What was looked at in one chain.

    Attributes:
        site: The site.
        size: How many entries there are.
        hash: The hash of the last one, in hexadecimal digits.
        root: The root over all, in hexadecimal digits; None if some are missing.
        checkpoints: How many checkpoints, also of certificates and from outside, fit the chain.
        certificates: How many certificates were issued.
        proven: Of how many of them every line is proven.
        set_aside: How many events count for nothing, because their key was compromised.
    """

    site: Token
    size: int
    hash: Sha256
    root: Sha256 | None
    checkpoints: int = 0
    certificates: int = 0
    proven: int = 0
    set_aside: int = 0


@attrs.frozen(kw_only=True)
class Report:
    """What a check of a ledger found.

    Attributes:
        sites: What was looked at, by site.
        findings: Every fault, or the first thousand.
        more: How many faults there are besides.
    """

    sites: tuple[SiteReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    more: int = 0

    @property
    def sound(self) -> bool:
        """Whether there is something to check, and nothing was found."""
        return bool(self.sites) and not self.findings
