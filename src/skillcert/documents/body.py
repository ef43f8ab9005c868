"""The body of a certificate: the skills under their levels and the holder's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from skillcert.documents import style
from skillcert.documents.bidi import runs_right
from skillcert.documents.flow import Block
from skillcert.documents.fonts import MM_PER_POINT, SANS, SANS_SEMIBOLD, SERIF_ITALIC
from skillcert.documents.lines import Span
from skillcert.documents.pieces import DASH
from skillcert.documents.scene import Element, Role, RuleItem, ShapeItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.model import Certificate, CertificateLine, LevelGroup
from skillcert.texts import LevelWords, Words

if TYPE_CHECKING:
    from skillcert.model import Portfolio

__all__ = ["heading", "level_blocks", "own_words_blocks", "point", "prose_blocks"]

_INDENT = 4.6
_BULLET = 1.15
_STRETCH_LINE, _STRETCH_GROUP = 0.9, 4.5


def heading(text: str, setter: Typesetter, scale: style.Scale, level: int = 2) -> Box:
    """Return a heading of a level from 2 to 6 with a hairline that runs on to the right edge."""
    return setter.once(_heading, text, scale, level).anew()


def _heading(text: str, scale: style.Scale, level: int, setter: Typesetter) -> Box:
    span = Span(text=text, style=SANS_SEMIBOLD, colour=setter.accent, size=scale.heading)
    element = Element(role=Role.HEADING, level=level)
    box = setter.paragraph([span], setter.measure, leading=1.3, element=element)
    start = setter.width(span) + 3
    if start > setter.measure - 10:
        return box
    y = box.height / 2 + 0.5
    rule = RuleItem(
        x=start, y=y, x2=setter.measure, y2=y, weight=style.HAIRLINE, colour=setter.accent
    )
    return Box(height=box.height, items=(*box.items, rule))


def point(  # noqa: PLR0913 -- what differs from the default is named where it is passed
    spans: Sequence[Span],
    width: float,
    setter: Typesetter,
    scale: style.Scale,
    *,
    within: Element | None,
    note: str = "",
) -> Box:
    """Return one point of a list with its mark, and a note beneath it if there is one.

    Args:
        spans: What the point says.
        width: The width of the list, in millimetres.
        setter: Sets the text.
        scale: The sizes.
        within: The list; None if it is to be set within one later.
        note: What stands beneath it; may be empty.
    """
    return setter.once(_point, tuple(spans), width, scale, note).anew(within)


def _point(
    spans: Sequence[Span], width: float, scale: style.Scale, note: str, setter: Typesetter
) -> Box:
    """Return a point of a list that is not said yet."""
    item = Element(role=Role.LIST_ITEM)
    text = setter.paragraph(spans, width - _INDENT, leading=scale.leading, element=item, x=_INDENT)
    size = spans[0].size
    mark = ShapeItem(
        x=0.4,
        y=size * scale.leading * MM_PER_POINT / 2 - _BULLET / 2 + 0.15,
        scale=_BULLET,
        paths=("M0 0H1V1H0Z",),
        colour=setter.accent,
        element=Element(role=Role.LABEL, within=item, alt="•"),
    )
    box = Box(height=text.height, items=(mark, *text.items))
    if not note:
        return box
    span = Span(text=note, style=SERIF_ITALIC, colour=style.QUIET, size=scale.small)
    remark = Element(role=Role.PARAGRAPH, within=item)
    below = setter.paragraph([span], width - _INDENT, leading=1.3, element=remark, x=_INDENT)
    return stack([(0, box), (0.2, below)])


def _skill(line: CertificateLine, scale: style.Scale, note: str, setter: Typesetter) -> Box:
    """Return a skill, a point of a list that is not said yet."""
    spans = [Span(text=line.text, style=SANS, colour=style.INK, size=scale.body)]
    if line.detail:
        spans.append(
            Span(text=f"{DASH}{line.detail}", style=SANS, colour=style.QUIET, size=scale.body)
        )
    return _point(spans, setter.measure, scale, note if line.safety_note else "", setter)


def _level(level: LevelWords, scale: style.Scale, setter: Typesetter) -> tuple[Box, Box]:
    """Return the heading of a level with its sentence, and the heading alone."""
    head = _heading(level.heading, scale, 2, setter)
    meaning = setter.paragraph(
        [Span(text=level.meaning, style=SANS, colour=style.QUIET, size=scale.small)],
        setter.measure,
        leading=1.35,
    )
    return stack([(0, head), (0, meaning)]), head


def level_blocks(
    groups: Sequence[LevelGroup], words: Words, setter: Typesetter, scale: style.Scale
) -> Iterator[Block]:
    """Yield the skills, each group under its level's sentence.

    Args:
        groups: The groups in the order of printing; no empty one.
        words: The words of the document's language.
        setter: Sets the text.
        scale: The sizes.
    """
    note = words.certificate.safety_note
    for group in groups:
        head, repeated = setter.once(_level, words.level(group.level), scale)
        yield Block(
            box=head.anew(),
            before=scale.group_gap,
            stretch=_STRETCH_GROUP,
            keep=True,
        )
        skills = Element(role=Role.LIST)
        for i, line in enumerate(group.lines):
            yield Block(
                box=setter.once(_skill, line, scale, note).anew(skills),
                before=scale.line_gap + (0.7 if i == 0 else 0),
                stretch=_STRETCH_LINE,
                # No skill is the only one of its group on a page if there are more.
                keep=(i == len(group.lines) - 2) or (i == 0 and len(group.lines) > 1),
                repeat=repeated if i else None,
            )


def prose_blocks(  # noqa: PLR0913 -- as for `point`
    text: str,
    setter: Typesetter,
    scale: style.Scale,
    *,
    span: Span,
    x: float = 0,
    within: Element | None = None,
) -> Iterator[Block]:
    """Yield running text line by line, so that a long one can go over to the next page.

    Args:
        text: The text; each of its lines is a paragraph.
        setter: Sets it.
        scale: The sizes.
        span: The style; its own text is not used.
        x: How far it is indented on both sides, in millimetres.
        within: The element that its paragraphs are part of; None for the document.
    """
    width = setter.measure - 2 * x
    before = scale.line_gap
    for paragraph in text.split("\n"):
        lines = setter.break_lines([attrs.evolve(span, text=paragraph)], width)
        element = Element(role=Role.PARAGRAPH, within=within)
        align = Align.RIGHT if runs_right(paragraph, span.language) else Align.LEFT
        for i, line in enumerate(lines):
            box = setter.lines(
                [line], width, leading=scale.leading, x=x, element=element, align=align
            )
            keep = len(lines) > 1 and i in (0, len(lines) - 2)
            yield Block(box=box, before=before, keep=keep)
            before = 0.0
        before = scale.line_gap if lines else before + scale.body * MM_PER_POINT / 2


def own_words_blocks(
    document: Certificate | Portfolio, title: str, setter: Typesetter, scale: style.Scale
) -> Iterator[Block]:
    """Yield what the holder says, as a quiet quotation under its heading; nothing if blank."""
    text = document.own_words
    if not text.strip():
        return
    head = heading(title, setter, scale)
    yield Block(box=head, before=scale.group_gap, stretch=_STRETCH_GROUP, keep=True)
    span = Span(
        text="",
        style=SERIF_ITALIC,
        colour=style.INK,
        size=scale.body,
        language=document.own_words_language,
    )
    quote = Element(role=Role.QUOTE, language=document.own_words_language)
    for block in prose_blocks(text, setter, scale, span=span, x=_INDENT, within=quote):
        yield attrs.evolve(block, repeat=head)
