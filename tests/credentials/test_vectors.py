"""The test vectors of the paper code, in Python and in the page's program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from skillcert import codec
from skillcert.credentials import open_bundle, verify_code
from skillcert.credentials.paper_code import dictionary
from tests.credentials.browser import chromium
from tests.credentials.papers import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = VECTORS["cases"]
PAGE = Path(__file__).parents[2] / "src" / "skillcert" / "credentials" / "page"

# The program's modules as they are, in an empty page: each case once by the browser's own Ed25519
# and once by the fallback.
RUN = """
async ([code, fallback, said, words, own]) => {
  const module = (text) => import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const { openBundle, verifier, verifyText } = await module(code);
  const { verifyAsync } = await module(fallback);
  const never = () => { throw new Error("not needed"); };
  const verify = own ? verifier(never) : (key, signature, message) =>
    verifyAsync(signature, message, key, { zip215: false }).catch(() => false);
  const dictionary = new TextEncoder().encode(words);
  const bundle = await openBundle(new TextEncoder().encode(said.bundle), verify);
  const found = [];
  for (const { text } of said.cases) {
    found.push(await verifyText(text, bundle, verify, dictionary));
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser for the tests of this module."""
    with chromium() as found:
        yield found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_in_python(case: dict[str, Any]) -> None:
    """Every vector has its answer, its reason and its content."""
    trust = open_bundle(VECTORS["bundle"].encode())
    found = verify_code(case["text"], trust, on=TODAY)
    assert found.report.verdict.value == case["verdict"]
    assert next((c.fault for c in found.report.checks if c.fault), "") == case["fault"]
    if "content" in case:
        assert found.code is not None
        assert codec.unstructure(found.code.content) == case["content"]


@pytest.mark.parametrize("own", [True, False], ids=["own", "fallback"])
def test_in_the_browser(browser: Browser, tmp_path: Path, own: bool) -> None:
    """The page's program gives the same answers, by the browser's Ed25519 and by the fallback."""
    (tmp_path / "empty.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "empty.html").as_uri())
    code = (PAGE / "code.js").read_text(encoding="utf-8")
    fallback = (Path(__file__).parent / "vendor" / "fallback.js").read_text(encoding="utf-8")
    words = dictionary().decode("utf-8")
    answers = page.evaluate(RUN, [code, fallback, VECTORS, words, own])
    for case, found in zip(CASES, answers, strict=True):
        assert found["verdict"] == case["verdict"], case["name"]
        assert (found.get("fault") or "") == case["fault"], case["name"]
        if "content" in case:
            assert found["content"] == case["content"], case["name"]
