"""Bytes to plain trees, within limits that are checked before anything is parsed."""

from __future__ import annotations

import json
import math
import re
import tomllib
from typing import Any

from skillcert.codec.tree import LARGEST_INTEGER, Duplicated, walk
from skillcert.errors import CodecError, Problem, shorten

__all__ = ["parse_json", "parse_toml"]

_JSON_BYTES = 8 * 1024 * 1024
_JSON_DEPTH = 64
# Rubric and word files are written by hand. tomllib takes time that grows with the square of a
# dotted key's length (100 KB take minutes), so lines are limited, not only the file.
_TOML_BYTES = 512 * 1024
_TOML_LINE = 2_000
_TOML_DEPTH = 8

_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TOML_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
_BRACKET = re.compile(rb"[\[\]{}]")
_DOTTED = re.compile(r"[\w\-\s]*(?:\.[\w\-\s]*){%d,}" % _TOML_DEPTH)
_LONGEST_INTEGER = len(str(LARGEST_INTEGER)) + 1


def parse_json(data: bytes, *, source: str = "") -> Any:
    """Parse JSON (RFC 8259) to dicts, lists and scalars.

    Args:
        data: UTF-8, with or without a byte order mark; at most 8 MiB, nested at most 64 deep.
        source: The file's name, for the messages.

    Raises:
        CodecError: The data is not JSON, breaks a limit, has a key twice in one object, a number
            that is not finite or an integer beyond 2**53 - 1, or a lone surrogate.
    """
    _check_size(data, _JSON_BYTES, source)
    text = _decode(data, source)
    _check_depth(_JSON_STRING.sub(b"", data), _JSON_DEPTH, source)
    try:
        tree = json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refuse(source, f"not JSON: {error.msg[0].lower()}{error.msg[1:]}", place) from None
    except RecursionError:  # pragma: no cover - the depth was checked above
        raise _refuse(source, "nested too deep") from None
    return _checked(tree, source)


def parse_toml(data: bytes, *, source: str = "") -> dict[str, Any]:
    """Parse TOML 1.0 to dicts, lists and scalars.

    Args:
        data: UTF-8, with or without a byte order mark; at most 512 KiB, lines of at most 2,000
            characters, nested at most 8 deep.
        source: The file's name, for the messages.

    Raises:
        CodecError: The data is not TOML or breaks a limit.
    """
    _check_size(data, _TOML_BYTES, source)
    text = _decode(data, source).replace("\r\n", "\n")
    _check_lines(text, source)
    bare = _TOML_STRING_OR_COMMENT.sub("s", text)
    _check_depth(bare.encode(), _TOML_DEPTH, source)
    _check_dotted_keys(bare, source)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refuse(source, f"not TOML: {_lower_first(str(error))}") from None
    except ValueError as error:  # an impossible date, an integer of thousands of digits
        raise _refuse(source, f"not TOML: {_lower_first(str(error))}") from None
    except RecursionError:  # pragma: no cover - the depth was checked above
        raise _refuse(source, "nested too deep") from None
    checked: dict[str, Any] = _checked(tree, source)
    return checked


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) == len(pairs):
        return tree
    seen: set[str] = set()
    marked = Duplicated(tree)
    marked.keys_twice = tuple(
        dict.fromkeys(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    )
    return marked


def _integer(digits: str) -> int | float:
    # Python refuses to convert thousands of digits; such a number is out of range anyway.
    return int(digits) if len(digits) <= _LONGEST_INTEGER else math.inf


def _checked(tree: Any, source: str) -> Any:
    problems = [
        Problem(file=source, path=path, what=what)
        for path, node in walk(tree)
        for what in _faults(node)
    ]
    if problems:
        raise CodecError(problems)
    return tree


def _faults(node: object) -> list[str]:
    found = []
    if isinstance(node, Duplicated):
        found += [f"the key {shorten(key)} stands more than once" for key in node.keys_twice]
    if isinstance(node, dict):
        found += [f"the key {ascii(key)} is not text" for key in node if not _is_text(key)]
    elif isinstance(node, str) and not _is_text(node):
        found.append("the text holds half of a surrogate pair, which is no character")
    elif isinstance(node, float) and not math.isfinite(node):
        found.append("a number is not finite or too large to be kept exactly")
    elif isinstance(node, int) and abs(node) > LARGEST_INTEGER:
        found.append(f"the integer {shorten(str(node))} is too large to be kept exactly")
    return found


def _is_text(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _check_size(data: bytes, limit: int, source: str) -> None:
    if len(data) > limit:
        raise _refuse(source, f"too large: {len(data):,} bytes, at most {limit:,} are read")


def _decode(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse(
            source, "not UTF-8 text", f"line {line}", hint="Save the file as UTF-8"
        ) from None


def _check_depth(bare: bytes, limit: int, source: str) -> None:
    depth = 0
    for bracket in _BRACKET.finditer(bare):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth > limit:
            raise _refuse(source, f"nested too deep: at most {limit} levels are read")


def _check_lines(text: str, source: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _TOML_LINE:
            raise _refuse(
                source,
                f"the line is too long: {len(line):,} characters, at most {_TOML_LINE:,} are read",
                f"line {number}",
            )


def _check_dotted_keys(bare: str, source: str) -> None:
    for number, line in enumerate(bare.split("\n"), start=1):
        if _DOTTED.search(line.partition("=")[0]):
            raise _refuse(
                source,
                f"nested too deep: at most {_TOML_DEPTH} levels are read",
                f"line {number}",
            )


def _lower_first(text: str) -> str:
    return shorten_message(text[:1].lower() + text[1:])


def shorten_message(text: str) -> str:
    """Return *text* on one line of at most 200 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 200 else flat[:199] + "…"


def _refuse(source: str, what: str, path: str = "", hint: str = "") -> CodecError:
    return CodecError([Problem(file=source, path=path, what=what, hint=hint)])
