"""What must hold inside a rubric's files, beyond their form. Pure: records in, problems out.

The rules, for the structure

- the format is one that this version knows; the id is the file's name; the version is three numbers;
- nothing that is listed stands twice;
- a group that is named exists, and a group that exists is used;
- a criterion has a task, and its id is not a shared criterion's;
- a prerequisite exists and no chain of them leads back to its start;
- numbers are in bounds, and different days are not more than occasions;
- an ESCO URI has ESCO's form, an ISCO-08 unit group has four digits.

and for the words

- every group, task and criterion has its words, and nothing else has;
- a line has no double space and does not end in a full stop.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

from skillcert.codec import at
from skillcert.errors import Problem
from skillcert.model import Alignment
from skillcert.rubrics.files import FORMAT, CriterionEntry, StructureFile, TextFile

__all__ = ["structure_faults", "task_ids", "text_faults"]

_VERSION = re.compile(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}")
_URI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_ESCO = re.compile(r"http://data\.europa\.eu/esco/(skill|occupation)/[0-9a-fA-F-]{36}")
_ISCO = re.compile(r"\d{4}")
_MOST_OCCASIONS = 20
_MOST_MONTHS = 120

Fault = tuple[str, str, str]
"""Path, what is wrong, what to do."""


def task_ids(criteria: Iterable[CriterionEntry]) -> tuple[str, ...]:
    """Return the tasks that *criteria* name, in the order of their first naming."""
    return tuple(dict.fromkeys(task for criterion in criteria for task in criterion.tasks))


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
            yield f"shared[{i}]", f"there is no shared criterion {key!r}", _suggest(key, shared)
    for i, occupation in enumerate(structure.occupations):
        if not _ISCO.fullmatch(occupation.isco):
            yield f"occupations[{i}].isco", f"{occupation.isco!r} is not four digits", ""
        yield from _uri_faults(occupation.uri, f"occupations[{i}].uri", "occupation")
        if not occupation.title.get("en", ""):
            yield f"occupations[{i}].title", "the English title is missing", ""
    used = {criterion.group for criterion in structure.criteria}
    for i, group in enumerate(structure.groups):
        if group not in used:
            yield f"groups[{i}]", f"the group {group!r} has no criterion", "Remove it or use it"
    yield from _criteria_faults(structure, shared)


def _head_faults(structure: StructureFile, stem: str) -> Iterator[Fault]:
    if structure.format != FORMAT:
        yield (
            "format",
            f"this version reads format {FORMAT}, not {structure.format}",
            "Install a newer skillcert" if structure.format > FORMAT else "",
        )
    if structure.id != stem:
        yield "id", f"the id {structure.id!r} is not the file's name {stem!r}", "Rename one of them"
    if not _VERSION.fullmatch(structure.version):
        yield "version", f"{structure.version!r} is not three numbers as 1.0.0", ""
    if not structure.languages:
        yield "languages", "the rubric is written in no language", "Name at least one"
    if not structure.criteria:
        yield "criteria", "the rubric has no criterion", "Add at least one"


def _criteria_faults(structure: StructureFile, shared: Sequence[str]) -> Iterator[Fault]:
    own = [criterion.id for criterion in structure.criteria]
    known = {*own, *structure.shared}
    seen: set[str] = set()
    for i, criterion in enumerate(structure.criteria):
        path = f"criteria[{i}]"
        if criterion.id in seen:
            yield f"{path}.id", f"the id {criterion.id!r} stands more than once", ""
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
                _suggest(criterion.group, structure.groups),
            )
        yield from _criterion_faults(criterion, path, known)
    yield from _cycles(structure.criteria)


def _criterion_faults(criterion: CriterionEntry, path: str, known: set[str]) -> Iterator[Fault]:
    if not criterion.tasks:
        yield f"{path}.tasks", "a criterion needs at least one task", ""
    yield from _repeats(criterion.tasks, f"{path}.tasks")
    yield from _number_faults(criterion, path)
    for i, first in enumerate(criterion.requires):
        place = f"{path}.requires[{i}].criterion"
        if first.criterion == criterion.id:
            yield place, "a criterion cannot come before itself", ""
        elif first.criterion not in known:
            yield (
                place,
                f"there is no criterion {first.criterion!r}",
                _suggest(first.criterion, known),
            )
    yield from _repeats([first.criterion for first in criterion.requires], f"{path}.requires")
    yield from _alignment_faults(criterion.alignments, f"{path}.alignments")


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
        yield (
            f"{path}.days",
            f"{criterion.days} different days need at least as many occasions, "
            f"not {criterion.occasions}",
            "Raise occasions or lower days",
        )


def _alignment_faults(alignments: Sequence[Alignment], path: str) -> Iterator[Fault]:
    yield from _repeats([alignment.uri for alignment in alignments], path)
    for i, alignment in enumerate(alignments):
        yield from _uri_faults(alignment.uri, f"{path}[{i}].uri", "skill")


def _uri_faults(uri: str, path: str, kind: str) -> Iterator[Fault]:
    if not _URI.fullmatch(uri):
        yield path, f"{uri!r} is not a web address", ""
    elif "data.europa.eu/esco" in uri and not (
        (match := _ESCO.fullmatch(uri)) and match.group(1) == kind
    ):
        yield (
            path,
            f"{uri!r} is not the URI of an ESCO {kind}",
            f"It has the form http://data.europa.eu/esco/{kind}/ and a UUID",
        )


def _cycles(criteria: Sequence[CriterionEntry]) -> Iterator[Fault]:
    """Report each criterion from which a chain of prerequisites leads back to itself."""
    graph = {c.id: [first.criterion for first in c.requires] for c in criteria}
    for i, criterion in enumerate(criteria):
        trail = _way_back(graph, criterion.id)
        if len(trail) > 1:
            way = " -> ".join([*trail, criterion.id])
            yield f"criteria[{i}].requires", f"the prerequisites go in a circle: {way}", ""


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


def text_faults(
    text: TextFile,
    *,
    language: str,
    groups: Sequence[str],
    tasks: Sequence[str],
    criteria: Sequence[str],
) -> Iterator[Fault]:
    """Yield what is wrong with a text file.

    Args:
        text: The file's content.
        language: The language in the file's name.
        groups: The keys of the groups that need a name.
        tasks: The keys of the tasks that need a name.
        criteria: The keys of the criteria that need words.
    """
    if text.language != language:
        yield (
            "language",
            f"the language {text.language!r} is not the one in the file's name, {language!r}",
            "Rename one of them",
        )
    for name, have, need in (
        ("groups", text.groups, groups),
        ("tasks", text.tasks, tasks),
        ("criteria", text.criteria, criteria),
    ):
        for key in need:
            if key not in have:
                yield at(name, key), "the words are missing", ""
        for key in have:
            if key not in need:
                yield at(name, key), "there is no such key in the rubric", _suggest(key, need)
    for path, line in _lines(text):
        if "  " in line:
            yield path, "two spaces stand side by side", "Leave one"
        if line.endswith(".") and not line.endswith("…"):
            yield path, "the line ends in a full stop", "Remove it"


def _lines(text: TextFile) -> Iterator[tuple[str, str]]:
    yield "title", text.title
    yield "field", text.field
    for key, line in text.groups.items():
        yield at("groups", key), line
    for key, line in text.tasks.items():
        yield at("tasks", key), line
    for key, words in text.criteria.items():
        place = at("criteria", key)
        yield f"{place}.does", words.does
        yield f"{place}.part", words.part
        yield f"{place}.detail", words.detail


def _repeats(values: Sequence[str], path: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, value in enumerate(values):
        if value in seen:
            yield f"{path}[{i}]", f"{value!r} stands more than once", "Remove it"
        seen.add(value)


def _suggest(value: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(value, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else ""
