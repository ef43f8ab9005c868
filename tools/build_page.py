"""Bundle the program of the verify page, with what it takes from npm and those licences.

Usage: python tools/build_page.py [--check]

The versions are exact. `--check` writes nothing and fails where a bundle is not what its sources
give. Needs Node.js and npm.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "src" / "skillcert" / "credentials" / "page"
PACKAGES = {"@noble/ed25519": "3.2.0", "qr": "0.7.0"}
BUNDLER = ("esbuild", "0.28.2")
FALLBACK = 'export { verifyAsync } from "@noble/ed25519";\n'


def main(arguments: list[str]) -> int:
    """Write or check the bundles; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        made = _made(Path(name))
    if "--check" not in arguments:
        for file, text in made.items():
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        return 0
    stale = [file for file, text in made.items() if file.read_text("utf-8") != text]
    for file in stale:
        print(f"{file.name} is not what its sources give. Run: python tools/build_page.py")
    return 1 if stale else 0


def _made(folder: Path) -> dict[Path, str]:
    """Return the text of each file that is written."""
    _fetch(folder)
    built = PAGE / "built"
    return {
        built / "light.js": _bundle(folder, (folder / "main.js").read_text("utf-8")),
        built / "full.js": _bundle(
            folder,
            (folder / "main.js").read_text("utf-8").replace("./vendor.js", "./vendor-full.js"),
        ),
        built / "LICENSES.txt": _licences(folder),
        ROOT / "tests" / "credentials" / "vendor" / "fallback.js": _bundle(folder, FALLBACK),
    }


def _fetch(folder: Path) -> None:
    """Bring the packages and the page's sources together."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not there: install Node.js")
    wanted = [f"{name}@{version}" for name, version in (*PACKAGES.items(), BUNDLER)]
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    quiet = ["--silent", "--no-audit", "--no-fund"]
    subprocess.run([npm, "install", *quiet, *wanted], cwd=folder, check=True)
    for source in PAGE.glob("*.js"):
        shutil.copy(source, folder)


def _bundle(folder: Path, text: str) -> str:
    """Return the program *text* with all that it imports, as one small module."""
    (folder / "entry.js").write_text(text, encoding="utf-8")
    program = str(folder / "node_modules" / ".bin" / BUNDLER[0])
    options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8"]
    command = [program, "entry.js", "--legal-comments=none", *options]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    if "</script" in done.stdout.lower():
        raise SystemExit("the bundle holds the end of a script element")
    return done.stdout


def _licences(folder: Path) -> str:
    parts = []
    for name in PACKAGES:
        package = folder / "node_modules" / name
        facts = json.loads((package / "package.json").read_text(encoding="utf-8"))
        source = package / facts.get("main", "index.js")
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        head = f"{name} {facts['version']} ({facts['license']}), {source.name} sha256 {digest}"
        parts.append(f"{head}\n\n{(package / 'LICENSE').read_text(encoding='utf-8').strip()}\n")
    return ("\n" + "-" * 72 + "\n\n").join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
