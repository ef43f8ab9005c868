"""What a workshop adds: paragraphs, lists, tables and pictures, drawn from their data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs

from skillcert.documents import style
from skillcert.documents.body import heading, point, prose_blocks
from skillcert.documents.flow import Block
from skillcert.documents.fonts import MM_PER_POINT, SANS, SANS_SEMIBOLD
from skillcert.documents.lines import Span
from skillcert.documents.pictures import prepared
from skillcert.documents.scene import Element, EmptyItem, ImageItem, Item, Role, RuleItem
from skillcert.documents.typeset import Align, Box, Typesetter, stack
from skillcert.errors import LayoutError
from skillcert.model import Block as Content
from skillcert.model import ItemList, Paragraph, Picture, Section, Table

__all__ = ["content_blocks", "section_blocks", "section_pieces", "table_blocks"]

_NUMBER = re.compile(r"[0-9]+")
_GUTTER = 5.0
_MOST_COLUMNS = 3
_PICTURE_HEIGHT = 46.0
_PICTURES_IN_A_ROW = 3
_STRETCH = 4.5
_BETWEEN_LISTS = 0.5
"""The space between one list and the next, in parts of the type size, so that two stay two."""
_ROWS_TOGETHER = 6
"""A list of so many rows or fewer is not divided over two pages."""


def section_blocks(section: Section, setter: Typesetter, scale: style.Scale) -> Iterator[Block]:
    """Yield a section under its heading.

    Args:
        section: The section.
        setter: Sets the text.
        scale: The sizes.

    Raises:
        LayoutError: A table has rows of another length than its header, or a picture is neither
            PNG nor JPEG.
    """
    for piece in section_pieces(section, setter, scale):
        yield from piece


def section_pieces(
    section: Section, setter: Typesetter, scale: style.Scale
) -> Iterator[tuple[Block, ...]]:
    """Yield a section piece by piece: its heading, then each paragraph, list or table.

    Side by side, a piece stands level with its like in the other language, however many lines
    either of them takes.

    Args:
        section: The section.
        setter: Sets the text.
        scale: The sizes.

    Raises:
        LayoutError: As `section_blocks` says.
    """
    head = heading(section.heading, setter, scale)
    yield (Block(box=head, before=scale.group_gap, stretch=_STRETCH, keep=bool(section.blocks)),)
    for piece in _pieces(section.blocks, setter, scale):
        yield tuple(attrs.evolve(block, repeat=block.repeat or head) for block in piece)


def content_blocks(
    content: Sequence[Content], setter: Typesetter, scale: style.Scale
) -> Iterator[Block]:
    """Yield what stands under a section's heading.

    Args:
        content: Paragraphs, lists, tables and pictures.
        setter: Sets the text.
        scale: The sizes.

    Raises:
        LayoutError: As `section_blocks` says.
    """
    for piece in _pieces(content, setter, scale):
        yield from piece


def _pieces(
    content: Sequence[Content], setter: Typesetter, scale: style.Scale
) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks of each paragraph, list and table, and of pictures that follow another."""
    for kind, blocks in groupby(content, key=type):
        if kind is Picture:
            pictures = [block for block in blocks if isinstance(block, Picture)]
            yield tuple(_pictures(pictures, setter, scale))
            continue
        for i, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                span = Span(text="", style=SANS, colour=style.INK, size=scale.body)
                yield tuple(prose_blocks(block.text, setter, scale, span=span))
            elif isinstance(block, ItemList):
                apart = _BETWEEN_LISTS * scale.body * MM_PER_POINT if i else 0.0
                yield tuple(_list(block, setter, scale, apart))
            elif isinstance(block, Table):
                yield tuple(table_blocks(block, setter, scale))


def _columns(spans: Sequence[Span], setter: Typesetter) -> int:
    """Return in how many columns every point is at most two lines, and most are one."""
    for count in range(min(_MOST_COLUMNS, len(spans)), 1, -1):
        width = _column_width(count, setter) - 5
        lines = [len(setter.break_lines([span], width)) for span in spans]
        if max(lines) <= 2 and sum(lines) <= 1.25 * len(lines):
            return count
    return 1


def _column_width(count: int, setter: Typesetter) -> float:
    return (setter.measure - (count - 1) * _GUTTER) / count


def _list(block: ItemList, setter: Typesetter, scale: style.Scale, apart: float) -> Iterator[Block]:
    """Yield the points row by row, in columns if they are short. Rows read from left to right."""
    rows = setter.once(_rows, block.items, scale)
    points = Element(role=Role.LIST)
    for i, box in enumerate(rows):
        yield Block(
            box=box.anew(points),
            before=scale.line_gap * 0.7 if i else scale.line_gap + apart,
            stretch=0.4,
            keep=len(rows) <= _ROWS_TOGETHER and i < len(rows) - 1,
        )


def _rows(texts: Sequence[str], scale: style.Scale, setter: Typesetter) -> tuple[Box, ...]:
    """Return the rows of a list that is not said yet."""
    size = scale.body - 0.4
    spans = [Span(text=text, style=SANS, colour=style.INK, size=size) for text in texts]
    count = _columns(spans, setter)
    width = _column_width(count, setter)
    rows = []
    for first in range(0, len(spans), count):
        items: list[Item] = []
        height = 0.0
        for column, span in enumerate(spans[first : first + count]):
            box = point([span], width, setter, scale, within=None)
            items.extend(box.at(column * (width + _GUTTER), 0))
            height = max(height, box.height)
        rows.append(Box(height=height, items=tuple(items)))
    return tuple(rows)


