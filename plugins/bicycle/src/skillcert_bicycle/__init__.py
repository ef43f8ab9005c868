"""The bicycle workshop: its skills, its tasks, its sign, and the safety check that it works to."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from skillcert.model import Section
from skillcert.plugins import SectionRequest, Workshop, hookimpl
from skillcert_bicycle.pictogram import BICYCLE
from skillcert_bicycle.safety_check import safety_check

__all__ = ["skillcert_document_sections", "skillcert_workshops"]

_PETROL = "#1f4e5f"


@hookimpl
def skillcert_workshops() -> Iterable[Workshop]:
    """Return the one workshop of this plugin."""
    return (
        Workshop(
            key="bicycle",
            rubrics=files("skillcert_rubrics") / "bicycle",
            accent=_PETROL,
            pictogram=BICYCLE,
        ),
    )


@hookimpl
def skillcert_document_sections(request: SectionRequest) -> Iterable[Section]:
    """Return the safety check list, where the holder has shown that it was worked to."""
    return safety_check(request)
