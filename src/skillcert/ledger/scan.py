"""One chain, looked at entry by entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from skillcert.errors import RefusedError, shorten
from skillcert.ledger.chain import MOST_SKEW, START
from skillcert.ledger.findings import Finding, FindingKind, SiteReport, Witness
from skillcert.ledger.glance import Glance, glance, read_event
from skillcert.ledger.links import Links
from skillcert.ledger.merkle import Growing
from skillcert.ledger.roster import ROSTER_KINDS, Roster
from skillcert.ledger.witnesses import Witnesses
from skillcert.model import CheckpointRef, Event, EventKind, Sha256, Token
from skillcert.refusals import Refusal, RefusalReason, Value, refuse
from skillcert.signing import Envelope, PublicKey, Purpose

__all__ = ["Scan"]

_K = FindingKind
_MOST_WRONG = 1_000
_MOST_WAITING = 256
_OF_ROSTER = frozenset(kind.value for kind in ROSTER_KINDS)
_READ_WHOLE = _OF_ROSTER | {EventKind.CERTIFICATE_ISSUED.value}


_Waiting: TypeAlias = tuple[int, Glance, Event | None, Envelope, PublicKey | None]
"""An event whose signature is not verified yet, its number, and the key that it names."""


class Scan:
    """What is known of a chain after its first entries, and what was found in them.

    Args:
        site: The site.
        tell: What is given each finding.
    """

    def __init__(self, site: Token, tell: Callable[[Finding], None]) -> None:
        self.roster = Roster(site=site)
        self.last = 0
        self.late: list[tuple[int, CheckpointRef]] = []
        self._site = site
        self._tell_all = tell
        self._links = Links()
        self._tree: Growing | None = Growing()
        self._hash = START
        self._at: dt.datetime | None = None
        self._allowed_before: tuple[Any, ...] | None = None
        self._waiting: list[_Waiting] = []
        self._wrong: set[int] = set()
        self._wrong_from: int | None = None
        self._witnesses = Witnesses(site, self._tell)

    def expect(self, witnesses: Iterator[Witness]) -> None:
        """Say what is known of the chain from checkpoints, in the order of their sizes."""
        self._witnesses.expect(witnesses)
        self._witnesses.meet(0, self._tree, self.roster)

    @property
    def whole(self) -> bool:
        """Whether no entry is missing so far."""
        return self._tree is not None

    def judge(self, seq: int, ref: CheckpointRef, root: Sha256) -> None:
        """Hold the state that the certificate of event *seq* carries against the root of then."""
        self._witnesses.judge(ref, root, f"the certificate of event {seq}")

    def sound(self, seq: int) -> bool:
        """Say whether the entry of a number is what was signed, by somebody who was allowed to."""
        beyond = self._wrong_from is not None and seq >= self._wrong_from
        return seq not in self._wrong and not beyond

    def row(  # noqa: PLR0913, PLR0917 - a row has as many columns
        self,
        seq: Any,
        event_id: Any,
        digest: Any,
        body: Any,
        signature: Any,
        kind: Any,
        person: Any,
    ) -> None:
        """Look at the next row, whatever stands in it."""
        if type(seq) is not int or seq < 1:
            self._tell(_K.DATABASE, None, what=f"an entry has the number {shorten(seq)}")
            return
        if seq != self.last + 1:
            self._tell(_K.MISSING, self.last + 1, last=seq - 1)
            self._links.gap()
            self._tree = None
        self.last = seq
        if (
            not (type(body) is type(digest) is type(signature) is bytes)
            or len(digest) != 32
            or len(signature) != 64
        ):
            self._wrong_entry(_K.ALTERED, seq)
            self._links.gap()
            self._tree = None
            return
        envelope = Envelope(body, signature)
        self._links.add(seq, envelope, digest)
        self._event(seq, envelope, (event_id, kind, person))
        self._hash = digest
        if self._tree is not None:
            self._tree.add(digest)
        self._witnesses.meet(seq, self._tree, self.roster)

    def end(self) -> None:
        """Tell what is only known when every entry was looked at."""
        self._settle()
        for misfit in self._links.misfits():
            if misfit.belongs is None:
                self._wrong_entry(_K.ALTERED, misfit.seq)
            else:
                self._wrong_entry(_K.MISPLACED, misfit.seq, belongs=misfit.belongs)
        self._witnesses.end(self.last, self.roster)

    def report(self, **counts: int) -> SiteReport:
        """Return what was looked at.

        Args:
            counts: What was counted besides.
        """
        return SiteReport(
            site=self._site,
            size=self.last,
            hash=Sha256(self._hash.hex()),
            root=Sha256(self._tree.root().hex()) if self._tree else None,
            checkpoints=self._witnesses.met,
            **counts,
        )

    def _event(self, seq: int, envelope: Envelope, columns: tuple[Any, Any, Any]) -> None:
        seen, event = glance(envelope.body), None
        if seen is None or seen.name in _READ_WHOLE:
            try:
                event = read_event(envelope.body)
            except RefusedError as error:
                self._wrong_entry(_K.NO_EVENT, seq, error.refusals[0])
                return
            seen = Glance.of(event)
        if seen is None:
            refusal = refuse(RefusalReason.NO_EVENT, why="it has to say exactly one thing")
            self._wrong_entry(_K.NO_EVENT, seq, refusal)
            return
        self._columns(seq, seen, columns)
        if event is not None:
            # What comes before is settled first: it may not be of a key that this one brings in.
            self._settle()
        if not self._allowed(seq, seen, event):
            return
        key = self.roster.signer_of(event) if event else self.roster.key(seen.key)
        self._waiting.append((seq, seen, event, envelope, key))
        if event is not None or len(self._waiting) >= _MOST_WAITING:
            self._settle()

    def _settle(self) -> None:
        """Verify what waits for it.

        Several together take less time than one by one between other work, which drives what the
        verification uses out of the processor's memory.
        """
        waiting, self._waiting = self._waiting, []
        signed = [
            key is not None and envelope.verified_by(key, Purpose.EVENT)
            for _, _, _, envelope, key in waiting
        ]
        for (seq, seen, event, _, _), good in zip(waiting, signed, strict=True):
            if good:
                self._believed(seq, seen, event)
            else:
                self._wrong_entry(_K.WRONG_SIGNATURE, seq, key=seen.key)

    def _columns(self, seq: int, seen: Glance, columns: tuple[Any, Any, Any]) -> None:
        said = (seen.id, seen.name, seen.person)
        if said != columns:
            pairs = zip(("id", "kind", "person"), said, columns, strict=True)
            names = tuple(name for name, value, there in pairs if value != there)
            self._wrong_entry(_K.COLUMNS, seq, names=names)

    def _allowed(self, seq: int, seen: Glance, event: Event | None) -> bool:
        if event is not None and seen.name in _OF_ROSTER:
            refusal = self.roster.refusal(event, seq)
        else:
            # What a key may do on a day of this kind it may do again on that day.
            same = (seen.site, seen.key, seen.name, seen.at.date(), seen.on)
            if same == self._allowed_before:
                return True
            refusal = self.roster.refusal_at_a_glance(seen)
            self._allowed_before = None if refusal else same
        if refusal is not None:
            self._wrong_entry(_K.NOT_ALLOWED, seq, refusal)
        return refusal is None

    def _believed(self, seq: int, seen: Glance, event: Event | None) -> None:
        """Go on from an event that was signed by whoever was allowed to."""
        if self._at is not None and self._at - seen.at > MOST_SKEW:
            self._tell(_K.CLOCK, seq, at=seen.at, last=self._at)
        self._at = seen.at
        if event is None:
            return
        if event.certificate_issued:
            ref = event.certificate_issued.checkpoint
            if not self._witnesses.of_certificate(seq, ref, self._tree):
                self.late.append((seq, ref))
        elif seen.name in _OF_ROSTER:
            self.roster = self.roster.after(event, seq)
            self._allowed_before = None

    def _wrong_entry(
        self, kind: FindingKind, seq: int, refusal: Refusal | None = None, **values: Value
    ) -> None:
        if len(self._wrong) < _MOST_WRONG:
            self._wrong.add(seq)
        elif self._wrong_from is None or seq < self._wrong_from:
            self._wrong_from = seq
        self._tell(kind, seq, refusal, **values)

    def _tell(
        self,
        kind: FindingKind,
        seq: int | None,
        refusal: Refusal | None = None,
        **values: Value,
    ) -> None:
        self._tell_all(
            Finding(
                kind=kind, site=self._site, seq=seq, values=tuple(values.items()), refusal=refusal
            )
        )
