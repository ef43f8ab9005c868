"""From a record to what the paper says, through the front door."""

from __future__ import annotations

import datetime as dt
import io

import attrs
import pypdf
import pytest

from skillcert import Programme, codec
from skillcert.errors import (
    CodecError,
    LanguageError,
    NotEligibleError,
    PluginError,
    PrivacyError,
    RecordError,
)
from skillcert.model import (
    Attachment,
    Choices,
    DatePrecision,
    Evidence,
    EvidenceKind,
    EvidenceRecord,
    Language,
    Line,
    Name,
    PerformanceLevel,
    Period,
    Prose,
    Reference,
    Rubric,
    Sha256,
    Token,
    Withdrawal,
)
from skillcert.testing import make_record

ON = dt.date(2025, 6, 30)
LANGUAGES = ("en", "nb", "nn", "da")


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF with its spaces evened out."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_highest_level_comes_first(programme: Programme, record: EvidenceRecord) -> None:
    """Skills are grouped by level: guiding others and independent first."""
    certificate = programme.draft(record, language="en", on=ON).certificate
    assert [group.level for group in certificate.levels] == [
        PerformanceLevel.GUIDES_OTHERS,
        PerformanceLevel.INDEPENDENT,
        PerformanceLevel.SOME_HELP,
        PerformanceLevel.GUIDED,
    ]


def test_the_trade_comes_before_the_shared_skills(
    programme: Programme, record: EvidenceRecord
) -> None:
    """In a level the trade's own skills stand before those that every workshop shares."""
    certificate = programme.draft(record, language="en", on=ON).certificate
    independent = certificate.levels[1]
    assert [line.criterion for line in independent.lines] == ["mends_puncture", "safety_order"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "adjusting hub gears"),
        ("nb", "å stille inn navgir"),
        ("nn", "å stille inn navgir"),
        ("da", "at "),
    ],
)
def test_words_fit_under_their_heading(
    programme: Programme, record: EvidenceRecord, language: str, words: str
) -> None:
    """Under "has taken part in" stands the form of words that fits there, without a detail."""
    certificate = programme.draft(record, language=language, on=ON).certificate
    (line,) = certificate.levels[-1].lines
    assert line.text.startswith(words)
    assert line.detail == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_stands_on_the_paper(
    programme: Programme, record: EvidenceRecord, language: str
) -> None:
    """What the certificate says is what the PDF shows, in every language."""
    issued = programme.issue(record, language=language, on=ON)
    text = text_of(issued.pdf)
    assert issued.certificate.name in text
    for group in issued.certificate.levels:
        for line in group.lines:
            assert line.text in text


def test_same_record_same_bytes(programme: Programme, record: EvidenceRecord) -> None:
    """The same record, language and day give the same bytes."""
    first = programme.issue(record, language="nn", on=ON)
    assert programme.issue(record, language="nn", on=ON).pdf == first.pdf


def test_private_things_stay_off_the_paper(programme: Programme, record: EvidenceRecord) -> None:
    """Notes, reasons, captions, ids and first conversations reach no certificate."""
    secret = "Zebrafink"
    first = record.evidence[0]
    talk = Evidence(
        id=Reference(f"{secret}-talk"),
        kind=EvidenceKind.FIRST_CONVERSATION,
        on=first.on,
        seen_by=first.seen_by,
        note=Prose(secret),
        interests=(Token("brakes"),),
    )
    photo = Attachment(sha256=Sha256("0" * 64), media_type=Line("image/jpeg"), caption=Line(secret))
    noted = attrs.evolve(first, note=Prose(secret), attachments=(photo,))
    taken_back = Withdrawal(
        id=Reference("w-1"),
        sign_off=record.sign_offs[0].id,
        on=record.sign_offs[0].on,
        assessor=record.sign_offs[0].assessor,
        reason=Prose(secret),
    )
    private = attrs.evolve(
        record,
        holder=attrs.evolve(record.holder, id=Reference(f"{secret}-1")),
        evidence=(noted, *record.evidence[1:], talk),
        withdrawals=(taken_back,),
    )
    issued = programme.issue(private, language="en", on=ON)
    assert secret.encode() not in codec.canonical(issued.certificate)
    assert secret not in text_of(issued.pdf)
    assert secret.encode() not in issued.pdf


