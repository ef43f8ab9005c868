"""Files laid over a plugin's: what comes out, and that faults on either side are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillcert.errors import RubricError
from skillcert.model import Rubric
from skillcert.rubrics import digest_of, load_folder

from .rubric_corpus import VALID

MINIMAL = next(folder for folder in VALID if folder.name == "minimal")
EVERYTHING = next(folder for folder in VALID if folder.name == "everything")
HEAD = 'base = "1.0.0"\nversion = "1.0.0+harbour.1"\n'


def laid_over(base: Path, folder: Path, **files: str) -> Rubric:
    """Return the rubric of *base* with *files* over it; two underscores stand for a full stop."""
    for name, text in files.items():
        (folder / f"{name.replace('__', '.')}.toml").write_text(text, encoding="utf-8")
    (rubric,) = load_folder(base, overlay=folder)
    return rubric


def lines(base: Path, folder: Path, **files: str) -> list[str]:
    """Return what is wrong with *files* over *base*."""
    with pytest.raises(RubricError) as caught:
        laid_over(base, folder, **files)
    return [str(problem) for problem in caught.value.problems]


def test_an_empty_overlay_changes_nothing(tmp_path: Path) -> None:
    """A folder without rubric files leaves the plugin's rubric as it is."""
    assert laid_over(MINIMAL, tmp_path) == load_folder(MINIMAL)[0]


def test_an_overlay_has_a_digest_of_its_own(tmp_path: Path) -> None:
    """Even an overlay that changes only the version is another rubric to a sign-off."""
    assert digest_of(laid_over(MINIMAL, tmp_path, bench=HEAD)) != digest_of(load_folder(MINIMAL)[0])


def test_a_criterion_keeps_its_place(tmp_path: Path) -> None:
    """A changed criterion stays where it was, an added one follows the plugin's."""
    structure = HEAD + (
        '[[criteria]]\nid = "glues_joints"\ngroup = "wood"\ntasks = ["saw_board"]\n'
        '[[criteria]]\nid = "saws_boards"\noccasions = 7\ndays = 7\n'
    )
    words = '[criteria.glues_joints]\ndoes = "Glues joints"\npart = "gluing joints"\n'
    names = {f"bench__{language}": words for language in ("en", "nb", "nn", "da")}
    rubric = laid_over(EVERYTHING, tmp_path, bench=structure, **names)
    keys = [criterion.id for criterion in rubric.criteria]
    assert keys[:3] == ["saws_boards", "planes_boards", "glues_joints"]
    assert rubric.criteria[0].evidence.days == 7
    assert rubric.criteria[0].separate_training


def test_an_added_criterion_needs_its_words(tmp_path: Path) -> None:
    """What comes out of the two is checked as if it had stood in one folder."""
    structure = HEAD + '[[criteria]]\nid = "glues_joints"\ngroup = "wood"\ntasks = ["glue_joint"]\n'
    assert lines(MINIMAL, tmp_path, bench=structure) == [
        'bench.en.toml: tasks.glue_joint: the words are missing. Add glue_joint = "…"',
        (
            "bench.en.toml: criteria.glues_joints: the words are missing. "
            "Add [criteria.glues_joints] with does and part"
        ),
    ]


@pytest.mark.parametrize(
    ("criteria", "what"),
    [
        ("criteria = 3", "criteria: expected a list, found the number 3"),
        ("criteria = [3]", "criteria[1]: expected a table of keys and values, found the number 3"),
        ('criteria = [{ id = ["a"] }]', "criteria[1].id: expected a key of lower-case letters"),
        ("[criteria]\na = 1", "criteria: expected a list, found a table of keys and values"),
    ],
)
def test_an_overlay_of_another_shape_is_told(tmp_path: Path, criteria: str, what: str) -> None:
    """Whatever an overlay holds under `criteria`, a problem comes out and no traceback."""
    assert any(
        line.startswith(f"bench.toml: {what}")
        for line in lines(MINIMAL, tmp_path, bench=HEAD + criteria)
    )


@pytest.mark.parametrize("criteria", ["criteria = 3\n", "criteria = [3]\n", "[criteria]\na = 1\n"])
def test_a_faulty_file_below_is_told(tmp_path: Path, criteria: str) -> None:
    """A fault of the plugin's own file is told, too."""
    base, over = tmp_path / "base", tmp_path / "over"
    base.mkdir()
    over.mkdir()
    (base / "bench.toml").write_text('version = "1.0.0"\n' + criteria, encoding="utf-8")
    structure = HEAD + '[[criteria]]\nid = "saws_boards"\n'
    assert any("bench.toml: criteria" in line for line in lines(base, over, bench=structure))


def test_a_criterion_that_stands_twice_below_is_told(tmp_path: Path) -> None:
    """An overlay does not hide that the plugin's file names a criterion twice."""
    base, over = tmp_path / "base", tmp_path / "over"
    base.mkdir()
    over.mkdir()
    for path in MINIMAL.iterdir():
        (base / path.name).write_bytes(path.read_bytes())
    entry = '\n[[criteria]]\nid = "saws_boards"\ngroup = "wood"\ntasks = ["saw_board"]\n'
    with (base / "bench.toml").open("a", encoding="utf-8") as file:
        file.write(entry)
    assert any("stands more than once" in line for line in lines(base, over, bench=HEAD))
