"""The head of a certificate, which a person reads first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import attrs

from skillcert.documents import style
from skillcert.documents.fonts import SANS, SERIF, SERIF_ITALIC
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.pieces import filled, sign, together, told
from skillcert.documents.scene import Role, RuleItem, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.documents.versions import Version, across
from skillcert.model import DatePrecision, DocumentKind, Language, Period
from skillcert.texts import period, words

if TYPE_CHECKING:
    from skillcert.plugins import Pictogram

__all__ = ["Head", "first_head"]

_NAME_SIZES = (33.0, 30.0, 27.0, 24.0, 22.0, 20.0)
_SHORT_NAME = 32
_LOGO = (64.0, 15.0)
"""How wide and how high a logo may be, in millimetres."""
_ORNAMENT, _SIGN = 1.8, 7.0
"""How high the ornament is, alone and with the workshop's sign in it, in millimetres."""
_LEAST_TITLE = 0.7
"""How small a title becomes in a column, in parts of its size, before it takes a second line."""


def _sentence(parts: Iterator[tuple[str, bool]], size: float) -> list[Span]:
    """Set a sentence in italics and what stands in its slots upright."""
    return [
        Span(text=text, style=SERIF if slot else SERIF_ITALIC, colour=style.INK, size=size)
        for text, slot in parts
    ]


def _name(
    name: str, language: Language | None, widest: float, largest: float, setter: Typesetter
) -> Box:
    """Set the name as large as it fits on one line; over several lines if none is small enough."""
    spans = [
        Span(text=name, style=SERIF, colour=style.INK, size=size, language=language)
        for size in _NAME_SIZES
        if size <= largest
    ]
    chosen = next((span for span in spans if setter.width(span) <= widest), spans[-1])
    return setter.paragraph(
        [chosen],
        style.CONTENT_WIDTH,
        leading=1.28,
        align=Align.CENTRE,
        language=language,
    )


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
    return Box(height=_ORNAMENT, items=(*rules, lozenge))


def _ornament_with_sign(pictogram: Pictogram, colour: str, alt: str) -> Box:
    """Return a short rule with the workshop's sign in its middle."""
    middle, half, side = style.CONTENT_WIDTH / 2, 28.0, _SIGN
    gap = side / 2 + 2.4
    rules = tuple(
        RuleItem(x=a, y=side / 2, x2=b, y2=side / 2, weight=0.3, colour=colour)
        for a, b in ((middle - half, middle - gap), (middle + gap, middle + half))
    )
    mark = sign(pictogram, side, colour, middle - side / 2, alt)
    return Box(height=side, items=(*rules, *mark.items))


def _logo(look: Look) -> Box | None:
    """Return the issuer's logo in the middle, None if there is none."""
    if look.logo is None:
        return None
    # Reading logos is not for papers without one to wait for.
    from skillcert.documents.artwork import logo_box

    width, box = logo_box(look.logo, *_LOGO)
    return Box(height=box.height, items=box.at((style.CONTENT_WIDTH - width) / 2, 0))


_Made = tuple[float, Callable[[], Box]]
"""How high a piece is, and how it is made."""


@attrs.frozen(kw_only=True)
class _Piece:
    """A piece of the head: the space above it, its height, and how it is made, in millimetres."""

    above: float
    height: float
    made: Callable[[], Box]


@attrs.frozen
class Head:
    """The head of a first page. Most scales are only asked how high theirs is.

    Attributes:
        pieces: Its pieces, from the top down.
    """

    pieces: tuple[_Piece, ...]

    @property
    def height(self) -> float:
        """How high it is, in millimetres."""
        height = 0.0
        for piece in self.pieces:
            height += piece.above + piece.height
        return height

    def box(self) -> Box:
        """Return its pieces under one another."""
        return stack((piece.above, piece.made()) for piece in self.pieces)


def first_head(versions: Sequence[Version], look: Look, scale: style.Scale) -> Head:
    """Return the head of the first page: sign, title, name, field of work, issuer and period.

    Args:
        versions: The certificate, in one language or in two side by side.
        look: What it is drawn with.
        scale: The sizes; its `air` opens or closes the gaps.
    """
    first, air = versions[0], scale.air
    full = Typesetter(first.setter.library, first.setter.accent)
    side = 10.0 + 6.0 * min(air, 1.2)
    values = {"field": first.certificate.field}
    shows = told(first.words.certificate.pictogram, values)
    x = (style.CONTENT_WIDTH - side) / 2
    largest = 30 if air < 0.7 else 33
    crest: _Made = side, partial(sign, look.pictogram, side, full.accent, x, shows)
    ornament: _Made = _ORNAMENT, partial(_ornament, full.accent)
    if (logo := _logo(look)) is not None:
        # The issuer stands above, and the workshop's sign comes into the ornament.
        crest = logo.height, lambda: logo
        ornament = _SIGN, partial(_ornament_with_sign, look.pictogram, full.accent, shows)
    widest = style.CONTENT_WIDTH - 8
    name = full.once(
        _name, first.certificate.name, first.certificate.name_language, widest, largest
    )
    title_size = _title_size(versions, air)
    above, below = (_side_by_side(part, versions, air, title_size) for part in (_above, _below))
    pieces = (
        (0.0, crest),
        (2.4 * air, above),
        (1.2 * air, (name.height, name.anew)),
        (1.2 * air, ornament),
        (2.8 * air, below),
    )
    return Head(tuple(_Piece(above=gap, height=high, made=made) for gap, (high, made) in pieces))


