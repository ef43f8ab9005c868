"""Plain trees of dicts, lists and scalars, and the names of places in them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from skillcert.errors import CodecError, Problem, shorten

__all__ = [
    "HALF_CHARACTER",
    "LARGEST_INTEGER",
    "MOST_PROBLEMS",
    "Duplicated",
    "at",
    "describe",
    "first",
    "path_of",
    "too_large",
    "trails",
    "walk",
    "written",
]

T = TypeVar("T")

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8785, section 3.2.2.3)."""

MOST_PROBLEMS = 100
"""How many problems of one source are told: more help nobody, and a million of them fill memory."""

HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair: JSON can spell it, but it is no character and has no bytes in UTF-8."""

_LONGEST_REASON = 200
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")

Trail: TypeAlias = "tuple[Trail, object] | None"
"""A way into a tree, the last step first; None at the root. It shares its beginning with others."""


class Duplicated(dict[str, Any]):
    """An object in which a key stood more than once; `keys_twice` names them."""

    keys_twice: tuple[str, ...] = ()


def at(path: str, step: object) -> str:
    """Return the path of the key or index *step* under *path*: `criteria[3].tasks`."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return _under(path, step) if isinstance(step, str) else f"{path}[{shorten(step)}]"


@lru_cache(maxsize=4096)
def _under(path: str, key: str) -> str:
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}" if path else key
    return f"{path}[{shorten(key)}]"


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
            return f"the number {_number(value)}"
        case dict():
            return "a table of keys and values"
        case list() | tuple():
            return "a list"
        case _:
            return f"a {type(value).__name__} ({shorten(value)})"


def too_large(value: object) -> str:
    """Say what is wrong with a number that not every reader keeps exactly, if anything is."""
    if isinstance(value, float) and not math.isfinite(value):
        return "the number is not finite or too large to be kept exactly"
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return f"the integer {_number(value)} is too large to be kept exactly"
    return ""


def _number(value: float) -> str:
    try:
        return shorten(value)
    except ValueError:  # Python writes no integer of more than 4,300 digits
        return "of thousands of digits"


def walk(tree: object) -> Iterator[tuple[str, object]]:
    """Yield every node of *tree* with its path, parents first, in the order of the source.

    It keeps its own stack, so that a deep tree cannot exhaust Python's.
    """
    for trail, node in trails(tree):
        yield path_of(trail), node


def trails(tree: object) -> Iterator[tuple[Trail, object]]:
    """Yield what `walk` yields, with trails that `path_of` can turn into paths.

    Most trees have no fault, and writing out a path for each of a million nodes takes seconds.
    """
    yield None, tree
    stack = [_children(None, tree)]
    while stack:
        for trail, node in stack[-1]:
            yield trail, node
            if isinstance(node, dict | list | tuple):
                stack.append(_children(trail, node))
                break
        else:
            stack.pop()


def path_of(trail: Trail) -> str:
    """Return the path that *trail* stands for."""
    steps: list[object] = []
    while trail is not None:
        trail, step = trail
        steps.append(step)
    path = ""
    for step in reversed(steps):
        path = at(path, step)
    return path


def _children(trail: Trail, node: object) -> Iterator[tuple[Trail, object]]:
    if isinstance(node, dict):
        return (((trail, key), value) for key, value in node.items())
    if isinstance(node, list | tuple):
        return (((trail, i), value) for i, value in enumerate(node))
    return iter(())


def first(problems: Iterable[Problem], *, source: str) -> tuple[Problem, ...]:
    """Return the first hundred of *problems*, and after them that there are more."""
    rest = iter(problems)
    told = tuple(islice(rest, MOST_PROBLEMS))
    if next(rest, None) is None:
        return told
    what = f"there are more problems than these {MOST_PROBLEMS}"
    return (*told, Problem(file=source, what=what, hint="Correct these first"))


def written(write: Callable[[], T]) -> T:
    """Return what *write* returns; what it stumbles over becomes our own error.

    Raises:
        CodecError: A value is not what its type says, or cannot be written as JSON.
    """
    try:
        return write()
    except RecursionError:
        # rfc8785 0.1.4, cattrs and json walk a tree by recursion and let the stack's end through.
        reason = "it is nested too deep"
    except UnicodeEncodeError:
        # rfc8785 0.1.4 sorts keys by their UTF-16 form before it looks at them.
        reason = "a key holds half of a surrogate pair, which is no character"
    except (AttributeError, TypeError, ValueError) as error:
        # rfc8785's own refusals, or text where a record should be, which cattrs takes on trust.
        reason = str(error)[:_LONGEST_REASON]
    raise CodecError([Problem(what=f"the value has no canonical form: {reason}")])
