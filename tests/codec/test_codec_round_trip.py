"""What is written is what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert import codec
from skillcert.model import (
    Alignment,
    Assessor,
    Attachment,
    Choices,
    Criterion,
    CriterionText,
    Evidence,
    EvidenceRecord,
    EvidenceRule,
    Holder,
    Issuer,
    Occupation,
    Period,
    Prerequisite,
    Rubric,
    RubricChoice,
    RubricText,
    SignOff,
    Task,
    Withdrawal,
)
from skillcert.rubrics.files import CriterionEntry, StructureFile, TextFile

from .strategies import records

VALID = sorted((Path(__file__).parent / "records" / "valid").glob("*.json"))
CLASSES: tuple[type[Any], ...] = (
    Alignment,
    Assessor,
    Attachment,
    Choices,
    Criterion,
    CriterionEntry,
    CriterionText,
    Evidence,
    EvidenceRecord,
    EvidenceRule,
    Holder,
    Issuer,
    Occupation,
    Period,
    Prerequisite,
    Rubric,
    RubricChoice,
    RubricText,
    SignOff,
    StructureFile,
    Task,
    TextFile,
    Withdrawal,
)


@settings(max_examples=40, deadline=None)
@given(st.data())
@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_a_record_is_read_back_from_its_tree(cls: type[Any], data: st.DataObject) -> None:
    """A record that is taken apart and put together is the same record."""
    record = data.draw(records(cls))
    assert codec.structure(cls, codec.unstructure(record)) == record


@settings(max_examples=40, deadline=None)
@given(st.data())
@pytest.mark.parametrize("cls", [EvidenceRecord, Rubric], ids=lambda cls: cls.__name__)
def test_a_record_is_read_back_from_its_bytes(cls: type[Any], data: st.DataObject) -> None:
    """Both the canonical bytes and the text for people hold the whole record, and the same one."""
    record = data.draw(records(cls))
    for written in (codec.canonical(record), codec.pretty(record).encode()):
        again = codec.load_json(cls, written)
        assert again == record
        assert codec.digest(again) == codec.digest(record)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_file_is_read_back_as_it_was_written(path: Path) -> None:
    """A file that names no default value is the tree of the record that is read from it."""
    data = path.read_bytes()
    record = codec.load_json(EvidenceRecord, data)
    assert codec.unstructure(record) == json.loads(data)


def test_what_is_default_is_not_written() -> None:
    """A later optional attribute changes nothing in the bytes of the records of today."""
    assert codec.unstructure(Choices()) == {}
    assert codec.canonical(EvidenceRule()) == b"{}"
    assert codec.structure(EvidenceRule, {"occasions": 1}) == EvidenceRule()


def test_pretty_is_for_people() -> None:
    """Text for people is indented, keeps the record's order and its letters, and ends its line."""
    holder = codec.structure(Holder, {"id": "p-1", "name": "Åse"})
    assert codec.pretty(holder) == '{\n  "id": "p-1",\n  "name": "Åse"\n}\n'
