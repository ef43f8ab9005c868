"""From a progress sheet to its scene: one page with a tree, and under it what comes next.

Rules of this module

- The sheet is one page. Only what a signature waits for may go on to a second one.
- The largest sizes that fit are taken; the tree fills what room there is.
- It looks like no certificate: no frame, no place to sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from skillcert.documents import style
from skillcert.documents.body import heading
from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, FontLibrary
from skillcert.documents.leaves import sprout
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.masthead import masthead
from skillcert.documents.pieces import DASH, told
from skillcert.documents.scene import Element, Item, Page, Role, Scene
from skillcert.documents.tree import TreeScale, drawn, legend, tree
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.errors import LayoutError
from skillcert.model import NextStep, ProgressSheet, Waiting
from skillcert.texts import Words, day, words

__all__ = ["progress_scene"]

_SCALES = tuple(
    TreeScale(label=label, heading=label + 0.6, leaf=leaf, gap=gap)
    for label, leaf, gap in (
        (8.8, 7.4, 4.4),
        (8.6, 6.6, 3.2),
        (8.3, 6.0, 2.4),
        (8.0, 5.4, 1.8),
        (7.6, 4.8, 1.4),
        (7.2, 4.2, 1.0),
        (6.8, 3.8, 0.8),
        (6.4, 3.4, 0.6),
    )
)
_LIST = style.SCALES[2]
_GUTTER = 7.0
_SIGN = 5.2
_GAP = 4.5
_FOOT = 5.0


def _head(sheet: ProgressSheet, texts: Words, look: Look, setter: Typesetter) -> Box:
    """Return the head: sign, title, whose sheet it is, and the day."""
    under = f"{texts.progress.subtitle} · {day(sheet.issued_on, texts)}"
    return masthead(sheet, under, texts, look, setter)


def _two_columns(boxes: Sequence[Box], gap: float) -> Box:
    """Return boxes in two columns of about equal height, the left one read first."""
    x = (style.CONTENT_WIDTH + _GUTTER) / 2
    half = min(
        range(1, len(boxes) + 1),
        key=lambda cut: max(_high(boxes[:cut], gap), _high(boxes[cut:], gap)),
    )
    left = stack((gap if i else 0.0, box) for i, box in enumerate(boxes[:half]))
    right = stack((gap if i else 0.0, box) for i, box in enumerate(boxes[half:]))
    items = (*left.items, *right.at(x, 0))
    return Box(height=max(left.height, right.height), items=items)


def _high(boxes: Sequence[Box], gap: float) -> float:
    return sum(box.height for box in boxes) + gap * max(len(boxes) - 1, 0)


_COLUMN = (style.CONTENT_WIDTH - _GUTTER) / 2


def _point(above: Span, below: Span, within: Element, setter: Typesetter, indent: float) -> Box:
    """Return a point of two lines: what it is, and quietly what it is for."""
    item = Element(role=Role.LIST_ITEM, within=within)
    note = Element(role=Role.PARAGRAPH, within=item)
    width = _COLUMN - indent
    return stack(
        [
            (0, setter.paragraph([above], width, leading=1.3, element=item, x=indent)),
            (0.1, setter.paragraph([below], width, leading=1.3, element=note, x=indent)),
        ]
    )


def _next(steps: Sequence[NextStep], texts: Words, setter: Typesetter) -> Iterator[Box]:
    within = Element(role=Role.LIST)
    for step in steps:
        template = texts.progress.step_shown if step.shown else texts.progress.step
        towards = told(template, {"skill": step.skill})
        task = Span(text=step.task, style=SANS_SEMIBOLD, colour=style.INK, size=9.2)
        why = Span(text=towards, style=SANS, colour=style.QUIET, size=7.8)
        text = _point(task, why, within, setter, _SIGN + 2.2)
        mark = Box(height=_SIGN, items=drawn(sprout(_SIGN), setter.accent, None, 0.26))
        yield Box(height=max(text.height, _SIGN), items=(*mark.at(0, 0.4), *text.items))


def _waiting(waiting: Sequence[Waiting], texts: Words, setter: Typesetter) -> Iterator[Box]:
    within = Element(role=Role.LIST)
    progress = texts.progress
    for one in waiting:
        signed = progress.signed.format(level=texts.level(one.level).label)
        waits = progress.waits_for.format(reasons="; ".join(one.reasons))
        skill = Span(text=one.skill, style=SANS, colour=style.INK, size=8.6)
        why = Span(text=f"{signed}{DASH}{waits}", style=SANS, colour=style.QUIET, size=7.6)
        yield _point(skill, why, within, setter, 0)


def _part(title: str, boxes: Sequence[Box], setter: Typesetter) -> Box:
    """Return boxes in two columns under a heading; nothing if there are none."""
    if not boxes:
        return Box(height=0)
    return stack(
        [
            (_GAP, heading(title, setter, _LIST)),
            (1.2, _two_columns(boxes, 1.8)),
        ]
    )


def _foot(sheet: ProgressSheet, texts: Words, setter: Typesetter) -> Box:
    text = f"{sheet.issuer.name} · {texts.progress.disclaimer}"
    span = Span(text=text, style=SANS, colour=style.QUIET, size=7.2)
    return setter.paragraph([span], style.CONTENT_WIDTH, leading=1.35, align=Align.CENTRE)


@attrs.frozen(kw_only=True)
class _Parts:
    """The pieces of a sheet whose size does not depend on the tree's scale."""

    head: Box
    legend: Box
    next_steps: Box
    waiting: Box
    foot: Box

    def room(self, *, waiting: bool) -> float:
        """Return the height that is left for the tree."""
        taken = self.head.height + self.legend.height + self.next_steps.height + self.foot.height
        taken += self.waiting.height if waiting else 0
        return style.CONTENT_BOTTOM - style.CONTENT_TOP - taken - _GAP - 3.0 - _FOOT


