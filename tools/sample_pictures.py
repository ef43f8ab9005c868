"""Pictures of things that were made, drawn for the docs: no photograph of anybody's work.

`contact_sheet.py` uses them; each is a PNG of a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image, ImageDraw

__all__ = ["sample_pictures"]

_SIZE = (640, 460)
_FINE = 3
"""How many times larger a picture is drawn, so that its edges come out smooth."""
_TABLE = 330
Draw = ImageDraw.ImageDraw


def sample_pictures() -> Iterator[tuple[str, bytes]]:
    """Yield what each picture shows, and its bytes."""
    scenes: tuple[tuple[str, str, str, Callable[[Draw], None]], ...] = (
        ("Two candles", "#d9d2c5", "#8f7a5f", _candles),
        ("A bowl", "#cfd8d6", "#6d7f7b", _bowl),
        ("A lamp of reused wood", "#dcd6cf", "#7b6a58", _lamp),
    )
    for name, wall, table, draw in scenes:
        width, height = (side * _FINE for side in _SIZE)
        picture = Image.new("RGB", (width, height), wall)
        pen = ImageDraw.Draw(picture)
        pen.rectangle([0, _TABLE * _FINE, width, height], fill=table)
        draw(pen)
        data = BytesIO()
        picture.resize(_SIZE, Image.Resampling.LANCZOS).save(data, "PNG", optimize=True)
        yield name, data.getvalue()


def _box(left: float, top: float, right: float, bottom: float) -> list[float]:
    return [side * _FINE for side in (left, top, right, bottom)]


def _candles(pen: Draw) -> None:
    for x, top, colour, light in (
        (200, 130, "#7a2e3a", "#94404d"),
        (350, 190, "#d8a24a", "#e7b967"),
    ):
        pen.ellipse(_box(x - 70, 372, x + 170, 402), fill="#7b684f")
        pen.rounded_rectangle(_box(x, top, x + 92, 390), 14 * _FINE, fill=colour)
        pen.rounded_rectangle(_box(x + 12, top + 8, x + 34, 380), 10 * _FINE, fill=light)
        pen.line(_box(x + 46, top, x + 46, top - 18), fill="#3b3029", width=4 * _FINE)
        pen.ellipse(_box(x + 33, top - 72, x + 59, top - 14), fill="#f0b23c")
        pen.ellipse(_box(x + 39, top - 52, x + 53, top - 16), fill="#fbe6a6")


def _bowl(pen: Draw) -> None:
    pen.ellipse(_box(150, 376, 520, 416), fill="#566662")
    pen.pieslice(_box(150, 40, 490, 400), 0, 180, fill="#2f5f73")
    pen.rectangle(_box(270, 384, 370, 404), fill="#274f60")
    pen.ellipse(_box(150, 178, 490, 262), fill="#e9e3d6")
    pen.ellipse(_box(172, 192, 468, 254), fill="#c9d7d8")
    for x in range(190, 470, 40):
        pen.ellipse(_box(x - 7, 300, x + 7, 314), fill="#e9e3d6")


def _lamp(pen: Draw) -> None:
    pen.ellipse(_box(200, 382, 480, 412), fill="#62543f")
    pen.rectangle(_box(318, 190, 336, 380), fill="#8a5f3c")
    pen.rounded_rectangle(_box(250, 366, 404, 396), 8 * _FINE, fill="#6f4b2e")
    shade = [(262, 90), (392, 90), (452, 222), (202, 222)]
    pen.polygon([(x * _FINE, y * _FINE) for x, y in shade], fill="#efd9a2")
    glow = [(286, 90), (326, 90), (330, 222), (246, 222)]
    pen.polygon([(x * _FINE, y * _FINE) for x, y in glow], fill="#f8ebc8")
