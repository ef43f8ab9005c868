"""What the office gives to those outside: the list of issuers, badges, files for a CV.

Rules of this module

- A list of issuers is made of the ledger alone: whose keys issued from when to when, what was taken
  back, and, of a key that was in the wrong hands, which papers are known to be good.
- Its number is the size of the chain, and of those of adopted workshops, so that a later list
  always has a higher one.
- A badge or a CV says what a paper said that was issued. Where the record has changed since, so
  that it would say something else, it is refused: issue a new paper.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator, Sequence

import attrs

from skillcert.credentials import TrustBundle, TrustedIssuer, mark_of, seal_bundle
from skillcert.credentials.cv import europass, json_resume
from skillcert.credentials.open_badge import badge_id
from skillcert.documents import public_part
from skillcert.errors import SkillcertError
from skillcert.ledger.chain import Entry
from skillcert.ledger.records import Built
from skillcert.ledger.roster import KnownKey
from skillcert.model import (
    Certificate,
    CertificateIssued,
    EventKind,
    KeyHex,
    Reference,
    Sha256,
)
from skillcert.programme.badges import sealed_badge
from skillcert.programme.office import Office
from skillcert.programme.site import Site
from skillcert.signing import Signer

__all__ = [
    "FORMATS",
    "export_paper",
    "issued_papers",
    "marks_of",
    "taken_back",
    "trust_list",
    "trusted_issuers",
]

FORMATS = ("open-badge", "json-resume", "europass")
"""What a paper can be exported as."""


def trust_list(office: Office, *, until: dt.date, adopted: Sequence[TrustBundle] = ()) -> bytes:
    """Return the signed list of issuers of a site.

    Args:
        office: The office, whose key signs it.
        until: The day from which a newer one should be there.
        adopted: Lists of workshops that have closed, for which this site answers too.

    Raises:
        LedgerError: The ledger cannot be read, or was altered.
    """
    site = office.site
    withdrawn, replaced = taken_back(site)
    own = tuple(trusted_issuers(site))
    bundle = TrustBundle(
        sequence=site.ledger.head(site.key).size + sum(one.sequence for one in adopted),
        issued_on=site.today,
        until=until,
        signers=(office.signer.public.hex,),
        issuers=(*own, *_adopted(adopted, {one.key for one in own})),
        withdrawn=_together(marks_of(withdrawn), *(one.withdrawn for one in adopted)),
        replaced=_together(marks_of(replaced), *(one.replaced for one in adopted)),
    )
    return seal_bundle(bundle, [office.signer])


def _adopted(lists: Sequence[TrustBundle], known: set[KeyHex]) -> Iterator[TrustedIssuer]:
    """Yield the issuers of other lists, each key as the newest list has it."""
    for bundle in sorted(lists, key=lambda one: one.sequence, reverse=True):
        for issuer in bundle.issuers:
            if issuer.key not in known:
                known.add(issuer.key)
                yield issuer


def _together(*marks: tuple[Sha256, ...]) -> tuple[Sha256, ...]:
    return tuple(sorted({mark for some in marks for mark in some}))


def trusted_issuers(site: Site) -> Iterator[TrustedIssuer]:
    """Yield the keys that issue, or issued, at a site."""
    for key in site.roster.keys:
        if key.owner is None:
            yield TrustedIssuer(
                key=key.public,
                issuer=site.issuer,
                # A paper's day is the site's own and the moment in UTC: somewhere it is another.
                start=_day_of(site, key.since) - dt.timedelta(days=1),
                end=_day_of(site, key.replaced) + dt.timedelta(days=1) if key.replaced else None,
                allowed=_allowed(site, key),
            )


def export_paper(
    office: Office, certificate: Reference, form: str, *, endorsers: Sequence[Signer] = ()
) -> bytes:
    """Return a paper that was issued in a form for wallets and CVs.

    Args:
        office: The office.
        certificate: The paper's id.
        form: One of `FORMATS`.
        endorsers: Keys of supervisors who endorse, in a badge, the lines that they signed.

    Raises:
        RefusedError: There is no such paper, or an endorser signed none of its lines.
        SkillcertError: The record has changed since, or there is no such form.
    """
    issued = office.paper(certificate)
    built, said = _said_again(office, issued)
    if form == "json-resume":
        return json_resume(said, certificate_id=certificate)
    if form == "europass":
        return europass(said, certificate_id=certificate)
    if form == "open-badge":
        entry = office.site.ledger.entry(certificate)
        badge = sealed_badge(
            office.site,
            built,
            said,
            certificate_id=certificate,
            place=entry.seq if entry else 0,
            signer=office.signer,
            created=office.site.now,
            endorsers=endorsers,
        )
        return (json.dumps(badge, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    raise SkillcertError(f"there is no form {form!r}", hint=f"Choose one of: {', '.join(FORMATS)}")


def issued_papers(site: Site) -> tuple[Entry, ...]:
    """Return the entries of all papers that a site issued, in order."""
    return site.ledger.entries_of_kind(site.key, EventKind.CERTIFICATE_ISSUED)


def _said_again(office: Office, issued: CertificateIssued) -> tuple[Built, Certificate]:
    """Return a record and what a paper said of it, held to the digest in the chain."""
    site = office.site
    built = site.record(issued.person, issued.workshop, issued.rubric.id)
    chosen = tuple(line.criterion for line in issued.lines)
    tries = [built.record.choices, attrs.evolve(built.record.choices, show=chosen, opt_in=chosen)]
    for choices in tries:
        draft = site.programme.draft(
            attrs.evolve(built.record, choices=choices),
            language=issued.language,
            on=issued.on,
            document=issued.document,
            pictures=site.pictures(built),
        )
        digest = hashlib.sha256(public_part(draft.documents)).hexdigest()
        if f"sha256:{digest}" == issued.certificate:
            return built, draft.certificate
    raise SkillcertError(
        "the record has changed since this paper was issued, so it would say something else",
        hint="Issue a new paper that takes its place, and export that one",
    )


def taken_back(site: Site) -> tuple[frozenset[Reference], frozenset[Reference]]:
    """Return the ids of the papers that were withdrawn, and of those that were replaced."""
    kinds = (EventKind.CERTIFICATE_WITHDRAWN, EventKind.CERTIFICATE_ISSUED, EventKind.PERSON_ERASED)
    entries = site.ledger.entries_of_kind(site.key, *kinds)
    erased = {entry.event.person for entry in entries if entry.event.person_erased}
    withdrawn, replaced = set(), set()
    for entry in entries:
        event = entry.event
        if event.certificate_withdrawn:
            withdrawn.add(event.certificate_withdrawn.certificate)
        elif event.certificate_issued:
            if event.certificate_issued.replaces:
                replaced.add(event.certificate_issued.replaces)
            # Whoever had everything deleted wants no paper confirmed; the answer does not tell why.
            if event.person in erased:
                withdrawn.add(event.id)
    return frozenset(withdrawn), frozenset(replaced - withdrawn)


def marks_of(ids: Collection[Reference]) -> tuple[Sha256, ...]:
    """Return the marks of papers and of their badges, sorted."""
    return tuple(sorted({mark_of(name) for one in ids for name in (one, badge_id(one))}))


def _allowed(site: Site, key: KnownKey) -> tuple[Sha256, ...] | None:
    """Return the marks of the papers that still count under a key that was in the wrong hands."""
    if key.trusted_to is None:
        return None
    good = {
        entry.event.id
        for entry in issued_papers(site)
        if entry.event.key == key.id and entry.seq <= key.trusted_to
    }
    return marks_of(good)


def _day_of(site: Site, seq: int) -> dt.date:
    return next(site.ledger.entries(site.key, after=seq - 1)).event.at.date()
