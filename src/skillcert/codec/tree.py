"""Plain trees of dicts, lists and scalars, and the names of places in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from skillcert.errors import shorten

__all__ = ["LARGEST_INTEGER", "Duplicated", "at", "describe", "walk"]

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8785, section 3.2.2.3)."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Duplicated(dict[str, Any]):
    """An object in which a key stood more than once; `keys_twice` names them."""

    keys_twice: tuple[str, ...] = ()


def at(path: str, step: str | int) -> str:
    """Return the path of the key or index *step* under *path*: `criteria[3].tasks`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if _PLAIN_KEY.fullmatch(step):
        return f"{path}.{step}" if path else step
    return f"{path}[{shorten(step)}]"


def describe(value: object) -> str:
    """Say what *value* is, in words that a person who edits JSON or TOML knows."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {shorten(value)}"
        case int() | float():
            return f"the number {shorten(value)}"
        case dict():
            return "a table of keys and values"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__} ({shorten(str(value))})"


def walk(tree: object) -> Iterator[tuple[str, object]]:
    """Yield every node of *tree* with its path, parents first, in the order of the source.

    It keeps its own stack, so that a deep tree cannot exhaust Python's.
    """
    stack: list[tuple[str, object]] = [("", tree)]
    while stack:
        path, node = stack.pop()
        yield path, node
        if isinstance(node, dict):
            stack.extend((at(path, str(key)), node[key]) for key in reversed(list(node)))
        elif isinstance(node, list):
            stack.extend((at(path, i), node[i]) for i in range(len(node) - 1, -1, -1))
