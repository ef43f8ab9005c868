"""Kits written to disk, and the marker of the test that builds wheels."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str, Mapping[str, str]], ModuleType]


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, so that `-m "not wheels"` leaves out what needs a package index."""
    config.addinivalue_line("markers", "wheels: builds and installs wheels; needs a package index")


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write *files* into *folder* and return it."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Return a function that writes a kit and imports its package; it is forgotten afterwards."""
    loaded: list[str] = []

    def load(name: str, files: Mapping[str, str]) -> ModuleType:
        monkeypatch.syspath_prepend(str(written(tmp_path / name, files) / "src"))
        loaded.append(f"skillcert_{name}")
        return importlib.import_module(loaded[-1])

    yield load
    for name in loaded:
        sys.modules.pop(name, None)
