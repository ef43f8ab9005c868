"""The square of the code, as long as there is no code: it says whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from skillcert.documents import style
from skillcert.documents.fonts import SANS
from skillcert.documents.lines import Span
from skillcert.documents.pieces import sign
from skillcert.documents.scene import Item, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.errors import LayoutError
from skillcert.model import Issuer

if TYPE_CHECKING:
    from skillcert.plugins import Pictogram

__all__ = ["contact", "frame", "reached_at", "unbroken"]

_SIZES = (8.6, 8.0, 7.4, 6.8, 6.2, 5.6)
_SMALLEST = 5.0
_MARGIN, _GAP, _MARK = 3.0, 1.5, 7.0


def reached_at(issuer: Issuer) -> list[str]:
    """Return phone, e-mail and web address of *issuer*, those that there are."""
    return [text for text in (issuer.phone, issuer.email, issuer.web) if text]


def unbroken(line: str, setter: Typesetter, width: float, largest: float) -> Span:
    """Return an address at the largest size at which it stands on one line, else at the smallest.

    A reader cannot tell whether a hyphen at the end of a line belongs to an address.
    """
    span = Span(text=line, style=SANS, colour=style.INK, size=largest, address=True)
    while span.size > _SMALLEST and setter.width(span) > width:
        span = attrs.evolve(span, size=max(span.size - 0.2, _SMALLEST))
    return span


def frame(width: float, height: float) -> ShapeItem:
    """Return the thin frame around a place on the paper."""
    path = f"M0 0H{width}V{height}H0ZM.2 .2V{height - 0.2}H{width - 0.2}V.2Z"
    return ShapeItem(x=0, y=0, scale=1, paths=(path,), colour=style.RULE)


def _text(
    sentences: Sequence[Span], issuer: Issuer, setter: Typesetter, side: float, size: float
) -> Box:
    """Return the sentences and the addresses, at one type size."""
    width = side - 2 * _MARGIN
    parts = [
        (0.8 if i else 0.0, setter.paragraph([how], width, leading=1.3, align=Align.CENTRE))
        for i, how in enumerate(attrs.evolve(one, size=size) for one in sentences)
    ]
    for i, line in enumerate(reached_at(issuer)):
        span = unbroken(line, setter, width, size - 0.6)
        box = setter.paragraph([span], width, leading=1.3, align=Align.CENTRE)
        parts.append((1.3 if i == 0 else 0.3, box))
    return stack(parts)


def contact(
    sentences: Sequence[Span],
    issuer: Issuer,
    pictogram: Pictogram,
    setter: Typesetter,
    side: float = style.CODE_SIDE,
) -> Box:
    """Return the square.

    Args:
        sentences: Whom to ask, in each language.
        issuer: How they are reached.
        pictogram: The workshop's sign.
        setter: Sets the text.
        side: Its side, in millimetres.

    Raises:
        LayoutError: The issuer's name and addresses do not fit into it.
    """
    room, mark = side - 2 * _MARGIN, _MARK
    for size in _SIZES[:-1]:
        text = _text(sentences, issuer, setter, side, size)
        if text.height <= room - mark - _GAP:
            break
    else:
        text = _text(sentences, issuer, setter, side, _SIZES[-1])
    if text.height > room - mark - _GAP:
        mark = 0.0  # the smallest size may have the place of the pictogram too
    if text.height > room:
        raise LayoutError(
            "the issuer's name, phone, e-mail and web address do not fit into the place "
            "where the paper says how to check it",
            hint="Shorten them",
        )
    gap = _GAP if mark else 0.0
    top = (side - mark - gap - text.height) / 2
    items: list[Item] = [frame(side, side)]
    if mark:
        items.extend(sign(pictogram, mark, setter.accent, (side - mark) / 2).at(0, top))
    items.extend(text.at(_MARGIN, top + mark + gap))
    return Box(height=side, items=tuple(items))
