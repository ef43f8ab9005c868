"""A certificate: exactly what the paper says, in one language, before anything is drawn.

The record is what is signed; the PDF is its rendering. So everything that the paper shows is here,
and nothing that it must not show.
"""

from __future__ import annotations

import datetime as dt

import attrs

from skillcert.model.record import DatePrecision, Issuer, Period
from skillcert.model.rubric import PerformanceLevel
from skillcert.model.section import DocumentKind, Section
from skillcert.model.text import Language, Line, Name, Prose, Token

__all__ = ["Certificate", "CertificateLine", "LevelGroup", "RubricRef", "Signer"]


@attrs.frozen(kw_only=True)
class RubricRef:
    """The rubric that the lines were measured against.

    Attributes:
        id: Its key.
        version: Its version.
        digest: `sha256:` and the 64 hexadecimal digits of its canonical bytes.
    """

    id: Token
    version: Line
    digest: str


@attrs.frozen(kw_only=True)
class Signer:
    """A person who signs under the certificate.

    Attributes:
        name: The name.
        title: The title in the certificate's language.
        checked: Whether the person was the second assessor of a skill and so has checked it. Only
            then does the certificate say "checked by".
    """

    name: Name
    title: Line
    checked: bool = False


@attrs.frozen(kw_only=True)
class CertificateLine:
    """One skill as printed.

    Attributes:
        criterion: The criterion's key.
        text: The words, in the form that fits under the level's heading.
        detail: What that means in the working day; may be empty.
        safety_note: Whether the note on separate safety training stands beside it.
    """

    criterion: Token
    text: Line
    detail: str = ""
    safety_note: bool = False


@attrs.frozen(kw_only=True)
class LevelGroup:
    """The skills that were shown at one level.

    Attributes:
        level: The level.
        lines: The skills: the trade's, then the shared ones.
    """

    level: PerformanceLevel
    lines: tuple[CertificateLine, ...]


@attrs.frozen(kw_only=True)
class Certificate:
    """Everything that a certificate says.

    Attributes:
        document: Which of the documents it is: the certificate, or the statement without skills.
        language: The language of the paper.
        name: The holder's name.
        name_language: The language of the name, where it differs.
        workshop: The workshop's key.
        field: The field of work as it stands after "has worked in".
        issuer: Who issues.
        period: The time spoken of; None if the holder does not want it told.
        date_precision: How exactly the period is told.
        levels: The skills, the highest level first; no empty group; none on a statement.
        own_words: The holder's own words; may be empty.
        own_words_language: The language of the own words, where it differs.
        sections: What the workshop adds.
        signers: Who signs.
        issued_on: The day of issue.
        rubric: The rubric behind it.
    """

    document: DocumentKind = DocumentKind.CERTIFICATE
    language: Language
    name: Name
    name_language: Language | None = None
    workshop: Token
    field: Line
    issuer: Issuer
    period: Period | None
    date_precision: DatePrecision
    levels: tuple[LevelGroup, ...]
    own_words: Prose = Prose("")
    own_words_language: Language | None = None
    sections: tuple[Section, ...] = ()
    signers: tuple[Signer, ...]
    issued_on: dt.date
    rubric: RubricRef
