"""How long a check takes, in Python and in the page, and how large the page is.

Usage: python benchmarks/verify.py [ROUNDS]

The certificate is one of twelve skills, in words. In Python the goal is under 1 ms a code, compared
with the bare check of its Ed25519 signature in the same rounds. In the page it is under 100 ms from
the address to the verdict, in Chromium, without the start of the browser. A badge is signed, and
compared with PyLD's canonical form of the same one. What is not installed is said and left out.
"""

from __future__ import annotations

import importlib.util
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from skillcert.credentials import seal_bundle, verify_code  # noqa: E402 - after the path
from skillcert.credentials.jsonld import canonical_quads  # noqa: E402
from skillcert.credentials.open_badge import open_badge  # noqa: E402
from skillcert.credentials.page import verify_page  # noqa: E402
from skillcert.signing import Envelope, Purpose  # noqa: E402
from tests.credentials.badges import CREATED, EXAMPLES, request  # noqa: E402
from tests.credentials.browser import ARGUMENTS  # noqa: E402
from tests.credentials.papers import (  # noqa: E402
    ISSUER,
    LIST_MAKER,
    TODAY,
    bundle,
    code,
)
from tests.credentials.test_canonical_quads import by_pyld  # noqa: E402

BATCH = 50


def each(*works: Callable[[], object], rounds: int) -> list[float]:
    """Return the median time of each work in milliseconds of CPU; the rounds take turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for i, work in enumerate(works):
            start = time.process_time()
            for _ in range(BATCH):
                work()
            times[i].append((time.process_time() - start) / BATCH * 1000)
    return [statistics.median(taken) for taken in times]


def in_python(rounds: int) -> bool:
    """Print how long a code takes."""
    made, trust = code(12), bundle()
    link, envelope = made.link("papers.example"), Envelope(made.data[:-64], made.data[-64:])
    bare, whole = each(
        lambda: envelope.verified_by(ISSUER.public, Purpose.CERTIFICATE),
        lambda: verify_code(link, trust, on=TODAY),
        rounds=rounds,
    )
    print(f"bare Ed25519 verification {bare:10.3f} ms")
    print(f"verify_code               {whole:10.3f} ms {whole / bare:7.2f} times  goal: under 1 ms")
    return whole < 1


def credentials(rounds: int) -> bool:
    """Print how long a credential of twelve skills takes to be signed."""
    example = next(path for path in EXAMPLES if path.stem == "bicycle-colleague")
    made = request(example)
    badge = open_badge(made, ISSUER, created=CREATED)
    badge.pop("proof")
    pyld, own, signed = each(
        lambda: by_pyld(badge),
        lambda: canonical_quads(badge),
        lambda: open_badge(made, ISSUER, created=CREATED),
        rounds=max(1, rounds // 10),
    )
    print(f"PyLD's canonical form     {pyld:10.3f} ms")
    print(f"canonical_quads           {own:10.3f} ms {own / pyld:7.2f} times")
    print(
        f"a signed badge, 12 skills {signed:10.3f} ms {signed / pyld:7.2f} times  goal: under 3 ms"
    )
    return signed < 3


def in_the_page(rounds: int) -> bool:
    """Print how long the page takes, in the browser's own clock."""
    data = verify_page(seal_bundle(bundle(), [LIST_MAKER]))
    print(f"size of the page          {len(data) / 1024:10.1f} KB            goal: under 40 KB")
    small = len(data) < 40 * 1024
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        print("the page: not measured, Chromium or playwright is not there")
        return small
    from playwright.sync_api import sync_playwright

    fragment = code(12).link().partition("#")[2]
    times = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tool:
        file = Path(folder) / "check.html"
        file.write_bytes(data)
        browser = tool.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for _ in range(rounds):
            page = browser.new_context().new_page()
            page.goto(f"{file.as_uri()}#{fragment}")
            page.wait_for_selector("#verdict")
            times.append(page.evaluate("performance.getEntriesByName('verdict')[0].startTime"))
            page.context.close()
        browser.close()
    median = statistics.median(times)
    print(f"from address to verdict   {median:10.1f} ms            goal: under 100 ms")
    return small and median < 100


def main(rounds: int) -> int:
    """Print the figures; return 1 if a goal is missed."""
    done = [in_python(rounds), credentials(rounds), in_the_page(max(3, rounds // 4))]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
