"""Finding plugins: each once, in one order, whatever the path holds."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from skillcert.errors import PluginError
from skillcert.plugins import LoadState, Registry

from .throwaway import Site, brings, entry_points_in, failed, keys, state_of


def run(code: str, *path: Path) -> str:
    """Return what a fresh Python prints for *code* with the folders of *path* on its path."""
    inherited = os.environ.get("PYTHONPATH", "")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*map(str, path), inherited]).rstrip(os.pathsep),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        check=True,
        capture_output=True,
        env=environment,
        encoding="utf-8",
    )
    assert done.stderr == ""
    return done.stdout


def test_importing_loads_no_plugin(site: Site) -> None:
    """Importing `skillcert.plugins` neither looks for plugins nor loads one, nor the codec."""
    site.add("skillcert-loud", "print('loaded')\n" + brings("loud"), name="loud")
    code = "import sys, skillcert.plugins; print([m for m in sys.modules if 'loud' in m])"
    assert run(code, site.folder) == "[]\n"
    assert "cattrs" not in run("import sys, skillcert.plugins; print(*sys.modules)", site.folder)


def test_discover_finds_what_is_installed(site: Site) -> None:
    """Without a list, the entry points of every distribution on the path are looked at."""
    site.add("skillcert-real", brings("real"), name="real")
    code = """
from skillcert.plugins import Registry
registry = Registry.discover()
print(registry.plugin_of("real").label)
"""
    assert run(code, site.folder) == "skillcert-real 1.2.3\n"


def test_damaged_metadata_of_others_is_not_our_business(site: Site) -> None:
    """A distribution of somebody else with a broken list of entry points changes nothing."""
    site.add("skillcert-real", brings("real"), name="real")
    site.add("damaged", "", list_of_entry_points="[console_scripts]\nno equals sign\n")
    code = """
from skillcert.plugins import Registry
registry = Registry.discover()
print("real" in [w.key for w in registry.workshops()], registry.problems)
"""
    assert run(code, site.folder) == "True ()\n"


def test_damaged_metadata_of_a_plugin_is_named(site: Site) -> None:
    """A plugin with a broken list of entry points is named, and the others stay."""
    site.add("skillcert-real", brings("real"), name="real")
    site.add("damaged", "", version="0.7", list_of_entry_points="[skillcert]\nno equals sign\n")
    code = """
