"""Rubric folders: what is read, and what a supervisor or translator is told of the rest."""

from __future__ import annotations

import shutil
import zipfile
from importlib.resources import files
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

from skillcert.cli.app import app
from skillcert.errors import RubricError
from skillcert.model import EvidenceRule, Line, PerformanceLevel, Prerequisite, Rubric, Token
from skillcert.rubrics import check_path, digest_of, load_folder

from .rubric_corpus import INVALID, VALID, expected, problem_lines

MINIMAL = next(folder for folder in VALID if folder.name == "minimal")
EVERYTHING = next(folder for folder in VALID if folder.name == "everything")
DIGEST = "sha256:de772fdd03ee5545ecfbddcc1ef8a504a09fd604a118adcd8aa5f9a554cbc5f9"
"""The digest of the minimal rubric."""

SHARED = (
    "safety_order",
    "learns",
    "passes_on",
    "teamwork",
    "welcomes",
    "customers",
    "plans_day",
    "agreements",
    "quality",
)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Return a folder of one's own with a small, sound rubric in it."""
    folder = tmp_path / "verksted på Ås"
    shutil.copytree(MINIMAL, folder)
    return folder


def only(folder: Path) -> Rubric:
    """Return the one rubric of *folder*."""
    (rubric,) = load_folder(folder)
    return rubric


def test_there_are_enough_broken_rubrics() -> None:
    """The corpus does not vanish unseen, and no folder of it expects nothing."""
    assert len(INVALID) >= 60
    assert len(VALID) >= 6
    assert all(expected(folder).strip() for folder in INVALID)


@pytest.mark.parametrize("folder", INVALID, ids=lambda folder: folder.name)
def test_a_broken_rubric_is_told_in_these_words(folder: Path) -> None:
    """Each broken rubric is told every problem that it has, in exactly the lines beside it.

    The library tells it, the error that refuses the folder holds it, and the command line prints
    it, one line a problem, and says no.
    """
    lines = expected(folder)
    assert problem_lines(folder) == lines
    with pytest.raises(RubricError) as caught:
        load_folder(folder)
    assert [str(problem) for problem in caught.value.problems] == lines.splitlines()
    result = CliRunner().invoke(app, ["rubric", "check", str(folder)])
    assert (result.stdout, result.exit_code) == (lines, 1)


@pytest.mark.parametrize("folder", VALID, ids=lambda folder: folder.name)
def test_a_sound_rubric_has_no_problem(folder: Path) -> None:
    """What is sound is read, and the command line says yes."""
    assert check_path(folder) == ()
    assert load_folder(folder)
    result = CliRunner().invoke(app, ["rubric", "check", str(folder)])
    assert (result.stdout, result.exit_code) == ("No problems found.\n", 0)


def test_several_folders_are_checked_in_one_go() -> None:
    """The command line takes several folders and tells the problems of all."""
    first, second = INVALID[:2]
    result = CliRunner().invoke(app, ["rubric", "check", *map(str, (first, VALID[0], second))])
    assert (result.stdout, result.exit_code) == (expected(first) + expected(second), 1)


def test_the_shared_criteria_are_sound() -> None:
    """The nine criteria that every workshop shares stand in the library, in all its languages."""
    rubric = only(Path(str(files("skillcert.rubrics"))) / "shared")
    assert tuple(criterion.id for criterion in rubric.criteria) == SHARED
    assert rubric.languages == ("da", "en", "nb", "nn")


