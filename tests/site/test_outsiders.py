"""What the office gives to those outside, checked as they would check it."""

from __future__ import annotations

import datetime as dt
import json

import pypdf
import pytest

from skillcert.credentials import CheckName, Outcome, TrustBundle, Verdict, open_bundle
from skillcert.credentials.file_verification import verify_file
from skillcert.credentials.status_list import is_revoked, status_entry
from skillcert.errors import RefusedError, SkillcertError
from skillcert.model import EvidenceKind, Reference
from skillcert.programme.outsiders import (
    FORMATS,
    export_paper,
    revocation_list,
    trust_list,
)
from skillcert.signing import KeySigner
from tests.site.conftest import Place
from tests.site.test_use_cases import GUIDES_OTHERS, mended, practised, tube

LATER = dt.date(2026, 1, 1)


def listed(place: Place) -> TrustBundle:
    """Return the list of issuers as it is now."""
    return open_bundle(trust_list(place.office, until=LATER))


def verdict(place: Place, pdf: bytes) -> Verdict:
    """Return what is answered to whoever checks a paper."""
    return verify_file(pdf, listed(place), on=place.site.today).report.verdict


def test_a_paper_before_the_list(place: Place) -> None:
    """A paper is genuine by the site's own list, with its badge beside the code."""
    person = practised(place)
    pdf = place.office.issue(person.id, "bicycle", language="nb").issued.pdf
    found = verify_file(pdf, listed(place), on=place.site.today)
    assert found.report.genuine
    assert found.report.outcome(CheckName.EMBEDDED) is Outcome.PASS
    import io

    assert set(pypdf.PdfReader(io.BytesIO(pdf)).attachments) == {
        "badge.json",
        "code.txt",
        "record.json",
    }


def test_replaced_withdrawn_and_erased(place: Place) -> None:
    """A replaced paper is said to be; a withdrawn one and an erased person's are not confirmed."""
    person, other = practised(place), practised(place, "Łucja Żółć")
    first = place.office.issue(person.id, "bicycle", language="nb")
    second = place.office.issue(person.id, "bicycle", language="nb", replaces=first.certificate_id)
    third = place.office.issue(other.id, "bicycle", language="nb")
    assert verdict(place, first.issued.pdf) is Verdict.REPLACED
    assert verdict(place, second.issued.pdf) is Verdict.GENUINE
    assert second.certificate_id is not None
    place.office.withdraw_paper(second.certificate_id)
    assert verdict(place, second.issued.pdf) is Verdict.NOT_CONFIRMED
    place.kari.erase(other.id)
    assert verdict(place, third.issued.pdf) is Verdict.NOT_CONFIRMED


def test_a_list_has_a_higher_number_each_time(place: Place) -> None:
    """A later list is accepted after an earlier one, and not the other way round."""
    person = practised(place)
    before = trust_list(place.office, until=LATER)
    place.office.issue(person.id, "bicycle", language="nb")
    after = trust_list(place.office, until=LATER)
    open_bundle(after, before=open_bundle(before))
    with pytest.raises(SkillcertError, match="already here"):
        open_bundle(before, before=open_bundle(after))


def test_papers_of_an_old_key(place: Place) -> None:
    """After the programme's key was replaced, papers under the old one are still genuine."""
    person = practised(place)
    pdf = place.office.issue(person.id, "bicycle", language="nb").issued.pdf
    new = KeySigner.of_seed(bytes(range(90, 122)))
    old = listed(place)
    place.office.replace_own_key(new.public)
    office = place.site.manage(new)
    now = open_bundle(trust_list(office, until=LATER))
    assert verify_file(pdf, now, on=place.site.today).report.genuine
    with pytest.raises(SkillcertError, match="signatures"):
        open_bundle(trust_list(office, until=LATER), before=old)


def test_after_the_programmes_key_was_stolen(place: Place) -> None:
    """Only papers from before count, whatever day the others bear."""
    person = practised(place)
    good = place.office.issue(person.id, "bicycle", language="nb").issued.pdf
    trusted = place.site.ledger.head(place.site.key).size
    stolen = place.office
    bad = stolen.issue(person.id, "bicycle", language="nb").issued.pdf
    new = KeySigner.of_seed(bytes(range(90, 122)))
    old_id = stolen.signer.public.id
    stolen.replace_own_key(new.public)
    office = place.site.manage(new)
    office.declare_compromised(old_id, after=trusted)
    now = open_bundle(trust_list(office, until=LATER))
    assert verify_file(good, now, on=place.site.today).report.genuine
    assert verify_file(bad, now, on=place.site.today).report.verdict is Verdict.NOT_CONFIRMED


@pytest.mark.parametrize("form", FORMATS)
def test_exports(place: Place, form: str) -> None:
    """A paper that was issued comes out for wallets and CVs; one that is not there does not."""
    person = practised(place)
    paper = place.office.issue(person.id, "bicycle", language="nb")
    assert paper.certificate_id is not None
    data = export_paper(place.office, paper.certificate_id, form)
    assert person.name.split()[-1] in data.decode("utf-8")
    if form == "open-badge":
        assert verify_file(data, listed(place), on=place.site.today).report.genuine
    with pytest.raises(RefusedError):
        export_paper(place.office, Reference("nothing"), form)


def test_a_record_that_has_changed_since(place: Place) -> None:
    """A badge says what a paper said, or is refused."""
    person = practised(place)
    paper = place.office.issue(person.id, "bicycle", language="nb")
    place.kari.sign([mended(person, GUIDES_OTHERS, tube(kind=EvidenceKind.GUIDING))])
    assert paper.certificate_id is not None
    with pytest.raises(SkillcertError, match="has changed since"):
        export_paper(place.office, paper.certificate_id, "open-badge")


def test_the_status_list(place: Place) -> None:
    """The list for the issuer's site says which badges were taken back."""
    person = practised(place)
    papers = [place.office.issue(person.id, "bicycle", language="nb") for _ in range(2)]
    gone, stays = (paper.certificate_id for paper in papers)
    assert gone is not None
    assert stays is not None
    place.office.withdraw_paper(gone)
    address = "https://papers.example/status/1"
    made = json.loads(revocation_list(place.office, address))
    for certificate, revoked in ((gone, True), (stays, False)):
        entry = place.site.ledger.entry(certificate)
        assert entry is not None
        assert is_revoked(status_entry(address, entry.seq), made) is revoked
