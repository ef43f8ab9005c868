"""What became of a plugin: loaded, switched off, or left out for a named reason."""

from __future__ import annotations

import enum

import attrs

from skillcert.errors import PluginError, Problem

__all__ = ["LoadState", "PluginState"]


class LoadState(enum.Enum):
    """What became of a plugin."""

    LOADED = "loaded"
    """Its workshops are there."""
    DISABLED = "disabled"
    """Somebody asked to leave it out; it was not even imported."""
    FAILED = "failed"
    """It cannot be used. Nothing of it is there, and `PluginState.problem` says why."""


@attrs.frozen(kw_only=True)
class PluginState:
    """One plugin and what became of it.

    Attributes:
        name: The name of its entry point; for a plugin that was passed as an object, the object's.
        distribution: The distribution that brings it; empty if it came from none.
        version: That distribution's version; empty if unknown.
        state: What became of it.
        problem: Why it failed, as a sentence without a full stop. In a plugin that is loaded,
            something about it that is worth knowing; empty if there is nothing to say.
        hint: What to do about it, as a sentence without a full stop; may be empty.
        workshops: The keys of the workshops that it brings, sorted, as far as it came to name them.
    """

    name: str
    distribution: str = ""
    version: str = ""
    state: LoadState = LoadState.LOADED
    problem: str = ""
    hint: str = ""
    workshops: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The plugin as a message names it: distribution and version, else its name."""
        return f"{self.distribution} {self.version}".strip() if self.distribution else self.name

    def __str__(self) -> str:
        return f"{self.name!r} of {self.label}" if self.distribution else repr(self.name)

    def as_problem(self) -> Problem:
        """Return why it failed in the form in which faults in data are told."""
        path = self.name if self.distribution else ""
        return Problem(file=f"plugin {self.label}", path=path, what=self.problem, hint=self.hint)

    def as_error(self, what: str = "", *, hint: str | None = None) -> PluginError:
        """Return an error that names this plugin, with its distribution and version.

        Args:
            what: What is wrong; its problem if nothing is given.
            hint: What to do; its own hint if none is given.
        """
        return PluginError(
            what or f"{self.name!r} cannot be used: {self.problem}",
            distribution=self.distribution or self.name,
            version=self.version,
            hint=self.hint if hint is None else hint,
        )
