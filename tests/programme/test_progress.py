"""The progress sheet: what has been shown, what comes next, and nothing that shames."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from skillcert import Programme, codec
from skillcert.errors import SkillcertError
from skillcert.model import (
    Choices,
    Document,
    DocumentKind,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Language,
    PerformanceLevel,
    ProgressSheet,
    Prose,
    Reference,
    Rubric,
    Token,
)
from skillcert.testing import make_record

from .test_issue import text_of

ON = dt.date(2025, 6, 30)
LANGUAGES = ("en", "nb", "nn", "da")


def sheet_of(
    programme: Programme, record: EvidenceRecord, language: str = "en", on: dt.date = ON
) -> ProgressSheet:
    """Return the progress sheet of *record*."""
    draft = programme.draft(record, language=language, on=on, document=DocumentKind.PROGRESS)
    sheet: Document = draft.document
    assert isinstance(sheet, ProgressSheet)
    return sheet


def test_what_has_been_shown_is_named_with_its_level(
    programme: Programme, record: EvidenceRecord
) -> None:
    """Each skill that was shown is a leaf on the branch of its group, at its level."""
    sheet = sheet_of(programme, record)
    levels = {leaf.criterion: leaf.level for branch in sheet.branches for leaf in branch.leaves}
    assert levels == {
        "washes_bicycles": PerformanceLevel.GUIDES_OTHERS,
        "mends_puncture": PerformanceLevel.INDEPENDENT,
        "safety_order": PerformanceLevel.INDEPENDENT,
        "trues_wheels": PerformanceLevel.SOME_HELP,
        "adjusts_hub_gears": PerformanceLevel.GUIDED,
    }


def test_what_is_still_to_come_is_not_named(
    programme: Programme, record: EvidenceRecord, rubric: Rubric
) -> None:
    """A skill that nobody has signed and that is no next step has no name on the sheet."""
    sheet = sheet_of(programme, record)
    said = codec.canonical(sheet).decode()
    text = rubric.text("en")
    named = {leaf.criterion for branch in sheet.branches for leaf in branch.leaves}
    named |= {c.id for c in rubric.criteria if text.criterion(c.id).does in said}
    unnamed = [c for c in rubric.criteria if c.id not in named and not c.opt_in]
    assert unnamed
    assert sum(branch.buds for branch in sheet.branches) >= len(unnamed)
    assert len(named) <= 5 + len(sheet.next_steps)


def test_every_group_of_the_trade_has_its_branch(
    programme: Programme, record: EvidenceRecord, rubric: Rubric
) -> None:
    """The branches are the groups of the rubric, in its order, and no criterion is lost."""
    sheet = sheet_of(programme, record)
    assert [branch.group for branch in sheet.branches] == list(rubric.groups)
    grown = sum(len(branch.leaves) + branch.buds for branch in sheet.branches)
    assert grown == sum(not criterion.opt_in for criterion in rubric.criteria)


def test_a_skill_on_request_grows_only_once_it_was_chosen(
    programme: Programme, record: EvidenceRecord, rubric: Rubric
) -> None:
    """A criterion that is shown only on request has no bud until the holder asks for it."""
    chosen = attrs.evolve(record, choices=Choices(opt_in=(Token("agreements"),)))
    before, after = (
        sum(branch.buds for branch in sheet_of(programme, one).branches) for one in (record, chosen)
    )
    assert after == before + 1


def test_the_next_steps_are_those_that_the_rules_suggest(
    programme: Programme, record: EvidenceRecord, rubric: Rubric
) -> None:
    """The tasks and their order are those of `Programme.suggest`, in the sheet's language."""
    sheet = sheet_of(programme, record, "nb")
    text = rubric.text("nb")
    suggested = programme.suggest(record, on=ON)
    assert [step.task for step in sheet.next_steps] == [text.task(s.task) for s in suggested]
    assert [step.shown for step in sheet.next_steps] == [
        s.towards is PerformanceLevel.GUIDES_OTHERS for s in suggested
    ]


def test_what_a_signature_waits_for_is_said_as_what_will_help(
    programme: Programme, rubric: Rubric
) -> None:
    """Seen once of the twice that it asks for: the sheet says "one more", and not what is short."""
    record = make_record(rubric, workshop="bicycle", criteria=["mends_puncture"], on=ON)
    (sign_off,) = (s for s in record.sign_offs if s.criterion == "mends_puncture")
    once = attrs.evolve(record, sign_offs=(attrs.evolve(sign_off, evidence=sign_off.evidence[:1]),))
    sheet = sheet_of(programme, once)
    (waiting,) = sheet.waiting
    assert waiting.level is PerformanceLevel.INDEPENDENT
    assert all("more" in reason for reason in waiting.reasons)
    assert not any(word in codec.canonical(sheet).decode() for word in ("missing", "fail", "only"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_new_gets_a_sheet_too(programme: Programme, rubric: Rubric, language: str) -> None:
    """A record without a single signature gives a tree of buds and first steps."""
    record = make_record(rubric, workshop="bicycle", criteria=[], on=ON)
    issued = programme.issue(record, language=language, on=ON, document=DocumentKind.PROGRESS)
    assert isinstance(issued.document, ProgressSheet)
    assert not any(branch.leaves for branch in issued.document.branches)
    assert issued.document.next_steps
    for step in issued.document.next_steps:
        assert step.task in text_of(issued.pdf)


def test_nothing_private_is_on_it(programme: Programme, record: EvidenceRecord) -> None:
    """No note and no first conversation crosses over, although the suggestions heed it."""
    secret = "told in confidence"
    talk = Evidence(
        id=Reference("talk"),
        kind=EvidenceKind.FIRST_CONVERSATION,
        on=dt.date(2025, 1, 2),
        seen_by=record.assessors[0].id,
        note=Prose(secret),
        interests=(Token("electrics"),),
    )
    private = attrs.evolve(record, evidence=(*record.evidence, talk))
    sheet = sheet_of(programme, private)
    assert secret not in codec.canonical(sheet).decode()
    assert record.holder.id not in codec.canonical(sheet).decode().split('"')


def test_a_progress_sheet_is_no_certificate(programme: Programme, record: EvidenceRecord) -> None:
    """Whoever asks it for its certificate is told that it is none."""
    draft = programme.draft(record, language="en", on=ON, document=DocumentKind.PROGRESS)
    with pytest.raises(SkillcertError, match="a progress is no certificate"):
        _ = draft.certificate


def test_one_paper_in_two_languages(programme: Programme, record: EvidenceRecord) -> None:
    """Each language has its own pages, in the order in which they were named, none twice."""
    issued = programme.issue(record, language=("nb", "en", "nb"), on=ON)
    assert [document.language for document in issued.documents] == [
        Language("nb"),
        Language("en"),
    ]
    text = text_of(issued.pdf)
    assert text.index("Ferdighetsbevis") < text.index("Skills Certificate")


def test_a_paper_needs_a_language(programme: Programme, record: EvidenceRecord) -> None:
    """No language at all is an error."""
    with pytest.raises(SkillcertError, match="no language is named"):
        programme.draft(record, language=(), on=ON)
