"""Finding plugins without importing any: entry points in, candidates out.

Rules of this module

- A distribution with unreadable metadata does not hide the others.
- The first copy of a distribution on the path counts, as it does for an import. A second copy (an
  editable install beside a wheel, an upgrade that was cut short) is told of.
- The same target is loaded once, however often it is listed.
- The order of the result does not depend on the order of the path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib import metadata
from pathlib import Path

import attrs

from skillcert.errors import PluginError
from skillcert.plugins.spec import PROJECT
from skillcert.plugins.state import PluginState

__all__ = ["Candidate", "find", "merge_same", "normal", "twice"]

_RUNS = re.compile(r"[-_.]+")


def normal(name: str) -> str:
    """Return *name* in the form in which names of distributions are compared (PEP 503)."""
    return _RUNS.sub("-", name).lower()


@attrs.frozen(kw_only=True, eq=False)
class Candidate:
    """A plugin that was found and not yet imported.

    Attributes:
        state: Its names, and what discovery has to say about it.
        target: What its entry point names, as `package.module:attribute`; empty for an object.
        home: The folder that its distribution lies in; empty if unknown.
        load: Imports it.
    """

    state: PluginState
    target: str = ""
    home: str = ""
    load: Callable[[], object]

    @property
    def order(self) -> tuple[str, str, str]:
        """The key by which candidates are sorted."""
        return normal(self.state.distribution), self.state.name, self.target

    def goes_by(self, names: Collection[str]) -> frozenset[str]:
        """Return those of *names* that mean it: its entry point's or its distribution's."""
        own = {normal(self.state.name), normal(self.state.distribution)} - {""}
        return frozenset(name for name in names if normal(name) in own)

    def remark(self, problem: str, hint: str) -> Candidate:
        """Return it with something worth knowing about it; what was said first stays."""
        if self.state.problem:
            return self
        return attrs.evolve(self, state=attrs.evolve(self.state, problem=problem, hint=hint))


def find(entry_points: Iterable[metadata.EntryPoint] | None = None) -> tuple[Candidate, ...]:
    """Return the plugins that are installed, sorted by distribution and name.

    Args:
        entry_points: The entry points to look at; None for those of every distribution on the path.
    """
    found = _installed() if entry_points is None else map(_candidate, _ours(entry_points))
    return tuple(sorted(_first_copies(found), key=lambda candidate: candidate.order))


def merge_same(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return *candidates* with those that name the same target made one, the first of them."""
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        # What has no target cannot be told from another of the kind; each stays.
        key = candidate.target or f"\0{len(kept)}"
        kept[key] = twice(kept[key], candidate.state) if key in kept else candidate
    return tuple(kept.values())


def twice(candidate: Candidate, other: PluginState) -> Candidate:
    """Return *candidate* with the remark that it is also listed as *other*."""
    return candidate.remark(
        f"it is listed twice, also as {other}; it was loaded once",
        "Uninstall one of the two",
    )


def _installed() -> Iterator[Candidate]:
    for distribution in metadata.distributions():
        try:
            entry_points = list(_ours(distribution.entry_points))
        except Exception:  # noqa: BLE001 - the parser of the metadata raises whatever it stumbles on
            if _lists_us(distribution):
                yield _unreadable(distribution)
            continue
        yield from map(_candidate, entry_points)


def _ours(entry_points: Iterable[metadata.EntryPoint]) -> Iterator[metadata.EntryPoint]:
    return (entry_point for entry_point in entry_points if entry_point.group == PROJECT)


def _candidate(entry_point: metadata.EntryPoint) -> Candidate:
    return Candidate(
        state=_names(entry_point.name, entry_point.dist),
        target="".join(entry_point.value.split()),
        home=_home(entry_point.dist),
        load=entry_point.load,
    )


def _unreadable(distribution: metadata.Distribution) -> Candidate:
    state = _names("", distribution)

    def load() -> object:
        raise PluginError(
            "its list of entry points cannot be read",
            hint="Its installation is damaged. Install it again",
        )

    state = attrs.evolve(state, name=state.distribution)
    return Candidate(state=state, home=_home(distribution), load=load)


def _lists_us(distribution: metadata.Distribution) -> bool:
    """Say whether damaged metadata is a plugin's; other people's damage is not our business."""
    try:
        return f"[{PROJECT}]" in (distribution.read_text("entry_points.txt") or "")
    except Exception:  # noqa: BLE001 - not even text
        return False


def _names(name: str, distribution: metadata.Distribution | None) -> PluginState:
    found = {"Name": "", "Version": ""}
    try:
        if distribution is not None:
            known = distribution.metadata
            # An installation that was cut short can lack either, or the whole file.
            found |= {key: known[key] or "" for key in found if key in known}
    except Exception:  # noqa: BLE001, S110 - a damaged file; what it is called stays unknown
        pass
    return PluginState(name=name, distribution=found["Name"], version=found["Version"])


def _home(distribution: metadata.Distribution | None) -> str:
    try:
        return str(Path(str(distribution.locate_file(""))).resolve()) if distribution else ""
    except Exception:  # noqa: BLE001 - a distribution need not lie in a file system
        return ""


def _first_copies(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the entry points of each distribution's first copy, with a remark if there are more."""
    copies: dict[str, dict[tuple[str, str], None]] = {}
    kept: dict[tuple[str, str, str, int], Candidate] = {}
    for candidate in found:
        name = normal(candidate.state.distribution)
        copy = candidate.state.version, candidate.home
        mine = copies.setdefault(name, {})
        mine.setdefault(copy)
        # A folder can stand on the path under two names (lib and lib64): that is one copy.
        if not name or copy == next(iter(mine)):
            kept.setdefault((*candidate.order, 0 if name else len(kept)), candidate)
    for candidate in kept.values():
        name = normal(candidate.state.distribution)
        others = [version or "unknown" for version, _ in copies[name]][1:] if name else []
        yield candidate.remark(*_copies_remark(others)) if others else candidate


def _copies_remark(others: list[str]) -> tuple[str, str]:
    versions = ", ".join(others)
    problem = f"it is installed twice, also as version {versions}; the first on the path is used"
    return problem, "Uninstall it until none is left, then install it again"
