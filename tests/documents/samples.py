"""Certificates to try the documents with, in four languages, and a bicycle to draw on them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Sequence
from pathlib import Path

from skillcert_bicycle.pictogram import BICYCLE as BICYCLE  # noqa: PLC0414 - given on to the tests

from skillcert.documents import Look
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

LOOK = Look(accent="#1f4e5f", pictogram=BICYCLE)
"""How the bicycle workshop's documents look."""

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
