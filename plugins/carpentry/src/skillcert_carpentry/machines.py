"""The machines that somebody used, as a section of the certificate.

A machine is named only where its skill is shown as independent or beyond: under guidance, somebody
else answers for the machine. The section claims no licence; the safety note beside each skill says
that separate proof of training is needed.
"""

from __future__ import annotations

from collections.abc import Iterable

from skillcert.model import DocumentKind, PerformanceLevel, Section
from skillcert.plugins import KeyedWords, SectionRequest, read_words, section_by_level

__all__ = ["machines"]


def machines(request: SectionRequest) -> Iterable[Section]:
    """Return the machines used independently, or nothing."""
    if request.document is not DocumentKind.CERTIFICATE:
        return ()
    words = read_words(KeyedWords, __package__, request.language)
    return section_by_level(request, words, least=PerformanceLevel.INDEPENDENT)
