"""Whatever a record holds: a correct page or a clear error."""

from __future__ import annotations

from itertools import combinations
from unicodedata import normalize

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillcert.documents import style
from skillcert.documents.fonts import FontLibrary
from skillcert.errors import SkillcertError
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

from .pages import area_of, elements, pdf_of, scene_of, texts
from .samples import certificate

LATIN = FontLibrary()
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


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(certificates())
def test_any_certificate_is_whole_and_tidy_or_refused(sample: Certificate) -> None:
    """No text is lost, none lies upon another or outside the margins, and it can be painted."""
    try:
        scene = scene_of(sample, LATIN)
    except SkillcertError:
        return
    drawn = "".join(text for _, text in elements(scene)).replace(" ", "")
    for line in (line for group in sample.levels for line in group.lines):
        assert line.text.replace(" ", "") in drawn
        assert line.detail.replace(" ", "") in drawn
    assert sample.name.replace(" ", "") in drawn
    for page in scene.pages:
        areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
        assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
        for _, area in areas:
            assert area.left >= style.LEFT - 0.01
            assert area.right <= style.LEFT + style.CONTENT_WIDTH + 0.3
            assert area.top >= style.CONTENT_TOP - 4
            assert area.bottom <= style.CONTENT_BOTTOM + 3
    assert pdf_of(sample, LATIN).startswith(b"%PDF")
