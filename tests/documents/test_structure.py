"""What the items of a scene are part of: what a screen reader has to go by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from skillcert.documents.fonts import FontLibrary
from skillcert.documents.scene import Element, ImageItem, Item, Role, RuleItem, Scene, ShapeItem
from skillcert.errors import SkillcertError
from skillcert.model import Block, Certificate, Language, Line, Picture, Prose, Section, Table
from skillcert.texts import words

from .certificates import certificates
from .images import image
from .pages import elements, scene_of, texts
from .samples import certificate

LATIN = FontLibrary()

MAY_LIE_WITHIN: dict[Role, set[Role | None]] = {
    Role.TITLE: {None},
    Role.HEADING: {None},
    Role.PARAGRAPH: {None, Role.LIST_ITEM, Role.QUOTE, Role.GROUP, Role.TABLE_CELL},
    Role.QUOTE: {None},
    Role.LIST: {None, Role.LIST_ITEM, Role.GROUP},
    Role.LIST_ITEM: {Role.LIST},
    Role.LABEL: {Role.LIST_ITEM},
    Role.TABLE: {None, Role.GROUP},
    Role.TABLE_ROW: {Role.TABLE},
    Role.TABLE_HEADER: {Role.TABLE_ROW},
    Role.ROW_HEADER: {Role.TABLE_ROW},
    Role.TABLE_CELL: {Role.TABLE_ROW},
    Role.GROUP: {None},
    Role.FIGURE: {None, Role.GROUP, Role.TABLE_CELL},
    Role.CAPTION: {Role.GROUP, Role.TABLE},
}


def _marked(scene: Scene) -> Iterator[list[tuple[Item, Element]]]:
    """Yield, page by page, what is read."""
    for page in scene.pages:
        items = [item for item in page.items if not isinstance(item, RuleItem)]
        yield [(item, item.element) for item in items if item.element is not None]


def _chain(element: Element) -> Iterator[Element]:
    """Yield the element and all that it lies within."""
    here: Element | None = element
    while here is not None:
        yield here
        here = here.within


def _all(scene: Scene) -> list[Element]:
    """Return every element of the scene, in the order in which they begin."""
    found: dict[Element, None] = {}
    for page in _marked(scene):
        for _, element in page:
            found.update(dict.fromkeys(reversed(list(_chain(element)))))
    return list(found)


def check_structure(scene: Scene) -> None:
    """Hold a scene to what its elements promise."""
    found = _all(scene)
    assert [e for e in found if e.role is Role.TITLE] != []
    for element in found:
        within = element.within.role if element.within else None
        assert within in MAY_LIE_WITHIN[element.role]
        if element.role is Role.FIGURE:
            assert element.alt.strip()
    levels = [1, *(e.level for e in found if e.role is Role.HEADING)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    _check_order(scene)
    _check_tables(found)


def _check_order(scene: Scene) -> None:
    """No element is taken up again after another began, but for what it lies within."""
    done: set[Element] = set()
    open_now: list[Element] = []
    for page in _marked(scene):
        for _, element in page:
            chain = list(reversed(list(_chain(element))))
            done.update(e for e in open_now if e not in chain)
            assert not done & set(chain)
            open_now = chain


def _check_tables(found: list[Element]) -> None:
    """Every row of a table has a cell in each column, and the columns have heads."""
    rows = [e for e in found if e.role is Role.TABLE_ROW]
    for table in {row.within for row in rows}:
        cells = [[e.role for e in found if e.within is row] for row in rows if row.within is table]
        assert len({len(row) for row in cells}) == 1
        heads = [row for row in cells if set(row) == {Role.TABLE_HEADER}]
        by_row = all(row[0] is Role.ROW_HEADER for row in cells)
        assert heads == cells[:1] or by_row


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(certificates())
def test_the_elements_of_any_certificate_are_in_order(sample: Certificate) -> None:
    """Whatever a certificate holds: nested as it should be, whole, and in reading order."""
    try:
        scene = scene_of(sample, LATIN)
    except SkillcertError:
        return
    check_structure(scene)


@pytest.mark.parametrize("count", [1, 12, 33, 70])
@pytest.mark.parametrize("language", ["en", "nb", "nn", "da"])
def test_the_elements_of_usual_certificates_are_in_order(language: str, count: int) -> None:
    """The same for the certificates that are printed every day, of one page and of several."""
    check_structure(scene_of(certificate(language, count, section=True, own_words=True), LATIN))


def test_every_letter_is_part_of_an_element_but_for_what_is_repeated(latin: FontLibrary) -> None:
    """Only page numbers, and the heads and headings of further pages, are artifacts."""
    sample = certificate("en", 70)
    scene = scene_of(sample, latin)
    again: set[str] = {level.heading for level in words("en").scale()}
    again |= {words("en").certificate.title, sample.name, f" · {sample.issuer.name}"}
    again |= {f"Page {i} of {len(scene.pages)}" for i in range(1, len(scene.pages) + 1)}
    passed_over = {i.text for page in scene.pages for i in texts(page) if i.element is None}
    assert len(passed_over) > 4
    assert passed_over <= again


def test_a_certificate_reads_from_its_sign_to_its_disclaimer(latin: FontLibrary) -> None:
    """The sign, the title, whom and what it is about, the skills, who signs, what it is not."""
    scene = scene_of(certificate("en", 2, signers=1), latin)
    roles = [element.role for element in _all(scene)]
    point = [Role.LIST_ITEM, Role.LABEL]
    assert roles[:2] == [Role.FIGURE, Role.TITLE]
    groups = [Role.HEADING, Role.PARAGRAPH, Role.LIST, *point]
    assert roles[7:17] == groups * 2
    assert set(roles[2:7]) | set(roles[17:]) == {Role.PARAGRAPH}
    said = [text for role, text in elements(scene) if role is not Role.ARTIFACT]
    assert said[0] == "Skills Certificate"
    assert said[-1] == words("en").certificate.disclaimer


def test_the_sign_says_what_it_shows_once(latin: FontLibrary) -> None:
    """The pictogram has alternative text in the document's language; repeated, it is ornament."""
    sample = certificate("nb", 3)
    shapes = [i for i in scene_of(sample, latin).pages[0].items if isinstance(i, ShapeItem)]
    figures = [i.element for i in shapes if i.element and i.element.role is Role.FIGURE]
    assert [element.alt for element in figures] == [f"Piktogram: {sample.field}"]


