"""Signing off a skill, within an open step."""

from __future__ import annotations

from collections.abc import Mapping

from skillcert.errors import RefusedError
from skillcert.ledger.pictures import KeptPicture
from skillcert.model import Assessor, Language, Reference, Rubric, RubricChoice, SkillSigned
from skillcert.programme.asking import Looked, Signed, SignOffRequest
from skillcert.programme.recording import record
from skillcert.programme.step import Step
from skillcert.refusals import RefusalReason, refuse
from skillcert.rubrics import digest_of, meaning_of

__all__ = ["Pictures", "sign_one"]

Pictures = Mapping[Reference | None, tuple[KeptPicture, ...]]
"""The photographs of what was seen, by its id."""


def sign_one(
    done: Step, one: Looked, assessor: Assessor, pictures: Pictures, *, language: Language
) -> Signed:
    """Record what was seen and sign what was looked at; what is there already is not said again.

    Args:
        done: The step.
        one: What is signed; nothing refuses it.
        assessor: Who signs.
        pictures: The photographs of what was seen.
        language: The language in which the skill was read, where the rubric is written in it.

    Raises:
        RefusedError: Something else has one of the ids, or it cannot be recorded.
    """
    request = one.request
    rubric = done.site.rubric(request.workshop, request.rubric)
    seen = tuple(
        record(done, assessor, request.person, request.workshop, rubric, each, pictures[each.id])
        for each in request.seen
    )
    signed = _signed(done, request, rubric, seen, language)
    entry = done.known(request.id)
    if entry is None:
        entry = done.say(request.id, skill_signed=signed)
    elif not _is_the_same(entry.event.skill_signed, signed, request):
        raise RefusedError([refuse(RefusalReason.ID_TAKEN, id=entry.event.id)])
    return Signed(sign_off=entry.event.id, seq=entry.seq, seen=seen, looked=one)


def _signed(
    done: Step,
    request: SignOffRequest,
    rubric: Rubric,
    seen: tuple[Reference, ...],
    language: Language,
) -> SkillSigned:
    read_in = language if language in rubric.languages else rubric.languages[0]
    return SkillSigned(
        person=request.person,
        workshop=request.workshop,
        rubric=RubricChoice(id=rubric.id, version=rubric.version, digest=digest_of(rubric)),
        criterion=request.criterion,
        meaning=meaning_of(rubric, request.criterion, read_in),
        level=request.level,
        on=request.on or done.today,
        evidence=tuple(dict.fromkeys((*request.evidence, *seen))),
        corrects=request.corrects,
    )


def _is_the_same(said: SkillSigned | None, again: SkillSigned, request: SignOffRequest) -> bool:
    """Say whether a request that comes again asks for what it asked for before."""
    return said is not None and (
        (said.person, said.workshop, said.rubric.id, said.criterion)
        == (again.person, again.workshop, again.rubric.id, again.criterion)
        and (said.level, said.evidence, said.corrects)
        == (again.level, again.evidence, again.corrects)
        and request.on in {None, said.on}
    )
