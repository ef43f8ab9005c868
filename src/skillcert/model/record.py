"""An evidence record: what one person did in one workshop, who saw it, and what was signed off."""

from __future__ import annotations

import datetime as dt
import enum

import attrs

from skillcert.model.rubric import PerformanceLevel
from skillcert.model.text import Digest, Language, Line, Name, Prose, Reference, Sha256, Token

__all__ = [
    "RECORD_FORMAT",
    "Assessor",
    "AssessorRole",
    "Attachment",
    "Choices",
    "DatePrecision",
    "Evidence",
    "EvidenceKind",
    "EvidenceRecord",
    "Holder",
    "Issuer",
    "Period",
    "Product",
    "RubricChoice",
    "SignOff",
    "Withdrawal",
]

RECORD_FORMAT = Line("skillcert-record/1")
"""The format of the evidence record file that this version reads and writes."""


class EvidenceKind(enum.Enum):
    """What an evidence is of."""

    TASK = "task"
    """A task was done."""
    PRODUCT = "product"
    """A product was made."""
    GUIDING = "guiding"
    """A colleague was guided in a task. The colleague's name is not recorded."""
    FIRST_CONVERSATION = "first_conversation"
    """A talk about interests and plans. Private: it feeds the suggestions and no document."""
    OUTSIDE_COURSE = "outside_course"
    """A course or training elsewhere, for example in the use of a machine."""


class AssessorRole(enum.Enum):
    """How an assessor is titled on paper, in each language."""

    SUPERVISOR = "supervisor"
    GUIDE = "guide"
    WORKSHOP_MANAGER = "workshop_manager"


class DatePrecision(enum.Enum):
    """How exactly the certificate says when. `month` is the default, because it hides gaps."""

    MONTH = "month"
    DAY = "day"
    YEAR = "year"


@attrs.frozen(kw_only=True)
class Holder:
    """The person whose record it is.

    Attributes:
        id: The programme's own id of the person. Never a national identity number.
        name: The name as the person wants it printed.
        name_language: The language of the name, where it differs from the document's, so that a
            screen reader can say it right.
    """

    id: Reference
    name: Name
    name_language: Language | None = None


@attrs.frozen(kw_only=True)
class Issuer:
    """Who issues the certificate, under the neutral public name that the programme chose.

    Attributes:
        name: The public name.
        address: Lines of the postal address.
        phone: A number that an employer can call.
        email: A neutral address.
        web: A web address, as it should be printed.
        place: The town, for the line with place and date.
    """

    name: Name
    address: tuple[Line, ...] = ()
    phone: Line | None = None
    email: Line | None = None
    web: Line | None = None
    place: Line | None = None


@attrs.frozen(kw_only=True)
class Assessor:
    """Somebody who may see and sign off skills.

    Attributes:
        id: The programme's own id of the assessor.
        name: The name as it stands under a certificate.
        role: The title, as a key that exists in every language.
        title: A title in the assessor's own words, printed in place of the role's.
    """

    id: Reference
    name: Name
    role: AssessorRole = AssessorRole.SUPERVISOR
    title: Line | None = None


@attrs.frozen(kw_only=True)
class Attachment:
    """A file that belongs to an evidence: a photo of the work, of a product.

    Attributes:
        sha256: The digest of its bytes, 64 lower-case hexadecimal digits.
        media_type: `image/jpeg` or the like.
        caption: What it shows; also read aloud in place of a picture.
        show: Whether the holder consents to its being printed.
    """

    sha256: Sha256
    media_type: Line
    caption: Line
    show: bool = False


@attrs.frozen(kw_only=True)
class Product:
    """How many of a product were made.

    Attributes:
        made: How many were made.
        sold: How many of them were sold.
    """

    made: int = 1
    sold: int = 0


