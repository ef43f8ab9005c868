"""The portfolio: the work that was done, by the groups of the trade, and nothing private."""

from __future__ import annotations

import datetime as dt
import hashlib
from io import BytesIO
from typing import Any

import attrs
import pytest
from PIL import Image

from skillcert import Programme, codec
from skillcert.errors import NotEligibleError
from skillcert.model import (
    Attachment,
    Choices,
    DatePrecision,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Line,
    Portfolio,
    Product,
    Prose,
    Reference,
    Rubric,
    Sha256,
    Token,
)
from skillcert.testing import make_record

from .test_issue import text_of

ON = dt.date(2025, 6, 30)
LANGUAGES = ("en", "nb", "nn", "da")


def picture(colour: str = "teal") -> tuple[str, bytes]:
    """Return the digest and the bytes of a picture."""
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    return hashlib.sha256(data.getvalue()).hexdigest(), data.getvalue()


def did(record: EvidenceRecord, number: int, **values: Any) -> Evidence:
    """Return an evidence of the task `mend_tube`, or what *values* say."""
    base = Evidence(
        id=Reference(f"more-{number}"),
        on=dt.date(2025, 3, 10 + number),
        task=Token("mend_tube"),
        seen_by=record.assessors[0].id,
    )
    return attrs.evolve(base, **values)


def with_more(record: EvidenceRecord, *more: Evidence) -> EvidenceRecord:
    """Return *record* with more evidence."""
    return attrs.evolve(record, evidence=(*record.evidence, *more))


def portfolio_of(
    programme: Programme,
    record: EvidenceRecord,
    language: str = "en",
    pictures: dict[str, bytes] | None = None,
) -> Portfolio:
    """Return the portfolio of *record*."""
    made: Document = programme.draft(
        record, language=language, on=ON, document=DocumentKind.PORTFOLIO, pictures=pictures
    ).document
    assert isinstance(made, Portfolio)
    return made


def test_work_stands_in_the_groups_of_the_trade(
    programme: Programme, record: EvidenceRecord, rubric: Rubric
) -> None:
    """Skills and tasks stand in their group, the groups in the order of the trade."""
    made = portfolio_of(programme, record)
    groups = [part.group for part in made.parts]
    assert groups == [group for group in rubric.groups if group in groups]
    wheels = next(part for part in made.parts if part.group == "wheels")
    assert [skill.criterion for skill in wheels.skills] == ["mends_puncture", "trues_wheels"]
    done = {e.task for e in record.evidence if e.kind is EvidenceKind.TASK and e.task}
    text = rubric.text("en")
    assert {task.text for part in made.parts for task in part.tasks} == {
        text.task(task) for task in done
    }


def test_a_task_done_often_stands_once(programme: Programme, record: EvidenceRecord) -> None:
    """It says from when to when and how often."""
    days = [did(record, i, task=Token("fit_studded_tyres")) for i in (1, 5, 9)]
    made = portfolio_of(programme, with_more(record, *days))
    (task,) = (t for part in made.parts for t in part.tasks if "studded" in t.text)
    assert (task.first, task.last, task.times) == (
        dt.date(2025, 3, 11),
        dt.date(2025, 3, 19),
        3,
    )


def test_days_are_told_in_months(programme: Programme, record: EvidenceRecord) -> None:
    """Although the holder tells the period by the day, tasks are told by the month."""
    exact = attrs.evolve(record, choices=Choices(date_precision=DatePrecision.DAY))
    issued = programme.issue(
        with_more(exact, *(did(exact, i, task=Token("fit_studded_tyres")) for i in (0, 1))),
        language="en",
        on=ON,
        document=DocumentKind.PORTFOLIO,
    )
    text = text_of(issued.pdf)
    assert "From 10 March 2025" in text
    assert "March 2025 2" in text
    assert "11 March" not in text


