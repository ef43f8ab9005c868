"""What the kit holds: a plugin that works at once, plainly marked examples, every key explained."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import attrs
import pytest

from skillcert import Programme, Registry, __version__
from skillcert.model import Alignment, CriterionText, Occupation, PerformanceLevel, Prerequisite
from skillcert.rubrics import check_path
from skillcert.rubrics.files import CriterionEntry, StructureFile, TextFile
from skillcert.scaffold import workshop_files
from skillcert.testing import check_plugin, make_record
from skillcert.texts import LANGUAGES, words

from .conftest import Load, written

ROOT = Path(__file__).parents[2]
ON = dt.date(2025, 6, 30)
EXAMPLE = {"en": "EXAMPLE", "nb": "EKSEMP", "nn": "DØME", "da": "EKSEMP"}
HARD_TITLE = 'Wash "&" iron \\ Vaskeri \u2013 $name ${name} \'\'\' """ #'
# A comment that holds nothing but a table's head or a key with its value is a key to switch on.
SWITCHED_OFF = re.compile(r"^# (?=\[\[[a-z]+\]\]$|[a-z_]+ = .)", re.MULTILINE)


def rubric_text(name: str = "laundry") -> str:
    """Return the structure file of a new workshop."""
    return workshop_files(name)[f"src/skillcert_{name}/rubrics/{name}.toml"]


def switched_on(text: str) -> str:
    """Return a rubric file with every key in it that was only a comment."""
    return SWITCHED_OFF.sub("", text)


@pytest.mark.parametrize("languages", [("en", "nb", "nn", "da"), ("nb",), ("da", "en")])
def test_a_new_workshop_keeps_the_contract_of_plugins(
    load: Load, languages: tuple[str, ...]
) -> None:
    """The plugin passes the conformance suite as it is written, in the languages asked for."""
    module = load("laundry", workshop_files("laundry", languages=languages))
    check_plugin(module, languages=languages)
    (rubric,) = Registry.of(module, strict=True).rubrics("laundry")
    assert set(rubric.languages) == set(languages)


@pytest.mark.parametrize("level", PerformanceLevel)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_certificate_is_made(load: Load, language: str, level: PerformanceLevel) -> None:
    """Each example fits on a certificate, at every level, without a word to look at twice."""
    programme = Programme(Registry.of(load("laundry", workshop_files("laundry")), strict=True))
    rubric = programme.registry.rubric("laundry", "laundry")
    record = make_record(rubric, workshop="laundry", level=level, on=ON)
    issued = programme.issue(record, language=language, on=ON)
    assert issued.pdf.startswith(b"%PDF-")
    assert issued.warnings == ()


