"""From what a chain and a vault hold on a person to an evidence record. Pure.

Rules of this module

- What a key signed after it was compromised is passed over, as if it had never been said.
- A sign-off counts as long as the installed rubric says of the skill what the assessor read
  (`skillcert.rubrics.meaning_of`). One that says something else now is left out and named: it is to
  be signed anew.
- A correction takes the place of what it corrects for good, even where the correction itself is
  left out: nothing that somebody found wrong comes back.
- The first correction stands. Another one of the same word, from whoever wrote past the use cases,
  is left out and named.
- What stands in the record keeps its rules (`skillcert.rules.record_problems`), whatever stands in
  the chain. What does not fit is left out and named, and lowers nothing else.
- Who saw, signed or confirmed something is whoever signed the event.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from skillcert.ledger.chain import Entry
from skillcert.ledger.private_view import UNNAMED, Private
from skillcert.ledger.roster import Roster
from skillcert.model import (
    RECORD_FORMAT,
    Assessor,
    Attachment,
    Evidence,
    EvidenceRecord,
    Issuer,
    Line,
    Reference,
    Rubric,
    RubricChoice,
    SignOff,
    Token,
    Withdrawal,
)
from skillcert.rubrics import digest_of, meanings_of
from skillcert.rules import (
    Dropped,
    DroppedWhy,
    evidence_refusals,
    fitting_citations,
    sign_offs_in_force,
)

__all__ = ["Built", "build_record"]

_END = dt.date.max


@attrs.frozen(kw_only=True)
class Built:
    """A record, and what it leaves out.

    Attributes:
        record: The record. Without a supervisor at the site it has no signer.
        dropped: What is in the chain and not in the record, in the order of the chain.
    """

    record: EvidenceRecord
    dropped: tuple[Dropped, ...] = ()


def build_record(  # noqa: PLR0913 - what a record is made of, each by name
    entries: Sequence[Entry],
    roster: Roster,
    rubric: Rubric,
    *,
    workshop: str,
    person: Reference,
    private: Private | None = None,
    signers: Sequence[Reference] | None = None,
) -> Built:
    """Return the record of a person in one workshop.

    Args:
        entries: The entries about the person, in the order of the chain.
        roster: Who may say what, as of now.
        rubric: The rubric that is installed.
        workshop: The workshop's key.
        person: The person.
        private: What the vault holds on the person; None for a record without name and notes.
        signers: Who signs the paper, one or two; None for those who signed most of what counts.
    """
    return _Builder(
        entries=tuple(entries),
        roster=roster,
        rubric=rubric,
        workshop=Token(workshop),
        person=person,
        private=private or Private.of(),
    ).built(signers)


@attrs.define(kw_only=True, slots=False)
class _Builder:
    """Builds one record; each step notes what it leaves out."""

    entries: tuple[Entry, ...]
    roster: Roster
    rubric: Rubric
    workshop: Token
    person: Reference
    private: Private
    dropped: list[Dropped] = attrs.Factory(list)

    def built(self, signers: Sequence[Reference] | None) -> Built:
        """Return the record, and what it leaves out."""
        draft = EvidenceRecord(
            format=RECORD_FORMAT,
            workshop=self.workshop,
            rubric=RubricChoice(
                id=self.rubric.id, version=self.rubric.version, digest=digest_of(self.rubric)
            ),
            holder=self.private.holder(self.person),
            issuer=self.roster.issuer or Issuer(name=UNNAMED),
            assessors=(),
            signers=(),
            evidence=tuple(self.evidence.values()),
            sign_offs=tuple(self.sign_offs.values()),
            withdrawals=tuple(self._withdrawals()),
            choices=self.private.choices(self.workshop, self.rubric),
        )
        chosen = _usual_signers(draft, self.roster) if signers is None else tuple(signers)
        record = attrs.evolve(draft, signers=chosen, assessors=self._assessors(draft, chosen))
        places = {one.event.id: one.seq for one in self.entries}
        self.dropped.sort(key=lambda one: places.get(one.id, 0))
        return Built(record=record, dropped=tuple(self.dropped))

    @cached_property
    def said(self) -> tuple[tuple[Entry, Reference], ...]:
        """The entries that count, each with the assessor who signed it."""
        counted = []
        for entry in self.entries:
            owner = self.roster.owner(entry.event.key)
            if not self.roster.counts(entry.event.key, entry.seq):
                self._drop_event(entry, DroppedWhy.KEY_COMPROMISED)
            elif owner is not None:
                counted.append((entry, owner.assessor.id))
        return tuple(counted)

    def _drop_event(self, entry: Entry, why: DroppedWhy) -> None:
        said = entry.event.skill_signed or entry.event.evidence_recorded
        if said and said.workshop == self.workshop and self._rubric_of(entry) == self.rubric.id:
            self._drop(entry.event.id, why, said.on, said.criterion)

    def _drop(
        self, key: Reference, why: DroppedWhy, on: dt.date, criterion: Token | None = None
    ) -> None:
        self.dropped.append(Dropped(id=key, why=why, criterion=criterion, on=on))

    def _rubric_of(self, entry: Entry) -> Token | None:
        if signed := entry.event.skill_signed:
            return signed.rubric.id
        return entry.event.evidence_recorded.rubric if entry.event.evidence_recorded else None

    @cached_property
    def evidence(self) -> dict[Reference, Evidence]:
        """The evidence that was not taken back and fits the rubric, by id."""
        gone = {
            entry.event.evidence_withdrawn.evidence
            for entry, _ in self.said
            if entry.event.evidence_withdrawn
        }
        talks = self.private.conversations(self.workshop, self.rubric.id)
        seen = [one for one in self._seen() if one.id not in gone]
        fits = {}
        for one in (*talks, *seen):
            if any(evidence_refusals(self.rubric, one, self.person, today=_END)):
                self._drop(one.id, DroppedWhy.NOT_IN_RUBRIC, one.on, one.criterion)
            else:
                fits[one.id] = one
        return fits

    def _seen(self) -> Iterator[Evidence]:
        for entry, assessor in self.said:
            said = entry.event.evidence_recorded
            if said and (said.workshop, said.rubric) == (self.workshop, self.rubric.id):
                note, captions, show = self.private.words(entry.event.id)
                yield Evidence(
                    id=entry.event.id,
                    kind=said.kind,
                    on=said.on,
                    task=said.task,
                    criterion=said.criterion,
                    seen_by=assessor,
                    note=note,
                    product=said.product,
                    attachments=tuple(
                        Attachment(
                            sha256=file.sha256,
                            media_type=file.media_type,
                            caption=captions.get(file.sha256, Line(UNNAMED)),
                            show=file.sha256 in show and file.sha256 in captions,
                        )
                        for file in said.attachments
                    ),
                )

    @cached_property
    def corrected(self) -> frozenset[Reference]:
        """The sign-offs that a correction has taken the place of."""
        return frozenset(
            entry.event.skill_signed.corrects
            for entry, _ in self.said
            if entry.event.skill_signed and entry.event.skill_signed.corrects
        )

    @cached_property
    def withdrawn(self) -> frozenset[Reference]:
        """The sign-offs that were taken back."""
        return frozenset(
            entry.event.sign_off_withdrawn.sign_off
            for entry, _ in self.said
            if entry.event.sign_off_withdrawn
        )

    @cached_property
    def sign_offs(self) -> dict[Reference, SignOff]:
        """The sign-offs that mean today what they meant, by id."""
        found: dict[Reference, SignOff] = {}
        for entry, assessor in self.said:
            said = entry.event.skill_signed
            if not said or (said.workshop, said.rubric.id) != (self.workshop, self.rubric.id):
                continue
            sign_off = SignOff(
                id=entry.event.id,
                criterion=said.criterion,
                level=said.level,
                on=said.on,
                assessor=assessor,
                second_assessor=self._second(entry.event.id, assessor),
                evidence=said.evidence,
                corrects=said.corrects,
            )
            if said.meaning not in meanings_of(self.rubric, said.criterion):
                self._drop(sign_off.id, DroppedWhy.OTHER_WORDS, said.on, said.criterion)
            elif assessor == self.person or not self._corrects_soundly(sign_off, found):
                self._drop(sign_off.id, DroppedWhy.UNSOUND, said.on, said.criterion)
            else:
                found[sign_off.id] = fitting_citations(self.rubric, sign_off, self.evidence)
        return self._linked(self._without_rivals(found))

    @cached_property
    def confirmed(self) -> Mapping[Reference, Sequence[Reference]]:
        """Who has confirmed each sign-off, the first one first."""
        found: dict[Reference, list[Reference]] = {}
        for entry, assessor in self.said:
            if said := entry.event.sign_off_confirmed:
                found.setdefault(said.sign_off, []).append(assessor)
        return found

    def _second(self, sign_off: Reference, first: Reference) -> Reference | None:
        """Return the first of those who confirmed a sign-off and may."""
        others = (one for one in self.confirmed.get(sign_off, ()) if one != first)
        return next((one for one in others if one != self.person), None)

    def _corrects_soundly(self, sign_off: SignOff, before: Mapping[Reference, SignOff]) -> bool:
        """Say whether it corrects nothing, something earlier of its kind, or what is left out."""
        old = before.get(sign_off.corrects) if sign_off.corrects else None
        return old is None or (old.criterion == sign_off.criterion and old.on <= sign_off.on)

    def _without_rivals(self, found: Mapping[Reference, SignOff]) -> dict[Reference, SignOff]:
        """Return the sign-offs with one in force of all that goes back to the same one."""
        gone = self.corrected | self.withdrawn
        origin: dict[Reference, Reference] = {}
        first: dict[Reference, Reference] = {}
        kept = {}
        for key, one in found.items():
            cited = one.corrects
            origin[key] = origin.get(cited, cited) if cited else key
            if cited and key not in gone and first.setdefault(origin[key], key) != key:
                self._drop(key, DroppedWhy.SECOND_CORRECTION, one.on, one.criterion)
            else:
                kept[key] = one
        return kept

    def _linked(self, found: dict[Reference, SignOff]) -> dict[Reference, SignOff]:
        """Return the sign-offs without those whose correction is left out, and no loose ends."""
        while True:
            answered = {one.corrects for one in found.values()}
            gone = [key for key in found if key in self.corrected and key not in answered]
            if not gone:
                break
            found = {key: one for key, one in found.items() if key not in gone}
        return {
            key: one if one.corrects in found else attrs.evolve(one, corrects=None)
            for key, one in found.items()
        }

    def _withdrawals(self) -> Iterator[Withdrawal]:
        for entry, assessor in self.said:
            said = entry.event.sign_off_withdrawn
            old = self.sign_offs.get(said.sign_off) if said else None
            if said and old:
                yield Withdrawal(
                    id=entry.event.id,
                    sign_off=said.sign_off,
                    # A word is taken back at once, whatever day is written on it.
                    on=max(said.on, old.on),
                    assessor=assessor,
                    reason=self.private.reason(entry.event.id),
                )

    def _assessors(
        self, record: EvidenceRecord, signers: Sequence[Reference]
    ) -> tuple[Assessor, ...]:
        named = {*signers, *(one.seen_by for one in record.evidence)}
        named |= {one.assessor for one in record.sign_offs}
        named |= {one.assessor for one in record.withdrawals}
        named |= {one.second_assessor for one in record.sign_offs if one.second_assessor}
        found = (self.roster.assessor(key) for key in sorted(named))
        return tuple(one.assessor for one in found if one is not None)


def _usual_signers(record: EvidenceRecord, roster: Roster) -> tuple[Reference, ...]:
    """Return who signs the paper if nobody says: who signed most, and who checked most of it.

    Whoever is still there comes before whoever is not; without sign-offs it is who saw most.
    """
    signed: list[SignOff] = []
    for held in sign_offs_in_force(record, on=_END).values():
        signed += held
    active = {one.assessor.id for one in roster.active}

    def most(keys: Iterable[Reference | None], *, but: Reference | None = None) -> Reference | None:
        count = Counter(key for key in keys if key is not None and key != but)
        return max(sorted(count), key=lambda key: (key in active, count[key]), default=None)

    first = most(one.assessor for one in signed) or most(one.seen_by for one in record.evidence)
    second = most((one.second_assessor for one in signed), but=first)
    if first is None:  # nothing was seen yet: whoever is there signs that
        return tuple(one.assessor.id for one in roster.active[:1])
    return tuple(key for key in (first, second) if key is not None)
