"""The texts that a person reads: every text file of the repository, found by its name.

A text file is a TOML file of a package whose name says its language: `nb.toml`, `bicycle.nb.toml`.
The lists of revealing words (`skillcert/privacy/words`) are named so too, but nobody is shown them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import attrs
import pytest

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "nb", "nn", "da")
CORE = "skillcert/texts/"
SCREENS = ("cli/words/", "cli/help/", "page/words/", "programme/words/", "texts/told/")
FOLDERS = ("src", "rubrics", "plugins/*/src")
NOT_SHOWN = ROOT / "src" / "skillcert" / "privacy" / "words"

# Sentences, by the last part of their path. Every other text is a line: it stands alone in a list
# or goes on inside a sentence, and has no full stop.
SENTENCES = {
    "check",
    "check_offline",
    "contact",
    "disclaimer",
    "meaning",
    "opening",
    "questions.level",
    "safety_note",
    "sentence",
    "statement",
}

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# What is filled in, and the names of variables, which no language changes.
SLOT = re.compile(r"\{[a-z_]+\}|SKILLCERT_[A-Z]+(?:=1)?")


@attrs.frozen(kw_only=True)
class Text:
    """One text of a file.

    Attributes:
        path: Where it stands in the file: `criteria.quality.does`.
        line: The text.
        screen: Whether it stands on a screen. There a sentence is known by its end.
    """

    path: str
    line: str
    screen: bool = False

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence, or several, with a stop at the end."""
        if self.screen:
            return self.line.endswith((".", "?", ":", "…"))
        return any(f".{self.path}".endswith(f".{name}") for name in SENTENCES)

    @property
    def words(self) -> list[str]:
        """Its words as written, without what is filled in."""
        return WORD.findall(SLOT.sub(" ", self.line))


@attrs.frozen(kw_only=True)
class Criterion:
    """The three texts of a criterion, as they stand in a rubric's file."""

    key: str
    does: Text
    part: Text
    detail: Text


@attrs.frozen(kw_only=True)
class TextFile:
    """A text file. It is read when its texts are asked for, so that a fault in it is its own.

    Attributes:
        path: The file.
    """

    path: Path

    @property
    def language(self) -> str:
        """The language in its name."""
        return self.path.stem.split(".")[-1]

    @property
    def name(self) -> str:
        """The last parts of the path, which tell it from the others: `rubrics/shared/…`."""
        return "/".join(self.path.parts[-3:])

    @property
    def family(self) -> str:
        """The name without the language: what the files of all languages have in common."""
        return self.name.removesuffix(f"{self.language}.toml")

    @property
    def is_rubric(self) -> bool:
        """Whether it holds the words of a rubric, the shared criteria included."""
        structure = self.path.with_name(f"{self.path.name.partition('.')[0]}.toml")
        return structure != self.path and structure.is_file()

    @cached_property
    def content(self) -> dict[str, Any]:
        """All that stands in it."""
        return tomllib.loads(self.path.read_text(encoding="utf-8"))

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """What a person reads of it: all but the language and the locale."""
        hidden = ("language", "locale")
        shown = {k: v for k, v in self.content.items() if k not in hidden}
        return tuple(_texts(shown, "", screen=self.is_screen))

    @property
    def is_screen(self) -> bool:
        """Whether it holds what stands on a screen: of the command line, of the verify page."""
        return self.family in SCREENS

    @property
    def by_path(self) -> dict[str, str]:
        """The lines by their paths."""
        return {text.path: text.line for text in self.texts}

    @property
    def tasks(self) -> list[Text]:
        """The names of a rubric's tasks."""
        return [text for text in self.texts if text.path.startswith("tasks.")]

    @property
    def criteria(self) -> list[Criterion]:
        """The words of a rubric's criteria; a detail that is not there is empty."""
        lines = self.by_path
        keys = dict.fromkeys(p.split(".")[1] for p in lines if p.startswith("criteria."))
        return [
            Criterion(
                key=key,
                **{
                    name: Text(path=path, line=lines.get(path, ""))
                    for name in ("does", "part", "detail")
                    for path in (f"criteria.{key}.{name}",)
                },
            )
            for key in keys
        ]


@cache
def text_files() -> tuple[TextFile, ...]:
    """Return every text file, sorted by name."""
    found = [TextFile(path=path) for path in toml_files()]
    return tuple(
        sorted((file for file in found if file.language in LANGUAGES), key=lambda file: file.name)
    )


def toml_files() -> Iterator[Path]:
    """Yield every TOML file of the packages, but for the lists that nobody is shown."""
    for folder in FOLDERS:
        for root in ROOT.glob(folder):
            yield from (path for path in root.rglob("*.toml") if NOT_SHOWN not in path.parents)


@cache
def families() -> dict[str, dict[str, TextFile]]:
    """Return the files of each family by language."""
    found: dict[str, dict[str, TextFile]] = {}
    for file in text_files():
        found.setdefault(file.family, {})[file.language] = file
    return found


def files(*languages: str, rubric: bool = False) -> list[TextFile]:
    """Return the files in *languages*, or all; with *rubric* only those of rubrics."""
    return [
        file
        for file in text_files()
        if file.language in (languages or LANGUAGES) and (file.is_rubric or not rubric)
    ]


def each_file(*languages: str, rubric: bool = False) -> pytest.MarkDecorator:
    """Run a test for each of `files(…)`, under the file's name."""
    chosen = files(*languages, rubric=rubric)
    return pytest.mark.parametrize("file", chosen, ids=[file.name for file in chosen])


def nothing(found: list[str]) -> None:
    """Assert that nothing was found, and show all of it otherwise."""
    assert not found, "\n".join(["", *found])


def read_list(name: str) -> dict[str, Any]:
    """Return the content of a data file in the folder `lists`."""
    return tomllib.loads((Path(__file__).parent / "lists" / name).read_text(encoding="utf-8"))


def _texts(value: object, path: str, *, screen: bool) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(path=path, line=value, screen=screen)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}" if path else key, screen=screen)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{path}[{index}]", screen=screen)
