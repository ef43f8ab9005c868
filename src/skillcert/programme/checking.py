"""Checking what somebody hands in, with all that is at hand: the workshops, and a ledger.

    found = check_file(data, open_bundle(issuers), on=today, programme=programme, ledger=ledger)
    found.report.verdict

Rules of this module

- The list of issuers decides whose signatures count. A ledger only adds what it knows of the paper.
- A ledger that never had the issuer's key says nothing about the paper. One that had it must hold
  the paper, and the state of the chain that the paper is a witness of.
- What the ledger has taken back since is taken back, although the list may not say so yet.
"""

from __future__ import annotations

import datetime as dt

from skillcert.credentials import Check, CheckName, Outcome, PaperCode, TrustBundle, short_digest
from skillcert.credentials.file_verification import Known, no_ledger, verify_file
from skillcert.credentials.verification import Verified
from skillcert.errors import LedgerError
from skillcert.ledger.chain import Entry
from skillcert.ledger.states import root_at
from skillcert.ledger.store import Ledger
from skillcert.model import CertificateIssued
from skillcert.programme.history import History
from skillcert.programme.programme import Programme
from skillcert.signing import Purpose

__all__ = ["check_file", "in_ledger", "known_here"]


def check_file(
    data: bytes,
    trust: TrustBundle,
    *,
    on: dt.date,
    programme: Programme | None = None,
    ledger: Ledger | None = None,
) -> Verified:
    """Check a PDF, a picture, a credential or the text of a code. Bad data never raises.

    Args:
        data: The bytes.
        trust: The list of issuers.
        on: Today, to say whether the list is old.
        programme: The workshops that are installed, for the words of the skills.
        ledger: The ledger that the paper may have been issued from.

    Raises:
        CredentialError: A library that is needed to read such a file is not installed.
    """
    return verify_file(data, trust, on=on, known=known_here(programme, ledger))


def known_here(programme: Programme | None, ledger: Ledger | None) -> Known:
    """Return what a check can ask of the workshops and the ledger that are at hand."""

    def paper(code: PaperCode) -> Check:
        return in_ledger(code, ledger) if ledger else no_ledger()

    if programme is None:
        return Known(ledger=paper)
    return Known(rubric=programme.installed_rubric, ledger=paper)


def in_ledger(code: PaperCode, ledger: Ledger) -> Check:
    """Say whether a ledger holds a paper, and still holds what it held at issue.

    Args:
        code: The code of the paper, whose signature was checked.
        ledger: The ledger.
    """
    try:
        return _in_ledger(code, ledger)
    except LedgerError as error:
        return _fails("the ledger here was altered, or cannot be read: " + error.what, "altered")


def _in_ledger(code: PaperCode, ledger: Ledger) -> Check:
    content = code.content
    site = next((one for one in ledger.sites() if ledger.roster(one).known(code.key)), None)
    if site is None:
        why = "the ledger here is another workshop's"
        return Check(name=_NAME, outcome=Outcome.NOT_CHECKED, why=why, fault="foreign_ledger")
    entry = ledger.entry(content.id)
    issued = entry.event.certificate_issued if entry and entry.site == site else None
    if entry is None or issued is None or not _issues(entry, issued, code, ledger):
        return _fails("the ledger here knows of no such paper", "not_in_ledger")
    point = issued.checkpoint
    with ledger.database.reading() as connection:
        root = root_at(connection, site, point.size)
    if root is None or root.hex() != point.root:
        why = f"the first {point.size} entries of the ledger here are not those of the day of issue"
        return _fails(why, "other_ledger")
    if taken := _taken_back(entry, issued, ledger):
        return taken
    why = f"entry {entry.seq} of {site}, and the {point.size} before it are as they were"
    return Check(name=_NAME, outcome=Outcome.PASS, why=why)


def _issues(entry: Entry, issued: CertificateIssued, code: PaperCode, ledger: Ledger) -> bool:
    """Say whether an entry is the issue of just the paper with this code, and a sound one."""
    content, roster = code.content, ledger.roster(entry.site)
    key = roster.known(code.key)
    point, said = content.checkpoint, issued.checkpoint
    return (
        key is not None
        and key.owner is None
        and roster.counts(code.key, entry.seq)
        and entry.event.key == code.key
        and entry.envelope.verified_by(key.key, Purpose.EVENT)
        and short_digest(issued.certificate) == content.certificate
        and point is not None
        and (said.size, short_digest(said.root)) == (point.size, point.root)
        and said.size < entry.seq
    )


def _taken_back(entry: Entry, issued: CertificateIssued, ledger: Ledger) -> Check | None:
    entries = ledger.entries_of(entry.site, issued.person)
    history = History.of(entries, ledger.roster(entry.site))
    if history.is_erased or entry.event.id in history.withdrawn_papers:
        return _fails("not confirmed, by the ledger here", "not_confirmed")
    if entry.event.id in history.gone:
        return _fails("a newer paper took its place, by the ledger here", "replaced")
    return None


_NAME = CheckName.CHECKPOINT


def _fails(why: str, fault: str) -> Check:
    return Check(name=_NAME, outcome=Outcome.FAIL, why=why, fault=fault)
