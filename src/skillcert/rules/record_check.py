"""What must hold inside a record and against its rubric, beyond its form. Pure.

The rules

- ids are used once; every id that is cited is there;
- tasks, criteria and groups are the rubric's; the rubric's key, version and digest are the record's;
- what is signed rests on evidence of the same day or earlier, and a second assessor is another;
- one or two of the assessors sign, each once;
- the evidence has what its kind needs and nothing that it has no use for;
- the period does not end before it begins.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator

from skillcert.errors import Problem
from skillcert.model import (
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Rubric,
    SignOff,
)

__all__ = ["record_problems"]

_MOST_SIGNERS = 2
_WITH_TASK = {EvidenceKind.TASK, EvidenceKind.PRODUCT, EvidenceKind.GUIDING}

Fault = tuple[str, str, str]
"""Path, what is wrong, what to do."""


def record_problems(
    record: EvidenceRecord, rubric: Rubric, digest: str, *, source: str = ""
) -> tuple[Problem, ...]:
    """Return everything that is wrong with *record* under *rubric*.

    Args:
        record: The record.
        rubric: The installed rubric that it names.
        digest: That rubric's digest.
        source: The file's name, for the messages.
    """
    checks = (
        _rubric_faults(record, rubric, digest),
        _id_faults(record),
        _signer_faults(record),
        *(_evidence_faults(e, f"evidence[{i}]", record, rubric)
          for i, e in enumerate(record.evidence)),
        *(_sign_off_faults(s, f"sign_offs[{i}]", record, rubric, digest)
          for i, s in enumerate(record.sign_offs)),
        _withdrawal_faults(record),
        _choice_faults(record, rubric),
        _period_faults(record),
    )
    return tuple(
        Problem(file=source, path=path, what=what, hint=hint)
        for check in checks
        for path, what, hint in check
    )


def _rubric_faults(record: EvidenceRecord, rubric: Rubric, digest: str) -> Iterator[Fault]:
    chosen = record.rubric
    if chosen.version != rubric.version:
        yield (
            "rubric.version",
            f"the record was made against version {chosen.version}, "
            f"but {rubric.version} is installed",
            "Install the plugin with that version, or sign off again",
        )
    elif chosen.digest is not None and chosen.digest != digest:
        yield (
            "rubric.digest",
            f"the digest is not that of the installed rubric, {digest}",
            "The rubric's files were changed without a new version",
        )


def _id_faults(record: EvidenceRecord) -> Iterator[Fault]:
    yield from _repeats(((f"assessors[{i}].id", a.id) for i, a in enumerate(record.assessors)))
    yield from _repeats(
        (
            *((f"evidence[{i}].id", e.id) for i, e in enumerate(record.evidence)),
            *((f"sign_offs[{i}].id", s.id) for i, s in enumerate(record.sign_offs)),
            *((f"withdrawals[{i}].id", w.id) for i, w in enumerate(record.withdrawals)),
        )
    )


def _signer_faults(record: EvidenceRecord) -> Iterator[Fault]:
    known = _assessors(record)
    if not 1 <= len(record.signers) <= _MOST_SIGNERS:
        yield "signers", f"one or two sign a certificate, not {len(record.signers)}", ""
    yield from _repeats((f"signers[{i}]", key) for i, key in enumerate(record.signers))
    for i, key in enumerate(record.signers):
        yield from _unknown(key, known, f"signers[{i}]", "assessor")


def _evidence_faults(
    evidence: Evidence, path: str, record: EvidenceRecord, rubric: Rubric
) -> Iterator[Fault]:
    kind = evidence.kind
    yield from _unknown(evidence.seen_by, _assessors(record), f"{path}.seen_by", "assessor")
    if evidence.task is not None:
        yield from _unknown(evidence.task, rubric.task_ids, f"{path}.task", "task")
    if (evidence.task is None) == (kind in _WITH_TASK):
        verb = "needs a" if kind in _WITH_TASK else "has no"
        yield f"{path}.task", f"evidence of the kind {kind.value} {verb} task", ""
    course = kind is EvidenceKind.OUTSIDE_COURSE
    if (evidence.criterion is not None) != course:
        verb = "needs a" if course else "has no"
        yield f"{path}.criterion", f"evidence of the kind {kind.value} {verb} criterion", ""
    elif evidence.criterion is not None:
        yield from _unknown(
            evidence.criterion, _criteria(rubric), f"{path}.criterion", "criterion"
        )
    if evidence.interests and kind is not EvidenceKind.FIRST_CONVERSATION:
        yield f"{path}.interests", "only a first conversation has interests", ""
    for i, group in enumerate(evidence.interests):
        yield from _unknown(group, rubric.groups, f"{path}.interests[{i}]", "group")


def _sign_off_faults(
    sign_off: SignOff, path: str, record: EvidenceRecord, rubric: Rubric, digest: str
) -> Iterator[Fault]:
    known = _assessors(record)
    yield from _unknown(sign_off.criterion, _criteria(rubric), f"{path}.criterion", "criterion")
    yield from _unknown(sign_off.assessor, known, f"{path}.assessor", "assessor")
    if sign_off.second_assessor is not None:
        place = f"{path}.second_assessor"
        yield from _unknown(sign_off.second_assessor, known, place, "assessor")
        if sign_off.second_assessor == sign_off.assessor:
            yield place, "the second assessor is the same person as the first", ""
    if sign_off.rubric_digest not in (None, digest):
        yield (
            f"{path}.rubric_digest",
            "the sign-off was made against another version of the rubric",
            f"The installed one has the digest {digest}",
        )
    if sign_off.corrects is not None:
        yield from _corrects_faults(sign_off, path, record)
    yield from _cited_faults(sign_off, path, record)


def _corrects_faults(sign_off: SignOff, path: str, record: EvidenceRecord) -> Iterator[Fault]:
    old = {other.id: other for other in record.sign_offs}.get(sign_off.corrects or "")
    if old is None or old is sign_off:
        yield f"{path}.corrects", f"there is no other sign-off {sign_off.corrects!r}", ""
    elif old.criterion != sign_off.criterion:
        yield f"{path}.corrects", "the corrected sign-off is of another criterion", ""
    elif old.on > sign_off.on:
        yield f"{path}.corrects", "the corrected sign-off is of a later day", ""


def _cited_faults(sign_off: SignOff, path: str, record: EvidenceRecord) -> Iterator[Fault]:
    evidence = {e.id: e for e in record.evidence}
    yield from _repeats((f"{path}.evidence[{i}]", key) for i, key in enumerate(sign_off.evidence))
    for i, key in enumerate(sign_off.evidence):
        place = f"{path}.evidence[{i}]"
        yield from _unknown(key, evidence, place, "evidence")
        if key in evidence and evidence[key].on > sign_off.on:
            yield place, f"{key!r} is of a later day than the sign-off", ""
        if key in evidence and evidence[key].kind is EvidenceKind.FIRST_CONVERSATION:
            yield place, "a first conversation is private and shows no skill", "Remove it"


def _withdrawal_faults(record: EvidenceRecord) -> Iterator[Fault]:
    signed = {sign_off.id: sign_off for sign_off in record.sign_offs}
    for i, withdrawal in enumerate(record.withdrawals):
        path = f"withdrawals[{i}]"
        yield from _unknown(withdrawal.sign_off, signed, f"{path}.sign_off", "sign-off")
        yield from _unknown(withdrawal.assessor, _assessors(record), f"{path}.assessor", "assessor")
        old = signed.get(withdrawal.sign_off)
        if old is not None and withdrawal.on < old.on:
            yield f"{path}.on", "the withdrawal is of an earlier day than the sign-off", ""


def _choice_faults(record: EvidenceRecord, rubric: Rubric) -> Iterator[Fault]:
    known = _criteria(rubric)
    for name, keys in (("show", record.choices.show or ()), ("opt_in", record.choices.opt_in)):
        for i, key in enumerate(keys):
            yield from _unknown(key, known, f"choices.{name}[{i}]", "criterion")


def _period_faults(record: EvidenceRecord) -> Iterator[Fault]:
    span = record.period
    if span is not None and span.end is not None and span.end < span.start:
        yield "period.end", "the period ends before it begins", ""


def _assessors(record: EvidenceRecord) -> frozenset[str]:
    return frozenset(assessor.id for assessor in record.assessors)


def _criteria(rubric: Rubric) -> tuple[str, ...]:
    return tuple(criterion.id for criterion in rubric.criteria)


def _unknown(key: str, known: Collection[str], path: str, noun: str) -> Iterator[Fault]:
    if key not in known:
        close = difflib.get_close_matches(key, list(known), n=1)
        yield path, f"there is no {noun} {key!r}", f"Did you mean {close[0]}?" if close else ""


def _repeats(pairs: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, value in pairs:
        if value in seen:
            yield path, f"{value!r} stands more than once", ""
        seen.add(value)
