"""The head of papers that are no certificates: sign, title and name at the left, no frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skillcert.documents import style
from skillcert.documents.fonts import SANS, SERIF, SERIF_ITALIC
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.pieces import filled, sign, together, told
from skillcert.documents.scene import Role, RuleItem
from skillcert.documents.typeset import Box, Typesetter, stack
from skillcert.texts import Words

if TYPE_CHECKING:
    from skillcert.model import Document

__all__ = ["masthead"]

_SIGN, _LEFT = 15.0, 20.0
_TITLES = (23.0, 21.0, 19.0, 17.0)
_LOGO = (38.0, 13.0)
"""How wide and how high a logo may be, in millimetres."""


def masthead(document: Document, under: str, words: Words, look: Look, setter: Typesetter) -> Box:
    """Return the head.

    Args:
        document: What is drawn: its kind gives the title and the sentence, and it the name.
        under: What stands under the title.
        words: The words of its language.
        look: What it is drawn with.
        setter: Sets the text.
    """
    logo_width, logo = _logo(look)
    width = style.CONTENT_WIDTH - _LEFT - (logo_width + 4 if logo_width else 0)
    texts = words.document(document.document)
    titles = [
        Span(text=texts.title, style=SERIF, colour=setter.accent, size=size) for size in _TITLES
    ]
    title = next((one for one in titles if setter.width(one) <= width), titles[-1])
    quiet = Span(text=under, style=SANS, colour=style.QUIET, size=8.6)
    text = stack(
        [
            (0, setter.paragraph([title], width, leading=1.15, x=_LEFT, role=Role.TITLE)),
            (0.6, setter.paragraph([quiet], width, leading=1.3, x=_LEFT)),
            (1.8, setter.paragraph(_opening(document, words), width, leading=1.35, x=_LEFT)),
        ]
    )
    shows = told(words.certificate.pictogram, {"field": document.field})
    mark = sign(look.pictogram, _SIGN, setter.accent, 0, shows)
    y = max(text.height, _SIGN, logo.height + 1.0) + 3.2
    rule = RuleItem(x=0, y=y, x2=style.CONTENT_WIDTH, y2=y, weight=0.4, colour=setter.accent)
    beside = logo.at(style.CONTENT_WIDTH - logo_width, 1.0)
    return Box(height=y, items=(*mark.at(0, 1.0), *text.items, *beside, rule))


def _logo(look: Look) -> tuple[float, Box]:
    """Return the width of the issuer's logo, and the logo; nothing if there is none."""
    if look.logo is None:
        return 0.0, Box(height=0)
    # Reading logos is not for papers without one to wait for.
    from skillcert.documents.artwork import logo_box

    return logo_box(look.logo, *_LOGO)


def _opening(document: Document, words: Words) -> list[Span]:
    """Return the sentence, in italics but for what stands in its slots."""
    texts = words.document(document.document)
    name = document.name
    values = {"name": name, "field": together(document.field), "issuer": document.issuer.name}
    return [
        Span(
            text=text,
            style=SERIF if slot else SERIF_ITALIC,
            colour=style.INK,
            size=11.5,
            language=document.name_language if slot and text == name else None,
        )
        for text, slot in filled(texts.opening, values)
    ]
