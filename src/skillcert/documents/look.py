"""How a workshop's documents look: its colour and its sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from skillcert.errors import LayoutError, shorten

if TYPE_CHECKING:
    from skillcert.model import Letterhead, Logo
    from skillcert.plugins import Pictogram

__all__ = ["Look"]

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@attrs.frozen(kw_only=True)
class Look:
    """What a document is drawn with, apart from what it says.

    Attributes:
        accent: The colour of titles and ornament, `#rrggbb`.
        pictogram: The workshop's sign.
        letterhead: The issuer's logo and signatures; None for papers without.

    Raises:
        LayoutError: The accent is no colour.
    """

    accent: str
    pictogram: Pictogram
    letterhead: Letterhead | None = None

    def __attrs_post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.accent):
            raise LayoutError(f"an accent must be a colour as #1f4e5f, not {shorten(self.accent)}")

    def under(self, letterhead: Letterhead | None) -> Look:
        """Return the look under a letterhead, which may have a colour of its own."""
        if letterhead is None:
            return self
        accent = letterhead.accent or self.accent
        return attrs.evolve(self, accent=accent, letterhead=letterhead)

    @property
    def logo(self) -> Logo | None:
        """The issuer's logo, None if there is none."""
        return None if self.letterhead is None else self.letterhead.logo
