"""How a workshop's documents look: its colour and its sign."""

from __future__ import annotations

import re

import attrs

from skillcert.errors import LayoutError, shorten
from skillcert.plugins.spec import Pictogram

__all__ = ["Look"]

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@attrs.frozen(kw_only=True)
class Look:
    """What a document is drawn with, apart from what it says.

    Attributes:
        accent: The colour of titles and ornament, `#rrggbb`.
        pictogram: The workshop's sign.

    Raises:
        LayoutError: The accent is no colour.
    """

    accent: str
    pictogram: Pictogram

    def __attrs_post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent):
            raise LayoutError(f"an accent must be a colour as #1f4e5f, not {shorten(self.accent)}")
