"""What must hold inside a rubric's structure file, beyond its form. Pure: record in, faults out.

The rules

- the id is the file's name; the version is three numbers; there is a language and a criterion;
- nothing that is listed stands twice;
- a group that is named exists, and a group that exists is used;
- a shared criterion that is named exists;
- a criterion has a task, and its id is not a shared criterion's;
- a prerequisite exists, or is a shared criterion that the rubric takes in, and no chain of them
  leads back to its start;
- numbers are in bounds, and different days are not more than occasions;
- an address is a web address, an ESCO URI has ESCO's form, an ISCO-08 unit group has four digits;
- an occupation has its English title, and an alignment's English label stands once.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from skillcert.errors import Problem
from skillcert.model import Alignment, Occupation, Token
from skillcert.rubrics.files import CriterionEntry, StructureFile

__all__ = ["Fault", "structure_faults", "suggestion", "task_ids", "with_criterion"]

# Three numbers; what an overlay makes has a plus sign and a mark of its own (SemVer 2.0, item 10).
_VERSION = re.compile(
    r"(0|[1-9][0-9]{0,4})(\.(0|[1-9][0-9]{0,4})){2}(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?"
)
_URI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ESCO = re.compile(f"http://data\\.europa\\.eu/esco/(?P<kind>skill|occupation)/{_UUID}")
_ISCO = re.compile("[0-9]{4}")
_MOST_OCCASIONS = 20
_MOST_MONTHS = 120

_KEY = re.compile("[a-z][a-z0-9_]{0,63}")
_IN_CRITERION = re.compile(r"criteria\[([0-9]+)\]")

Fault = tuple[str, str, str]
"""Path, what is wrong, what to do."""


def task_ids(criteria: Iterable[CriterionEntry]) -> tuple[Token, ...]:
    """Return the tasks that *criteria* name, in the order of their first naming."""
    return tuple(dict.fromkeys(task for criterion in criteria for task in criterion.tasks))


def with_criterion(problem: Problem, ids: Sequence[str]) -> Problem:
    """Return *problem* with the id of the criterion that it is in, which is found sooner by eye.

    Args:
        problem: A problem of a structure file.
        ids: The ids of the file's criteria, in order; empty where one has none.
    """
    match = _IN_CRITERION.match(problem.path)
    place = int(match[1]) if match else len(ids)
    name = ids[place] if place < len(ids) else ""
    if not _KEY.fullmatch(name):
        return problem
    return attrs.evolve(problem, path=f"{problem.path} ({name})")


def structure_faults(
    structure: StructureFile, *, stem: str, shared: Sequence[str]
) -> Iterator[Fault]:
    """Yield what is wrong with a structure file.

    Args:
        structure: The file's content.
        stem: The file's name without `.toml`.
        shared: The keys of the shared criteria that exist.
    """
    yield from _head_faults(structure, stem)
    yield from _repeats(structure.languages, "languages")
    yield from _repeats(structure.groups, "groups")
    yield from _repeats(structure.shared, "shared")
    for i, key in enumerate(structure.shared):
        if key not in shared:
            hint = suggestion(key, shared) or f"The shared criteria are: {', '.join(shared)}"
            yield f"shared[{i}]", f"there is no shared criterion {key!r}", hint
    yield from _occupation_faults(structure.occupations)
    used = {criterion.group for criterion in structure.criteria}
    for i, group in enumerate(structure.groups):
        if group not in used:
            yield f"groups[{i}]", f"the group {group!r} has no criterion", "Remove it or use it"
    yield from _criteria_faults(structure, shared)


def _head_faults(structure: StructureFile, stem: str) -> Iterator[Fault]:
    if structure.id != stem:
        yield "id", f"the id {structure.id!r} is not the file's name {stem!r}", "Rename one of them"
    if not _VERSION.fullmatch(structure.version):
        yield "version", f"{structure.version!r} is not three numbers as 1.0.0", ""
    if not structure.languages:
        yield "languages", "the rubric is written in no language", "Name at least one"
    if not structure.criteria:
        yield "criteria", "the rubric has no criterion", "Add at least one"


def _occupation_faults(occupations: Sequence[Occupation]) -> Iterator[Fault]:
    yield from _repeats([occupation.uri for occupation in occupations], "occupations")
    for i, occupation in enumerate(occupations):
        yield from _uri_faults(occupation.uri, f"occupations[{i}].uri", "occupation")
        if not _ISCO.fullmatch(occupation.isco):
            yield f"occupations[{i}].isco", f"{occupation.isco!r} is not four digits", ""
        if not occupation.title.get("en", ""):
            yield f"occupations[{i}].title", "the English title is missing", "Add en"


def _criteria_faults(structure: StructureFile, shared: Sequence[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, criterion in enumerate(structure.criteria):
        path = f"criteria[{i}]"
        if criterion.id in seen:
            yield f"{path}.id", f"the id {criterion.id!r} stands more than once", "Choose another"
        seen.add(criterion.id)
        if criterion.id in shared:
            yield (
                f"{path}.id",
                f"the id {criterion.id!r} is a shared criterion's",
                "List it under shared or choose another id",
            )
        if criterion.group not in structure.groups:
            yield (
                f"{path}.group",
                f"there is no group {criterion.group!r}",
                suggestion(criterion.group, structure.groups) or "Add it to groups",
            )
        if not criterion.tasks:
            yield f"{path}.tasks", "a criterion needs at least one task", ""
        yield from _repeats(criterion.tasks, f"{path}.tasks")
        yield from _number_faults(criterion, path)
        yield from _prerequisite_faults(criterion, path, structure, shared)
        yield from _alignment_faults(criterion.alignments, f"{path}.alignments")
    yield from _circles(structure.criteria)


def _prerequisite_faults(
    criterion: CriterionEntry, path: str, structure: StructureFile, shared: Sequence[str]
) -> Iterator[Fault]:
    known = {*(other.id for other in structure.criteria), *structure.shared}
    yield from _repeats([first.criterion for first in criterion.requires], f"{path}.requires")
    for i, first in enumerate(criterion.requires):
        place, key = f"{path}.requires[{i}].criterion", first.criterion
        if key == criterion.id:
            yield place, "a criterion cannot come before itself", "Remove it"
        elif key in shared and key not in known:
            yield (
                place,
                f"the rubric does not take in the shared criterion {key!r}",
                "Add it to shared",
            )
        elif key not in known:
            yield place, f"there is no criterion {key!r}", suggestion(key, known)


def _number_faults(criterion: CriterionEntry, path: str) -> Iterator[Fault]:
    bounds = (
        ("occasions", criterion.occasions, _MOST_OCCASIONS),
        ("days", criterion.days, _MOST_OCCASIONS),
        ("renew_after_months", criterion.renew_after_months, _MOST_MONTHS),
    )
    for name, value, most in bounds:
        if value is not None and not 1 <= value <= most:
            yield f"{path}.{name}", f"{value} is not from 1 to {most}", ""
    if criterion.days > criterion.occasions:
        asked = f"{criterion.days} different days need at least as many occasions"
        yield (
            f"{path}.days",
            f"{asked}, not {criterion.occasions}",
            "Raise occasions or lower days",
        )


def _alignment_faults(alignments: Sequence[Alignment], path: str) -> Iterator[Fault]:
    yield from _repeats([alignment.uri for alignment in alignments], path)
    for i, alignment in enumerate(alignments):
        yield from _uri_faults(alignment.uri, f"{path}[{i}].uri", "skill")
        if "en" in alignment.labels.languages:
            yield (
                f"{path}[{i}].labels.en",
                "the English label stands under label already",
                "Remove it here",
            )


def _uri_faults(uri: str, path: str, kind: str) -> Iterator[Fault]:
    if not _URI.fullmatch(uri):
        yield path, f"{uri!r} is not a web address", "It begins with http:// or https://"
    elif "data.europa.eu/esco" in uri:
        match = _ESCO.fullmatch(uri)
        if not match or match["kind"] != kind:
            yield (
                path,
                f"{uri!r} is not the URI of an ESCO {kind}",
                f"Copy it from the ESCO site; it begins with http://data.europa.eu/esco/{kind}/",
            )


def _circles(criteria: Sequence[CriterionEntry]) -> Iterator[Fault]:
    """Report each circle of prerequisites once, at the first criterion that is part of it."""
    graph: dict[str, list[str]] = {c.id: [f.criterion for f in c.requires] for c in criteria}
    told: set[frozenset[str]] = set()
    for i, criterion in enumerate(criteria):
        trail = _way_back(graph, criterion.id)
        if len(trail) > 1 and frozenset(trail) not in told:
            told.add(frozenset(trail))
            way = ", ".join(
                f"{a} needs {b}" for a, b in zip(trail, [*trail[1:], trail[0]], strict=True)
            )
            yield (
                f"criteria[{i}].requires",
                f"the prerequisites go in a circle: {way}",
                "None of them could ever be reached; remove one",
            )


def _way_back(graph: dict[str, list[str]], start: str) -> list[str]:
    """Return the shortest way from *start* back to it, without its end; empty if there is none."""
    came_from: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for following in graph.get(node, ()):
            if following == start:
                trail = [node]
                while trail[-1] != start:
                    trail.append(came_from[trail[-1]])
                return trail[::-1]
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    return []


def _repeats(values: Sequence[str], path: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, value in enumerate(values):
        if value in seen:
            yield f"{path}[{i}]", f"{value!r} stands more than once", "Remove it"
        seen.add(value)


def suggestion(value: str, known: Iterable[str]) -> str:
    """Return a question that names the one of *known* that is like *value*, or nothing."""
    close = difflib.get_close_matches(value, sorted(known), n=1)
    return f"Did you mean {close[0]}?" if close else ""
