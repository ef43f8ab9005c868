"""The people of the demo. They do not exist, and neither does the workshop that issues.

What they can do is chosen by the rubric's own order and prerequisites, so that the demo shows any
workshop that is installed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs

from skillcert.model import (
    Assessor,
    AssessorRole,
    Criterion,
    EvidenceKind,
    EvidenceRecord,
    Issuer,
    Language,
    Line,
    Name,
    PerformanceLevel,
    Product,
    Prose,
    Reference,
    Rubric,
)
from skillcert.testing import make_record

__all__ = ["ASSESSORS", "ISSUER", "PEOPLE", "Person", "record_of"]

_MAKES_THINGS = "creative"
GUIDED, SOME_HELP, INDEPENDENT, GUIDES_OTHERS = PerformanceLevel


@attrs.frozen(kw_only=True)
class Person:
    """Somebody in the demo.

    Attributes:
        key: The folder of the files.
        name: The name on the certificate.
        name_language: Its language, if it is none of the paper's.
        own_words: What the person says.
        days: How many days the record spans, about.
        pick: Which criteria are signed off, at which levels.
        slips: Whether a supervisor's finger slips, and the signature is corrected.
        photographed: Whether the work is photographed.
    """

    key: str
    name: str
    name_language: str | None = None
    own_words: str = ""
    days: int
    pick: Callable[[Rubric], dict[str, PerformanceLevel]]
    slips: bool = False
    photographed: bool = False


def record_of(person: Person, rubric: Rubric, *, workshop: str, until: dt.date) -> EvidenceRecord:
    """Return the record of *person* in a workshop, up to the day *until*."""
    record = make_record(
        rubric, workshop=workshop, criteria=person.pick(rubric), name=person.name, on=until
    )
    language = Language(person.name_language) if person.name_language else None
    return _spread(
        attrs.evolve(
            _with_products(record, workshop),
            # Without the digest the records outlive a corrected word in the rubric.
            rubric=attrs.evolve(record.rubric, digest=None),
            holder=attrs.evolve(record.holder, name_language=language),
            issuer=ISSUER,
            assessors=tuple(
                attrs.evolve(like, id=assessor.id)
                for like, assessor in zip(ASSESSORS, record.assessors, strict=True)
            ),
            signers=tuple(assessor.id for assessor in record.assessors),
            choices=attrs.evolve(record.choices, own_words=Prose(person.own_words)),
        ),
        days=person.days,
        until=until,
    )


def _with_products(record: EvidenceRecord, workshop: str) -> EvidenceRecord:
    """Return *record* with its tasks as products made, where the workshop makes things to sell."""
    if workshop != _MAKES_THINGS:
        return record
    return attrs.evolve(
        record,
        evidence=tuple(
            attrs.evolve(e, kind=EvidenceKind.PRODUCT, product=Product(made=4 + i % 5, sold=i % 4))
            if e.kind is EvidenceKind.TASK
            else e
            for i, e in enumerate(record.evidence)
        ),
    )


def _spread(record: EvidenceRecord, *, days: int, until: dt.date) -> EvidenceRecord:
    """Return *record* with its days drawn apart, so that they fill the last *days* days.

    Order stays order and different days stay different days, so the rules see no difference.
    """
    span = max((until - evidence.on).days for evidence in record.evidence)
    factor = max(1, days // max(1, span))

    def moved(day: dt.date) -> dt.date:
        return until - factor * (until - day)

    return attrs.evolve(
        record,
        evidence=tuple(attrs.evolve(e, on=moved(e.on)) for e in record.evidence),
        sign_offs=tuple(attrs.evolve(s, on=moved(s.on)) for s in record.sign_offs),
    )


def _newcomer(rubric: Rubric) -> dict[str, PerformanceLevel]:
    """Pick the first free skill of three groups."""
    firsts: dict[str, Criterion] = {}
    for criterion in _open(rubric):
        firsts.setdefault(criterion.group, criterion)
    levels = (SOME_HELP, GUIDED, SOME_HELP)
    return dict(zip((c.id for c in firsts.values()), levels, strict=False))


def _colleague(rubric: Rubric) -> dict[str, PerformanceLevel]:
    """Pick eight of the trade's skills and four of the shared ones."""
    own = [c for c in _open(rubric) if not c.shared][:8]
    shared = [c for c in _open(rubric) if c.shared][:4]
    levels: dict[str, PerformanceLevel] = {c.id: INDEPENDENT for c in own[:6]}
    levels |= {c.id: SOME_HELP for c in own[6:]}
    levels |= {c.id: INDEPENDENT for c in shared}
    return levels


def _mentor(rubric: Rubric) -> dict[str, PerformanceLevel]:
    """Pick everything; a third of it is what the person shows others."""
    chosen = [c for c in rubric.criteria if not c.opt_in]
    own = [c for c in chosen if not c.shared]
    guided = {c.id for c in own[: len(own) // 3]} | {"passes_on", "welcomes"}
    return {c.id: GUIDES_OTHERS if c.id in guided else INDEPENDENT for c in chosen}


def _open(rubric: Rubric) -> list[Criterion]:
    return [c for c in rubric.criteria if not (c.requires or c.opt_in or c.separate_training)]


ISSUER = Issuer(
    name=Name("Bryggegata Verksted"),
    address=(Line("Bryggegata 12"), Line("4006 Stavanger")),
    phone=Line("+47 51 00 00 00"),
    email=Line("post@bryggegata.example"),
    web=Line("bryggegata.example"),
    place=Line("Stavanger"),
)

ASSESSORS = (
    Assessor(id=Reference("a"), name=Name("Kari Lunde"), role=AssessorRole.WORKSHOP_MANAGER),
    Assessor(id=Reference("b"), name=Name("Ahmed Sørensen"), role=AssessorRole.SUPERVISOR),
)

PEOPLE = (
    Person(
        key="newcomer",
        name="Nguyễn Thị Bích Hằng",
        name_language="vi",
        days=50,
        pick=_newcomer,
        slips=True,
    ),
    Person(key="colleague", name="Jonas Bråten", days=150, pick=_colleague, photographed=True),
    Person(
        key="mentor",
        name="Łucja Żółć-Kowalska",
        name_language="pl",
        days=400,
        own_words="Jeg liker å finne ut hvorfor noe ikke virker, og å vise andre hvordan.",
        pick=_mentor,
    ),
)
"""Three people: one who has begun, one who works alone, one who guides others."""
