"""A programme's own rubric files, laid over those of a plugin."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import skillcert_bicycle
from click.testing import CliRunner

from skillcert import Programme, Registry
from skillcert.cli.app import app
from skillcert.errors import RubricError
from skillcert.model import Rubric
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)
HEAD = 'base = "1.0.0"\nversion = "1.0.0+harbour.1"\n'


def write(folder: Path, **files: str) -> Path:
    """Write an overlay of the bicycle workshop; two underscores stand for a full stop."""
    (folder / "bicycle").mkdir(parents=True)
    for name, text in files.items():
        path = folder / "bicycle" / f"{name.replace('__', '.')}.toml"
        path.write_text(text, encoding="utf-8")
    return folder


def overlaid(folder: Path) -> Rubric:
    """Return the bicycle rubric with an overlay."""
    registry = Registry.discover(overlays=folder)
    return registry.rubric("bicycle", "bicycle")


def faults(folder: Path) -> list[str]:
    """Return what is wrong with the bicycle rubric with an overlay."""
    with pytest.raises(RubricError) as caught:
        overlaid(folder)
    return [str(problem) for problem in caught.value.problems]


def test_words_are_changed_one_by_one(tmp_path: Path) -> None:
    """A text file of an overlay changes the words that it names and leaves the others."""
    words = '[criteria.mends_puncture]\ndoes = "Fikser punkteringer"\n'
    rubric = overlaid(write(tmp_path, bicycle=HEAD, bicycle__nb=words))
    plain = Registry.of(skillcert_bicycle).rubric("bicycle", "bicycle")
    assert rubric.text("nb").criterion("mends_puncture").does == "Fikser punkteringer"
    assert rubric.text("nb").criterion("trues_wheels") == plain.text("nb").criterion("trues_wheels")
    assert rubric.text("en") == plain.text("en")


def test_a_criterion_is_changed_and_another_added(tmp_path: Path) -> None:
    """An entry with a known id changes the keys that it names; any other entry is added."""
    structure = HEAD + (
        'languages = ["en"]\n'
        '[[criteria]]\nid = "mends_puncture"\noccasions = 5\n'
        '[[criteria]]\nid = "builds_trailers"\ngroup = "shop"\ntasks = ["build_trailer"]\n'
    )
    words = (
        '[tasks]\nbuild_trailer = "Build a trailer"\n'
        '[criteria.builds_trailers]\ndoes = "Builds trailers"\npart = "building trailers"\n'
    )
    rubric = overlaid(write(tmp_path, bicycle=structure, bicycle__en=words))
    changed, added = rubric.criterion("mends_puncture"), rubric.criterion("builds_trailers")
    assert changed is not None
    assert changed.evidence.occasions == 5
    assert changed.tasks
    assert added is not None


def test_a_certificate_names_the_overlays_version(tmp_path: Path) -> None:
    """What is issued with an overlay names its version and digest, not the plugin's."""
    folder = write(tmp_path, bicycle=HEAD)
    programme = Programme.installed(overlays=folder)
    rubric = programme.registry.rubric("bicycle", "bicycle")
    record = make_record(rubric, workshop="bicycle", criteria=["mends_puncture"], on=ON)
    certificate = programme.draft(record, language="da", on=ON).certificate
    assert certificate.rubric.version == "1.0.0+harbour.1"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('version = "1.0.0+h.1"\n', 'bicycle.toml: base: the key is missing. Write base = "1.0.0"'),
        (
            'base = "0.9.0"\nversion = "1.0.0+h.1"\n',
            (
                "bicycle.toml: base: the overlay was written for version 0.9.0, but 1.0.0 is "
                "installed. Look at what changed, then set base to the installed version"
            ),
        ),
        (
            'base = "1.0.0"\n',
            (
                "bicycle.toml: version: an overlay needs a version of its own. "
                'As version = "1.0.0+ours.1"'
            ),
        ),
    ],
)
def test_versions_cannot_be_mixed_up(tmp_path: Path, head: str, expected: str) -> None:
    """An overlay says which version it was written for and has a version of its own."""
    assert expected in faults(write(tmp_path, bicycle=head))


def test_words_alone_need_a_version_too(tmp_path: Path) -> None:
    """An overlay that changes only words still needs the structure file with the versions."""
    (fault,) = faults(write(tmp_path, bicycle__nb='title = "Sykkel"\n'))
    assert fault.startswith("bicycle.toml: the overlay changes words of this rubric")


def test_an_overlay_is_checked_like_any_rubric(tmp_path: Path) -> None:
    """A fault in an overlay is told with file and path, like that of a plugin's own file."""
    structure = HEAD + '[[criteria]]\nid = "mends_puncture"\ngroup = "whels"\n'
    found = faults(write(tmp_path, bicycle=structure, bicycle__da='titel = "Cykler"\n'))
    assert any(f.startswith("bicycle.toml: criteria[") and "'whels'" in f for f in found)
    assert "bicycle.da.toml: titel: unknown key. Did you mean title?" in found


def test_an_overlay_can_be_checked_before_it_is_used(tmp_path: Path) -> None:
    """`rubric check --over WORKSHOP` names every problem of a folder laid over its rubrics."""
    sound = write(tmp_path / "sound", bicycle=HEAD) / "bicycle"
    broken = write(tmp_path / "broken", bicycle=HEAD, bicycle__da='titel = "x"\n') / "bicycle"
    command = ["rubric", "check", "--over", "bicycle"]
    assert CliRunner().invoke(app, [*command, str(sound)]).stdout == "No problems found.\n"
    result = CliRunner().invoke(app, [*command, str(broken)])
    assert (result.exit_code, result.stdout) == (
        1,
        "bicycle.da.toml: titel: unknown key. Did you mean title?\n",
    )
    assert CliRunner().invoke(app, [*command, str(tmp_path / "nowhere")]).exit_code == 1


def test_the_command_line_reads_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SKILLCERT_RUBRICS` names the folder; `workshops` then shows the overlay's version."""
    monkeypatch.setenv("SKILLCERT_RUBRICS", str(write(tmp_path, bicycle=HEAD)))
    assert "1.0.0+harbour.1" in CliRunner().invoke(app, ["workshops"]).stdout


def test_a_folder_of_no_workshop_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt folder is named with the workshops that there are; it is not passed over."""
    (tmp_path / "bicykle").mkdir()
    monkeypatch.setenv("SKILLCERT_RUBRICS", str(tmp_path))
    result = CliRunner().invoke(app, ["workshops"])
    assert result.exit_code == 3
    assert "no workshop 'bicykle'" in result.stderr
    monkeypatch.setenv("SKILLCERT_RUBRICS", str(tmp_path / "nowhere"))
    assert CliRunner().invoke(app, ["workshops"]).exit_code == 3
