"""Every criterion as it is printed, in every language, under every level's heading."""

from __future__ import annotations

import subprocess
import sys

import pytest

from skillcert.model import PerformanceLevel, Rubric
from skillcert.texts import words

from .printed import WORKSHOPS, each_rubric, printed_lines, rubric_of
from .texts import LANGUAGES, ROOT, nothing

TOOL = ROOT / "tools" / "print_texts.py"

each_level = pytest.mark.parametrize("level", PerformanceLevel, ids=lambda level: level.value)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def run_tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tool and return what it printed."""
    return subprocess.run(
        [sys.executable, TOOL, *arguments], check=False, capture_output=True, encoding="utf-8"
    )


@each_rubric
@each_level
@each_language
def test_the_form_fits_under_the_heading(
    rubric: Rubric, level: PerformanceLevel, language: str
) -> None:
    """Under "has taken part in" stands the infinitive alone, else what the person does and how."""
    text = rubric.text(language)
    for line in printed_lines(rubric, level, language):
        form = text.criterion(line.criterion)
        if level is PerformanceLevel.GUIDED:
            assert (line.text, line.detail) == (form.part, "")
        else:
            assert (line.text, line.detail) == (form.does, form.detail)


@each_rubric
@each_level
@each_language
def test_every_line_is_a_whole_line_of_the_list(
    rubric: Rubric, level: PerformanceLevel, language: str
) -> None:
    """No line is empty, each is in sentence case, and none ends in a sign."""
    lines = printed_lines(rubric, level, language)
    assert len(lines) == len(rubric.criteria)
    found = []
    for line in lines:
        begins = str.islower if level is PerformanceLevel.GUIDED else str.isupper
        parts = [line.text, *([line.detail] if line.detail else [])]
        if not (
            line.text.strip()
            and begins(line.text[0])
            and not any(part[0].isupper() for part in parts[1:])
            and not any(word[0].isupper() for part in parts for word in part.split()[1:])
            and parts[-1][-1].isalnum()
        ):
            found.append(" – ".join(parts))
    nothing(found)


@each_rubric
@each_level
@each_language
def test_no_two_lines_are_the_same(rubric: Rubric, level: PerformanceLevel, language: str) -> None:
    """Each line says something that no other line of the certificate says."""
    lines = [(line.text, line.detail) for line in printed_lines(rubric, level, language)]
    nothing([str(line) for line in set(lines) if lines.count(line) > 1])


@each_level
@each_language
def test_a_heading_is_a_line(level: PerformanceLevel, language: str) -> None:
    """A level's heading is in sentence case and has no stop; its meaning is a sentence."""
    texts = words(language).level(level)
    assert texts.heading[0].isupper()
    assert texts.heading[-1].isalpha()
    assert texts.meaning[-1] == "."


@each_language
def test_the_tool_prints_every_line(language: str) -> None:
    """`tools/print_texts.py` shows a reader every line as printed, under its heading."""
    shown = [line.strip() for line in run_tool(language).stdout.splitlines()]
    expected: list[str] = [words(language).level(level).heading for level in PerformanceLevel]
    for rubric in map(rubric_of, WORKSHOPS):
        expected += [rubric.text(language).task(task.id) for task in rubric.tasks]
        for level in PerformanceLevel:
            for line in printed_lines(rubric, level, language):
                expected.append(f"{line.text} – {line.detail}" if line.detail else line.text)
    nothing(sorted(set(expected) - set(shown)))


def test_the_tool_prints_one_rubric() -> None:
    """With a rubric's key the tool prints that rubric and no other."""
    shown = run_tool("nb", "cafe").stdout
    assert "Kafé og kjøkken (cafe " in shown
    assert "(bicycle " not in shown


@pytest.mark.parametrize("arguments", [[], ["xx"], ["nb", "boats"], ["nb", "bicycle", "more"]])
def test_the_tool_says_what_it_wants(arguments: list[str]) -> None:
    """Without a language, or with one that is not there, the tool says what there is."""
    done = run_tool(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "bicycle" in done.stderr
