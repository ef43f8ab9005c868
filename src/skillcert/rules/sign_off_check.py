"""What must hold of a record's sign-offs, corrections and withdrawals.

The rules

- A sign-off rests on evidence of the same day or earlier, which shows its criterion, and on each
  once. A first conversation is private and shows nothing.
- A second assessor is another than the first.
- A sign-off was made against the installed version of the rubric.
- A correction is of the same criterion as what it corrects, and of the same day or later.
  Corrections go in no circle.
- Of all that goes back to one sign-off by corrections, at most one is in force: two people who
  correct the same word in two ways must agree, and the higher of the two must not win by chance.
- A withdrawal is of the same day as its sign-off or later. To withdraw twice changes nothing.
- A sign-off that was withdrawn or corrected is looked at no further: that is how a fault in it was
  put right, and it stays in the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from skillcert.model import Evidence, EvidenceKind, SignOff
from skillcert.rules.claims import shows, tasks_of
from skillcert.rules.index import Fault, Index, repeats

__all__ = ["sign_off_faults", "withdrawal_faults"]

Cites: TypeAlias = Mapping[str, str]
"""For each correction, what it corrects."""


def sign_off_faults(index: Index) -> Iterator[Fault]:
    """Yield what is wrong with the sign-offs, corrections among them."""
    yield from _chain_faults(index)
    tasks = {criterion.id: tasks_of(criterion, index.rubric) for criterion in index.rubric.criteria}
    for i, sign_off in enumerate(index.record.sign_offs):
        path = f"sign_offs[{i}]"
        if sign_off.corrects is not None:
            yield from _correction_faults(sign_off, sign_off.corrects, f"{path}.corrects", index)
        if not index.taken_back(sign_off.id):
            yield from _assessor_faults(sign_off, path, index)
            yield from _rubric_faults(sign_off, path, index)
            yield from _evidence_faults(sign_off, path, index, tasks.get(sign_off.criterion))


def withdrawal_faults(index: Index) -> Iterator[Fault]:
    """Yield what is wrong with the withdrawals."""
    for i, withdrawal in enumerate(index.record.withdrawals):
        path = f"withdrawals[{i}]"
        yield from index.sign_offs.check(withdrawal.sign_off, f"{path}.sign_off")
        yield from index.assessors.check(withdrawal.assessor, f"{path}.assessor")
        old = index.sign_offs.entries.get(withdrawal.sign_off)
        if old is not None and withdrawal.on < old.on:
            yield f"{path}.on", "the withdrawal is of an earlier day than the sign-off", ""


def _assessor_faults(sign_off: SignOff, path: str, index: Index) -> Iterator[Fault]:
    second = sign_off.second_assessor
    yield from index.assessors.check(sign_off.assessor, f"{path}.assessor")
    if second is not None:
        yield from index.assessors.check(second, f"{path}.second_assessor")
    if second == sign_off.assessor:
        what = "the second assessor is the same person as the first"
        yield f"{path}.second_assessor", what, ""


def _rubric_faults(sign_off: SignOff, path: str, index: Index) -> Iterator[Fault]:
    yield from index.criteria.check(sign_off.criterion, f"{path}.criterion")
    if sign_off.rubric_digest not in (None, index.digest):
        yield (
            f"{path}.rubric_digest",
            "the sign-off was made against another version of the rubric",
            f"The installed one has the digest {index.digest}",
        )


def _evidence_faults(
    sign_off: SignOff, path: str, index: Index, tasks: frozenset[str] | None
) -> Iterator[Fault]:
    yield from repeats((f"{path}.evidence[{i}]", key) for i, key in enumerate(sign_off.evidence))
    for i, key in enumerate(sign_off.evidence):
        place = f"{path}.evidence[{i}]"
        yield from index.evidence.check(key, place)
        evidence = index.evidence.entries.get(key)
        if evidence is not None:
            yield from _cited_faults(sign_off, evidence, place, tasks)


def _cited_faults(
    sign_off: SignOff, evidence: Evidence, path: str, tasks: frozenset[str] | None
) -> Iterator[Fault]:
    if evidence.on > sign_off.on:
        yield path, f"{evidence.id!r} is of a later day than the sign-off", ""
    if evidence.kind is EvidenceKind.FIRST_CONVERSATION:
        yield path, "a first conversation is private and shows no skill", "Remove it"
    elif tasks is not None and not shows(evidence, sign_off.criterion, tasks):
        of = evidence.task or evidence.criterion
        yield (
            path,
            f"{evidence.id!r} is of {of!r}, which does not show {sign_off.criterion!r}",
            "Cite evidence of one of the criterion's own tasks",
        )


def _correction_faults(
    sign_off: SignOff, corrected: str, path: str, index: Index
) -> Iterator[Fault]:
    old = index.sign_offs.entries.get(corrected)
    if old is None or corrected == sign_off.id:
        yield path, f"there is no other sign-off {corrected!r}", ""
        return
    if old.criterion != sign_off.criterion:
        yield path, "the corrected sign-off is of another criterion", ""
    if old.on > sign_off.on:
        yield path, "the corrected sign-off is of a later day", ""


def _chain_faults(index: Index) -> Iterator[Fault]:
    cites: Cites = {
        sign_off.id: sign_off.corrects
        for sign_off in index.record.sign_offs
        if sign_off.corrects is not None and sign_off.corrects != sign_off.id
    }
    circles = _in_circles(cites)
    rivals = _rivals(cites, index)
    for i, sign_off in enumerate(index.record.sign_offs):
        path = f"sign_offs[{i}].corrects"
        if sign_off.id in circles:
            yield path, "the corrections go in a circle", ""
        if rival := rivals.get(sign_off.id):
            what = f"{rival!r} takes the place of the same sign-off"
            yield path, what, "Withdraw one of the two"


def _in_circles(cites: Cites) -> frozenset[str]:
    """Return the sign-offs from which a chain of corrections leads back to itself."""
    left = dict(cites)
    # What is corrected by nothing ends a chain. Taking such ends away again and again leaves the
    # circles, since each sign-off cites at most one other.
    count = Counter(left.values())
    ends = [key for key in left if not count[key]]
    while ends:
        corrected = left.pop(ends.pop())
        count[corrected] -= 1
        if not count[corrected] and corrected in left:
            ends.append(corrected)
    return frozenset(left)


def _rivals(cites: Cites, index: Index) -> dict[str, str]:
    """Return the corrections in force that are not the first one for what they go back to."""
    origin: dict[str, str] = {}
    first: dict[str, str] = {}
    rivals: dict[str, str] = {}
    for key in cites:
        trail: dict[str, None] = {}
        at = key
        while at in cites and at not in origin and at not in trail:
            trail[at] = None
            at = cites[at]
        origin |= dict.fromkeys(trail, origin.get(at, at))
        if not index.taken_back(key):
            known = first.setdefault(origin[key], key)
            if known != key:
                rivals[key] = known
    return rivals
