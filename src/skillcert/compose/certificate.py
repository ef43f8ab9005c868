"""From a record to what the paper says: a `Certificate`, in one language, before anything is drawn.

Rules of this module

- Only what is achieved on the day is shown, and only what the holder chose. A criterion that is
  shown only on request is shown only on request.
- The highest level comes first; in a level the trade's own skills come before the shared ones.
- What stands under "has taken part in" uses the form of words that fits there.
- Nothing private crosses: no note, no reason, no first conversation, no id of a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from skillcert.model import (
    Assessor,
    Certificate,
    CertificateLine,
    Criterion,
    DocumentKind,
    EvidenceKind,
    EvidenceRecord,
    LevelGroup,
    Line,
    PerformanceLevel,
    Period,
    Rubric,
    RubricRef,
    RubricText,
    Signer,
)
from skillcert.rubrics import digest_of
from skillcert.rules import Standing
from skillcert.texts import Words

__all__ = ["compose", "is_chosen"]

_AT_WORK = {EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING}


def compose(  # noqa: PLR0913 - what a paper is made of, the last two by name
    record: EvidenceRecord,
    rubric: Rubric,
    standings: Sequence[Standing],
    words: Words,
    *,
    on: dt.date,
    document: DocumentKind = DocumentKind.CERTIFICATE,
) -> Certificate:
    """Return what the certificate says; its workshop's sections are added by the caller.

    Args:
        record: A record that was checked against *rubric*.
        rubric: The rubric.
        standings: Where the holder stands on the day, as `skillcert.rules.standing_of` gives it.
        words: The library's words in the language of the paper.
        on: The day of issue.
        document: The certificate, or the statement, which shows no skill.

    Raises:
        LanguageError: The rubric is not written in that language.
    """
    text = rubric.text(words.language)
    skills = document is not DocumentKind.STATEMENT
    return Certificate(
        document=document,
        language=words.language,
        name=record.holder.name,
        name_language=record.holder.name_language,
        workshop=record.workshop,
        field=text.field,
        issuer=record.issuer,
        period=_period(record, on) if record.choices.show_period else None,
        date_precision=record.choices.date_precision,
        levels=_levels(record, standings, text) if skills else (),
        own_words=record.choices.own_words,
        own_words_language=record.choices.own_words_language,
        signers=_signers(record, words),
        issued_on=on,
        rubric=RubricRef(id=rubric.id, version=rubric.version, digest=digest_of(rubric)),
    )


def _levels(
    record: EvidenceRecord, standings: Sequence[Standing], text: RubricText
) -> tuple[LevelGroup, ...]:
    groups = []
    for level in reversed(PerformanceLevel):
        lines = tuple(
            _line(standing.criterion, level, text)
            for standing in standings
            if standing.level is level and is_chosen(standing.criterion, record)
        )
        if lines:
            groups.append(LevelGroup(level=level, lines=lines))
    return tuple(groups)


def is_chosen(criterion: Criterion, record: EvidenceRecord) -> bool:
    """Say whether the holder wants *criterion* to be shown."""
    choices = record.choices
    if criterion.opt_in and criterion.id in choices.opt_in:
        return True
    if choices.show is not None:
        return criterion.id in choices.show
    return not criterion.opt_in


def _line(criterion: Criterion, level: PerformanceLevel, text: RubricText) -> CertificateLine:
    words = text.criterion(criterion.id)
    took_part = level is PerformanceLevel.GUIDED
    return CertificateLine(
        criterion=criterion.id,
        text=words.part if took_part else words.does,
        # The detail is a clause with the person as its subject: it does not fit after "taken part".
        detail="" if took_part else words.detail,
        safety_note=criterion.separate_training,
    )


def _period(record: EvidenceRecord, on: dt.date) -> Period | None:
    if record.period is not None:
        return record.period
    days = [e.on for e in record.evidence if e.kind in _AT_WORK and e.on <= on]
    days += [s.on for s in record.sign_offs if s.on <= on]
    return Period(start=min(days), end=max(days)) if days else None


def _signers(record: EvidenceRecord, words: Words) -> tuple[Signer, ...]:
    assessors = {assessor.id: assessor for assessor in record.assessors}
    second = {sign_off.second_assessor for sign_off in record.sign_offs}
    return tuple(
        _signer(assessors[key], words, checked=i > 0 and key in second)
        for i, key in enumerate(record.signers)
    )


def _signer(assessor: Assessor, words: Words, *, checked: bool) -> Signer:
    title = assessor.title or Line(words.role(assessor.role))
    return Signer(name=assessor.name, title=title, checked=checked)
