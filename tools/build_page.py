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

PAGE = Path(__file__).parents[1] / "src" / "skillcert" / "credentials" / "page"
PACKAGES = {"@noble/ed25519": "3.2.0", "jsqr": "1.4.0"}
BUNDLER = ("esbuild", "0.28.2")
BUNDLES = {"light": {}, "full": {"./vendor.js": "./vendor-full.js"}}


def main(arguments: list[str]) -> int:
    """Write or check the bundles; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = {**_bundles(folder), "LICENSES.txt": _licences(folder)}
    built = PAGE / "built"
    if "--check" not in arguments:
        built.mkdir(exist_ok=True)
        for file, text in made.items():
            (built / file).write_text(text, encoding="utf-8", newline="\n")
        return 0
    stale = [file for file, text in made.items() if (built / file).read_text("utf-8") != text]
    for file in stale:
        print(f"{file} is not what its sources give. Run: python tools/build_page.py")
    return 1 if stale else 0


def _bundles(folder: Path) -> dict[str, str]:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not there: install Node.js")
    wanted = [f"{name}@{version}" for name, version in (*PACKAGES.items(), BUNDLER)]
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund", *wanted], cwd=folder, check=True
    )
    for source in PAGE.glob("*.js"):
        shutil.copy(source, folder)
    return {f"{name}.js": _bundle(folder, name) for name in BUNDLES}


def _bundle(folder: Path, name: str) -> str:
    main_file = folder / f"{name}-main.js"
    text = (folder / "main.js").read_text(encoding="utf-8")
    for old, new in BUNDLES[name].items():
        text = text.replace(f'"{old}"', f'"{new}"')
    main_file.write_text(text, encoding="utf-8")
    program = folder / "node_modules" / ".bin" / BUNDLER[0]
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        "--legal-comments=none",
        "--charset=utf8",
    ]
    done = subprocess.run(
        [str(program), str(main_file), *options],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
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
