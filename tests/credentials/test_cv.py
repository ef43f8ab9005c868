"""A certificate as a part of a CV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from skillcert.credentials.cv import europass, json_resume
from tests.credentials.badges import EXAMPLES, ROOT, request
from tests.outside import need

SCHEMA = ROOT / ".node_tools" / "node_modules" / "@jsonresume" / "schema" / "schema.json"
LANGUAGES = ("en", "nb", "nn", "da")
SPACES = {
    "e": "http://www.europass.eu/1.0",
    "hr": "http://www.hr-xml.org/3",
    "oa": "http://www.openapplications.org/oagis/9",
    "eures": "http://www.europass_eures.eu/1.0",
}


def resume(example: Path, language: str = "nb") -> Any:
    """Return the JSON Resume of an example."""
    made = request(example, language)
    return json.loads(json_resume(made.certificate, certificate_id=made.certificate_id))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_published_schema(language: str) -> None:
    """Every workshop's file is valid against the schema of JSON Resume."""
    need("npm-verifiers", present=SCHEMA.is_file(), install="python tools/node_tools.py")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for example in EXAMPLES:
        faults = [fault.message for fault in validator.iter_errors(resume(example, language))]
        assert not faults, example.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_it_says_what_the_paper_says(example: Path) -> None:
    """Each skill of the paper stands under its level, and the period in months."""
    certificate, found = request(example).certificate, resume(example)
    said = [keyword for skill in found["skills"] for keyword in skill["keywords"]]
    assert said == [line.text for group in certificate.levels for line in group.lines]
    assert certificate.period is not None
    assert found["work"][0]["startDate"] == certificate.period.start.isoformat()[:7]
    assert found["basics"]["name"] == certificate.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_europass(example: Path) -> None:
    """The Europass file names the holder, the issuer, the skills and the certificate."""
    made = request(example)
    data = europass(made.certificate, certificate_id=made.certificate_id)
    root = ET.fromstring(data)  # noqa: S314 - our own file
    assert root.tag == f"{{{SPACES['e']}}}Candidate"
    names = [
        root.findtext(f"e:CandidatePerson/e:PersonName/{part}", namespaces=SPACES) or ""
        for part in ("oa:GivenName", "hr:FamilyName")
    ]
    assert " ".join(names) == made.certificate.name
    place = "e:CandidateProfile/e:EmploymentHistory/e:EmployerHistory"
    assert root.findtext(f"{place}/hr:OrganizationName", namespaces=SPACES) == (
        made.certificate.issuer.name
    )
    told = root.findtext(f"{place}/e:PositionHistory/oa:Description", namespaces=SPACES) or ""
    lines = [line.text for group in made.certificate.levels for line in group.lines]
    assert [line.partition(": ")[2] for line in told.split("\n")] == lines
    certificate = "e:CandidateProfile/e:Certifications/e:Certification/hr:CertificationName"
    assert made.certificate_id in (root.findtext(certificate, namespaces=SPACES) or "")


def test_no_markup_gets_in() -> None:
    """A name with the signs of XML stays a name."""
    import attrs

    from skillcert.model import Name

    made = attrs.evolve(request(EXAMPLES[0]).certificate, name=Name("<b>&amp; ]]></b> Å"))
    root = ET.fromstring(europass(made, certificate_id="c-1"))  # noqa: S314 - our own file
    given = root.findtext("e:CandidatePerson/e:PersonName/oa:GivenName", namespaces=SPACES)
    assert given == "<b>&amp; ]]></b>"