def test_everything_that_the_files_say_is_in_the_rubric() -> None:
    """No key is read and then forgotten."""
    rubric = only(EVERYTHING)
    assert (rubric.id, rubric.version) == ("bench", "1.0.0")
    assert rubric.languages == ("da", "en", "nb", "nn")
    assert rubric.groups == ("wood", "finish", "craft", "everyday")
    assert [occupation.isco for occupation in rubric.occupations] == ["7522"]
    saws = rubric.criterion("saws_boards")
    assert saws is not None
    assert saws.requires == (
        Prerequisite(criterion=Token("safety_order"), level=PerformanceLevel.SOME_HELP),
        Prerequisite(criterion=Token("planes_boards")),
    )
    assert saws.evidence == EvidenceRule(occasions=20, days=20)
    assert saws.renew_after_months == 120
    assert (saws.separate_training, saws.opt_in, saws.second_assessor) == (True, True, True)
    assert (saws.shared, saws.any_task) == (False, False)
    assert [alignment.label for alignment in saws.alignments] == [
        "apply health and safety standards",
        "sawing",
    ]
    assert saws.alignments[0].labels.get("nb") == "følge HMS-standarder"


def test_shared_criteria_follow_the_trades_own_in_the_order_of_their_naming() -> None:
    """Shared criteria come last, are marked as shared, and show in every task."""
    rubric = only(EVERYTHING)
    keys = [criterion.id for criterion in rubric.criteria]
    assert keys == ["saws_boards", "planes_boards", "safety_order", "quality", "agreements"]
    for criterion in rubric.criteria[2:]:
        assert (criterion.shared, criterion.any_task) == (True, True)
        assert set(criterion.tasks) <= rubric.task_ids
    assert rubric.criteria[-1].opt_in


@pytest.mark.parametrize("folder", VALID, ids=lambda folder: folder.name)
def test_every_key_has_its_words_in_every_language(folder: Path) -> None:
    """Whatever a rubric lists can be shown in each of its languages, shared criteria included."""
    for rubric in load_folder(folder):
        for text in rubric.texts:
            assert all(text.criterion(criterion.id).does for criterion in rubric.criteria)
            assert all(text.task(task.id) for task in rubric.tasks)
            assert all(text.group(group) for group in rubric.groups)


def test_rubrics_are_sorted_by_id() -> None:
    """A folder may hold several rubrics; they come in the order of their ids."""
    folder = next(folder for folder in VALID if folder.name == "two_rubrics")
    assert [rubric.id for rubric in load_folder(folder)] == ["bench", "yard"]


def test_a_rubric_is_read_from_a_zip_file(tmp_path: Path) -> None:
    """A plugin may be installed as a zip file; its folders are read like any other."""
    with zipfile.ZipFile(tmp_path / "plugin.zip", "w") as archive:
        for path in MINIMAL.iterdir():
            archive.write(path, f"rubrics/{path.name}")
    with zipfile.ZipFile(tmp_path / "plugin.zip") as archive:
        found = load_folder(zipfile.Path(archive, "rubrics/"))
    assert found == load_folder(MINIMAL)


def test_a_windows_editor_changes_nothing() -> None:
    """A byte order mark and Windows line ends give the same rubric, with the same digest."""
    folder = next(folder for folder in VALID if folder.name == "windows_editor")
    assert only(folder) == only(MINIMAL)
    assert digest_of(only(folder)) == digest_of(only(MINIMAL))


def test_the_digest_covers_structure_and_words() -> None:
    """Two rubrics have the same digest only if every key and every word is the same."""
    rubric = only(EVERYTHING)
    assert digest_of(rubric).startswith("sha256:")
    assert len(digest_of(rubric)) == 71
    others = [
        attrs.evolve(rubric, texts=rubric.texts[1:]),
        attrs.evolve(rubric, criteria=rubric.criteria[1:]),
        attrs.evolve(rubric, groups=rubric.groups[::-1]),
        attrs.evolve(rubric, texts=(attrs.evolve(rubric.texts[0], title=Line("Other")),)),
    ]
    assert len({digest_of(other) for other in (rubric, *others)}) == len(others) + 1


def test_the_digest_of_a_version_never_changes() -> None:
    """Sign-offs name this digest, so the library may never come to another for the same files."""
    assert digest_of(only(MINIMAL)) == DIGEST


@pytest.mark.parametrize("name", ["bench.toml", "bench.en.toml"])
def test_one_file_stands_for_its_rubric(bench: Path, name: str) -> None:
    """Who names a single file gets the whole rubric checked, text files included."""
    assert check_path(bench / name) == ()
    (bench / "bench.en.toml").write_text('language = "en"\n', encoding="utf-8")
    (bench / "yard.toml").write_text("", encoding="utf-8")
    problems = check_path(bench / name)
    assert {problem.file for problem in problems} == {"bench.en.toml"}


