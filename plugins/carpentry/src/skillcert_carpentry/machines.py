"""The machines that somebody used, as a section of the certificate.

A machine is named only where its skill is shown as independent or beyond: under guidance, somebody
else answers for the machine. The section claims no licence; the safety note beside each skill says
that separate proof of training is needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.model import (
    DocumentKind,
    ItemList,
    Language,
    Line,
    Paragraph,
    PerformanceLevel,
    Prose,
    Section,
    Token,
)
from skillcert.plugins import SectionRequest

__all__ = ["machines"]


@attrs.frozen(kw_only=True)
class _Words:
    """The section's words in one language; `items` names the machine of each criterion."""

    language: Language
    heading: Line
    sentence: Line
    items: dict[Token, Line]


def machines(request: SectionRequest) -> Iterable[Section]:
    """Return the machines used independently, or nothing."""
    if request.document is not DocumentKind.CERTIFICATE:
        return ()
    words = _words(request.language)
    names = tuple(
        name for criterion, name in words.items.items() if _independent(request, criterion)
    )
    if not names:
        return ()
    blocks = (Paragraph(text=Prose(words.sentence)), ItemList(items=names))
    return (Section(heading=words.heading, blocks=blocks),)


def _independent(request: SectionRequest, criterion: str) -> bool:
    level = request.level_of(criterion)
    return level is not None and level.reaches(PerformanceLevel.INDEPENDENT)


@cache
def _words(language: str) -> _Words:
    source = files(__package__) / "texts" / f"{language}.toml"
    return codec.load_toml(_Words, source.read_bytes(), source=source.name)
