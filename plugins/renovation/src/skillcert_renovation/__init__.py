"""Two trades in one workshop, two rubrics of equal rank.

`waste_and_street_care` is what Danish "renovation" and Norwegian "renovasjon" mean, `refurbishment`
what English "renovation" means.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from skillcert.model import Section
from skillcert.plugins import SectionRequest, Workshop, hookimpl
from skillcert_renovation.pictogram import RENOVATION
from skillcert_renovation.worked import equipment_and_areas

__all__ = ["skillcert_document_sections", "skillcert_workshops"]

_ACCENT = "#224729"


@hookimpl
def skillcert_workshops() -> Iterable[Workshop]:
    """Return the one workshop of this plugin."""
    return (
        Workshop(
            key="renovation",
            rubrics=files("skillcert_rubrics") / "renovation",
            accent=_ACCENT,
            pictogram=RENOVATION,
        ),
    )


@hookimpl
def skillcert_document_sections(request: SectionRequest) -> Iterable[Section]:
    """Return the equipment used and the areas worked."""
    return equipment_and_areas(request)