@attrs.frozen(kw_only=True)
class _Said:
    """What the head says around the name: the same on many papers, so it is set once for all."""

    document: DocumentKind
    language: Language
    field: str
    issuer: str
    period: Period | None
    precision: DatePrecision
    title_size: float


def _title_size(versions: Sequence[Version], air: float) -> float:
    """Return the type size in which the title takes one line, in each column if there are two.

    One of two lines beside one of one would push what stands under it out of step.
    """
    size, _ = _sizes(air, several=len(versions) > 1)
    if len(versions) == 1:
        return size
    texts = [(one.setter, one.words.document(one.certificate.document).title) for one in versions]
    like = Span(text="", style=SERIF, colour="", size=size)
    fits = [s.measure / s.width(attrs.evolve(like, text=title)) for s, title in texts]
    return size * max(min(1.0, *fits) - 0.005, _LEAST_TITLE) if min(fits) < 1 else size


def _side_by_side(
    part: Callable[..., Box], versions: Sequence[Version], air: float, title_size: float
) -> _Made:
    """Return what stands above or below the name: how high it is, and how it is made."""
    several = len(versions) > 1
    boxes = [_around(part, one, air, several, title_size) for one in versions]
    if several:
        whole = across(versions, (box.anew() for box in boxes))
        return whole.height, lambda: whole
    return boxes[0].height, boxes[0].anew


def _around(
    part: Callable[..., Box], version: Version, air: float, several: bool, title_size: float
) -> Box:
    """Return what stands above or below the name in one version, for any of its places."""
    certificate = version.certificate
    said = _Said(
        document=certificate.document,
        language=certificate.language,
        field=certificate.field,
        issuer=certificate.issuer.name,
        period=certificate.period,
        precision=certificate.date_precision,
        title_size=title_size,
    )
    return version.setter.once(part, said, air, several)


def _sizes(air: float, *, several: bool) -> tuple[float, float]:
    """Return the type sizes of title and sentence; two columns have less room."""
    title, sentence = 23 + 3 * min(air, 1), 10.6 + 1.2 * min(air, 1.0)
    return (title * 0.74, sentence * 0.9) if several else (title, sentence)


def _line(text: str, like: Span, setter: Typesetter, role: Role = Role.PARAGRAPH) -> Box:
    span = attrs.evolve(like, text=text)
    return setter.paragraph([span], setter.measure, leading=1.3, role=role, align=Align.CENTRE)


def _part(said: _Said, template: str, size: float, leading: float, setter: Typesetter) -> Box:
    """Set a part of the opening sentence."""
    values = {"field": together(said.field), "issuer": _together(said.issuer)}
    spans = _sentence(filled(template.strip(), values), size)
    return setter.paragraph(spans, setter.measure, leading=leading, align=Align.CENTRE)


def _above(said: _Said, air: float, several: bool, setter: Typesetter) -> Box:
    """Return what stands above the name: title, subtitle, the beginning of the sentence."""
    texts = words(said.language).document(said.document)
    _, sentence = _sizes(air, several=several)
    title = Span(text="", style=SERIF, colour=setter.accent, size=said.title_size)
    quiet = Span(text="", style=SANS, colour=style.QUIET, size=9.6 if not several else 8.8)
    before = texts.opening.partition("{name}")[0]
    return stack(
        [
            (0.0, _line(texts.title, title, setter, Role.TITLE)),
            (0.2, _line(texts.subtitle, quiet, setter)),
            (5.6 * air, _part(said, before, sentence, 1.35, setter)),
        ]
    )


def _below(said: _Said, air: float, several: bool, setter: Typesetter) -> Box:
    """Return what stands below the name: the rest of the sentence, and the period."""
    after = words(said.language).document(said.document).opening.partition("{name}")[2]
    _, sentence = _sizes(air, several=several)
    parts = [(0.0, _part(said, after, sentence, 1.42, setter))]
    if said.period is not None:
        when = period(said.period, said.precision, words(said.language))
        like = Span(text="", style=SANS, colour=style.INK, size=9.6 if not several else 8.8)
        parts.append((1.6 * air, _line(when, like, setter)))
    return stack(parts)
