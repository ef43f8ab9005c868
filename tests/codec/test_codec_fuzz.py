"""Whatever the bytes are: a value, or a CodecError, and nothing else."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from skillcert import codec
from skillcert.errors import CodecError
from skillcert.model import EvidenceRecord, Rubric
from skillcert.rubrics.files import StructureFile, TextFile

FULL = (Path(__file__).parent / "records" / "valid" / "full.json").read_bytes()
CLASSES = st.sampled_from([EvidenceRecord, Rubric, StructureFile, TextFile])

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(["skillcert-record/1", "skillcert-record/2", "2025-06-12", "nb", "bicycle"]),
)
keys = st.one_of(
    st.text(),
    st.sampled_from(
        ["format", "holder", "evidence", "sign_offs", "groups", "texts", "criteria", "id", "on"]
    ),
)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(keys, inner, max_size=8)),
    max_leaves=40,
)
# Pieces of TOML that a parser stumbles over in each other's company.
toml_pieces = st.one_of(
    st.sampled_from([*"ab= \n[]{},.\"'\\#1-+_eTZå😀\t\r\0"]),
    st.sampled_from(["[[", "]]", '"""', "'''", "0x", "nan", "inf", "true", "\r\n", "\\u00e5"]),
    st.sampled_from(["2025-06-12", "12:00:00", "a.b", "a = 1\n", "[a]\n", "[[a]]\n"]),
    st.sampled_from(["a = [[[[", "{a = {a = ", 'format = 1\nid = "a"\n']),
)


def read(cls: Any, data: bytes) -> None:
    """Read *data* as JSON and as TOML; whatever is refused is refused by a CodecError."""
    for load in (codec.load_json, codec.load_toml):
        with suppress(CodecError):
            load(cls, data)


@settings(max_examples=300, deadline=None)
@given(CLASSES, st.binary(max_size=200))
@example(EvidenceRecord, b"\xef\xbb\xbf")
@example(EvidenceRecord, b"\xff\xfe\x00")
@example(EvidenceRecord, b'"\\ud800"')
@example(StructureFile, b"a = 0x" + b"f" * 1_900)
@example(StructureFile, b"a = 1979-05-27T07:32:00+99:99")
def test_any_bytes(cls: Any, data: bytes) -> None:
    """Bytes of any kind."""
    read(cls, data)


@settings(max_examples=300, deadline=None)
@given(CLASSES, trees)
def test_any_json(cls: Any, tree: Any) -> None:
    """JSON of any shape, numbers that are none and halves of characters included."""
    read(cls, json.dumps(tree).encode())
    with suppress(CodecError):
        codec.structure(cls, tree)


@settings(max_examples=300, deadline=None)
@given(CLASSES, st.lists(toml_pieces, max_size=40))
def test_any_toml(cls: Any, pieces: list[str]) -> None:
    """Pieces of TOML in any order."""
    read(cls, "".join(pieces).encode())


@settings(max_examples=300, deadline=None)
@given(st.lists(toml_pieces, max_size=30))
def test_the_limits_refuse_nothing_that_is_shallow(pieces: list[str]) -> None:
    """What tomllib reads and is not deep is read, so the scan before it sees the same texts."""
    text = "".join(pieces)
    try:
        expected = tomllib.loads(text)
    except ValueError:
        return
    if depth(expected) < 8 and all_kept(expected):
        assert codec.parse_toml(text.encode()) == expected


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(FULL) - 1), st.integers(0, 40), st.binary(max_size=20))
def test_a_damaged_record(start: int, length: int, put: bytes) -> None:
    """A real record with a piece cut out and another put in."""
    read(EvidenceRecord, FULL[:start] + put + FULL[start + length :])


def depth(tree: object) -> int:
    """Return how many tables and lists stand in each other."""
    if isinstance(tree, dict):
        return 1 + max(map(depth, tree.values()), default=0)
    if isinstance(tree, list):
        return 1 + max(map(depth, tree), default=0)
    return 0


def all_kept(tree: dict[str, Any]) -> bool:
    """Say whether all numbers of *tree* are such as a record can have."""
    numbers = [node for _, node in codec.walk(tree) if isinstance(node, int | float)]
    return all(abs(number) < 2**53 for number in numbers)


@pytest.mark.parametrize("cls", [EvidenceRecord, Rubric, StructureFile, TextFile])
@pytest.mark.parametrize("tree", [{1: 2}, {None: None}, float("nan"), {"format": float("inf")}])
def test_any_tree_that_software_made(cls: Any, tree: Any) -> None:
    """A tree that no file can hold is refused like one that a file can."""
    with pytest.raises(CodecError):
        codec.structure(cls, tree)
