"""Whole record files, valid and broken, and the JSON Schema that programmes write against."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from skillcert import codec
from skillcert.errors import CodecError
from skillcert.model import EvidenceRecord, Rubric
from skillcert.rubrics.files import StructureFile, TextFile
from skillcert.schema import json_schema

from .record_corpus import INVALID, VALID, problem_lines
from .strategies import records

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "record.schema.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
FULL = json.loads(VALID[0].read_bytes())


def places(error: ValidationError) -> Iterator[str]:
    """Yield the paths that *error* is about, written as the codec writes them."""
    path = ""
    for step in error.absolute_path:
        path = codec.at(path, step)
    if error.validator == "required":
        yield from (
            codec.at(path, key) for key in error.validator_value if key not in error.instance
        )
    elif error.validator == "additionalProperties":
        known = error.schema["properties"]
        yield from (codec.at(path, key) for key in error.instance if key not in known)
    elif error.validator == "anyOf" and isinstance(error.instance, dict | list):
        # What is neither null nor faultless: the faults are those of the branch that is not null.
        for inner in error.context or ():
            if inner.schema_path[0] == 0:
                yield from places(inner)
    else:
        yield path


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_record_is_valid_under_both(path: Path) -> None:
    """What the codec reads is valid under the schema."""
    assert problem_lines(path) == ""
    VALIDATOR.validate(json.loads(path.read_bytes()))


def test_there_are_enough_broken_records() -> None:
    """The corpus does not vanish unseen."""
    assert len(INVALID) >= 30


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_broken_record_is_refused_with_these_words(path: Path) -> None:
    """Each broken record is told every problem that it has, in exactly the words beside it."""
    assert problem_lines(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", [p for p in INVALID if not p.stem.startswith("codec_")], ids=lambda path: path.stem
)
def test_schema_and_codec_refuse_the_same_places(path: Path) -> None:
    """Whoever validates with the schema finds the faults at the places where the codec does."""
    with pytest.raises(CodecError) as caught:
        codec.load_json(EvidenceRecord, path.read_bytes())
    told = {problem.path for problem in caught.value.problems}
    found = {
        place
        for error in VALIDATOR.iter_errors(json.loads(path.read_bytes()))
        for place in places(error)
    }
    assert found == told


@settings(max_examples=60, deadline=None)
@given(records(EvidenceRecord))
def test_whatever_is_written_is_valid_under_the_schema(record: EvidenceRecord) -> None:
    """The schema refuses nothing that the codec writes."""
    VALIDATOR.validate(codec.unstructure(record))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_schema_and_codec_agree_on_any_change(data: st.DataObject) -> None:
    """A record with one value changed is valid under both or under neither."""
    tree = json.loads(json.dumps(FULL))
    tables = [node for _, node in codec.walk(tree) if isinstance(node, dict | list) and node]
    table = data.draw(st.sampled_from(tables))
    key = data.draw(st.sampled_from(list(table) if isinstance(table, dict) else [0]))
    table[key] = data.draw(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
            st.sampled_from(["2025-06-12", "0000-00-00", "2025-06-12\n", "a\n", "nb", "guided"]),
            st.sampled_from(["a\u2028b", "a\u00a0", "\u0085", "a\tb", "😀", "A" * 301, "a" * 501]),
            st.sampled_from([[], {}, [{}], ["a"], [None]]),
        )
    )
    try:
        codec.structure(EvidenceRecord, tree)
    except CodecError:
        assert not VALIDATOR.is_valid(tree)
    else:
        VALIDATOR.validate(tree)


@pytest.mark.parametrize("cls", [EvidenceRecord, Rubric, StructureFile, TextFile])
def test_a_schema_is_a_schema(cls: type[Any]) -> None:
    """What is made is valid under draft 2020-12 itself."""
    Draft202012Validator.check_schema(json_schema(cls))


@pytest.mark.parametrize("cls", [Rubric, StructureFile, TextFile])
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_schema_of_another_record_fits_it_too(cls: type[Any], data: st.DataObject) -> None:
    """Pairs, tables with free keys and numbers have their schema too."""
    record = data.draw(records(cls))
    Draft202012Validator(json_schema(cls)).validate(codec.unstructure(record))


def test_every_key_of_the_schema_is_described() -> None:
    """An editor that knows the schema can say what each key is for."""
    for name, table in {"": SCHEMA, **SCHEMA["$defs"]}.items():
        assert table["description"], name
        for key, schema in table.get("properties", {}).items():
            assert schema.get("description"), f"{name}.{key}"
            assert "None" not in schema["description"]


def test_a_class_that_the_codec_cannot_read_has_no_schema() -> None:
    """A type that the codec refuses is refused here too."""
    cls = attrs.make_class("Wrong", {"value": attrs.field(type=float)}, frozen=True)
    with pytest.raises(TypeError, match="a record has no attribute of the type"):
        json_schema(cls)


def test_the_schema_in_the_documents_is_the_one_of_today() -> None:
    """`python tools/write_schema.py` was run after the last change to the record."""
    tool = runpy.run_path(str(ROOT / "tools" / "write_schema.py"))
    written = (ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8")
    assert written == tool["schema_text"]()
