"""Who may say what: each rule with the event that breaks it."""

from __future__ import annotations

import datetime as dt
from string import Formatter
from typing import Any

import attrs
import pytest

from skillcert import codec
from skillcert.errors import LedgerError, RefusedError
from skillcert.ledger import Ledger, RefusalReason, Roster
from skillcert.ledger.glance import read_event
from skillcert.ledger.roster import ROSTER_KINDS
from skillcert.model import (
    AssessorKeyReplaced,
    AssessorRetired,
    EventKind,
    Issuer,
    IssuerChanged,
    KeyCompromised,
    KeyHex,
    Name,
    ProgrammeKeyReplaced,
    Reference,
    SiteOpened,
)
from skillcert.refusals import _SENTENCES, Refusal, refuse
from skillcert.signing import Envelope, KeySigner, Purpose, seal

from .chains import NOW, Chain, signer

R = RefusalReason
KARI = Reference("kari")


@pytest.fixture
def ledger() -> Ledger:
    """A new ledger in memory."""
    return Ledger.open("memory:")


@pytest.fixture
def chain(ledger: Ledger) -> Chain:
    """A site with the supervisors Kari and Lars and a person."""
    chain = Chain()
    chain.begun(ledger)
    return chain


def refused(chain: Chain, ledger: Ledger, *envelopes: Envelope) -> Refusal:
    """Return why events are refused; nothing of them is written."""
    before = ledger.head(chain.site)
    with pytest.raises(RefusedError) as caught:
        chain.append(ledger, *envelopes)
    assert ledger.head(chain.site) == before
    (refusal,) = caught.value.refusals
    assert str(refusal) in str(caught.value)
    return refusal


def retired(chain: Chain, who: str = "kari") -> Envelope:
    """Return the event that takes somebody off the list."""
    word = AssessorRetired(assessor=Reference(who))
    return chain.sealed(chain.programme, assessor_retired=word)


def replaced(chain: Chain, new: KeySigner, *, by: KeySigner, who: str = "kari") -> Envelope:
    """Return the event that gives somebody a new key."""
    word = AssessorKeyReplaced(assessor=Reference(who), key=new.public.hex)
    return chain.sealed(by, assessor_key_replaced=word)


def compromised(chain: Chain, key: KeySigner, after: int, **by: KeySigner) -> Envelope:
    """Return the event that declares a key to have been in the wrong hands."""
    word = KeyCompromised(key=key.public.id, after=after)
    return chain.sealed(by.get("by", chain.programme), key_compromised=word)


def new_programme_key(chain: Chain, new: KeySigner) -> Envelope:
    """Return the event that gives the programme a new key."""
    word = ProgrammeKeyReplaced(programme=new.public.hex)
    return chain.sealed(chain.programme, programme_key_replaced=word)


def test_a_chain_begins_with_its_opening(ledger: Ledger) -> None:
    """Nothing is signed at a site that is not open, and it is opened once, by its own key."""
    chain = Chain()
    assert refused(chain, ledger, chain.person("p")).reason is R.SITE_NOT_OPEN
    word = SiteOpened(programme=chain.kari.public.hex, issuer=Issuer(name=Name("X")))
    other = chain.sealed(chain.programme, site_opened=word)
    assert refused(chain, ledger, other).reason is R.UNKNOWN_KEY
    chain.append(ledger, chain.opened())
    assert refused(chain, ledger, chain.opened()).reason is R.SITE_OPEN_ALREADY
    assert ledger.roster(chain.site).is_open


def test_nobody_signs_with_a_key_that_is_nobodys(ledger: Ledger, chain: Chain) -> None:
    """A key that was never enrolled is unknown; one of another site is told as that."""
    bergen = Chain("bergen")
    bergen.begun(ledger)
    for stranger in (signer("stranger"), bergen.kari):
        assert refused(chain, ledger, chain.person("p", by=stranger)).reason is R.UNKNOWN_KEY
    told = ledger.key_refusal(chain.site, bergen.kari.public.id, NOW)
    assert told == refuse(R.FOREIGN_KEY, key=bergen.kari.public.id, found="bergen", site="oslo")
    told = ledger.key_refusal(chain.site, signer("stranger").public.id, NOW)
    assert told is not None
    assert told.reason is R.UNKNOWN_KEY
    assert ledger.key_refusal(chain.site, chain.kari.public.id, NOW) is None