from skillcert.plugins import Registry
registry = Registry.discover()
print("real" in [w.key for w in registry.workshops()], *registry.problems)
"""
    assert run(code, site.folder) == (
        "True plugin damaged 0.7: damaged: its list of entry points cannot be read. "
        "Its installation is damaged. Install it again\n"
    )


def test_metadata_without_name_and_version(site: Site) -> None:
    """A plugin whose metadata lost its name and version is still loaded and listed."""
    site.add("skillcert-real", brings("real"), name="real")
    (info,) = site.folder.glob("*.dist-info")
    (info / "METADATA").write_text("Metadata-Version: 2.1\n", encoding="utf-8")
    registry = site.discover()
    assert keys(registry) == ("real",)
    assert registry.plugins[0].label == "real"


def test_entry_points_of_other_groups_are_passed_over(site: Site) -> None:
    """Only the group `skillcert` is ours."""
    listed = "[console_scripts]\nx = throwaway_other\n[skillcert.extra]\ny = throwaway_other\n"
    site.add("other", "raise ValueError", list_of_entry_points=listed)
    assert site.discover().plugins == ()


def test_order_does_not_depend_on_the_path(site: Site) -> None:
    """Whatever the order in which plugins are found, the registry is the same."""
    site.add("skillcert-c", brings("a", "d"), name="c")
    site.add("skillcert-b", brings("c", "b"), name="b")
    site.add("skillcert-a", "raise ValueError", name="a")
    registries = [
        Registry.discover(entry_points=order)
        for order in itertools.permutations(site.entry_points())
    ]
    assert {keys(registry) for registry in registries} == {("a", "b", "c", "d")}
    assert len({registry.plugins for registry in registries}) == 1
    assert [state.name for state in registries[0].plugins] == ["a", "b", "c"]
    assert registries[0].plugins[1].workshops == ("b", "c")


def test_several_implementations_in_one_plugin_are_sorted(site: Site) -> None:
    """Where pluggy calls last in, first out, what comes back is in the order of the keys."""
    code = (
        "@hookimpl(specname='skillcert_workshops')\ndef one(): return [workshop('b')]\n"
        "@hookimpl(specname='skillcert_workshops')\n"
        "def two(): return [workshop('c'), workshop('a')]\n"
    )
    site.add("skillcert-many", code, name="many")
    assert keys(site.discover(strict=True)) == ("a", "b", "c")


# Twice


def test_second_copy_on_the_path_is_told_of(site: Site, tmp_path: Path) -> None:
    """Two versions of a distribution: the first on the path counts, and that is said."""
    other = Site(tmp_path / "other")
    other.folder.mkdir()
    other.add("Skillcert_Real", brings("wrong"), name="real", version="0.9")
    site.add("skillcert-real", brings("real"), name="real")
    found = entry_points_in(site.folder, other.folder)
    registry = Registry.discover(entry_points=found, strict=True)
    assert keys(registry) == ("real",)
    (state,) = registry.plugins
    assert state.version == "1.2.3"
    assert "installed twice, also as version 0.9" in state.problem
    assert state.state is LoadState.LOADED


def test_one_folder_twice_on_the_path_is_no_news(site: Site) -> None:
    """The same folder under two names (lib and lib64) is one copy, and nothing is said."""
    site.add("skillcert-real", brings("real"), name="real")
    roundabout = site.folder / ".." / site.folder.name
    found = entry_points_in(site.folder, roundabout)
    assert len(found) == 2
    (state,) = Registry.discover(entry_points=found).plugins
    assert (state.workshops, state.problem) == (("real",), "")


def test_one_target_of_two_distributions_is_loaded_once(site: Site) -> None:
    """Two distributions that list the same module (a renamed one, a fork) are one plugin."""
    module = site.add("skillcert-old", brings("real"), name="old")
    site.add("skillcert-real", "", name="real", target=module)
    registry = site.discover(strict=True)
    assert keys(registry) == ("real",)
    (state,) = registry.plugins
    assert state.label == "skillcert-old 1.2.3"
    assert "listed twice, also as 'real' of skillcert-real 1.2.3" in state.problem


def test_one_object_under_two_names_is_loaded_once(site: Site) -> None:
    """Two entry points that name the same object by different ways are one plugin."""
    code = brings("real") + "import sys\nme = sys.modules[__name__]\n"
    module = site.add("skillcert-a", code, name="a")
    site.add("skillcert-b", "", name="b", target=f"{module}:me")
    registry = site.discover(strict=True)
    assert keys(registry) == ("real",)
    assert [state.name for state in registry.plugins] == ["a"]


def test_a_failing_target_is_tried_once(site: Site) -> None:
    """A plugin that is listed twice and fails is imported once and named once."""
    module = site.add("skillcert-a", "with open(HERE / 'tries', 'a') as f: f.write('x')\n1 / 0")
    site.add("skillcert-b", "", target=module)
    registry = site.discover()
    assert list(failed(registry)) == ["skillcert-a"]
    assert "also as 'skillcert-b'" in failed(registry)["skillcert-a"]
    assert (site.folder / "tries").read_text(encoding="utf-8") == "x"


def test_the_same_object_passed_twice_is_one_plugin(site: Site) -> None:
    """Software that passes a plugin twice gets it once."""
    module = __import__(site.add("skillcert-a", brings("real")))
    assert keys(Registry.of(module, module, strict=True)) == ("real",)


# The same workshop from two plugins


def test_neither_of_two_plugins_wins(site: Site) -> None:
    """Two plugins that bring one workshop are both left out, with all that they bring."""
    site.add("skillcert-a", brings("saw", "plane"), name="a", version="1.0")
    site.add("skillcert-b", brings("saw", "paint"), name="b", version="2.0")
    site.add("skillcert-c", brings("cook"), name="c")
    registry = site.discover()
    assert keys(registry) == ("cook",)
    one, two = state_of(registry, "a"), state_of(registry, "b")
    assert one.state is two.state is LoadState.FAILED
    assert "'saw' is also brought by 'b' of skillcert-b 2.0" in one.problem
    assert "'saw' is also brought by 'a' of skillcert-a 1.0" in two.problem
    assert one.hint.endswith("all but one of: skillcert-a, skillcert-b")
    assert one.workshops == ("plane", "saw")
    with pytest.raises(PluginError, match="also brought by"):
        site.discover(strict=True)


def test_disabling_one_of_two_frees_the_other(site: Site) -> None:
    """Once one of them is disabled, there is no conflict."""
    site.add("skillcert-a", brings("saw"), name="saw")
    site.add("skillcert-b", brings("saw"), name="saw")
    registry = site.discover(disabled=["skillcert-a"], strict=True)
    assert keys(registry) == ("saw",)
    assert registry.plugin_of("saw").distribution == "skillcert-b"


def test_a_conflict_of_three_names_all(site: Site) -> None:
    """Every one of three plugins is told of both others."""
    for name in "abc":
        site.add(f"skillcert-{name}", brings("saw"), name=name)
    registry = site.discover()
    assert keys(registry) == ()
    assert "'b' of skillcert-b 1.2.3 and 'c' of skillcert-c 1.2.3" in failed(registry)["a"]
    assert "'a' of skillcert-a 1.2.3 and 'b' of skillcert-b 1.2.3" in failed(registry)["c"]


def test_a_conflict_inside_one_distribution(site: Site) -> None:
    """Two entry points of one distribution are told apart by their own names."""
    site.add("skillcert-x", brings("saw"), list_of_entry_points="\n")
    listed = "[skillcert]\nleft = throwaway_skillcert_y\nright = throwaway_skillcert_x\n"
    site.add("skillcert-y", brings("saw"), list_of_entry_points=listed)
    registry = site.discover()
    assert state_of(registry, "left").hint.endswith("all but one of: left, right")
    assert keys(site.discover(disabled=["left"], strict=True)) == ("saw",)


# Disabled


@pytest.mark.parametrize("name", ["saw", "skillcert-Saw.Mill", "Skillcert_saw_mill"])
def test_disabled_plugins_are_not_imported(name: str, site: Site) -> None:
    """A plugin is disabled by its entry point's name or its distribution's, however spelt."""
    module = site.add("skillcert-saw-mill", "1 / 0", name="saw")
    registry = site.discover(disabled=[name], strict=True)
    (state,) = registry.plugins
    assert (state.state, state.problem) == (LoadState.DISABLED, "")
    assert module not in sys.modules
    assert registry.unmatched == ()


def test_names_that_disable_nothing_are_told(site: Site) -> None:
    """A misspelt name in the list of disabled plugins does not go unnoticed."""
    site.add("skillcert-saw", brings("saw"), name="saw")
    registry = site.discover(disabled=["swa", "saw", "bikes"])
    assert registry.unmatched == ("bikes", "swa")


def test_disabling_one_listing_keeps_the_other(site: Site) -> None:
    """Of two distributions with the same target, disabling one leaves the other."""
    module = site.add("skillcert-old", brings("real"), name="old")
    site.add("skillcert-new", "", name="new", target=module)
    registry = site.discover(disabled=["skillcert-old"], strict=True)
    assert registry.plugin_of("real").distribution == "skillcert-new"
    assert state_of(registry, "old").state is LoadState.DISABLED


def test_entry_point_without_a_distribution(site: Site) -> None:
    """Software can pass entry points that it made itself; the plugin goes by its name."""
    module = site.add("skillcert-real", brings("real"))
    made = [EntryPoint("real", module, "skillcert"), EntryPoint("bad", "no_such", "skillcert")]
    registry = Registry.discover(entry_points=made)
    assert keys(registry) == ("real",)
    assert registry.plugin_of("real").label == "real"
    assert str(registry.problems[0]).startswith("plugin bad: 'no_such' cannot be imported")
