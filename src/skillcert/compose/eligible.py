"""Whether there is something to put on a paper yet, and what its issuer should know. Pure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from skillcert.compose.document import Source
from skillcert.errors import NotEligibleError, Problem
from skillcert.model import DocumentKind, EvidenceKind, EvidenceRecord
from skillcert.rules import left_out

if TYPE_CHECKING:
    from skillcert.model import Document

__all__ = ["check_eligible", "notes"]

_OF_SKILLS = {DocumentKind.CERTIFICATE, DocumentKind.CARD}
_WORK = {EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING}


def check_eligible(source: Source, document: Document) -> None:
    """Refuse a document that would say nothing.

    Args:
        source: What it was composed of.
        document: The document.

    Raises:
        NotEligibleError: There is nothing to certify yet. A progress sheet can always be made.
    """
    kind = document.document
    if kind in _OF_SKILLS and not getattr(document, "levels", ()):
        raise _nothing_yet(source)
    if kind is DocumentKind.PORTFOLIO and not _is_filled(document):
        raise NotEligibleError(
            "there is no work to be shown in a portfolio yet",
            hint="Add evidence of a task that was done, or choose more to be shown",
        )
    if kind is DocumentKind.STATEMENT and not _worked(source.record, source.on):
        raise NotEligibleError(
            "the record holds no work that a statement could confirm",
            hint="Add evidence of a task that was done or a product that was made",
        )


def notes(source: Source, kind: DocumentKind) -> tuple[Problem, ...]:
    """Return what whoever issues the document should know, and what the paper does not tell.

    Args:
        source: What it was composed of.
        kind: Which document.
    """
    if kind is DocumentKind.PROGRESS:
        return ()  # it tells what is waiting, and nobody outside checks it
    found: tuple[Problem, ...] = ()
    if kind is not DocumentKind.STATEMENT:
        found = left_out(source.record, source.standings, on=source.on)
    issuer = source.record.issuer
    if not (issuer.phone or issuer.email or issuer.web):
        what = "the issuer has no phone, e-mail or web address, so nobody can check the paper"
        found += (Problem(path="issuer", what=what),)
    return found


def _is_filled(document: Document) -> bool:
    return any(getattr(document, name, ()) for name in ("parts", "products", "guided", "courses"))


def _worked(record: EvidenceRecord, on: dt.date) -> bool:
    return any(evidence.kind in _WORK and evidence.on <= on for evidence in record.evidence)


def _nothing_yet(source: Source) -> NotEligibleError:
    reasons = [str(note) for note in left_out(source.record, source.standings, on=source.on)]
    hint = "; ".join(reasons) or "Sign off the first skill, or choose another one to be shown"
    return NotEligibleError("there is no skill to be shown on a certificate yet", hint=hint)
