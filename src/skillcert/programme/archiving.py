"""A workshop closes, and another body answers for its papers.

    data = archive_of(office, until=date(2045, 1, 1))  # what the workshop hands over
    adopted = [open_archive(data).bundle]
    trust_list(umbrella, until=date(2026, 1, 1), adopted=adopted)  # the other body's own list

Rules of this module

- In an archive every key has an allow-list: the papers that were issued. Whatever becomes of the
  keys afterwards, nothing else is ever confirmed by it.
- What was withdrawn, or is of a person who was erased, is simply not on it.
- An archive holds the words of the skills for papers whose code names them by keys.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.credentials import TrustBundle, TrustedIssuer, seal_bundle, short_digest
from skillcert.credentials.archive import ISSUERS, seal_archive
from skillcert.credentials.page import verify_page
from skillcert.errors import SkillcertError
from skillcert.programme.office import Office
from skillcert.programme.outsiders import issued_papers, marks_of, taken_back, trusted_issuers
from skillcert.programme.site import Site
from skillcert.rubrics import digest_of

__all__ = ["archive_of", "closing_list"]


def archive_of(office: Office, *, until: dt.date) -> bytes:
    """Return the archive with which somebody else answers for this workshop.

    Args:
        office: The office, whose key signs it.
        until: The day from which a newer list of issuers should be there.

    Raises:
        LedgerError: The ledger cannot be read, or was altered.
    """
    site = office.site
    issuers = seal_bundle(closing_list(office, until=until), [office.signer])
    readme = files("skillcert.credentials").joinpath("archive_readme.txt").read_bytes()
    parts = {
        "README.txt": readme,
        ISSUERS: issuers,
        "check.html": verify_page(issuers, camera=True),
        "checkpoint.txt": office.checkpoint().note.encode("utf-8"),
        **dict(_words(site)),
    }
    return seal_archive(parts, office.signer)


def closing_list(office: Office, *, until: dt.date) -> TrustBundle:
    """Return the list of issuers of a workshop that closes: the papers that count, and no more."""
    site = office.site
    withdrawn, replaced = taken_back(site)
    last = site.today + dt.timedelta(days=1)
    return TrustBundle(
        sequence=site.ledger.head(site.key).size,
        issued_on=site.today,
        until=until,
        signers=(office.signer.public.hex,),
        issuers=tuple(_closed(site, one, withdrawn, last) for one in trusted_issuers(site)),
        replaced=marks_of(replaced),
    )


def _closed(
    site: Site, issuer: TrustedIssuer, withdrawn: frozenset[str], last: dt.date
) -> TrustedIssuer:
    key = issuer.public.id
    good = [
        one.event.id
        for one in issued_papers(site)
        if one.event.key == key
        and one.event.id not in withdrawn
        and site.roster.counts(key, one.seq)
    ]
    return attrs.evolve(issuer, end=issuer.end or last, allowed=marks_of(good))


def _words(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the rubrics that papers were issued against, as far as they are still installed.

    A file is the bytes that the digest in a paper's code is of, and is named by what the page and
    the code show of it.
    """
    wanted = {
        (one.event.certificate_issued.workshop, one.event.certificate_issued.rubric)
        for one in issued_papers(site)
        if one.event.certificate_issued
    }
    for workshop, choice in sorted(wanted, key=str):
        try:
            rubric = site.programme.registry.rubric(workshop, choice.id)
        except SkillcertError:
            continue
        if digest_of(rubric) == choice.digest:
            path = f"rubrics/{choice.id}-{short_digest(choice.digest)}.json"
            yield path, codec.canonical(rubric)