def test_a_withdrawn_skill_is_not_shown(programme: Programme, record: EvidenceRecord) -> None:
    """A sign-off that was taken back is on no later certificate."""
    gone = next(s for s in record.sign_offs if s.criterion == "mends_puncture")
    taken_back = Withdrawal(
        id=Reference("w-1"), sign_off=gone.id, on=gone.on, assessor=gone.assessor
    )
    later = attrs.evolve(record, withdrawals=(taken_back,))
    certificate = programme.draft(later, language="en", on=ON).certificate
    shown = {line.criterion for group in certificate.levels for line in group.lines}
    assert "mends_puncture" not in shown
    assert "trues_wheels" in shown


def test_the_holder_chooses_the_lines(programme: Programme, record: EvidenceRecord) -> None:
    """Only what the holder chose is shown."""
    chosen = attrs.evolve(record, choices=Choices(show=(Token("trues_wheels"),)))
    certificate = programme.draft(chosen, language="nb", on=ON).certificate
    shown = [line.criterion for group in certificate.levels for line in group.lines]
    assert shown == ["trues_wheels"]


def test_opt_in_skills_wait_for_the_holders_wish(programme: Programme, rubric: Rubric) -> None:
    """`agreements` is shown only if the holder asks for it."""
    levels = {
        "agreements": PerformanceLevel.INDEPENDENT,
        "learns": PerformanceLevel.INDEPENDENT,
    }
    record = make_record(rubric, workshop="bicycle", criteria=levels, on=ON)
    silent = attrs.evolve(record, choices=Choices())
    asked = attrs.evolve(record, choices=Choices(opt_in=(Token("agreements"),)))
    assert shown(programme, silent) == {"learns"}
    assert shown(programme, asked) == {"learns", "agreements"}


def shown(programme: Programme, record: EvidenceRecord) -> set[str]:
    """Return the criteria on a record's certificate."""
    certificate = programme.draft(record, language="en", on=ON).certificate
    return {line.criterion for group in certificate.levels for line in group.lines}


def test_the_safety_note_stands_beside_machines(programme: Programme, rubric: Rubric) -> None:
    """Where the law asks for separate training, the certificate prints the safety note."""
    levels = {"uses_angle_grinder": PerformanceLevel.INDEPENDENT}
    record = make_record(rubric, workshop="bicycle", criteria=levels, on=ON)
    issued = programme.issue(record, language="en", on=ON)
    assert "Separate proof of safety training is needed" in text_of(issued.pdf)


def test_months_by_default(programme: Programme, record: EvidenceRecord) -> None:
    """The period is told in months, unless the holder wishes otherwise."""
    spoken = attrs.evolve(
        record, period=Period(start=dt.date(2025, 3, 3), end=dt.date(2025, 6, 20))
    )
    assert "From March 2025 to June 2025" in text_of(
        programme.issue(spoken, language="en", on=ON).pdf
    )
    exact = attrs.evolve(spoken, choices=Choices(date_precision=DatePrecision.DAY))
    assert "Fra 3. marts 2025 til 20. juni 2025" in text_of(
        programme.issue(exact, language="da", on=ON).pdf
    )
    silent = attrs.evolve(spoken, choices=Choices(show_period=False))
    assert "March" not in text_of(programme.issue(silent, language="en", on=ON).pdf)


def test_nothing_signed_is_no_certificate(programme: Programme, record: EvidenceRecord) -> None:
    """Without a skill to show there is no paper, and the error says what to do."""
    empty = attrs.evolve(record, sign_offs=())
    with pytest.raises(NotEligibleError, match="Sign off the first skill"):
        programme.draft(empty, language="en", on=ON)


def test_waiting_skills_are_named(programme: Programme, record: EvidenceRecord) -> None:
    """If what was signed still waits for something, the error names it."""
    seen_once = attrs.evolve(
        record,
        sign_offs=tuple(
            attrs.evolve(s, evidence=s.evidence[:1])
            for s in record.sign_offs
            if s.criterion == "mends_puncture"
        ),
    )
    with pytest.raises(NotEligibleError, match="mends_puncture"):
        programme.draft(seen_once, language="en", on=ON)


