"""Everything public is described, and the reference has it.

`tools/build_docs.py` asks the built reference for every name; here stands what can be known without
building it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import skillcert

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
MODULES = [
    f"skillcert.{module.name}"
    for module in pkgutil.iter_modules(skillcert.__path__)
    # The command line is described by its own help.
    if module.name != "cli" and not module.name.startswith("_")
]
each_module = pytest.mark.parametrize("module", MODULES)


def page_of(module: str) -> str:
    """Return the page of a module in the reference."""
    path = REFERENCE / f"{module.rpartition('.')[2]}.md"
    return path.read_text(encoding="utf-8")


def told_constants(module: ModuleType) -> Iterator[str]:
    """Yield the names in a module, and in those under it, with a docstring below them."""
    below = pkgutil.iter_modules(getattr(module, "__path__", ()))
    inner = [importlib.import_module(f"{module.__name__}.{found.name}") for found in below]
    for one in (module, *inner):
        for statement, doc in pairwise(ast.parse(inspect.getsource(one)).body):
            targets = getattr(statement, "targets", [getattr(statement, "target", None)])
            if isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
                yield from (target.id for target in targets if isinstance(target, ast.Name))


def untold_members(cls: type) -> Iterator[str]:
    """Yield the public methods and properties of a class that have no docstring."""
    for name, member in vars(cls).items():
        function = getattr(member, "fget", getattr(member, "__func__", member))
        if not name.startswith("_") and inspect.isfunction(function) and not function.__doc__:
            yield f"{cls.__name__}.{name}"


@each_module
def test_a_module_has_its_page(module: str) -> None:
    """Every public module says what it is for and what it offers, and stands in the contents."""
    found = importlib.import_module(module)
    assert found.__doc__
    assert found.__all__
    assert f".. automodule:: {module}\n" in page_of(module)
    name = module.rpartition(".")[2]
    contents = (REFERENCE / "index.md").read_text(encoding="utf-8")
    assert f"| [{module}]({name}.md) |" in contents
    assert re.search(rf"^{name}$", contents, re.MULTILINE)


@each_module
def test_everything_public_is_described(module: str) -> None:
    """Every public class, function and constant has a docstring, and so have public members.

    A constant without one can be described on its page of the reference.
    """
    found = importlib.import_module(module)
    constants = set(told_constants(found))
    untold: list[str] = []
    for name in found.__all__:
        value = getattr(found, name)
        if inspect.isclass(value):
            untold += untold_members(value)
        if inspect.isclass(value) or inspect.isfunction(inspect.unwrap(value)):
            told = bool(value.__doc__)
        else:
            told = name in constants or f".. autodata:: {module}.{name}\n" in page_of(module)
        untold += [] if told else [name]
    assert untold == []


def test_the_first_names_come_from_the_reference() -> None:
    """What `skillcert` itself holds are names of the reference."""
    modules = [importlib.import_module(module) for module in MODULES]
    described = [getattr(module, name) for module in modules for name in module.__all__]
    own = [name for name in skillcert.__all__ if not name.startswith("_")]
    assert [name for name in own if getattr(skillcert, name) not in described] == []
