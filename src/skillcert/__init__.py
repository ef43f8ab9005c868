"""skillcert: from a workshop's rubric to a printed certificate.

Importing this package is cheap: what is named here is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillcert._loading import when_used
from skillcert._version import __version__

if TYPE_CHECKING:
    from skillcert.errors import SkillcertError
    from skillcert.plugins import Registry
    from skillcert.programme import (
        Batch,
        Clock,
        Desk,
        Draft,
        HandedOver,
        Issued,
        IssueRequest,
        Looked,
        Office,
        Outcome,
        Paper,
        Person,
        Photo,
        Programme,
        Seen,
        Signed,
        SignOffRequest,
        Site,
        ToConfirm,
    )

__all__ = [
    "Batch",
    "Clock",
    "Desk",
    "Draft",
    "HandedOver",
    "IssueRequest",
    "Issued",
    "Looked",
    "Office",
    "Outcome",
    "Paper",
    "Person",
    "Photo",
    "Programme",
    "Registry",
    "Seen",
    "SignOffRequest",
    "Signed",
    "Site",
    "SkillcertError",
    "ToConfirm",
    "__version__",
]

__getattr__, __dir__ = when_used(__name__, ("errors", "plugins", "programme"))
