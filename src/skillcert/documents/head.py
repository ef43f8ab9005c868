"""The head of a certificate, which a person reads first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from skillcert.documents import style
from skillcert.documents.fonts import SANS, SERIF, SERIF_ITALIC
from skillcert.documents.lines import Span
from skillcert.documents.scene import Element, Role, RuleItem, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.model import Certificate
from skillcert.plugins.spec import Pictogram
from skillcert.texts import Words, period

__all__ = ["filled", "first_head", "sign", "together"]

_NAME_SIZES = (33.0, 30.0, 27.0, 24.0, 22.0, 20.0)
_SHORT_NAME = 32
_SLOT = re.compile(r"\{([a-z_]+)\}")


def filled(template: str, values: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a sentence and whether each came from a slot.

    Args:
        template: A sentence with slots in braces.
        values: What stands in them. It is not looked into for further slots.

    Raises:
        KeyError: The sentence has a slot that is not in *values*.
    """
    for i, part in enumerate(_SLOT.split(template)):
        text = values[part] if i % 2 else part
        if text:
            yield text, bool(i % 2)


def sign(pictogram: Pictogram, side: float, colour: str, x: float, alt: str = "") -> Box:
    """Return the workshop's pictogram.

    Args:
        pictogram: The pictogram.
        side: Its height in millimetres.
        colour: Its colour.
        x: Its left edge.
        alt: What it shows; empty where it is only an ornament, as where it is repeated.
    """
    item = ShapeItem(
        x=x,
        y=0,
        scale=side / pictogram.size,
        paths=pictogram.paths,
        colour=colour,
        element=Element(role=Role.FIGURE, alt=alt) if alt else None,
    )
    return Box(height=side, items=(item,))


def _sentence(parts: Iterator[tuple[str, bool]], size: float) -> list[Span]:
    """Set a sentence in italics and what stands in its slots upright."""
    return [
        Span(text=text, style=SERIF if slot else SERIF_ITALIC, colour=style.INK, size=size)
        for text, slot in parts
    ]


def _name(certificate: Certificate, setter: Typesetter, widest: float, largest: float) -> Box:
    """Set the name as large as it fits on one line; over several lines if none is small enough."""
    spans = [
        Span(
            text=certificate.name,
            style=SERIF,
            colour=style.INK,
            size=size,
            language=certificate.name_language,
        )
        for size in _NAME_SIZES
        if size <= largest
    ]
    chosen = next((span for span in spans if setter.width(span) <= widest), spans[-1])
    return setter.paragraph(
        [chosen],
        style.CONTENT_WIDTH,
        leading=1.28,
        align=Align.CENTRE,
        language=certificate.name_language,
    )


def together(field: str) -> str:
    """Return the words of a field of work so that no line ends in "kafé-" of "kafé- og kjøkken"."""
    return field.replace("- ", "-\u00a0")


def _together(name: str) -> str:
    """Return a short name so that no line ends within it; a long one may be broken."""
    return name.replace(" ", "\u00a0") if len(name) <= _SHORT_NAME else name


def _ornament(colour: str) -> Box:
    """Return a short rule with a lozenge in its middle."""
    middle, half, gap = style.CONTENT_WIDTH / 2, 24.0, 2.6
    rules = tuple(
        RuleItem(x=a, y=0.9, x2=b, y2=0.9, weight=0.3, colour=colour)
        for a, b in ((middle - half, middle - gap), (middle + gap, middle + half))
    )
    lozenge = ShapeItem(
        x=middle - 0.9, y=0, scale=1.8, paths=("M.5 0L1 .5L.5 1L0 .5Z",), colour=colour
    )
    return Box(height=1.8, items=(*rules, lozenge))


def first_head(
    certificate: Certificate,
    words: Words,
    pictogram: Pictogram,
    setter: Typesetter,
    scale: style.Scale,
) -> Box:
    """Return the head of the first page: sign, title, name, field of work, issuer and period.

    Args:
        certificate: What is certified.
        words: The words of its language.
        pictogram: The workshop's sign.
        setter: Sets the text.
        scale: The sizes; its `air` opens or closes the gaps.
    """
    texts, air, width = words.document(certificate.document), scale.air, style.CONTENT_WIDTH

    def centred(spans: list[Span], leading: float = 1.35, role: Role = Role.PARAGRAPH) -> Box:
        return setter.paragraph(spans, width, leading=leading, role=role, align=Align.CENTRE)

    def line(text: str, face: str, size: float, colour: str, role: Role = Role.PARAGRAPH) -> Box:
        span = Span(text=text, style=face, colour=colour, size=size)
        return centred([span], leading=1.3, role=role)

    before, _, after = texts.opening.partition("{name}")
    values = {"field": together(certificate.field), "issuer": _together(certificate.issuer.name)}
    side = 10.0 + 6.0 * min(air, 1.2)
    shows = "".join(text for text, _ in filled(words.certificate.pictogram, values))
    sentence = 10.6 + 1.2 * min(air, 1.0)
    parts = [
        (0.0, sign(pictogram, side, setter.accent, (width - side) / 2, shows)),
        (2.4 * air, line(texts.title, SERIF, 23 + 3 * min(air, 1), setter.accent, Role.TITLE)),
        (0.2, line(texts.subtitle, SANS, 9.6, style.QUIET)),
        (5.6 * air, centred(_sentence(filled(before.strip(), values), sentence))),
        (1.2 * air, _name(certificate, setter, width - 8, 30 if air < 0.7 else 33)),
        (1.2 * air, _ornament(setter.accent)),
        (2.8 * air, centred(_sentence(filled(after.strip(), values), sentence), leading=1.42)),
    ]
    if certificate.period is not None:
        when = period(certificate.period, certificate.date_precision, words)
        parts.append((1.6 * air, line(when, SANS, 9.6, style.INK)))
    return stack(parts)
