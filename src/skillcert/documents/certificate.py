"""From a certificate to its scene: which scale, which page, how much air.

Rules of this module

- The roomiest scale with the fewest pages is taken.
- Space that is left over is spread: a little above each line, more above each heading, some above
  the head. The foot stays at the foot.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import zip_longest

import attrs

from skillcert.documents import style
from skillcert.documents.body import level_blocks, own_words_blocks
from skillcert.documents.closing import closing
from skillcert.documents.flow import Block, Room, Sheet, fits_one_page, paginate
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.head import Head, first_head
from skillcert.documents.look import Look
from skillcert.documents.pieces import told_once
from skillcert.documents.printing import Printing
from skillcert.documents.running import NUMBER_ROOM, further_head, page_number
from skillcert.documents.scene import Item, Page, Scene, ShapeItem, flat
from skillcert.documents.sections import content_blocks, section_blocks, section_pieces
from skillcert.documents.typeset import Box, Typesetter
from skillcert.documents.versions import Version, column_by_column, rows, versions_of
from skillcert.errors import LayoutError
from skillcert.model import Certificate, DocumentKind, Language, LevelGroup, Picture, Section
from skillcert.texts import words

__all__ = ["certificate_scene"]

_MOST_SIGNERS = 2
_ABOVE_CLOSING = 5.0
_AFTER_HEAD = 6.0
_DROP = 11.0
"""The most that the head moves down where the page has room."""


@attrs.frozen(kw_only=True)
class _Fixed:
    """The pieces of a certificate that are the same in every scale."""

    closing: Box
    setter: Typesetter
    further: Callable[[], Box]
    """The head of further pages, made when there are any."""


@attrs.frozen(kw_only=True)
class _Parts:
    """A certificate's pieces in one scale."""

    head: Head
    blocks: tuple[Block, ...]
    gap: float
    fixed: _Fixed

    def room(self, *, several: bool) -> Room:
        """Return how high the blocks of a page may be, of the only one or of several."""
        height = _bottom(several=several) - style.CONTENT_TOP
        first = height - self.head.height - self.gap
        return Room(
            first=first,
            further=height - self.fixed.further().height if several else first,
            closing=self.fixed.closing.height + _ABOVE_CLOSING,
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """Divide the blocks over pages, with room for page numbers if there are several."""
        return paginate(self.blocks, self.room(several=not self.alone()))

    def alone(self) -> bool:
        """Say whether one page is enough."""
        return fits_one_page(self.blocks, self.room(several=False))


def _frame(accent: str) -> ShapeItem:
    """Return the frame of a page: a strong line and a fine one within it."""

    def ring(inset: float, weight: float) -> str:
        a, b, c = inset, style.PAGE_WIDTH - inset, style.PAGE_HEIGHT - inset
        i = inset + weight
        return f"M{a} {a}H{b}V{c}H{a}ZM{i} {i}V{style.PAGE_HEIGHT - i}H{style.PAGE_WIDTH - i}V{i}Z"

    return ShapeItem(x=0, y=0, scale=1, paths=(ring(9, 0.9), ring(10.9, 0.2)), colour=accent)


def _check(certificate: Certificate) -> None:
    """Refuse what the layout has no meaning for."""
    skills = certificate.document is DocumentKind.CERTIFICATE
    if (skills and not certificate.levels) or any(not g.lines for g in certificate.levels):
        raise LayoutError("the certificate has no skill to show", hint="Choose at least one skill")
    if not 1 <= len(certificate.signers) <= _MOST_SIGNERS:
        raise LayoutError(
            f"a certificate has one or two signers, not {len(certificate.signers)}",
            hint="Choose who signs",
        )


@lru_cache(maxsize=256)
def _said_alike(
    levels: tuple[LevelGroup, ...],
    sections: tuple[Section, ...],
    language: Language,
    setting: tuple[FontLibrary, str, float],
    scale: style.Scale,
) -> tuple[Block, ...]:
    """Return the body of a certificate of which there may be many that differ in the name."""
    setter = Typesetter(*setting)
    blocks = level_blocks(levels, words(language), setter, scale)
    more = (block for section in sections for block in section_blocks(section, setter, scale))
    return tuple(
        attrs.evolve(block, box=Box(height=block.box.height, items=flat(block.box.items)))
        for block in (*blocks, *more)
    )


def _body(versions: Sequence[Version], setter: Typesetter, scale: style.Scale) -> tuple[Block, ...]:
    """Set the body; what nobody has said in words of their own is set once for all."""
    (first, *others) = versions
    certificate = first.certificate
    pictures = any(
        isinstance(block, Picture) for section in certificate.sections for block in section.blocks
    )
    if others or pictures or certificate.own_words:
        return tuple(_blocks(versions, setter, scale))
    own = first.setter
    setting = own.library, own.accent, own.measure
    return _said_alike(
        certificate.levels, certificate.sections, certificate.language, setting, scale
    )


def _blocks(versions: Sequence[Version], setter: Typesetter, scale: style.Scale) -> Iterator[Block]:
    """Yield the body: what each language says in its column, what they share as wide as the page.

    Pictures and the holder's own words are the same in every language, so they stand once.
    """
    first = versions[0]
    several = len(versions) > 1
    yield from rows(
        versions,
        [tuple(level_blocks(v.certificate.levels, v.words, v.setter, scale)) for v in versions],
    )
    for sections in zip_longest(*(version.certificate.sections for version in versions)):
        there = [section for section in sections if section is not None]
        columns = [_column(v, s, scale, several) for v, s in zip(versions, sections, strict=True)]
        for pieces in zip_longest(*columns, fillvalue=()):
            yield from rows(versions, pieces)
        if several:
            pictures = [block for block in there[0].blocks if isinstance(block, Picture)]
            yield from content_blocks(pictures, setter, scale)
    title = told_once(v.words.certificate.own_words for v in versions)
    yield from own_words_blocks(first.certificate, title, setter, scale)


def _column(
    version: Version, section: Section | None, scale: style.Scale, several: bool
) -> Iterator[tuple[Block, ...]]:
    """Yield a section in its column, without its pictures where they stand once below."""
    if section is None:
        return
    if several:
        kept = tuple(block for block in section.blocks if not isinstance(block, Picture))
        section = attrs.evolve(section, blocks=kept)
    yield from section_pieces(section, version.setter, scale)


def _parts(versions: Sequence[Version], look: Look, fixed: _Fixed, scale: style.Scale) -> _Parts:
    """Set the pieces whose size depends on the scale."""
    return _Parts(
        head=first_head(versions, look, scale),
        fixed=fixed,
        blocks=_body(versions, fixed.setter, scale),
        gap=_AFTER_HEAD * (0.4 + 0.6 * scale.air),
    )


def _bottom(*, several: bool) -> float:
    """Return where the content ends; the number of the page needs a little room."""
    return style.CONTENT_BOTTOM - (NUMBER_ROOM if several else 0)


def _best(
    versions: Sequence[Version], look: Look, library: FontLibrary, printing: Printing
) -> tuple[_Parts, tuple[Sheet, ...]]:
    """Return the pieces in the roomiest scale that takes the fewest pages, and those pages."""
    found: list[tuple[_Parts, tuple[Sheet, ...]]] = []
    refused: list[LayoutError] = []
    setter = Typesetter(library, look.accent)
    titles = [v.words.document(v.certificate.document).title for v in versions]
    fixed = _Fixed(
        closing=closing(versions, look, setter, printing.code),
        setter=setter,
        further=cache(
            lambda: further_head(versions[0].certificate, told_once(titles), look.pictogram, setter)
        ),
    )
    made = cache(partial(_parts, versions, look, fixed))
    # What fits in one scale fits in each narrower one: half of them need not be set to know.
    roomiest = bisect_left(style.SCALES, True, key=lambda scale: made(scale).alone())
    if roomiest < len(style.SCALES):
        parts = made(style.SCALES[roomiest])
        return parts, parts.sheets()
    # Only when no scale takes one page does it matter how many pages each of them takes.
    for parts in map(made, style.SCALES):
        try:
            found.append((parts, parts.sheets()))
        except LayoutError as error:
            refused.append(error)  # what is too long in one scale may fit in the next
    if not found:
        raise refused[-1]
    return min(found, key=lambda pair: len(pair[1]))  # the first of the shortest


def _placed(sheet: Sheet, top: float, spread: float) -> list[Item]:
    """Place the blocks of a page, each with its share of the space left over."""
    items: list[Item] = []
    y = top
    for i, block in enumerate(sheet.blocks):
        y += block.before + (spread * block.stretch if i else 0)
        items.extend(block.box.at(style.LEFT, y))
        y += block.box.height
    return items


def _page(
    index: int, sheets: tuple[Sheet, ...], parts: _Parts, versions: Sequence[Version]
) -> Page:
    """Put one page together."""
    sheet, first, last = sheets[index], index == 0, index == len(sheets) - 1
    items: list[Item] = [_frame(parts.fixed.setter.accent)]
    bottom = _bottom(several=len(sheets) > 1)
    head, gap = (parts.head.box(), parts.gap) if first else (parts.fixed.further(), 0.0)
    drop = spread = 0.0
    if len(sheets) == 1:
        room = parts.room(several=False)
        spare = max(room.first - room.closing - sheet.height, 0)
        drop = min(_DROP, spare * 0.3)
        most = sum(block.stretch for block in sheet.blocks[1:])
        spread = min(1.0, (spare - drop) / most) if most else 0.0
    top = style.CONTENT_TOP + drop
    items.extend(head.at(style.LEFT, top))
    items.extend(_placed(sheet, top + head.height + gap, spread))
    if len(versions) > 1:
        items = [*column_by_column(versions, items, several=len(sheets) > 1)]
    if last:
        items.extend(parts.fixed.closing.at(style.LEFT, bottom - parts.fixed.closing.height))
    if len(sheets) > 1:
        items.extend(
            page_number(index + 1, len(sheets), [one.words for one in versions], parts.fixed.setter)
        )
    return Page(items=tuple(items))


def certificate_scene(
    certificates: Sequence[Certificate],
    look: Look,
    library: FontLibrary,
    printing: Printing = Printing(),  # noqa: B008 -- it is frozen
) -> Scene:
    """Lay a certificate out.

    Args:
        certificates: What it says, in one language, or in two that stand side by side; the texts
            have passed the preflight.
        look: What it is drawn with.
        library: The faces.
        printing: Whether it bears a code.

    Returns:
        The pages and what stands on them.

    Raises:
        LayoutError: Something does not fit on a page, or there is nothing to show.
        LanguageError: There are no certificate texts in the certificate's language.
    """
    for certificate in certificates:
        _check(certificate)
    versions = versions_of(certificates, library, look.accent)
    parts, sheets = _best(versions, look, library, printing)
    first = certificates[0]
    return Scene(
        title=told_once(v.words.document(v.certificate.document).title for v in versions),
        language=first.language,
        date=first.issued_on,
        width=style.PAGE_WIDTH,
        height=style.PAGE_HEIGHT,
        pages=tuple(_page(i, sheets, parts, versions) for i in range(len(sheets))),
    )
