"""Hypothesis strategies for records, made from their classes' own types.

Nothing here is listed by hand, so an attribute that is added to a record is tried at once.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from skillcert.model import (
    Digest,
    KeyHex,
    KeyId,
    Language,
    Line,
    Name,
    Prose,
    Reference,
    Sha256,
    Token,
    Translations,
)

HEX = "0123456789abcdef"
LOWER = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
LARGEST = 2**53 - 1

_one_line = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
).map(str.strip)
_lines = _one_line.filter(bool)
_words = st.text(LOWER + DIGITS, min_size=2, max_size=8)

SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    int: st.integers(-LARGEST, LARGEST),
    bool: st.booleans(),
    dt.date: st.dates(),
    dt.datetime: st.datetimes(timezones=st.just(dt.UTC)).map(lambda at: at.replace(microsecond=0)),
    Token: st.builds(str.__add__, st.sampled_from(LOWER), st.text(LOWER + DIGITS + "_")).map(
        lambda text: text[:64]
    ),
    Reference: st.text(LOWER + LOWER.upper() + DIGITS, min_size=1, max_size=20).map(
        lambda text: f"{text}._:-{text}"
    ),
    Language: st.builds(
        lambda first, more: "-".join([first, *more]),
        st.text(LOWER, min_size=2, max_size=3),
        st.lists(_words, max_size=3),
    ),
    Sha256: st.text(HEX, min_size=64, max_size=64),
    KeyHex: st.text(HEX, min_size=64, max_size=64),
    KeyId: st.text(HEX, min_size=16, max_size=16),
    Digest: st.text(HEX, min_size=64, max_size=64).map("sha256:{}".format),
    Line: _lines,
    Name: _lines,
    Prose: st.text(
        st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.just("\n")), max_size=40
    ),
}


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values of the type *kind*."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind is type(None):
        return st.none()
    if kind is Translations:
        texts = st.dictionaries(SIMPLE[Language], SIMPLE[Line], max_size=3)
        return texts.map(lambda pairs: Translations(tuple(sorted(pairs.items()))))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(list(kind))
    if isinstance(kind, type) and attrs.has(kind):
        return records(kind)
    return _generic(kind)


def _generic(kind: Any) -> st.SearchStrategy[Any]:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return st.one_of(*map(of, arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(of(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(of, arguments))
    if origin is dict:
        return st.dictionaries(of(arguments[0]), of(arguments[1]), max_size=3)
    raise NotImplementedError(kind)


_made: dict[type[Any], st.SearchStrategy[Any]] = {}


def records(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of the class *cls*."""
    if cls not in _made:
        _made[cls] = _record(cls)
    return _made[cls]


def _record(cls: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(cls)
    return st.builds(
        cls,
        **{
            field.name: st.just(field.metadata["only"])
            if "only" in field.metadata
            else of(hints[field.name])
            for field in attrs.fields(cls)
        },
    )
