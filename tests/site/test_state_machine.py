"""People, supervisors, sign-offs, corrections, papers and erasures in any order.

What the library says is what a simple model says, and the ledger always holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from skillcert import Programme
from skillcert.errors import NotEligibleError, RefusedError
from skillcert.model import Assessor, Issuer, Line, Name, PerformanceLevel, Reference, Token
from skillcert.programme import Desk, Seen, SignOffRequest, Site
from skillcert.refusals import RefusalReason
from skillcert.signing import KeySigner

PROGRAMME = KeySigner.of_seed(b"p" * 32)
INSTALLED = Programme.installed()
GUIDED, SOME_HELP, INDEPENDENT, _ = PerformanceLevel
LEVELS = st.sampled_from([GUIDED, SOME_HELP, INDEPENDENT])
SKILL, TASK, BICYCLE = Token("changes_tyres"), Token("change_tyre"), Token("bicycle")
NEEDED, NEEDED_DAYS = 2, 2
NAMES = ("kari", "ahmed", "mia")
BY, WHICH = st.sampled_from(NAMES), st.integers(0, 63)
R = RefusalReason


@attrs.define
class Signing:
    """A sign-off as the model remembers it."""

    person: str
    by: str
    level: PerformanceLevel
    on: dt.date
    cites: tuple[str, ...]
    gone: bool = False


@attrs.define
class Model:
    """What should be there."""

    people: dict[str, bool] = attrs.Factory(dict)  # whether they are still here
    seen: dict[str, tuple[str, dt.date]] = attrs.Factory(dict)
    gone_evidence: set[str] = attrs.Factory(set)
    signed: dict[str, Signing] = attrs.Factory(dict)
    confirmed: set[tuple[str, str]] = attrs.Factory(set)
    papers: list[str] = attrs.Factory(list)
    active: set[str] = attrs.Factory(set)

    @property
    def here(self) -> list[str]:
        """The people who are here."""
        return [person for person, there in self.people.items() if there]

    @property
    def holding_keys(self) -> list[str]:
        """The sign-offs that hold, of the people who are here."""
        return [key for key, one in self.signed.items() if not one.gone and self.people[one.person]]

    def evidence_of(self, person: str) -> list[str]:
        """Return the evidence of a person that was not taken back."""
        return [
            key
            for key, (whose, _) in self.seen.items()
            if whose == person and key not in self.gone_evidence
        ]

    def holding(self, person: str) -> list[Signing]:
        """Return the sign-offs of a person that hold."""
        return [one for one in self.signed.values() if one.person == person and not one.gone]

    def cited(self, person: str, *more: str) -> set[str]:
        """Return the evidence that the sign-offs that hold have cited, and *more*."""
        return {key for one in self.holding(person) for key in one.cites} | set(more)

    def cited_without(self, key: str) -> set[str]:
        """Return what would be cited if a sign-off were signed anew, at another level."""
        old = self.signed[key]
        others = [one for one in self.holding(old.person) if one is not old]
        return {cited for one in others for cited in one.cites} | set(old.cites)

    def level(self, person: str) -> PerformanceLevel | None:
        """Return the level at which the skill stands: the highest that is carried."""
        best: PerformanceLevel | None = None
        for one in self.holding(person):
            cited = {
                key
                for other in self.holding(person)
                if other.on <= one.on
                for key in other.cites
                if key not in self.gone_evidence
            }
            days = {self.seen[key][1] for key in cited}
            enough = len(cited) >= NEEDED and len(days) >= NEEDED_DAYS
            carried = enough if one.level is INDEPENDENT else bool(cited)
            if carried and (best is None or one.level.step > best.step):
                best = one.level
        return best


def _pick(among: Sequence[str], which: int) -> str:
    return among[which % len(among)]


def _request(
    person: str, level: PerformanceLevel, cites: Sequence[str], *, now: bool
) -> SignOffRequest:
    return SignOffRequest(
        person=Reference(person),
        workshop=BICYCLE,
        criterion=SKILL,
        level=level,
        evidence=tuple(map(Reference, cites)),
        seen=(Seen(task=TASK),) if now else (),
    )


class LedgerMachine(RuleBasedStateMachine):
    """A workshop in which anything happens in any order.

    What a rule is about is drawn by its number among what there is, so most steps do something.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now = dt.datetime(2025, 3, 3, 9, tzinfo=dt.UTC)
        self.keys: dict[str, KeySigner] = {}
        self.made = 0
        self.model = Model()
        self.site: Site = Programme.found(
            "memory:",
            site="harbour",
            issuer=Issuer(name=Name("Harbour"), phone=Line("+47 51 00 00 00")),
            signer=PROGRAMME,
            clock=lambda: self.now,
            programme=INSTALLED,
            entropy=self._entropy,
        )
        for name in NAMES:
            self.enrol(name)
        for _ in range(2):
            self.add_person(NAMES[0])

    def teardown(self) -> None:
        """Close the ledger; everything in it still holds."""
        assert self.site.ledger.check().findings == ()
        self.site.close()

    def _entropy(self, size: int) -> bytes:
        self.made += 1
        return self.made.to_bytes(4, "big").rjust(size, b"\x07")

    def _new_key(self) -> KeySigner:
        self.made += 1
        return KeySigner.of_seed(self.made.to_bytes(4, "big").rjust(32, b"\x01"))

    def enrol(self, name: str) -> None:
        """Enrol somebody with a new key."""
        self.keys[name] = self._new_key()
        who = Assessor(id=Reference(name), name=Name(name.title()))
        self.site.manage(PROGRAMME).enrol(who, self.keys[name].public)
        self.model.active.add(name)

    def desk(self, name: str) -> Desk | None:
        """Return somebody's desk; None, and refused for the right reason, if they are retired."""
        try:
            desk = self.site.unlock(self.keys[name])
        except RefusedError as error:
            self._because(error, R.ASSESSOR_RETIRED)
            assert name not in self.model.active
            return None
        assert name in self.model.active
        return desk

    @rule(days=st.integers(0, 3))
    def time_goes_on(self, days: int) -> None:
        """Some hours or days later."""
        self.now += dt.timedelta(days=days, minutes=7)

    @rule(by=BY)
    @precondition(lambda self: len(self.model.here) < 3)
    def add_person(self, by: str) -> None:
        """Somebody comes to the workshop."""
        if desk := self.desk(by):
            self.model.people[desk.add_person("Jonas Bråten").id] = True

    @rule(which=WHICH, by=BY)
    @precondition(lambda self: self.model.here)
    def see(self, which: int, by: str) -> None:
        """Somebody is seen at work."""
        if desk := self.desk(by):
            person = _pick(self.model.here, which)
            key = desk.record_evidence(Reference(person), BICYCLE, Seen(task=TASK))
            self.model.seen[key] = (person, self.now.date())

    @rule(which=WHICH, by=BY, level=LEVELS, mask=WHICH, now=st.booleans())
    @precondition(lambda self: self.model.here)
    def sign(self, which: int, by: str, level: PerformanceLevel, mask: int, now: bool) -> None:
        """A supervisor signs, for what was noted, for what was just seen, or for nothing."""
        if (desk := self.desk(by)) is None:
            return
        person = _pick(self.model.here, which)
        noted = self.model.evidence_of(person)
        cites = [key for i, key in enumerate(noted) if mask >> i & 1]
        request = _request(person, level, cites, now=now)
        if not now and not self.model.cited(person, *cites):
            error = self._refused(lambda: desk.sign([request]))
            self._because(error, R.LEVEL_NOT_CARRIED)
            return
        (signed,) = desk.sign([request]).signed
        for key in signed.seen:
            self.model.seen[key] = (person, self.now.date())
        self.model.signed[signed.sign_off] = Signing(
            person, by, level, self.now.date(), (*cites, *signed.seen)
        )
        assert signed.looked.level is self.model.level(person)

    @rule(which=WHICH, by=BY, level=LEVELS)
    @precondition(lambda self: self.model.here)
    def sign_for_what_is_not_theirs(self, which: int, by: str, level: PerformanceLevel) -> None:
        """What was somebody else's, was taken back, or never was carries nothing."""
        if (desk := self.desk(by)) is None:
            return
        person = _pick(self.model.here, which)
        own = set(self.model.evidence_of(person))
        strays = [*(key for key in self.model.seen if key not in own), "nothing"]
        request = _request(person, level, [_pick(strays, which)], now=True)
        self._because(self._refused(lambda: desk.sign([request])), R.UNKNOWN_EVIDENCE)

    @rule(which=WHICH, by=BY, level=LEVELS)
    @precondition(lambda self: self.model.holding_keys)
    def correct(self, which: int, by: str, level: PerformanceLevel) -> None:
        """A supervisor corrects a sign-off that holds."""
        if (desk := self.desk(by)) is None:
            return
        key = _pick(self.model.holding_keys, which)
        old = self.model.signed[key]
        act = partial(desk.correct, Reference(key), level)
        if not self.model.cited_without(key):
            self._because(self._refused(act), R.LEVEL_NOT_CARRIED)
            return
        (signed,) = act().signed
        old.gone = True
        self.model.signed[signed.sign_off] = Signing(
            old.person, by, level, self.now.date(), old.cites
        )

    @rule(which=WHICH, by=BY)
    @precondition(lambda self: self.model.holding_keys)
    def withdraw(self, which: int, by: str) -> None:
        """A supervisor takes a sign-off back."""
        if desk := self.desk(by):
            key = _pick(self.model.holding_keys, which)
            desk.withdraw(Reference(key), reason="a slip")
            self.model.signed[key].gone = True

    @rule(which=WHICH, by=BY)
    def touch_what_is_gone(self, which: int, by: str) -> None:
        """What was taken back, or never was, is not taken back, corrected or confirmed."""
        if (desk := self.desk(by)) is None:
            return
        gone = [key for key, one in self.model.signed.items() if one.gone]
        key = Reference(_pick([*gone, "nothing"], which))
        self._refused(lambda: desk.withdraw(key))
        self._refused(lambda: desk.correct(key, GUIDED))
        self._refused(lambda: desk.confirm([key]))

    @rule(which=WHICH, by=BY)
    @precondition(lambda self: self.model.here)
    def withdraw_evidence(self, which: int, by: str) -> None:
        """A supervisor takes an evidence back, unless a sign-off rests on it."""
        if (desk := self.desk(by)) is None:
            return
        person = _pick(self.model.here, which)
        if not (noted := self.model.evidence_of(person)):
            return
        key = _pick(noted, which // 3)
        act = partial(desk.withdraw_evidence, Reference(key))
        if key in self.model.cited(person):
            self._because(self._refused(act), R.EVIDENCE_IN_USE)
            return
        act()
        self.model.gone_evidence.add(key)
        self._because(self._refused(act), R.EVIDENCE_TAKEN_BACK)

    @rule(which=WHICH, by=BY)
    @precondition(lambda self: self.model.holding_keys)
    def confirm(self, which: int, by: str) -> None:
        """A second supervisor confirms, once; nobody confirms their own word."""
        if (desk := self.desk(by)) is None:
            return
        key = _pick(self.model.holding_keys, which)
        act = partial(desk.confirm, [Reference(key)])
        if self.model.signed[key].by == by:
            self._because(self._refused(act), R.SAME_ASSESSOR)
        elif (key, by) in self.model.confirmed:
            self._because(self._refused(act), R.CONFIRMED_ALREADY)
        else:
            act()
            self.model.confirmed.add((key, by))

    @rule(which=WHICH)
    @precondition(lambda self: self.model.here)
    def issue(self, which: int) -> None:
        """A paper is issued if there is something on it, and rests on what holds."""
        person = Reference(_pick(self.model.here, which))
        office = self.site.manage(PROGRAMME)
        before = self.site.head
        if self.model.level(person) is None:
            with pytest.raises(NotEligibleError):
                office.issue(person, BICYCLE, language="nb")
            assert self.site.head == before
            return
        paper = office.issue(person, BICYCLE, language="nb")
        (group,) = paper.issued.certificate.levels
        assert group.level is self.model.level(person)
        assert paper.certificate_id is not None
        assert self.site.ledger.prove(paper.certificate_id).proven
        self.model.papers.append(paper.certificate_id)

    @rule(which=WHICH)
    @precondition(lambda self: len(self.model.here) > 2)
    def erase(self, which: int) -> None:
        """Everything on a person is deleted, and nothing more is done about them."""
        person = Reference(_pick(self.model.here, which))
        office = self.site.manage(PROGRAMME)
        office.erase(person)
        self.model.people[person] = False
        error = self._refused(lambda: office.issue(person, BICYCLE, language="nb"))
        self._because(error, R.PERSON_ERASED)
        self._because(self._refused(lambda: office.rename(person, "X")), R.PERSON_ERASED)

    @rule(name=BY)
    def retire_or_enrol(self, name: str) -> None:
        """A supervisor leaves, unless it is the last one, or comes back with a new key."""
        if self.model.active == {name}:
            return
        if name in self.model.active:
            self.site.manage(PROGRAMME).retire(Reference(name))
            self.model.active.discard(name)
        else:
            self.enrol(name)

    @rule(name=BY)
    def replace_key(self, name: str) -> None:
        """A supervisor takes a new key; the old one signs nothing more."""
        if (desk := self.desk(name)) is None:
            return
        old, new = self.keys[name], self._new_key()
        desk.replace_key(new.public)
        self.keys[name] = new
        self._because(self._refused(lambda: self.site.unlock(old)), R.KEY_REPLACED)

    @invariant()
    def the_people_are_those_who_are_here(self) -> None:
        """Who is there is whoever was added and not erased."""
        here = {person for person, there in self.model.people.items() if there}
        assert {person.id for person in self.site.people()} == here

    @invariant()
    def everybody_stands_where_the_model_says(self) -> None:
        """Where somebody stands is what the sign-offs that hold and their evidence carry."""
        for person, there in self.model.people.items():
            if there:
                standings = self.site.standing(Reference(person), BICYCLE)
                level = next(one.level for one in standings if one.criterion.id == SKILL)
                assert level is self.model.level(person)

    def _refused(self, act: Callable[[], object]) -> RefusedError:
        """Do what has to be refused; nothing is written."""
        before = self.site.head
        with pytest.raises(RefusedError) as caught:
            act()
        assert caught.value.refusals
        assert self.site.head == before
        return caught.value

    @staticmethod
    def _because(error: RefusedError, reason: RefusalReason) -> None:
        assert [one.reason for one in error.refusals] == [reason]


LedgerMachine.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
# On a busy machine the whole of it takes its time.
TestLedgerMachine = pytest.mark.timeout(600)(LedgerMachine.TestCase)
