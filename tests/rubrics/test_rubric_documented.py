"""`docs/rubrics.md` describes the files as they are: every key, and an example that is sound."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from skillcert.model import (
    Alignment,
    CriterionText,
    Occupation,
    PerformanceLevel,
    Prerequisite,
    rubric,
)
from skillcert.rubrics import check_path, files, load_folder

TEXT = (Path(__file__).parents[2] / "docs" / "rubrics.md").read_text(encoding="utf-8")
SECTIONS: dict[type[Any], str] = {
    files.StructureFile: "The structure file",
    files.CriterionEntry: "A skill: `[[criteria]]`",
    Prerequisite: "What comes first: `requires`",
    Alignment: "The same skill elsewhere: `alignments`",
    Occupation: "Occupations: `[[occupations]]`",
    files.TextFile: "The text files",
    CriterionText: "The words of a skill: `[criteria.KEY]`",
}
# What is built from the files and is no part of them.
BUILT = {rubric.Criterion, rubric.EvidenceRule, rubric.Rubric, rubric.RubricText, rubric.Task}


def rows(heading: str) -> dict[str, list[str]]:
    """Return the cells of the table of keys under *heading*, by key."""
    section = rf"^###? {re.escape(heading)}\n(.*?)(?=^##|\Z)"
    match = re.search(section, TEXT, re.DOTALL | re.MULTILINE)
    assert match, f"docs/rubrics.md has no section {heading}"
    table = re.search(r"^\| Key .*\n\|[-|]+\n((?:\|.*\n)+)", match[1], re.MULTILINE)
    assert table, f"docs/rubrics.md has no table under {heading}"
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[1].splitlines()]
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a folder with the files that the document shows, under the names that it gives."""
    shown = re.findall(r"`(bench[.a-z]*\.toml)`:\n\n```toml\n(.*?)```", TEXT, re.DOTALL)
    assert [name for name, _ in shown] == ["bench.toml", "bench.en.toml", "bench.nb.toml"]
    for name, text in shown:
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path


def test_every_class_of_the_files_has_a_section() -> None:
    """A class that is added to the files must be described."""
    named = [getattr(module, name) for module in (rubric, files) for name in module.__all__]
    records = {cls for cls in named if isinstance(cls, type) and attrs.has(cls)}
    assert records - BUILT == set(SECTIONS)


@pytest.mark.parametrize("cls", SECTIONS, ids=lambda cls: cls.__name__)
def test_every_key_is_described_and_no_other(cls: type[Any]) -> None:
    """The table has a row for each key, in its order, and says which must be there."""
    described = rows(SECTIONS[cls])
    assert list(described) == [field.name for field in attrs.fields(cls)]
    for field in attrs.fields(cls):
        value, if_left_out, meaning = described[field.name]
        assert (if_left_out == "**needed**") == (field.default is attrs.NOTHING), field.name
        assert value, field.name
        assert meaning, field.name


def test_every_level_is_named() -> None:
    """What can stand under `level` is named, each with its key."""
    value = rows(SECTIONS[Prerequisite])["level"][0]
    assert re.findall(r"`(\w+)`", value) == [level.value for level in PerformanceLevel]


def test_the_example_is_sound(example: Path) -> None:
    """Who copies the example gets a rubric without a problem, in two languages."""
    assert check_path(example) == ()
    (found,) = load_folder(example)
    assert found.languages == ("en", "nb")
    assert [criterion.id for criterion in found.criteria] == [
        "saws_boards",
        "planes_boards",
        "safety_order",
        "quality",
    ]


def test_the_messages_are_what_the_check_says(example: Path) -> None:
    """The two problems that the document shows are told in exactly those words."""
    shown = re.findall(r"```text\n(.*?)```", TEXT, re.DOTALL)[0]
    structure, text = example / "bench.toml", example / "bench.nb.toml"
    misspelt = structure.read_text(encoding="utf-8").replace(
        'criterion = "saws_boards"', 'criterion = "saw_boards"'
    )
    structure.write_text(misspelt, encoding="utf-8")
    cut = text.read_text(encoding="utf-8").replace('plane_board = "Høvle et bord"\n', "")
    text.write_text(cut, encoding="utf-8")
    assert "".join(f"{problem}\n" for problem in check_path(example)) == shown


@pytest.mark.parametrize("bound", ["20", "120", "512 KiB", "2,000"])
def test_the_bounds_are_named(bound: str) -> None:
    """Who meets a bound finds it in the document."""
    assert bound in TEXT


def test_the_overlay_in_the_document_is_sound(tmp_path: Path) -> None:
    """The files to be laid over the bicycle workshop's fit over them."""
    (shown,) = re.findall(r"which version comes out:\n\n```toml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "bicycle.toml").write_text(shown, encoding="utf-8")
    bicycle = Path(__file__).parents[2] / "rubrics" / "skillcert_rubrics" / "bicycle"
    (found,) = load_folder(bicycle, overlay=tmp_path)
    criterion = found.criterion("mends_puncture")
    assert found.version == "1.0.0+harbour.1"
    assert criterion is not None
    assert criterion.evidence.occasions == 5
