"""Criteria as a certificate prints them."""

from __future__ import annotations

import datetime as dt
from functools import cache

import attrs
import pytest

from skillcert.compose import compose
from skillcert.model import CertificateLine, Choices, PerformanceLevel, Rubric
from skillcert.rubrics import load_folder
from skillcert.rules import Standing
from skillcert.testing import make_record
from skillcert.texts import words

from .texts import ROOT

DAY = dt.date(2025, 6, 12)
RUBRICS = ROOT / "rubrics" / "skillcert_rubrics"


# Every rubric's key with its workshop's, by the names of the structure files.
WORKSHOPS = {
    path.stem: path.parent.name for path in sorted(RUBRICS.glob("*/*.toml")) if "." not in path.stem
}

each_rubric = pytest.mark.parametrize("rubric", sorted(WORKSHOPS), indirect=True)
"""Run a test for every rubric, see the fixture `rubric`."""


@cache
def rubric_of(key: str) -> Rubric:
    """Return the rubric *key*."""
    return next(one for one in load_folder(RUBRICS / WORKSHOPS[key]) if one.id == key)


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