def _widths(block: Table, setter: Typesetter, size: float) -> list[float]:
    """Return the widths of a table's columns: what their longest cell asks for, scaled to fit."""
    room = setter.measure - (len(block.header) - 1) * _GUTTER
    wanted = [
        max(
            setter.width(Span(text=cell, style=SANS_SEMIBOLD, colour=style.INK, size=size))
            for cell in column
        )
        for column in zip(block.header, *block.rows, strict=True)
    ]
    least = room / len(wanted) / 3
    wanted = [min(max(width, least), room * 0.6) for width in wanted]
    return [width * room / sum(wanted) for width in wanted]


def _aligned(block: Table) -> list[Align]:
    """Return where the cells of each column stand: numbers with their ones under one another."""
    return [
        Align.RIGHT if column and all(map(_NUMBER.fullmatch, column)) else Align.LEFT
        for column in (tuple(row[i] for row in block.rows) for i in range(len(block.header)))
    ]


def _shared(shares: Sequence[float], setter: Typesetter) -> list[float]:
    """Return the widths of columns that share the width of the text."""
    room = setter.measure - (len(shares) - 1) * _GUTTER
    return [share * room / sum(shares) for share in shares]


@attrs.frozen(kw_only=True)
class _Grid:
    """What the rows of one table share: its element, its columns, its type size."""

    table: Element
    widths: list[float]
    aligned: list[Align]
    size: float


def _row(cells: Sequence[str], grid: _Grid, setter: Typesetter, *, head: bool) -> Box:
    """Return one row of a table with the rule beneath it."""
    face, colour = (SANS_SEMIBOLD, style.QUIET) if head else (SANS, style.INK)
    role = Role.TABLE_HEADER if head else Role.TABLE_CELL
    row = Element(role=Role.TABLE_ROW, within=grid.table)
    items: list[Item] = []
    x = height = 0.0
    for text, width, align in zip(cells, grid.widths, grid.aligned, strict=True):
        span = Span(text=text, style=face, colour=colour, size=grid.size)
        cell = Element(role=role, within=row)
        box = setter.paragraph([span], width, leading=1.3, element=cell, align=align)
        items.extend(box.at(x, 0.7) or (EmptyItem(x=x, y=0.7, element=cell),))
        height = max(height, box.height)
        x += width + _GUTTER
    y = height + 1.4
    weight = 0.35 if head else style.HAIRLINE
    rule = RuleItem(x=0, y=y, x2=setter.measure, y2=y, weight=weight, colour=style.RULE)
    return Box(height=y, items=(*items, rule))


def table_blocks(
    block: Table,
    setter: Typesetter,
    scale: style.Scale,
    shares: Sequence[float] = (),
) -> Iterator[Block]:
    """Yield a table row by row; where a page begins within it, its head is repeated.

    Args:
        block: The table.
        setter: Sets the text.
        scale: The sizes.
        shares: How the width is shared among the columns; by what stands in them, if left out.

    Raises:
        LayoutError: A row has not as many cells as the header.
    """
    count = len(block.header)
    if not count or any(len(row) != count for row in block.rows):
        raise LayoutError(
            f"a table has rows that are not {count} cells long, as its header is",
            hint="Give each row one cell a column",
        )
    size = scale.body - 0.4
    widths = _shared(shares, setter) if shares else _widths(block, setter, size)
    grid = _Grid(table=Element(role=Role.TABLE), widths=widths, aligned=_aligned(block), size=size)
    head = _row(block.header, grid, setter, head=True)
    yield Block(box=head, before=scale.line_gap, keep=bool(block.rows))
    for i, row in enumerate(block.rows):
        box = _row(row, grid, setter, head=False)
        yield Block(box=box, repeat=head if i else None)


def _picture(picture: Picture, width: float, setter: Typesetter, scale: style.Scale) -> Box:
    """Return a picture as large as the column allows, with its caption."""
    made = prepared(picture)
    factor = min(width / made.width, _PICTURE_HEIGHT / made.height)
    group = Element(role=Role.GROUP)
    image = ImageItem(
        x=0,
        y=0,
        width=made.width * factor,
        height=made.height * factor,
        data=made.data,
        element=Element(role=Role.FIGURE, within=group, alt=picture.alt),
    )
    span = Span(text=picture.caption, style=SANS, colour=style.QUIET, size=scale.small)
    element = Element(role=Role.CAPTION, within=group)
    caption = setter.paragraph([span], width, leading=1.3, element=element)
    return stack([(0, Box(height=image.height, items=(image,))), (1, caption)])


def _pictures(
    pictures: Sequence[Picture], setter: Typesetter, scale: style.Scale
) -> Iterator[Block]:
    """Yield pictures, up to three in a row."""
    for first in range(0, len(pictures), _PICTURES_IN_A_ROW):
        row = pictures[first : first + _PICTURES_IN_A_ROW]
        width = _column_width(max(len(row), 2), setter)
        boxes = [_picture(picture, width, setter, scale) for picture in row]
        items = [item for i, box in enumerate(boxes) for item in box.at(i * (width + _GUTTER), 0)]
        height = max(box.height for box in boxes)
        yield Block(box=Box(height=height, items=tuple(items)), before=scale.line_gap + 0.8)
