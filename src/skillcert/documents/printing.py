"""How a document is put on paper: what the printer decides, and not what the document says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from skillcert.model import Letterhead

__all__ = ["Printing"]


@attrs.frozen(kw_only=True)
class Printing:
    """The choices of whoever prints.

    Attributes:
        code: What the code on the paper says, as `https://papers.example/v1#1234`; None for a paper
            without one. Certificates, statements and cards bear it.
        letterhead: The issuer's colour, logo and signatures; None for papers without.
        mark: What stands at the head of every page of a paper that is none yet, as "preview".
        side_by_side: Whether two languages stand in two columns, and not one after the other.
            Certificates and statements can have it so.
        single_card: Whether a pocket card is a page of its own size, and not ten on a sheet.
    """

    code: str | None = None
    letterhead: Letterhead | None = None
    mark: str | None = None
    side_by_side: bool = False
    single_card: bool = False
