"""Lines of every script as this library draws them and as a browser draws them.

The browser finds out by itself which way letters run, which shapes they take and where their marks
stand; only the font files are the same.
"""

from __future__ import annotations

import datetime as dt
import html
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from skillcert.documents.fonts import MM_PER_POINT, SERIF, FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.pdf import paint
from skillcert.documents.scene import Item, Page, Scene
from skillcert.documents.typeset import Typesetter, stack
from skillcert.model import Language

from ..outside import program
from .packs import KEYS, NAMES, library, pack

# On a busy machine a browser may take a minute to begin.
pytestmark = pytest.mark.timeout(400)

LINES = (
    # The bundled faces leave the dots of Lithuanian letters to this library.
    *((name.language, name.printed, name.pack) for name in NAMES if name.language != "lt"),
    ("nb", "Ali محمد 12 الأمين (Oslo 3)", ""),
    ("ar", "محمد 12/3, 40% – Ali (الأمين)", ""),
    ("he", "שרה (לוי) 50–60 Kari", ""),
)
"""Language, text and pack of each line; the last ones have both directions in one."""
MM_PER_PIXEL = 25.4 / 96
SIZE, ROW, WIDTH = 36.0, 120, 1500
"""The type size in points, and the height and width of a row in pixels."""
ALIKE = 0.3
"""Which share of the ink may be elsewhere: edges fall between pixels in different ways."""


def _page() -> str:
    """Return a page with a line in each row, set in the faces of this library."""
    faces, families = [], ["F"]
    files = {"F": (Path("F.ttf"), 1.0)}
    for key in KEYS:
        made = pack(key)
        families.append(f"P-{key}")
        files[f"P-{key}"] = (Path(f"P-{key}.ttf"), made.size)
    for family, (file, size) in files.items():
        faces.append(
            f"@font-face {{ font-family: '{family}'; src: url('{file}'); "
            f"size-adjust: {size * 100:g}% }}"
        )
    rows = []
    for i, (language, text, key) in enumerate(LINES):
        # A space within a name stands in the face of the name, as it does in the library.
        first = ["F"] if not key else [f"P-{key}", "F"]
        order = ", ".join(f"'{f}'" for f in dict.fromkeys((*first, *families)))
        rows.append(
            f'<div lang="{language}" dir="auto" style="top: {i * ROW}px; font-family: {order}">'
            f"<span>{html.escape(text)}</span></div>"
        )
    style = (
        "body { margin: 0 } div { position: absolute; left: 20px; right: 0; white-space: pre; "
        f"font-size: {SIZE}pt; height: {ROW}px; line-height: {ROW}px; overflow: hidden; "
        "text-align: left; text-rendering: geometricPrecision }"
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<style>{''.join(faces)}{style}</style>{''.join(rows)}"
    )


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Return the picture that a browser makes."""
    chromium = program("chromium", "google-chrome", install="apt install chromium")
    folder = tmp_path_factory.mktemp("browser")
    (folder / "F.ttf").write_bytes(library().face(SERIF).data)
    for key in KEYS:
        (folder / f"P-{key}.ttf").write_bytes(pack(key).regular.read_bytes())
    (folder / "page.html").write_text(_page(), encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    command += ["--disable-component-update", "--disable-sync", "--disable-lcd-text"]
    command += ["--allow-file-access-from-files", "--virtual-time-budget=20000"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--screenshot={folder / 'page.png'}"]
    command += [f"--window-size={WIDTH},{ROW * len(LINES)}", (folder / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return Image.open(folder / "page.png").convert("L")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Return the picture of a page that this library makes."""
    pdftoppm = program("pdftoppm", install="apt install poppler-utils")
    folder = tmp_path_factory.mktemp("ours")
    (folder / "page.pdf").write_bytes(paint(_scene(library()), library()))
    command = [pdftoppm, "-r", "96", "-gray", "-singlefile", "-png"]
    subprocess.run([*command, folder / "page.pdf", folder / "page"], check=True, timeout=300)
    return Image.open(folder / "page.png").convert("L")


def _scene(faces: FontLibrary) -> Scene:
    setter = Typesetter(faces, "#000000")
    items: list[Item] = []
    for i, (language, text, _) in enumerate(LINES):
        spoken = Language(language)
        span = Span(text=text, style=SERIF, colour="#000000", size=SIZE, language=spoken)
        leading = ROW * MM_PER_PIXEL / (SIZE * MM_PER_POINT)
        box = setter.paragraph([span], 2000, leading=leading)
        items.extend(box.at(20 * MM_PER_PIXEL, i * ROW * MM_PER_PIXEL))
    return Scene(
        title="Names",
        language=Language("en"),
        date=dt.date(2025, 6, 30),
        width=WIDTH * MM_PER_PIXEL,
        height=ROW * len(LINES) * MM_PER_PIXEL,
        pages=(Page(items=stack([]).items + tuple(items)),),
    )


def _ink(picture: Image.Image, row: int) -> Image.Image:
    """Return the ink of a row, white on black, as closely cut as it can be."""
    strip = ImageChops.invert(picture.crop((0, row * ROW, picture.width, (row + 1) * ROW)))
    box = strip.point(lambda value: 255 if value > 60 else 0).getbbox()
    assert box is not None, "the row is empty"
    return strip.crop(box)


def _apart(mine: Image.Image, theirs: Image.Image) -> float:
    """Return which share of the ink is elsewhere, where the two lie upon one another best."""
    size = max(mine.width, theirs.width) + 12, max(mine.height, theirs.height) + 12

    def blurred(ink: Image.Image, dx: int, dy: int) -> Image.Image:
        canvas = Image.new("L", size)
        canvas.paste(ink, (6 + dx, 6 + dy))
        return canvas.filter(ImageFilter.GaussianBlur(2))

    fixed = blurred(theirs, 0, 0)
    shifts = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    moved = (ImageChops.difference(blurred(mine, *shift), fixed) for shift in shifts)
    ink = float(ImageStat.Stat(fixed).sum[0])
    return min(float(ImageStat.Stat(difference).sum[0]) for difference in moved) / ink


@pytest.mark.parametrize("row", range(len(LINES)), ids=lambda i: f"{i}-{LINES[i][0]}")
def test_a_line_looks_as_a_browser_draws_it(
    row: int, ours: Image.Image, browser: Image.Image
) -> None:
    """Order, shapes, places of marks and widths are the same, but for a pixel here and there."""
    mine, theirs = _ink(ours, row), _ink(browser, row)
    assert mine.width == pytest.approx(theirs.width, abs=4)
    assert mine.height == pytest.approx(theirs.height, abs=3)
    assert _apart(mine, theirs) < ALIKE


def test_the_comparison_tells_lines_apart(ours: Image.Image, browser: Image.Image) -> None:
    """A line with its letters the other way round, or another line, is seen to be another."""
    rows = [i for i, (language, _, _) in enumerate(LINES) if language in {"ar", "hi", "th", "ja"}]
    for row in rows:
        mine, theirs = _ink(ours, row), _ink(browser, row)
        assert _apart(ImageOps.mirror(mine), theirs) > 2 * ALIKE
        other = _ink(ours, rows[rows.index(row) - 1])
        assert _apart(other, theirs) > 2 * ALIKE
