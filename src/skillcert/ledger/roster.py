"""Who may say what, at every point of a chain.

A roster is what the events about keys add up to. It is pure: folded over a chain from the first
event on, it is the same for whoever appends and whoever checks.

Rules of this module

- The first event opens the site, and is signed by the programme's key that it names.
- The programme's key says who sees and signs skills, and issues certificates. It signs no skill.
- An assessor's key says what that assessor saw. An assessor may replace the own key; the programme
  may replace anybody's.
- A key is used once: it never becomes somebody else's, and never comes back.
- Whoever is retired, replaced, past the last day or compromised signs nothing more. What was
  signed before stands, but for what a compromised key signed after its last trusted event.
- A key that a compromised key brought in after that event is not trusted either.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property

import attrs

from skillcert.errors import KeyFileError
from skillcert.ledger.glance import Glance
from skillcert.model import (
    Assessor,
    AssessorEnrolled,
    AssessorKeyReplaced,
    Event,
    EventKind,
    Issuer,
    KeyCompromised,
    KeyHex,
    KeyId,
    Reference,
    Token,
    WebHome,
)
from skillcert.refusals import Refusal, RefusalReason, refuse
from skillcert.signing import PublicKey

__all__ = ["ROSTER_KINDS", "Enrolled", "KnownKey", "Roster"]

_R = RefusalReason

ROSTER_KINDS = (
    EventKind.SITE_OPENED,
    EventKind.ISSUER_CHANGED,
    EventKind.PROGRAMME_KEY_REPLACED,
    EventKind.ASSESSOR_ENROLLED,
    EventKind.ASSESSOR_RETIRED,
    EventKind.ASSESSOR_KEY_REPLACED,
    EventKind.KEY_COMPROMISED,
)
"""The kinds of event that change a roster."""

_BY_ASSESSOR = frozenset(
    {
        EventKind.EVIDENCE_RECORDED,
        EventKind.EVIDENCE_WITHDRAWN,
        EventKind.SKILL_SIGNED,
        EventKind.SIGN_OFF_CONFIRMED,
        EventKind.SIGN_OFF_WITHDRAWN,
    }
)
_BY_EITHER = frozenset(
    {
        EventKind.PERSON_ADDED,
        EventKind.PERSON_CHANGED,
        EventKind.PERSON_ERASED,
        EventKind.ASSESSOR_KEY_REPLACED,
    }
)
_SKEW = dt.timedelta(days=1)
"""A day is the signer's own, and a moment is in UTC: somewhere it is a day ahead."""


@attrs.frozen(kw_only=True)
class KnownKey:
    """A key that is, or was, somebody's at this site.

    Attributes:
        public: The public key.
        owner: The assessor whose it is; None for the programme's own.
        since: The sequence number of the event that brought it in.
        by: The key that signed that event.
        until: The last day on which it signs; None for no end.
        replaced: The sequence number of the event that put another key in its place.
        trusted_to: The sequence number of its last event that counts; None if all do.
    """

    public: KeyHex
    owner: Reference | None
    since: int
    by: KeyId
    until: dt.date | None = None
    replaced: int | None = None
    trusted_to: int | None = None

    @cached_property
    def id(self) -> KeyId:
        """Its short name."""
        return self.key.id

    @cached_property
    def key(self) -> PublicKey:
        """The key to verify with."""
        return PublicKey.of_hex(self.public)


@attrs.frozen(kw_only=True)
class Enrolled:
    """An assessor of a site.

    Attributes:
        assessor: Who, with name and title.
        key: The key that the assessor signs with now.
        since: The sequence number of the event that enrolled the assessor.
        retired: The sequence number of the event since which the assessor does not sign; None if
            the assessor does.
    """

    assessor: Assessor
    key: KeyId
    since: int
    retired: int | None = None


