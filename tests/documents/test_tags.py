"""The tags of a file: what a screen reader has to go by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import attrs
import pytest

from skillcert.documents.fonts import FontLibrary
from skillcert.documents.pdf import paint
from skillcert.documents.pdffile import text_string
from skillcert.documents.scene import Element, Role, TextItem
from skillcert.documents.tags import Tags
from skillcert.model import Block, Certificate, Language, Line, Picture, Prose, Section, Table

from .images import image
from .pages import pdf_of, scene_of
from .samples import certificate
from .tree import Tree

OWN_WORDS = "One word after another, so that they go on for several lines. " * 150


def _with(*blocks: Block) -> Certificate:
    section = Section(heading=Line("More"), blocks=blocks)
    return attrs.evolve(certificate("en", 3), sections=(section,))


def _long() -> Certificate:
    base = certificate("nb", 70, section=True)
    return attrs.evolve(
        base,
        own_words=Prose(OWN_WORDS),
        own_words_language=Language("en"),
        name_language=Language("vi"),
    )


@pytest.fixture(scope="module")
def long(latin: FontLibrary) -> Tree:
    """Return the tree of a certificate of several pages."""
    return Tree(pdf_of(_long(), latin))


def test_the_document_is_marked_as_tagged(long: Tree) -> None:
    """The catalogue says that the file is tagged; every page says that its order is the tree's."""
    assert long.catalogue["/MarkInfo"] == {"/Marked": True}
    assert long.catalogue["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 -- its own type
    pages: list[Any] = list(long.reader.pages)
    assert [page["/Tabs"] for page in pages] == ["/S"] * len(pages)
    assert [page["/StructParents"] for page in pages] == list(range(len(pages)))


def test_all_that_is_painted_is_content_or_artifact(long: Tree) -> None:
    """Nothing is painted outside of a mark; a mark without a number is an artifact."""
    assert len(long.reader.pages) > 2
    for page in long.marks():
        assert page
        assert {tag for tag, number in page if number is None} == {"/Artifact"}
        assert [number for _, number in page if number is not None] == list(
            range(sum(number is not None for _, number in page))
        )


def test_each_piece_of_content_belongs_to_one_element(long: Tree) -> None:
    """Tree, tree of parents and content streams say the same."""
    owned = [piece for node in long.document for piece in node.content]
    assert len(owned) == len(set(owned))
    drawn = {(i, n) for i, page in enumerate(long.marks()) for _, n in page if n is not None}
    assert set(owned) == drawn
    by_number = {node.number: node for node in long.document}
    tags = long.marks()
    for i, owners in enumerate(long.owners()):
        numbered = [tag for tag, number in tags[i] if number is not None]
        for number, owner in enumerate(owners):
            assert (i, number) in by_number[owner].content
            assert numbered[number] == f"/{by_number[owner].type}"


def test_content_stands_in_the_tree_in_the_order_of_the_pages(long: Tree) -> None:
    """Whoever reads the tree and whoever reads the streams hear the same order."""
    owned = [piece for node in long.document for piece in node.content]
    assert owned == sorted(owned)


def test_every_element_knows_what_it_is_part_of(long: Tree) -> None:
    """The way up from an element is the way down to it."""
    for node in long.document:
        for kid in node.kids:
            assert kid.entries.raw_get("/P").idnum == node.number
    assert long.document.entries.raw_get("/P").get_object() == long.root


def test_a_certificate_has_headings_and_lists(latin: FontLibrary) -> None:
    """A title, then for each level a heading, its sentence and a list with marks."""
    tree = Tree(pdf_of(certificate("en", 2, signers=1), latin))
    kinds = [kid.type for kid in tree.document.kids]
    assert kinds[:7] == ["Figure", "H1", "P", "P", "P", "P", "P"]
    assert kinds[7:13] == ["H2", "P", "L"] * 2
    assert set(kinds[13:]) == {"P"}
    for points in tree.of("L"):
        assert points.attribute("/ListNumbering") == "/Disc"
        for point in points.kids:
            assert [part.type for part in point.kids] == ["Lbl", "LBody"]
            assert point.kids[0].entries["/ActualText"] == "•"


def test_a_list_over_pages_is_one_list(latin: FontLibrary) -> None:
    """There is one list for each level, whatever the number of pages."""
    sample = certificate("en", 200)
    tree = Tree(pdf_of(sample, latin))
    assert [len(points.kids) for points in tree.of("L")] == [
        len(group.lines) for group in sample.levels
    ]


def test_a_paragraph_over_pages_is_one_paragraph(long: Tree) -> None:
    """The own words are one paragraph with content on several pages, in their language."""
    (quote,) = long.of("BlockQuote")
    assert quote.entries["/Lang"] == "en"
    assert [kid.type for kid in quote.kids] == ["P"]
    assert len({page for page, _ in quote.kids[0].content}) > 1


def test_the_language_of_the_document_and_of_the_name(long: Tree) -> None:
    """The document has a language; the name has its own."""
    assert long.catalogue["/Lang"] == "nb"
    spoken = {str(n.entries["/Lang"]): n.type for n in long.document if "/Lang" in n.entries}
    assert spoken == {"vi": "P", "en": "BlockQuote"}


def test_words_of_another_language_within_a_sentence(latin: FontLibrary) -> None:
    """A run in another language is a span of its own within its paragraph, in its place."""
    scene = scene_of(certificate("nb", 1), latin)
    items = list(scene.pages[0].items)
    place = next(
        i for i, it in enumerate(items) if isinstance(it, TextItem) and it.text.startswith(" hos")
    )
    said = items[place]
    assert isinstance(said, TextItem)
    items[place] = attrs.evolve(said, language=Language("en"))
    page = attrs.evolve(scene.pages[0], items=tuple(items))
    tree = Tree(paint(attrs.evolve(scene, pages=(page,)), latin))
    (span,) = tree.of("Span")
    assert span.entries["/Lang"] == "en"
    around = next(node for node in tree.document if span in node.kids)
    numbers = [number for _, number in (*around.content[:1], *span.content, *around.content[1:])]
    assert numbers == sorted(numbers)


def test_a_table_has_rows_and_heads_of_columns(latin: FontLibrary) -> None:
    """Each row has a cell a column, an empty one too; heads say that they are of columns."""
    table = Table(
        header=(Line("Machine"), Line("Training")), rows=(("Table saw", ""), ("Planer", "Yes"))
    )
    tree = Tree(pdf_of(_with(table), latin))
    (found,) = tree.of("Table")
    assert [row.type for row in found.kids] == ["TR"] * 3
    assert [[cell.type for cell in row.kids] for row in found.kids] == [
        ["TH", "TH"],
        ["TD", "TD"],
        ["TD", "TD"],
    ]
    assert {head.attribute("/Scope") for head in tree.of("TH")} == {"/Column"}
    assert [len(cell.content) for cell in tree.of("TD")] == [1, 0, 1, 1]


def test_a_figure_says_what_it_shows_and_where_it_stands(latin: FontLibrary) -> None:
    """Sign and picture have alternative text and a box on the page that holds them."""
    picture = Picture(data=image(), alt=Line("Стул"), caption="A chair")
    tree = Tree(pdf_of(_with(picture), latin))
    sign, chair = tree.of("Figure")
    assert sign.entries["/Alt"] == "Pictogram: bicycle repair"
    assert chair.entries["/Alt"] == "Стул"
    for figure in (sign, chair):
        left, bottom, right, top = map(float, figure.attribute("/BBox"))
        assert 0 < left < right < 595
        assert 0 < bottom < top < 842
    left, bottom, right, top = map(float, chair.attribute("/BBox"))
    assert (right - left) / (top - bottom) == pytest.approx(1.5, abs=0.01)
    (group,) = tree.of("Div")
    assert [kid.type for kid in group.kids] == ["Figure", "Caption"]


def test_lines_that_end_at_a_space_end_with_one_in_the_file(latin: FontLibrary) -> None:
    """A reader that joins the lines of a paragraph does not join the words."""
    sample = attrs.evolve(certificate("en", 3), own_words=Prose("word " * 60))
    tree = Tree(pdf_of(sample, latin))
    lines = tree.reader.pages[0].extract_text().splitlines()
    own = [line for line in lines if line.startswith("word")]
    assert len(own) > 1
    assert all(line.endswith(" ") for line in own[:-1])


@pytest.mark.parametrize(
    ("text", "written"),
    [("Ola", "(Ola)"), ("a(b)", "<FEFF0061002800620029>"), ("ø", "<FEFF00F8>"), ("", "()")],
)
def test_a_text_is_written_as_a_file_has_it(text: str, written: str) -> None:
    """Plain letters stand as they are, others as UTF-16 with its mark."""
    assert text_string(text) == written


def test_row_heads_and_numbers_are_told_too() -> None:
    """The head of a row has its scope; a list with written labels is a numbered one."""
    tags = Tags()
    tags.begin_page()
    row = Element(role=Role.TABLE_ROW, within=Element(role=Role.TABLE))
    tags.mark(Element(role=Role.ROW_HEADER, within=row))
    point = Element(role=Role.LIST_ITEM, within=Element(role=Role.LIST))
    tags.mark(Element(role=Role.LABEL, within=point))
    tags.mark(point)
    written = "\n".join(tags.objects(10, [3]))
    assert "/S/TH/P 14 0 R/Pg 3 0 R/A<</O/Table/Scope/Row>>" in written
    assert "/A<</O/List/ListNumbering/Decimal>>" in written


def test_a_label_outside_of_a_list_is_refused() -> None:
    """It would be a label of nothing."""
    tags = Tags()
    tags.begin_page()
    with pytest.raises(ValueError, match="within a point"):
        tags.mark(Element(role=Role.LABEL, within=Element(role=Role.QUOTE)))


def test_tags_grow_with_the_content_and_no_faster() -> None:
    """A thousand paragraphs take ten times the text of a hundred."""

    def size(count: int) -> int:
        tags = Tags()
        tags.begin_page()
        marks = [tags.mark(Element(role=Role.PARAGRAPH)) for _ in range(count)]
        return len("".join(chain(marks, _objects(tags))))

    assert size(1000) < 11 * size(100)


def _objects(tags: Tags) -> Iterator[str]:
    return tags.objects(10, [3])
