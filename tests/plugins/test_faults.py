"""Whatever is wrong with one plugin: it is left out and named, and the others stay."""

from __future__ import annotations

import pytest

from skillcert.errors import PluginError
from skillcert.plugins import LoadState

from .throwaway import Site, brings, keys, state_of

IMPORTS = {
    "a module that it needs is missing": ("import no_such_module_here", "No module named"),
    "a name that it imports is missing": ("from json import lods", "cannot import name 'lods'"),
    "it raises on import": ("raise ValueError('a bad day')", "ValueError: a bad day"),
    "it is no Python": ("def (:", "SyntaxError"),
    "it exits on import": ("import sys; sys.exit(3)", "tried to end the program, SystemExit: 3"),
    "it exits without a word": ("raise SystemExit", "tried to end the program, SystemExit"),
    "it raises what is no Exception": (
        "class Panic(BaseException): pass\nraise Panic('engine')",
        "Panic: engine",
    ),
    "it recurses without an end": ("def f(): f()\nf()", "RecursionError"),
    "its error cannot be told": (
        "class Mute(Exception):\n def __str__(self): raise ValueError\nraise Mute",
        "cannot be imported: Mute",
    ),
    "its error is long": ("raise ValueError('x\\n' * 900)", "x x x"),
    "it builds a wrong workshop on import": (
        "workshop('pale', accent='#ffff00')",
        "the accent #ffff00 is too pale",
    ),
}

HOOKS = {
    "a marked hook is misspelt": (
        "@hookimpl\ndef skillcert_workshop(): return ()",
        "no hook 'skillcert_workshop'",
        "Did you mean skillcert_workshops?",
    ),
    "an unmarked hook is misspelt": (
        brings("broken") + "def skillcert_sections(request): return ()",
        "no hook 'skillcert_sections'",
        "Did you mean skillcert_document_sections?",
    ),
    "a hook is nothing like any": (
        brings("broken") + "@hookimpl\ndef skillcert_zzz(): return ()",
        "no hook 'skillcert_zzz'",
        (
            "Its hooks are: skillcert_document_sections, skillcert_sign_off_remarks, "
            "skillcert_workshops"
        ),
    ),
    "a marked hook lacks the prefix": (
        "@hookimpl\ndef workshops(): return ()",
        "no hook 'workshops'",
        "Did you mean skillcert_workshops?",
    ),
    "a hook is not marked": (
        "def skillcert_workshops(): return (workshop('broken'),)",
        "'skillcert_workshops' is not marked as a hook",
        "@hookimpl",
    ),
    "a hook is marked for another project": (
        "import pluggy\n@pluggy.HookimplMarker('other')\ndef skillcert_workshops(): return ()",
        "'skillcert_workshops' is not marked as a hook",
        "@hookimpl",
    ),
    "a constant stands in place of a hook": (
        "skillcert_workshops = (workshop('broken'),)",
        "'skillcert_workshops' is not a function",
        "@hookimpl",
    ),
    "a hook asks for what it is not given": (
        "@hookimpl\ndef skillcert_workshops(language): return ()",
        "asks for the argument 'language'",
        "Define it as skillcert_workshops()",
    ),
    "a hook asks for an argument by name only": (
        brings("broken") + "@hookimpl\ndef skillcert_document_sections(*, request): return ()",
        "asks for the argument 'request'",
        "skillcert_document_sections(request)",
    ),
    "a hook is async": (
        "@hookimpl\nasync def skillcert_workshops(): return ()",
        "skillcert_workshops is async",
        "def alone",
    ),
    "a wrapper does not yield": (
        "@hookimpl(wrapper=True)\ndef skillcert_workshops(): return ()",
        "its hooks cannot be used",
        "author",
    ),
    "there is no hook at all": ("x = 1", "no hook skillcert_workshops", "Every plugin needs"),
}

RESULTS = {
    "it returns None": ("pass", "returned None"),
    "it returns a number": ("return 42", "returned a value of type int, not several Workshop"),
    "it returns a text": ("return 'bicycle'", "returned a value of type str"),
    "it returns a lone workshop": ("return workshop('broken')", "returned a lone Workshop"),
    "it returns keys": ("return ['broken']", "a value of type str as item 0, not a Workshop"),
    "it returns a workshop and None": ("return workshop('broken'), None", "None as item 1"),
    "it raises": ("raise KeyError('hinge')", "failed: KeyError: 'hinge'"),
    "it raises half-way": ("yield workshop('broken')\n raise OSError('gone')", "OSError: gone"),
    "it exits": ("raise SystemExit(1)", "tried to end the program"),
    "it never ends": ("while True: yield workshop('broken')", "returned more than 1000"),
    "it brings one workshop twice": (
        "return [workshop('broken')] * 2",
        "brings a workshop more than once: 'broken'",
    ),
    "a key is no key": ("return [workshop('No key')]", "not 'No key'"),
    "a workshop is an empty shell": (
        "return [Workshop.__new__(Workshop)]",
        "failed: AttributeError",
    ),
    "a coroutine comes from a plain function": (
        "async def f(): pass\n return f()",
        "a value of type coroutine",
    ),
}


