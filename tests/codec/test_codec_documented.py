"""`docs/record.md` describes the record as it is: every key, every choice, and an example."""

from __future__ import annotations

import datetime as dt
import doctest
import enum
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from skillcert import codec
from skillcert.model import EvidenceRecord, PerformanceLevel, record
from skillcert.rubrics import digest_of, load_folder
from skillcert.rules import record_problems, standing_of

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
SECTIONS = {
    record.EvidenceRecord: "The record",
    record.RubricChoice: "rubric",
    record.Holder: "holder",
    record.Issuer: "issuer",
    record.Assessor: "assessors",
    record.Evidence: "evidence",
    record.Product: "product",
    record.Attachment: "attachments",
    record.SignOff: "sign_offs",
    record.Withdrawal: "withdrawals",
    record.Period: "period",
    record.Choices: "choices",
}
CLASSES = [getattr(record, name) for name in record.__all__ if name != "RECORD_FORMAT"]


def rows(heading: str) -> dict[str, list[str]]:
    """Return the cells of the table of keys under *heading*, by key."""
    match = re.search(
        rf"^###? {re.escape(heading)}\n(.*?)(?=^##|\Z)", TEXT, re.DOTALL | re.MULTILINE
    )
    assert match, f"docs/record.md has no section {heading}"
    table = re.search(r"^\| Key .*\n\|[-|]+\n((?:\|.*\n)+)", match[1], re.MULTILINE)
    assert table, f"docs/record.md has no table under {heading}"
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[1].splitlines()]
    return {row[0].strip("`"): row[1:] for row in cells}


def example() -> EvidenceRecord:
    """Return the record that the document shows."""
    (text,) = EXAMPLE
    return codec.load_json(EvidenceRecord, text.encode(), source="docs/record.md")


def test_every_class_of_the_record_has_a_section() -> None:
    """A class that is added to the record must be described."""
    records = {cls for cls in CLASSES if attrs.has(cls)}
    assert records == set(SECTIONS)


@pytest.mark.parametrize("cls", SECTIONS, ids=lambda cls: cls.__name__)
def test_every_key_is_described_and_no_other(cls: type[Any]) -> None:
    """The table has a row for each attribute, in its order, and says which must be there."""
    described = rows(SECTIONS[cls])
    assert list(described) == [field.name for field in attrs.fields(cls)]
    for field in attrs.fields(cls):
        kind, if_left_out, on_paper, meaning = described[field.name]
        assert (if_left_out == "**refused**") == (field.default is attrs.NOTHING), field.name
        assert all((kind, on_paper, meaning)), field.name


@pytest.mark.parametrize(
    "kind",
    [*(cls for cls in CLASSES if issubclass(cls, enum.Enum)), PerformanceLevel],
    ids=lambda kind: kind.__name__,
)
def test_every_choice_is_described(kind: type[enum.Enum]) -> None:
    """Every value that can be chosen is named."""
    for member in kind:
        assert f"`{member.value}`" in TEXT


def test_the_example_is_valid() -> None:
    """Codec, schema and rules find nothing wrong with the example under the bicycle rubric."""
    (rubric,) = load_folder(ROOT / "rubrics" / "skillcert_rubrics" / "bicycle")
    assert record_problems(example(), rubric, digest_of(rubric)) == ()
    schema = json.loads((ROOT / "docs" / "record.schema.json").read_bytes())
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(EXAMPLE[0]))


def test_the_example_achieves_what_it_says() -> None:
    """The example's person mends a puncture independently."""
    (rubric,) = load_folder(ROOT / "rubrics" / "skillcert_rubrics" / "bicycle")
    standings = standing_of(rubric, example(), on=dt.date(2025, 4, 2))
    achieved = {one.criterion.id: one.level for one in standings if one.level is not None}
    assert achieved == {"mends_puncture": PerformanceLevel.INDEPENDENT}


def test_the_example_names_no_default() -> None:
    """What the document advises is what its example does."""
    assert codec.unstructure(example()) == json.loads(EXAMPLE[0])


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of Python do what they say, from the root of the repository."""
    monkeypatch.chdir(ROOT)
    found = doctest.DocTestParser().get_doctest(TEXT, {}, "record.md", None, 0)
    assert doctest.DocTestRunner().run(found).failed == 0
