"""Small pieces that several layouts share: sentences with slots, the workshop's sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from skillcert.documents.scene import Element, Role, ShapeItem
from skillcert.documents.typeset import Box

if TYPE_CHECKING:
    from skillcert.plugins import Pictogram

__all__ = ["DASH", "filled", "sign", "together", "told", "told_once"]

DASH = "\u00a0– "
"""The dash between what somebody does and how: it may end a line, and never begins one."""
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


def told(template: str, values: Mapping[str, str]) -> str:
    """Return a sentence with what stands in its slots; the arguments are those of `filled`."""
    return "".join(text for text, _ in filled(template, values))


def told_once(texts: Iterable[str]) -> str:
    """Return texts on one line, each of them once."""
    return " · ".join(dict.fromkeys(texts))


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


def together(field: str) -> str:
    """Return the words of a field of work so that no line ends in "kafé-" of "kafé- og kjøkken"."""
    return field.replace("- ", "-\u00a0")
