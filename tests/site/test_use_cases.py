"""What supervisors and programmes do with a ledger, by behaviour."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from skillcert import Programme
from skillcert.credentials import (
    CheckName,
    Outcome,
    TrustBundle,
    TrustedIssuer,
    verify_code,
)
from skillcert.errors import LedgerError, NotEligibleError, RefusedError, SkillcertError
from skillcert.model import (
    Assessor,
    Choices,
    DocumentKind,
    EvidenceKind,
    Issuer,
    Name,
    PerformanceLevel,
    Reference,
    Token,
)
from skillcert.programme import Person, Photo, Seen, SignOffRequest
from skillcert.programme.checking import check_file
from skillcert.refusals import RefusalReason
from tests.site.conftest import AHMED, KARI, PROGRAMME, STRANGER, Hands, Place

GUIDED, SOME_HELP, INDEPENDENT, GUIDES_OTHERS = PerformanceLevel
SKILL, TASK = Token("mends_puncture"), Token("mend_tube")
BICYCLE = Token("bicycle")


def tube(**options: object) -> Seen:
    """Return that a tube was mended."""
    return Seen(task=TASK, **options)  # type: ignore[arg-type]  # passed on as they are


def mended(person: Person, level: PerformanceLevel = INDEPENDENT, *seen: Seen) -> SignOffRequest:
    """Return the request to sign off that somebody mends punctures."""
    return SignOffRequest(
        person=person.id, workshop=BICYCLE, criterion=SKILL, level=level, seen=seen or (tube(),)
    )


def picture() -> bytes:
    """Return the bytes of a photograph."""
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(data, "JPEG")
    return data.getvalue()


def practised(place: Place, name: str = "Jonas Bråten") -> Person:
    """Return a person who was seen mending tubes on three days and signed off as independent."""
    person = place.kari.add_person(name)
    ids = []
    for _ in range(3):
        ids.append(place.kari.record_evidence(person.id, "bicycle", tube()))
        place.clock.days(1)
    request = SignOffRequest(
        person=person.id,
        workshop=BICYCLE,
        criterion=SKILL,
        level=INDEPENDENT,
        evidence=tuple(ids),
    )
    place.kari.sign([request])
    return person


def reasons(caught: pytest.ExceptionInfo[RefusedError]) -> set[RefusalReason]:
    """Return why something was refused."""
    return {refusal.reason for refusal in caught.value.refusals}


def test_from_the_first_day_to_the_paper(place: Place) -> None:
    """Somebody is seen, signed off and gets a paper, each line of which the ledger proves."""
    person = practised(place)
    paper = place.office.issue(person.id, "bicycle", language="nb", host="papers.example")
    assert paper.issued.pdf.startswith(b"%PDF-")
    (group,) = paper.issued.certificate.levels
    assert [line.criterion for line in group.lines] == [SKILL]
    assert paper.certificate_id is not None
    proof = place.site.ledger.prove(paper.certificate_id)
    (line,) = proof.lines
    assert line.assessor is not None
    assert (line.assessor.name, line.evidence, line.refusal) == ("Kari Lunde", 3, None)
    report = place.site.ledger.check()
    assert report.findings == ()
    assert report.sites[0].proven == 1


def test_the_code_on_the_paper(place: Place) -> None:
    """The paper's code is genuine, and names the checkpoint that the ledger still holds."""
    person = practised(place)
    paper = place.office.issue(person.id, "bicycle", language="nb", host="papers.example")
    trust = TrustBundle(
        sequence=1,
        issued_on=dt.date(2025, 1, 1),
        until=dt.date(2026, 1, 1),
        signers=(PROGRAMME.public.hex,),
        issuers=(
            TrustedIssuer(
                key=PROGRAMME.public.hex, issuer=place.site.issuer, start=dt.date(2025, 1, 1)
            ),
        ),
    )
    assert paper.code is not None
    on = place.site.today
    assert verify_code(paper.code.link(), trust, on=on).report.genuine
    found = check_file(paper.issued.pdf, trust, on=on, ledger=place.site.ledger)
    assert found.report.genuine
    assert found.report.outcome(CheckName.CHECKPOINT) is Outcome.PASS
    assert found.report.outcome(CheckName.EMBEDDED) is Outcome.PASS


