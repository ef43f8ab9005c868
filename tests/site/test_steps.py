"""A step is kept as a whole or not at all, and is taken once however often it is sent."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
import skillcert_bicycle
from PIL import Image

from skillcert import Programme, Registry, Site
from skillcert.errors import (
    CodecError,
    CoverageError,
    LedgerError,
    PluginError,
    RefusedError,
    SkillcertError,
    UndecidedError,
)
from skillcert.ledger.files import MemoryFiles
from skillcert.model import (
    Assessor,
    Choices,
    DocumentKind,
    Language,
    Line,
    Name,
    PerformanceLevel,
    Prose,
    Reference,
    Sha256,
    Token,
    Translations,
)
from skillcert.plugins import Remark, hookimpl
from skillcert.programme import Person, Photo, Seen, SignOffRequest
from skillcert.refusals import RefusalReason
from skillcert.signing import KeySigner, PublicKey
from tests.site.conftest import KARI, PROGRAMME, Place

WORKER = str(Path(__file__).with_name("workers.py"))

in_memory = pytest.mark.parametrize("place", ["memory"], indirect=True)
"""For what does not depend on the database."""

R = RefusalReason
GUIDED, SOME_HELP, INDEPENDENT, GUIDES_OTHERS = PerformanceLevel
BICYCLE, SKILL, TASK = Token("bicycle"), Token("mends_puncture"), Token("mend_tube")


def photo() -> Photo:
    """Return a photograph."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(data, "JPEG")
    return Photo(data=data.getvalue(), caption="A tube with a patch", show=True)


def wanted(person: Person, level: PerformanceLevel = SOME_HELP, **values: Any) -> SignOffRequest:
    """Return the request to sign off that somebody mends punctures, seen just now."""
    values = {"seen": (Seen(task=TASK),), **values}
    return SignOffRequest(
        person=person.id, workshop=BICYCLE, criterion=SKILL, level=level, **values
    )


def refused(act: Callable[..., object], *given: Any) -> set[RefusalReason]:
    """Return why something is refused."""
    with pytest.raises(RefusedError) as caught:
        act(*given)
    return {refusal.reason for refusal in caught.value.refusals}


def held(place: Place) -> tuple[Any, ...]:
    """Return everything that is kept: the chain, checkpoints, what is held on people, files."""
    site = place.site
    with site.ledger.database.reading() as connection:
        counts = tuple(
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()  # noqa: S608
            for table in ("skillcert_private_item", "skillcert_file_use", "skillcert_person_key")
        )
    return site.head, len(site.ledger.checkpoints(site.key)), counts, tuple(site.files)


# Nothing is half done


class FullFiles(MemoryFiles):
    """A disk with no room left."""

    def put(self, data: bytes) -> Sha256:
        """Refuse a file."""
        raise LedgerError(f"no room for {len(data)} bytes")


class TornFiles(MemoryFiles):
    """A disk that has room for one file, and then for none."""

    def put(self, data: bytes) -> Sha256:
        """Keep the first file."""
        if list(self):
            raise LedgerError("no room")
        return super().put(data)


@pytest.mark.parametrize("files", [FullFiles, TornFiles])
def test_a_picture_that_cannot_be_kept_stops_the_step(
    files: type[MemoryFiles], place: Place
) -> None:
    """Where a picture cannot be kept nothing is recorded, and no picture is left behind."""
    person = place.kari.add_person("Jonas Bråten")
    broken = attrs.evolve(place, site=attrs.evolve(place.site, files=files()))
    before = held(broken)
    green = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(green, "JPEG")
    two = (photo(), Photo(data=green.getvalue(), caption="Another"))
    request = wanted(person, seen=(Seen(task=TASK, photos=two, note="neat"),))
    with pytest.raises(LedgerError, match="no room"):
        broken.kari.sign([request])
    assert held(broken) == before


def _failing(after: int) -> Callable[[int], bytes]:
    """Return a source of randomness that fails at the call number *after*."""
    made = count()

    def take(size: int) -> bytes:
        number = next(made)
        if number == after:
            raise OSError("no randomness")
        return (number + 1000).to_bytes(4, "big").rjust(size, b"\x05")

    return take


