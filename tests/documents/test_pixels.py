"""Pictures within a file have the pixels that they had before."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from skillcert.documents.pdffile import PdfFile, stream
from skillcert.documents.pixels import Pixels, bitmap, pixels_of
from skillcert.errors import LayoutError


def _picture(mode: str, kind: str, **options: Any) -> bytes:
    """Return a picture of 7 by 5 pixels in many colours."""
    colours = ((x * 36, y * 60, (x * y) % 256) for y in range(5) for x in range(7))
    image = Image.frombytes("RGB", (7, 5), bytes(part for colour in colours for part in colour))
    out = BytesIO()
    image.convert(mode).save(out, kind, **options)
    return out.getvalue()


def _read(pixels: Pixels) -> Image.Image:
    """Return the picture as a reader of PDF takes it from a file."""
    file = PdfFile()
    file.add("<</Type/Catalog/Pages 2 0 R>>")
    file.add("<</Type/Pages/Count 1/Kids[3 0 R]>>")
    file.add(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</XObject<</I 4 0 R>>>>"
        "/Contents 5 0 R>>"
    )
    file.add(
        stream(
            pixels.data,
            f"/Type/XObject/Subtype/Image/Width {pixels.width}/Height {pixels.height}"
            + pixels.kind,
            packed=True,
        )
    )
    file.add(stream(b"/I Do"))
    (image,) = PdfReader(BytesIO(file.finished(root=1, info=1))).pages[0].images
    assert image.image is not None
    return image.image.convert("RGB")


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA"])
def test_a_png_keeps_its_pixels(mode: str) -> None:
    """Whatever the PNG is like, its colours arrive."""
    data = _picture(mode, "PNG")
    expected = Image.open(BytesIO(data)).convert("RGB")
    assert _read(pixels_of(data)).tobytes() == expected.tobytes()


def test_what_is_see_through_becomes_white() -> None:
    """Paper is white; PDF/A knows see-through pictures, but not every printer does."""
    out = BytesIO()
    Image.new("RGBA", (2, 2), (200, 0, 0, 0)).save(out, "PNG")
    assert _read(pixels_of(out.getvalue())).tobytes() == b"\xff" * 12


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_jpeg_is_taken_over_as_it_is(mode: str, options: dict[str, Any]) -> None:
    """A photograph loses nothing by being written a second time."""
    data = _picture(mode, "JPEG", **options)
    pixels = pixels_of(data)
    assert pixels.data == data
    assert (pixels.width, pixels.height) == (7, 5)
    assert {"RGB": "/DeviceRGB", "L": "/DeviceGray"}[mode] in pixels.kind


def test_colours_for_a_printing_press_become_those_of_screens() -> None:
    """PDF/A allows no picture in CMYK beside a profile for red, green and blue."""
    assert "/DeviceRGB" in pixels_of(_picture("CMYK", "JPEG")).kind


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_anything_else_is_refused(data: bytes) -> None:
    """A file that is no picture is a clear error."""
    with pytest.raises(LayoutError, match="cannot be read as PNG or JPEG"):
        pixels_of(data)


def test_squares_become_a_stencil() -> None:
    """Each square is as many pixels wide and high as it is asked to be."""
    pixels = bitmap(("10", "01"), 3)
    assert (pixels.width, pixels.height) == (6, 6)
    assert zlib.decompress(pixels.data) == bytes([0b11100000] * 3 + [0b00011100] * 3)
    assert "/ImageMask true" in pixels.kind
