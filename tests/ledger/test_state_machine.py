"""People, supervisors and sign-offs in any order: the ledger does what its rules say, and no more.

The machine keeps its own small idea of who may do what. Whatever it tries, the ledger accepts it or
refuses it for the reason that the machine expects; and at every end the check finds nothing, each
certificate is proven or not as expected, and another program that opens the ledger sees the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from skillcert.errors import RefusedError
from skillcert.ledger import CertificateProof, Entry, FindingKind, Ledger, RefusalReason
from skillcert.model import (
    AssessorKeyReplaced,
    AssessorRetired,
    KeyCompromised,
    PersonErased,
    ProgrammeKeyReplaced,
    Reference,
)
from skillcert.signing import Envelope, KeySigner

from .chains import Chain, signer

R = RefusalReason


@attrs.define
class Supervisor:
    """What the machine knows of a supervisor."""

    id: str
    key: KeySigner
    until: dt.date | None = None
    retired: bool = False


@attrs.define(eq=False)
class Signed:
    """What the machine knows of a sign-off."""

    id: str
    person: str
    seq: int
    key: KeySigner
    taken_back: list[int] = attrs.Factory(list)


class Workshop(RuleBasedStateMachine):
    """A site where things happen in any order."""

    supervisors = Bundle("supervisors")
    people = Bundle("people")
    sign_offs = Bundle("sign_offs")
    envelopes = Bundle("envelopes")

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger.open("memory:")
        self.chain = Chain()
        self.entries: list[Entry] = []
        self.ends: dict[str, int] = {}
        self.dead: set[str] = set()
        self.papers: dict[str, list[tuple[Signed, int]]] = {}
        self.names = 0

    def teardown(self) -> None:
        """Check everything at the end."""
        proofs: list[CertificateProof] = []
        report = self.ledger.check(proofs=proofs.append)
        unexpected = {one.kind for one in report.findings} - {FindingKind.LINE_NOT_PROVEN}
        assert not unexpected, list(map(str, report.findings))
        assert {proof.certificate: proof.proven for proof in proofs} == {
            paper: all(self.proven(signed, seq) for signed, seq in lines)
            for paper, lines in self.papers.items()
        }
        again = Ledger(self.ledger.database)
        assert again.roster(self.chain.site) == self.ledger.roster(self.chain.site)
        self.ledger.close()

    def proven(self, signed: Signed, issued: int) -> bool:
        """Say whether a line is proven: by a key that counts, and not taken back by the issue."""
        in_force = not any(self.counts_at(seq) and seq < issued for seq in signed.taken_back)
        return self.counts_at(signed.seq) and in_force

    def counts_at(self, seq: int) -> bool:
        """Say whether an event counts: its key was not compromised by then."""
        return seq <= self.ends.get(self.entries[seq - 1].event.key, seq)

    def name(self, what: str) -> str:
        """Return a new name."""
        self.names += 1
        return f"{what}-{self.names}"

    def send(self, envelope: Envelope, expected: RefusalReason | None = None) -> Entry | None:
        """Append an event, and hold the ledger to what is expected of it."""
        if expected is not None:
            with pytest.raises(RefusedError) as caught:
                self.chain.append(self.ledger, envelope)
            assert [refusal.reason for refusal in caught.value.refusals] == [expected]
            return None
        (entry,) = self.chain.append(self.ledger, envelope)
        self.entries.append(entry)
        return entry

    def by(self, supervisor: Supervisor) -> RefusalReason | None:
        """Return why a supervisor's key signs nothing now, if that is so."""
        if supervisor.key.public.id in self.ends:
            return R.KEY_COMPROMISED
        if supervisor.retired:
            return R.ASSESSOR_RETIRED
        if supervisor.until is not None and self.chain.now.date() > supervisor.until:
            return R.KEY_EXPIRED
        return None

    @initialize()
    def open(self) -> None:
        """The site is opened."""
        self.send(self.chain.opened())

    @rule(target=supervisors, days=st.one_of(st.none(), st.integers(0, 3)))
    def enrol(self, days: int | None) -> Supervisor:
        """Somebody is enrolled, with an end or without."""
        name = self.name("supervisor")
        until = None if days is None else self.chain.now.date() + dt.timedelta(days=days)
        supervisor = Supervisor(id=name, key=signer(name), until=until)
        self.send(self.chain.enrolled(name, supervisor.key, until=until))
        return supervisor

    @rule(supervisor=supervisors)
    def enrol_again(self, supervisor: Supervisor) -> None:
        """Somebody who is there is enrolled again: refused, but for who was retired."""
        expected = R.KEY_TAKEN if supervisor.retired else R.ASSESSOR_KNOWN
        self.send(self.chain.enrolled(supervisor.id, supervisor.key), expected)

    @rule(supervisor=supervisors)
    def retire(self, supervisor: Supervisor) -> None:
        """Somebody is taken off the list, or was already."""
        word = AssessorRetired(assessor=Reference(supervisor.id))
        expected = R.ALREADY_RETIRED if supervisor.retired else None
        self.send(self.chain.sealed(self.chain.programme, assessor_retired=word), expected)
        supervisor.retired = True

    @rule(supervisor=supervisors, own=st.booleans())
    def replace_key(self, supervisor: Supervisor, own: bool) -> None:
        """Somebody gets a new key, by the old one or by the programme's."""
        new = signer(self.name("key"))
        word = AssessorKeyReplaced(assessor=Reference(supervisor.id), key=new.public.hex)
        by = supervisor.key if own else self.chain.programme
        expected = self.by(supervisor) if own else None
        if expected is None and supervisor.retired:
            expected = R.ALREADY_RETIRED
        old = supervisor.key
        if self.send(self.chain.sealed(by, assessor_key_replaced=word), expected):
            supervisor.key, supervisor.until = new, None
            self.send(self.chain.person(self.name("p"), by=old), self.of_old(old))

    def of_old(self, key: KeySigner) -> RefusalReason:
        """Return why a key signs nothing that was replaced."""
        return R.KEY_COMPROMISED if key.public.id in self.ends else R.KEY_REPLACED

    @rule(supervisor=supervisors, back=st.integers(0, 12), replaced=st.booleans())
    def compromise(self, supervisor: Supervisor, back: int, replaced: bool) -> None:
        """A key is declared to have been in the wrong hands since some event.

        Whoever had it may have put another in its place, which falls with it.
        """
        after = max(0, len(self.entries) - back)
        key = supervisor.key.public.id
        if replaced and self.by(supervisor) is None:
            self.replace_key(supervisor, own=True)
        word = KeyCompromised(key=key, after=after)
        self.send(self.chain.sealed(self.chain.programme, key_compromised=word))
        self.ends[key] = min(after, self.ends.get(key, after))
        for known in self.ledger.roster(self.chain.site).keys:
            # A key that it brought in since then falls with it.
            if known.by == key and known.since > self.ends[key]:
                self.fall(known.id, known.since)

    def fall(self, key: str, since: int) -> None:
        """Note that a key is not trusted, and what it has brought in."""
        if self.ends.get(key, since + 1) <= since:
            return
        self.ends[key] = since
        for known in self.ledger.roster(self.chain.site).keys:
            if known.by == key and known.since > since:
                self.fall(known.id, known.since)

    @rule()
    def replace_programme_key(self) -> None:
        """The programme gets a new key, and the old one does nothing more."""
        new = signer(self.name("programme"))
        word = ProgrammeKeyReplaced(programme=new.public.hex)
        old = self.chain.programme
        self.send(self.chain.sealed(old, programme_key_replaced=word))
        self.send(self.chain.enrolled("nobody", signer("nobody")), R.KEY_REPLACED)
        self.chain.programme = new

    @rule(target=people, supervisor=supervisors)
    def add_person(self, supervisor: Supervisor) -> Any:
        """A supervisor adds somebody."""
        person = self.name("person")
        done = self.send(self.chain.person(person, by=supervisor.key), self.by(supervisor))
        return person if done else multiple()

    @rule(person=consumes(people))
    def erase_person(self, person: str) -> None:
        """Somebody asks to be erased: the chain says so, and goes on."""
        word = PersonErased(person=Reference(person))
        self.send(self.chain.sealed(self.chain.programme, person_erased=word))

    @rule(target=sign_offs, supervisor=supervisors, person=people)
    def sign(self, supervisor: Supervisor, person: str) -> Any:
        """A supervisor signs something off, on something that was seen."""
        seen, name = self.name("seen"), self.name("sign-off")
        expected = self.by(supervisor)
        self.send(self.chain.evidence(person, by=supervisor.key, id=seen), expected)
        envelope = self.chain.signed(person, by=supervisor.key, id=name, evidence=[seen])
        entry = self.send(envelope, expected)
        if entry is None:
            return multiple()
        return Signed(id=name, person=person, seq=entry.seq, key=supervisor.key)

    @rule(supervisor=supervisors, signed=sign_offs, issue=st.booleans())
    def withdraw(self, supervisor: Supervisor, signed: Signed, issue: bool) -> None:
        """A supervisor takes a sign-off back, perhaps while a certificate is being made."""
        envelope = self.chain.withdrawn(signed.person, signed.id, by=supervisor.key)
        if entry := self.send(envelope, self.by(supervisor)):
            signed.taken_back.append(entry.seq)
        if issue:
            self.issue(signed)

    @rule(supervisor=supervisors, signed=sign_offs)
    def confirm(self, supervisor: Supervisor, signed: Signed) -> None:
        """A second supervisor confirms a sign-off."""
        envelope = self.chain.confirmed(signed.person, signed.id, by=supervisor.key)
        self.send(envelope, self.by(supervisor))

    @rule(signed=sign_offs)
    def issue(self, signed: Signed) -> None:
        """A certificate is issued on a sign-off, whatever became of it."""
        checkpoint = self.ledger.checkpoint(
            self.chain.site, self.chain.programme, now=self.chain.now
        )
        envelope = self.chain.issued(
            signed.person, [("change_tube", signed.id)], checkpoint.ref, id=self.name("paper")
        )
        if entry := self.send(envelope):
            self.papers[entry.event.id] = [(signed, entry.seq)]

    @rule(supervisor=supervisors, person=people)
    def try_what_is_not_allowed(self, supervisor: Supervisor, person: str) -> None:
        """The programme signs no skill, a supervisor manages nobody, a stranger does nothing."""
        self.send(self.chain.signed(person, by=self.chain.programme), R.ASSESSOR_ONLY)
        self.send(self.chain.signed(person, by=signer("stranger")), R.UNKNOWN_KEY)
        word = AssessorRetired(assessor=Reference(supervisor.id))
        envelope = self.chain.sealed(supervisor.key, assessor_retired=word)
        self.send(envelope, self.by(supervisor) or R.PROGRAMME_ONLY)

    @rule(hours=st.integers(1, 30))
    def time_goes_on(self, hours: int) -> None:
        """Time goes on."""
        self.chain.now += dt.timedelta(hours=hours)

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def send_again(self, data: st.DataObject) -> None:
        """Whatever was appended is sent again: it is the same entry, and nothing is written."""
        entry = data.draw(st.sampled_from(self.entries))
        assert self.chain.append(self.ledger, entry.envelope) == (entry,)

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def send_all_or_nothing(self, data: st.DataObject) -> None:
        """Good events beside one that is refused are not written."""
        entry = data.draw(st.sampled_from(self.entries))
        good = self.chain.enrolled(self.name("x"), signer("x"))
        bad = self.chain.signed("person", by=signer("stranger"))
        before = self.ledger.head(self.chain.site)
        with pytest.raises(RefusedError):
            self.chain.append(self.ledger, entry.envelope, good, bad)
        assert self.ledger.head(self.chain.site) == before

    @invariant()
    def the_chain_is_what_was_accepted(self) -> None:
        """The chain has what was accepted, and no more."""
        assert self.ledger.head(self.chain.site).size == len(self.entries)


Workshop.TestCase.settings = settings(max_examples=50, stateful_step_count=50, deadline=None)
# What fails is made small before it is told, which takes its time.
TestWorkshop = pytest.mark.timeout(600)(Workshop.TestCase)
