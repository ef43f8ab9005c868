"""What a pocket card can say: the certificate without dates, sections and details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from skillcert.compose.certificate import compose
from skillcert.model import Card, EvidenceRecord, Rubric
from skillcert.rules import Standing
from skillcert.texts import Words

__all__ = ["compose_card"]


def compose_card(
    record: EvidenceRecord,
    rubric: Rubric,
    standings: Sequence[Standing],
    words: Words,
    *,
    on: dt.date,
) -> Card:
    """Return what the pocket card says, with every skill of the certificate.

    Args:
        record: A record that was checked against *rubric*.
        rubric: The rubric.
        standings: Where the holder stands on the day.
        words: The library's words in the language of the card.
        on: The day of issue.

    Raises:
        LanguageError: The rubric is not written in that language.
    """
    whole = compose(record, rubric, standings, words, on=on)
    return Card(
        language=whole.language,
        name=whole.name,
        name_language=whole.name_language,
        workshop=whole.workshop,
        field=whole.field,
        issuer=whole.issuer,
        levels=tuple(
            attrs.evolve(group, lines=tuple(attrs.evolve(line, detail="") for line in group.lines))
            for group in whole.levels
        ),
        issued_on=whole.issued_on,
        rubric=whole.rubric,
    )
