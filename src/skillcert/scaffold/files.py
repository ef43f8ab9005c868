"""From a name to the files of its distribution. Pure: the templates are this package's own data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Template

from skillcert._version import __version__
from skillcert.codec.forms import FORMS
from skillcert.errors import SkillcertError, shorten
from skillcert.model import Language, Line
from skillcert.rubrics.check_text import text_faults
from skillcert.rubrics.files import TextFile
from skillcert.scaffold.names import check_name, distribution_of
from skillcert.texts import LANGUAGES

__all__ = ["workshop_files"]


def workshop_files(
    name: str, *, languages: Iterable[str] = LANGUAGES, title: str = ""
) -> dict[str, str]:
    """Return the files of a new plugin distribution with one workshop.

    Args:
        name: The workshop's key, as `laundry`.
        languages: The languages of its rubric, some of the library's own; in any order.
        title: The workshop's name for lists and screens; made from *name* if left out.

    Returns:
        The path of each file in the distribution's folder, with slashes, and its text. Lines end
        in a line feed; the bytes are meant to be UTF-8.

    Raises:
        SkillcertError: The name, the title or a language will not do.
    """
    check_name(name)
    chosen = _languages(languages)
    title = title or name.replace("_", " ").capitalize()
    _check_title(title)
    package = f"skillcert_{name}"
    listed = ", ".join(f'"{language}"' for language in chosen)
    values = {
        "name": name,
        "package": package,
        "distribution": distribution_of(name),
        "needed": ".".join(__version__.split(".")[:2]),
        "title": title,
        # A basic string of TOML is written as one of JSON.
        "quoted_title": json.dumps(title, ensure_ascii=False),
        "languages": listed,
        # A tuple of one needs its comma.
        "language_tuple": listed if len(chosen) > 1 else f"{listed},",
    }
    return {
        path: Template(_template(source)).substitute(values)
        for path, source in _plan(name, package, chosen)
    }


def _plan(name: str, package: str, languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file and its template."""
    rubrics = f"src/{package}/rubrics"
    yield "README.md", "README.md"
    yield "pyproject.toml", "pyproject.toml"
    yield f"src/{package}/__init__.py", "plugin.py"
    yield f"src/{package}/py.typed", "py.typed"
    yield f"{rubrics}/{name}.toml", "rubric.toml"
    for language in languages:
        yield f"{rubrics}/{name}.{language}.toml", f"words.{language}.toml"
    yield f"tests/test_{name}.py", "test_plugin.py"


def _template(source: str) -> str:
    # The suffix keeps tools from taking a template for a module, a project or a test of ours.
    return (files(__package__) / "kit" / f"{source}.in").read_text(encoding="utf-8")


def _languages(languages: Iterable[str]) -> tuple[str, ...]:
    asked = set(languages)
    if unknown := sorted(asked - set(LANGUAGES)):
        what = f"there is no kit in {', '.join(map(shorten, unknown))}"
        raise SkillcertError(what, hint=f"There is one in: {', '.join(LANGUAGES)}")
    if not asked:
        raise SkillcertError("a workshop needs at least one language", hint="For example en")
    return tuple(language for language in LANGUAGES if language in asked)


def _check_title(title: str) -> None:
    """Hold the title to what the rubric's own checks ask of a line."""
    form = FORMS[Line]
    if len(title) > form.longest or not re.fullmatch(form.pattern, title) or not _encodes(title):
        raise SkillcertError(f"the title must be {form.expected}, not {shorten(title)}")
    text = TextFile(
        language=Language("en"),
        title=Line(title),
        field=Line("-"),
        groups={},
        tasks={},
        criteria={},
    )
    for path, what, hint in text_faults(text, language="en", groups=(), tasks=(), criteria=()):
        raise SkillcertError(f"{what} in the {path} {shorten(title)}", hint=hint)


def _encodes(text: str) -> bool:
    # Half of a surrogate pair is what Python makes of a byte that is not of the console's encoding.
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