def test_a_supervisor_signs_what_was_seen_and_hears_what_is_waited_for(place: Place) -> None:
    """One occasion, signed as independent: it is signed, and said that more has to be seen."""
    person = place.kari.add_person("Jonas Bråten")
    batch = place.kari.sign([mended(person)])
    (signed,) = batch.signed
    assert signed.looked.waits
    assert signed.looked.level is None
    with pytest.raises(NotEligibleError):
        place.office.issue(person.id, "bicycle", language="nb")


def test_looking_writes_nothing(place: Place) -> None:
    """What would come of a sign-off is said without a trace in the ledger."""
    person = place.kari.add_person("Jonas Bråten")
    before = place.site.ledger.head(place.site.key)
    (looked,) = place.kari.look_at([mended(person)])
    assert looked.refusals == ()
    assert place.site.ledger.head(place.site.key) == before


def test_all_or_none(place: Place) -> None:
    """If one of a batch cannot be signed, none is, and every reason is told."""
    person = place.kari.add_person("Jonas Bråten")
    before = place.site.ledger.head(place.site.key)
    unknown = SignOffRequest(
        person=person.id, workshop=BICYCLE, criterion=Token("flies"), level=GUIDED, seen=(tube(),)
    )
    future = mended(person, GUIDED, tube(on=place.site.today + dt.timedelta(days=1)))
    with pytest.raises(RefusedError) as caught:
        place.kari.sign([mended(person), unknown, future])
    assert reasons(caught) == {RefusalReason.UNKNOWN_CRITERION, RefusalReason.DATE_IN_FUTURE}
    assert place.site.ledger.head(place.site.key) == before


def test_nobody_saw_it(place: Place) -> None:
    """A level that nothing seen carries is refused with what is missing."""
    person = place.kari.add_person("Jonas Bråten")
    nothing = SignOffRequest(person=person.id, workshop=BICYCLE, criterion=SKILL, level=INDEPENDENT)
    for request in (nothing, mended(person, GUIDES_OTHERS)):
        with pytest.raises(RefusedError) as caught:
            place.kari.sign([request])
        assert reasons(caught) == {RefusalReason.LEVEL_NOT_CARRIED}
    place.kari.sign([mended(person, GUIDES_OTHERS, tube(kind=EvidenceKind.GUIDING))])


def test_a_retry_is_one_event(place: Place) -> None:
    """A request that is sent again with its id is signed once."""
    person = place.kari.add_person("Jonas Bråten")
    request = SignOffRequest(
        person=person.id,
        workshop=BICYCLE,
        criterion=SKILL,
        level=GUIDED,
        seen=(tube(id=Reference("seen-once")),),
        id=Reference("signed-once"),
    )
    place.kari.sign([request])
    size = place.site.ledger.head(place.site.key).size
    place.clock.at += dt.timedelta(minutes=3)
    place.kari.sign([request])
    assert place.site.ledger.head(place.site.key).size == size


def test_two_supervisors_at_once(place: Place) -> None:
    """Two who sign the same at the same time both stand, and nothing is lost."""
    person = place.kari.add_person("Jonas Bråten")
    desks = [place.kari, place.ahmed] * 4
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda desk: desk.sign([mended(person, SOME_HELP)]), desks))
    record = place.site.record(person.id, "bicycle").record
    assert len(record.sign_offs) == 8
    assert {one.assessor for one in record.sign_offs} == {"kari", "ahmed"}
    assert place.site.ledger.check().findings == ()


