"""The code that a telephone reads, drawn as squares of one fixed size.

Rules of this module

- A module is five dots of a printer with 300 dots an inch: 0.423 mm. It is never made smaller to
  fit, since a code that is scaled to other dots is one that some telephone cannot read.
- Error correction is level M, so that a fold or a stain does not matter. The quiet zone of four
  modules belongs to the code (ISO/IEC 18004, sections 5.3.8 and 6.5.1).
- Digits are packed as digits: what stands before them is a segment of bytes.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from skillcert.documents import style
from skillcert.documents.qrcode import qr_rows
from skillcert.documents.scene import CodeItem, Element, Role
from skillcert.documents.typeset import Box
from skillcert.errors import LayoutError

__all__ = ["MODULE", "QUIET_ZONE", "code_box", "place_of"]

MODULE = 5 * 25.4 / 300
"""The side of one module, in millimetres."""

QUIET_ZONE = 4
"""How many modules around a code stay white."""
MOST_VERSION = 23
"""The largest QR code that has a place on the papers: 117 modules or 49.5 mm, quiet zone included,
which is what 779 bytes take as digits behind an address."""


def place_of(code: str) -> str:
    """Return the address that *code* leads to, as it is printed; empty if it leads nowhere."""
    address, _, _ = code.partition("#")
    if not address.startswith("https://"):
        return ""
    # The last part names the version of the code and leads to the same page.
    return address.removeprefix("https://").removesuffix("/v1")


@lru_cache(maxsize=16)  # a sheet of cards shows the same one ten times
def _modules(code: str) -> tuple[str, ...]:
    """Return the rows of the QR code of *code*, without its quiet zone."""
    rows = qr_rows(code, largest=MOST_VERSION)
    if rows is None:
        raise _too_large(code)
    return rows


def _too_large(code: str) -> LayoutError:
    return LayoutError(
        f"a code of {len(code)} characters has no place on the paper, where a QR code of version "
        f"{MOST_VERSION} fits, {ceil((17 + 4 * MOST_VERSION + 2 * QUIET_ZONE) * MODULE)} mm wide",
        hint="Say less in the code",
    )


def code_box(code: str, alt: str) -> tuple[float, Box]:
    """Return the width of a code, its quiet zone included, and the code.

    Args:
        code: What it says.
        alt: What is said in its place to those who do not see it.

    Raises:
        LayoutError: It is empty, or too long to be drawn at its size.
    """
    if not code:
        raise LayoutError("the code is empty", hint="Leave it out, or give what it should say")
    rows = _modules(code)
    side = (len(rows) + 2 * QUIET_ZONE) * MODULE
    item = CodeItem(
        x=QUIET_ZONE * MODULE,
        y=QUIET_ZONE * MODULE,
        module=MODULE,
        rows=rows,
        colour=style.BLACK,
        element=Element(role=Role.FIGURE, alt=alt),
    )
    return side, Box(height=side, items=(item,))
