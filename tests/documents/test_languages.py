"""A paper in several languages: one after the other, or two side by side."""

from __future__ import annotations

from itertools import combinations, pairwise

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from skillcert.documents import Printing, style
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import Element, ImageItem, Page, Role, RuleItem, Scene, TextItem
from skillcert.documents.scenes import scene_of
from skillcert.errors import LayoutError, SkillcertError
from skillcert.model import Certificate, DocumentKind, ItemList, Line, Paragraph, Prose, Section

from .certificates import certificates
from .pages import area_of, elements, texts
from .samples import LOOK, certificate
from .test_portfolio import picture

LATIN = FontLibrary()
PAIRS = [("nb", "en"), ("en", "da"), ("nn", "nb"), ("da", "en")]


def beside(*made: Certificate, code: str | None = None) -> Scene:
    """Return the scene of certificates side by side."""
    clean = [preflight(one, LATIN) for one in made]
    return scene_of(clean, LOOK, LATIN, Printing(side_by_side=True, code=code))


def language_of(item: TextItem) -> str | None:
    """Return the language that an item says it is in; None for the document's."""
    if item.language is not None:
        return item.language
    here = item.element
    while here is not None:
        if here.language is not None:
            return here.language
        here = here.within
    return None


def assert_tidy(scene: Scene) -> None:
    """Assert that nothing lies upon something else or leaves the margins."""
    for page in scene.pages:
        areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
        assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
        for text, area in areas:
            assert area.left >= style.LEFT - 0.01, text
            assert area.right <= style.LEFT + style.CONTENT_WIDTH + 0.3, text
            assert area.top >= 10, text
            assert area.bottom <= style.PAGE_HEIGHT - 10, text


def column(page: Page, language: str | None) -> list[TextItem]:
    """Return what is read in one language on a page, without what stands across both columns."""
    return [i for i in texts(page) if i.element is not None and language_of(i) == language]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("count", [1, 3, 12, 40])
def test_two_languages_stand_side_by_side(count: int, pair: tuple[str, str]) -> None:
    """Everything stands in both languages, tidily, at any length."""
    made = [certificate(language, count, section=True, own_words=True) for language in pair]
    scene = beside(*made)
    assert_tidy(scene)
    said = [text for _, text in elements(scene)]
    for one in made:
        for group in one.levels:
            for line in group.lines:
                assert any(text.startswith(line.text) for text in said)
        assert all(section.heading in said for section in one.sections)


def test_lines_that_mean_the_same_stand_at_the_same_height() -> None:
    """Each skill's first line is level with its translation."""
    nb, en = certificate("nb", 6), certificate("en", 6)
    (page,) = beside(nb, en).pages
    points = [item for item in texts(page) if item.role is Role.LIST_ITEM]
    tops: dict[str, float] = {}
    for made, left in ((nb, True), (en, False)):
        for i, line in enumerate(x for group in made.levels for x in group.lines):
            start = next(p for p in points if line.text.startswith(p.text) and (p.x < 105) is left)
            tops.setdefault(str(i), start.y)
            assert start.y == pytest.approx(tops[str(i)])


def test_what_a_workshop_adds_stands_level_however_its_sentences_break() -> None:
    """A paragraph of two lines beside one of one line moves neither its lines nor the lists."""
    short, long = (
        Prose("Short."),
        Prose("A sentence that is a good deal longer than the column is."),
    )
    points = ItemList(
        items=tuple(Line(f"Point {i} of the list that the workshop adds") for i in range(3))
    )
    section = Section(heading=Line("More"), blocks=(Paragraph(text=short), points))
    longer = attrs.evolve(section, blocks=(Paragraph(text=long), points))
    nb = attrs.evolve(certificate("nb", 3), sections=(longer,))
    en = attrs.evolve(certificate("en", 3), sections=(section,))
    (page,) = beside(nb, en).pages
    starts = [(i.text[:7], i.x < 105, i.y) for i in texts(page) if i.text.startswith("Point")]
    left = {text: y for text, first, y in starts if first}
    assert left == {text: y for text, first, y in starts if not first}
    assert len(left) == 3
    first, second = [item.y for item in texts(page) if item.text and item.text in long]
    assert second - first < 7


@pytest.mark.parametrize("pair", PAIRS)
def test_titles_stand_level_on_one_line_each(pair: tuple[str, str]) -> None:
    """The longer of two titles is not broken: both become smaller, and are of one size."""
    made = [
        attrs.evolve(certificate(language, 3), document=DocumentKind.STATEMENT, levels=())
        for language in pair
    ]
    titles = [item for item in texts(beside(*made).pages[0]) if item.role is Role.TITLE]
    assert len(titles) == 2
    assert len({(round(item.y, 3), item.size) for item in titles}) == 1