def test_identity_numbers_are_refused(programme: Programme, record: EvidenceRecord) -> None:
    """A national identity number in any free text is refused, and not repeated in the message."""
    number = "010190 00083"
    for n in range(100_000):
        candidate = f"010190{n:05d}"
        if norwegian(candidate):
            number = f"{candidate[:6]} {candidate[6:]}"
            break
    noted = attrs.evolve(record.evidence[0], note=Prose(f"Born {number}."))
    data = codec.canonical(attrs.evolve(record, evidence=(noted, *record.evidence[1:])))
    with pytest.raises(PrivacyError, match=r"r\.json: evidence\[0\]\.note") as caught:
        programme.read_record(data, source="r.json")
    assert number not in str(caught.value)


def norwegian(digits: str) -> bool:
    """Say whether the check digits are right (Skatteetaten's rule)."""
    weights = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    numbers = [int(digit) for digit in digits]
    return all(sum(w * d for w, d in zip(row, numbers, strict=False)) % 11 == 0 for row in weights)


def test_revealing_words_are_shown_first(programme: Programme, record: EvidenceRecord) -> None:
    """A word that could give the background away is a warning in the draft, with its place."""
    issuer = attrs.evolve(record.issuer, name=Name("Rehab Workshop"))
    draft = programme.draft(attrs.evolve(record, issuer=issuer), language="en", on=ON)
    (warning,) = draft.warnings
    assert warning.path == "issuer.name"
    assert "Rehab" in warning.what


def test_a_plain_certificate_warns_of_nothing(programme: Programme, rubric: Rubric) -> None:
    """The workshop's own words raise no false alarm, in any language, with every skill shown."""
    levels = {c.id: PerformanceLevel.GUIDES_OTHERS for c in rubric.criteria}
    record = make_record(rubric, workshop="bicycle", criteria=levels, on=ON)
    for language in LANGUAGES:
        assert programme.draft(record, language=language, on=ON).warnings == ()


def test_a_record_that_software_built_is_checked(
    programme: Programme, record: EvidenceRecord
) -> None:
    """A record that did not come from a file gets the same scrutiny."""
    with pytest.raises(CodecError, match=r"holder\.name"):
        programme.draft(
            attrs.evolve(record, holder=attrs.evolve(record.holder, name=Name("A\nB"))),
            language="en",
            on=ON,
        )
    with pytest.raises(RecordError, match=r"signers\[0\]"):
        programme.draft(attrs.evolve(record, signers=(Reference("x"),)), language="en", on=ON)


def test_unknown_workshop_language_version(programme: Programme, record: EvidenceRecord) -> None:
    """What is not installed or not written is named."""
    with pytest.raises(PluginError, match="bicykle"):
        programme.draft(attrs.evolve(record, workshop=Token("bicykle")), language="en", on=ON)
    with pytest.raises(LanguageError, match="'sv'"):
        programme.draft(record, language="sv", on=ON)
    old = attrs.evolve(record, rubric=attrs.evolve(record.rubric, version=Line("0.9.0")))
    with pytest.raises(RecordError, match=r"rubric\.version"):
        programme.draft(old, language="en", on=ON)


def test_suggestions_and_standing(programme: Programme, record: EvidenceRecord) -> None:
    """The front door says where a person stands and which tasks fit next."""
    standings = {str(s.criterion.id): s.level for s in programme.standing(record, on=ON)}
    assert standings["trues_wheels"] is PerformanceLevel.SOME_HELP
    suggestions = programme.suggest(record, on=ON, limit=3)
    assert len(suggestions) == 3
    assert {s.criterion for s in suggestions} <= set(standings)


def test_own_words_keep_their_language(programme: Programme, record: EvidenceRecord) -> None:
    """What the holder says in another language than the paper's is known to be in it."""
    choices = attrs.evolve(
        record.choices, own_words=Prose("Lubię rowery."), own_words_language=Language("pl")
    )
    told = attrs.evolve(record, choices=choices)
    assert programme.draft(told, language="nb", on=ON).certificate.own_words_language == "pl"
    untold = programme.draft(record, language="nb", on=ON).certificate
    assert untold.own_words_language is None
