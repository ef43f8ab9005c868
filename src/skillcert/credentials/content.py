"""What the code on a paper says: what the paper shows, as short as it can be said.

Rules of this module

- Nothing stands here that the paper does not show. A period that is printed in months is kept in
  months.
- The lines are there as words where they fit, else as keys; the words then stand in the rubric of
  the digest that is named.
- Digests are cut to 16 bytes: to find other data with the same one takes 2^128 steps for anybody,
  and 2^64 for the issuer, who could as well sign two papers.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib

import attrs

from skillcert.model import (
    Certificate,
    CheckpointRef,
    DatePrecision,
    DocumentKind,
    Language,
    LevelGroup,
    Line,
    Name,
    PerformanceLevel,
    Period,
    Reference,
    Sha256,
    Token,
)

__all__ = [
    "PaperCheckpoint",
    "PaperContent",
    "PaperGroup",
    "PaperPeriod",
    "PaperRubric",
    "PaperSigner",
    "content_of",
    "mark_of",
    "paper_period",
    "short_digest",
    "with_keys",
]

_SHORT = 16
_LENGTHS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}


def short_digest(hexadecimal: str) -> Line:
    """Return the first 16 bytes of a SHA-256 in base64url without padding (RFC 4648, section 5).

    Args:
        hexadecimal: The whole digest, with or without `sha256:` before it.
    """
    raw = bytes.fromhex(hexadecimal.removeprefix("sha256:"))[:_SHORT]
    return Line(base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii"))


def mark_of(certificate_id: str) -> Sha256:
    """Return what a certificate is known by in public lists: a digest of its id.

    The id is random and stands only on the paper, so a list of marks tells whoever has no paper
    nothing.
    """
    return Sha256(hashlib.sha256(b"skillcert mark v1\x00" + certificate_id.encode()).hexdigest())


@attrs.frozen(kw_only=True)
class PaperPeriod:
    """The time spoken of, as exactly as it is printed: `2025`, `2025-03` or `2025-03-03`.

    Attributes:
        start: Its beginning.
        end: Its end; None while it goes on.
    """

    start: Line
    end: Line | None = None


@attrs.frozen(kw_only=True)
class PaperGroup:
    """The skills at one level: as words, or as keys where the words are too long for the code.

    Attributes:
        level: The level.
        lines: The words of each skill as printed, without the details.
        skills: The keys of the skills, in place of the words.
    """

    level: PerformanceLevel
    lines: tuple[Line, ...] = ()
    skills: tuple[Token, ...] = ()


@attrs.frozen(kw_only=True)
class PaperSigner:
    """Who signs under the paper."""

    name: Name
    title: Line


@attrs.frozen(kw_only=True)
class PaperRubric:
    """The rubric that the lines were measured against.

    Attributes:
        id: Its key.
        version: Its version.
        digest: The start of its digest.
    """

    id: Token
    version: Line
    digest: Line


@attrs.frozen(kw_only=True)
class PaperCheckpoint:
    """The state of the ledger that the paper is a witness of.

    Attributes:
        size: How many events there were.
        root: The start of the root of their Merkle tree.
    """

    size: int
    root: Line


@attrs.frozen(kw_only=True)
class PaperContent:
    """Everything that a code says.

    Attributes:
        id: The certificate's id.
        certificate: The start of the digest of everything that the paper says.
        document: Which document it is.
        language: Its language.
        name: The holder's name.
        field: The field of work.
        issuer: The issuer's name.
        issued_on: The day of issue.
        period: The time spoken of.
        levels: The skills, the highest level first.
        signers: Who signs.
        rubric: The rubric behind it.
        checkpoint: The state of the ledger.
        replaces: The id of the certificate that this one takes the place of.
    """

    id: Reference
    certificate: Line
    document: DocumentKind = DocumentKind.CERTIFICATE
    language: Language
    name: Name
    field: Line
    issuer: Name
    issued_on: dt.date
    period: PaperPeriod | None = None
    levels: tuple[PaperGroup, ...] = ()
    signers: tuple[PaperSigner, ...] = ()
    rubric: PaperRubric
    checkpoint: PaperCheckpoint | None = None
    replaces: Reference | None = None


def content_of(
    certificate: Certificate,
    *,
    certificate_id: str,
    digest: str,
    checkpoint: CheckpointRef | None = None,
    replaces: str | None = None,
) -> PaperContent:
    """Return what the code of *certificate* says, with the lines in words.

    Args:
        certificate: What the paper says.
        certificate_id: Its id.
        digest: The SHA-256 of the bytes that hold everything it says, as they are embedded in the
            PDF: hexadecimal, with or without `sha256:` before it.
        checkpoint: The state of the ledger at issue.
        replaces: The id of the certificate that it takes the place of.
    """
    rubric = certificate.rubric
    return PaperContent(
        id=Reference(certificate_id),
        certificate=short_digest(digest),
        document=certificate.document,
        language=certificate.language,
        name=certificate.name,
        field=certificate.field,
        issuer=certificate.issuer.name,
        issued_on=certificate.issued_on,
        period=paper_period(certificate.period, certificate.date_precision),
        levels=tuple(_group(group) for group in certificate.levels),
        signers=tuple(PaperSigner(name=s.name, title=s.title) for s in certificate.signers),
        rubric=PaperRubric(
            id=rubric.id, version=rubric.version, digest=short_digest(rubric.digest)
        ),
        checkpoint=_checkpoint(checkpoint),
        replaces=Reference(replaces) if replaces else None,
    )


def with_keys(content: PaperContent, certificate: Certificate) -> PaperContent:
    """Return *content* with the keys of the skills in place of their words."""
    groups = tuple(
        PaperGroup(level=group.level, skills=tuple(line.criterion for line in group.lines))
        for group in certificate.levels
    )
    return attrs.evolve(content, levels=groups)


def _group(group: LevelGroup) -> PaperGroup:
    return PaperGroup(level=group.level, lines=tuple(line.text for line in group.lines))


def _checkpoint(checkpoint: CheckpointRef | None) -> PaperCheckpoint | None:
    if checkpoint is None:
        return None
    return PaperCheckpoint(size=checkpoint.size, root=short_digest(checkpoint.root))


def paper_period(period: Period | None, precision: DatePrecision) -> PaperPeriod | None:
    """Return *period* as exactly as it is printed."""
    if period is None:
        return None
    size = _LENGTHS[precision]
    end = Line(period.end.isoformat()[:size]) if period.end else None
    return PaperPeriod(start=Line(period.start.isoformat()[:size]), end=end)
