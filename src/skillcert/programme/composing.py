"""What a document says in one language: the rubric's words, and a workshop's own sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import attrs

from skillcert.compose import Source, check_eligible, compose_document, levels_of
from skillcert.errors import PrivacyError, Problem
from skillcert.model import DocumentKind, Language
from skillcert.plugins import Registry, SectionRequest
from skillcert.privacy import check_texts
from skillcert.programme.asked import texts_in
from skillcert.programme.papers import Draft
from skillcert.texts import words

if TYPE_CHECKING:
    from skillcert.model import Certificate, Portfolio

__all__ = ["draft_in"]

_WITH_SECTIONS = {DocumentKind.CERTIFICATE, DocumentKind.STATEMENT, DocumentKind.PORTFOLIO}
"""The documents that a workshop adds its sections to."""


def draft_in(language: Language, source: Source, kind: DocumentKind, registry: Registry) -> Draft:
    """Draft a document in one language.

    Args:
        language: The language.
        source: The record and what goes with it.
        kind: Which document.
        registry: The workshops, which may add sections.

    Raises:
        NotEligibleError: There is nothing to certify yet.
        LanguageError: The rubric or the library does not speak the language.
        PrivacyError: A national identity number stands in a text.
    """
    said = words(language)
    document = compose_document(source, kind, said)
    check_eligible(source, document)
    faults: tuple[Problem, ...] = ()
    if kind in _WITH_SECTIONS:
        request = SectionRequest(
            document=kind,
            language=document.language,
            workshop=source.record.workshop,
            rubric=source.rubric,
            record=source.record,
            levels=levels_of(document, source, said),
            pictures=source.pictures,
        )
        sections, faults = registry.document_sections(request)
        document = attrs.evolve(cast("Certificate | Portfolio", document), sections=sections)
    report = check_texts(texts_in(document))
    if report.refused:
        raise PrivacyError(report.refused)
    return Draft(documents=(document,), warnings=(*report.warnings, *faults))
