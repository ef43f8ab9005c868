"""What an issuer with a site puts there: the page, the list of issuers, status lists, the did.

Rules of this module

- Everything is a file that lies still; the site runs no program.
- Each file is made of the ledger alone and may be made anew at any time.
- A badge that was withdrawn or replaced is marked in its status list: a verifier that asks the site
  knows no third state.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

import attrs

from skillcert.credentials import TrustBundle
from skillcert.credentials.did_web import did_document, did_web, document_place
from skillcert.credentials.page import verify_page
from skillcert.credentials.status_list import LENGTH, status_list
from skillcert.errors import SkillcertError
from skillcert.model import WebHome
from skillcert.programme.badges import status_address
from skillcert.programme.office import Office
from skillcert.programme.outsiders import issued_papers, taken_back, trust_list
from skillcert.signing import PublicKey

__all__ = ["WebFile", "did_file", "publish", "status_files"]


@attrs.frozen(kw_only=True)
class WebFile:
    """A file for the issuer's site.

    Attributes:
        path: Its place in the issuer's folder there, with slashes.
        address: Where others will ask for it.
        data: Its bytes.
    """

    path: str
    address: str
    data: bytes = attrs.field(repr=False)


def publish(
    office: Office,
    *,
    until: dt.date,
    camera: bool = True,
    adopted: Sequence[TrustBundle] = (),
) -> tuple[WebFile, ...]:
    """Return the files for the issuer's site.

    Args:
        office: The office, whose key signs them.
        until: The day from which a newer list of issuers should be there.
        camera: Whether the page reads codes by camera in every browser.
        adopted: Lists of workshops that have closed, for which this site answers too.

    Raises:
        SkillcertError: The ledger names no place on the web.
    """
    home = office.site.roster.home
    if home is None:
        raise SkillcertError(
            "the ledger names no place on the web", hint="Say where it is: Office.move_to"
        )
    issuers = trust_list(office, until=until, adopted=adopted)
    files = [
        _file(home, "issuers.json", issuers),
        _file(home, "v1/index.html", verify_page(issuers, camera=camera)),
        *status_files(office, home),
    ]
    if home.did_web:
        files.append(did_file(office, home))
    return tuple(files)


def status_files(office: Office, home: WebHome) -> Iterator[WebFile]:
    """Yield the status lists of all badges, each with what was taken back."""
    site = office.site
    withdrawn, replaced = taken_back(site)
    gone = withdrawn | replaced
    papers = issued_papers(site)
    last = papers[-1].seq if papers else 0
    for number in range(last // LENGTH + 1):
        places = [
            one.seq % LENGTH
            for one in papers
            if one.event.id in gone and one.seq // LENGTH == number
        ]
        address = status_address(home, number * LENGTH)
        made = status_list(
            address,
            places,
            office.signer,
            created=site.now,
            issuer_did=did_web(home.address) if home.did_web else None,
        )
        yield _file(home, address.removeprefix(f"{home.address}/"), _json(made))


def did_file(office: Office, home: WebHome) -> WebFile:
    """Return the document of the issuer's did:web.

    Keys that were replaced stay in it, since what they signed stands. One that was in the wrong
    hands does not: a verifier that asks the site knows no list of what still counts under it.
    """
    keys = [
        PublicKey.of_hex(key.public)
        for key in office.site.roster.keys
        if key.owner is None and key.trusted_to is None
    ]
    document = did_document(did_web(home.address), keys)
    return _file(home, document_place(home.address), _json(document))


def _file(home: WebHome, path: str, data: bytes) -> WebFile:
    address = f"{home.address}/{path.removesuffix('/index.html')}"
    return WebFile(path=path, address=address, data=data)


def _json(tree: object) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