@attrs.frozen(kw_only=True)
class Evidence:
    """Something that the holder did and that was seen.

    Attributes:
        id: Its id in the record.
        kind: What it is of.
        on: The day.
        task: The task that was done or guided; None for a conversation or an outside course.
        criterion: The criterion that an outside course is about; None otherwise.
        seen_by: The id of the assessor who saw it.
        note: A note for the file; it is never printed on a certificate.
        product: How many were made (products only); None for one.
        interests: Group keys that the person would like to try (first conversation only).
        attachments: Files that show it.
    """

    id: Reference
    kind: EvidenceKind = EvidenceKind.TASK
    on: dt.date
    task: Token | None = None
    criterion: Token | None = None
    seen_by: Reference
    note: Prose = Prose("")
    product: Product | None = None
    interests: tuple[Token, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@attrs.frozen(kw_only=True)
class SignOff:
    """An assessor's word that the holder does something at a level.

    Attributes:
        id: Its id in the record.
        criterion: The criterion.
        level: The level that was seen.
        on: The day of signing.
        assessor: The id of the assessor.
        second_assessor: The id of the one who checked it, where the rubric asks for two.
        evidence: Ids of the evidence that it rests on.
        rubric_digest: The digest of the rubric it was made against; None where the record's own
            rubric is meant.
        corrects: The id of an earlier sign-off that this one takes the place of.
    """

    id: Reference
    criterion: Token
    level: PerformanceLevel
    on: dt.date
    assessor: Reference
    second_assessor: Reference | None = None
    evidence: tuple[Reference, ...] = ()
    rubric_digest: Digest | None = None
    corrects: Reference | None = None


@attrs.frozen(kw_only=True)
class Withdrawal:
    """An assessor takes a sign-off back. The sign-off stays in the record, and so does this.

    Attributes:
        id: Its id in the record.
        sign_off: The id of the sign-off.
        on: The day.
        assessor: The id of the assessor.
        reason: Why; it is never printed.
    """

    id: Reference
    sign_off: Reference
    on: dt.date
    assessor: Reference
    reason: Prose = Prose("")


@attrs.frozen(kw_only=True)
class Period:
    """The time that a certificate speaks of.

    Attributes:
        start: Its first day.
        end: Its last day; None while it goes on.
    """

    start: dt.date
    end: dt.date | None = None


@attrs.frozen(kw_only=True)
class RubricChoice:
    """Which rubric a record was made against.

    Attributes:
        id: The rubric's key.
        version: Its version.
        digest: Its digest, `sha256:` and 64 hexadecimal digits; None to take the version's word.
    """

    id: Token
    version: Line
    digest: Digest | None = None


@attrs.frozen(kw_only=True)
class Choices:
    """What the holder decided about the paper.

    Attributes:
        show: Keys of the only criteria to be shown; None shows all that are achieved, except the
            opt-in ones.
        opt_in: Keys of opt-in criteria that are to be shown too.
        date_precision: How exactly the period is told.
        show_period: Whether the period is told at all.
        own_words: A paragraph in the holder's own words.
        own_words_language: The language of the own words, where it differs from the document's.
    """

    show: tuple[Token, ...] | None = None
    opt_in: tuple[Token, ...] = ()
    date_precision: DatePrecision = DatePrecision.MONTH
    show_period: bool = True
    own_words: Prose = Prose("")
    own_words_language: Language | None = None


@attrs.frozen(kw_only=True)
class EvidenceRecord:
    """One person's evidence and sign-offs in one workshop, with issuer and signers.

    Attributes:
        format: The format of the file, `skillcert-record/1`.
        workshop: The workshop's key.
        rubric: The rubric that the sign-offs were made against.
        holder: The person.
        issuer: Who issues.
        assessors: Everybody who saw or signed something.
        signers: Ids of the assessors who sign the certificate, one or two.
        evidence: What was seen.
        sign_offs: What was signed off.
        withdrawals: What was taken back.
        period: The time spoken of; None to take it from the evidence.
        choices: What the holder decided.
    """

    # The codec refuses any other value than this one, newer formats with a word of their own.
    format: Line = attrs.field(metadata={"only": RECORD_FORMAT})
    workshop: Token
    rubric: RubricChoice
    holder: Holder
    issuer: Issuer
    assessors: tuple[Assessor, ...]
    signers: tuple[Reference, ...]
    evidence: tuple[Evidence, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    period: Period | None = None
    choices: Choices = Choices()
