"""Which document is composed of what."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, cast

import attrs

from skillcert.compose.certificate import compose
from skillcert.model import (
    DocumentKind,
    EvidenceRecord,
    LevelGroup,
    Rubric,
    Sha256,
)
from skillcert.rules import Standing, Suggestion, next_tasks, standing_of
from skillcert.texts import Words

if TYPE_CHECKING:
    from skillcert.model import Card, Certificate, Document

__all__ = ["Source", "compose_document", "levels_of"]


@attrs.frozen(kw_only=True)
class Source:
    """What every document is composed of.

    Attributes:
        record: A record that was checked against `rubric`.
        rubric: The rubric.
        standings: Where the holder stands on the day.
        pictures: Pairs of digest and bytes: the files of attachments that are there.
        on: The day of issue.
    """

    record: EvidenceRecord
    rubric: Rubric
    standings: tuple[Standing, ...]
    pictures: tuple[tuple[Sha256, bytes], ...] = attrs.field(default=(), repr=False)
    on: dt.date

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The tasks that fit next; worked out only for who asks."""
        return next_tasks(self.rubric, self.record, on=self.on)

    @classmethod
    def of(
        cls,
        record: EvidenceRecord,
        rubric: Rubric,
        *,
        on: dt.date,
        pictures: tuple[tuple[Sha256, bytes], ...] = (),
    ) -> Source:
        """Return what the documents of *record* are composed of on the day *on*.

        Args:
            record: A record that was checked against *rubric*.
            rubric: The rubric.
            on: The day of issue.
            pictures: The files of attachments, checked against their digests.
        """
        return cls(
            record=record,
            rubric=rubric,
            standings=standing_of(rubric, record, on=on),
            pictures=pictures,
            on=on,
        )


def compose_document(source: Source, kind: DocumentKind, words: Words) -> Document:
    """Return what the document of *kind* says; its workshop's sections are added by the caller.

    Args:
        source: What it is composed of.
        kind: Which document.
        words: The library's words in the language of the paper.

    Raises:
        LanguageError: The rubric is not written in that language.
    """
    # Each kind of document is loaded when it is first asked for.
    if kind is DocumentKind.CARD:
        from skillcert.compose.card import compose_card

        return compose_card(source.record, source.rubric, source.standings, words, on=source.on)
    if kind is DocumentKind.PORTFOLIO:
        from skillcert.compose.portfolio import compose_portfolio

        return compose_portfolio(
            source.record,
            source.rubric,
            source.standings,
            words,
            on=source.on,
            pictures=dict(source.pictures),
        )
    if kind is DocumentKind.PROGRESS:
        from skillcert.compose.progress import compose_progress

        return compose_progress(
            source.record,
            source.rubric,
            source.standings,
            words,
            on=source.on,
            suggestions=source.suggestions,
        )
    return compose(
        source.record, source.rubric, source.standings, words, on=source.on, document=kind
    )


def levels_of(document: Document, source: Source, words: Words) -> tuple[LevelGroup, ...]:
    """Return the skills that a document shows, by level, as a workshop's sections are told of them.

    Args:
        document: The document.
        source: What it was composed of.
        words: The library's words in its language.
    """
    if document.document not in {DocumentKind.PORTFOLIO, DocumentKind.PROGRESS}:
        return cast("Certificate | Card", document).levels
    return compose(source.record, source.rubric, source.standings, words, on=source.on).levels
