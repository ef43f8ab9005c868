"""What a record's checks look up: everything by its id, made once a record."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeAlias, TypeVar

import attrs

from skillcert.model import Assessor, Criterion, Evidence, EvidenceRecord, Rubric, SignOff, Task

__all__ = ["FIRST_YEAR", "Fault", "Index", "Known", "repeats"]

T = TypeVar("T")

FIRST_YEAR = 1950
"""The first year of a record's days: what lies before is a slip, such as 0025 for 2025."""

Fault: TypeAlias = tuple[str, str, str]
"""Path, what is wrong, what to do."""

# Looking for the nearest of thousands of names takes a second a name, and ids are not typed.
_MOST_TO_COMPARE = 500


@attrs.frozen
class Known(Generic[T]):
    """The entries of one sort, by id.

    Attributes:
        noun: What one of them is called.
        entries: The entries.
    """

    noun: str
    entries: Mapping[str, T]

    def check(self, key: str, path: str) -> Iterator[Fault]:
        """Yield a fault if there is no *key*, with the nearest one there is."""
        if key not in self.entries:
            few = list(self.entries) if len(self.entries) <= _MOST_TO_COMPARE else []
            close = difflib.get_close_matches(key, few, n=1)
            hint = f"Did you mean {close[0]}?" if close else ""
            yield path, f"there is no {self.noun} {key!r}", hint


@attrs.frozen(kw_only=True, eq=False)
class Index:
    """A record and its rubric, with everything by its id.

    Attributes:
        record: The record.
        rubric: The rubric.
        digest: The rubric's digest.
        assessors: The record's assessors.
        evidence: Its evidence.
        sign_offs: Its sign-offs.
        withdrawn: The ids of the sign-offs that were withdrawn.
        corrected: The ids of the sign-offs that were corrected.
        criteria: The rubric's criteria.
        tasks: Its tasks.
        groups: Its groups.
    """

    record: EvidenceRecord
    rubric: Rubric
    digest: str
    assessors: Known[Assessor]
    evidence: Known[Evidence]
    sign_offs: Known[SignOff]
    withdrawn: frozenset[str]
    corrected: frozenset[str]
    criteria: Known[Criterion]
    tasks: Known[Task]
    groups: Known[str]

    @classmethod
    def of(cls, record: EvidenceRecord, rubric: Rubric, digest: str) -> Index:
        """Make the index of *record* under *rubric*."""
        return cls(
            record=record,
            rubric=rubric,
            digest=digest,
            assessors=Known("assessor", {one.id: one for one in record.assessors}),
            evidence=Known("evidence", {one.id: one for one in record.evidence}),
            sign_offs=Known("sign-off", {one.id: one for one in record.sign_offs}),
            withdrawn=frozenset(one.sign_off for one in record.withdrawals),
            # What cites itself takes nobody's place.
            corrected=frozenset(
                one.corrects
                for one in record.sign_offs
                if one.corrects is not None and one.corrects != one.id
            ),
            criteria=Known("criterion", {one.id: one for one in rubric.criteria}),
            tasks=Known("task", {one.id: one for one in rubric.tasks}),
            groups=Known("group", {group: group for group in rubric.groups}),
        )

    def taken_back(self, sign_off: str) -> bool:
        """Say whether a sign-off was withdrawn or corrected, on any day."""
        return sign_off in self.withdrawn or sign_off in self.corrected


def repeats(pairs: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Yield a fault for each value that stood before; *pairs* are of path and value."""
    seen: set[str] = set()
    for path, value in pairs:
        if value in seen:
            yield path, f"{value!r} stands more than once", ""
        seen.add(value)
