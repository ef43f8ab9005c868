"""What a ledger says about papers: issued, replaced, withdrawn."""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model.record import RubricChoice
from skillcert.model.rubric import PerformanceLevel
from skillcert.model.section import DocumentKind
from skillcert.model.text import Digest, Language, Reference, Sha256, Token

__all__ = ["CertificateIssued", "CertificateWithdrawn", "CheckpointRef", "IssuedLine"]


@attrs.frozen(kw_only=True)
class CheckpointRef:
    """A state of the chain that a certificate is a witness of (RFC 6962, section 2.1).

    Attributes:
        size: How many events there were.
        root: The root of the Merkle tree over their hashes.
    """

    size: int
    root: Sha256


@attrs.frozen(kw_only=True)
class IssuedLine:
    """A skill on a certificate and what it rests on.

    Attributes:
        criterion: The criterion.
        level: The level that is shown.
        sign_off: The id of the sign-off.
    """

    criterion: Token
    level: PerformanceLevel
    sign_off: Reference


@attrs.frozen(kw_only=True)
class CertificateIssued:
    """A paper was issued. The event's id is the certificate's. Signed by the programme's key.

    Attributes:
        person: Whose it is.
        workshop: The workshop's key.
        rubric: The rubric behind it.
        document: Which document.
        language: Its language.
        on: The day of issue.
        certificate: The digest of what it says, word for word.
        lines: What it shows, and on which sign-off each line rests.
        checkpoint: The state of the chain that it carries.
        replaces: The id of the certificate that this one takes the place of: a lost paper, a
            changed name.
    """

    person: Reference
    workshop: Token
    rubric: RubricChoice
    document: DocumentKind = DocumentKind.CERTIFICATE
    language: Language
    on: dt.date
    certificate: Digest
    lines: tuple[IssuedLine, ...] = ()
    checkpoint: CheckpointRef
    replaces: Reference | None = None


@attrs.frozen(kw_only=True)
class CertificateWithdrawn:
    """A paper counts no longer. Signed by the programme's key.

    Attributes:
        person: Whose it is.
        certificate: Its id.
        on: The day.
        private: The commitment to the reason, if one was given. It is never told to outsiders.
    """

    person: Reference
    certificate: Reference
    on: dt.date
    private: Sha256 | None = None
