"""Build the documentation, with every warning as an error, and check what Sphinx does not.

Usage: python tools/build_docs.py FOLDER

The site is written to FOLDER as HTML. Then it is checked that

- every public name of the library is in the reference, or links to the one that it stands for;
- no page asks another host for anything;
- the pages that are made to be printed have the number of A4 pages that they promise. That takes
  Chromium; without it this one check is left out, and the last line says so.

It takes the dependency group `docs`, and no network.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import skillcert

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"supervisors": 2, "employers": 1, "employers.nb": 1, "employers.nn": 1, "employers.da": 1}

_HEADER_LINES = 4
_ASKS = re.compile(
    r"""<(?:script|img|iframe|source)[^>]+?src=["'](?:https?:)?//"""
    r"""|<link[^>]+?rel=["'](?:stylesheet|preload|icon)["'][^>]+?href=["'](?:https?:)?//"""
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def build(folder: Path) -> bool:
    """Build the site and say whether there was nothing to warn of."""
    options = ["--fail-on-warning", "--keep-going", "--nitpicky", "--fresh-env", "--quiet"]
    with tempfile.TemporaryDirectory() as trees:
        command = [sys.executable, "-m", "sphinx", "--builder", "html", *options]
        command += ["--doctree-dir", trees, str(ROOT / "docs"), str(folder)]
        return subprocess.run(command, check=False).returncode == 0


def inventory(folder: Path) -> set[str]:
    """Return the Python names that the reference describes."""
    data = (folder / "objects.inv").read_bytes().split(b"\n", _HEADER_LINES)[_HEADER_LINES]
    lines = zlib.decompress(data).decode("utf-8").splitlines()
    return {name for name, kind, *_ in map(str.split, lines) if kind.startswith("py:")}


def missing_names(described: set[str]) -> Iterator[str]:
    """Yield the public names that are not in the reference."""
    described_objects = {id(found) for name in described if (found := _resolve(name)) is not None}
    for module_name in ("skillcert", *_modules()):
        module = importlib.import_module(module_name)
        for name in module.__all__:
            value = getattr(module, name)
            # What `skillcert` itself holds is described where it comes from.
            linked = module is skillcert and (id(value) in described_objects or name[0] == "_")
            if f"{module_name}.{name}" not in described and not linked:
                yield f"{module_name}.{name}"


def _modules() -> list[str]:
    found = (module.name for module in pkgutil.iter_modules(skillcert.__path__))
    return [f"skillcert.{name}" for name in found if name != "cli" and name[0] != "_"]


def _resolve(name: str) -> object:
    try:
        return pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return None


def outside_requests(folder: Path) -> Iterator[str]:
    """Yield the pages that make a browser ask another host for something."""
    for path in sorted(folder.rglob("*.html")):
        if found := _ASKS.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(folder)}: {found.group()}"


def printed_pages(browser: str, page: Path, home: Path) -> int:
    """Print a page as the browser does and return how many sheets it takes."""
    paper = home / "paper.pdf"
    # No sandbox: in a container there is none to be had, and the pages are our own.
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [browser, *options, f"--user-data-dir={home}", f"--print-to-pdf={paper}"]
    subprocess.run(
        [*command, page.resolve().as_uri()], check=True, timeout=120, stderr=subprocess.DEVNULL
    )
    return len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))


def wrong_lengths(browser: str, folder: Path) -> Iterator[str]:
    """Yield the pages that do not fit the number of sheets that they promise."""
    for page, promised in PAGES.items():
        with tempfile.TemporaryDirectory() as home:
            sheets = printed_pages(browser, folder / f"{page}.html", Path(home))
        if sheets != promised:
            yield f"{page}: {sheets} pages on paper, {promised} promised"


def main(folder: Path) -> int:
    """Build, check, and say how it went; return the exit code."""
    if not build(folder):
        return 1
    faults = [f"not in the reference: {name}" for name in missing_names(inventory(folder))]
    faults += [f"asks another host: {place}" for place in outside_requests(folder)]
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser:
        faults += wrong_lengths(browser, folder)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    print(f"{len(list(folder.rglob('*.html')))} pages in {folder}")
    print("Printed pages: " + ("as promised" if browser else "not checked, there is no Chromium"))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python tools/build_docs.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