def test_pictures_are_shown_with_consent_alone(
    programme: Programme, record: EvidenceRecord
) -> None:
    """A picture is there if the holder consents and its file is there, and then once."""
    (yes, shown), (no, hidden) = picture("teal"), picture("red")

    def attached(digest: str, show: bool) -> Attachment:
        return Attachment(
            sha256=Sha256(digest), media_type=Line("image/png"), caption=Line("A wheel"), show=show
        )

    with_both = with_more(
        record,
        did(record, 1, attachments=(attached(yes, True), attached(no, False))),
        did(record, 2, attachments=(attached(yes, True),)),
    )
    made = portfolio_of(programme, with_both, pictures={yes: shown, no: hidden})
    assert [p.data for part in made.parts for p in part.pictures] == [shown]
    assert [p.alt for part in made.parts for p in part.pictures] == ["A wheel"]


def test_products_courses_and_guiding_have_their_places(
    programme: Programme, record: EvidenceRecord
) -> None:
    """What was made is counted, what was shown to colleagues is named without them."""
    made = portfolio_of(
        programme,
        with_more(
            record,
            did(record, 1, kind=EvidenceKind.PRODUCT, product=Product(made=4, sold=3)),
            did(record, 2, kind=EvidenceKind.PRODUCT, product=None),
            did(record, 3, kind=EvidenceKind.GUIDING),
            did(
                record,
                4,
                kind=EvidenceKind.OUTSIDE_COURSE,
                task=None,
                criterion=Token("mends_puncture"),
            ),
        ),
    )
    (product,) = made.products
    assert (product.made, product.sold) == (5, 3)
    assert "Mend an inner tube" in [task.text for task in made.guided]
    assert [course.text for course in made.courses] == ["Mends punctures and changes inner tubes"]


def test_nothing_private_is_in_it(programme: Programme, record: EvidenceRecord) -> None:
    """No note, no first conversation, no interest and no id."""
    talk = did(
        record,
        1,
        kind=EvidenceKind.FIRST_CONVERSATION,
        task=None,
        note=Prose("told in confidence"),
        interests=(Token("electrics"),),
    )
    noted = did(record, 2, note=Prose("came late"))
    said = codec.canonical(portfolio_of(programme, with_more(record, talk, noted))).decode()
    for private in ("confidence", "late", "electrics", "more-1", '"p1"', '"a1"'):
        assert private not in said


def test_the_choice_of_lines_holds_for_the_evidence_too(
    programme: Programme, record: EvidenceRecord, rubric: Rubric
) -> None:
    """Who shows one skill alone shows the tasks of that skill alone."""
    chosen = attrs.evolve(record, choices=Choices(show=(Token("mends_puncture"),)))
    made = portfolio_of(programme, chosen)
    assert [part.group for part in made.parts] == ["wheels"]
    criterion = rubric.criterion("mends_puncture")
    assert criterion is not None
    text = rubric.text("en")
    allowed = {text.task(task) for task in criterion.tasks}
    assert {task.text for part in made.parts for task in part.tasks} <= allowed


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_in_order(programme: Programme, record: EvidenceRecord, language: str) -> None:
    """The text of the file has title, own words and groups in the order of the pages."""
    own = attrs.evolve(record, choices=Choices(own_words=Prose("Hjul er best.")))
    issued = programme.issue(own, language=language, on=ON, document=DocumentKind.PORTFOLIO)
    assert isinstance(issued.document, Portfolio)
    text = text_of(issued.pdf)
    wanted = ["Hjul er best.", *(part.name for part in issued.document.parts)]
    places = [text.index(one) for one in wanted]
    assert places == sorted(places)


def test_without_any_work_there_is_no_portfolio(programme: Programme, rubric: Rubric) -> None:
    """An empty folder is not issued."""
    empty = make_record(rubric, workshop="bicycle", criteria=[], on=ON)
    with pytest.raises(NotEligibleError, match="no work to be shown in a portfolio"):
        programme.draft(empty, language="en", on=ON, document=DocumentKind.PORTFOLIO)


def test_work_before_the_first_signature_is_enough(programme: Programme, rubric: Rubric) -> None:
    """Somebody who has worked and has no skill signed yet gets a portfolio."""
    empty = make_record(rubric, workshop="bicycle", criteria=[], on=ON)
    made = portfolio_of(programme, with_more(empty, did(empty, 1)))
    (part,) = made.parts
    assert part.skills == ()
    assert [task.text for task in part.tasks] == ["Mend an inner tube"]
