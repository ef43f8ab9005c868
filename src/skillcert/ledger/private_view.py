"""What the vault holds on a person, as what a record is made of. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from skillcert.model import (
    Choices,
    Consent,
    Evidence,
    EvidenceKind,
    EvidencePrivate,
    FirstConversation,
    Holder,
    Line,
    Name,
    PersonCard,
    PrivateItem,
    Prose,
    Reason,
    Reference,
    Rubric,
    Sha256,
)

__all__ = ["UNNAMED", "Private", "choices_ref"]

UNNAMED = Name("–")
"""What stands in the place of a name that is not known, or is not to be told."""


def choices_ref(workshop: str, rubric: str) -> Reference:
    """Return what the holder's choices about the papers of one rubric are kept under."""
    return Reference(f"{workshop}:{rubric}")


@attrs.frozen
class Private:
    """What the vault holds on a person; nothing of it is needed to decide what may be signed."""

    _items: Mapping[tuple[type[PrivateItem], Reference], PrivateItem]

    @classmethod
    def of(cls, items: Iterable[tuple[Reference, PrivateItem]] = ()) -> Private:
        """Return it from pairs of what an item is about and the item."""
        return cls({(type(item), ref): item for ref, item in items})

    def holder(self, person: Reference) -> Holder:
        """Return who it is; under a dash where the name is not known, or not to be told."""
        card = self._items.get((PersonCard, person))
        if not isinstance(card, PersonCard):
            return Holder(id=person, name=UNNAMED)
        return Holder(id=person, name=card.name, name_language=card.name_language)

    def choices(self, workshop: str, rubric: Rubric) -> Choices:
        """Return what the person decided about the papers of *rubric*, as far as it is there."""
        found = self._items.get((Choices, choices_ref(workshop, rubric.id)))
        if not isinstance(found, Choices):
            return Choices()
        show = found.show and tuple(key for key in found.show if rubric.criterion(key))
        opt_in = tuple(key for key in found.opt_in if rubric.criterion(key))
        return attrs.evolve(found, show=show, opt_in=opt_in)

    def words(self, evidence: Reference) -> tuple[Prose, Mapping[Sha256, Line], frozenset[Sha256]]:
        """Return the note and the captions of an evidence, and the files that may be printed."""
        said = self._items.get((EvidencePrivate, evidence))
        allowed = self._items.get((Consent, evidence))
        note, captions = Prose(""), {}
        if isinstance(said, EvidencePrivate):
            note, captions = said.note, {one.sha256: one.caption for one in said.captions}
        return note, captions, frozenset(allowed.show if isinstance(allowed, Consent) else ())

    def reason(self, event: Reference) -> Prose:
        """Return why something was taken back, as far as it was told."""
        found = self._items.get((Reason, event))
        return found.text if isinstance(found, Reason) else Prose("")

    def conversations(self, workshop: str, rubric: str) -> Iterator[Evidence]:
        """Yield the first conversations of a rubric as evidence."""
        for (_, ref), item in sorted(self._items.items(), key=lambda pair: pair[0][1]):
            if isinstance(item, FirstConversation) and (item.workshop, item.rubric) == (
                workshop,
                rubric,
            ):
                yield Evidence(
                    id=ref,
                    kind=EvidenceKind.FIRST_CONVERSATION,
                    on=item.on,
                    seen_by=item.seen_by,
                    interests=item.interests,
                    note=item.note,
                )
