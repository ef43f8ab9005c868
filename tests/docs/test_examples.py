"""What stands as an example on a page can be run, or says that it is plain text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skillcert.cli.commands import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))

FENCE = re.compile(r"^ *```(.*)$", re.MULTILINE)
BLOCK = re.compile(r"^```(?:text)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN = {"python", "toml", "json"}
PLAIN = {"", "text"}
# "skillcert event v1", with a version after it, is what signatures begin with and no command.
COMMAND = re.compile(r"(?:`|^|/|run )skillcert ([a-z][a-z-]*)(?! v\d)\b", re.MULTILINE)


def fences(page: Path) -> list[str]:
    """Return what stands beside the opening of each code block of a page."""
    return FENCE.findall(page.read_text(encoding="utf-8"))[::2]


@each_page
def test_a_block_is_run_or_plain(page: Path) -> None:
    """A block of code is one that the tests run or read; what is not is marked as plain text."""
    kinds = {kind for kind in fences(page) if not kind.startswith("{")}
    assert kinds <= RUN | PLAIN


@each_page
def test_a_block_that_could_be_run_is_run(page: Path) -> None:
    """Examples stand only on pages that `conftest.py` collects: the README and the guides."""
    if RUN & set(fences(page)):
        assert page.parent in (ROOT, ROOT / "docs")


@each_page
def test_a_command_exists(page: Path) -> None:
    """No page tells of a command that is not there."""
    text = page.read_text(encoding="utf-8")
    code = [*BLOCK.findall(text), *re.findall(r"`skillcert [^`\n]+`", text)]
    named = {name for piece in code for name in COMMAND.findall(piece)}
    assert named <= set(COMMANDS)


def test_the_examples_are_found() -> None:
    """The README and the guide for developers have examples at all."""
    assert "python" in fences(ROOT / "README.md")
    assert fences(ROOT / "docs" / "developers.md").count("python") > 5