@attrs.frozen(kw_only=True)
class Roster:
    """The keys and assessors of one site, as of some event of its chain.

    Attributes:
        site: The site.
        issuer: Who issues; None as long as the site is not open.
        home: Where on the web the issuer's files are; None for an issuer without a site.
        programme: The programme's key; None as long as the site is not open.
        enrolled: Everybody who was ever enrolled, in the order of enrolment.
        keys: Every key that is, or was, somebody's.
    """

    site: Token
    issuer: Issuer | None = None
    home: WebHome | None = None
    programme: KeyId | None = None
    enrolled: tuple[Enrolled, ...] = ()
    keys: tuple[KnownKey, ...] = ()

    @cached_property
    def _keys(self) -> dict[KeyId, KnownKey]:
        return {key.id: key for key in self.keys}

    @cached_property
    def _enrolled(self) -> dict[Reference, Enrolled]:
        return {one.assessor.id: one for one in self.enrolled}

    @property
    def is_open(self) -> bool:
        """Whether the site's first event is there."""
        return self.programme is not None

    @cached_property
    def had_compromise(self) -> bool:
        """Whether any key was declared to have been in the wrong hands."""
        return any(key.trusted_to is not None for key in self.keys)

    @property
    def active(self) -> tuple[Enrolled, ...]:
        """The assessors who are not retired."""
        return tuple(one for one in self.enrolled if one.retired is None)

    def known(self, key: KeyId) -> KnownKey | None:
        """Return what is known of a key, if anything is."""
        return self._keys.get(key)

    def assessor(self, assessor: Reference) -> Enrolled | None:
        """Return an assessor of the site, retired or not, by id."""
        return self._enrolled.get(assessor)

    def owner(self, key: KeyId) -> Enrolled | None:
        """Return the assessor whose key it is, or was; None for the programme's and for others."""
        found = self._keys.get(key)
        return self._enrolled.get(found.owner) if found and found.owner is not None else None

    def counts(self, key: KeyId, seq: int) -> bool:
        """Say whether what *key* signed as event *seq* still counts: it was not compromised."""
        found = self._keys.get(key)
        return found is not None and (found.trusted_to is None or seq <= found.trusted_to)

    def signer_of(self, event: Event) -> PublicKey | None:
        """Return the key that has to have signed *event*; None if nobody here has it."""
        if event.site_opened is not None:
            return PublicKey.of_hex(event.site_opened.programme)
        return self.key(event.key)

    def key(self, key: KeyId) -> PublicKey | None:
        """Return the public key of a short name, if it is, or was, somebody's here."""
        found = self._keys.get(key)
        return found.key if found else None

    def key_refusal(self, key: KeyId, at: dt.datetime) -> Refusal | None:
        """Say why *key* cannot sign anything here at the moment *at*; None if it can.

        Args:
            key: The key.
            at: The moment, in UTC.
        """
        found = self._keys.get(key)
        if not self.is_open:
            return refuse(_R.SITE_NOT_OPEN, site=self.site)
        if found is None:
            return refuse(_R.UNKNOWN_KEY, key=key, site=self.site)
        if found.trusted_to is not None:
            return refuse(_R.KEY_COMPROMISED, key=key)
        owner = self.owner(key)
        if owner is not None and owner.retired is not None:
            return refuse(_R.ASSESSOR_RETIRED, assessor=owner.assessor.name, site=self.site)
        if found.replaced is not None:
            return refuse(_R.KEY_REPLACED, key=key)
        if found.until is not None and at.date() > found.until:
            return refuse(_R.KEY_EXPIRED, key=key, until=found.until)
        return None

    def refusal(self, event: Event, seq: int) -> Refusal | None:
        """Say why *event* cannot be event *seq* of this chain; None if it can.

        The signature, the clock and the form of the bytes are not asked here.

        Args:
            event: The event.
            seq: The sequence number that it is to have, from 1.
        """
        seen = Glance.of(event)
        if seen is None:
            return refuse(_R.NO_EVENT, why="it has to say exactly one thing")
        return self.refusal_at_a_glance(seen) or self._content_refusal(event, seq)

    def refusal_at_a_glance(self, seen: Glance) -> Refusal | None:
        """Say why an event cannot be the next; for kinds that change no roster that is all.

        Args:
            seen: What the event says of itself.
        """
        if seen.site != self.site:
            return refuse(_R.OTHER_SITE, found=seen.site, site=self.site)
        if seen.on is not None and seen.on - seen.at.date() > _SKEW:
            return refuse(_R.DATE_IN_FUTURE, day=seen.on)
        if seen.kind is EventKind.SITE_OPENED:
            return refuse(_R.SITE_OPEN_ALREADY, site=self.site) if self.is_open else None
        return self.key_refusal(seen.key, seen.at) or self._role_refusal(seen.key, seen.kind)

    def after(self, event: Event, seq: int) -> Roster:
        """Return the roster as it is once *event*, which nothing refuses, is event *seq*."""
        if opened := event.site_opened:
            return attrs.evolve(
                self._with_key(event, seq, opened.programme, None),
                issuer=opened.issuer,
                home=opened.home,
            )
        if changed := event.issuer_changed:
            return attrs.evolve(self, issuer=changed.issuer, home=changed.home)
        if replaced := event.programme_key_replaced:
            return self._with_key(event, seq, replaced.programme, None)
        if enrolled := event.assessor_enrolled:
            return self._enrol(event, seq, enrolled)
        if retired := event.assessor_retired:
            one = self._enrolled[retired.assessor]
            return self._with_enrolled(one.assessor, one.since, seq, key=one.key)
        if new := event.assessor_key_replaced:
            return self._with_key(event, seq, new.key, new.assessor, new.until)
        if event.key_compromised:
            return self._without_trust(event.key_compromised, event.key)
        return self

    def _role_refusal(self, key: KeyId, kind: EventKind) -> Refusal | None:
        programme = self._keys[key].owner is None
        if kind in _BY_ASSESSOR and programme:
            return refuse(_R.ASSESSOR_ONLY, kind=kind.value)
        if not programme and kind not in _BY_ASSESSOR and kind not in _BY_EITHER:
            return refuse(_R.PROGRAMME_ONLY, kind=kind.value)
        return None

    def _opening_refusal(self, event: Event, programme: KeyHex) -> Refusal | None:
        if why := _unsound(programme):
            return refuse(_R.UNSOUND_KEY, why=why)
        if PublicKey.of_hex(programme).id != event.key:
            return refuse(_R.UNKNOWN_KEY, key=event.key, site=self.site)
        return None

    def _replacing_refusal(self, event: Event, new: AssessorKeyReplaced) -> Refusal | None:
        if self._keys[event.key].owner not in {None, new.assessor}:
            return refuse(_R.PROGRAMME_ONLY, kind=EventKind.ASSESSOR_KEY_REPLACED.value)
        return self._active_refusal(new.assessor) or self._new_key_refusal(new.key)

    def _content_refusal(self, event: Event, seq: int) -> Refusal | None:
        if event.site_opened:
            return self._opening_refusal(event, event.site_opened.programme)
        if event.programme_key_replaced:
            return self._new_key_refusal(event.programme_key_replaced.programme)
        if enrolled := event.assessor_enrolled:
            known = self._enrolled.get(enrolled.assessor.id)
            if known is not None and known.retired is None:
                return refuse(_R.ASSESSOR_KNOWN, assessor=enrolled.assessor.id, site=self.site)
            return self._new_key_refusal(enrolled.key)
        if retired := event.assessor_retired:
            return self._active_refusal(retired.assessor)
        if new := event.assessor_key_replaced:
            return self._replacing_refusal(event, new)
        if compromised := event.key_compromised:
            return self._compromised_refusal(event, compromised, seq)
        return None

    def _compromised_refusal(
        self, event: Event, compromised: KeyCompromised, seq: int
    ) -> Refusal | None:
        if compromised.key not in self._keys:
            return refuse(_R.UNKNOWN_KEY, key=compromised.key, site=self.site)
        if compromised.key == event.key:
            return refuse(_R.OWN_KEY, key=event.key)
        if not 0 <= compromised.after < seq:
            return refuse(_R.NOT_AN_EARLIER_EVENT, found=compromised.after, seq=seq)
        return None

    def _active_refusal(self, assessor: Reference) -> Refusal | None:
        known = self._enrolled.get(assessor)
        if known is None:
            return refuse(_R.UNKNOWN_ASSESSOR, assessor=assessor, site=self.site)
        if known.retired is not None:
            return refuse(_R.ALREADY_RETIRED, assessor=known.assessor.name)
        return None

    def _new_key_refusal(self, key: KeyHex) -> Refusal | None:
        if why := _unsound(key):
            return refuse(_R.UNSOUND_KEY, why=why)
        if (short := PublicKey.of_hex(key).id) in self._keys:
            return refuse(_R.KEY_TAKEN, key=short)
        return None

    def _enrol(self, event: Event, seq: int, new: AssessorEnrolled) -> Roster:
        key = PublicKey.of_hex(new.key).id
        roster = self._with_enrolled(new.assessor, seq, None, key=key)
        return roster._with_key(event, seq, new.key, new.assessor.id, new.until)  # noqa: SLF001

    def _with_key(
        self,
        event: Event,
        seq: int,
        key: KeyHex,
        owner: Reference | None,
        until: dt.date | None = None,
    ) -> Roster:
        """Return this with a new key, in the place of the owner's present one."""
        new = KnownKey(public=key, owner=owner, since=seq, by=event.key, until=until)
        keys = tuple(
            attrs.evolve(old, replaced=seq) if old.owner == owner and old.replaced is None else old
            for old in self.keys
        )
        if owner is None:
            return attrs.evolve(self, keys=(*keys, new), programme=new.id)
        one = self._enrolled[owner]
        return attrs.evolve(
            self._with_enrolled(one.assessor, one.since, one.retired, key=new.id),
            keys=(*keys, new),
        )

    def _with_enrolled(
        self, assessor: Assessor, since: int, retired: int | None, *, key: KeyId
    ) -> Roster:
        one = Enrolled(assessor=assessor, key=key, since=since, retired=retired)
        others = dict(self._enrolled)
        others[assessor.id] = one
        return attrs.evolve(self, enrolled=tuple(others.values()))

    def _without_trust(self, compromised: KeyCompromised, by: KeyId) -> Roster:
        """Return this without trust in a key, and in what it brought in since.

        The key that says so stays: the programme has taken it back in hand.
        """
        ends = {compromised.key: compromised.after}
        for key in self.keys:
            after = ends.get(key.by)
            if after is not None and key.since > after and key.id not in {by, *ends}:
                ends[key.id] = key.since
        return attrs.evolve(self, keys=tuple(_trusted(key, ends.get(key.id)) for key in self.keys))


def _trusted(key: KnownKey, to: int | None) -> KnownKey:
    if to is None or (key.trusted_to is not None and key.trusted_to <= to):
        return key
    return attrs.evolve(key, trusted_to=to)


def _unsound(key: KeyHex) -> str:
    try:
        PublicKey.of_hex(key)
    except KeyFileError as error:
        return error.what
    return ""
