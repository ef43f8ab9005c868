"""A certificate as an Open Badge: for wallets and for other systems.

Rules of this module

- It says what the certificate says, and nothing that stands on no paper.
- Of the levels only the one that was shown is described: a paper has no "one of four" either.
- Every node has an id, so that canonicalisation is sorting (`skillcert.credentials.jsonld`). The
  one exception is the holder's name: the schema allows no id there.
- Ids are made from what they name, so the same certificate gives the same credential.
- A supervisor's endorsement names the certificate and the skills that it is about: its target, the
  achievement, is the same for everybody, and without them it could be moved to another credential.

Source: 1EdTech Open Badges Specification 3.0, appendix B (data models).
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from skillcert.credentials.data_integrity import prove
from skillcert.credentials.jsonld.contexts import CREDENTIALS_V2, EXTENSIONS, OPEN_BADGES
from skillcert.credentials.multibase import did_key, multikey
from skillcert.model import (
    Alignment,
    Certificate,
    CertificateLine,
    Criterion,
    DatePrecision,
    Issuer,
    Line,
    Name,
    Occupation,
    PerformanceLevel,
    Rubric,
    Token,
)
from skillcert.signing import PublicKey, Signer
from skillcert.texts import Words, words

__all__ = ["BadgeRequest", "Endorser", "badge_id", "endorsement", "open_badge"]

_SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
_NAMESPACE = uuid.UUID("6f0f2b5e-5a0d-5b8e-9f4e-0d6a3a7c9b11")
_ESCO = "ESCO: European Skills, Competences, Qualifications and Occupations"

Node = dict[str, Any]


@attrs.frozen(kw_only=True)
class BadgeRequest:
    """What a badge is made of.

    Attributes:
        certificate: What the paper says.
        rubric: The rubric behind it.
        certificate_id: The certificate's id.
        issuer_did: The issuer's name in the web of credentials; None for the did:key of whoever
            signs.
        holder_did: The holder's, if the holder has a wallet that gave one.
        status: The entry of a status list, if the issuer keeps one.
    """

    certificate: Certificate
    rubric: Rubric
    certificate_id: str
    issuer_did: str | None = None
    holder_did: str | None = None
    status: Mapping[str, Any] | None = None

    @property
    def id(self) -> str:
        """The id of the credential."""
        return badge_id(self.certificate_id)

    @property
    def achievement(self) -> str:
        """The id of the achievement: the same for all who show just this in this language.

        An achievement of the whole rubric would list what somebody has not shown.
        """
        certificate = self.certificate
        keys = sorted(f"{line.criterion}/{level.value}" for level, line in _shown(certificate))
        return _urn("achievement", certificate.rubric.digest, certificate.language, *keys)


@attrs.frozen(kw_only=True)
class Endorser:
    """A supervisor who endorses what the credential says.

    Attributes:
        name: The name.
        title: The title, in the certificate's language.
        signer: The supervisor's key.
        criteria: The skills that the supervisor signed off.
    """

    name: Name
    title: str
    signer: Signer
    criteria: Sequence[Token]


def badge_id(certificate_id: str) -> str:
    """Return the id of the badge of a certificate. A list names a badge by the mark of this id."""
    return _urn("credential", certificate_id)


def open_badge(
    request: BadgeRequest,
    signer: Signer,
    *,
    created: dt.datetime,
    endorsers: Sequence[Endorser] = (),
) -> Node:
    """Return the signed credential.

    Args:
        request: What it says.
        signer: The issuer's key.
        created: When it is signed, in UTC, to the second.
        endorsers: Supervisors whose word goes along; theirs is signed before the issuer signs.

    Raises:
        CredentialError: Something in it would not be signed.
        LanguageError: The library or the rubric does not speak the certificate's language.
    """
    credential = _credential(request, signer.public)
    if endorsers:
        credential["endorsement"] = [
            endorsement(request, endorser, created=created) for endorser in endorsers
        ]
    issuer = credential["issuer"]["id"]
    proof = prove(credential, signer, method=_method(issuer, signer.public), created=created)
    return {**credential, "proof": [proof]}


def endorsement(request: BadgeRequest, endorser: Endorser, *, created: dt.datetime) -> Node:
    """Return a supervisor's signed word on a certificate, to be embedded in the credential."""
    did = did_key(endorser.signer.public)
    certificate = request.certificate
    texts = {line.criterion: line.text for _, line in _shown(certificate)}
    skills = "; ".join(texts[key] for key in endorser.criteria if key in texts)
    document: Node = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": _urn("endorsement", request.certificate_id, endorser.signer.public.id),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"{words(certificate.language).certificate.confirmed_by} {endorser.name}",
        "issuer": {"id": did, "type": ["Profile"], "name": endorser.name},
        "validFrom": _midnight(certificate.issued_on),
        "credentialSubject": {
            "id": request.achievement,
            "type": ["EndorsementSubject"],
            "endorsementComment": f"{request.id}: {endorser.title}: {skills}",
        },
    }
    method = _method(did, endorser.signer.public)
    return {**document, "proof": [prove(document, endorser.signer, method=method, created=created)]}