@attrs.define
class LoosePlug:
    """A key in a token that comes loose after some signatures."""

    signer: KeySigner
    left: int

    @property
    def public(self) -> PublicKey:
        """The public key."""
        return self.signer.public

    def sign(self, message: bytes) -> bytes:
        """Sign, or fail."""
        if self.left == 0:
            raise OSError("the token is gone")
        self.left -= 1
        return self.signer.sign(message)


def _batch(site: Site, person: Person, signer: Any) -> None:
    seen = Seen(task=TASK, photos=(photo(),), note="neat")
    site.unlock(signer).sign([wanted(person, seen=(seen,)), wanted(person, GUIDED)])


@in_memory
@pytest.mark.parametrize("after", range(8))
def test_without_randomness_nothing_is_half_done(after: int, place: Place) -> None:
    """Wherever in a batch of four events randomness runs out: all of it is there, or nothing."""
    person = place.kari.add_person("Jonas Bråten")
    before = held(place)
    failing = attrs.evolve(place.site, entropy=_failing(after))
    try:
        _batch(failing, person, KARI)
    except OSError:
        assert held(place) == before
    else:
        assert place.site.head.size == before[0].size + 4


@in_memory
@pytest.mark.parametrize("left", range(4))
def test_a_key_that_comes_loose_leaves_nothing_half_done(left: int, place: Place) -> None:
    """A batch needs four signatures; with fewer nothing of it is there."""
    person = place.kari.add_person("Jonas Bråten")
    before = held(place)
    with pytest.raises(OSError, match="the token is gone"):
        _batch(place.site, person, LoosePlug(KARI, left))
    assert held(place) == before
    _batch(place.site, person, LoosePlug(KARI, 4))
    assert place.site.head.size == before[0].size + 4


def test_an_undo_that_fails_takes_nothing_back(place: Place) -> None:
    """A batch is taken back as a whole, or stands as a whole."""
    person = place.kari.add_person("Jonas Bråten")
    batch = place.kari.sign([wanted(person), wanted(person)])
    before = held(place)
    with pytest.raises(OSError, match="the token is gone"):
        place.site.unlock(LoosePlug(KARI, 3)).undo(batch, reason="a slip")  # four are needed
    assert held(place) == before
    place.kari.undo(batch)
    assert place.site.record(person.id, "bicycle").record.evidence == ()


def practised(place: Place, name: str = "Jonas Bråten") -> Person:
    """Return somebody who mends punctures independently."""
    person = place.kari.add_person(name)
    for _ in range(3):
        place.kari.sign([wanted(person, INDEPENDENT)])
        place.clock.days(1)
    return person


def test_a_paper_that_cannot_be_made_is_not_issued(place: Place) -> None:
    """A letter that no font has stops the paper: no event, no checkpoint."""
    person = practised(place, "Jonas \U00013000")
    before = held(place)
    with pytest.raises(CoverageError):
        place.office.issue(person.id, "bicycle", language="nb")
    assert held(place) == before


@in_memory
def test_a_key_that_comes_loose_issues_no_paper(place: Place) -> None:
    """A paper takes several signatures; whichever is missing, nothing was issued."""
    person = practised(place)
    before = held(place)
    needed = 0
    while True:
        try:
            office = place.site.manage(LoosePlug(PROGRAMME, needed))
            paper = office.issue(person.id, "bicycle", language="nb")
        except OSError:
            assert held(place) == before
            needed += 1
            continue
        break
    assert needed >= 3  # checkpoint, code, event; and a badge
    assert paper.certificate_id is not None
    assert place.site.ledger.prove(paper.certificate_id).proven


def plugin(answer: Callable[[], Any]) -> SimpleNamespace:
    """Return the bicycle workshop with a rule of its own."""

    def skillcert_sign_off_remarks(question: Any) -> Any:
        return answer()

    return SimpleNamespace(
        skillcert_workshops=skillcert_bicycle.skillcert_workshops,
        skillcert_sign_off_remarks=hookimpl(skillcert_sign_off_remarks),
    )


def with_rule(place: Place, answer: Callable[[], Any]) -> Place:
    """Return the place with a rule in its workshop."""
    programme = Programme(Registry.of(plugin(answer)))
    return attrs.evolve(place, site=attrs.evolve(place.site, programme=programme))


def _raise() -> Any:
    raise ValueError("a private thing")


