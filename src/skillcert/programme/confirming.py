"""What waits for a second pair of eyes."""

from __future__ import annotations

from collections.abc import Iterator

from skillcert.errors import SkillcertError
from skillcert.model import EventKind, Reference, Token
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
    people = {person.id: person for person in site.people()}
    lists = _lists(site)
    for key, person in people.items():
        if key != assessor:
            for workshop, rubric in lists.get(key, ()):
                yield from _of_one(site, person, workshop, rubric, assessor)


def _lists(site: Site) -> dict[Reference, dict[tuple[Token, Token], None]]:
    """Return the lists of skills, by person, in which something was signed that asks for two."""
    found: dict[Reference, dict[tuple[Token, Token], None]] = {}
    asking: dict[tuple[Token, Token, Token], bool] = {}
    for entry in site.ledger.entries_of_kind(site.key, EventKind.SKILL_SIGNED):
        if signed := entry.event.skill_signed:
            skill = (signed.workshop, signed.rubric.id, signed.criterion)
            if skill not in asking:
                asking[skill] = _asks_for_two(site, *skill)
            if asking[skill]:
                found.setdefault(signed.person, {})[signed.workshop, signed.rubric.id] = None
    return found


def _asks_for_two(site: Site, workshop: Token, rubric: Token, criterion: Token) -> bool:
    try:
        found = site.rubric(workshop, rubric).criterion(criterion)
    except SkillcertError:  # the workshop is not installed here any more
        return False
    return found is not None and found.second_assessor


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
