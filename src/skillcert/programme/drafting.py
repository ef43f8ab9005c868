"""From the ledger to what a paper would say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs

from skillcert.errors import RefusedError
from skillcert.ledger.files import file_fault
from skillcert.ledger.records import Built
from skillcert.model import DocumentKind, EvidenceRecord, Reference, Token
from skillcert.programme.papers import Draft
from skillcert.programme.site import Site
from skillcert.refusals import RefusalReason, refuse

__all__ = ["draft_of", "pictures_of", "with_only"]


def draft_of(  # noqa: PLR0913 - what a paper is made of, each by name
    site: Site,
    person: Reference,
    workshop: str,
    rubric: str | None,
    *,
    language: str | Sequence[str],
    document: DocumentKind,
    on: dt.date,
    only: Sequence[str] | None = None,
    signers: Sequence[Reference] | None = None,
) -> tuple[Draft, Built]:
    """Say what a paper would say on the day *on*; see `Site.draft`."""
    built = site.record(person, workshop, rubric, signers=signers)
    if not built.record.signers:
        raise RefusedError([refuse(RefusalReason.NOBODY_TO_SIGN)])
    record = with_only(built.record, only)
    draft = site.programme.draft(
        record, language=language, on=on, document=document, pictures=pictures_of(site, record)
    )
    return draft, attrs.evolve(built, record=record)


def with_only(record: EvidenceRecord, only: Sequence[str] | None) -> EvidenceRecord:
    """Return *record* with the choice to show the skills *only*; None leaves it as it is."""
    if only is None:
        return record
    chosen = tuple(map(Token, only))
    choices = attrs.evolve(record.choices, show=chosen, opt_in=chosen)
    return attrs.evolve(record, choices=choices)


def pictures_of(site: Site, record: EvidenceRecord) -> Mapping[str, bytes]:
    """Return the files of a record that the holder lets be printed, by their digests.

    A file that is missing or was exchanged is left out; the draft says so.
    """
    wanted = {
        attachment.sha256
        for evidence in record.evidence
        for attachment in evidence.attachments
        if attachment.show
    }
    found: dict[str, bytes] = {}
    for sha256 in sorted(wanted):
        if file_fault(site.files, sha256) is None and (data := site.files.get(sha256)):
            found[sha256] = data
    return found
