"""The whole way of somebody who has never seen this repository, with nothing but wheels."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parents[2]
OURS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")

MAKE_RECORD = """
from pathlib import Path
from skillcert import Registry, codec
from skillcert.testing import make_record

(rubric,) = Registry.discover(strict=True).rubrics("laundry")
record = make_record(rubric, workshop="laundry", name="Åse Nygård")
Path("record.json").write_text(codec.pretty(record), encoding="utf-8")
"""


@attrs.frozen
class Elsewhere:
    """A folder outside of the checkout with an environment of its own.

    Attributes:
        folder: The folder in which commands run.
        scripts: The folder of the environment's programs.
    """

    folder: Path
    scripts: Path

    def run(self, program: str, *arguments: str) -> str:
        """Run one of the environment's programs and return what it printed."""
        environment = {
            key: value
            for key, value in os.environ.items()
            if key not in OURS and not key.startswith(("SKILLCERT_", "PYTEST_"))
        }
        done = subprocess.run(
            [str(self.scripts / program), *arguments],
            cwd=self.folder,
            # What is tried here is the way, not the console's encoding.
            env={**environment, "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{program} {arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of skillcert, built from this checkout."""
    out = tmp_path_factory.mktemp("wheelhouse")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.glob("skillcert-*.whl")
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, wheel: Path) -> Elsewhere:
    """An empty folder and an environment in which skillcert is installed from its wheel."""
    folder = tmp_path / "somebody's folder ø"
    folder.mkdir()
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    place = Elsewhere(folder, environment / ("Scripts" if os.name == "nt" else "bin"))
    place.run("python", "-m", "pip", "install", "-q", f"{wheel}[cli]")
    return place


@pytest.mark.wheels
# Everything is downloaded once on a machine that has nothing of it yet.
@pytest.mark.timeout(600)
def test_a_laundry_from_an_empty_folder(elsewhere: Elsewhere) -> None:
    """new-workshop, pip install, and a laundry is listed, tested and on a certificate.

    From an empty folder outside of the checkout, with skillcert from its wheel: the kit of a
    workshop that is not ours is written and installed, `skillcert workshops` lists it, its own
    tests pass, and `skillcert issue` makes a certificate of a record of it.
    """
    home = elsewhere.run("python", "-c", "import skillcert; print(skillcert.__file__)")
    assert Path(home.strip()).is_relative_to(elsewhere.scripts.parent)
    assert "laundry" not in elsewhere.run("skillcert", "workshops")

    elsewhere.run("skillcert", "new-workshop", "laundry")
    elsewhere.run("python", "-m", "pip", "install", "-q", "./skillcert-laundry[test]")
    listed = elsewhere.run("skillcert", "workshops").splitlines()
    assert [line.split()[:2] for line in listed[1:]] == [["laundry", "laundry"]]
    assert "loaded" in elsewhere.run("skillcert", "plugins")

    elsewhere.run("python", "-m", "pytest", "skillcert-laundry")

    elsewhere.run("python", "-c", MAKE_RECORD)
    for language in ("en", "nb", "nn", "da"):
        made = elsewhere.run("skillcert", "issue", "record.json", "--language", language).strip()
        assert (elsewhere.folder / made).read_bytes().startswith(b"%PDF-")
