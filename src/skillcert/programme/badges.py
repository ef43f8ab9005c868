"""A paper as an Open Badge: what it is made of, and whose word goes along.

Rules of this module

- A badge is made when its paper is issued, or later, if the record still says the same.
- A supervisor's own word goes along only where the supervisor's key is there to sign it: a standard
  verifier checks a proof over the badge's own words, which no signature in the ledger is.
- A supervisor endorses the lines that rest on the own sign-off, and no others.
- Which issuer it names, and whether it names a status list, the site's own settings say. A badge's
  place in the list is the number of its entry in the chain.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from skillcert.credentials.did_web import did_web
from skillcert.credentials.open_badge import BadgeRequest, Endorser, open_badge
from skillcert.credentials.status_list import LENGTH, status_entry
from skillcert.errors import RefusedError
from skillcert.ledger.records import Built
from skillcert.model import Certificate, Reference, SignOff, Token, WebHome
from skillcert.programme.site import Site
from skillcert.refusals import RefusalReason, refuse
from skillcert.rules import standing_of
from skillcert.signing import Signer
from skillcert.texts import words

__all__ = ["badge_request", "sealed_badge", "status_address"]

_R = RefusalReason


def sealed_badge(  # noqa: PLR0913 - what a badge is made of, each by name
    site: Site,
    built: Built,
    certificate: Certificate,
    *,
    certificate_id: Reference,
    place: int,
    signer: Signer,
    created: dt.datetime,
    endorsers: Sequence[Signer] = (),
) -> dict[str, Any]:
    """Return the signed badge of a paper.

    Args:
        site: The site.
        built: The record that the paper is of.
        certificate: What it says.
        certificate_id: Its id.
        place: The number of its entry in the chain.
        signer: The programme's key.
        created: When it is signed, in UTC.
        endorsers: Keys of supervisors who endorse the lines that they signed.

    Raises:
        RefusedError: One of them may not sign here, or signed none of the lines.
    """
    request = badge_request(site, certificate, certificate_id, place)
    words_of = tuple(_endorsers(site, built, certificate, endorsers))
    return open_badge(request, signer, created=created, endorsers=words_of)


def badge_request(
    site: Site, certificate: Certificate, certificate_id: Reference, place: int
) -> BadgeRequest:
    """Return what the badge of a paper is made of; the arguments are those of `sealed_badge`."""
    rubric = site.programme.registry.rubric(certificate.workshop, certificate.rubric.id)
    home = site.roster.home
    return BadgeRequest(
        certificate=certificate,
        rubric=rubric,
        certificate_id=certificate_id,
        issuer_did=did_web(home.address) if home and home.did_web else None,
        status=status_entry(status_address(home, place), place % LENGTH) if home else None,
    )


def status_address(home: WebHome, place: int) -> str:
    """Return the address of the status list that has the place of a paper.

    Args:
        home: Where on the web the issuer's files are.
        place: The number of the paper's entry in the chain.
    """
    return f"{home.address}/status/{place // LENGTH}.json"


def _endorsers(
    site: Site, built: Built, certificate: Certificate, signers: Sequence[Signer]
) -> Iterator[Endorser]:
    """Yield who endorses which lines."""
    signed = _sign_offs(site, built, certificate) if signers else {}
    for signer in signers:
        key = signer.public.id
        if refusal := site.ledger.key_refusal(site.key, key, site.now):
            raise RefusedError([refusal])
        owner = site.roster.owner(key)
        if owner is None:
            raise RefusedError([refuse(_R.ASSESSOR_ONLY, kind="endorse")])
        who = owner.assessor
        own = [line for line, by in signed.items() if who.id in {by.assessor, by.second_assessor}]
        if not own:
            raise RefusedError([refuse(_R.NOTHING_TO_ENDORSE, assessor=who.name)])
        title = who.title or words(certificate.language).role(who.role)
        yield Endorser(name=who.name, title=title, signer=signer, criteria=own)


def _sign_offs(site: Site, built: Built, certificate: Certificate) -> dict[Token, SignOff]:
    """Return the sign-off that each line of a paper rests on."""
    rubric = site.rubric(certificate.workshop, certificate.rubric.id)
    standings = standing_of(rubric, built.record, on=certificate.issued_on)
    rests = {one.criterion.id: one.sign_off for one in standings}
    lines = [line.criterion for group in certificate.levels for line in group.lines]
    return {line: by for line in lines if (by := rests.get(line)) is not None}
