"""What waits for a second pair of eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from skillcert.errors import SkillcertError
from skillcert.model import Reference, Token
from skillcert.programme.asking import Person, ToConfirm
from skillcert.programme.site import Site
from skillcert.rules import sign_offs_in_force

__all__ = ["to_confirm"]


def to_confirm(site: Site, assessor: Reference) -> Iterator[ToConfirm]:
    """Yield what another than the one who signed it has to check, and *assessor* may.

    Args:
        site: The site.
        assessor: Who asks.
    """
    skills = set(_asking_for_two(site))
    waiting = site.ledger.unconfirmed(site.key, skills) if skills else {}
    if not waiting:
        return
    for person in site.people():
        if person.id != assessor:
            for workshop, rubric in waiting.get(person.id, ()):
                yield from _of_one(site, person, workshop, rubric, assessor)


def _asking_for_two(site: Site) -> Iterator[tuple[Token, Token, Token]]:
    """Yield workshop, rubric and key of each skill that asks for a second assessor."""
    registry = site.programme.registry
    for workshop in registry.workshops():
        with suppress(SkillcertError):  # nobody can confirm what cannot be read
            for rubric in registry.rubrics(workshop.key):
                for criterion in rubric.criteria:
                    if criterion.second_assessor:
                        yield Token(workshop.key), rubric.id, criterion.id


def _of_one(
    site: Site, person: Person, workshop: Token, rubric: Token, assessor: Reference
) -> Iterator[ToConfirm]:
    record = site.bare_record(person.id, workshop, rubric)
    asked = site.rubric(workshop, rubric)
    names = {one.id: one.name for one in record.assessors}
    for criterion, signed in sign_offs_in_force(record, on=site.today).items():
        found = asked.criterion(criterion)
        for one in signed if found and found.second_assessor else ():
            if one.second_assessor is None and one.assessor != assessor:
                yield ToConfirm(
                    sign_off=one.id,
                    person=person,
                    workshop=workshop,
                    rubric=rubric,
                    criterion=one.criterion,
                    level=one.level,
                    on=one.on,
                    assessor=names[one.assessor],
                )
