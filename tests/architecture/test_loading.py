"""Packages that load their names when they are used offer them as any other package does."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
PACKAGES = sorted(
    ".".join(path.parent.relative_to(SOURCE).parts)
    for path in (SOURCE / "skillcert").rglob("__init__.py")
    if "when_used(" in path.read_text(encoding="utf-8")
)


def seen_by_type_checkers(package: str) -> dict[str, str]:
    """Return the names that a package imports, also those for type checkers alone, and whence."""
    path = SOURCE.joinpath(*package.split("."), "__init__.py")
    return {
        alias.name: str(node.module)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_there_are_such_packages() -> None:
    """What is looked for below is found."""
    assert {"skillcert", "skillcert.model", "skillcert.ledger"} <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_is_the_one_that_type_checkers_see(package: str) -> None:
    """What a name stands for at run time is what the imports for type checkers say."""
    module = importlib.import_module(package)
    seen = seen_by_type_checkers(package)
    for name in module.__all__:
        value = getattr(module, name)
        if name in seen:
            assert value is getattr(importlib.import_module(seen[name]), name), name
        else:
            assert value.__module__ == package, name


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_listed_and_taken_by_a_star_before_they_are_loaded(package: str) -> None:
    """In a fresh Python, `dir()` and `from … import *` have all names."""
    code = (
        f"import {package} as it; listed = dir(it); taken = {{}}\n"
        f"exec('from {package} import *', taken)\n"
        "assert set(it.__all__) <= set(listed), set(it.__all__) - set(listed)\n"
        "assert set(it.__all__) <= set(taken), set(it.__all__) - set(taken)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_that_is_not_there_is_an_attribute_error(package: str) -> None:
    """A misspelt name, and a name that only a module has, are told as Python tells them."""
    module = importlib.import_module(package)
    for name in ("Certifcate", "attrs", "__wrapped__"):
        with pytest.raises(AttributeError, match=f"module '{package}' has no attribute '{name}'"):
            getattr(module, name)
