"""The tree of a progress sheet: a trunk, a branch for each group of the trade, its leaves named.

Rules of this module

- The picture is drawn and the words beside it are text: whoever hears the page misses nothing.
- The groups stand in two columns, the first ones left, each column read from top to bottom.
- Long twigs have smaller leaves; no leaf is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from skillcert.documents import style
from skillcert.documents.fonts import MM_PER_POINT, SANS, SANS_SEMIBOLD
from skillcert.documents.leaves import Drawing, bud, leaf, line, merged
from skillcert.documents.lines import Span
from skillcert.documents.pieces import told
from skillcert.documents.scene import Element, Item, Role, ShapeItem
from skillcert.documents.typeset import Box, Typesetter, stack
from skillcert.model import Branch, Leaf, PerformanceLevel
from skillcert.texts import Words

__all__ = ["BUD", "TreeScale", "drawn", "legend", "tree"]

BUD = "#77797e"
"""For buds: lighter than a leaf, and still there on a copy."""

_TRUNK_ROOM = 16.0
_WIDTH = (style.CONTENT_WIDTH - _TRUNK_ROOM) / 2
"""The width of each of the two columns of branches."""
_ICON = 3.4
_LINE, _FINE = 0.38, 0.26
_THIN = 0.2
_PAPER = "#ffffff"
_VEINED = 4.5
"""A leaf longer than this, in millimetres, shows its midrib."""
_ABOVE, _BELOW, _TILT = 38.0, 24.0, 22.0
"""The angles at which leaves grow above and below a twig and before a skill."""
_PAIR_IN_LINE, _PAIR_ON_TWIG = 0.88, 0.8
"""How long the two leaves of a pair are at most, in parts of the height of the line that they stand
beside, and of a leaf that is alone: they reach farther up and down, and must touch nothing."""
_FIRST = 6.0
"""How far from the trunk's side of its column the first leaf grows."""


@attrs.frozen(kw_only=True)
class TreeScale:
    """Sizes that go together.

    Attributes:
        label: The type size of the skills, in points.
        heading: The type size of the groups' names, in points.
        leaf: The length of a leaf, in millimetres.
        gap: The space between two branches, in millimetres.
    """

    label: float
    heading: float
    leaf: float
    gap: float


def drawn(
    drawing: Drawing,
    colour: str,
    element: Element | None,
    weight: float = _FINE,
    *,
    veins: bool = False,
) -> tuple[ShapeItem, ...]:
    """Return the items of a drawing in one colour.

    Args:
        drawing: The drawing.
        colour: Its colour.
        element: What it is part of; None for an ornament.
        weight: How strong its lines are, in millimetres.
        veins: Whether leaves are large enough to have veins.
    """
    shapes = [
        (drawing.filled, colour, None),
        (drawing.drawn, colour, weight),
        (drawing.veins if veins else (), _PAPER, weight),
    ]
    return tuple(
        ShapeItem(x=0, y=0, scale=1, paths=paths, colour=ink, element=element, weight=strength)
        for paths, ink, strength in shapes
        if paths
    )


@attrs.frozen(kw_only=True)
class _Side:
    """One of the two sides of the tree, and what its branches are drawn with."""

    words: Words
    setter: Typesetter
    scale: TreeScale
    left: bool

    def branch(self, branch: Branch) -> Box:
        """Return a branch: the group's name, the twig, and the names of its leaves."""
        accent = self.setter.accent
        span = Span(text=branch.name, style=SANS_SEMIBOLD, colour=accent, size=self.scale.heading)
        within = Element(role=Role.LIST)
        labels = [self._label(one, within) for one in branch.leaves]
        return stack(
            [
                (0, self.setter.paragraph([span], _WIDTH, leading=1.25, role=Role.HEADING)),
                (0, self._twig(branch)),
                *((0.7 if i == 0 else 0.35, label) for i, label in enumerate(labels)),
            ]
        )

    def _label(self, one: Leaf, within: Element) -> Box:
        """Return a skill with the small leaf that says its level."""
        element = Element(role=Role.LIST_ITEM, within=within)
        indent = _ICON + 1.5
        span = Span(text=one.text, style=SANS, colour=style.INK, size=self.scale.label)
        text = self.setter.paragraph(
            [span], _WIDTH - indent, leading=1.28, element=element, x=indent
        )
        label = Element(role=Role.LABEL, within=element, alt=self.words.level(one.level).label)
        high = self.scale.label * 1.28 * MM_PER_POINT
        length = min(_ICON, high * _PAIR_IN_LINE) if _paired(one) else _ICON
        icon = drawn(
            leaf(one.level, (0.3, high / 2 + 0.75), length, _TILT), self.setter.accent, label, _THIN
        )
        return Box(height=text.height, items=(*icon, *text.items))

    def _twig(self, branch: Branch) -> Box:
        """Return a twig with its leaves and buds; it grows from the trunk, which stands outside."""
        count, scale = len(branch.leaves) + branch.buds, self.scale
        step = min(scale.leaf * 1.12, (_WIDTH - 10) / max(count, 1))
        length = min(scale.leaf, step * 1.4)
        height = scale.leaf * 1.55
        middle = height * 0.58
        # The leaves stand under the group's name: near the trunk on the right, far on the left.
        first = _WIDTH - step * count - 1.0 if self.left else _FIRST
        end = first + step * (count - 0.4)
        wood = [
            (-_TRUNK_ROOM / 2, middle + 5),
            (-_TRUNK_ROOM / 2 + 4, middle + 0.6),
            (3, middle),
            (_FIRST, middle),
            (_FIRST + (end - _FIRST) / 3, middle),
            (end - 2, middle - 0.3),
            (end, middle - 1),
        ]
        grown: list[Drawing] = []
        buds: list[Drawing] = []
        for i in range(count):
            base = (self._across(first + step * i), middle)
            angle = -_BELOW if i % 2 else _ABOVE
            angle = 180 - angle if self.left else angle
            if i < len(branch.leaves):
                one = branch.leaves[i]
                long = length * _PAIR_ON_TWIG if _paired(one) else length
                grown.append(leaf(one.level, base, long, angle))
            else:
                buds.append(bud(base, length * 0.62, angle))
        figure = Element(role=Role.FIGURE, alt=self._told(branch))
        accent = self.setter.accent
        items = (
            *drawn(
                Drawing(drawn=(line([(self._across(x), y) for x, y in wood]),)),
                accent,
                figure,
                _LINE,
            ),
            *drawn(merged(grown), accent, figure, veins=length > _VEINED),
            *drawn(merged(buds), BUD, figure),
        )
        return Box(height=height, items=items)

    def _across(self, x: float) -> float:
        """Return the place *x* from the trunk, counted from the column's left edge."""
        return _WIDTH - x if self.left else x

    def _told(self, branch: Branch) -> str:
        """Return what the twig shows, in words."""
        values = {"leaves": str(len(branch.leaves)), "buds": str(branch.buds)}
        return told(self.words.progress.twig, values)