def test_an_event_of_another_site(ledger: Ledger, chain: Chain) -> None:
    """An event belongs to the chain of the site that it names."""
    bergen = Chain("bergen")
    assert refused(chain, ledger, bergen.opened()).reason is R.OTHER_SITE


@pytest.mark.parametrize("place", [0, 31, 32, 63])
def test_a_signature_that_is_not_the_keys(ledger: Ledger, chain: Chain, place: int) -> None:
    """One bit of a signature is enough to refuse it."""
    good = chain.signed("person-1")
    changed = bytearray(good.signature)
    changed[place] ^= 1
    bad = Envelope(good.body, bytes(changed))
    assert refused(chain, ledger, bad).reason is R.WRONG_SIGNATURE
    for short in (b"", good.signature[:-1], good.signature + b"x"):
        assert refused(chain, ledger, Envelope(good.body, short)).reason is R.WRONG_SIGNATURE


def test_a_signature_for_another_purpose(ledger: Ledger, chain: Chain) -> None:
    """What was signed as a certificate is no event."""
    body = chain.signed("person-1").body
    bad = seal(body, chain.kari, Purpose.CERTIFICATE)
    assert refused(chain, ledger, bad).reason is R.WRONG_SIGNATURE


def test_an_event_that_names_another_key(ledger: Ledger, chain: Chain) -> None:
    """An event is verified with the key that it names, not with any that fits."""
    event = read_event(chain.signed("person-1").body)
    forged = attrs.evolve(event, key=chain.lars.public.id)
    bad = seal(codec.canonical(forged), chain.kari, Purpose.EVENT)
    assert refused(chain, ledger, bad).reason is R.WRONG_SIGNATURE


def test_what_is_no_event(ledger: Ledger, chain: Chain) -> None:
    """Bytes that are no event, or say nothing or two things, are refused."""
    event = read_event(chain.signed("person-1").body)
    nothing = attrs.evolve(event, skill_signed=None)
    two = attrs.evolve(event, issuer_changed=IssuerChanged(issuer=Issuer(name=Name("X"))))
    bodies = [b"{}", codec.canonical(nothing), codec.canonical(two), b" " + codec.canonical(event)]
    for body in bodies:
        bad = seal(body, chain.kari, Purpose.EVENT)
        assert refused(chain, ledger, bad).reason is R.NO_EVENT


PROGRAMME_ONLY = {
    EventKind.ISSUER_CHANGED,
    EventKind.PROGRAMME_KEY_REPLACED,
    EventKind.ASSESSOR_ENROLLED,
    EventKind.ASSESSOR_RETIRED,
    EventKind.KEY_COMPROMISED,
    EventKind.CERTIFICATE_ISSUED,
    EventKind.CERTIFICATE_WITHDRAWN,
}
ASSESSOR_ONLY = {
    EventKind.EVIDENCE_RECORDED,
    EventKind.EVIDENCE_WITHDRAWN,
    EventKind.SKILL_SIGNED,
    EventKind.SIGN_OFF_CONFIRMED,
    EventKind.SIGN_OFF_WITHDRAWN,
}


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.SITE_OPENED])
def test_who_says_what(kind: EventKind) -> None:
    """The programme's key and a supervisor's each say their own things, and share a few."""
    chain = Chain()
    roster = Roster(site=chain.site)
    for seq, envelope in enumerate(chain.beginning(), start=1):
        roster = roster.after(read_event(envelope.body), seq)
    events = [read_event(envelope.body) for envelope in Chain().every_kind()]
    event = next(event for event in events if event.kind is kind)
    told = {
        who: roster.refusal(attrs.evolve(event, key=key.public.id), 100)
        for who, key in (("programme", chain.programme), ("assessor", chain.kari))
    }
    reasons = {who: refusal and refusal.reason for who, refusal in told.items()}
    assert (reasons["assessor"] is R.PROGRAMME_ONLY) == (kind in PROGRAMME_ONLY)
    assert (reasons["programme"] is R.ASSESSOR_ONLY) == (kind in ASSESSOR_ONLY)


