"""The workshops that are there: found, checked, sorted; one bad plugin never sinks the rest.

Rules of this module

- Nothing is found or imported before `Registry.discover` is called, and nothing is kept outside of
  the registry that it returns. The environment is the caller's to read.
- `Registry.plugins` has one entry for each plugin, with the reason if it is not there.
- The order of what is returned depends on names and keys alone.
- The codec is imported when a rubric or a section is read: a plugin that imports this package to
  say `hookimpl` does not wait for it.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.metadata import EntryPoint
from importlib.resources.abc import Traversable

import attrs

from skillcert.errors import PluginError, Problem
from skillcert.model import Rubric, Section
from skillcert.plugins.discovery import Candidate, find, merge_same, normal
from skillcert.plugins.hooks import remarks_of, sections_of
from skillcert.plugins.loading import (
    Plugin,
    all_in_one,
    load_all,
    of_object,
    read_rubrics,
    switched_off,
)
from skillcert.plugins.spec import (
    PROJECT,
    Remark,
    SectionRequest,
    SignOffQuestion,
    Workshop,
)
from skillcert.plugins.state import LoadState, PluginState

__all__ = ["Registry"]

_UNSIGNED = "Nothing was signed. Tell the plugin's author"
_LEFT_OUT = "The document is made without the workshop's sections. Tell the plugin's author"


@attrs.frozen(kw_only=True, eq=False)
class Registry:
    """The workshops of a set of plugins. Build it with `discover` or `of`.

    Attributes:
        plugins: Every plugin that was found, sorted by distribution and name.
        strict: Whether a fault of a plugin is raised; otherwise it is told of and left out.
        unmatched: Names in `disabled` that no plugin goes by, sorted: most likely misspelt.
        overlays: The folder of the programme's own rubric files, one folder a workshop; what
            stands there is laid over the plugins' files (`skillcert.rubrics.folder`).
    """

    plugins: tuple[PluginState, ...]
    strict: bool = False
    unmatched: tuple[str, ...] = ()
    overlays: Traversable | None = None
    _owners: Mapping[str, Plugin] = attrs.field(repr=False)
    _rubrics: dict[str, tuple[Rubric, ...]] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def discover(
        cls,
        *,
        disabled: Collection[str] = (),
        strict: bool = False,
        entry_points: Iterable[EntryPoint] | None = None,
        overlays: Traversable | None = None,
    ) -> Registry:
        """Find and load the plugins that are installed.

        Args:
            disabled: Names of plugins to leave out: of entry points or of distributions.
            strict: Whether a plugin that cannot be used is an error.
            entry_points: The entry points to look at; None for all that are installed. Those of
            entry_points: The entry points to look at; None for all that are installed. Those of
                another group than `skillcert` are passed over.
            overlays: A folder with rubric files of the programme's own, one folder a workshop.

        Raises:
            PluginError: *strict* is set and a plugin cannot be used. The error names the first,
                with distribution and version, and says which others there are.
        """
        found = find(entry_points)
        used = {name for candidate in found for name in candidate.goes_by(disabled)}
        off = [switched_off(candidate) for candidate in found if candidate.goes_by(disabled)]
        on = merge_same(candidate for candidate in found if not candidate.goes_by(disabled))
        unmatched = tuple(sorted(name for name in disabled if name not in used))
        return cls._of(on, off=off, strict=strict, unmatched=unmatched, overlays=overlays)

    @classmethod
    def of(cls, *plugins: object, strict: bool = False) -> Registry:
        """Return a registry of *plugins*, whatever is installed.

        Args:
            plugins: Modules or objects with hooks.
            strict: Whether a plugin that cannot be used is an error.

        Raises:
            PluginError: *strict* is set and a plugin cannot be used.
        """
        return cls._of([of_object(plugin) for plugin in plugins], strict=strict)

    @classmethod
    def _of(
        cls,
        candidates: Iterable[Candidate],
        *,
        off: Sequence[Candidate] = (),
        strict: bool,
        unmatched: tuple[str, ...] = (),
        overlays: Traversable | None = None,
    ) -> Registry:
        plugins = load_all(sorted(candidates, key=lambda found: found.order))
        failed = [plugin for plugin in plugins if plugin.state.state is LoadState.FAILED]
        if strict and failed:
            raise all_in_one(failed) from failed[0].cause
        shown = sorted([*off, *(p.candidate for p in plugins)], key=lambda found: found.order)
        return cls(
            plugins=tuple(candidate.state for candidate in shown),
            strict=strict,
            unmatched=unmatched,
            overlays=overlays,
            owners={
                workshop.key: plugin
                for plugin in plugins
                if plugin not in failed
                for workshop in plugin.workshops
            },
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Why the plugins that failed did, one problem each."""
        return tuple(
            state.as_problem() for state in self.plugins if state.state is LoadState.FAILED
        )

    def workshops(self) -> tuple[Workshop, ...]:
        """Return the workshops, sorted by key."""
        return tuple(self.workshop(key) for key in sorted(self._owners))

    def workshop(self, key: str) -> Workshop:
        """Return the workshop *key*.

        Raises:
            PluginError: There is none such. The error says so if a plugin that failed or is
                disabled would bring it, and suggests a key that is near.
        """
        return next(found for found in self._owner(key).workshops if found.key == key)

    def plugin_of(self, key: str) -> PluginState:
        """Return the plugin that brings the workshop *key*.

        Raises:
            PluginError: There is no such workshop.
        """
        return self._owner(key).state

    def rubrics(self, key: str) -> tuple[Rubric, ...]:
        """Return the rubrics of the workshop *key*, sorted by id. Their files are read once.

        Raises:
            PluginError: There is no such workshop.
            RubricError: The files have faults; it holds every problem found.
        """
        if key not in self._rubrics:
            self._rubrics[key] = read_rubrics(
                self.workshop(key), self._owner(key).state, self.overlays
            )
        return self._rubrics[key]

    def rubric(self, workshop: str, rubric_id: str, version: str | None = None) -> Rubric:
        """Return one rubric.

        Args:
            workshop: The workshop's key.
            rubric_id: The rubric's key.
            version: The version that it must have; None for whichever is installed.

        Raises:
            PluginError: There is no such workshop, or it has no such rubric in that version.
            RubricError: The workshop's rubric files have faults.
        """
        rubrics: dict[str, Rubric] = {rubric.id: rubric for rubric in self.rubrics(workshop)}
        state = self._owner(workshop).state
        found = rubrics.get(rubric_id)
        if found is None:
            what = f"the workshop {workshop!r} has no rubric {rubric_id!r}"
            raise state.as_error(what, hint=_suggest(rubric_id, rubrics, "Its rubrics are"))
        if version not in (None, found.version):
            raise state.as_error(
                f"the rubric {rubric_id!r} is installed in version {found.version}, not {version}",
                hint="Install the plugin with that version, or use the one that is installed",
            )
        return found

    def document_sections(
        self, request: SectionRequest
    ) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
        """Ask the plugin that owns `request.workshop` for its sections of a document.

        Args:
            request: What the document is.

        Returns:
            The sections, and what was wrong. If anything was, there is no section: a document with
            half of what a workshop has to say could mean something else.

        Raises:
            PluginError: There is no such workshop; or the registry is strict and the plugin could
                not give its sections.
        """
        from skillcert.plugins.sections import section_faults

        owner = self._owner(request.workshop)
        if owner.hooks is None:  # pragma: no cover - an owner was loaded, so it has hooks
            return (), ()
        try:
            sections = sections_of(owner.hooks, request)
        except PluginError as error:
            if self.strict:
                raise owner.state.as_error(error.what, hint=error.hint) from error.__cause__
            return (), (_note(owner.state, "", error.what),)
        notes = tuple(
            _note(owner.state, path, what)
            for i, section in enumerate(sections)
            for path, what, _ in section_faults(section, f"sections[{i}]")
        )
        if notes and self.strict:
            raise owner.state.as_error(f"{notes[0].path}: {notes[0].what}")
        return (() if notes else sections), notes

    def sign_off_remarks(self, question: SignOffQuestion) -> tuple[Remark, ...]:
        """Ask the plugin that owns `question.workshop` what it has to say about a sign-off.

        Args:
            question: What is to be signed.

        Returns:
            What it says, in its own order.

        Raises:
            PluginError: There is no such workshop, or the plugin could not be asked. A rule that
                could not be asked is not taken for one that was kept, so nothing is to be signed.
        """
        from skillcert.plugins.remarks import remark_faults

        owner = self._owner(question.workshop)
        if owner.hooks is None:  # pragma: no cover - an owner was loaded, so it has hooks
            return ()
        try:
            remarks = remarks_of(owner.hooks, question)
        except PluginError as error:
            raise owner.state.as_error(error.what, hint=_UNSIGNED) from error.__cause__
        for i, remark in enumerate(remarks):
            for path, what, _ in remark_faults(remark, f"remarks[{i}]"):
                raise owner.state.as_error(f"{path}: {what}", hint=_UNSIGNED)
        return remarks

    def _owner(self, key: str) -> Plugin:
        owner = self._owners.get(key)
        if owner is None:
            raise self._absent(key)
        return owner

    def _absent(self, key: str) -> PluginError:
        for state in self.plugins:
            if state.state is not LoadState.LOADED and _would_bring(state, key):
                off = state.state is LoadState.DISABLED
                reason = f"{state.name!r} is disabled" if off else state.problem
                hint = "Enable the plugin" if off else state.hint
                return state.as_error(f"the workshop {key!r} is not there: {reason}", hint=hint)
        if not self._owners:
            hint = f"No workshop is installed. Install a plugin, for example {PROJECT}-bicycle"
            return PluginError(f"there is no workshop {key!r}", hint=hint)
        hint = _suggest(key, self._owners, "Installed are")
        return PluginError(f"there is no workshop {key!r}", hint=hint)


def _note(state: PluginState, path: str, what: str) -> Problem:
    return Problem(file=f"plugin {state.label}", path=path, what=what, hint=_LEFT_OUT)


def _would_bring(state: PluginState, key: str) -> bool:
    # What was not imported did not say what it brings; by custom its names do.
    by_custom = normal(key) in (
        normal(state.name),
        normal(state.distribution).removeprefix(f"{PROJECT}-"),
    )
    return key in state.workshops or by_custom


def _suggest(key: str, known: Iterable[str], otherwise: str) -> str:
    close = difflib.get_close_matches(key, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else f"{otherwise}: {', '.join(sorted(known))}"