def _credential(request: BadgeRequest, key: PublicKey) -> Node:
    certificate = request.certificate
    said = words(certificate.language)
    title = said.document(certificate.document).title
    credential: Node = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES, EXTENSIONS],
        "id": request.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{title}: {certificate.field}",
        "issuer": _issuer(certificate.issuer, request.issuer_did or did_key(key)),
        "validFrom": _midnight(certificate.issued_on),
        "credentialSubject": _subject(request, said),
        "credentialSchema": [{"id": _SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if request.status is not None:
        credential["credentialStatus"] = dict(request.status)
    return credential


def _issuer(issuer: Issuer, did: str) -> Node:
    found: Node = {"id": did, "type": ["Profile"], "name": issuer.name}
    if issuer.web:
        address = issuer.web
        found["url"] = address if "://" in address else f"https://{address}"
    if issuer.phone:
        found["phone"] = issuer.phone
    if issuer.email:
        found["email"] = issuer.email
    return found


def _subject(request: BadgeRequest, said: Words) -> Node:
    certificate = request.certificate
    subject: Node = {
        "id": request.holder_did or _urn("holder", request.certificate_id),
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": certificate.name,
                "identityType": "name",
            }
        ],
        "achievement": _achievement(request, said),
        "result": list(_results(request)),
    }
    # A day is told only where the paper tells it; months and years have no form here.
    if certificate.period and certificate.date_precision is DatePrecision.DAY:
        subject["activityStartDate"] = certificate.period.start.isoformat()
        if certificate.period.end:
            subject["activityEndDate"] = certificate.period.end.isoformat()
    return subject


def _achievement(request: BadgeRequest, said: Words) -> Node:
    certificate, rubric = request.certificate, request.rubric
    texts = said.document(certificate.document)
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    own = request.achievement
    found: Node = {
        "id": own,
        "type": ["Achievement"],
        "achievementType": "Competency",
        "name": f"{texts.title}: {certificate.field}",
        "description": texts.disclaimer,
        "inLanguage": certificate.language,
        "version": rubric.version,
        "criteria": {"id": f"{own}#criteria", "narrative": texts.subtitle},
        "resultDescription": [
            {
                "name": line.text,
                **_description(f"{own}#{line.criterion}", criteria[line.criterion], level, said),
            }
            for level, line in _shown(certificate)
        ],
    }
    if rubric.occupations:
        found["alignment"] = [_occupation(one, certificate.language) for one in rubric.occupations]
    return found


def _description(own: str, criterion: Criterion, level: PerformanceLevel, said: Words) -> Node:
    """Return the description of a skill as it was shown, without its name."""
    texts = said.level(level)
    found: Node = {
        "id": own,
        "type": ["ResultDescription"],
        "resultType": "RubricCriterionLevel",
        "rubricCriterionLevel": [
            {
                "id": f"{own}/{level.value}",
                "type": ["RubricCriterionLevel"],
                "level": level.value,
                "name": texts.label,
                "description": texts.meaning,
            }
        ],
    }
    if criterion.alignments:
        found["alignment"] = [_alignment(one, "ext:ESCOSkill") for one in criterion.alignments]
    return found


def _occupation(occupation: Occupation, language: str) -> Node:
    """Return an occupation under its official title in *language*, else in English."""
    title = occupation.title.get(language, occupation.title.get("en", occupation.uri))
    return _alignment(Alignment(uri=occupation.uri, label=Line(title)), "ext:ESCOOccupation")


def _alignment(alignment: Alignment, kind: str) -> Node:
    """Return a skill or an occupation of ESCO, under its own address."""
    return {
        "id": alignment.uri,
        "type": ["Alignment"],
        "targetName": alignment.label,
        "targetUrl": alignment.uri,
        "targetFramework": _ESCO,
        "targetType": kind,
    }


def _results(request: BadgeRequest) -> Iterator[Node]:
    achievement = request.achievement
    for level, line in _shown(request.certificate):
        own = f"{achievement}#{line.criterion}"
        yield {
            "id": f"{request.id}#{line.criterion}",
            "type": ["Result"],
            "resultDescription": own,
            "achievedLevel": f"{own}/{level.value}",
        }


def _shown(certificate: Certificate) -> Iterator[tuple[PerformanceLevel, CertificateLine]]:
    for group in certificate.levels:
        for line in group.lines:
            yield group.level, line


def _method(did: str, key: PublicKey) -> str:
    """Return the address of *key* in the document of *did*."""
    return f"{did}#{multikey(key)}"


def _midnight(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _urn(*parts: str) -> str:
    """Return an id made of *parts* (RFC 9562, section 5.5)."""
    return uuid.uuid5(_NAMESPACE, "\x00".join(parts)).urn
