"""What would come of sign-offs: the record as it would be with them, looked at by the rules.

Rules of this module

- The requests of one go are looked at together: what one records, another may rest on.
- A request that comes a second time is in the record already, and is refused no more.
- Whoever decides sees neither name nor note of the person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Protocol

import attrs

from skillcert.errors import RefusedError
from skillcert.model import (
    Assessor,
    Evidence,
    EvidenceRecord,
    Prose,
    Reference,
    Rubric,
    SignOff,
)
from skillcert.plugins import Remark, SignOffQuestion
from skillcert.programme.asking import Looked, Seen, SignOffRequest
from skillcert.refusals import Refusal, RefusalReason, Spoken, refuse
from skillcert.rules import Outlook, evidence_refusals, outlook_of, standing_of

__all__ = ["Books", "evidence_in", "look"]

_R = RefusalReason
_UNNAMED = Reference("unnamed")


class Books(Protocol):
    """What has to be known to look at a request."""

    def rubric(self, workshop: str, rubric: str | None = None) -> Rubric:
        """Return an installed rubric.

        Raises:
            RefusedError: There is none such.
        """

    def bare_record(
        self, person: Reference, workshop: str, rubric: str | None = None
    ) -> EvidenceRecord:
        """Return a person's record without name and notes.

        Raises:
            RefusedError: Nobody has this id, or the person was erased.
        """

    def remarks(self, question: SignOffQuestion) -> tuple[Remark, ...]:
        """Return what the workshop's plugin has to say.

        Raises:
            PluginError: It could not be asked.
        """


def look(
    requests: Sequence[SignOffRequest],
    books: Books,
    *,
    assessor: Assessor,
    today: dt.date,
    known: Collection[Reference] = (),
) -> tuple[Looked, ...]:
    """Say what would come of signing *requests* together, in their order.

    Args:
        requests: The requests, each with an id, as is all that was seen.
        books: What has to be known.
        assessor: Who signs.
        today: The day of signing.
        known: The ids of what is in the chain already.

    Raises:
        PluginError: A workshop's plugin could not be asked.
    """
    looked: dict[int, Looked] = {}
    numbered = sorted(enumerate(requests), key=lambda pair: _list_of(pair[1]))
    for _, group in groupby(numbered, key=lambda pair: _list_of(pair[1])):
        looked |= _Looking(books, assessor, today, frozenset(known)).at(list(group))
    return tuple(looked[i] for i in range(len(requests)))


def _list_of(request: SignOffRequest) -> tuple[str, str, str]:
    return request.person, request.workshop, request.rubric or ""


@attrs.frozen
class _Looking:
    """Looks at the requests of one person in one list of skills."""

    books: Books
    assessor: Assessor
    today: dt.date
    known: frozenset[Reference]

    def at(self, pairs: Sequence[tuple[int, SignOffRequest]]) -> dict[int, Looked]:
        """Return what would come of each request, by its number."""
        first = pairs[0][1]
        try:
            rubric = self.books.rubric(first.workshop, first.rubric)
            record = self.books.bare_record(first.person, first.workshop, rubric.id)
        except RefusedError as error:
            return {i: Looked(request=request, refusals=error.refusals) for i, request in pairs}
        with_all = self._with(record, [request for _, request in pairs])
        return {i: self._one(request, with_all, rubric) for i, request in pairs}

    def _one(self, request: SignOffRequest, record: EvidenceRecord, rubric: Rubric) -> Looked:
        if request.id in self.known:
            return self._again(request, record, rubric)
        refusals = tuple(self._refusals(request, rubric))
        sign_off = self._sign_off(request)
        outlook = Outlook() if refusals else outlook_of(rubric, record, sign_off, on=self.today)
        refusals += outlook.refusals
        if refusals:
            return Looked(request=request, refusals=refusals, waits=outlook.waits)
        question = SignOffQuestion(
            workshop=request.workshop,
            rubric=rubric,
            record=record,
            sign_off=sign_off,
            on=self.today,
        )
        remarks = self.books.remarks(question)
        return Looked(
            request=request,
            refusals=tuple(_refused_by(remark) for remark in remarks if remark.refuses),
            waits=outlook.waits,
            remarks=tuple(remark for remark in remarks if not remark.refuses),
            level=outlook.level,
        )

    def _refusals(self, request: SignOffRequest, rubric: Rubric) -> Iterator[Refusal]:
        if request.version not in {None, rubric.version}:
            yield refuse(
                _R.OTHER_RUBRIC_VERSION,
                criterion=request.criterion,
                found=str(request.version),
            )
        for seen in request.seen:
            if seen.id not in self.known:
                evidence = evidence_in(seen, self.assessor, self.today)
                yield from evidence_refusals(rubric, evidence, request.person, today=self.today)

    def _again(self, request: SignOffRequest, record: EvidenceRecord, rubric: Rubric) -> Looked:
        """Say what came of a request that was signed before."""
        for one in standing_of(rubric, record, on=self.today):
            if one.criterion.id == request.criterion:
                waits = tuple(m for m in one.missing if m.level is request.level)
                return Looked(request=request, waits=waits, level=one.level)
        return Looked(request=request)

    def _with(self, record: EvidenceRecord, requests: Sequence[SignOffRequest]) -> EvidenceRecord:
        """Return the record with all that is to be signed in it."""
        seen = [
            evidence_in(one, self.assessor, self.today)
            for request in requests
            for one in request.seen
            if one.id not in self.known
        ]
        signed = [self._sign_off(one) for one in requests if one.id not in self.known]
        listed = {one.id for one in record.assessors}
        others = () if self.assessor.id in listed else (self.assessor,)
        return attrs.evolve(
            record,
            assessors=(*record.assessors, *others),
            evidence=(*record.evidence, *seen),
            sign_offs=(*record.sign_offs, *signed),
        )

    def _sign_off(self, request: SignOffRequest) -> SignOff:
        cited = (*request.evidence, *(seen.id or _UNNAMED for seen in request.seen))
        return SignOff(
            id=request.id or _UNNAMED,
            criterion=request.criterion,
            level=request.level,
            on=request.on or self.today,
            assessor=self.assessor.id,
            evidence=tuple(dict.fromkeys(cited)),
            corrects=request.corrects,
        )


def _refused_by(remark: Remark) -> Refusal:
    return refuse(_R.WORKSHOP_RULE, text=Spoken(remark.text.entries))


def evidence_in(seen: Seen, assessor: Assessor, today: dt.date) -> Evidence:
    """Return what was seen as the evidence that it will be, without its pictures."""
    return Evidence(
        id=seen.id or _UNNAMED,
        kind=seen.kind,
        on=seen.on or today,
        task=seen.task,
        criterion=seen.criterion,
        product=seen.product,
        seen_by=assessor.id,
        note=Prose(seen.note),
    )