def test_a_plugin_that_raises_is_named_and_nothing_is_signed(place: Place) -> None:
    """A rule that cannot be asked stops the batch: no event, no note, no picture."""
    ruled = with_rule(place, _raise)
    person = ruled.kari.add_person("Jonas Bråten")
    before = held(place)
    seen = Seen(task=TASK, photos=(photo(),), note="neat")
    for act in (ruled.kari.sign, ruled.kari.look_at):
        with pytest.raises(PluginError, match="skillcert_sign_off_remarks failed: ValueError") as e:
            act([wanted(person, seen=(seen,))])
        assert "a private thing" not in str(e.value)
        assert "namespace" in str(e.value).lower()
    assert held(place) == before


TEXT = Translations(((Language("en"), Line("Not today")), (Language("nb"), Line("Ikke i dag"))))


@in_memory
def test_a_rule_of_the_trade_can_refuse(place: Place) -> None:
    """What a workshop refuses is refused, in its own words."""
    ruled = with_rule(place, lambda: [Remark(text=TEXT, refuses=True)])
    person = ruled.kari.add_person("Jonas Bråten")
    with pytest.raises(RefusedError, match="Not today") as caught:
        ruled.kari.sign([wanted(person)])
    (refusal,) = caught.value.refusals
    assert refusal.reason is R.WORKSHOP_RULE
    (looked,) = ruled.kari.look_at([wanted(person)])
    assert looked.refusals == (refusal,)


@in_memory
def test_a_rule_of_the_trade_can_remark(place: Place) -> None:
    """What a workshop remarks is told with the sign-off, which stands."""
    ruled = with_rule(place, lambda: [Remark(text=TEXT)])
    person = ruled.kari.add_person("Jonas Bråten")
    (signed,) = ruled.kari.sign([wanted(person)]).signed
    assert signed.looked.remarks == (Remark(text=TEXT),)
    assert signed.looked.level is SOME_HELP


# Sent twice, done once


def test_a_person_is_added_once(place: Place) -> None:
    """The same request gives the same person; another one under its id is refused."""
    first = place.kari.add_person("Jonas Bråten", id=Reference("click-1"))
    assert place.kari.add_person("Jonas Bråten", id=Reference("click-1")) == first
    assert len(place.site.people()) == 1
    again = [
        lambda: place.kari.add_person("Mia", id=Reference("click-1")),
        lambda: place.ahmed.add_person("Jonas Bråten", id=Reference("click-1")),
        lambda: place.kari.sign([wanted(first, id=Reference("click-1"))]),
    ]
    for act in again:
        assert refused(act) == {R.ID_TAKEN}


@in_memory
def test_an_evidence_is_recorded_once(place: Place) -> None:
    """The same request gives the same id; another task under it is refused."""
    person = place.kari.add_person("Jonas Bråten")
    seen = Seen(task=TASK, note="neat", photos=(photo(),), id=Reference("click-1"))
    first = place.kari.record_evidence(person.id, "bicycle", seen)
    after = held(place)
    place.clock.days(1)
    assert place.kari.record_evidence(person.id, "bicycle", seen) == first
    assert held(place) == after
    other = attrs.evolve(seen, task=Token("change_tube"))
    assert refused(lambda: place.kari.record_evidence(person.id, "bicycle", other)) == {R.ID_TAKEN}


def test_a_batch_is_signed_once(place: Place) -> None:
    """A batch that comes again, on another day too, is the batch that was signed."""
    person = place.kari.add_person("Jonas Bråten")
    request = wanted(
        person,
        id=Reference("sign-1"),
        seen=(Seen(task=TASK, id=Reference("seen-1")),),
    )
    first = place.kari.sign([request])
    after = held(place)
    place.clock.days(2)
    again = place.kari.sign([request])
    assert [one.sign_off for one in again.signed] == [one.sign_off for one in first.signed]
    assert again.signed[0].looked.level is SOME_HELP
    assert held(place) == after
    for changed in (
        attrs.evolve(request, level=GUIDED),
        attrs.evolve(request, seen=()),
        attrs.evolve(request, on=place.site.today),
    ):
        assert refused(place.kari.sign, [changed]) == {R.ID_TAKEN}


