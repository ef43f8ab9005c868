"""Criteria as a certificate prints them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from skillcert.compose import compose
from skillcert.model import CertificateLine, Choices, PerformanceLevel, Rubric
from skillcert.rubrics import load_folder
from skillcert.rules import Standing
from skillcert.testing import make_record
from skillcert.texts import words

from .texts import ROOT

DAY = dt.date(2025, 6, 12)
RUBRICS = ROOT / "rubrics" / "skillcert_rubrics"


def rubrics() -> Iterator[tuple[str, Rubric]]:
    """Yield every rubric with the name of its folder, the workshop's key."""
    for folder in sorted({path.parent for path in RUBRICS.glob("*/*.toml")}):
        yield from ((folder.name, rubric) for rubric in load_folder(folder))


def printed_lines(
    rubric: Rubric, level: PerformanceLevel, language: str
) -> tuple[CertificateLine, ...]:
    """Return the lines of a certificate with every criterion of *rubric* at *level*."""
    empty = make_record(rubric, workshop="any", criteria=())
    everything = Choices(show=tuple(criterion.id for criterion in rubric.criteria))
    certificate = compose(
        attrs.evolve(empty, choices=everything),
        rubric,
        [Standing(criterion=criterion, level=level) for criterion in rubric.criteria],
        words(language),
        on=DAY,
    )
    (group,) = certificate.levels
    return group.lines