def test_an_expired_key(ledger: Ledger, chain: Chain) -> None:
    """A key signs until its last day, and not on the next."""
    mia = signer("mia")
    chain.append(ledger, chain.enrolled("mia", mia, until=chain.now.date()))
    chain.append(ledger, chain.signed("person-1", by=mia))
    chain.now += dt.timedelta(days=1)
    refusal = refused(chain, ledger, chain.signed("person-1", by=mia))
    assert refusal.reason is R.KEY_EXPIRED
    assert refusal.about["until"] == NOW.date()


def test_who_is_retired_signs_nothing_more(ledger: Ledger, chain: Chain) -> None:
    """What was signed before stands; a retired supervisor can come back with a new key."""
    (before,) = chain.append(ledger, chain.signed("person-1"))
    chain.append(ledger, retired(chain))
    assert refused(chain, ledger, chain.signed("person-1")).reason is R.ASSESSOR_RETIRED
    assert refused(chain, ledger, retired(chain)).reason is R.ALREADY_RETIRED
    assert refused(chain, ledger, retired(chain, "nobody")).reason is R.UNKNOWN_ASSESSOR
    new = signer("kari again")
    by_programme = replaced(chain, new, by=chain.programme)
    assert refused(chain, ledger, by_programme).reason is R.ALREADY_RETIRED
    assert refused(chain, ledger, chain.enrolled("kari", chain.kari)).reason is R.KEY_TAKEN
    chain.append(ledger, chain.enrolled("kari", new))
    chain.append(ledger, chain.signed("person-1", by=new))
    assert refused(chain, ledger, chain.signed("person-1")).reason is R.KEY_REPLACED
    roster = ledger.roster(chain.site)
    assert [one.assessor.id for one in roster.active] == ["kari", "lars"]
    assert roster.owner(before.event.key) == roster.assessor(KARI)
    assert roster.counts(before.event.key, before.seq)


def test_nobody_is_enrolled_twice(ledger: Ledger, chain: Chain) -> None:
    """An id is one supervisor's, and a key is used once."""
    assert refused(chain, ledger, chain.enrolled("kari", signer("x"))).reason is R.ASSESSOR_KNOWN
    for taken in (chain.kari, chain.lars, chain.programme):
        assert refused(chain, ledger, chain.enrolled("mia", taken)).reason is R.KEY_TAKEN


@pytest.mark.parametrize("key", ["00" * 32, "01" + "00" * 31, "ff" * 32])
def test_an_unsound_key_is_nobodys(ledger: Ledger, chain: Chain, key: str) -> None:
    """A key under which anybody could sign, or that is written in two ways, is not enrolled."""
    event = read_event(chain.enrolled("mia", signer("mia")).body)
    assert event.assessor_enrolled is not None
    word = attrs.evolve(event.assessor_enrolled, key=KeyHex(key))
    bad = codec.canonical(attrs.evolve(event, assessor_enrolled=word))
    envelope = seal(bad, chain.programme, Purpose.EVENT)
    assert refused(chain, ledger, envelope).reason is R.UNSOUND_KEY
    opened = SiteOpened(programme=KeyHex(key), issuer=Issuer(name=Name("X")))
    tromso = Chain("tromso")
    other = tromso.sealed(tromso.programme, site_opened=opened)
    assert refused(tromso, ledger, other).reason is R.UNSOUND_KEY


def test_a_key_is_replaced_by_its_owner_or_the_programme(ledger: Ledger, chain: Chain) -> None:
    """The old key signs no more, and nobody replaces a colleague's."""
    new, newer = signer("kari 2"), signer("kari 3")
    by_lars = replaced(chain, new, by=chain.lars)
    assert refused(chain, ledger, by_lars).reason is R.PROGRAMME_ONLY
    chain.append(ledger, replaced(chain, new, by=chain.kari))
    assert refused(chain, ledger, chain.signed("person-1")).reason is R.KEY_REPLACED
    chain.append(ledger, chain.signed("person-1", by=new))
    chain.append(ledger, replaced(chain, newer, by=chain.programme))
    chain.append(ledger, chain.signed("person-1", by=newer))
    again = replaced(chain, new, by=chain.programme)
    assert refused(chain, ledger, again).reason is R.KEY_TAKEN


def test_a_programme_replaces_its_own_key(ledger: Ledger, chain: Chain) -> None:
    """From then on only the new one enrols, issues and signs checkpoints."""
    new = signer("new")
    chain.append(ledger, new_programme_key(chain, new))
    assert refused(chain, ledger, chain.enrolled("mia", signer("mia"))).reason is R.KEY_REPLACED
    with pytest.raises(RefusedError, match="only the programme's own key"):
        ledger.checkpoint(chain.site, chain.programme, now=chain.now)
    assert ledger.checkpoint(chain.site, new, now=chain.now).size == 5


