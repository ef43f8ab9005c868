"""What must hold inside a record and against its rubric, beyond its form. Pure.

The rules

- Ids are used once; every id that is cited is there.
- Tasks, criteria and groups are the rubric's; its key, version and digest are the record's.
- One or two of the assessors sign, each once. The holder is none of them: nobody sees or signs
  their own work.
- The evidence has what its kind needs and nothing that it has no use for. Of a product at least one
  was made, and no more were sold than were made.
- The period does not end before it begins.
- The rules of sign-offs, corrections and withdrawals: `skillcert.rules.sign_off_check`.

Everything is looked up in an index that is made once, so the time grows with the record's size and
no faster.
"""

from __future__ import annotations

from collections.abc import Iterator

from skillcert.codec.tree import first
from skillcert.errors import Problem
from skillcert.model import Evidence, EvidenceKind, EvidenceRecord, Rubric
from skillcert.rules.claims import OCCASION_KINDS
from skillcert.rules.index import FIRST_YEAR, Fault, Index, repeats
from skillcert.rules.sign_off_check import sign_off_faults, withdrawal_faults

__all__ = ["record_problems"]

_MOST_SIGNERS = 2


def record_problems(
    record: EvidenceRecord, rubric: Rubric, digest: str, *, source: str = ""
) -> tuple[Problem, ...]:
    """Return what is wrong with *record* under *rubric*: all of it, or the first hundred problems.

    Args:
        record: The record.
        rubric: The installed rubric that it names.
        digest: That rubric's digest.
        source: The file's name, for the messages.
    """
    problems = (
        Problem(file=source, path=path, what=what, hint=hint)
        for path, what, hint in _faults(Index.of(record, rubric, digest))
    )
    return first(problems, source=source)


def _faults(index: Index) -> Iterator[Fault]:
    yield from _rubric_faults(index)
    yield from _id_faults(index.record)
    yield from _signer_faults(index)
    for i, evidence in enumerate(index.record.evidence):
        yield from _evidence_faults(evidence, f"evidence[{i}]", index)
    yield from sign_off_faults(index)
    yield from withdrawal_faults(index)
    yield from _choice_faults(index)
    yield from _period_faults(index.record)
    yield from _year_faults(index.record)


def _rubric_faults(index: Index) -> Iterator[Fault]:
    chosen, rubric = index.record.rubric, index.rubric
    if chosen.id != rubric.id:
        what = f"the record was made against the rubric {chosen.id!r}, not {rubric.id!r}"
        yield "rubric.id", what, ""
    elif chosen.version != rubric.version:
        versions = f"version {chosen.version}, but {rubric.version} is installed"
        hint = "Install the plugin with that version, or sign off again"
        if chosen.version.partition("+")[0] == rubric.version.partition("+")[0]:
            hint = (
                "They differ by rubric files of the programme's own: if the skills of the record "
                f"still mean the same, write version {rubric.version} into it"
            )
        yield "rubric.version", f"the record was made against {versions}", hint
    elif chosen.digest not in (None, index.digest):
        yield (
            "rubric.digest",
            f"the digest is not that of the installed rubric, {index.digest}",
            "The rubric's files were changed without a new version",
        )


def _id_faults(record: EvidenceRecord) -> Iterator[Fault]:
    yield from repeats((f"assessors[{i}].id", one.id) for i, one in enumerate(record.assessors))
    yield from repeats(
        (
            *((f"evidence[{i}].id", one.id) for i, one in enumerate(record.evidence)),
            *((f"sign_offs[{i}].id", one.id) for i, one in enumerate(record.sign_offs)),
            *((f"withdrawals[{i}].id", one.id) for i, one in enumerate(record.withdrawals)),
        )
    )


def _signer_faults(index: Index) -> Iterator[Fault]:
    record = index.record
    if not 1 <= len(record.signers) <= _MOST_SIGNERS:
        yield "signers", f"one or two sign a certificate, not {len(record.signers)}", ""
    yield from repeats((f"signers[{i}]", key) for i, key in enumerate(record.signers))
    for i, key in enumerate(record.signers):
        yield from index.assessors.check(key, f"signers[{i}]")
    for i, assessor in enumerate(record.assessors):
        if assessor.id == record.holder.id:
            yield (
                f"assessors[{i}].id",
                f"{assessor.id!r} is the holder, and nobody sees or signs their own work",
                "If they are two people, give them two ids",
            )


def _evidence_faults(evidence: Evidence, path: str, index: Index) -> Iterator[Fault]:
    kind = evidence.kind
    yield from index.assessors.check(evidence.seen_by, f"{path}.seen_by")
    yield from _need_faults(evidence.task, f"{path}.task", kind, needed=kind in OCCASION_KINDS)
    course = kind is EvidenceKind.OUTSIDE_COURSE
    yield from _need_faults(evidence.criterion, f"{path}.criterion", kind, needed=course)
    if evidence.task is not None:
        yield from index.tasks.check(evidence.task, f"{path}.task")
    if evidence.criterion is not None:
        yield from index.criteria.check(evidence.criterion, f"{path}.criterion")
    yield from _product_faults(evidence, f"{path}.product")
    if evidence.interests and kind is not EvidenceKind.FIRST_CONVERSATION:
        yield f"{path}.interests", "only a first conversation has interests", ""
    for i, group in enumerate(evidence.interests):
        yield from index.groups.check(group, f"{path}.interests[{i}]")


def _need_faults(
    value: str | None, path: str, kind: EvidenceKind, *, needed: bool
) -> Iterator[Fault]:
    if (value is not None) != needed:
        noun = path.rpartition(".")[2]
        verb = "needs a" if needed else "has no"
        yield path, f"evidence of the kind {kind.value} {verb} {noun}", ""


def _product_faults(evidence: Evidence, path: str) -> Iterator[Fault]:
    product = evidence.product
    if product is None:
        return
    if evidence.kind is not EvidenceKind.PRODUCT:
        yield path, "only evidence of a product says how many were made", ""
    if product.made < 1:
        yield f"{path}.made", f"at least one was made, not {product.made}", ""
    if not 0 <= product.sold <= max(product.made, 0):
        yield f"{path}.sold", f"{product.sold} of {product.made} cannot have been sold", ""


def _choice_faults(index: Index) -> Iterator[Fault]:
    choices = index.record.choices
    for name, keys in (("show", choices.show or ()), ("opt_in", choices.opt_in)):
        for i, key in enumerate(keys):
            yield from index.criteria.check(key, f"choices.{name}[{i}]")


def _period_faults(record: EvidenceRecord) -> Iterator[Fault]:
    span = record.period
    if span is not None and span.end is not None and span.end < span.start:
        yield "period.end", "the period ends before it begins", ""


def _year_faults(record: EvidenceRecord) -> Iterator[Fault]:
    """Find slips such as 0025 for 2025: they would stand on the paper as the period."""
    days = [
        *((f"evidence[{i}].on", one.on) for i, one in enumerate(record.evidence)),
        *((f"sign_offs[{i}].on", one.on) for i, one in enumerate(record.sign_offs)),
        *((f"withdrawals[{i}].on", one.on) for i, one in enumerate(record.withdrawals)),
    ]
    if record.period is not None:
        days.append(("period.start", record.period.start))
    for path, day in days:
        if day.year < FIRST_YEAR:
            yield path, f"the year {day.year} is a slip", f"Days before {FIRST_YEAR} are not read"