@in_memory
def test_a_paper_is_issued_once(place: Place) -> None:
    """A request that comes again gives the same file, on another day too, and writes nothing."""
    person = practised(place)

    def issue(**values: Any) -> Any:
        values = {"language": "nb", "id": Reference("paper-1"), **values}
        return place.office.issue(person.id, "bicycle", **values)

    first = issue()
    after = held(place)
    place.clock.days(9)
    again = issue()
    assert again.issued.pdf == first.issued.pdf
    assert held(place) == after
    assert refused(lambda: issue(language="da")) == {R.ID_TAKEN}
    assert refused(lambda: issue(document=DocumentKind.STATEMENT)) == {R.ID_TAKEN}
    place.kari.rename(person.id, "Jonas Berg")
    assert refused(issue) == {R.ID_TAKEN}


# What was looked at is what is issued


@in_memory
def test_a_draft_is_issued_as_it_was_looked_at(place: Place) -> None:
    """What was signed, decided or renamed since, or a new day, asks for another look."""
    person = practised(place)

    def drafted() -> Any:
        return place.office.draft(person.id, "bicycle", language="nb")

    changes: list[Callable[[], object]] = [
        lambda: place.kari.sign([wanted(person, GUIDED)]),
        lambda: place.kari.rename(person.id, "Jonas Berg"),
        lambda: place.kari.choose(
            person.id, "bicycle", "bicycle", Choices(own_words=Prose("I like it."))
        ),
        lambda: place.clock.days(1),
    ]
    for change in changes:
        draft, built = drafted()
        change()
        before = held(place)
        assert refused(place.office.issue_draft, draft, built) == {R.RECORD_CHANGED}
        assert held(place) == before
    draft, built = drafted()
    paper = place.office.issue_draft(draft, built)
    assert paper.issued.documents == draft.documents


@in_memory
def test_what_asks_for_a_decision_is_not_printed_without_one(place: Place) -> None:
    """A word that could give the background away stops `issue`, unless somebody has decided."""
    person = practised(place)
    words = Choices(own_words=Prose("NAV sent me here."))
    place.kari.choose(person.id, "bicycle", "bicycle", words)
    before = held(place)
    with pytest.raises(UndecidedError, match="NAV"):
        place.office.issue(person.id, "bicycle", language="nb")
    assert held(place) == before
    assert place.office.issue(person.id, "bicycle", language="nb", anyway=True).certificate_id


# What is gone, or never was


@in_memory
def test_nothing_is_done_to_whoever_is_not_here(place: Place) -> None:
    """Nobody unknown, and nobody who was erased, is recorded, signed, named or printed."""
    erased = practised(place)
    ids = [one.id for one in place.site.record(erased.id, "bicycle").record.sign_offs]
    evidence = place.kari.record_evidence(erased.id, "bicycle", Seen(task=TASK))
    place.kari.erase(erased.id)
    unknown = Person(id=Reference("nobody"), name=Name("Nobody"))
    for person, reason in ((erased, R.PERSON_ERASED), (unknown, R.UNKNOWN_PERSON)):
        key = person.id
        cited = wanted(person, seen=(), evidence=(evidence,))
        acts: list[tuple[Callable[..., object], tuple[Any, ...]]] = [
            (place.kari.sign, ([wanted(person)],)),
            (place.kari.sign, ([cited],)),
            (place.kari.record_evidence, (key, "bicycle", Seen(task=TASK))),
            (place.kari.rename, (key, "X")),
            (place.kari.first_conversation, (key, "bicycle")),
            (place.kari.choose, (key, "bicycle", "bicycle", Choices())),
            (partial(place.office.issue, language="nb"), (key, "bicycle")),
            (place.site.record, (key, "bicycle")),
        ]
        for act, given in acts:
            assert refused(act, *given) == {reason}
    for step in (
        lambda: place.kari.withdraw(ids[0]),
        lambda: place.ahmed.confirm([ids[0]]),
        lambda: place.kari.correct(ids[0], GUIDED),
        lambda: place.kari.withdraw_evidence(evidence),
    ):
        assert refused(step) == {R.PERSON_ERASED}