def test_a_name_has_its_language(latin: FontLibrary) -> None:
    """A name in another language than the paper is marked as such, and nothing else is."""
    sample = certificate("nb", 3, name="Nguyễn Thị Bích Hằng", name_language="vi")
    found = [e for e in _all(scene_of(sample, latin)) if e.language is not None]
    assert [element.language for element in found] == ["vi"]


def _with(*blocks: Block) -> Certificate:
    section = Section(heading=Line("More"), blocks=blocks)
    return attrs.evolve(certificate("en", 3), sections=(section,))


def test_an_empty_cell_is_a_cell(latin: FontLibrary) -> None:
    """A row with an empty cell has as many cells as its header, so that none is misread."""
    table = Table(
        header=(Line("Machine"), Line("Training"), Line("Note")),
        rows=(("Table saw", "", ""), ("", "13 May 2025", "again")),
    )
    scene = scene_of(_with(table), latin)
    check_structure(scene)
    cells = [element for element in _all(scene) if element.role is Role.TABLE_CELL]
    assert len(cells) == 6


def test_a_table_over_several_pages_is_one_table(latin: FontLibrary) -> None:
    """Its rows belong to one element, and only its first header is read."""
    rows = tuple((f"n{i}", f"w{i}") for i in range(120))
    scene = scene_of(_with(Table(header=(Line("No."), Line("Work")), rows=rows)), latin)
    found = _all(scene)
    assert len(scene.pages) > 2
    assert len([e for e in found if e.role is Role.TABLE]) == 1
    assert len([e for e in found if e.role is Role.TABLE_HEADER]) == 2
    check_structure(scene)


def test_a_picture_has_its_alternative_text_and_its_caption(latin: FontLibrary) -> None:
    """Picture and caption belong together; the picture says what it shows."""
    sample = _with(
        Picture(data=image(), alt=Line("A chair of oak"), caption="Chair, spring"),
        Picture(data=image(), alt=Line("A stool")),
    )
    scene = scene_of(sample, latin)
    images = [item for item in scene.pages[0].items if isinstance(item, ImageItem)]
    shown = [image.element for image in images if image.element]
    assert [element.alt for element in shown] == ["A chair of oak", "A stool"]
    captions = [e for e in _all(scene) if e.role is Role.CAPTION]
    assert [caption.within for caption in captions] == [shown[0].within]


def test_own_words_are_a_quotation(latin: FontLibrary) -> None:
    """The holder's own words are told apart from the issuer's, and have their language."""
    sample = attrs.evolve(
        certificate("nb", 3),
        own_words=Prose("I like wheels.\nAsk me."),
        own_words_language=Language("en"),
    )
    scene = scene_of(sample, latin)
    quotes = [e for e in _all(scene) if e.within is not None and e.within.role is Role.QUOTE]
    assert len(quotes) == 2
    assert {quote.within.language for quote in quotes if quote.within} == {"en"}
    assert len({quote.within for quote in quotes}) == 1


def test_a_line_that_ends_at_a_space_says_so(latin: FontLibrary) -> None:
    """Words of two lines are not read as one word, and a word that was cut is read as one."""
    text = (
        "One word after another that will not go onto a single line of this page at any size " * 3
    )
    sample = attrs.evolve(certificate("en", 3), own_words=Prose(text + "x" * 300))
    said = [said for role, said in elements(scene_of(sample, latin)) if role is Role.PARAGRAPH]
    assert text + "x" * 300 in said


@pytest.mark.parametrize("level", [-1, 0, 1, 7])
def test_a_heading_of_another_level_is_refused(level: int) -> None:
    """The title is the one heading of level 1, and there are six levels."""
    with pytest.raises(ValueError, match=f"from 2 to 6, not {level}"):
        Element(role=Role.HEADING, level=level)
