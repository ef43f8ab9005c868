"""A real browser for the tests of the verify page: Chromium, headless, with all traffic noted."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from tests.outside import need, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["ARGUMENTS", "Watched", "chromium", "watched"]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; skip the test, or fail it, where there is none."""
    path = program("chromium", "chromium-browser", "google-chrome", install="apt install chromium")
    installed = importlib.util.find_spec("playwright") is not None
    need("playwright", present=installed, install="uv sync --group browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@attrs.define
class Watched:
    """A page with what it asked for and complained of.

    Attributes:
        page: The page.
        requests: The addresses of everything that was asked for.
        complaints: Messages of the console and errors that nobody caught.
    """

    page: Page
    requests: list[str] = attrs.field(factory=list)
    complaints: list[str] = attrs.field(factory=list)

    def open(self, file: Path, fragment: str = "") -> None:
        """Open a file as a person would who double-clicks on it."""
        self.page.goto(file.as_uri() + (f"#{fragment}" if fragment else ""))

    def verdict(self) -> str:
        """Wait for the answer and return its kind: the class of its box."""
        self.page.wait_for_selector("#verdict")
        kinds: Any = self.page.get_attribute("#answer", "class")
        return str(kinds).removeprefix("verdict ")


@contextmanager
def watched(browser: Browser, **options: Any) -> Iterator[Watched]:
    """Open an empty page in a fresh profile, and note all that it does."""
    context = browser.new_context(**{"locale": "en-GB", **options})
    try:
        seen = Watched(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("websocket", lambda socket: seen.requests.append(socket.url))
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        yield seen
    finally:
        context.close()