def assert_named_and_left_out(
    site: Site, capfd: pytest.CaptureFixture[str], problem: str, hint: str = ""
) -> None:
    """Check what holds for every fault, of the plugin `skillcert-broken` 0.7."""
    site.add("skillcert-good", brings("good", "also_good"), name="good")
    registry = site.discover()

    state = state_of(registry, "broken")
    assert (state.distribution, state.version) == ("skillcert-broken", "0.7")
    assert state.state is LoadState.FAILED
    assert problem in state.problem
    assert hint in state.hint
    assert state.hint
    assert "\n" not in state.problem
    assert len(state.problem) < 400
    assert keys(registry) == ("also_good", "good")
    assert state_of(registry, "good").state is LoadState.LOADED
    assert [problem.what for problem in registry.problems] == [state.problem]
    assert "plugin skillcert-broken 0.7" in str(registry.problems[0])

    with pytest.raises(PluginError) as caught:
        site.discover(strict=True)
    assert (caught.value.distribution, caught.value.version) == ("skillcert-broken", "0.7")
    assert "'broken'" in str(caught.value)

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("title", IMPORTS)
def test_import_fault(title: str, site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """A plugin that cannot be imported is named, with what was raised, on one short line."""
    code, problem = IMPORTS[title]
    site.add("skillcert-broken", code, name="broken", version="0.7")
    assert_named_and_left_out(site, capfd, problem)


@pytest.mark.parametrize("title", HOOKS)
def test_hook_fault(title: str, site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """A hook that would stay silent, or cannot be called, is named; the nearest is suggested."""
    code, problem, hint = HOOKS[title]
    site.add("skillcert-broken", code, name="broken", version="0.7")
    assert_named_and_left_out(site, capfd, problem, hint)


@pytest.mark.parametrize("title", RESULTS)
def test_result_fault(title: str, site: Site, capfd: pytest.CaptureFixture[str]) -> None:
    """A hook that raises or returns what is no workshop is named; nothing of it stays."""
    body, problem = RESULTS[title]
    code = f"@hookimpl\ndef skillcert_workshops():\n {body}\n"
    site.add("skillcert-broken", code, name="broken", version="0.7")
    assert_named_and_left_out(site, capfd, problem)


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("no_such_module_here", "'no_such_module_here' cannot be imported: ModuleNotFoundError"),
        ("throwaway_skillcert_broken:nobody", "has no attribute 'nobody'"),
        ("not a module!", "cannot be imported"),
        ("throwaway_skillcert_broken:Plugin", "asks for the argument 'self'"),
        ("throwaway_skillcert_broken:NOTHING", "no hook skillcert_workshops"),
    ],
)
def test_entry_point_fault(
    target: str, problem: str, site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    """An entry point that names nothing of use is a fault of its distribution."""
    code = "NOTHING = None\nclass Plugin:\n @hookimpl\n def skillcert_workshops(self): return ()\n"
    site.add("skillcert-broken", code, name="broken", version="0.7", target=target)
    assert_named_and_left_out(site, capfd, problem)


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "MemoryError"])
@pytest.mark.parametrize(
    "code",
    ["raise {}", "@hookimpl\ndef skillcert_workshops(): raise {}"],
    ids=["on import", "in a hook"],
)
def test_what_is_nobodys_fault_passes_through(error: str, code: str, site: Site) -> None:
    """An interrupt from the keyboard and the end of memory are not blamed on a plugin."""
    site.add("skillcert-broken", code.format(error))
    with pytest.raises((KeyboardInterrupt, MemoryError)):
        site.discover()


def test_hook_of_a_newer_version_can_be_optional(site: Site) -> None:
    """A plugin that also works with a newer skillcert marks the newer hook as optional."""
    newer = "@hookimpl(optionalhook=True)\ndef skillcert_something_new(x): return ()"
    site.add("skillcert-good", brings("good") + newer, name="good")
    assert keys(site.discover(strict=True)) == ("good",)


def test_names_that_are_no_hooks_are_left_alone(site: Site) -> None:
    """A module, a constant or a class may have a name that begins with skillcert_."""
    site.add("skillcert-helper", "x = 1", list_of_entry_points="\n")
    harmless = (
        "import throwaway_skillcert_helper as skillcert_helper\n"
        "skillcert_version = '1'\nclass skillcert_thing: pass\n"
    )
    site.add("skillcert-good", brings("good") + harmless, name="good")
    assert keys(site.discover(strict=True)) == ("good",)


def test_a_property_of_a_plugin_is_not_evaluated_for_nothing(site: Site) -> None:
    """Looking for hooks runs no code of the plugin beyond its hooks."""
    code = brings("unused") + (
        "class Plugin:\n"
        " @property\n def costly(self): raise SystemExit\n"
        " @hookimpl\n def skillcert_workshops(self): return [workshop('good')]\n"
        "plugin = Plugin()\n"
    )
    site.add("skillcert-good", code, target="throwaway_skillcert_good:plugin")
    assert keys(site.discover(strict=True)) == ("good",)


def test_no_workshop_is_remarkable_and_no_fault(site: Site) -> None:
    """A plugin that has nothing to bring here and now is loaded, and that is said."""
    site.add("skillcert-empty", "@hookimpl\ndef skillcert_workshops(): return ()", name="empty")
    state = state_of(site.discover(strict=True), "empty")
    assert state.state is LoadState.LOADED
    assert state.problem == "it brings no workshop"


def test_strict_names_the_others_too(site: Site) -> None:
    """With several broken plugins, the strict error is about the first and names the rest."""
    site.add("skillcert-b", "raise ValueError('b')", name="b", version="2.0")
    site.add("skillcert-a", "raise ValueError('a')", name="a", version="1.0")
    with pytest.raises(PluginError, match=r"ValueError: a\. .*'b' of skillcert-b 2\.0") as caught:
        site.discover(strict=True)
    assert caught.value.distribution == "skillcert-a"
    assert isinstance(caught.value.__cause__, ValueError)
