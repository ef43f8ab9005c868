"""Badges that the tests of this folder share, made of the examples of every workshop."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from skillcert import Programme
from skillcert.credentials.open_badge import BadgeRequest, Endorser, open_badge
from tests.credentials.papers import ISSUER, OTHER

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
REFERENCE = ROOT.parent / "shared" / "data" / "open-badges"
ON = dt.date(2025, 6, 30)
CREATED = dt.datetime(2025, 6, 30, 12, 0, 0, tzinfo=dt.UTC)


@cache
def installed() -> Programme:
    """Return the programme with the workshops of this repository."""
    return Programme.installed(strict=True)


def request(example: Path, language: str = "nb") -> BadgeRequest:
    """Return what the badge of an example is made of."""
    programme = installed()
    record = programme.read_record(example.read_bytes(), source=example.name)
    certificate = programme.draft(record, language=language, on=ON).certificate
    rubric = programme.registry.rubric(certificate.workshop, certificate.rubric.id)
    return BadgeRequest(certificate=certificate, rubric=rubric, certificate_id="c-7f3a9be1")


def endorser(of: BadgeRequest) -> Endorser:
    """Return the first signer, who signed off the first skill."""
    signer = of.certificate.signers[0]
    line = of.certificate.levels[0].lines[0]
    return Endorser(name=signer.name, title=signer.title, signer=OTHER, criteria=[line.criterion])


def badge(example: Path, language: str = "nb") -> dict[str, Any]:
    """Return the signed badge of an example, with a supervisor's endorsement."""
    made = request(example, language)
    return open_badge(made, ISSUER, created=CREATED, endorsers=[endorser(made)])
