"""The verify page by the rules of WCAG, as axe-core checks them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.credentials.badges import ROOT
from tests.credentials.browser import chromium, watched
from tests.credentials.papers import OTHER, code
from tests.credentials.test_page import fragment, saved
from tests.outside import need

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = ROOT / ".node_tools" / "node_modules" / "axe-core" / "axe.min.js"
"""From the npm package axe-core, installed by `tools/node_tools.py`."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser for the tests of this module."""
    need("axe", present=AXE.is_file(), install="python tools/node_tools.py")
    with chromium() as found:
        yield found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("answer", ["empty", "genuine", "not_confirmed"])
def test_no_violation(browser: Browser, tmp_path: Path, scheme: str, answer: str) -> None:
    """No rule is broken: before and after an answer, in light and in dark."""
    made = {"genuine": code(12), "not_confirmed": code(signer=OTHER)}.get(answer)
    # The page forbids foreign programs; the checker is one, so it is let past the policy.
    with watched(browser, color_scheme=scheme, bypass_csp=True) as seen:
        seen.open(saved(tmp_path), fragment(made.link()) if made else "")
        if made:
            assert seen.verdict() == answer
        seen.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = seen.page.evaluate(f"axe.run(document, {{runOnly: {RULES!r}}})")
        assert [(rule["id"], rule["help"]) for rule in found["violations"]] == []
        assert len(found["passes"]) > 10
