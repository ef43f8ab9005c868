"""The routines of food safety and allergens that somebody used, as a section of the certificate.

What the law asks of food hygiene is told as routines that were used at work, and never as a
certificate of training.
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

__all__ = ["routines"]


@attrs.frozen(kw_only=True)
class _Words:
    """The section's words in one language; `items` names the routine of each criterion."""

    language: Language
    heading: Line
    sentence: Line
    items: dict[Token, Line]


def routines(request: SectionRequest) -> Iterable[Section]:
    """Return the routines that stand behind the skills on the document, or nothing."""
    if request.document is not DocumentKind.CERTIFICATE:
        return ()
    words = _words(request.language)
    names = tuple(name for key, name in words.items.items() if _used(request, key))
    if not names:
        return ()
    blocks = (Paragraph(text=Prose(words.sentence)), ItemList(items=names))
    return (Section(heading=words.heading, blocks=blocks),)


def _used(request: SectionRequest, criterion: str) -> bool:
    """Say whether the routine was used: who was only shown it has not used it."""
    level = request.level_of(criterion)
    return level is not None and level.reaches(PerformanceLevel.SOME_HELP)


@cache
def _words(language: str) -> _Words:
    source = files(__package__) / "texts" / f"{language}.toml"
    return codec.load_toml(_Words, source.read_bytes(), source=source.name)
