"""An empty folder on the path, for throw-away distributions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .throwaway import Site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return an empty folder on the path; what it brings is forgotten afterwards."""
    folder = tmp_path / "site packages ø"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    site = Site(folder)
    yield site
    site.forget()