def test_undo_and_correction(place: Place) -> None:
    """A batch can be taken back; a sign-off can be corrected, once."""
    person = place.kari.add_person("Jonas Bråten")
    batch = place.kari.sign([mended(person, SOME_HELP)])
    place.kari.undo(batch, reason="Feil person")
    standings = place.site.standing(person.id, "bicycle")
    assert not any(standing.level for standing in standings)
    (signed,) = place.kari.sign([mended(person, SOME_HELP)]).signed
    place.ahmed.correct(signed.sign_off, GUIDED)
    levels = {s.criterion.id: s.level for s in place.site.standing(person.id, "bicycle")}
    assert levels[SKILL] is GUIDED
    with pytest.raises(RefusedError) as caught:
        place.kari.correct(signed.sign_off, INDEPENDENT)
    assert RefusalReason.SIGN_OFF_TAKEN_BACK in reasons(caught)


def test_who_may_do_what(place: Place) -> None:
    """A stranger's key opens nothing, the programme's no desk, a supervisor's no office."""
    for key in (STRANGER, PROGRAMME):
        with pytest.raises(RefusedError):
            place.site.unlock(key)
    for key in (STRANGER, KARI):
        with pytest.raises(RefusedError):
            place.site.manage(key)


def test_retired_expired_and_replaced(place: Place) -> None:
    """Who is retired, or whose key has ended or was replaced, signs nothing more."""
    new = AHMED.of_seed(bytes(range(60, 92)))
    old_desk = place.ahmed
    person = place.kari.add_person("Jonas Bråten")
    place.office.replace_key(Reference("ahmed"), new.public, until=dt.date(2025, 3, 10))
    with pytest.raises(RefusedError) as caught:
        old_desk.sign([mended(person, GUIDED)])
    assert reasons(caught) == {RefusalReason.KEY_REPLACED}
    desk = place.site.unlock(new)
    desk.sign([mended(person, GUIDED)])
    place.clock.days(30)
    with pytest.raises(RefusedError) as caught:
        desk.sign([mended(person, GUIDED)])
    assert reasons(caught) == {RefusalReason.KEY_EXPIRED}
    place.office.retire(Reference("kari"))
    with pytest.raises(RefusedError) as caught:
        place.site.unlock(KARI)
    assert reasons(caught) == {RefusalReason.ASSESSOR_RETIRED}


def test_a_clock_that_was_set_back(place: Place) -> None:
    """A computer whose clock went back signs nothing until it is set right."""
    person = place.kari.add_person("Jonas Bråten")
    place.clock.days(-2)
    with pytest.raises(RefusedError) as caught:
        place.kari.sign([mended(person, GUIDED)])
    assert RefusalReason.CLOCK_SET_BACK in reasons(caught)


def test_a_second_pair_of_eyes(place: Place) -> None:
    """A skill that asks for two waits until another supervisor has confirmed it."""
    rubric = place.site.rubric("bicycle")
    asked = next(one for one in rubric.criteria if one.second_assessor)
    person = place.kari.add_person("Jonas Bråten")
    request = SignOffRequest(
        person=person.id,
        workshop=BICYCLE,
        criterion=asked.id,
        level=GUIDED,
        seen=(Seen(task=asked.tasks[0]),),
    )
    (signed,) = place.kari.sign([request]).signed
    assert place.kari.to_confirm() == ()
    (waiting,) = place.ahmed.to_confirm()
    assert (waiting.sign_off, waiting.assessor) == (signed.sign_off, "Kari Lunde")
    with pytest.raises(RefusedError) as caught:
        place.kari.confirm([signed.sign_off])
    assert reasons(caught) == {RefusalReason.SAME_ASSESSOR}
    place.ahmed.confirm([signed.sign_off])
    assert place.ahmed.to_confirm() == ()
    (sign_off,) = place.site.record(person.id, "bicycle").record.sign_offs
    assert sign_off.second_assessor == "ahmed"


