"""The records: what was done, seen, signed and certified.

Rules of this package

- Frozen attrs records that hold only tuples, strings, numbers, dates and each other: hashable,
  comparable, safe to share between threads.
- No input or output, no clock, no random number, no JSON. Whoever builds a record passes those in.
- Names are the field's: Rubric, Criterion, PerformanceLevel, Evidence, Assessor, SignOff,
  Alignment, Issuer, Holder, Certificate.
"""

from skillcert.model.certificate import (
    Certificate,
    CertificateLine,
    LevelGroup,
    RubricRef,
    Signer,
)
from skillcert.model.record import (
    RECORD_FORMAT,
    Assessor,
    AssessorRole,
    Attachment,
    Choices,
    DatePrecision,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Holder,
    Issuer,
    Period,
    RubricChoice,
    SignOff,
    Withdrawal,
)
from skillcert.model.rubric import (
    Alignment,
    Criterion,
    CriterionText,
    EvidenceRule,
    Occupation,
    PerformanceLevel,
    Prerequisite,
    Rubric,
    RubricText,
    Task,
)
from skillcert.model.section import Block, DocumentKind, ItemList, Paragraph, Picture, Section, Table
from skillcert.model.text import (
    Digest,
    Language,
    Line,
    Name,
    Prose,
    Reference,
    Sha256,
    Token,
    Translations,
)

__all__ = [
    "RECORD_FORMAT",
    "Alignment",
    "Assessor",
    "AssessorRole",
    "Attachment",
    "Block",
    "Certificate",
    "CertificateLine",
    "Choices",
    "Criterion",
    "CriterionText",
    "DatePrecision",
    "Digest",
    "DocumentKind",
    "Evidence",
    "EvidenceKind",
    "EvidenceRecord",
    "EvidenceRule",
    "Holder",
    "Issuer",
    "ItemList",
    "Language",
    "LevelGroup",
    "Line",
    "Name",
    "Occupation",
    "Paragraph",
    "PerformanceLevel",
    "Period",
    "Picture",
    "Prerequisite",
    "Prose",
    "Reference",
    "Rubric",
    "RubricChoice",
    "RubricRef",
    "RubricText",
    "Section",
    "Sha256",
    "SignOff",
    "Signer",
    "Table",
    "Task",
    "Token",
    "Translations",
    "Withdrawal",
]
