"""Install the built wheels into an empty environment, away from the checkout, and run the demo.

Usage: python tools/check_wheels.py FOLDER

FOLDER holds the wheels of every distribution of this repository. The environment is made in a
temporary folder, and the commands run there with nothing of the checkout on the path, so that what
a user installs is what is tried.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

LANGUAGES = 4
PEOPLE = 3


def main(packages: Path) -> int:
    """Return 0 if the demo ran from the wheels and made every certificate."""
    wheels = sorted(packages.glob("*.whl"))
    sources = sorted(packages.glob("*.tar.gz"))
    if not wheels or len(wheels) != len(sources):
        print(f"{len(wheels)} wheels and {len(sources)} source distributions", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="wheels with ø and space ") as folder:
        home = Path(folder)
        venv.create(home / "env", with_pip=True)
        scripts = home / "env" / ("Scripts" if os.name == "nt" else "bin")
        environment = {
            key: value
            for key, value in os.environ.items()
            if key not in {"PYTHONPATH", "VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT"}
        }
        environment["HOME"] = str(home)

        def run(*command: str) -> str:
            return subprocess.run(
                command, cwd=home, env=environment, check=True, text=True, stdout=subprocess.PIPE
            ).stdout

        core = next(wheel for wheel in wheels if wheel.name.startswith("skillcert-"))
        others = [str(wheel) for wheel in wheels if wheel != core]
        # Installed by this interpreter's own pip, with the machine's own settings for the index.
        run(str(scripts / "python"), "-m", "pip", "install", "-q", f"{core}[cli]", *others)
        location = run(str(scripts / "python"), "-c", "import skillcert; print(skillcert.__file__)")
        if str(home) not in location:
            print(f"skillcert was imported from {location}", file=sys.stderr)
            return 1
        print(run(str(scripts / "skillcert"), "plugins"), end="")
        print(run(str(scripts / "skillcert"), "demo", "--out", "made here"), end="")
        made = sorted((home / "made here").rglob("*.pdf"))
        complete = [path for path in made if path.read_bytes().startswith(b"%PDF-")]
        print(f"{len(complete)} certificates made from {len(wheels)} wheels")
        return 0 if len(complete) >= PEOPLE * LANGUAGES else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
