"""Records to try a plugin with, made by a rubric's own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from skillcert.attachments import by_digest, checked_pictures
from skillcert.compose import compose
from skillcert.errors import Problem, RecordError
from skillcert.model import (
    Assessor,
    Choices,
    Criterion,
    Digest,
    DocumentKind,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Holder,
    Issuer,
    Line,
    Name,
    PerformanceLevel,
    Prose,
    Reference,
    Rubric,
    RubricChoice,
    SignOff,
    Token,
)
from skillcert.plugins import SectionRequest, SignOffQuestion
from skillcert.rubrics import digest_of
from skillcert.rules import standing_of
from skillcert.texts import words

__all__ = ["FIRST_ASSESSOR", "make_question", "make_record", "make_request"]

FIRST_ASSESSOR = Reference("a1")
"""The id of the assessor who saw and signed everything in a made record."""

_SECOND_ASSESSOR = Reference("a2")
_TODAY = dt.date(2025, 6, 12)


def make_record(  # noqa: PLR0913 - what a test wants to vary, each by name and with a default
    rubric: Rubric,
    *,
    workshop: str,
    level: PerformanceLevel = PerformanceLevel.INDEPENDENT,
    criteria: Iterable[str] | Mapping[str, PerformanceLevel] | None = None,
    name: str = "Alex Berg",
    on: dt.date = _TODAY,
) -> EvidenceRecord:
    """Return a record in which criteria are achieved at a level, by the rubric's own rules.

    For each criterion there are as many occasions on as many days as it asks for, evidence of
    separate training and a second assessor where it asks for them, and an occasion of guiding a
    colleague for `guides_others`. What must come first is signed off before, at the level that is
    needed or the one asked for, whichever is higher.

    Args:
        rubric: The rubric.
        workshop: The workshop's key.
        level: The level of every criterion that is not given one of its own.
        criteria: The criteria's keys, or each key with its level; None for all. A criterion that
            is shown only if the holder asks for it is shown if it is named here. With no key at
            all the record is empty.
        name: The holder's name.
        on: The day of the last sign-offs.

    Raises:
        RecordError: The rubric has no such criterion.
    """
    named = () if criteria is None else tuple(criteria)
    levels = _levels(rubric, _asked(rubric, criteria, level))
    signed = _signing_days(rubric, levels, on)
    chosen = [criterion for criterion in rubric.criteria if criterion.id in levels]
    evidence = {c.id: tuple(_evidence(c, levels[c.id], signed[c.id])) for c in chosen}
    everything = [one for found in evidence.values() for one in found]
    return EvidenceRecord(
        format=Line("skillcert-record/1"),
        workshop=Token(workshop),
        rubric=RubricChoice(id=rubric.id, version=rubric.version, digest=Digest(digest_of(rubric))),
        holder=Holder(id=Reference("p1"), name=Name(name)),
        issuer=Issuer(name=Name("The Yard Workshops"), place=Line("Oslo")),
        assessors=(
            Assessor(id=FIRST_ASSESSOR, name=Name("Robin Lind")),
            Assessor(id=_SECOND_ASSESSOR, name=Name("Sam Dahl")),
        ),
        signers=(FIRST_ASSESSOR,),
        evidence=tuple(sorted(everything, key=lambda one: (one.on, one.id))),
        sign_offs=tuple(_sign_off(c, levels[c.id], signed[c.id], evidence[c.id]) for c in chosen),
        choices=Choices(opt_in=tuple(c.id for c in chosen if c.opt_in and c.id in named)),
    )


def make_request(  # noqa: PLR0913 - as with make_record
    rubric: Rubric,
    record: EvidenceRecord,
    *,
    language: str = "en",
    document: DocumentKind = DocumentKind.CERTIFICATE,
    on: dt.date = _TODAY,
    pictures: Iterable[bytes] = (),
) -> SectionRequest:
    """Return what a plugin is told when a document of *record* asks for its sections.

    Args:
        rubric: The rubric of the record.
        record: The record, for example one of `make_record`.
        language: The document's language.
        document: The document.
        on: The day of issue.
        pictures: The files of attachments that are there.

    Raises:
        LanguageError: The rubric or the library does not speak *language*.
    """
    standings = standing_of(rubric, record, on=on)
    certificate = compose(record, rubric, standings, words(language), on=on, document=document)
    return SectionRequest(
        document=document,
        language=certificate.language,
        workshop=record.workshop,
        rubric=rubric,
        record=record,
        levels=certificate.levels,
        pictures=checked_pictures(by_digest(pictures)),
    )


def make_question(
    rubric: Rubric, record: EvidenceRecord, criterion: str, *, on: dt.date = _TODAY
) -> SignOffQuestion:
    """Return what a plugin is told when a skill of *record* is about to be signed off.

    Args:
        rubric: The rubric of the record.
        record: The record, for example one of `make_record`; names and notes are taken out of it.
        criterion: The skill; its newest sign-off is the one that is asked about.
        on: The day on which it is asked.

    Raises:
        RecordError: The skill is not signed in the record.
    """
    signed = [one for one in record.sign_offs if one.criterion == criterion]
    if not signed:
        what = f"the record has no sign-off of {criterion!r}"
        raise RecordError([Problem(what=what)], what="the question cannot be made")
    return SignOffQuestion(
        workshop=record.workshop,
        rubric=rubric,
        record=_bare(record),
        sign_off=max(signed, key=lambda one: one.on),
        on=on,
    )


def _bare(record: EvidenceRecord) -> EvidenceRecord:
    """Return *record* as a plugin sees it at a sign-off: nobody is named, nothing is noted."""
    return attrs.evolve(
        record,
        holder=Holder(id=record.holder.id, name=Name("–")),
        evidence=tuple(
            attrs.evolve(one, note=Prose(""))
            for one in record.evidence
            if one.kind is not EvidenceKind.FIRST_CONVERSATION
        ),
    )


def _asked(
    rubric: Rubric,
    criteria: Iterable[str] | Mapping[str, PerformanceLevel] | None,
    level: PerformanceLevel,
) -> Mapping[str, PerformanceLevel]:
    if isinstance(criteria, Mapping):
        return criteria
    if criteria is None:
        return {criterion.id: level for criterion in rubric.criteria}
    return dict.fromkeys(criteria, level)


def _levels(rubric: Rubric, asked: Mapping[str, PerformanceLevel]) -> dict[str, PerformanceLevel]:
    """Return at which level each criterion must be signed, with all that comes first."""
    levels: dict[str, PerformanceLevel] = {}

    def need(key: str, least: PerformanceLevel) -> None:
        criterion = _criterion(rubric, key)
        if key not in levels or not levels[key].reaches(least):
            levels[key] = least
            for first in criterion.requires:
                need(first.criterion, first.level)

    for key, level in asked.items():
        need(key, level)
    return levels


def _criterion(rubric: Rubric, key: str) -> Criterion:
    criterion = rubric.criterion(key)
    if criterion is None:
        what = f"the rubric {rubric.id!r} has no criterion {key!r}"
        raise RecordError([Problem(what=what)], what="the record cannot be made")
    return criterion


def _signing_days(rubric: Rubric, levels: Iterable[str], on: dt.date) -> dict[str, dt.date]:
    """Return when each criterion is signed: as late as what builds on it allows."""
    signed: dict[str, dt.date] = {}

    def sign(key: str, day: dt.date) -> None:
        if signed.get(key, dt.date.max) <= day:
            return
        signed[key] = day
        criterion = _criterion(rubric, key)
        # Nobody begins with a task before what must come first is signed.
        before = day - dt.timedelta(days=criterion.evidence.days)
        for first in criterion.requires:
            sign(first.criterion, before)

    for key in levels:
        sign(key, on)
    return signed


def _evidence(criterion: Criterion, level: PerformanceLevel, signed: dt.date) -> Iterator[Evidence]:
    rule = criterion.evidence
    first = signed - dt.timedelta(days=rule.days - 1)
    for i in range(rule.occasions):
        yield Evidence(
            id=Reference(f"{criterion.id}-{i + 1}"),
            on=first + dt.timedelta(days=i % rule.days),
            task=criterion.tasks[i % len(criterion.tasks)],
            seen_by=FIRST_ASSESSOR,
        )
    if level is PerformanceLevel.GUIDES_OTHERS:
        yield Evidence(
            id=Reference(f"{criterion.id}-guiding"),
            kind=EvidenceKind.GUIDING,
            on=signed,
            task=criterion.tasks[0],
            seen_by=FIRST_ASSESSOR,
        )
    if criterion.separate_training and level.reaches(PerformanceLevel.INDEPENDENT):
        yield Evidence(
            id=Reference(f"{criterion.id}-course"),
            kind=EvidenceKind.OUTSIDE_COURSE,
            on=first,
            criterion=criterion.id,
            seen_by=FIRST_ASSESSOR,
        )


def _sign_off(
    criterion: Criterion, level: PerformanceLevel, on: dt.date, evidence: Iterable[Evidence]
) -> SignOff:
    return SignOff(
        id=Reference(f"{criterion.id}-signed"),
        criterion=criterion.id,
        level=level,
        on=on,
        assessor=FIRST_ASSESSOR,
        second_assessor=_SECOND_ASSESSOR if criterion.second_assessor else None,
        evidence=tuple(one.id for one in evidence),
    )
