"""Throw-away distributions on disk, laid out as an installer leaves them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint, distributions
from pathlib import Path

import attrs

from skillcert.plugins import LoadState, PluginState, Registry

START = """
from pathlib import Path
from skillcert.model import *
from skillcert.plugins import Pictogram, SectionRequest, Workshop, hookimpl

HERE = Path(__file__).parent

def workshop(key, accent="#1f4e5f"):
    sign = Pictogram(size=10, paths=("M0 0h10v10z",))
    return Workshop(key=key, rubrics=HERE / key, accent=accent, pictogram=sign)
"""
"""What every plugin here begins with."""

STRUCTURE = """
format = 1
id = "{key}"
version = "1.0.0"
languages = ["en", "nb"]
groups = ["basics"]
shared = ["agreements"]

[[criteria]]
id = "safe"
group = "basics"
tasks = ["tidy", "dress"]
occasions = 3
days = 2

[[criteria]]
id = "saws"
group = "basics"
tasks = ["saw"]
requires = [{{ criterion = "safe" }}]
occasions = 2
days = 2
separate_training = true
second_assessor = true
"""

WORDS = """
language = "{language}"
title = "Sawing"
field = "sawing"

[groups]
basics = "Basics"

[tasks]
tidy = "Tidy up"
dress = "Dress"
saw = "Saw"

[criteria.safe]
does = "Works safely"
part = "working safely"

[criteria.saws]
does = "Saws"
part = "sawing"
"""


def brings(*keys: str) -> str:
    """Return the code of a plugin that brings the workshops *keys* and has no fault."""
    made = ", ".join(f"workshop({key!r})" for key in keys)
    return f"""
@hookimpl
def skillcert_workshops():
    return ({made},)
"""


@attrs.frozen
class Site:
    """A folder of distributions.

    Attributes:
        folder: The folder, as it stands on the path.
    """

    folder: Path

    def add(
        self,
        distribution: str,
        code: str,
        *,
        version: str = "1.2.3",
        name: str | None = None,
        target: str | None = None,
        list_of_entry_points: str | None = None,
    ) -> str:
        """Install a distribution with one module of the code *code*; return the module's name."""
        module = f"throwaway_{distribution.replace('-', '_')}"
        (self.folder / f"{module}.py").write_text(START + code, encoding="utf-8")
        info = self.folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", encoding="utf-8"
        )
        entry = f"[skillcert]\n{name or distribution} = {target or module}\n"
        (info / "entry_points.txt").write_text(list_of_entry_points or entry, encoding="utf-8")
        return module

    def add_rubric(self, key: str) -> Path:
        """Write a rubric without a fault for the workshop *key*; return its folder."""
        folder = self.folder / key
        folder.mkdir()
        (folder / f"{key}.toml").write_text(STRUCTURE.format(key=key), encoding="utf-8")
        for language in ("en", "nb"):
            text = WORDS.format(language=language)
            (folder / f"{key}.{language}.toml").write_text(text, encoding="utf-8")
        return folder

    def entry_points(self) -> tuple[EntryPoint, ...]:
        """Return the entry points of what was added."""
        return entry_points_in(self.folder)

    def discover(self, *, disabled: Iterable[str] = (), strict: bool = False) -> Registry:
        """Return the registry of what was added."""
        return Registry.discover(
            disabled=tuple(disabled), strict=strict, entry_points=self.entry_points()
        )

    def forget(self) -> None:
        """Take the modules of the folder out of Python's memory."""
        for name, module in tuple(sys.modules.items()):
            if str(getattr(module, "__file__", None) or "").startswith(str(self.folder)):
                del sys.modules[name]


def entry_points_in(*folders: Path) -> tuple[EntryPoint, ...]:
    """Return the entry points of the distributions in *folders*, in that order."""
    found = distributions(path=[str(folder) for folder in folders])
    return tuple(entry_point for one in found for entry_point in one.entry_points)


def state_of(registry: Registry, name: str) -> PluginState:
    """Return what became of the plugin with the entry point *name*."""
    (state,) = (state for state in registry.plugins if state.name == name)
    return state


def keys(registry: Registry) -> tuple[str, ...]:
    """Return the keys of the workshops that are there."""
    return tuple(workshop.key for workshop in registry.workshops())


def failed(registry: Registry) -> dict[str, str]:
    """Return the problems of the plugins that failed, by name."""
    return {s.name: s.problem for s in registry.plugins if s.state is LoadState.FAILED}
