"""Taking back what was said, within an open step."""

from __future__ import annotations

from skillcert.errors import RefusedError
from skillcert.model import (
    EvidenceWithdrawn,
    Prose,
    Reason,
    Reference,
    Sha256,
    SignOffWithdrawn,
    SkillSigned,
)
from skillcert.programme.hand import sound
from skillcert.programme.sealing import new_id
from skillcert.programme.site import Site
from skillcert.programme.step import Step
from skillcert.refusals import RefusalReason, refuse

__all__ = ["kept_reason", "person_of", "sign_off_of", "withdraw", "withdraw_evidence"]

_R = RefusalReason


def sign_off_of(site: Site, key: Reference) -> SkillSigned:
    """Return what was signed under an id.

    Raises:
        RefusedError: The site has no such sign-off.
    """
    entry = site.ledger.entry(key)
    signed = entry.event.skill_signed if entry and entry.site == site.key else None
    if signed is None:
        raise RefusedError([refuse(_R.UNKNOWN_SIGN_OFF, sign_off=key)])
    return signed


def person_of(site: Site, evidence: Reference) -> Reference:
    """Return whose an evidence is.

    Raises:
        RefusedError: The site has no such evidence.
    """
    entry = site.ledger.entry(evidence)
    seen = entry.event.evidence_recorded if entry and entry.site == site.key else None
    if seen is None:
        raise RefusedError([refuse(_R.UNKNOWN_EVIDENCE, evidence=evidence)])
    return seen.person


def withdraw(done: Step, sign_off: Reference, reason: str) -> None:
    """Take a sign-off back.

    Args:
        done: The step.
        sign_off: Its id.
        reason: Why; empty for nothing said.

    Raises:
        RefusedError: It is not there, or was taken back or corrected already.
    """
    old = sign_off_of(done.site, sign_off)
    if sign_off in done.history(old.person).gone:
        raise RefusedError([refuse(_R.SIGN_OFF_TAKEN_BACK, sign_off=sign_off)])
    event_id = new_id(done.site.entropy)
    private = kept_reason(done, old.person, event_id, reason)
    taken = SignOffWithdrawn(person=old.person, sign_off=sign_off, on=done.today, private=private)
    done.say(event_id, sign_off_withdrawn=taken)


def withdraw_evidence(done: Step, evidence: Reference, reason: str) -> None:
    """Take an evidence back.

    Args:
        done: The step.
        evidence: Its id.
        reason: Why; empty for nothing said.

    Raises:
        RefusedError: It is not there, was taken back already, or a sign-off that holds rests on it.
    """
    person = person_of(done.site, evidence)
    history = done.history(person)
    if evidence in history.gone:
        raise RefusedError([refuse(_R.EVIDENCE_TAKEN_BACK, evidence=evidence)])
    if resting := history.rests_on(evidence):
        raise RefusedError([refuse(_R.EVIDENCE_IN_USE, sign_off=resting)])
    event_id = new_id(done.site.entropy)
    private = kept_reason(done, person, event_id, reason)
    taken = EvidenceWithdrawn(person=person, evidence=evidence, on=done.today, private=private)
    done.say(event_id, evidence_withdrawn=taken)


def kept_reason(done: Step, person: Reference, event_id: Reference, text: str) -> Sha256 | None:
    """Keep why something was taken back, if it was said, and return the commitment to it.

    Raises:
        CodecError: The reason has not its form.
        RefusedError: An identity number stands in it.
    """
    return done.vault.put(person, event_id, sound(Reason(text=Prose(text)))) if text else None
