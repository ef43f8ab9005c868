"""`skillcert demo`: three people in every workshop, from record to paper."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import attrs
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from skillcert.cli.app import app

ROOT = Path(__file__).parents[2]
RUBRICS, PEOPLE, LANGUAGES = 6, 3, 4


@attrs.frozen
class Demo:
    """A demo that was run.

    Attributes:
        folder: The folder in which it ran.
        result: What it printed and how it ended.
    """

    folder: Path
    result: Result


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Run the demo once, as a newcomer does, in a folder of its own."""
    folder, before = tmp_path_factory.mktemp("demo with ø and space"), Path.cwd()
    os.chdir(folder)
    try:
        return Demo(folder, CliRunner().invoke(app, ["demo"]))
    finally:
        os.chdir(before)


def test_it_makes_every_certificate_and_names_each_file(demo: Demo) -> None:
    """There are records of three people and certificates in four languages; each file is named."""
    assert demo.result.exit_code == 0, demo.result.stderr
    made = sorted(path.relative_to(demo.folder) for path in demo.folder.rglob("*.pdf"))
    records = sorted(path.relative_to(demo.folder) for path in demo.folder.rglob("record.json"))
    assert len(made) == RUBRICS * PEOPLE * LANGUAGES
    assert len(records) == RUBRICS * PEOPLE
    files = {str(one.relative_to(demo.folder)) for one in demo.folder.rglob("*") if one.is_file()}
    unnamed = {one for one in files if one not in demo.result.stdout}
    assert unnamed <= {str(Path("skillcert-demo", "workshop.db-journal"))}


@pytest.mark.parametrize("rubric", ["bicycle", "creative", "waste_and_street_care"])
def test_its_records_can_be_issued(demo: Demo, rubric: str, tmp_path: Path) -> None:
    """What the demo writes, `issue` reads."""
    records = sorted((demo.folder / "skillcert-demo" / rubric).rglob("record.json"))
    for path in records:
        result = CliRunner().invoke(app, ["issue", str(path), "--out", str(tmp_path)])
        assert result.exit_code == 0, result.stderr
    assert len(list(tmp_path.iterdir())) == PEOPLE


def test_the_readme_shows_its_real_output(demo: Demo) -> None:
    """What stands under the quick start is printed by the demo, in this order.

    Random names, ids and the day are others each time; "…" stands for lines that are left out.
    """
    printed = [masked(line) for line in demo.result.stdout.replace("\\", "/").splitlines()]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("skillcert demo\n```\n\n```\n")[1].split("\n```")[0]
    at = 0
    for part in shown.split("\n…\n"):
        lines = [masked(line) for line in part.splitlines()]
        assert lines[0] in printed[at:]
        at = printed.index(lines[0], at)
        assert lines == printed[at : at + len(lines)]
        at += len(lines)
    assert at == len(printed)


def masked(line: str) -> str:
    """Return *line* without the random part of a file's name, an id, an entry, and the day."""
    line = re.sub(r"[0-9a-f]{16}\.pdf", "*.pdf", line)
    line = re.sub(r"\bentry \d+", "entry *", line)
    return re.sub(r"\b[a-z]{16}\b|\b\d{1,2} [A-Z][a-z]+ \d{4}\b", "*", line)


@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_its_papers_can_be_checked(demo: Demo, language: str, tmp_path: Path) -> None:
    """A paper, as a file and printed at 200 dpi, is genuine by the list that the demo writes."""
    issuers = demo.folder / "skillcert-demo" / "issuers.json"
    (paper,) = (demo.folder / "skillcert-demo" / "bicycle" / "colleague" / language).iterdir()
    document = pypdfium2.PdfDocument(paper)
    scan = tmp_path / "scan.png"
    document[len(document) - 1].render(scale=200 / 72, grayscale=True).to_pil().save(scan)
    said = []
    for file in (paper, scan):
        command = ["verify", str(file), "--trust", str(issuers), "--json"]
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 0, result.output
        said.append(json.loads(result.stdout))
    assert said[0]["verdict"] == said[1]["verdict"] == "genuine"
    assert said[0]["content"] == said[1]["content"]
    assert said[0]["content"]["name"] == "Jonas Bråten"
