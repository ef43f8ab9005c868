"""A workshop closes, and another body answers for its papers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

import pytest

from skillcert import Programme
from skillcert.credentials import TrustBundle, Verdict, open_bundle, verify_code
from skillcert.credentials.archive import Archive, open_archive
from skillcert.ledger.files import MemoryFiles
from skillcert.model import Issuer, Name
from skillcert.programme import Office
from skillcert.programme.archiving import archive_of
from skillcert.programme.office import Paper
from skillcert.programme.outsiders import trust_list
from skillcert.programme.publishing import publish
from skillcert.signing import KeySigner
from tests.credentials.papers import code
from tests.site.conftest import PROGRAMME, Place
from tests.site.test_outsiders import HOME
from tests.site.test_use_cases import practised

UNTIL = dt.date(2045, 1, 1)
YEARS_LATER = dt.date(2040, 1, 1)
UMBRELLA = KeySigner.of_seed(bytes(range(130, 162)))


@pytest.fixture
def umbrella(place: Place) -> Iterator[Office]:
    """The office of another body, with a ledger of its own."""
    site = Programme.found(
        "memory:",
        site="umbrella",
        issuer=Issuer(name=Name("Verkstedenes Fellesorgan")),
        signer=UMBRELLA,
        clock=place.clock,
        files=MemoryFiles(),
    )
    with site:
        yield site.manage(UMBRELLA)


def closed(place: Place) -> tuple[dict[str, Paper], Archive]:
    """Return papers of every fate, and the archive of the workshop that issued them."""
    person, other = practised(place), practised(place, "Łucja Żółć")
    names = ("good", "withdrawn", "replaced")
    papers = {name: place.office.issue(person.id, "bicycle", language="nb") for name in names}
    papers["erased"] = place.office.issue(other.id, "bicycle", language="nb")
    old, gone = papers["replaced"].certificate_id, papers["withdrawn"].certificate_id
    papers["new"] = place.office.issue(person.id, "bicycle", language="nb", replaces=old)
    assert gone is not None
    place.office.withdraw_paper(gone)
    place.kari.erase(other.id)
    return papers, open_archive(archive_of(place.office, until=UNTIL))


def answers(papers: dict[str, Paper], trust: TrustBundle) -> dict[str, Verdict]:
    """Return what is answered for each paper, years later."""
    return {
        name: verify_code(paper.code.link(), trust, on=YEARS_LATER).report.verdict
        for name, paper in papers.items()
        if paper.code
    }


FATES = {
    "good": Verdict.GENUINE,
    "new": Verdict.GENUINE,
    "withdrawn": Verdict.NOT_CONFIRMED,
    "erased": Verdict.NOT_CONFIRMED,
    "replaced": Verdict.REPLACED,
}


def test_it_answers_for_every_paper(place: Place, umbrella: Office) -> None:
    """The archive alone, and the other body's own list and page: the same answer as before.

    Nothing in the archive names anybody, and a key that is found years later issues nothing.
    """
    papers, archive = closed(place)
    adopted = [archive.bundle]
    together = open_bundle(trust_list(umbrella, until=UNTIL, adopted=adopted))
    umbrella.move_to(HOME)
    published = publish(umbrella, until=UNTIL, adopted=adopted)
    (listed,) = (file.data for file in published if file.path == "issuers.json")
    for trust in (archive.bundle, together, open_bundle(listed)):
        assert answers(papers, trust) == FATES
        forged = code(signer=PROGRAMME).link()
        assert not verify_code(forged, trust, on=YEARS_LATER).report.genuine
    everything = b"".join(archive.files.values())
    for secret in ("Jonas", "Bråten", "Łucja", "Kari", "Lunde"):
        assert secret.encode() not in everything
    for paper in papers.values():
        assert str(paper.certificate_id).encode() not in everything


def test_it_has_the_words_of_the_skills(place: Place) -> None:
    """The rubric's bytes are there, by the digest that stands in the code."""
    papers, archive = closed(place)
    (rubric,) = (data for path, data in archive.files.items() if path.startswith("rubrics/"))
    digest = hashlib.sha256(rubric).hexdigest()
    assert papers["good"].issued.certificate.rubric.digest == f"sha256:{digest}"
    assert {"README.txt", "check.html", "checkpoint.txt", "issuers.json"} <= set(archive.files)


def test_a_newer_archive_of_the_same_workshop(place: Place, umbrella: Office) -> None:
    """Of two archives with one key the newer counts; the own key is never taken from another."""
    papers, first = closed(place)
    person = practised(place, "Ole Kvam")
    later = place.office.issue(person.id, "bicycle", language="nb")
    second = open_archive(archive_of(place.office, until=UNTIL))
    for adopted in ([first, second], [second, first]):
        bundles = [one.bundle for one in adopted]
        trust = open_bundle(trust_list(umbrella, until=UNTIL, adopted=bundles))
        assert answers({**papers, "later": later}, trust) == {**FATES, "later": Verdict.GENUINE}
    own = open_bundle(trust_list(place.office, until=UNTIL, adopted=[first.bundle]))
    assert own.issuers[0].allowed is None