def test_it_takes_in_every_shared_skill(load: Load) -> None:
    """The workshop has a few skills of its own, in groups, and all that workshops share."""
    (rubric,) = Registry.of(load("laundry", workshop_files("laundry"))).rubrics("laundry")
    (bicycle,) = Programme.installed().registry.rubrics("bicycle")
    assert [c.id for c in rubric.criteria if c.shared] == [
        c.id for c in bicycle.criteria if c.shared
    ]
    own = [criterion for criterion in rubric.criteria if not criterion.shared]
    assert 2 <= len(own) <= 3
    assert len({criterion.group for criterion in own}) == len(own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_are_marked(language: str) -> None:
    """Every group of words that is an example says so, in a comment in the file's language."""
    files = workshop_files("laundry")
    text = files[f"src/skillcert_laundry/rubrics/laundry.{language}.toml"]
    mark = EXAMPLE[language]
    for part in ("field = ", "[groups]", "[tasks]", "[criteria."):
        places = [match.start() for match in re.finditer(f"^{re.escape(part)}", text, re.MULTILINE)]
        assert places
        for place in places:
            comment = text[:place].rstrip("\n").rpartition("\n")[2]
            assert comment.startswith(f"# {mark}"), comment
    assert rubric_text().count("# EXAMPLE: ") == rubric_text().count("[[criteria]]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_quote_the_certificate(language: str) -> None:
    """The comments quote what stands before the field and over `part` as the certificate has it."""
    text = workshop_files("laundry")[f"src/skillcert_laundry/rubrics/laundry.{language}.toml"]
    spoken = words(language)
    before_field = spoken.certificate.opening.partition(" {field}")[0].rpartition("{name} ")[2]
    for quoted in (before_field, spoken.level(PerformanceLevel.GUIDED).heading):
        assert re.search(f'["«]{quoted}["»]', text)


@pytest.mark.parametrize(
    "record", [StructureFile, CriterionEntry, Occupation, Alignment, Prerequisite]
)
def test_every_key_of_a_rubric_stands_in_it(record: type[attrs.AttrsInstance]) -> None:
    """Each key that a structure file may have stands there, in use or as a comment to switch on."""
    text = switched_on(rubric_text())
    for field in attrs.fields(record):
        pattern = rf"(^|[{{ ,[]){field.name}(\]\]| = )"
        assert re.search(pattern, text, re.MULTILINE), field.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_the_words_stands_in_them(language: str) -> None:
    """Each key that a text file may have stands in the kit's."""
    text = workshop_files("laundry")[f"src/skillcert_laundry/rubrics/laundry.{language}.toml"]
    for record in (TextFile, CriterionText):
        for field in attrs.fields(record):
            assert re.search(rf"^\[?{field.name}(\]|\.| = )", text, re.MULTILINE), field.name


def test_what_is_switched_off_works(tmp_path: Path) -> None:
    """With every key of its comments switched on, the rubric has no problem."""
    files = workshop_files("laundry")
    path = "src/skillcert_laundry/rubrics/laundry.toml"
    on = switched_on(files[path])
    assert len(tomllib.loads(on)["criteria"][2]) > len(tomllib.loads(files[path])["criteria"][2])
    folder = written(tmp_path, {**files, path: on}) / "src/skillcert_laundry/rubrics"
    assert check_path(folder) == ()


def test_the_title_stands_as_it_was_given(load: Load) -> None:
    """Whatever a title holds, quotes, backslashes, placeholders, it arrives in every language."""
    files = workshop_files("laundry", title=HARD_TITLE)
    (rubric,) = Registry.of(load("laundry", files), strict=True).rubrics("laundry")
    assert {text.title for text in rubric.texts} == {HARD_TITLE}


def test_without_a_title_the_name_is_one(load: Load) -> None:
    """A title that was not given is made from the name."""
    files = workshop_files("sewing_room")
    (rubric,) = Registry.of(load("sewing_room", files), strict=True).rubrics("sewing_room")
    assert rubric.text("en").title == "Sewing room"


def test_the_distribution(load: Load) -> None:
    """It asks for this skillcert or a later one, and names its package as the entry point."""
    files = workshop_files("sewing_room")
    project = tomllib.loads(files["pyproject.toml"])["project"]
    assert project["name"] == "skillcert-sewing-room"
    assert project["entry-points"]["skillcert"] == {"sewing_room": "skillcert_sewing_room"}
    (needed,) = project["dependencies"]
    assert __version__.startswith(needed.removeprefix("skillcert>="))
    assert files["src/skillcert_sewing_room/py.typed"] == ""


@pytest.mark.parametrize("name", ["l", "laundry", "x" * 40])
def test_files_are_plain_text(name: str) -> None:
    """Lines end in a line feed, without blanks before it; no path is too long for Windows."""
    for path, text in workshop_files(name).items():
        assert not re.search(r"[\r\t]|[ \n]\n\Z|[ ]$", text, re.MULTILINE), path
        assert text == "" or text.endswith("\n")
        assert len(f"skillcert-{name}/{path}") <= 180


def test_the_same_name_gives_the_same_files() -> None:
    """Nothing depends on the order of the languages or on anything but the arguments."""
    there = workshop_files("laundry", languages=("da", "en"))
    back = workshop_files("laundry", languages=("en", "da", "en"))
    assert there == back


@pytest.mark.parametrize(("name", "languages"), [("laundry", LANGUAGES), ("x" * 40, ("nb",))])
def test_the_code_passes_the_linter(tmp_path: Path, name: str, languages: tuple[str, ...]) -> None:
    """The generated Python passes ruff with this repository's own rules, and is formatted."""
    folder = written(tmp_path / "kit", workshop_files(name, languages=languages))
    ruff = [sys.executable, "-m", "ruff"]
    shared = ["--no-cache", "--config", str(ROOT / "pyproject.toml")]
    for command in (["check", *shared, "."], ["format", "--check", *shared, "."]):
        done = subprocess.run(
            [*ruff, *command], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_code_is_typed(tmp_path: Path) -> None:
    """The generated Python passes mypy in its strict mode."""
    folder = written(tmp_path / "kit", workshop_files("laundry"))
    path = os.pathsep.join([str(folder / "src"), str(ROOT / "src")])
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent"]
    command += ["--config-file=", f"--cache-dir={tmp_path / 'cache'}"]
    done = subprocess.run(
        [*command, "src/skillcert_laundry", "tests/test_laundry.py"],
        cwd=folder,
        env={**os.environ, "MYPYPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