def _page(parts: _Parts, grown: Box, *, waiting: bool) -> Page:
    """Put the page together, its foot at the foot."""
    boxes = [
        (0.0, parts.head),
        (_GAP, grown),
        (3.0, parts.legend),
        (0.0, parts.next_steps),
    ]
    if waiting:
        boxes.append((0.0, parts.waiting))
    items: list[Item] = list(stack(boxes).at(style.LEFT, style.CONTENT_TOP))
    items.extend(parts.foot.at(style.LEFT, style.CONTENT_BOTTOM - parts.foot.height))
    return Page(items=tuple(items))


def _pages(sheet: ProgressSheet, parts: _Parts, texts: Words, setter: Typesetter) -> Iterator[Page]:
    """Yield the page, and a second one where too much is waiting for the first.

    Raises:
        LayoutError: The tree has too many leaves for a page.
    """
    for waiting in (True, False):
        room = parts.room(waiting=waiting)
        for scale in _SCALES:
            grown = tree(sheet.branches, texts, setter, scale)
            if grown.height <= room:
                filled_up = tree(sheet.branches, texts, setter, scale, height=room)
                yield _page(parts, filled_up, waiting=waiting)
                if not waiting:
                    yield Page(items=parts.waiting.at(style.LEFT, style.CONTENT_TOP))
                return
    raise LayoutError(
        "a progress sheet has no room for so many skills",
        hint="Divide the rubric into two, or shorten the texts of its skills",
    )


def progress_scene(sheet: ProgressSheet, look: Look, library: FontLibrary) -> Scene:
    """Lay a progress sheet out.

    Args:
        sheet: What it says; its texts have passed the preflight.
        look: What it is drawn with.
        library: The faces.

    Raises:
        LayoutError: The tree does not fit on a page.
        LanguageError: There are no texts in the sheet's language.
    """
    texts = words(sheet.language)
    setter = Typesetter(library, look.accent)
    progress = texts.progress
    parts = _Parts(
        head=_head(sheet, texts, look, setter),
        legend=legend(texts, setter),
        next_steps=_part(
            progress.next_steps, tuple(_next(sheet.next_steps, texts, setter)), setter
        ),
        waiting=_part(progress.waiting, tuple(_waiting(sheet.waiting, texts, setter)), setter),
        foot=_foot(sheet, texts, setter),
    )
    return Scene(
        title=progress.title,
        language=sheet.language,
        date=sheet.issued_on,
        width=style.PAGE_WIDTH,
        height=style.PAGE_HEIGHT,
        pages=tuple(_pages(sheet, parts, texts, setter)),
    )