@in_memory
def test_what_was_taken_back_is_taken_back_once(place: Place) -> None:
    """A sign-off or an evidence that is gone is not taken back, corrected or confirmed again."""
    person = place.kari.add_person("Jonas Bråten")
    (signed,) = place.kari.sign([wanted(person)]).signed
    key, seen = signed.sign_off, signed.seen[0]
    assert refused(lambda: place.kari.withdraw_evidence(seen)) == {R.EVIDENCE_IN_USE}
    place.ahmed.withdraw(key)
    for act in (
        lambda: place.kari.withdraw(key),
        lambda: place.ahmed.confirm([key]),
        lambda: place.kari.correct(key, GUIDED),
    ):
        assert refused(act) == {R.SIGN_OFF_TAKEN_BACK}
    place.kari.withdraw_evidence(seen, reason="another person")
    assert refused(lambda: place.kari.withdraw_evidence(seen)) == {R.EVIDENCE_TAKEN_BACK}
    again = wanted(person, seen=(), evidence=(seen,))
    assert refused(lambda: place.kari.sign([again])) == {R.UNKNOWN_EVIDENCE}
    for act in (
        lambda: place.kari.withdraw(Reference("nothing")),
        lambda: place.ahmed.confirm([Reference("nothing")]),
        lambda: place.kari.correct(Reference("nothing"), GUIDED),
    ):
        assert refused(act) == {R.UNKNOWN_SIGN_OFF}
    assert refused(lambda: place.kari.withdraw_evidence(key)) == {R.UNKNOWN_EVIDENCE}


@in_memory
def test_an_undo_leaves_what_others_have_come_to_rest_on(place: Place) -> None:
    """What was recorded along with a batch is taken back with it, but for what is in use."""
    person = place.kari.add_person("Jonas Bråten")
    batch = place.kari.sign([wanted(person), wanted(person)])
    kept, gone = (one.seen[0] for one in batch.signed)
    place.ahmed.sign([wanted(person, GUIDED, seen=(), evidence=(kept,))])
    place.kari.undo(batch)
    record = place.site.record(person.id, "bicycle").record
    assert [one.id for one in record.evidence] == [kept]
    assert gone not in {one.id for one in record.evidence}
    assert refused(lambda: place.kari.undo(batch)) == {R.SIGN_OFF_TAKEN_BACK}


@in_memory
def test_a_second_pair_of_eyes_looks_once(place: Place) -> None:
    """Nobody confirms their own word, the same word twice, or their own work."""
    person = place.kari.add_person("Jonas Bråten")
    (signed,) = place.kari.sign([wanted(person)]).signed
    assert refused(lambda: place.kari.confirm([signed.sign_off])) == {R.SAME_ASSESSOR}
    place.ahmed.confirm([signed.sign_off])
    assert refused(lambda: place.ahmed.confirm([signed.sign_off])) == {R.CONFIRMED_ALREADY}
    own = KeySigner.of_seed(b"j" * 32)
    place.office.enrol(Assessor(id=person.id, name=Name("Jonas Bråten")), own.public)
    mine = place.site.unlock(own)
    assert refused(lambda: mine.confirm([signed.sign_off])) == {R.OWN_WORK}
    assert refused(lambda: mine.sign([wanted(person)])) == {R.OWN_WORK}
    other = place.kari.add_person("Mia")
    mine.sign([wanted(other)])


@in_memory
def test_another_version_of_the_rubric(place: Place) -> None:
    """Nobody signs words that they did not see: another version is refused."""
    person = place.kari.add_person("Jonas Bråten")
    version = place.site.rubric("bicycle").version
    assert refused(lambda: place.kari.sign([wanted(person, version=Line("0.9.0"))])) == {
        R.OTHER_RUBRIC_VERSION
    }
    place.kari.sign([wanted(person, version=version)])


@in_memory
def test_unknown_workshops_and_rubrics(place: Place) -> None:
    """What is not installed is refused by name."""
    person = place.kari.add_person("Jonas Bråten")
    assert refused(
        lambda: place.kari.sign([attrs.evolve(wanted(person), workshop=Token("alchemy"))])
    ) == {R.UNKNOWN_WORKSHOP}
    assert refused(lambda: place.kari.sign([wanted(person, rubric=Token("tandem"))])) == {
        R.UNKNOWN_RUBRIC
    }
    with pytest.raises(SkillcertError, match="has several rubrics"):
        place.site.rubric("renovation")


