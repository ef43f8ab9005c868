"""The creative workshop: its skills, its tasks, its sign, and the products that were made."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from skillcert.model import Section
from skillcert.plugins import SectionRequest, Workshop, hookimpl
from skillcert_creative.pictogram import CREATIVE
from skillcert_creative.products import products

__all__ = ["skillcert_document_sections", "skillcert_workshops"]

_ACCENT = "#311a57"


@hookimpl
def skillcert_workshops() -> Iterable[Workshop]:
    """Return the one workshop of this plugin."""
    return (
        Workshop(
            key="creative",
            rubrics=files("skillcert_rubrics") / "creative",
            accent=_ACCENT,
            pictogram=CREATIVE,
        ),
    )


@hookimpl
def skillcert_document_sections(request: SectionRequest) -> Iterable[Section]:
    """Return the products that the holder made."""
    return products(request)
