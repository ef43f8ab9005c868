"""The carpentry workshop: its skills, its tasks, its sign, its machines and a rule for them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from skillcert.model import Section
from skillcert.plugins import Remark, SectionRequest, SignOffQuestion, Workshop, hookimpl
from skillcert_carpentry.first_day import first_day
from skillcert_carpentry.machines import machines
from skillcert_carpentry.pictogram import CARPENTRY

__all__ = [
    "skillcert_document_sections",
    "skillcert_sign_off_remarks",
    "skillcert_workshops",
]

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


@hookimpl
def skillcert_sign_off_remarks(question: SignOffQuestion) -> Iterable[Remark]:
    """Refuse independence at a machine on the first day."""
    return first_day(question)
