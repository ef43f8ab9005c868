"""From candidates to plugins: imported, checked, and kept apart where they contradict each other.

Rules of this module

- A plugin is there whole or not at all, and the reason stands in its state.
- Two plugins that bring the same workshop are both left out: neither wins by its name or its place
  on the path, because what a certificate says must not depend on that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable

import attrs
import pluggy

from skillcert.errors import PluginError, RubricError
from skillcert.model import Rubric
from skillcert.plugins.discovery import Candidate, normal, twice
from skillcert.plugins.hooks import attach, blaming, hook_faults, workshops_of
from skillcert.plugins.spec import Workshop
from skillcert.plugins.state import LoadState, PluginState

__all__ = ["Plugin", "all_in_one", "load_all", "of_object", "read_rubrics", "switched_off"]


@attrs.frozen(kw_only=True, eq=False)
class Plugin:
    """A plugin after it was loaded, or the attempt was made.

    Attributes:
        candidate: What was found.
        workshops: What it brings, sorted by key.
        target: The module or object that its entry point named; None if it could not be imported.
        hooks: Its own pluggy manager; None if it failed.
        cause: What was raised, if it failed by that.
    """

    candidate: Candidate
    workshops: tuple[Workshop, ...] = ()
    target: object = None
    hooks: pluggy.PluginManager | None = None
    cause: BaseException | None = None

    @property
    def state(self) -> PluginState:
        """What became of it."""
        return self.candidate.state

    def fail(self, what: str, hint: str, cause: BaseException | None = None) -> Plugin:
        """Return it as failed; what was remarked before may be the reason, so it stays."""
        what = "; ".join(filter(None, (what, self.state.problem)))
        state = attrs.evolve(self.state, state=LoadState.FAILED, problem=what, hint=hint)
        return attrs.evolve(self, candidate=attrs.evolve(self.candidate, state=state), cause=cause)


def switched_off(candidate: Candidate) -> Candidate:
    """Return *candidate* as disabled."""
    state = attrs.evolve(candidate.state, state=LoadState.DISABLED, problem="", hint="")
    return attrs.evolve(candidate, state=state)


def of_object(plugin: object) -> Candidate:
    """Return the candidate for a module or object that is there already.

    Raises:
        PluginError: Its name cannot be found out.
    """
    with blaming("a plugin cannot even be named"):
        name = getattr(plugin, "__name__", None) or type(plugin).__name__
    return Candidate(state=PluginState(name=str(name)), load=lambda: plugin)


def load_all(candidates: Iterable[Candidate]) -> tuple[Plugin, ...]:
    """Import and check *candidates*, each in turn; what fails is marked and returned, too."""
    loaded: list[Plugin] = []
    for candidate in candidates:
        plugin = _load(candidate)
        # Two entry points can name the same object by two ways.
        for i, other in enumerate(loaded):
            if plugin.target is not None and plugin.target is other.target:
                remarked = twice(other.candidate, plugin.state)
                loaded[i] = attrs.evolve(other, candidate=remarked)
                break
        else:
            loaded.append(plugin)
    return _without_conflicts(loaded)


def _load(candidate: Candidate) -> Plugin:
    plugin = Plugin(candidate=candidate)
    name, target = candidate.state.name, candidate.target
    hint = f"Install what it needs or install it again, or disable it by its name {name!r}"
    try:
        with blaming(f"{target!r} cannot be imported", hint=hint):
            plugin = attrs.evolve(plugin, target=candidate.load())
        for fault in hook_faults(plugin.target):
            raise fault
        hooks = attach(plugin.target, name)
        workshops = workshops_of(hooks)
    except PluginError as error:
        return plugin.fail(error.what, error.hint, error.__cause__)
    keys = tuple(workshop.key for workshop in workshops)
    candidate = attrs.evolve(candidate, state=attrs.evolve(candidate.state, workshops=keys))
    if not keys:
        candidate = candidate.remark("it brings no workshop", "")
    return attrs.evolve(plugin, candidate=candidate, workshops=workshops, hooks=hooks)


def _without_conflicts(plugins: Sequence[Plugin]) -> tuple[Plugin, ...]:
    """Return *plugins* with those that bring the same workshop marked as failed, each of them."""
    owners: dict[str, list[Plugin]] = {}
    for plugin in plugins:
        for workshop in plugin.workshops:
            owners.setdefault(workshop.key, []).append(plugin)
    return tuple(_in_conflict(plugin, owners) for plugin in plugins)


def _in_conflict(plugin: Plugin, owners: Mapping[str, Sequence[Plugin]]) -> Plugin:
    for key in plugin.state.workshops:
        others = [other.state for other in owners[key] if other is not plugin]
        if others:
            names = " and ".join(map(str, others))
            return plugin.fail(
                f"the workshop {key!r} is also brought by {names}; none of them is used",
                f"Uninstall all but one, or disable all but one of: {_tell_apart(plugin, others)}",
            )
    return plugin


def _tell_apart(plugin: Plugin, others: Sequence[PluginState]) -> str:
    """Return the names by which plugins can be disabled one by one."""
    states = [plugin.state, *others]
    distributions = {normal(state.distribution) for state in states}
    apart = len(distributions) == len(states) and "" not in distributions
    return ", ".join(sorted(state.distribution if apart else state.name for state in states))


def all_in_one(failed: Sequence[Plugin]) -> PluginError:
    """Return one error for at least one failed plugin: it is about the first and names the rest."""
    first, *others = failed
    names = ", ".join(str(other.state) for other in others)
    hint = f"{first.state.hint}. Others cannot be used either: {names}" if others else None
    return first.state.as_error(hint=hint)


def read_rubrics(
    workshop: Workshop, state: PluginState, overlays: Traversable | None = None
) -> tuple[Rubric, ...]:
    """Read the rubrics of *workshop*.

    Args:
        workshop: The workshop.
        state: The plugin that brings it, for the messages.
        overlays: A folder of overlays, in which the workshop may have a folder.

    Raises:
        RubricError: The files have faults, or the folder is not there.
        PluginError: The folder is an object of the plugin's own that does not work.
    """
    from skillcert.rubrics import load_folder

    overlay = overlays / workshop.key if overlays else None
    if overlay and not overlay.is_dir():
        overlay = None
    hint = "Install the plugin again or tell its author"
    try:
        with blaming("the folder of its rubrics cannot be read", hint=hint):
            try:
                return load_folder(workshop.rubrics, overlay=overlay)
            except RubricError as error:
                problems = error.problems
    except PluginError as error:
        raise state.as_error(error.what, hint=error.hint) from error.__cause__
    laid = f", with the overlay {overlay}," if overlay else ""
    what = f"the rubrics of the workshop {workshop.key!r} of {state.label}{laid} are not usable"
    raise RubricError(problems, what=what)
