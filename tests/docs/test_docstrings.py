"""Examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import skillcert

ROOT = Path(__file__).parents[2]
MODULES = [
    module.name
    for module in pkgutil.walk_packages(skillcert.__path__, "skillcert.")
    if not module.name.rpartition(".")[2].startswith("_")
]


def test_examples_in_docstrings_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example in a docstring of the library gives what it says; there is at least one."""
    monkeypatch.chdir(ROOT)
    results = [doctest.testmod(importlib.import_module(name)) for name in MODULES]
    assert sum(result.attempted for result in results) > 0
    assert sum(result.failed for result in results) == 0