def test_whoever_hears_it_hears_one_language_after_the_other() -> None:
    """The whole first column is read before the second, which says its language."""
    (page,) = beside(certificate("nb", 3), certificate("en", 3)).pages
    languages = [language_of(i) for i in texts(page) if i.role in {Role.HEADING, Role.LIST_ITEM}]
    assert languages == sorted(languages, key=lambda language: language is not None)
    assert set(languages) == {None, "en"}


@pytest.mark.parametrize("count", [3, 60])
def test_every_text_says_its_language(count: int) -> None:
    """What is in the second language is said to be, on every page, words of the foot included."""
    scene = beside(certificate("nb", count), certificate("en", count))
    for page in scene.pages:
        for item in texts(page):
            if item.element is None:
                continue
            if item.text.startswith(("Selvstendig", "Bekreftet", "Dette", "Utstedt")):
                assert language_of(item) is None, item.text
            if item.text.startswith(("Independently", "This", "has worked")):
                assert language_of(item) == "en", item.text


def test_elements_are_whole_on_several_pages() -> None:
    """Each page has a group for its second column, and what belongs together is not torn."""
    scene = beside(certificate("nb", 60), certificate("en", 60))
    assert len(scene.pages) > 1
    for page in scene.pages:
        order = [i.element for i in page.items if not isinstance(i, RuleItem) and i.element]
        groups = list(dict.fromkeys(root(element) for element in order))
        assert sum(element.language == "en" for element in groups) <= 1
        runs = [a for a, b in pairwise([*order, None]) if a is not b]
        assert len(runs) == len(set(map(id, runs)))


def root(element: Element) -> Element:
    """Return the outermost element that *element* lies within."""
    while element.within is not None:
        element = element.within
    return element


def test_name_signatures_and_own_words_stand_once() -> None:
    """What is no text of the paper's languages is not said twice."""
    nb, en = (certificate(language, 3, own_words=True) for language in ("nb", "en"))
    en = attrs.evolve(en, own_words=nb.own_words)
    said = [text for _, text in elements(beside(nb, en))]
    assert said.count(nb.name) == 1
    assert said.count(nb.signers[0].name) == 1
    assert "Bekreftet av · Confirmed by" in said
    assert "Med egne ord · In my own words" in said
    assert sum(nb.own_words in text for text in said) == 1


def test_pictures_stand_once_below_both_columns() -> None:
    """A picture of a section is not drawn twice."""
    section = Section(heading=Line("Products"), blocks=(picture(), picture(80)))
    made = [attrs.evolve(certificate(one, 3), sections=(section,)) for one in ("nb", "en")]
    pictures = [
        item for page in beside(*made).pages for item in page.items if isinstance(item, ImageItem)
    ]
    assert len(pictures) == 2


def test_both_languages_say_how_the_code_is_checked() -> None:
    """The sentence under the code stands in each language."""
    said = [
        t for _, t in elements(beside(certificate("nb", 3), certificate("en", 3), code="v1#42"))
    ]
    assert any(text.startswith("Kontroller beviset") for text in said)
    assert any(text.startswith("Check this certificate") for text in said)


def test_a_statement_has_two_columns_too() -> None:
    """Certificates and statements can stand side by side."""
    made = [
        attrs.evolve(certificate(one, 3, section=True), document=DocumentKind.STATEMENT, levels=())
        for one in ("nb", "en")
    ]
    assert_tidy(beside(*made))


@pytest.mark.parametrize("languages", [("nb", "en", "da"), ()])
def test_only_two_languages_stand_side_by_side(languages: tuple[str, ...]) -> None:
    """Three columns would be too narrow to be read."""
    with pytest.raises(LayoutError):
        beside(*(certificate(language, 3) for language in languages))


def test_two_documents_of_different_kinds_do_not_stand_side_by_side() -> None:
    """A certificate beside a statement is a mistake."""
    other = attrs.evolve(certificate("en", 3), document=DocumentKind.STATEMENT, levels=())
    with pytest.raises(LayoutError, match="two languages of one document"):
        beside(certificate("nb", 3), other)


def test_one_after_the_other_each_language_has_its_own_pages() -> None:
    """Every text of the second says its language, and both titles stand in the document's."""
    clean = [preflight(certificate(language, 3), LATIN) for language in ("nb", "en")]
    scene = scene_of(clean, LOOK, LATIN)
    assert scene.title == "Ferdighetsbevis · Skills Certificate"
    assert [
        {language_of(i) for i in texts(page) if i.element is not None} for page in scene.pages
    ] == [{None}, {"en"}]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(certificates(), certificates())
def test_any_two_are_tidy_or_refused(one: Certificate, other: Certificate) -> None:
    """Columns of different length, sections that only one language has: tidy, or an error."""
    try:
        scene = beside(one, attrs.evolve(other, signers=one.signers))
    except SkillcertError:
        return
    assert_tidy(scene)