def test_a_compromised_key_signs_nothing_more(ledger: Ledger, chain: Chain) -> None:
    """What it signed up to the last trusted event counts, what came later does not."""
    early, late = chain.append(ledger, chain.signed("person-1"), chain.signed("person-1"))
    chain.append(ledger, compromised(chain, chain.kari, early.seq))
    assert refused(chain, ledger, chain.signed("person-1")).reason is R.KEY_COMPROMISED
    roster = ledger.roster(chain.site)
    assert roster.counts(chain.kari.public.id, early.seq)
    assert not roster.counts(chain.kari.public.id, late.seq)
    assert roster.counts(chain.lars.public.id, late.seq)
    # Declared again with an earlier event, that one holds; with a later one, nothing changes.
    chain.append(ledger, compromised(chain, chain.kari, 3), compromised(chain, chain.kari, 7))
    assert not ledger.roster(chain.site).counts(chain.kari.public.id, early.seq)
    chain.append(ledger, replaced(chain, signer("kari 2"), by=chain.programme))
    chain.append(ledger, chain.signed("person-1", by=signer("kari 2")))


def test_what_can_be_declared_compromised(ledger: Ledger, chain: Chain) -> None:
    """A known key, from an event on that is there, and by another key than itself."""
    cases = (
        (compromised(chain, signer("x"), 1), R.UNKNOWN_KEY),
        (compromised(chain, chain.kari, 5), R.NOT_AN_EARLIER_EVENT),
        (compromised(chain, chain.kari, -1), R.NOT_AN_EARLIER_EVENT),
        (compromised(chain, chain.programme, 1), R.OWN_KEY),
        (compromised(chain, chain.kari, 1, by=chain.lars), R.PROGRAMME_ONLY),
    )
    for envelope, reason in cases:
        assert refused(chain, ledger, envelope).reason is reason


def test_what_a_compromised_key_brought_in_is_not_trusted(ledger: Ledger, chain: Chain) -> None:
    """A stranger who had the programme's key and enrolled accomplices loses them all."""
    accomplice, second, new = signer("accomplice"), signer("second"), signer("new")
    last = ledger.head(chain.site).size
    chain.append(ledger, chain.enrolled("x", accomplice))
    forged = chain.append(ledger, chain.signed("person-1", by=accomplice))
    chain.append(ledger, replaced(chain, second, by=accomplice, who="x"))
    more = chain.append(ledger, chain.signed("person-1", by=second))
    honest = chain.append(ledger, chain.signed("person-1"))
    chain.append(ledger, new_programme_key(chain, new))
    chain.append(ledger, compromised(chain, chain.programme, last, by=new))
    roster = ledger.roster(chain.site)
    assert [roster.counts(e.event.key, e.seq) for e in (*forged, *more)] == [False, False]
    assert all(roster.counts(entry.event.key, entry.seq) for entry in honest)
    assert refused(chain, ledger, chain.signed("person-1", by=second)).reason is R.KEY_COMPROMISED
    chain.append(
        ledger, chain.sealed(new, issuer_changed=IssuerChanged(issuer=Issuer(name=Name("Y"))))
    )
    assert ledger.check().sound


@pytest.mark.parametrize(
    ("minutes", "reason"), [(-6, R.CLOCK_SET_BACK), (-5, None), (5, None), (6, R.CLOCK_AHEAD)]
)
def test_clocks(ledger: Ledger, chain: Chain, minutes: int, reason: RefusalReason | None) -> None:
    """Clocks may be five minutes apart, and no more: not behind the last entry, not ahead."""
    now = chain.now
    chain.now += dt.timedelta(minutes=minutes, seconds=-1)
    envelope = chain.signed("person-1")
    chain.now = now
    if reason is None:
        chain.append(ledger, envelope)
    else:
        assert refused(chain, ledger, envelope).reason is reason


