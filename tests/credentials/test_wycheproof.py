"""Project Wycheproof's vectors for Ed25519, through our verifier in Python and in the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from skillcert.errors import KeyFileError
from skillcert.signing import PublicKey
from tests.credentials.browser import chromium

HERE = Path(__file__).parent
GROUPS = json.loads(
    (HERE.parent / "signing" / "vectors" / "wycheproof_ed25519.json").read_text(encoding="utf-8")
)["testGroups"]
CASES: list[dict[str, Any]] = [
    {**case, "key": group["publicKey"]["pk"]} for group in GROUPS for case in group["tests"]
]
CODE = HERE.parents[1] / "src" / "skillcert" / "credentials" / "page" / "code.js"

RUN = """
async ([code, fallback, cases, own]) => {
  const module = (text) => import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const { fromHex, goodKey, verifier } = await module(code);
  const { verifyAsync } = await module(fallback);
  const never = () => { throw new Error("not needed"); };
  const verify = own ? verifier(never) : (key, signature, message) =>
    verifyAsync(signature, message, key, { zip215: false }).catch(() => false);
  const found = [];
  for (const { key, sig, msg } of cases) {
    const raw = fromHex(key);
    found.push(goodKey(raw) && await verify(raw, fromHex(sig), fromHex(msg)));
  }
  return found;
}
"""


def test_all_of_them() -> None:
    """None of the vectors was lost, and both kinds are there."""
    assert len(CASES) == 151
    assert {case["result"] for case in CASES} == {"valid", "invalid"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["tcId"]))
def test_in_python(case: dict[str, Any]) -> None:
    """A valid signature is good, an invalid one is not, and neither raises."""
    try:
        key = PublicKey.of_hex(case["key"])
    except KeyFileError:
        good = False
    else:
        good = key.verifies(bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]))
    assert good == (case["result"] == "valid")


@pytest.mark.parametrize("own", [True, False], ids=["own", "fallback"])
def test_in_the_page(tmp_path: Path, own: bool) -> None:
    """So it is in the page, by the browser's Ed25519 and by the fallback."""
    (tmp_path / "empty.html").write_text("<!doctype html><title>x</title>", encoding="utf-8")
    code = CODE.read_text(encoding="utf-8")
    fallback = (HERE / "vendor" / "fallback.js").read_text(encoding="utf-8")
    with chromium() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "empty.html").as_uri())
        found = page.evaluate(RUN, [code, fallback, CASES, own])
    wrong = [
        case["tcId"]
        for case, good in zip(CASES, found, strict=True)
        if good != (case["result"] == "valid")
    ]
    assert wrong == []
