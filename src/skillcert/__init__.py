"""skillcert: from a workshop's rubric to a printed certificate.

Importing this package is cheap: what is named here is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from skillcert._version import __version__

if TYPE_CHECKING:
    from skillcert.errors import SkillcertError
    from skillcert.plugins import Registry
    from skillcert.programme import (
        Batch,
        Desk,
        Draft,
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
    "Desk",
    "Draft",
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

_HOMES = {
    **dict.fromkeys(__all__, "skillcert.programme"),
    "Registry": "skillcert.plugins",
    "SkillcertError": "skillcert.errors",
}
_HOMES.pop("__version__")


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
