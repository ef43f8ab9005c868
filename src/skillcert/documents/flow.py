"""Putting blocks on pages.

Rules of this module

- A block is never split. A heading stays with what follows it.
- Where a page begins within a group, the group's heading is repeated there, as an artifact.
- The closing part stands at the foot of the last page, with at least one block above it.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from skillcert.documents.typeset import Box
from skillcert.errors import LayoutError

__all__ = ["Block", "Room", "Sheet", "fits_one_page", "paginate"]

_FULL_ENOUGH = 0.45
"""What share of a page is filled at least, before a group goes to the next one as a whole."""
_LAST_CHUNKS = 3
"""How many chunks go to a new last page, where the closing part forces one."""


@attrs.frozen(kw_only=True)
class Block:
    """A piece of the page's body.

    Attributes:
        box: What is drawn.
        before: The space above it, in millimetres; none at the top of a page.
        stretch: How much more space it takes above it where there is too much.
        keep: Whether the next block stays with it.
        repeat: The heading that is repeated where a page begins with this block.
    """

    box: Box
    before: float = 0
    stretch: float = 0
    keep: bool = False
    repeat: Box | None = None


@attrs.frozen(kw_only=True)
class Room:
    """The height that pages have for blocks, in millimetres: the first, the next, the closing."""

    first: float
    further: float
    closing: float


@attrs.frozen(kw_only=True)
class Sheet:
    """The blocks of one page.

    Attributes:
        blocks: The blocks, a repeated heading included.
        height: What they take.
    """

    blocks: tuple[Block, ...]
    height: float


def _chunks(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """Group blocks that stay together."""
    chunks: list[tuple[Block, ...]] = []
    open_chunk: list[Block] = []
    for block in blocks:
        open_chunk.append(block)
        if not block.keep:
            chunks.append(tuple(open_chunk))
            open_chunk = []
    return [*chunks, tuple(open_chunk)] if open_chunk else chunks


def _sheet(chunks: Sequence[tuple[Block, ...]], *, first: bool) -> Sheet:
    """Return the page that *chunks* make, with the heading repeated where one is due."""
    blocks = [block for chunk in chunks for block in chunk]
    if blocks and not first and (heading := blocks[0].repeat) is not None:
        blocks.insert(0, Block(box=heading.as_artifact()))
    elif blocks:
        blocks[0] = attrs.evolve(blocks[0], before=0)
    height = sum(block.before + block.box.height for block in blocks)
    return Sheet(blocks=tuple(blocks), height=height)


def _fill(chunks: Sequence[tuple[Block, ...]], room: Room) -> list[list[tuple[Block, ...]]]:
    """Put as many chunks on each page as fit."""
    pages: list[list[tuple[Block, ...]]] = [[]]
    for chunk in chunks:
        height = room.first if len(pages) == 1 else room.further
        tried = [*pages[-1], chunk]
        if _sheet(tried, first=len(pages) == 1).height <= height:
            pages[-1] = tried
            continue
        if _sheet([chunk], first=False).height > room.further:
            raise LayoutError("a text is longer than a page", hint="Divide it or shorten it")
        pages.append([chunk])
    return pages


def fits_one_page(blocks: Sequence[Block], room: Room) -> bool:
    """Say whether `paginate` puts all blocks on one page."""
    height = sum([block.before + block.box.height for block in blocks])
    height -= blocks[0].before if blocks else 0
    return height <= min(room.first, room.first - room.closing)


def paginate(blocks: Sequence[Block], room: Room) -> tuple[Sheet, ...]:
    """Divide blocks over pages.

    Args:
        blocks: What stands in the body, in reading order; at least one.
        room: How much fits.

    Returns:
        One sheet a page. The first may be empty if its head leaves no room.

    Raises:
        LayoutError: A block, or the closing part with one block above it, is higher than a page.
    """
    if fits_one_page(blocks, room):
        return (_sheet([tuple(blocks)], first=True),)
    pages = _fill(_chunks(blocks), room)
    height = room.first if len(pages) == 1 else room.further
    if _sheet(pages[-1], first=len(pages) == 1).height > height - room.closing:
        pages = _with_last_page(pages, room)
    pages = _whole_group(pages, room)
    return tuple(_sheet(page, first=i == 0) for i, page in enumerate(pages))


def _whole_group(pages: list[list[tuple[Block, ...]]], room: Room) -> list[list[tuple[Block, ...]]]:
    """Begin the last page with a whole group, where the page before stays full enough."""
    if len(pages) < 2 or not pages[-1] or pages[-1][0][0].repeat is None:
        return pages
    *others, before, last = pages
    start = next((i for i in reversed(range(len(before))) if before[i][0].repeat is None), 0)
    kept, moved = before[:start], [*before[start:], *last]
    height = room.first if not others else room.further
    full = _sheet(kept, first=not others).height >= _FULL_ENOUGH * height
    fits = _sheet(moved, first=False).height <= room.further - room.closing
    return [*others, kept, moved] if kept and full and fits else pages


def _with_last_page(
    pages: list[list[tuple[Block, ...]]], room: Room
) -> list[list[tuple[Block, ...]]]:
    """Move the last chunks to a new page, where the closing part has room."""
    *others, full = pages
    free = room.further - room.closing
    for count in range(min(_LAST_CHUNKS, max(len(full) - 1, 1)), 0, -1):
        kept, moved = full[: len(full) - count], full[len(full) - count :]
        if _sheet(moved, first=False).height <= free:
            return [*others, kept, moved] if kept or not others else [*others, moved]
    raise LayoutError(
        "the signatures do not fit on a page together with a skill",
        hint="Shorten the issuer's address, the names or the titles",
    )