@in_memory
def test_consent_can_change(place: Place) -> None:
    """The holder's last word on a picture counts; only pictures that are there have one."""
    person = place.kari.add_person("Jonas Bråten")
    seen = Seen(task=TASK, photos=(photo(),))
    key = place.kari.record_evidence(person.id, "bicycle", seen)

    def shown() -> list[bool]:
        record = place.site.record(person.id, "bicycle").record
        return [one.show for evidence in record.evidence for one in evidence.attachments]

    assert shown() == [True]
    (file,) = place.site.files
    place.kari.consent(key, [])
    assert shown() == [False]
    place.office.consent(key, [file])
    assert shown() == [True]
    for act in (
        lambda: place.kari.consent(key, [Sha256("0" * 64)]),
        lambda: place.kari.consent(Reference("nothing"), []),
    ):
        assert refused(act) == {R.UNKNOWN_EVIDENCE}


@in_memory
@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 301])
def test_a_name_that_could_not_be_read_again_is_not_kept(name: str, place: Place) -> None:
    """What is kept has its form: a blank name, or one on two lines, is refused."""
    before = held(place)
    with pytest.raises(CodecError):
        place.kari.add_person(name)
    person = place.kari.add_person("Jonas Bråten")
    with pytest.raises(CodecError):
        place.kari.rename(person.id, name)
    assert [one.name for one in place.site.people()] == ["Jonas Bråten"]
    assert place.site.head.size == before[0].size + 1


@in_memory
def test_a_locked_desk_signs_nothing(place: Place) -> None:
    """After its block a desk is locked, and so is what was made of it."""
    person = place.kari.add_person("Jonas Bråten")
    with place.site.unlock(KARI) as desk:
        danish = desk.speaking("da")
        desk.sign([wanted(person)])
    for locked in (desk, danish):
        with pytest.raises(SkillcertError, match="was locked"):
            locked.sign([wanted(person)])


@in_memory
def test_a_supervisor_takes_a_new_key(place: Place) -> None:
    """The old key signs nothing more, and the new one signs as the same supervisor."""
    person = place.kari.add_person("Jonas Bråten")
    new = KeySigner.of_seed(b"n" * 32)
    old = place.kari
    old.replace_key(new.public)
    assert refused(lambda: old.sign([wanted(person)])) == {R.KEY_REPLACED}
    assert refused(lambda: old.choose(person.id, "bicycle", "bicycle", Choices())) == {
        R.KEY_REPLACED
    }
    (signed,) = place.site.unlock(new).sign([wanted(person)]).signed
    record = place.site.record(person.id, "bicycle").record
    assert [(one.id, one.assessor) for one in record.sign_offs] == [(signed.sign_off, "kari")]


@in_memory
def test_a_clock_without_a_zone(place: Place) -> None:
    """A clock that does not say its zone is refused before anything is written."""
    naive = attrs.evolve(place.site, clock=lambda: dt.datetime(2025, 3, 3, 9))  # noqa: DTZ001
    with pytest.raises(SkillcertError, match="says no zone"):
        naive.unlock(KARI)


@in_memory
def test_the_day_is_the_day_of_the_clock(place: Place) -> None:
    """Late in the evening in Oslo it is the next day in no event: the day is the clock's own."""
    evening = dt.datetime(2025, 3, 4, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    person = place.kari.add_person("Jonas Bråten")
    later = attrs.evolve(place.site, clock=lambda: evening)
    later.unlock(KARI).sign([wanted(person)])
    (evidence,) = later.record(person.id, "bicycle").record.evidence
    assert evidence.on == dt.date(2025, 3, 4)


# Several processes


@pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)
def test_several_processes_use_one_ledger(place: Place) -> None:
    """Supervisors in three processes sign the same skill: every word stands, in one chain."""
    person = place.kari.add_person("Jonas Bråten")
    seeds = [bytes(range(i, i + 32)).hex() for i in (41, 42, 41)]  # Kari's, Ahmed's, Kari's
    at = place.clock.at.isoformat()
    running = [
        subprocess.Popen(
            [sys.executable, WORKER, place.url, seed, person.id, "6", at],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in seeds
    ]
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    ids = "".join(said).split()
    record = place.site.record(person.id, "bicycle").record
    assert sorted(one.id for one in record.sign_offs) == sorted(ids)
    assert len(set(ids)) == 18
    assert {one.assessor for one in record.sign_offs} == {"kari", "ahmed"}
    assert place.site.ledger.check().findings == ()
