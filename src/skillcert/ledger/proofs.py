"""What each line of a certificate rests on, back to a supervisor's signature.

Rules of this module

- A line is proven by the sign-off that it names: of the same person, criterion and workshop, made
  before the certificate, at the level that is shown, by an assessor of the site whose key counts,
  not taken back by then, and with all its evidence in the chain, not all of it withdrawn by then.
- A sign-off for guiding others also carries "independent" (ADR 0007).
- That a sign-off was taken back after the issue is told and takes nothing from the proof.
- Rows are read as they lie in the table, of one person at a time. Whoever calls has made sure that
  they are events in their canonical form, signed by the keys that they name.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import attrs
from sqlalchemy import Row

from skillcert.ledger.findings import CertificateProof, Confirmation, LineProof
from skillcert.ledger.roster import Roster
from skillcert.model import EventKind, KeyId, PerformanceLevel, Reference, Token
from skillcert.refusals import Refusal, RefusalReason, refuse

__all__ = ["prove"]

_R = RefusalReason
_SIGNED = EventKind.SKILL_SIGNED.value
_SEEN = EventKind.EVIDENCE_RECORDED.value
_CONFIRMED = EventKind.SIGN_OFF_CONFIRMED.value
_WITHDRAWN = EventKind.SIGN_OFF_WITHDRAWN.value
_UNSEEN = EventKind.EVIDENCE_WITHDRAWN.value
_GUIDES = PerformanceLevel.GUIDES_OTHERS.value
_LEVELS = {level.value: level for level in PerformanceLevel}
_CORRECTS = b'"corrects":'


class _Said:
    """A row, and what the event in it says, read when it is asked for."""

    __slots__ = ("_event", "body", "id", "kind", "seq")

    seq: int
    id: str
    body: bytes
    kind: str

    def __init__(self, row: Row[Any]) -> None:
        self.seq, self.id, _, self.body, _, self.kind, _ = tuple(row)
        self._event: dict[str, Any] | None = None

    @property
    def event(self) -> dict[str, Any]:
        """The event, as it is written."""
        if self._event is None:
            self._event = json.loads(self.body)
        return self._event

    @property
    def payload(self) -> dict[str, Any]:
        """What it says."""
        payload: dict[str, Any] = self.event[self.kind]
        return payload

    @property
    def key(self) -> KeyId:
        """The key that it names."""
        return KeyId(self.event["key"])


def prove(
    issued: Row[Any],
    about: Iterable[Row[Any]],
    roster: Roster,
    *,
    sound: Callable[[int], bool] = lambda _: True,
) -> CertificateProof:
    """Return what the lines of a certificate rest on.

    Args:
        issued: The row of the event that issued it.
        about: The rows of the events about its person, see `reading.rows_of`.
        roster: Who may say what at the end of the chain.
        sound: Whether the row of a number is what was signed; all are by default.
    """
    paper = _Said(issued)
    said = [_Said(row) for row in about if sound(row.seq)]
    file = _File(issued.seq, paper.payload, {one.id: one for one in said}, roster)
    return CertificateProof(
        site=roster.site,
        seq=issued.seq,
        certificate=Reference(issued.id),
        person=Reference(paper.payload["person"]),
        on=dt.date.fromisoformat(paper.payload["on"]),
        lines=tuple(map(file.line, paper.payload.get("lines", ()))),
    )


@attrs.frozen(eq=False)
class _File:
    """A certificate and what is known of its person."""

    seq: int
    paper: dict[str, Any]
    about: dict[str, _Said]
    roster: Roster

    def line(self, line: dict[str, str]) -> LineProof:
        """Return what a line rests on."""
        found = self.about.get(line["sign_off"])
        named: dict[str, Any] = {
            "criterion": Token(line["criterion"]),
            "level": _LEVELS[line["level"]],
            "sign_off": Reference(line["sign_off"]),
        }
        if found is None or found.kind != _SIGNED:
            refusal = refuse(_R.UNKNOWN_SIGN_OFF, sign_off=line["sign_off"])
            return LineProof(**named, refusal=refusal)
        owner = self.roster.owner(found.key)
        later = (seq for seq in self._taken_back.get(found.id, ()) if seq > self.seq)
        return LineProof(
            **named,
            seq=found.seq,
            assessor=owner.assessor if owner else None,
            on=dt.date.fromisoformat(found.payload["on"]),
            evidence=len(set(found.payload.get("evidence", ())) - self._withdrawn),
            confirmed=self._confirmations(found),
            taken_back=next(later, None),
            refusal=self._refusal(line, found),
        )

    def _refusal(self, line: dict[str, str], found: _Said) -> Refusal | None:
        signed, paper = found.payload, self.paper
        if (
            found.seq > self.seq
            or (signed["workshop"], signed["rubric"]["id"])
            != (paper["workshop"], paper["rubric"]["id"])
            or signed["criterion"] != line["criterion"]
        ):
            return refuse(_R.UNKNOWN_SIGN_OFF, sign_off=line["sign_off"])
        if not self._counts(found):
            return refuse(_R.WRONG_SIGNATURE, key=found.key)
        if any(seq < self.seq for seq in self._taken_back.get(found.id, ())):
            return refuse(_R.SIGN_OFF_TAKEN_BACK, sign_off=line["sign_off"])
        if line["level"] != signed["level"] and line["level"] not in _carried(signed["level"]):
            return refuse(
                _R.LEVEL_NOT_CARRIED,
                criterion=line["criterion"],
                level=line["level"],
                missing=(f"{signed['level']} was signed",),
            )
        return self._evidence_refusal(found)

    def _evidence_refusal(self, found: _Said) -> Refusal | None:
        cited = found.payload.get("evidence", ())
        for evidence in cited:
            seen = self.about.get(evidence)
            there = seen is not None and seen.kind == _SEEN
            if seen is None or not there or seen.seq > found.seq or not self._counts(seen):
                return refuse(_R.UNKNOWN_EVIDENCE, evidence=evidence)
        if cited and self._withdrawn.issuperset(cited):
            return refuse(_R.UNKNOWN_EVIDENCE, evidence=cited[0])
        return None

    @cached_property
    def _taken_back(self) -> dict[str, list[int]]:
        """The numbers of the events that withdraw or correct sign-offs, by the sign-off."""
        found: dict[str, list[int]] = {}
        for one in self.about.values():
            if one.kind == _WITHDRAWN:
                what = one.payload["sign_off"]
            elif one.kind == _SIGNED and _CORRECTS in one.body:
                what = one.payload["corrects"]
            else:
                continue
            if self._counts(one):
                found.setdefault(what, []).append(one.seq)
        return found

    @cached_property
    def _withdrawn(self) -> set[str]:
        """The evidence that was taken back by the time of the issue."""
        return {
            one.payload["evidence"]
            for one in self._of_kind(_UNSEEN)
            if one.seq < self.seq and self._counts(one)
        }

    @cached_property
    def _confirmed(self) -> dict[str, list[_Said]]:
        """The confirmations, by the sign-off."""
        found: dict[str, list[_Said]] = {}
        for one in self._of_kind(_CONFIRMED):
            if self._counts(one):
                found.setdefault(one.payload["sign_off"], []).append(one)
        return found

    def _confirmations(self, found: _Said) -> tuple[Confirmation, ...]:
        own = self.roster.owner(found.key)
        return tuple(
            Confirmation(assessor=owner.assessor, on=dt.date.fromisoformat(one.payload["on"]))
            for one in self._confirmed.get(found.id, ())
            if (owner := self.roster.owner(one.key)) and owner != own
        )

    def _of_kind(self, kind: str) -> list[_Said]:
        return [one for one in self.about.values() if one.kind == kind]

    def _counts(self, one: _Said) -> bool:
        # Most sites never had a key in the wrong hands, and then nobody has to look whose it was.
        return not self.roster.had_compromise or self.roster.counts(one.key, one.seq)


def _carried(signed: str) -> set[str]:
    """Return the levels that a sign-off at a level carries on paper."""
    return {signed, PerformanceLevel.INDEPENDENT.value} if signed == _GUIDES else {signed}
