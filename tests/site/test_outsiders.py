"""What the office gives to those outside, checked as they would check it."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import attrs
import pypdf
import pytest

from skillcert.credentials import CheckName, Outcome, TrustBundle, Verdict, open_bundle
from skillcert.credentials.data_integrity import proven
from skillcert.credentials.file_verification import verify_file
from skillcert.credentials.multibase import did_key, multikey
from skillcert.credentials.status_list import is_revoked
from skillcert.errors import RefusedError, SkillcertError
from skillcert.model import EvidenceKind, Issuer, Line, Name, Reference, Token, WebHome
from skillcert.programme import Seen
from skillcert.programme.outsiders import (
    FORMATS,
    export_paper,
    trust_list,
)
from skillcert.programme.publishing import did_file, publish
from skillcert.refusals import RefusalReason as R
from skillcert.signing import KeySigner
from tests.site.conftest import AHMED, KARI, PROGRAMME, STRANGER, Place
from tests.site.test_use_cases import GUIDES_OTHERS, SOME_HELP, mended, practised, tube

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


HOME = WebHome(address=Line("https://papers.example/bryggegata"))


def test_an_issuer_with_a_site(place: Place) -> None:
    """From then on a badge names its place in a status list, and the code leads to the page.

    The list says which badges were taken back: withdrawn, replaced or of an erased person.
    """
    place.office.move_to(HOME)
    person, other = practised(place), practised(place, "Łucja Żółć")
    papers = [place.office.issue(person.id, "bicycle", language="nb") for _ in range(3)]
    papers.append(place.office.issue(other.id, "bicycle", language="nb"))
    gone, old, stays, erased = (paper.certificate_id for paper in papers)
    assert gone is not None
    place.office.withdraw_paper(gone)
    place.office.issue(person.id, "bicycle", language="nb", replaces=old)
    place.kari.erase(other.id)
    files = {file.path: file for file in publish(place.office, until=LATER)}
    assert set(files) == {"issuers.json", "v1/index.html", "status/0.json"}
    made = json.loads(files["status/0.json"].data)
    assert proven(made, PROGRAMME.public)
    assert files["status/0.json"].address == made["id"]
    for paper in papers:
        entry = badge_in(paper.issued.pdf)["credentialStatus"]
        assert entry["statusListCredential"] == made["id"]
        assert is_revoked(entry, made) is (paper.certificate_id != stays)
    assert erased is not None
    code = pypdf.PdfReader(io.BytesIO(papers[2].issued.pdf)).attachments["code.txt"][0]
    assert code.startswith(f"{files['v1/index.html'].address}#".encode())
    assert open_bundle(files["issuers.json"].data) == listed(place)


def test_did_web_by_choice(place: Place) -> None:
    """The issuer is named by the site, whose document has the keys that still count."""
    place.office.move_to(attrs.evolve(HOME, did_web=True))
    person = practised(place)
    pdf = place.office.issue(person.id, "bicycle", language="nb").issued.pdf
    new = KeySigner.of_seed(bytes(range(90, 122)))
    place.office.replace_own_key(new.public)
    office = place.site.manage(new)
    later = office.issue(person.id, "bicycle", language="nb").issued.pdf
    files = {file.path: file.data for file in publish(office, until=LATER)}
    document = json.loads(files["did.json"])
    did = "did:web:papers.example:bryggegata"
    assert document["id"] == did
    for paper, key in ((pdf, PROGRAMME), (later, new)):
        badge = badge_in(paper)
        assert badge["issuer"]["id"] == did
        assert badge["proof"][0]["verificationMethod"] in document["assertionMethod"]
        assert proven(badge, key.public)
    bundle = open_bundle(files["issuers.json"])
    assert verify_file(pdf, bundle, on=place.site.today).report.genuine
    office.declare_compromised(PROGRAMME.public.id, after=1)
    (one,) = json.loads(did_file(office, HOME).data)["verificationMethod"]
    assert one["publicKeyMultibase"] == multikey(new.public)


def test_without_a_site(place: Place) -> None:
    """did:key is what a badge has by itself, with no status list; there is nothing to publish."""
    person = practised(place)
    badge = badge_in(place.office.issue(person.id, "bicycle", language="nb").issued.pdf)
    assert badge["issuer"]["id"] == did_key(PROGRAMME.public)
    assert "credentialStatus" not in badge
    with pytest.raises(SkillcertError, match="no place on the web"):
        publish(place.office, until=LATER)


def test_a_new_telephone_number_leaves_the_site(place: Place) -> None:
    """A change of the issuer's contact does not forget the place on the web."""
    place.office.move_to(HOME)
    place.office.change_issuer(Issuer(name=Name("Bryggegata Verksted")))
    assert place.site.roster.home == HOME
    place.office.move_to(None)
    assert place.site.roster.home is None


def badge_in(pdf: bytes) -> dict[str, Any]:
    """Return the badge that a paper carries."""
    found: dict[str, Any] = json.loads(
        pypdf.PdfReader(io.BytesIO(pdf)).attachments["badge.json"][0]
    )
    return found


def test_supervisors_endorse_what_they_signed(place: Place) -> None:
    """Whoever is there with a key signs a word of their own, on the own lines alone.

    Their word is a credential that any verifier checks by the key that it names.
    """
    person = practised(place)
    tyre = Seen(task=Token("change_tyre"))
    request = mended(person, SOME_HELP, tyre)
    place.ahmed.sign([attrs.evolve(request, criterion=Token("changes_tyres"))])
    paper = place.office.issue(person.id, "bicycle", language="nb", endorsers=[KARI, AHMED])
    words = badge_in(paper.issued.pdf)["endorsement"]
    assert [one["issuer"]["name"] for one in words] == ["Kari Lunde", "Ahmed Sørensen"]
    for key, word in zip((KARI, AHMED), words, strict=True):
        assert word["issuer"]["id"] == did_key(key.public)
        assert proven(word, key.public)
    lines = {
        str(line.criterion): line.text
        for group in paper.issued.certificate.levels
        for line in group.lines
    }
    said = [word["credentialSubject"]["endorsementComment"] for word in words]
    assert lines["mends_puncture"] in said[0]
    assert lines["mends_puncture"] not in said[1]
    assert lines["changes_tyres"] in said[1]
    assert verdict(place, paper.issued.pdf) is Verdict.GENUINE


def test_whoever_signed_nothing_endorses_nothing(place: Place) -> None:
    """A supervisor without a line on the paper, or whose key does not sign, is refused.

    Nothing is issued then. Without endorsers a badge has no endorsement.
    """
    person = practised(place)
    size = place.site.head.size
    for key, why in ((AHMED, R.NOTHING_TO_ENDORSE), (STRANGER, R.UNKNOWN_KEY)):
        with pytest.raises(RefusedError) as refused:
            place.office.issue(person.id, "bicycle", language="nb", endorsers=[key])
        assert [one.reason for one in refused.value.refusals] == [why]
    place.office.retire(Reference("kari"))
    with pytest.raises(RefusedError) as refused:
        place.office.issue(person.id, "bicycle", language="nb", endorsers=[KARI])
    assert [one.reason for one in refused.value.refusals] == [R.ASSESSOR_RETIRED]
    assert place.site.head.size == size + 1
    paper = place.office.issue(person.id, "bicycle", language="nb")
    assert "endorsement" not in badge_in(paper.issued.pdf)
