"""The guide for plugin authors is complete: whatever a plugin can use is described in it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from click.testing import CliRunner

import skillcert.plugins
import skillcert.testing
from skillcert.cli.app import app
from skillcert.model import Block, DocumentKind, Section
from skillcert.plugins import KeyedWords, Pictogram, SectionRequest, Workshop, WorkshopSpec
from skillcert.scaffold import workshop_files

GUIDE = (Path(__file__).parents[2] / "docs" / "plugins.md").read_text(encoding="utf-8")
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
HOOKS = [name for name in vars(WorkshopSpec) if name.startswith(skillcert.plugins.PROJECT)]
RECORDS = (Workshop, Pictogram, SectionRequest, Section, *get_args(Block))
HELPERS = [getattr(skillcert.testing, name) for name in skillcert.testing.__all__]


def chapter(title: str) -> str:
    """Return what stands under the heading *title*, up to the next of its rank or a higher one."""
    lines = iter(GUIDE.splitlines())
    rank = next(len(line.split()[0]) for line in lines if re.fullmatch(f"#+ `?{title}`?", line))
    text = []
    in_code = False
    for line in lines:
        in_code ^= line.startswith("```")
        if not in_code and re.match(f"#{{1,{rank}}} ", line):
            break
        text.append(line)
    return "\n".join(text)


def said_as_code(name: str, text: str) -> bool:
    """Say whether *name* stands in *text* as code, in a line or in a block."""
    return any(re.search(rf"\b{name}\b", code) for code in CODE.findall(text))


def public_methods(record: type) -> Iterator[str]:
    """Yield the names of a record's own public methods."""
    fields = {field.name for field in attrs.fields(record)}
    for name, member in vars(record).items():
        if inspect.isroutine(member) and not name.startswith("_") and name not in fields:
            yield name


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_chapter(hook: str) -> None:
    """Each hook has a chapter, with an example that implements it."""
    assert f"@hookimpl\ndef {hook}(" in chapter(hook)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_attribute_is_described(record: type[attrs.AttrsInstance]) -> None:
    """Each attribute and method of what a plugin gives and gets stands under its class."""
    text = chapter(record.__name__)
    for field in attrs.fields(record):
        assert f"| `{field.name}` |" in text, field.name
    for method in public_methods(record):
        assert f"| `{method}(" in text, method


def test_every_attribute_of_the_words_is_described() -> None:
    """The file that `section_by_level` reads is described key by key."""
    for field in attrs.fields(KeyedWords):
        assert f"| `{field.name}` |" in chapter("Words in files"), field.name


@pytest.mark.parametrize("helper", HELPERS, ids=lambda helper: helper.__name__)
def test_every_argument_of_the_helpers_is_described(helper: Callable[..., Any]) -> None:
    """Each helper for tests has a chapter that names every argument of it."""
    text = chapter(helper.__name__)
    for name in inspect.signature(helper).parameters:
        assert said_as_code(name, text), name


@pytest.mark.parametrize("name", skillcert.plugins.__all__ + skillcert.testing.__all__)
def test_every_public_name_is_listed(name: str) -> None:
    """Each public name of `skillcert.plugins` and `skillcert.testing` stands in the list."""
    assert said_as_code(name, chapter("All names"))


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_document_is_named(kind: DocumentKind) -> None:
    """Each kind of document that asks for sections is named."""
    assert said_as_code(kind.name, chapter("SectionRequest"))


def test_the_guide_lists_the_files_of_the_kit() -> None:
    """The files that the guide shows are those that the command writes."""
    shown = re.findall(r"^skillcert-laundry/(\S+)$", chapter("1. Write it"), re.MULTILINE)
    assert shown == list(workshop_files("laundry"))


def test_the_guide_describes_every_option() -> None:
    """Each option of `skillcert new-workshop` is described."""
    help_text = CliRunner().invoke(app, ["new-workshop", "--help"]).stdout
    options = set(re.findall(r"--[a-z]+", help_text)) - {"--help"}
    assert options
    for option in options:
        assert re.search(rf"^\| `{option}[ `]", chapter("1. Write it"), re.MULTILINE), option
