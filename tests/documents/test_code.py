"""The code on a paper: one size, never scaled, white around it, and it says what was given."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any

import attrs
import pytest
import segno
from pypdf import PdfReader

from skillcert.documents import Printing, style
from skillcert.documents.certificate import certificate_scene
from skillcert.documents.code import MODULE, code_box, place_of
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.pdf import paint
from skillcert.documents.preflight import preflight
from skillcert.documents.qrcode import qr_rows
from skillcert.documents.scene import CodeItem, Page, Scene
from skillcert.errors import LayoutError
from skillcert.model import DocumentKind

from .pages import area_of, elements, texts
from .samples import LOOK, certificate

LATIN = FontLibrary()
LANGUAGES = ("en", "nb", "nn", "da")


def link(digits: int, place: str = "https://papers.example/v1#") -> str:
    """Return a code with so many digits."""
    return place + "1234567890"[:10] * (digits // 10) + "7" * (digits % 10)


def scene_of(code: str | None, language: str = "en", count: int = 12) -> Scene:
    """Return the scene of a certificate with a code."""
    made = preflight(certificate(language, count), LATIN)
    return certificate_scene([made], LOOK, LATIN, Printing(code=code))


def code_on(page: Page) -> CodeItem:
    """Return the code on a page."""
    (item,) = (item for item in page.items if isinstance(item, CodeItem))
    return item


def test_a_module_is_five_dots_at_300_dots_an_inch() -> None:
    """0.4233 mm: a printer draws each module with the same number of dots."""
    assert math.isclose(MODULE * 300 / 25.4, 5)
    assert round(MODULE, 3) == 0.423


@pytest.mark.parametrize("digits", [20, 400, 1266, 1892])
def test_it_is_never_scaled(digits: int) -> None:
    """A longer code is larger, its modules are the same."""
    assert code_on(scene_of(link(digits)).pages[-1]).module == MODULE


def test_521_bytes_make_a_code_of_41_mm() -> None:
    """The longest code in words: version 18 with its quiet zone is as wide as its place."""
    side, _ = code_box(link(1266), "x")
    assert round(side) == 41


def test_digits_are_packed_as_digits() -> None:
    """The address is a segment of bytes, the digits are one of numbers: far fewer modules."""
    _, made = code_box(link(1266), "x")
    (item,) = made.items
    assert isinstance(item, CodeItem)
    as_bytes = segno.make_qr(link(1266), error="M", boost_error=False)
    assert len(item.rows) == 17 + 4 * 18 < as_bytes.symbol_size(border=0)[0]


def test_it_is_the_qr_code_of_what_was_given() -> None:
    """The squares are those of the QR code of the text, also where no digits stand behind a #."""
    for text in ("HELLO", "v1#12"):
        _, made = code_box(text, "x")
        (item,) = made.items
        assert isinstance(item, CodeItem)
        assert item.rows == qr_rows(text, largest=23)


def test_too_long_a_code_is_refused() -> None:
    """A code that would need smaller modules, or a larger paper, is an error that says so."""
    with pytest.raises(LayoutError, match=r"no place on the paper.*version 23 fits, 50 mm"):
        code_box(link(2600), "x")
    with pytest.raises(LayoutError, match="no place on the paper"):
        code_box(link(9000), "x")


def test_an_empty_code_is_refused() -> None:
    """Leaving the code out is said by None."""
    with pytest.raises(LayoutError, match="the code is empty"):
        scene_of("")


@pytest.mark.parametrize("digits", [20, 1266, 1892])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_in_its_quiet_zone(language: str, digits: int) -> None:
    """Four modules around it stay white, and it keeps clear of the frame of the page."""
    page = scene_of(link(digits), language).pages[-1]
    item = code_on(page)
    side, zone = len(item.rows) * item.module, 4 * item.module
    for text in texts(page):
        area = area_of(text)
        assert (
            area.right <= item.x - zone + 0.01
            or area.left >= item.x + side + zone - 0.01
            or area.bottom <= item.y - zone + 0.35
            or area.top >= item.y + side + zone - 0.35
        ), text.text
    assert item.x + side + zone < style.PAGE_WIDTH - 12


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Check this certificate: scan the code, or see papers.example."),
        ("nb", "Kontroller beviset: Skann koden, eller se papers.example."),
        ("nn", "Kontroller beviset: Skann koden, eller sjå papers.example."),
        ("da", "Kontrollér beviset: scan koden, eller se papers.example."),
    ],
)
def test_the_paper_says_how_it_is_checked(language: str, said: str) -> None:
    """The sentence stands under the code, in the paper's language, with the address."""
    assert said in [text for _, text in elements(scene_of(link(300), language))]


def test_a_code_without_an_address_leads_to_the_issuer() -> None:
    """Where there is no page on the web, the sentence names none."""
    said = [text for _, text in elements(scene_of(link(300, "v1#")))]
    assert "Check this certificate: scan the code on the issuer’s check page." in said
    assert place_of("v1#123") == ""
    assert place_of("https://a.example/x/v1#123") == "a.example/x"


def test_whoever_does_not_see_it_hears_what_it_is() -> None:
    """The code is a figure with words in its place."""
    element = code_on(scene_of(link(300), "da").pages[-1]).element
    assert element is not None
    assert element.alt.startswith("Kode, der kan scannes")


def test_with_a_code_the_issuer_can_still_be_called() -> None:
    """Phone, e-mail and web address, which gave way to the code, stand at the foot."""
    said = [text for _, text in elements(scene_of(link(300)))]
    assert "+47 73 00 00 00 · post@hjulet.example · hjulet.example/bevis" in said


def test_without_a_code_the_paper_says_whom_to_ask() -> None:
    """Nothing is said of a code that is not there."""
    said = " ".join(text for _, text in elements(scene_of(None)))
    assert "To check this certificate, contact" in said
    assert "scan" not in said


def test_a_statement_bears_a_code_too() -> None:
    """Its sentence speaks of the confirmation."""
    made = attrs.evolve(certificate("en", 3), document=DocumentKind.STATEMENT, levels=())
    scene = certificate_scene([preflight(made, LATIN)], LOOK, LATIN, Printing(code=link(300)))
    said = " ".join(text for _, text in elements(scene))
    assert "Check this confirmation: scan the code" in said


def test_its_squares_are_one_picture() -> None:
    """Drawn as one stencil of the dots of a printer, no hairline shows between squares."""
    scene = scene_of(link(300))
    item = code_on(scene.pages[-1])
    page = PdfReader(BytesIO(paint(scene, LATIN))).pages[0]
    resources: Any = page["/Resources"]
    (stencil,) = (made.get_object() for made in resources["/XObject"].values())
    assert stencil["/ImageMask"]
    side = len(item.rows) * 5
    assert (stencil["/Width"], stencil["/Height"]) == (side, side)
    data, width = stencil.get_data(), -(-side // 8)
    for i, row in enumerate(item.rows):
        line = data[(5 * i + 2) * width : (5 * i + 3) * width]
        dots = f"{int.from_bytes(line, 'big'):0{8 * width}b}"
        assert dots[2:side:5] == row
