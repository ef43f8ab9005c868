"""Certificates with texts of any length in any place, for property tests."""

from __future__ import annotations

from unicodedata import normalize

import attrs
from hypothesis import strategies as st

from skillcert.model import (
    Certificate,
    CertificateLine,
    ItemList,
    LevelGroup,
    Line,
    Name,
    Paragraph,
    PerformanceLevel,
    Prose,
    Section,
    Signer,
    Table,
    Token,
)

from .samples import certificate

LETTERS = st.sampled_from("abcdeå ßÆЖ-–/{}.WWW \u00a0ọ\u0301")


def _words(most: int) -> st.SearchStrategy[Line]:
    """Draw composed text that is not blank."""
    drawn = st.text(LETTERS, min_size=1, max_size=most).filter(lambda text: text.strip())
    return drawn.map(lambda text: Line(normalize("NFC", text)))


LINES = st.builds(
    CertificateLine,
    criterion=st.just(Token("x")),
    text=_words(500),
    detail=st.one_of(st.just(""), _words(300)),
    safety_note=st.booleans(),
)
BLOCKS = st.one_of(
    st.builds(ItemList, items=st.lists(_words(60), max_size=15).map(tuple)),
    st.builds(Paragraph, text=_words(400).map(Prose)),
    st.builds(
        Table,
        header=st.tuples(_words(30), _words(30)),
        rows=st.lists(st.tuples(_words(60), _words(60)), max_size=6).map(tuple),
    ),
)


@st.composite
def certificates(draw: st.DrawFn) -> Certificate:
    """Draw a certificate with texts of any length in any place."""
    base = certificate(draw(st.sampled_from(("en", "nb", "nn", "da"))), 3)
    levels = draw(st.lists(st.sampled_from(PerformanceLevel), min_size=1, max_size=4, unique=True))
    people = st.builds(Signer, name=_words(80).map(Name), title=_words(80))
    section = st.builds(Section, heading=_words(80), blocks=st.lists(BLOCKS, max_size=3).map(tuple))
    return attrs.evolve(
        base,
        name=Name(draw(_words(300))),
        field=draw(_words(200)),
        levels=tuple(
            LevelGroup(level=level, lines=tuple(draw(st.lists(LINES, min_size=1, max_size=20))))
            for level in levels
        ),
        own_words=Prose(draw(st.one_of(st.just(""), _words(1500)))),
        sections=tuple(draw(st.lists(section, max_size=2))),
        signers=tuple(draw(st.lists(people, min_size=1, max_size=2))),
        issuer=attrs.evolve(
            base.issuer,
            name=Name(draw(_words(120))),
            address=tuple(draw(st.lists(_words(60), max_size=5))),
            place=draw(st.one_of(st.none(), _words(60))),
        ),
    )
