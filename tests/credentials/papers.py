"""Certificates, keys and lists of issuers that the tests of this folder share."""

from __future__ import annotations

import datetime as dt
import hashlib

from skillcert.credentials import PaperCode, TrustBundle, TrustedIssuer, seal_code
from skillcert.model import (
    Certificate,
    CertificateLine,
    CheckpointRef,
    DatePrecision,
    Issuer,
    Language,
    LevelGroup,
    Line,
    Name,
    PerformanceLevel,
    Period,
    RubricRef,
    Sha256,
    Signer,
    Token,
)
from skillcert.signing import KeySigner

ISSUED = dt.date(2025, 6, 12)
TODAY = dt.date(2026, 1, 15)
ISSUER = KeySigner.of_seed(bytes(range(32)))
OTHER = KeySigner.of_seed(bytes(range(1, 33)))
LIST_MAKER = KeySigner.of_seed(bytes(range(2, 34)))


def certificate(skills: int = 3, *, name: str = "Nguyễn Thị Bích Hằng") -> Certificate:
    """Return a certificate in bokmål with so many skills."""
    lines = tuple(
        CertificateLine(
            criterion=Token(f"skill_{i}"),
            # Words that have nothing in common, so that they do not pack better than real ones.
            text=Line(f"bytter {hashlib.sha256(bytes([i % 256])).hexdigest()[:24]} på hjul"),
        )
        for i in range(skills)
    )
    return Certificate(
        language=Language("nb"),
        name=Name(name),
        workshop=Token("bicycle"),
        field=Line("sykkelreparasjon"),
        issuer=Issuer(name=Name("Bryggegata Verksted"), phone=Line("+47 51 00 00 00")),
        period=Period(start=dt.date(2025, 3, 3), end=dt.date(2025, 6, 10)),
        date_precision=DatePrecision.MONTH,
        levels=(LevelGroup(level=PerformanceLevel.INDEPENDENT, lines=lines),),
        signers=(Signer(name=Name("Kari Lunde"), title=Line("verkstedleder")),),
        issued_on=ISSUED,
        rubric=RubricRef(id=Token("bicycle"), version=Line("1.0.0"), digest="sha256:" + "ab" * 32),
    )


def code(
    skills: int = 3,
    *,
    signer: KeySigner = ISSUER,
    name: str = "Nguyễn Thị Bích Hằng",
    certificate_id: str = "c-7f3a9be1",
) -> PaperCode:
    """Return the code of such a certificate."""
    return seal_code(
        certificate(skills, name=name),
        signer=signer,
        certificate_id=certificate_id,
        digest=hashlib.sha256(b"everything it says").hexdigest(),
        checkpoint=CheckpointRef(size=1234, root=Sha256("cd" * 32)),
    )


def trusted(
    signer: KeySigner = ISSUER,
    *,
    end: dt.date | None = None,
    allowed: tuple[Sha256, ...] | None = None,
) -> TrustedIssuer:
    """Return the entry of an issuer in a list."""
    return TrustedIssuer(
        key=signer.public.hex,
        issuer=Issuer(name=Name("Bryggegata Verksted"), phone=Line("+47 51 00 00 00")),
        start=dt.date(2024, 1, 1),
        end=end,
        allowed=allowed,
    )


def bundle(
    *issuers: TrustedIssuer,
    sequence: int = 1,
    withdrawn: tuple[Sha256, ...] = (),
    replaced: tuple[Sha256, ...] = (),
) -> TrustBundle:
    """Return a list of issuers; of the tests' own issuer if none is given."""
    return TrustBundle(
        sequence=sequence,
        issued_on=dt.date(2026, 1, 1),
        until=dt.date(2026, 7, 1),
        signers=(LIST_MAKER.public.hex,),
        issuers=issuers or (trusted(),),
        withdrawn=withdrawn,
        replaced=replaced,
    )
