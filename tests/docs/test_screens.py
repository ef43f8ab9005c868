"""The pictures of the screens show what the program says today."""

from __future__ import annotations

import runpy
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
TOOL = runpy.run_path(str(ROOT / "tools" / "screens.py"))
SCREENS = TOOL["SCREENS"]
each_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@each_screen
def test_a_picture_is_up_to_date(screen: Any) -> None:
    """Each picture shows what its commands give today; `tools/screens.py` makes them anew."""
    kept = (PICTURES / f"{screen.name}.svg").read_text(encoding="utf-8")
    assert kept == TOOL["picture"](screen)


@each_screen
def test_a_picture_asks_for_nothing_else(screen: Any) -> None:
    """A picture is well-formed, says what it shows, and refers to no other file."""
    content = (PICTURES / f"{screen.name}.svg").read_text(encoding="utf-8")
    root = ET.fromstring(content)  # noqa: S314 - our own file
    assert root.get("aria-label") == screen.title
    assert "href" not in content
    assert "url(" not in content


@each_screen
def test_a_picture_is_shown(screen: Any) -> None:
    """Each picture stands in a guide."""
    pages = "".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    assert f"(pictures/{screen.name}.svg)" in pages


def test_no_picture_is_left_over() -> None:
    """Each picture of a screen is one that is made."""
    names = {path.stem for path in PICTURES.glob("screen-*")}
    assert names == {screen.name for screen in SCREENS}