def test_a_text_file_without_its_rubric_is_told_so(bench: Path) -> None:
    """A text file that is named alone is not judged without its structure file."""
    (bench / "bench.toml").unlink()
    (problem,) = check_path(bench / "bench.en.toml")
    assert (problem.file, problem.what) == ("bench.toml", "the structure file is missing")


def test_what_is_no_rubric_file_is_told_so(bench: Path) -> None:
    """A file of another kind is named as what it is not."""
    (bench / "notes.txt").write_text("", encoding="utf-8")
    (problem,) = check_path(bench / "notes.txt")
    assert str(problem) == (
        "notes.txt: this is no rubric file. The name of a rubric file ends in .toml"
    )


def test_what_is_not_there_is_told_so(bench: Path) -> None:
    """A path that does not exist is a problem to the check and an error to the library."""
    missing = bench / "missing"
    (problem,) = check_path(missing)
    assert str(problem) == f"{missing}: there is no such file or folder"
    with pytest.raises(RubricError, match="the folder cannot be read: "):
        load_folder(missing)
    result = CliRunner().invoke(app, ["rubric", "check", str(missing)])
    assert (result.stdout, result.exit_code) == (f"{problem}\n", 1)


def test_a_file_in_place_of_a_folder_is_refused(bench: Path) -> None:
    """The library asks for a folder and says so of anything else."""
    with pytest.raises(RubricError, match="the folder cannot be read"):
        load_folder(bench / "bench.toml")


def test_a_folder_in_place_of_a_file_is_told(bench: Path) -> None:
    """A folder whose name ends in .toml is a problem and no traceback."""
    (bench / "bench.en.toml").unlink()
    (bench / "bench.en.toml").mkdir()
    (problem,) = check_path(bench)
    assert problem.file == "bench.en.toml"
    assert problem.what.startswith("the file cannot be read: ")


def test_a_file_that_is_too_large_is_told(bench: Path) -> None:
    """A file of more than half a mebibyte is refused before it is read as TOML."""
    with (bench / "bench.en.toml").open("a", encoding="utf-8") as file:
        file.write("# no words\n" * 50_000)
    (problem,) = check_path(bench)
    assert problem.file == "bench.en.toml"
    assert problem.what.startswith("too large: ")


@pytest.mark.parametrize(
    "line",
    [
        ".".join(["a"] * 50_000) + " = 1",
        "a = " + "{ a = " * 20_000 + "1" + " }" * 20_000,
        "a = " + "[\n" * 100_000 + "]\n" * 100_000,
    ],
    ids=["dotted key", "inline tables", "lists"],
)
def test_a_file_made_to_keep_the_parser_busy_is_refused(bench: Path, line: str) -> None:
    """A file of 100 KB that would take minutes is one problem at once."""
    with (bench / "bench.toml").open("a", encoding="utf-8") as file:
        file.write(line)
    (problem,) = check_path(bench)
    assert problem.file == "bench.toml"


def test_every_criterion_of_a_long_circle_is_named(bench: Path) -> None:
    """A circle of a hundred criteria is found and told once, with the way round it."""
    entries = [
        f'[[criteria]]\nid = "c{i}"\ngroup = "wood"\ntasks = ["saw_board"]\n'
        f'requires = [{{ criterion = "c{(i + 1) % 100}" }}]\n'
        for i in range(100)
    ]
    head = (bench / "bench.toml").read_text(encoding="utf-8").partition("[[criteria]]")[0]
    (bench / "bench.toml").write_text(head + "\n".join(entries), encoding="utf-8")
    circles = [problem for problem in check_path(bench) if "circle" in problem.what]
    (circle,) = circles
    assert circle.path == "criteria[0].requires (c0)"
    assert "c98 needs c99, c99 needs c0" in circle.what