@pytest.mark.parametrize(("days", "reason"), [(0, None), (1, None), (2, R.DATE_IN_FUTURE)])
def test_dates(ledger: Ledger, chain: Chain, days: int, reason: RefusalReason | None) -> None:
    """A day is the signer's own, which can be one ahead of the day in UTC, and never two."""
    envelope = chain.signed("person-1", on=chain.now.date() + dt.timedelta(days=days))
    if reason is None:
        chain.append(ledger, envelope)
    else:
        assert refused(chain, ledger, envelope).reason is reason


def test_the_last_day_of_all() -> None:
    """The largest date that there is overflows nothing."""
    chain = Chain()
    chain.now = dt.datetime(9999, 12, 31, 23, 59, 58, tzinfo=dt.UTC)
    envelope = chain.signed("person-1", on=dt.date(9999, 12, 31))
    assert Roster(site=chain.site).refusal(read_event(envelope.body), 1) is not None


def test_a_roster_is_the_same_however_it_was_reached(ledger: Ledger) -> None:
    """Folded from the start, caught up bit by bit or read in one go, it is one and the same."""
    chain = Chain()
    events = chain.every_kind()
    folded = Roster(site=chain.site)
    for seq, envelope in enumerate(events, start=1):
        chain.append(ledger, envelope)
        folded = folded.after(read_event(envelope.body), seq)
        assert ledger.roster(chain.site) == folded
    other = Ledger(ledger.database)
    assert other.roster(chain.site) == folded
    assert {kind for kind in EventKind if _changes(kind)} == set(ROSTER_KINDS)


def _changes(kind: EventKind) -> bool:
    """Say whether an event of a kind changes a roster."""
    chain = Chain()
    roster = Roster(site=chain.site)
    changed = False
    for seq, envelope in enumerate(chain.every_kind(), start=1):
        event = read_event(envelope.body)
        after = roster.after(event, seq)
        changed = changed or (event.kind is kind and after != roster)
        roster = after
    return changed


def test_a_roster_of_events_that_nobody_signed_is_not_believed(
    ledger: Ledger, chain: Chain
) -> None:
    """Somebody who writes an enrolment into the database gains nothing by it."""
    body = chain.enrolled("mia", signer("mia")).body
    with ledger.database.writing("x") as connection:
        connection.exec_driver_sql(
            "INSERT INTO skillcert_entry"
            " VALUES ('oslo', 5, 'm', ?, ?, ?, 'assessor_enrolled', NULL)",
            (bytes(32), body, bytes(64)),
        )
    with pytest.raises(LedgerError, match=r"event 5 of oslo was altered.*ledger check"):
        ledger.roster(chain.site)


@pytest.mark.parametrize(
    "change", ["signature = zeroblob(64)", "body = '{}'", "person = 'person-1'"]
)
def test_what_nobody_signed_is_not_read(ledger: Ledger, chain: Chain, change: str) -> None:
    """What is read of a person is verified first, so that no paper rests on a forged row."""
    chain.append(ledger, chain.person("person-2"), chain.signed("person-2", id="it"))
    assert len(ledger.entries_of(chain.site, Reference("person-2"))) == 2
    with ledger.database.writing("x") as connection:
        connection.exec_driver_sql(f"UPDATE skillcert_entry SET {change} WHERE id = 'it'")  # noqa: S608
    person = "person-1" if change.startswith("person") else "person-2"
    with pytest.raises(LedgerError, match=r"event 6 of oslo was altered"):
        ledger.entries_of(chain.site, Reference(person))


@pytest.mark.parametrize("reason", RefusalReason)
def test_every_refusal_has_a_sentence(reason: RefusalReason) -> None:
    """It begins in lower case, ends without a full stop and is written out with its values."""
    template = _SENTENCES[reason]
    values: dict[str, Any] = {name: "X" for _, name, _, _ in Formatter().parse(template) if name}
    sentence = template.format(**values)
    assert sentence[0].islower() or sentence[0] == "X"
    assert not sentence.endswith(".")
    assert str(refuse(reason, **values)) == sentence


def test_values_in_sentences() -> None:
    """Moments are written in UTC, days as days, and several texts with commas."""
    refusal = refuse(R.CLOCK_AHEAD, at=NOW, now=NOW)
    assert "2025-06-02 09:00 UTC" in str(refusal)
    assert "2025-06-02 " in str(refuse(R.DATE_IN_FUTURE, day=NOW.date()))
    several = refuse(R.LEVEL_NOT_CARRIED, criterion="c", level="l", missing=("a", "b"))
    assert str(several).endswith("a, b")
