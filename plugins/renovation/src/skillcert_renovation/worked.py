"""The equipment used and the areas worked, as a section of the certificate.

An entry is a criterion or a task. A criterion counts where the document shows it. A task counts
where the record has seen it done and the document shows a skill that it belongs to: so what the
holder chose not to show does not come back through this section.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from skillcert.model import (
    DocumentKind,
    ItemList,
    Language,
    Line,
    Paragraph,
    Prose,
    Section,
    Token,
)
from skillcert.plugins import SectionRequest, read_words

__all__ = ["equipment_and_areas"]


@attrs.frozen(kw_only=True)
class _Words:
    """The section's words in one language, by criterion or task."""

    language: Language
    heading: Line
    sentence: Line
    equipment: dict[Token, Line]
    areas: dict[Token, Line]


def equipment_and_areas(request: SectionRequest) -> Iterable[Section]:
    """Return what was used and where the work was done, or nothing."""
    if request.document is not DocumentKind.CERTIFICATE:
        return ()
    words = read_words(_Words, __package__, f"{request.rubric.id}.{request.language}")
    counted = _counted(request)
    lists = [_named(entries, counted) for entries in (words.equipment, words.areas)]
    blocks = tuple(ItemList(items=names) for names in lists if names)
    if not blocks:
        return ()
    sentence = Paragraph(text=Prose(words.sentence))
    return (Section(heading=words.heading, blocks=(sentence, *blocks)),)


def _counted(request: SectionRequest) -> frozenset[str]:
    """Return the criteria that are shown, and their tasks that were seen."""
    shown = [c for c in request.rubric.criteria if request.shows(c.id)]
    tasks = {task for criterion in shown for task in criterion.tasks}
    seen = {evidence.task for evidence in request.record.evidence if evidence.task in tasks}
    return frozenset({criterion.id for criterion in shown} | {task for task in seen if task})


def _named(entries: Mapping[Token, Line], counted: Collection[str]) -> tuple[Line, ...]:
    return tuple(name for key, name in entries.items() if key in counted)
