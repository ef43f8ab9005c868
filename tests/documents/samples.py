"""Certificates to try the documents with, in four languages, and a bicycle to draw on them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path

from skillcert.model import (
    Certificate,
    CertificateLine,
    DatePrecision,
    Issuer,
    ItemList,
    Language,
    LevelGroup,
    Line,
    Name,
    PerformanceLevel,
    Period,
    Prose,
    RubricRef,
    Section,
    Signer,
    Token,
)
from skillcert.plugins.spec import Pictogram

ACCENT = "#1f4e5f"

BICYCLE = Pictogram(
    size=48,
    paths=(
        # Wheels.
        (
            "M1 30.4a9.6 9.6 0 1 0 19.2 0a9.6 9.6 0 1 0 -19.2 0zM2.7 30.4a7.9 7.9 0 1 0 15.8 "
            "0a7.9 7.9 0 1 0 -15.8 0z"
        ),
        (
            "M27.8 30.4a9.6 9.6 0 1 0 19.2 0a9.6 9.6 0 1 0 -19.2 0zM29.5 30.4a7.9 7.9 0 1 0 1"
            "5.8 0a7.9 7.9 0 1 0 -15.8 0z"
        ),
        "M9.3 30.4a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0z",
        "M36.1 30.4a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0z",
        # Frame, fork and seat post.
        (
            "M10.6 31.25L21.4 31.25A0.85 0.85 0 0 0 21.4 29.55L10.6 29.55A0.85 0.85 0 0 0 10."
            "6 31.25z"
        ),
        (
            "M11.33 30.84L18.63 18.84A0.85 0.85 0 0 0 17.17 17.96L9.87 29.96A0.85 0.85 0 0 0 "
            "11.33 30.84z"
        ),
        (
            "M16.08 15.24L20.58 30.64A0.85 0.85 0 0 0 22.22 30.16L17.72 14.76A0.85 0.85 0 0 0"
            " 16.08 15.24z"
        ),
        (
            "M17.99 19.25L31.89 17.75A0.85 0.85 0 0 0 31.71 16.05L17.81 17.55A0.85 0.85 0 0 0"
            " 17.99 19.25z"
        ),
        (
            "M22.02 30.98L33.02 19.18A0.85 0.85 0 0 0 31.78 18.02L20.78 29.82A0.85 0.85 0 0 0"
            " 22.02 30.98z"
        ),
        (
            "M29.9 12.29L36.6 30.69A0.85 0.85 0 0 0 38.2 30.11L31.5 11.71A0.85 0.85 0 0 0 29."
            "9 12.29z"
        ),
        # Chainring, crank and pedal.
        (
            "M18.3 30.4a3.1 3.1 0 1 0 6.2 0a3.1 3.1 0 1 0 -6.2 0zM19.4 30.4a2 2 0 1 0 4 0a2 2"
            " 0 1 0 -4 0z"
        ),
        ("M20.8 30.65L22.8 35.45A0.65 0.65 0 0 0 24 34.95L22 30.15A0.65 0.65 0 0 0 20.8 30.65z"),
        "M21.9 36.3L25.2 36.3A0.7 0.7 0 0 0 25.2 34.9L21.9 34.9A0.7 0.7 0 0 0 21.9 36.3z",
        # Saddle.
        (
            "M12.3 13.3C14.6 12.5 18.6 12.5 20.9 13.3C21.6 13.6 21.5 14.5 20.7 14.6L17.6 15.1"
            "C16 15.4 14.3 16 13.1 15.6C11.6 15.1 11.4 13.7 12.3 13.3z"
        ),
        # Handlebar.
        (
            "M30.2 11.1H34.4C36.7 11.1 38.1 12.6 38.1 14.4C38.1 16.1 36.8 17.4 35.1 17.4A.8 ."
            "8 0 0 1 35.1 15.8C35.9 15.8 36.5 15.2 36.5 14.4C36.5 13.4 35.7 12.7 34.4 12.7H30"
            ".2A.8 .8 0 0 1 30.2 11.1z"
        ),
    ),
)
"""A bicycle seen from the right."""

TEXTS = tomllib.loads(Path(__file__).with_name("samples.toml").read_text("utf-8"))


def lines(language: str, count: int) -> tuple[CertificateLine, ...]:
    """Return *count* skills: two thirds the trade's, the rest shared, repeated as needed."""
    shared = min(count // 3, len(TEXTS[language]["shared"]))
    trade = TEXTS[language]["trade"]
    chosen = [trade[i % len(trade)] for i in range(count - shared)]
    chosen.extend(TEXTS[language]["shared"][:shared])
    return tuple(
        CertificateLine(criterion=Token(f"skill_{i}"), text=Line(text), detail=detail)
        for i, (text, detail) in enumerate(chosen)
    )


def groups(skills: Sequence[CertificateLine]) -> tuple[LevelGroup, ...]:
    """Divide skills over the levels, as a person's record might."""
    cut = max(1, len(skills) // 6), max(2, len(skills) * 2 // 3)
    parts = (
        (PerformanceLevel.GUIDES_OTHERS, skills[: cut[0]]),
        (PerformanceLevel.INDEPENDENT, skills[cut[0] : cut[1]]),
        (PerformanceLevel.SOME_HELP, skills[cut[1] :]),
    )
    return tuple(LevelGroup(level=level, lines=tuple(part)) for level, part in parts if part)


def safety_check(language: str) -> Section:
    """Return the section that the bicycle workshop adds."""
    heading, items = TEXTS[language]["check_heading"], TEXTS[language]["check"]
    return Section(heading=Line(heading), blocks=(ItemList(items=tuple(map(Line, items))),))


def issuer(language: str = "nb") -> Issuer:
    """Return an issuer with a neutral name."""
    return Issuer(
        name=Name("Verkstedet Hjulet"),
        address=(Line("Storgata 1"), Line("7011 Trondheim")),
        phone=Line("+47 73 00 00 00"),
        email=Line("post@hjulet.example"),
        web=Line("hjulet.example/bevis"),
        place=Line(TEXTS[language]["place"]),
    )


def certificate(
    language: str = "nb",
    count: int = 12,
    *,
    name: str = "Ðorđe Šćepanović",
    signers: int = 2,
    section: bool = False,
    own_words: bool = False,
    name_language: str | None = None,
) -> Certificate:
    """Return a certificate as a workshop might issue it."""
    titles = TEXTS[language]["titles"]
    people = (
        Signer(name=Name("Kari Nordmann"), title=Line(titles[0])),
        Signer(name=Name("Åse Bjørnstad"), title=Line(titles[1])),
    )
    return Certificate(
        language=Language(language),
        name=Name(name),
        name_language=Language(name_language) if name_language else None,
        workshop=Token("bicycle"),
        field=Line(TEXTS[language]["field"]),
        issuer=issuer(language),
        period=Period(start=dt.date(2025, 3, 3), end=dt.date(2025, 6, 20)),
        date_precision=DatePrecision.MONTH,
        levels=groups(lines(language, count)),
        own_words=Prose(TEXTS[language]["own_words"] if own_words else ""),
        sections=(safety_check(language),) if section else (),
        signers=people[:signers],
        issued_on=dt.date(2025, 6, 23),
        rubric=RubricRef(id=Token("bicycle"), version=Line("1.0.0"), digest="sha256:" + "0" * 64),
    )
