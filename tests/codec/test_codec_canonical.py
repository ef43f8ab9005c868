"""Canonical bytes: RFC 8785 as it is published, and what has no canonical form."""

from __future__ import annotations

import datetime as dt
import json
import math
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert import codec
from skillcert.errors import CodecError
from skillcert.model import EvidenceRecord, Holder, Translations

HERE = Path(__file__).parent
VECTORS = json.loads((HERE / "rfc8785_vectors.json").read_bytes())
NUMBERS = VECTORS["numbers"]["vectors"]
REFUSED = VECTORS["refused"]["vectors"]
MINIMAL = (HERE / "records" / "valid" / "minimal.json").read_bytes()
GOLDEN = {
    "full": "sha256:687f1dbb2137c987efafae4bec6e71dd51e2a0665bd88bed46b168704bd4f037",
    "minimal": "sha256:3f1ef00ab1925e3a259f894c4df7ec037c24d6e8007ebba4773c9b5f56ea8bc9",
}
"""The digests of the valid records. A change here breaks every signature that was ever made."""

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.text(st.characters(exclude_categories=["Cs"])),
)
trees = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4),
    ),
    max_leaves=20,
)


def double(bits: str) -> float:
    """Return the double that has these *bits*, in hexadecimal digits."""
    number: float = struct.unpack(">d", bytes.fromhex(bits))[0]
    return number


def test_the_published_example_has_the_published_bytes() -> None:
    """Sections 3.2.2 to 3.2.4: white space, numbers, escapes and order, byte for byte."""
    example = VECTORS["serialization"]
    found = codec.canonical(json.loads(example["input"]))
    assert found == example["canonical"].encode()
    assert found.hex() == example["utf8"]


def test_keys_have_the_published_order() -> None:
    """Section 3.2.3: keys stand in the order of their UTF-16 code units, not of their letters."""
    example = VECTORS["sorting"]
    found = codec.canonical(codec.parse_json(example["input"].encode()))
    assert list(json.loads(found).values()) == example["order"]


@pytest.mark.parametrize("vector", NUMBERS, ids=lambda vector: vector["ieee754"])
def test_numbers_are_written_as_published(vector: dict[str, str]) -> None:
    """Appendix B: a double is written as ECMAScript writes it."""
    number = double(vector["ieee754"])
    assert codec.canonical(number) == vector["json"].encode()


@pytest.mark.parametrize("number", [*(double(v["ieee754"]) for v in REFUSED), -math.inf])
def test_numbers_that_are_refused_as_published(number: float) -> None:
    """Appendix B: NaN and the infinities have no canonical form."""
    with pytest.raises(CodecError, match="no canonical form"):
        codec.canonical({"a": number})


@settings(deadline=None)
@given(trees)
def test_canonical_bytes_are_json_and_stay_what_they_are(tree: Any) -> None:
    """Canonical bytes are read back as the same tree, which has the same canonical bytes."""
    written = codec.canonical(tree)
    assert codec.parse_json(written) == tree
    assert codec.canonical(codec.parse_json(written)) == written
    assert codec.parse_json(codec.pretty(tree).encode()) == tree


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), scalars))
def test_the_order_of_keys_is_the_order_of_utf_16(tree: dict[str, Any]) -> None:
    """Whatever the keys are, they stand in the order of their UTF-16 code units."""
    keys = list(json.loads(codec.canonical(tree)))
    assert keys == sorted(keys, key=lambda key: key.encode("utf-16-be"))


def nested(step: Callable[[Any], Any]) -> Any:
    """Return a tree of 100,000 levels."""
    tree: Any = 0
    for _ in range(100_000):
        tree = step(tree)
    return tree


def circle() -> list[Any]:
    """Return a list that holds itself."""
    tree: list[Any] = []
    tree.append(tree)
    return tree


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(lambda: nested(lambda inner: [inner]), id="lists"),
        pytest.param(lambda: nested(lambda inner: {"a": inner}), id="objects"),
        pytest.param(lambda: nested(lambda inner: [{"a": (inner,)}]), id="mixed"),
        pytest.param(circle, id="circle"),
    ],
)
@pytest.mark.parametrize("write", [codec.canonical, codec.digest, codec.pretty])
def test_a_deep_tree_has_no_canonical_form(
    write: Callable[[Any], object], tree: Callable[[], Any]
) -> None:
    """Where rfc8785 or cattrs would exhaust the stack, there is one of our own errors."""
    with pytest.raises(CodecError, match="it is nested too deep"):
        write(tree())


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"\ud800": 1}, "a key holds half of a surrogate pair"),
        ({"a": "\udfff"}, "input contains non-UTF-8 codepoints"),
        (2**53, "exceeds safe integer domain"),
        (-(2**53), "exceeds safe integer domain"),
        ({1: 2}, "object keys must be strings"),
        ({None: 2, "a": 1}, "object keys must be strings"),
        ({("a", 1): 2}, "unhashable"),
        ({1, 2}, "unsupported type"),
        (b"bytes", "unsupported type"),
        (object(), "unsupported type"),
        (dt.datetime(2025, 6, 12), "unsupported type"),  # noqa: DTZ001 - that is what is tried
        (dt.time(12), "unsupported type"),
        (1j, "unsupported type"),
        (10**5000, "Exceeds the limit"),
        (Translations(entries=(1, 2)), "cannot convert"),  # type: ignore[arg-type]
        (Holder(id=object(), name=b""), "unsupported type"),  # type: ignore[arg-type]
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
@pytest.mark.parametrize("write", [codec.canonical, codec.digest, codec.pretty])
def test_what_json_has_not_is_refused(
    write: Callable[[Any], object], value: object, reason: str
) -> None:
    """Whatever software puts into a record, nothing but a CodecError comes out."""
    with pytest.raises(CodecError) as caught:
        write(value)
    (problem,) = caught.value.problems
    assert problem.what.startswith("the value has no canonical form: ")
    assert reason in problem.what
    assert len(problem.what) < 300


@pytest.mark.parametrize("tree", [circle(), Holder(id=1, name=2)])  # type: ignore[arg-type]
def test_taking_apart_raises_nothing_else(tree: object) -> None:
    """A record that software built past its types is taken apart, or refused by a CodecError."""
    with suppress(CodecError):
        codec.unstructure(tree)
    wrong: dict[str, Any] = {"holder": "Kim", "issuer": None}
    broken = attrs.evolve(codec.load_json(EvidenceRecord, MINIMAL), **wrong)
    with pytest.raises(CodecError):
        codec.unstructure(broken)


def test_a_date_is_written_as_its_day() -> None:
    """A day is text in JSON, and an enum is its value."""
    assert codec.canonical({"on": dt.date(2025, 6, 12)}) == b'{"on":"2025-06-12"}'


@pytest.mark.parametrize("name", GOLDEN)
def test_a_digest_never_changes(name: str) -> None:
    """The digest of a record is the same in every version of the library that reads its format."""
    data = (HERE / "records" / "valid" / f"{name}.json").read_bytes()
    assert codec.digest(codec.load_json(EvidenceRecord, data)) == GOLDEN[name]
