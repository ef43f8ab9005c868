"""What would come of sign-offs: the record as it would be with them, looked at by the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import attrs

from skillcert.errors import RefusedError, SkillcertError
from skillcert.model import (
    Assessor,
    Evidence,
    EvidenceRecord,
    Prose,
    Reference,
    Rubric,
    SignOff,
    Token,
)
from skillcert.programme.asking import Looked, Seen, SignOffRequest
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.rules import evidence_refusals, outlook_of

__all__ = ["evidence_in", "look"]

_R = RefusalReason

Records = Callable[[Reference, Token, str | None], EvidenceRecord]
"""Gives a person's record in one workshop and rubric."""

Rubrics = Callable[[str, str | None], Rubric]
"""Gives an installed rubric by workshop and key."""


def look(
    requests: Sequence[SignOffRequest],
    *,
    assessor: Assessor,
    today: dt.date,
    records: Records,
    rubrics: Rubrics,
) -> tuple[Looked, ...]:
    """Say what would come of signing *requests* together, in their order.

    Args:
        requests: The requests, each with an id, as is all that was seen.
        assessor: Who signs.
        today: The day of signing.
        records: The records as they are.
        rubrics: The rubrics that are installed.
    """
    looked: dict[int, Looked] = {}
    numbered = sorted(enumerate(requests), key=lambda pair: _list_of(pair[1]))
    for _, group in groupby(numbered, key=lambda pair: _list_of(pair[1])):
        pairs = list(group)
        looked |= _in_one_list(pairs, assessor, today, records, rubrics)
    return tuple(looked[i] for i in range(len(requests)))


def _list_of(request: SignOffRequest) -> tuple[str, str, str]:
    return request.person, request.workshop, request.rubric or ""


def _in_one_list(
    pairs: Sequence[tuple[int, SignOffRequest]],
    assessor: Assessor,
    today: dt.date,
    records: Records,
    rubrics: Rubrics,
) -> dict[int, Looked]:
    """Look at the requests of one person in one list of skills."""
    first = pairs[0][1]
    try:
        rubric = rubrics(first.workshop, first.rubric)
        record = records(first.person, first.workshop, first.rubric)
    except RefusedError as error:
        return {i: Looked(request=request, refusals=error.refusals) for i, request in pairs}
    except SkillcertError:
        unknown = refuse(_R.UNKNOWN_WORKSHOP, workshop=first.workshop)
        return {i: Looked(request=request, refusals=(unknown,)) for i, request in pairs}
    with_all = _with(record, [request for _, request in pairs], assessor, today)
    return {i: _one(request, with_all, rubric, assessor, today) for i, request in pairs}


def _one(
    request: SignOffRequest,
    with_all: EvidenceRecord,
    rubric: Rubric,
    assessor: Assessor,
    today: dt.date,
) -> Looked:
    refusals: list[Refusal] = []
    for seen in request.seen:
        evidence = evidence_in(seen, assessor, today)
        refusals += evidence_refusals(rubric, evidence, request.person, today=today)
    if refusals:
        return Looked(request=request, refusals=tuple(refusals))
    outlook = outlook_of(rubric, with_all, _sign_off(request, assessor, today), on=today)
    return Looked(
        request=request,
        refusals=outlook.refusals,
        waits=outlook.waits,
        level=outlook.level,
    )


def _with(
    record: EvidenceRecord,
    requests: Sequence[SignOffRequest],
    assessor: Assessor,
    today: dt.date,
) -> EvidenceRecord:
    """Return the record with all that is to be signed in it."""
    seen = [evidence_in(one, assessor, today) for request in requests for one in request.seen]
    signed = [_sign_off(request, assessor, today) for request in requests]
    known = {one.id for one in record.assessors}
    return attrs.evolve(
        record,
        assessors=record.assessors if assessor.id in known else (*record.assessors, assessor),
        evidence=(*record.evidence, *seen),
        sign_offs=(*record.sign_offs, *signed),
    )


def evidence_in(
    seen: Seen, assessor: Assessor, today: dt.date, event_id: Reference | None = None
) -> Evidence:
    """Return what was seen as the evidence that it will be."""
    return Evidence(
        id=event_id or seen.id or Reference("unnamed"),
        kind=seen.kind,
        on=seen.on or today,
        task=seen.task,
        criterion=seen.criterion,
        product=seen.product,
        seen_by=assessor.id,
        note=Prose(seen.note),
    )


def _sign_off(request: SignOffRequest, assessor: Assessor, today: dt.date) -> SignOff:
    return SignOff(
        id=request.id or Reference("unnamed"),
        criterion=request.criterion,
        level=request.level,
        on=request.on or today,
        assessor=assessor.id,
        evidence=(*request.evidence, *_ids(request)),
        corrects=request.corrects,
    )


def _ids(request: SignOffRequest) -> Iterator[Reference]:
    yield from (seen.id or Reference("unnamed") for seen in request.seen)
