"""A certificate as a part of a CV: for the programs with which people write theirs.

Rules of this module

- It says what the paper says, in the paper's language, and as exactly: months stay months.
- Nothing is signed here. Whoever reads a CV checks the certificate, whose id stands in it.
- A CV has a given and a family name. Where a name ends in its last word is a guess; the holder
  corrects it in the program that reads the file.

Sources: JSON Resume schema 1.0.0; Europass XML ("Candidate", version 4.0), whose schema is not
published where it says, so its structure follows the files that the Europass editor writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from skillcert.credentials.content import PaperPeriod, paper_period
from skillcert.model import Certificate
from skillcert.texts import words

__all__ = ["europass", "json_resume"]

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_EUROPASS = "http://www.europass.eu/1.0"
_HR = "http://www.hr-xml.org/3"
_OA = "http://www.openapplications.org/oagis/9"
_EURES = "http://www.europass_eures.eu/1.0"
_PREFIXES = {"": _EUROPASS, "hr": _HR, "oa": _OA, "eures": _EURES}


def json_resume(certificate: Certificate, *, certificate_id: str) -> bytes:
    """Return the certificate as a JSON Resume file.

    Args:
        certificate: What the paper says.
        certificate_id: The certificate's id.
    """
    issuer = certificate.issuer
    work: dict[str, Any] = {
        "name": issuer.name,
        "position": certificate.field,
        "highlights": [line for _, line in _skills(certificate)],
    }
    if issuer.place:
        work["location"] = issuer.place
    if period := _period(certificate):
        work["startDate"] = period.start
        if period.end:
            work["endDate"] = period.end
    resume: dict[str, Any] = {
        "$schema": _SCHEMA,
        "basics": {"name": certificate.name},
        "work": [work],
        "certificates": [
            {
                "name": f"{_title(certificate)}: {certificate.field} ({certificate_id})",
                "date": certificate.issued_on.isoformat(),
                "issuer": issuer.name,
            }
        ],
        "skills": [
            {
                "name": certificate.field,
                "level": words(certificate.language).level(group.level).heading,
                "keywords": [line.text for line in group.lines],
            }
            for group in certificate.levels
        ],
        "meta": {"canonical": _SCHEMA, "version": "v1.0.0"},
    }
    return (json.dumps(resume, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def europass(certificate: Certificate, *, certificate_id: str) -> bytes:
    """Return the certificate as a Europass XML file.

    Args:
        certificate: What the paper says.
        certificate_id: The certificate's id.
    """
    for prefix, address in _PREFIXES.items():
        ET.register_namespace(prefix, address)
    root = ET.Element(f"{{{_EUROPASS}}}Candidate")
    _identified(root, "DocumentID", certificate_id, "DocumentIdentifier", "4.0")
    supplier = _under(root, "CandidateSupplier")
    _identified(supplier, "PartyID", certificate_id, "PartyID", "1.0")
    _under(supplier, "PartyName", "Owner", _HR)
    _name(_under(supplier, "PersonContact"), certificate)
    _under(supplier, "PrecedenceCode", "1", _HR)
    _name(_under(root, "CandidatePerson"), certificate)
    profile = _under(root, "CandidateProfile")
    profile.set("languageCode", certificate.language)
    _identified(profile, "ID", certificate_id, "CandidateProfileID", "1.0")
    _employment(_under(profile, "EmploymentHistory"), certificate)
    _certification(_under(profile, "Certifications"), certificate, certificate_id)
    written = ET.tostring(root, encoding="utf-8", xml_declaration=True, short_empty_elements=True)
    return bytes(written) + b"\n"


def _title(certificate: Certificate) -> str:
    return words(certificate.language).document(certificate.document).title


def _skills(certificate: Certificate) -> Iterator[tuple[str, str]]:
    """Yield each skill with the heading that it stands under."""
    for group in certificate.levels:
        heading = words(certificate.language).level(group.level).heading
        yield from ((heading, line.text) for line in group.lines)


def _period(certificate: Certificate) -> PaperPeriod | None:
    return paper_period(certificate.period, certificate.date_precision)


def _under(
    parent: ET.Element, tag: str, text: str | None = None, space: str = _EUROPASS
) -> ET.Element:
    element = ET.SubElement(parent, f"{{{space}}}{tag}")
    element.text = text
    return element


def _identified(parent: ET.Element, tag: str, name: str, scheme: str, version: str) -> None:
    element = _under(parent, tag, space=_HR)
    element.set("schemeID", name)
    element.set("schemeName", scheme)
    element.set("schemeAgencyName", "EUROPASS")
    element.set("schemeVersionID", version)


def _name(parent: ET.Element, certificate: Certificate) -> None:
    given, _, family = certificate.name.rpartition(" ")
    person = _under(parent, "PersonName")
    _under(person, "GivenName", given or family, _OA)
    _under(person, "FamilyName", family if given else "", _HR)


def _employment(parent: ET.Element, certificate: Certificate) -> None:
    employer = _under(parent, "EmployerHistory")
    _under(employer, "OrganizationName", certificate.issuer.name, _HR)
    position = _under(employer, "PositionHistory")
    title = _under(position, "PositionTitle", certificate.field)
    title.set("typeCode", "FREETEXT")
    if period := _period(certificate):
        span = _under(position, "EmploymentPeriod", space=_EURES)
        _under(_under(span, "StartDate", space=_EURES), "FormattedDateTime", period.start, _HR)
        if period.end:
            _under(_under(span, "EndDate", space=_EURES), "FormattedDateTime", period.end, _HR)
        _under(span, "CurrentIndicator", "false" if period.end else "true", _HR)
    lines = [f"{heading}: {line}" for heading, line in _skills(certificate)]
    _under(position, "Description", "\n".join(lines), _OA)


def _certification(parent: ET.Element, certificate: Certificate, name: str) -> None:
    found = _under(parent, "Certification")
    _under(found, "CertificationName", f"{_title(certificate)}: {certificate.field} ({name})", _HR)
    _under(found, "IssuingAuthorityName", certificate.issuer.name, _HR)
    issued = _under(found, "FirstIssuedDate", space=_HR)
    _under(issued, "FormattedDateTime", certificate.issued_on.isoformat(), _HR)
