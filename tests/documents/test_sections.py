"""What workshops add to a certificate."""

from __future__ import annotations

from io import BytesIO

import attrs
import pytest
from PIL import Image
from pypdf import PdfReader

from skillcert.documents.fonts import FontLibrary
from skillcert.documents.scene import ImageItem, Role
from skillcert.errors import LayoutError
from skillcert.model import (
    Block,
    Certificate,
    ItemList,
    Line,
    Paragraph,
    Picture,
    Prose,
    Section,
    Table,
)

from .images import image
from .pages import elements, pdf_of, scene_of, texts
from .samples import certificate


def _with(*blocks: Block) -> Certificate:
    section = Section(heading=Line("More"), blocks=blocks)
    return attrs.evolve(certificate("en", 3), sections=(section,))


def test_short_points_stand_in_columns_and_read_row_by_row(latin: FontLibrary) -> None:
    """Twelve short points take four rows of three, in the order given."""
    items = tuple(Line(f"Point {i}") for i in range(12))
    page = scene_of(_with(ItemList(items=items)), latin).pages[0]
    found = [item for item in texts(page) if item.text.startswith("Point")]
    assert [item.text for item in found] == list(items)
    assert len({item.y for item in found}) == 4
    assert len({item.x for item in found}) == 3


def test_two_lists_are_seen_to_be_two(latin: FontLibrary) -> None:
    """Between one list and the next there is more space than between two rows of one."""
    one = ItemList(items=(Line("Point 0"), Line("Point 1"), Line("Point 2"), Line("Point 3")))
    page = scene_of(_with(one, ItemList(items=(Line("Point 4"),))), latin).pages[0]
    rows = sorted({item.y for item in texts(page) if item.text.startswith("Point")})
    first, second, third = rows
    assert third - second > 1.2 * (second - first)


def test_long_points_stand_under_one_another(latin: FontLibrary) -> None:
    """Points of several words that would be broken up in columns take the whole width."""
    items = tuple(
        Line(f"Point {i} with a good many words that fill a line and then go on for a while")
        for i in range(5)
    )
    page = scene_of(_with(ItemList(items=items)), latin).pages[0]
    assert len({i.x for i in texts(page) if i.text.startswith("Point")}) == 1


def test_numbers_stand_with_their_ones_under_one_another(latin: FontLibrary) -> None:
    """Numbers end where their head ends; words begin where theirs does."""
    table = Table(
        header=(Line("Product"), Line("Made")),
        rows=tuple((Line(f"Thing {n}"), Line(n)) for n in ("7", "10", "120")),
    )
    page = scene_of(_with(table), latin).pages[0]
    cells = [item for item in texts(page) if item.role in {Role.TABLE_CELL, Role.TABLE_HEADER}]
    words, numbers = cells[::2], cells[1::2]
    assert len({round(item.x, 3) for item in words}) == 1
    assert len({round(item.x + item.width, 3) for item in numbers}) == 1
    assert len({round(item.x, 3) for item in numbers}) > 1


def test_a_table_has_its_header_and_every_cell(latin: FontLibrary) -> None:
    """Cells stand in rows under their header."""
    table = Table(
        header=(Line("Machine"), Line("Training")),
        rows=(("Table saw", "12 May 2025"), ("Planer", "13 May 2025")),
    )
    found = list(elements(scene_of(_with(table), latin)))
    heads = [text for role, text in found if role is Role.TABLE_HEADER]
    cells = [text for role, text in found if role is Role.TABLE_CELL]
    assert heads == ["Machine", "Training"]
    assert cells == ["Table saw", "12 May 2025", "Planer", "13 May 2025"]


def test_a_table_that_goes_on_has_its_header_again(latin: FontLibrary) -> None:
    """On each page a table begins with its header, and no row is lost."""
    table = Table(
        header=(Line("No."), Line("Work")), rows=tuple((f"n{i}", f"w{i}") for i in range(120))
    )
    scene = scene_of(_with(table), latin)
    assert len(scene.pages) > 2
    cells = [text for role, text in elements(scene) if role is Role.TABLE_CELL]
    assert len(cells) == 240
    for page in scene.pages:
        first = next((i for i in texts(page) if i.role is Role.TABLE_CELL), None)
        if first is not None:
            assert [i.text for i in texts(page) if i.y < first.y][-2:] == ["No.", "Work"]


def test_a_table_with_a_ragged_row_is_refused(latin: FontLibrary) -> None:
    """A row with too few cells is an error, not a guess."""
    table = Table(header=(Line("A"), Line("B")), rows=(("only one",),))
    with pytest.raises(LayoutError, match="not 2 cells long"):
        scene_of(_with(table), latin)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pictures_stand_side_by_side_with_captions(kind: str, latin: FontLibrary) -> None:
    """Pictures keep their shape, stand in a row and are in the file."""
    pictures = tuple(
        Picture(data=image(kind, f"#{i}{i}6699"), alt=Line(f"A chair {i}"), caption=f"Chair {i}")
        for i in range(3)
    )
    sample = _with(*pictures)
    page = scene_of(sample, latin).pages[0]
    images = [item for item in page.items if isinstance(item, ImageItem)]
    assert len({image.y for image in images}) == 1
    assert all(image.width / image.height == pytest.approx(1.5) for image in images)
    assert {"Chair 0", "Chair 1", "Chair 2"} <= {item.text for item in texts(page)}
    assert len(PdfReader(BytesIO(pdf_of(sample, latin))).pages[0].images) == 3


@pytest.mark.parametrize("data", [b"", b"GIF89a", image("GIF"), image("PNG")[:60]])
def test_what_is_no_picture_is_refused(data: bytes, latin: FontLibrary) -> None:
    """The error says which picture cannot be read and what to do."""
    picture = Picture(data=data, alt=Line("A chair"))
    with pytest.raises(LayoutError, match="A chair: a picture cannot be read"):
        pdf_of(_with(picture), latin)


def test_paragraphs_are_printed_whole(latin: FontLibrary) -> None:
    """Running text stands under its heading."""
    found = list(elements(scene_of(_with(Paragraph(text=Prose("One.\nTwo."))), latin)))
    place = found.index((Role.HEADING, "More"))
    assert [text for _, text in found[place + 1 : place + 3]] == ["One.", "Two."]


def test_a_photograph_loses_what_the_camera_added(latin: FontLibrary) -> None:
    """Neither place, time nor telephone leave with the picture; it stands upright."""
    exif = Image.Exif()
    exif[0x0110] = "Telephone 12"
    exif[0x0112] = 6  # the camera was held on its side
    data = BytesIO()
    Image.new("RGB", (60, 40), "#336699").save(data, "JPEG", exif=exif, comment=b"Telephone 12")
    sample = _with(Picture(data=data.getvalue(), alt=Line("A chair")))
    image = next(i for i in scene_of(sample, latin).pages[0].items if isinstance(i, ImageItem))
    assert image.height / image.width == pytest.approx(1.5)
    assert b"Telephone 12" not in pdf_of(sample, latin)


def test_a_large_photograph_is_made_smaller(latin: FontLibrary) -> None:
    """A picture of twelve million pixels does not make a file that no mail takes."""
    data = BytesIO()
    Image.effect_noise((4000, 3000), 60).save(data, "JPEG")
    sample = _with(Picture(data=data.getvalue(), alt=Line("A chair")))
    assert len(pdf_of(sample, latin)) < 1024 * 1024
