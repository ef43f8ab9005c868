"""The carpentry workshop: its skills, its tasks, its sign, and the machines that were used."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from skillcert.model import Section
from skillcert.plugins import SectionRequest, Workshop, hookimpl
from skillcert_carpentry.machines import machines
from skillcert_carpentry.pictogram import CARPENTRY

__all__ = ["skillcert_document_sections", "skillcert_workshops"]

_ACCENT = "#714b26"


@hookimpl
def skillcert_workshops() -> Iterable[Workshop]:
    """Return the one workshop of this plugin."""
    return (
        Workshop(
            key="carpentry",
            rubrics=files("skillcert_rubrics") / "carpentry",
            accent=_ACCENT,
            pictogram=CARPENTRY,
        ),
    )


@hookimpl
def skillcert_document_sections(request: SectionRequest) -> Iterable[Section]:
    """Return the machines that the holder uses independently."""
    return machines(request)
