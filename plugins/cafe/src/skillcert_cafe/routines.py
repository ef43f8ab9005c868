"""The routines of food safety and allergens that somebody used, as a section of the certificate.

What the law asks of food hygiene is told as routines that were used at work, and never as a
certificate of training. Who was only shown a routine has not used it.
"""

from __future__ import annotations

from collections.abc import Iterable

from skillcert.model import DocumentKind, PerformanceLevel, Section
from skillcert.plugins import KeyedWords, SectionRequest, read_words, section_by_level

__all__ = ["routines"]


def routines(request: SectionRequest) -> Iterable[Section]:
    """Return the routines that stand behind the skills on the certificate, or nothing."""
    if request.document is not DocumentKind.CERTIFICATE:
        return ()
    words = read_words(KeyedWords, __package__, request.language)
    return section_by_level(request, words, least=PerformanceLevel.SOME_HELP)
