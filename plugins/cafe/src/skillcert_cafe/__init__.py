"""The café: its skills, its tasks, its sign, and the routines of its kitchen."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from skillcert.model import Section
from skillcert.plugins import SectionRequest, Workshop, hookimpl
from skillcert_cafe.pictogram import CAFE
from skillcert_cafe.routines import routines

__all__ = ["skillcert_document_sections", "skillcert_workshops"]

_ACCENT = "#611c2c"


@hookimpl
def skillcert_workshops() -> Iterable[Workshop]:
    """Return the one workshop of this plugin."""
    return (
        Workshop(
            key="cafe",
            rubrics=files("skillcert_rubrics") / "cafe",
            accent=_ACCENT,
            pictogram=CAFE,
        ),
    )


@hookimpl
def skillcert_document_sections(request: SectionRequest) -> Iterable[Section]:
    """Return the routines of food safety and allergens that the holder uses."""
    return routines(request)
