"""Install what the tests take from npm: verifiers of other makers, a checker of accessible pages.

Usage: python tools/node_tools.py

They go into `.node_tools`, which is no part of the repository. The versions are those of
`tests/credentials/verifiers/package.json`. Needs Node.js and npm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".node_tools"
WANTED = ROOT / "tests" / "credentials" / "verifiers" / "package.json"


def main() -> int:
    """Install them; return the exit code."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not there: install Node.js", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    shutil.copy(WANTED, FOLDER / "package.json")
    quiet = ["--silent", "--no-audit", "--no-fund", "--no-package-lock"]
    return subprocess.run([npm, "install", *quiet], cwd=FOLDER, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
