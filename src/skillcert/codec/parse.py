"""Bytes to plain trees."""

from __future__ import annotations

import json
import math
import tomllib
from typing import Any

from skillcert.codec.limits import LONGEST_INTEGER, json_text, refusal, toml_text
from skillcert.codec.toml_words import explain_toml
from skillcert.codec.tree import (
    HALF_CHARACTER,
    Duplicated,
    first,
    path_of,
    too_large,
    trails,
)
from skillcert.errors import CodecError, Problem, shorten

__all__ = ["Parsed", "parse_json", "parse_toml", "read_json", "read_toml"]

Parsed = tuple[Any, tuple[Problem, ...]]
"""A tree, and what in it no record may have, such as a key that stands twice."""


def parse_json(data: bytes, *, source: str = "") -> Any:
    """Parse JSON (RFC 8259) to dicts, lists and scalars.

    Args:
        data: UTF-8, with or without a byte order mark; at most 8 MiB, nested at most 64 deep.
        source: The file's name, for the messages.

    Raises:
        CodecError: The data is not JSON, breaks a limit, has a key twice in one object, a number
            that is not finite or an integer beyond 2**53 - 1, or a lone surrogate.
    """
    return _sound(read_json(data, source=source))


def parse_toml(data: bytes, *, source: str = "") -> dict[str, Any]:
    """Parse TOML 1.0 to dicts, lists and scalars.

    Args:
        data: UTF-8, with or without a byte order mark; at most 512 KiB, lines of at most 2,000
            characters, brackets nested at most 8 deep, keys of at most 8 parts.
        source: The file's name, for the messages.

    Raises:
        CodecError: The data is not TOML or breaks a limit.
    """
    tree: dict[str, Any] = _sound(read_toml(data, source=source))
    return tree


def read_json(data: bytes, *, source: str) -> Parsed:
    """Do what `parse_json` does, but return faults that do not hide the rest of the tree."""
    text = json_text(data, source)
    try:
        tree = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise refusal(source, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}", place) from None
    except RecursionError:  # pragma: no cover - the depth was checked above
        raise refusal(source, "nested too deep") from None
    return tree, _faults_in(tree, source)


def read_toml(data: bytes, *, source: str) -> Parsed:
    """Do what `parse_toml` does, but return faults that do not hide the rest of the tree."""
    text = toml_text(data, source)
    try:
        tree = tomllib.loads(text)
    except ValueError as error:
        # Besides TOMLDecodeError tomllib lets through what Python says of impossible values.
        place, what, hint = explain_toml(str(error), text)
        raise refusal(source, f"cannot be read as TOML: {what}", place, hint) from None
    except RecursionError:  # pragma: no cover - the depth was checked above
        raise refusal(source, "nested too deep") from None
    return tree, _faults_in(tree, source)


def _sound(parsed: Parsed) -> Any:
    tree, problems = parsed
    if problems:
        raise CodecError(problems)
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) == len(pairs):
        return tree
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for key, _ in pairs:
        if key in seen:
            twice[key] = None
        seen.add(key)
    marked = Duplicated(tree)
    marked.keys_twice = tuple(twice)
    return marked


def _integer(digits: str) -> int | float:
    # Python refuses to convert thousands of digits; such a number is out of range anyway.
    return int(digits) if len(digits) <= LONGEST_INTEGER else math.inf


def _faults_in(tree: Any, source: str) -> tuple[Problem, ...]:
    faults = (
        Problem(file=source, path=path_of(trail), what=what)
        for trail, node in trails(tree)
        for what in _faults(node)
    )
    return first(faults, source=source)


def _faults(node: object) -> list[str]:
    found = []
    if isinstance(node, Duplicated):
        found += [f"the key {shorten(key)} stands more than once" for key in node.keys_twice]
    if isinstance(node, dict):
        found += [
            f"the key {shorten(key)} holds half of a surrogate pair, which is no character"
            for key in node
            if HALF_CHARACTER.search(key)
        ]
    elif isinstance(node, str) and HALF_CHARACTER.search(node):
        found.append("the text holds half of a surrogate pair, which is no character")
    elif what := too_large(node):
        found.append(what)
    return found