def _paired(one: Leaf) -> bool:
    """Say whether a skill is drawn as two leaves."""
    return one.level is PerformanceLevel.GUIDES_OTHERS


def _column(boxes: Sequence[Box], gap: float) -> float:
    return sum(box.height for box in boxes) + gap * max(len(boxes) - 1, 0)


def _divided(boxes: Sequence[Box], gap: float) -> int:
    """Return how many branches stand left, so that the columns are about equally high."""

    def higher(cut: int) -> float:
        return max(_column(boxes[:cut], gap), _column(boxes[cut:], gap))

    return min(range(1, len(boxes) + 1), key=higher)


def _trunk(height: float, colour: str, figure: Element) -> Iterator[Item]:
    """Yield the trunk from its foot, a little below *height*, to its top."""
    x, foot, top = style.CONTENT_WIDTH / 2, height + 3.0, -1.0
    path = (
        f"M{x - 3.4} {foot}C{x - 1.5} {foot - 6} {x - 1.5} {height * 0.5} {x - 0.2} {top}"
        f"L{x + 0.2} {top}C{x + 0.7} {height * 0.5} {x + 1.7} {foot - 6} {x + 3.6} {foot}Z"
    )
    yield ShapeItem(x=0, y=0, scale=1, paths=(path,), colour=colour, element=figure)
    ground = line(
        [(x - 34, foot + 0.4), (x - 12, foot - 0.5), (x + 12, foot - 0.5), (x + 34, foot + 0.4)]
    )
    yield ShapeItem(x=0, y=0, scale=1, paths=(ground,), colour=colour, element=figure, weight=_LINE)


def tree(
    branches: Sequence[Branch],
    words: Words,
    setter: Typesetter,
    scale: TreeScale,
    *,
    height: float = 0,
) -> Box:
    """Return the whole tree.

    Args:
        branches: The groups of the trade.
        words: The words of the sheet's language.
        setter: Sets the text.
        scale: The sizes.
        height: The height to fill, in millimetres; less than what the tree takes changes nothing.
    """
    right = _Side(words=words, setter=setter, scale=scale, left=False)
    boxes = [right.branch(branch) for branch in branches]
    # A branch is as high on either side.
    cut = _divided(boxes, scale.gap)
    left = attrs.evolve(right, left=True)
    columns = [left.branch(branch) for branch in branches[:cut]], boxes[cut:]
    least = max(_column(column, scale.gap) for column in columns)
    whole = max(height - 5.0, least)
    figure = Element(role=Role.FIGURE, alt=words.progress.picture)
    items: list[Item] = list(_trunk(whole, setter.accent, figure))
    for column, x in zip(columns, (0.0, _WIDTH + _TRUNK_ROOM), strict=True):
        free = whole - _column(column, scale.gap)
        spread = min(free / len(column), scale.gap * 2.2) if column else 0.0
        y = (free - spread * len(column)) / 2 + spread / 2
        for box in column:
            items.extend(box.at(x, y))
            y += box.height + scale.gap + spread
    return Box(height=whole + 5.0, items=tuple(items))


def legend(words: Words, setter: Typesetter) -> Box:
    """Return what each form of a leaf stands for, as one line or as many as are needed."""
    size, gap = 7.3, 4.0
    within = Element(role=Role.LIST)
    signs = [(leaf(level, (0.2, 2.6), _ICON, _TILT), level) for level in reversed(PerformanceLevel)]
    entries = [(drawing, words.level(level).label, setter.accent) for drawing, level in signs] + [
        (bud((0.4, 2.4), 2.6, _TILT), words.progress.bud, BUD)
    ]
    items: list[Item] = []
    x = y = 0.0
    for drawing, text, colour in entries:
        span = Span(text=text, style=SANS, colour=style.QUIET, size=size)
        wide = _ICON + 1.5 + setter.width(span)
        if x and x + wide > style.CONTENT_WIDTH:
            x, y = 0.0, y + 4.0
        element = Element(role=Role.LIST_ITEM, within=within)
        sign = Box(height=0, items=drawn(drawing, colour, None, _THIN))
        box = setter.paragraph([span], wide, leading=1.28, element=element, x=_ICON + 1.5)
        items.extend((*sign.at(x, y), *box.at(x, y)))
        x += wide + gap
    return Box(height=y + 4.0, items=tuple(items))
