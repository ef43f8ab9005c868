"""What importing costs, and what stays unloaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "skillcert"
HEAVY = ("PIL", "sqlalchemy", "cryptography", "cattrs", "babel", "pluggy", "skillcert_bicycle")
MOST_LINES = 400


def loaded_after(*code: str) -> set[str]:
    """Return the modules that a fresh Python has loaded after running *code*."""
    lines = "; ".join([*code, "import sys", "print(*sorted(sys.modules))"])
    done = subprocess.run([sys.executable, "-c", lines], check=True, capture_output=True, text=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", HEAVY)
def test_import_is_light(name: str) -> None:
    """`import skillcert` loads nothing heavy and no plugin."""
    assert name not in loaded_after("import skillcert")


@pytest.mark.parametrize("arguments", ["--version", "--help", "issue --help", "rubric --help"])
def test_help_is_light(arguments: str) -> None:
    """`--version` and `--help` load no plugin and nothing that draws, stores or signs."""
    run = (
        "import sys",
        f"sys.argv = ['skillcert', *{arguments.split()}]",
        "import skillcert.cli",
        "skillcert.cli.main()",
    )
    assert not loaded_after(*run) & set(HEAVY)


def test_version_loads_no_click() -> None:
    """`--version` is answered before the command line library is loaded."""
    run = ("import sys", "sys.argv = ['x', '--version']", "import skillcert.cli as c", "c.main()")
    assert "click" not in loaded_after(*run)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.name)
def test_modules_can_be_held_in_the_head(path: Path) -> None:
    """No module is longer than 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.name)
def test_clock_environment_and_printing_live_in_the_command_line(path: Path) -> None:
    """Outside `cli`, no module reads the clock or the environment, prints, asks or exits."""
    if "cli" in path.relative_to(SOURCE).parts:
        return
    text = path.read_text(encoding="utf-8")
    for call in ("date.today(", ".now(", "os.environ", " print(", "input(", "sys.exit("):
        assert call not in text, f"{call} in {path.name}"


@pytest.mark.timeout(900)  # hundreds of modules, each with all that it brings
def test_every_module_imports_alone() -> None:
    """No import cycle: each module can be the first to be imported."""
    modules = [
        ".".join(("skillcert", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for path in sorted(SOURCE.rglob("*.py"))
    ]
    code = (
        "import sys, importlib, subprocess\n"
        "for name in sys.argv[1:]:\n"
        "    for loaded in [m for m in sys.modules if m.split('.')[0] == 'skillcert']:\n"
        "        del sys.modules[loaded]\n"
        "    importlib.import_module(name)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, *modules],
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )
