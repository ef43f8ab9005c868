"""Bytes to records in one step, with every fault of both steps told at once."""

from __future__ import annotations

from typing import TypeVar

from skillcert.codec.parse import Parsed, read_json, read_toml
from skillcert.codec.structure import structure
from skillcert.codec.tree import MOST_PROBLEMS, first
from skillcert.errors import CodecError

__all__ = ["load_json", "load_toml"]

T = TypeVar("T")


def load_json(cls: type[T], data: bytes, *, source: str = "") -> T:
    """Read a record of type *cls* from the bytes of a JSON file.

    Args:
        cls: An attrs class.
        data: UTF-8, with or without a byte order mark.
        source: The file's name, for the messages.

    Raises:
        CodecError: The bytes are no such record; it holds every problem found, or the first
            hundred.
    """
    return _load(cls, read_json(data, source=source), source)


def load_toml(cls: type[T], data: bytes, *, source: str = "") -> T:
    """Read a record of type *cls* from the bytes of a TOML file. See `load_json`."""
    return _load(cls, read_toml(data, source=source), source)


def _load(cls: type[T], parsed: Parsed, source: str) -> T:
    tree, told = parsed
    if len(told) > MOST_PROBLEMS:
        raise CodecError(told)
    try:
        record = structure(cls, tree, source=source)
    except CodecError as error:
        more = (problem for problem in error.problems if problem not in told)
        told = first((*told, *more), source=source)
    else:
        if not told:
            return record
    raise CodecError(told)
