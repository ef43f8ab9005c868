"""Draw the picture of names that the page about names shows: `python tools/picture_names.py`.

It loads the font packs from their folders, so that none needs to be installed; uharfbuzz and
poppler's `pdftoppm` must be.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(path) for path in ROOT.glob("fonts/*/src")]

from importlib import import_module  # noqa: E402 - after the packs' folders

from skillcert.documents.fonts import SANS, SERIF, FontLibrary  # noqa: E402
from skillcert.documents.lines import Span  # noqa: E402
from skillcert.documents.pdf import paint  # noqa: E402
from skillcert.documents.scene import Item, Page, Scene  # noqa: E402
from skillcert.documents.typeset import Align, Typesetter, stack  # noqa: E402
from skillcert.model import Language  # noqa: E402

TARGET = ROOT / "docs" / "pictures" / "names"
NAMES = (
    ("en", "Vietnamese", "vi", "Nguyễn Thị Bích Hằng"),
    ("en", "Polish", "pl", "Małgorzata Żółkiewska"),
    ("en", "Greek", "el", "Ελένη Παπαδοπούλου"),
    ("en", "Ukrainian", "uk", "Єлизавета Ґалаґан"),
    ("arabic", "Arabic", "ar", "فاطمة الزهراء"),
    ("arabic", "Dari", "prs", "گل‌آغا چشتی"),
    ("hebrew", "Hebrew", "he", "יצחק לוי"),
    ("ethiopic", "Tigrinya", "ti", "ኣስመሮም ገብረስላሴ"),
    ("thai", "Thai", "th", "สมชาย น้ำทิพย์"),
    ("devanagari", "Hindi", "hi", "प्रियंका श्रीवास्तव"),
    ("tamil", "Tamil", "ta", "கார்த்திகேயன்"),
    ("georgian", "Georgian", "ka", "გიორგი ჯუღაშვილი"),
    ("armenian", "Armenian", "hy", "Հովհաննես Ղուկասյան"),
    ("myanmar", "Burmese", "my", "အောင်ဆန်းစုကြည်"),
    ("chinese-traditional", "Chinese", "zh-Hant", "陳怡君"),
    ("japanese", "Japanese", "ja", "田中さくら"),
    ("korean", "Korean", "ko", "김철수"),
    ("khmer", "Khmer", "km", "ច័ន្ទធារ៉ា"),
)
WIDTH, ROW, COLUMN = 180.0, 16.0, 86.0


def _library() -> FontLibrary:
    keys = sorted({key for key, *_ in NAMES} - {"en"})
    modules = (import_module(f"skillcert_fonts_{key.replace('-', '_')}") for key in keys)
    return FontLibrary(tuple(module.font_pack() for module in modules))


def main() -> None:
    """Write the picture."""
    library = _library()
    setter = Typesetter(library, "#1f4e5f")
    items: list[Item] = []
    for i, (_, language, tag, name) in enumerate(NAMES):
        large = Span(text=name, style=SERIF, colour="#1b1b1d", size=19, language=Language(tag))
        small = Span(text=language, style=SANS, colour="#54565b", size=7.6)
        parts = [
            (0.0, setter.paragraph([large], COLUMN, leading=1.2, align=Align.CENTRE)),
            (0.5, setter.paragraph([small], COLUMN, leading=1.2, align=Align.CENTRE)),
        ]
        items.extend(stack(parts).at(4 + (i % 2) * COLUMN, 4 + i // 2 * ROW))
    scene = Scene(
        title="Names",
        language=Language("en"),
        date=dt.date(2025, 6, 30),
        width=WIDTH,
        height=8 + ROW * ((len(NAMES) + 1) // 2),
        pages=(Page(items=tuple(items)),),
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "names.pdf"
        source.write_bytes(paint(scene, library))
        command = ["pdftoppm", "-r", "110", "-png", "-singlefile", str(source), str(TARGET)]
        subprocess.run(command, check=True)
    print(f"wrote {TARGET}.png")


if __name__ == "__main__":
    main()