def test_what_a_compromised_key_signed_counts_for_nothing(place: Place) -> None:
    """After the declared place in the chain nothing of the key is on any paper."""
    person = practised(place)
    trusted = place.site.ledger.head(place.site.key).size
    place.kari.sign([mended(person, GUIDES_OTHERS, tube(kind=EvidenceKind.GUIDING))])
    place.office.declare_compromised(KARI.public.id, after=trusted)
    levels = {s.criterion.id: s.level for s in place.site.standing(person.id, "bicycle")}
    assert levels[SKILL] is INDEPENDENT


def test_photographs(place: Place) -> None:
    """A photograph is kept clean, and is given to documents only with the holder's consent."""
    person = place.kari.add_person("Jonas Bråten")
    for show in (True, False):
        photo = Photo(data=picture(), caption="Slange", show=show)
        place.kari.record_evidence(person.id, "bicycle", tube(photos=(photo,)))
    built = place.site.record(person.id, "bicycle")
    shown = [one.attachments[0].show for one in built.record.evidence]
    assert sorted(shown) == [False, True]
    files = place.site.pictures(built)
    assert [hashlib.sha256(data).hexdigest() for data in files.values()] == list(files)


def test_only_what_the_holder_wants(place: Place) -> None:
    """`only` and the holder's choices decide which lines are shown; own words are printed."""
    person = practised(place)
    other = SignOffRequest(
        person=person.id,
        workshop=BICYCLE,
        criterion=Token("washes_bicycles"),
        level=GUIDED,
        seen=(Seen(task=Token("wash_bicycle")),),
    )
    place.kari.sign([other])
    draft, _ = place.office.draft(person.id, "bicycle", language="nb", only=[SKILL])
    lines = [line.criterion for group in draft.certificate.levels for line in group.lines]
    assert lines == [SKILL]
    words = Choices(own_words="Jeg liker det.")  # type: ignore[arg-type]
    place.kari.choose(person.id, "bicycle", "bicycle", words)
    draft, _ = place.office.draft(person.id, "bicycle", language="nb")
    assert draft.certificate.own_words == "Jeg liker det."


def test_erasure(place: Place) -> None:
    """Whoever is erased is gone from the list, and the chain still holds."""
    person = practised(place)
    place.kari.erase(person.id)
    assert place.site.people() == ()
    assert place.site.ledger.check().findings == ()
    with pytest.raises(RefusedError):
        place.kari.sign([mended(person, GUIDED)])


def test_a_paper_that_is_replaced_or_withdrawn(place: Place) -> None:
    """A new paper names the one that it replaces; a paper of somebody else is none."""
    person, other = practised(place), practised(place, "Łucja Żółć")
    first = place.office.issue(person.id, "bicycle", language="nb")
    assert first.certificate_id is not None
    second = place.office.issue(person.id, "bicycle", language="nb", replaces=first.certificate_id)
    assert second.code is not None
    assert second.code.content.replaces == first.certificate_id
    with pytest.raises(RefusedError) as caught:
        place.office.issue(other.id, "bicycle", language="nb", replaces=first.certificate_id)
    assert reasons(caught) == {RefusalReason.UNKNOWN_CERTIFICATE}
    place.office.withdraw_paper(first.certificate_id, reason="Tapt")
    assert place.site.ledger.check().findings == ()


@pytest.mark.parametrize("document", [DocumentKind.PORTFOLIO, DocumentKind.PROGRESS])
def test_papers_that_prove_nothing(place: Place, document: DocumentKind) -> None:
    """A portfolio and a progress sheet bear no code and leave no event."""
    person = practised(place)
    before = place.site.ledger.head(place.site.key)
    paper = place.office.issue(person.id, "bicycle", language="nb", document=document)
    assert (paper.code, paper.certificate_id) == (None, None)
    assert place.site.ledger.head(place.site.key) == before


