"""A document section as data: what a workshop adds to a document of its own.

A plugin gives these; `skillcert.documents` draws and tags them. So a plugin never touches PDF, and
every section is as accessible as the rest of the page.
"""

from __future__ import annotations

import enum

import attrs

from skillcert.model.text import Line, Prose

__all__ = ["Block", "DocumentKind", "ItemList", "Paragraph", "Picture", "Section", "Table"]


class DocumentKind(enum.Enum):
    """The documents that skillcert prints."""

    CERTIFICATE = "certificate"
    """The skills that were shown."""
    STATEMENT = "statement"
    """That somebody worked here and what was made, for who wants no list of skills."""
    CARD = "card"
    """The most independent skills, in the size of a bank card."""
    PORTFOLIO = "portfolio"
    """The work that was done, with pictures, for the holder."""
    PROGRESS = "progress"
    """What somebody can do so far and what comes next, for use in the workshop."""


@attrs.frozen(kw_only=True)
class Paragraph:
    """Running text."""

    text: Prose


@attrs.frozen(kw_only=True)
class ItemList:
    """A list of short points, set in columns where they are short enough."""

    items: tuple[Line, ...]


@attrs.frozen(kw_only=True)
class Table:
    """A small table.

    Attributes:
        header: The heads of its columns.
        rows: Its rows, each as long as the header.
    """

    header: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen(kw_only=True)
class Picture:
    """A picture.

    Attributes:
        data: The bytes of a PNG or JPEG file.
        alt: What it shows, for those who do not see it.
        caption: What stands under it; may be empty.
    """

    data: bytes
    alt: Line
    caption: str = ""


Block = Paragraph | ItemList | Table | Picture


@attrs.frozen(kw_only=True)
class Section:
    """A heading and what stands under it."""

    heading: Line
    blocks: tuple[Block, ...]
