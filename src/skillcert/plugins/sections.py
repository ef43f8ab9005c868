"""What must hold inside the sections that a plugin gives. Pure: data in, faults out.

The rules

- a heading, then at least one block, each of one of the four kinds, exactly;
- texts have the form of their type: one line where one line is asked for, no control character;
- a list has a point, a table has a head and a row, and each row is as long as the head;
- a picture is the bytes of a PNG or JPEG file and says what it shows.

Nothing here quotes a text: it may come from the holder's record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from skillcert.codec.forms import FORMS
from skillcert.model import ItemList, Line, Paragraph, Picture, Prose, Section, Table

__all__ = ["section_faults"]

Fault = tuple[str, str, str]
"""Path, what is wrong, what to do."""

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_SURROGATE = re.compile("[\ud800-\udfff]")


def section_faults(section: Section, path: str) -> Iterator[Fault]:
    """Yield what is wrong with *section*.

    Args:
        section: The section; nothing is taken for granted about what is in it.
        path: Where it stands, for the messages.
    """
    yield from _text(section.heading, Line, f"{path}.heading")
    yield from _tuple(section.blocks, f"{path}.blocks", "block", _block)


def _block(block: object, path: str) -> Iterator[Fault]:
    # By type and not by isinstance: a subclass may have other ideas of what its fields are.
    if type(block) is Paragraph:
        yield from _text(block.text, Prose, f"{path}.text")
        if not block.text:
            yield f"{path}.text", "the paragraph is empty", "Leave it out"
    elif type(block) is ItemList:
        yield from _tuple(block.items, f"{path}.items", "point", _line)
    elif type(block) is Table:
        yield from _table(block, path)
    elif type(block) is Picture:
        yield from _picture(block, path)
    else:
        yield (
            path,
            f"it is a value of type {type(block).__name__}",
            "Give a Paragraph, an ItemList, a Table or a Picture",
        )


def _table(table: Table, path: str) -> Iterator[Fault]:
    columns = _length(table.header)

    def row(cells: object, place: str) -> Iterator[Fault]:
        yield from _tuple(cells, place, "cell", _cell)
        if (found := _length(cells)) != columns and found and columns:
            yield place, f"the row has {found} cells, the head has {columns}", ""

    yield from _tuple(table.header, f"{path}.header", "head of a column", _line)
    yield from _tuple(table.rows, f"{path}.rows", "row", row)


def _picture(picture: Picture, path: str) -> Iterator[Fault]:
    data: object = picture.data
    if not isinstance(data, bytes) or not data.startswith(_PICTURES):
        yield f"{path}.data", "it is not the bytes of a PNG or JPEG file", ""
    yield from _text(picture.alt, Line, f"{path}.alt")
    if picture.caption != "":
        yield from _text(picture.caption, Line, f"{path}.caption")


def _length(value: object) -> int:
    return len(value) if isinstance(value, tuple) else 0


def _line(value: object, path: str) -> Iterator[Fault]:
    yield from _text(value, Line, path)


def _cell(value: object, path: str) -> Iterator[Fault]:
    yield from _text(value, Prose, path)


def _tuple(
    value: object, path: str, noun: str, check: Callable[[object, str], Iterator[Fault]]
) -> Iterator[Fault]:
    if not isinstance(value, tuple):
        yield path, f"expected a tuple, found a value of type {type(value).__name__}", ""
        return
    if not value:
        yield path, f"there is no {noun}", "Give at least one or leave the section out"
    for i, item in enumerate(value):
        yield from check(item, f"{path}[{i}]")


def _text(value: object, kind: Any, path: str) -> Iterator[Fault]:
    form = FORMS[kind]
    if not isinstance(value, str):
        yield path, f"expected {form.expected}, found a value of type {type(value).__name__}", ""
    elif len(value) > form.longest:
        yield path, f"too long: {len(value):,} characters, at most {form.longest:,}", ""
    elif not re.fullmatch(form.pattern, value):
        yield path, f"expected {form.expected}", ""
    elif _SURROGATE.search(value):
        yield path, "it holds half of a surrogate pair", ""
