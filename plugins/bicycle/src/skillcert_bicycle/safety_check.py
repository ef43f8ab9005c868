"""The safety check list as a section of the certificate.

It tells an employer which standard "checks a bicycle" was measured by. So it stands only where the
holder's certificate shows a skill that is measured by it.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from skillcert.model import DocumentKind, Language, Line, Section
from skillcert.plugins import SectionRequest, list_section, read_words

__all__ = ["CHECKED_BY_LIST", "safety_check"]

CHECKED_BY_LIST = frozenset({"safety_check", "release_check"})
"""The criteria that are measured by the list."""


@attrs.frozen(kw_only=True)
class _Words:
    """The list in one language."""

    language: Language
    heading: Line
    sentence: Line
    items: tuple[Line, ...]


def safety_check(request: SectionRequest) -> Iterable[Section]:
    """Return the list in the document's language, or nothing."""
    if request.document is not DocumentKind.CERTIFICATE:
        return ()
    if not any(request.shows(criterion) for criterion in CHECKED_BY_LIST):
        return ()
    words = read_words(_Words, __package__, request.language)
    return list_section(words.heading, words.sentence, words.items)
