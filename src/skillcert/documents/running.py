"""What stands on every page but says nothing new: small heads, page numbers.

A screen reader passes over all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skillcert.documents import style
from skillcert.documents.fonts import SANS, SERIF
from skillcert.documents.lines import Span
from skillcert.documents.pieces import sign, told, told_once
from skillcert.documents.scene import Item, Role, RuleItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.texts import Words

if TYPE_CHECKING:
    from skillcert.model import Document
    from skillcert.plugins import Pictogram

__all__ = ["NUMBER_ROOM", "further_head", "page_number"]

NUMBER_ROOM = 4.0
"""The height that a page number takes from the content, in millimetres."""
_NUMBER_Y = 280.8


def page_number(
    page: int, pages: int, words: Sequence[Words], setter: Typesetter
) -> tuple[Item, ...]:
    """Return the number of a page, in its place at the foot.

    Args:
        page: The number, counted from 1.
        pages: How many pages there are.
        words: The words of the document's language, or of its languages.
        setter: Sets the text.
    """
    values = {"page": str(page), "pages": str(pages)}
    text = told_once(told(one.certificate.page, values) for one in words)
    span = Span(text=text, style=SANS, colour=style.QUIET, size=7.4)
    box = setter.paragraph(
        [span], style.CONTENT_WIDTH, leading=1.2, align=Align.CENTRE, role=Role.ARTIFACT
    )
    return box.at(style.LEFT, _NUMBER_Y)


def further_head(document: Document, title: str, pictogram: Pictogram, setter: Typesetter) -> Box:
    """Return the head that repeats title, name and issuer on further pages.

    Args:
        document: What is drawn.
        title: Its title.
        pictogram: The workshop's sign.
        setter: Sets the text.
    """
    side, gap = 9.0, 4.0
    left = side + gap
    width = style.CONTENT_WIDTH - left
    above = Span(text=title, style=SERIF, colour=setter.accent, size=13)
    name = Span(
        text=document.name,
        style=SERIF,
        colour=style.INK,
        size=11,
        language=document.name_language,
    )
    issuer = Span(text=f" · {document.issuer.name}", style=SANS, colour=style.QUIET, size=8.6)
    text = stack(
        (0, setter.paragraph(spans, width, leading=1.25, role=Role.ARTIFACT, x=left))
        for spans in ([above], [name, issuer])
    )
    mark = sign(pictogram, side, setter.accent, 0).at(0, 0.8)
    y = text.height + 2.2
    rule = RuleItem(x=0, y=y, x2=style.CONTENT_WIDTH, y2=y, weight=0.3, colour=setter.accent)
    return Box(height=y + 5, items=(*mark, *text.items, rule))