def test_a_card(place: Place) -> None:
    """A card bears a code of its own."""
    person = practised(place)
    paper = place.office.issue(person.id, "bicycle", language="nb", document=DocumentKind.CARD)
    assert paper.code is not None
    assert paper.code.content.name == person.name


def test_people_are_found(place: Place) -> None:
    """By id, or by the beginning of any of their names; today's people come first."""
    place.kari.add_person("Łucja Żółć-Kowalska")
    jonas = place.kari.add_person("Jonas Bråten")
    place.kari.sign([mended(jonas, GUIDED)])
    assert [one.name for one in place.site.people()] == ["Jonas Bråten", "Łucja Żółć-Kowalska"]
    assert place.site.person("bråt").id == jonas.id
    assert place.site.person(jonas.id).name == "Jonas Bråten"
    place.kari.add_person("Jonas Bru")
    for named, word in (
        ("jonas", "several people"),
        ("nobody", "no person nobody"),
        ("", "no person"),
    ):
        with pytest.raises(SkillcertError, match=word):
            place.site.person(named)


def test_a_name_can_change(place: Place) -> None:
    """A person gets another name, and the one before is forgotten."""
    person = practised(place)
    place.kari.rename(person.id, "Jona Bråten")
    assert [one.name for one in place.site.people()] == ["Jona Bråten"]
    assert place.site.ledger.check().findings == ()


@pytest.mark.parametrize("text", ["01010012356", "født 01010012356"])
def test_identity_numbers(place: Place, text: str) -> None:
    """A national identity number is refused wherever it could come in."""
    person = place.kari.add_person("Jonas Bråten")
    tries = (
        lambda: place.kari.add_person(text),
        lambda: place.kari.record_evidence(person.id, "bicycle", tube(note=text)),
        lambda: place.kari.first_conversation(person.id, "bicycle", note=text),
        lambda: place.office.enrol(Assessor(id=Reference("x"), name=Name(text)), STRANGER.public),
    )
    for attempt in tries:
        with pytest.raises(RefusedError) as caught:
            attempt()
        assert reasons(caught) == {RefusalReason.IDENTITY_NUMBER}


def test_a_conversation_feeds_the_suggestions_and_no_document(place: Place) -> None:
    """What somebody would like to try is heeded, and stands on no paper."""
    person = practised(place)
    place.kari.first_conversation(
        person.id, "bicycle", interests=[Token("brakes")], note="Vil lære bremser"
    )
    assert place.site.suggest(person.id, "bicycle")
    paper = place.office.issue(person.id, "bicycle", language="nb")
    assert b"bremser" not in paper.issued.pdf


def test_opened_again(place: Place) -> None:
    """A ledger that was closed is opened by its address; a foreign site is none."""
    if place.url == "memory:":
        return
    person = practised(place)
    again = Programme.open(place.url, clock=place.clock)
    assert [one.name for one in again.people()] == [person.name]
    again.close()
    with pytest.raises(LedgerError, match="no site"):
        Programme.open(place.url, clock=place.clock, site="elsewhere")


def test_photographs_lie_beside_the_ledger(tmp_path: Path) -> None:
    """Where nobody says otherwise, the pictures of `X.db` are in `X.files`."""
    clock = Hands()
    url = f"sqlite:///{tmp_path / 'Ærlig verksted.db'}"
    issuer = Issuer(name=Name("Bryggegata Verksted"))
    site = Programme.found(url, site="harbour", issuer=issuer, signer=PROGRAMME, clock=clock)
    site.manage(PROGRAMME).enrol(
        Assessor(id=Reference("kari"), name=Name("Kari Lunde")), KARI.public
    )
    desk = site.unlock(KARI)
    person = desk.add_person("Jonas Bråten")
    photo = Photo(data=picture(), caption="Slange")
    desk.record_evidence(person.id, "bicycle", tube(photos=(photo,)))
    (file,) = (tmp_path / "Ærlig verksted.files").iterdir()
    assert len(file.name) == 64
    site.close()
