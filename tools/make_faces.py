"""Make the bundled faces from full Noto fonts: `python tools/make_faces.py --source DIR`.

The subsets hold what names and texts in Latin, Greek and Cyrillic letters need, Vietnamese
included, with the pair kerning and the mark positions that the layout reads. Hinting is dropped:
paper has pixels enough. The same source gives the same bytes, on any day.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FACES = ROOT / "src" / "skillcert" / "documents" / "faces"
ARABIC = ROOT / "fonts" / "arabic" / "src" / "skillcert_fonts_arabic"


def span(first: int, last: int) -> range:
    """Return the characters from *first* to *last*, both included."""
    return range(first, last + 1)


LATIN: tuple[range, ...] = (
    span(0x0020, 0x007E),
    span(0x00A0, 0x00AC),
    span(0x00AE, 0x024F),
    # Letters of the IPA block that living alphabets use: Azerbaijani, Ewe, Fula, Hausa, Twi.
    *(span(c, c) for c in (0x253, 0x254, 0x256, 0x257, 0x259, 0x25B, 0x260, 0x263, 0x268, 0x269)),
    *(span(c, c) for c in (0x26F, 0x272, 0x275, 0x283, 0x288, 0x289, 0x28A, 0x28B, 0x292, 0x294)),
    *(span(c, c) for c in (0x2B9, 0x2BA, 0x2BB, 0x2BC, 0x2BE, 0x2BF, 0x2C6, 0x2C7, 0x2C8)),
    span(0x02D8, 0x02DD),
    span(0x0300, 0x0338),
    span(0x0370, 0x03FF),
    span(0x0400, 0x052F),
    span(0x1E00, 0x1EFF),
    span(0x2009, 0x200A),
    span(0x2010, 0x2015),
    span(0x2018, 0x201E),
    span(0x2020, 0x2022),
    *(span(c, c) for c in (0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044)),
    span(0x20A0, 0x20BF),
    *(span(c, c) for c in (0x2070, 0x2074, 0x2103, 0x2116, 0x2122, 0x2126)),
    span(0x2080, 0x2084),
    span(0x2153, 0x215E),
)
ARABIC_SCRIPT: tuple[range, ...] = (
    span(0x0020, 0x0020),
    span(0x00A0, 0x00A0),
    *(span(c, c) for c in (0x21, 0x22, 0x27, 0x28, 0x29, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3B)),
    span(0x0030, 0x0039),
    span(0x0600, 0x06FF),
    span(0x0750, 0x077F),
    span(0x200C, 0x200D),
)
BUNDLED = ("NotoSerif-Regular", "NotoSerif-Italic", "NotoSans-Regular", "NotoSans-SemiBold")
ARABIC_FACES = ("NotoNaskhArabic-Regular", "NotoNaskhArabic-SemiBold")


def characters(ranges: Iterable[range]) -> list[int]:
    """Return every character of *ranges*, sorted."""
    return sorted({character for chunk in ranges for character in chunk})


def cut(source: Path, target: Path, ranges: Iterable[range], features: Sequence[str]) -> int:
    """Write the subset of one font.

    Args:
        source: The full font.
        target: Where the subset is written.
        ranges: The characters to keep, where the source has them.
        features: The OpenType features to keep.

    Returns:
        The size of the subset in bytes.
    """
    options = subset.Options(
        layout_features=list(features),
        layout_scripts=["*"],
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        recommended_glyphs=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        name_languages=[0x409],
        drop_tables=["DSIG", "FFTM", "BASE", "JSTF", "MATH", "STAT", "meta"],
        glyph_names=False,
        recalc_timestamp=False,
    )
    font = TTFont(source, recalcTimestamp=False, lazy=True)
    tool = subset.Subsetter(options)
    tool.populate(unicodes=characters(ranges))
    tool.subset(font)
    font.save(target, reorderTables=False)
    return target.stat().st_size


def main() -> None:
    """Cut every face and print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder with the full fonts")
    source: Path = parser.parse_args().source
    jobs = (
        (BUNDLED, FACES, LATIN, ("kern", "mark", "mkmk")),
        (ARABIC_FACES, ARABIC, ARABIC_SCRIPT, ("*",)),
    )
    for names, folder, ranges, features in jobs:
        sizes = [cut(source / f"{n}.ttf", folder / f"{n}.ttf", ranges, features) for n in names]
        for name, size in zip(names, sizes, strict=True):
            print(f"{name:<28}{size / 1024:8.1f} KiB")
        print(f"{'together':<28}{sum(sizes) / 1024:8.1f} KiB\n")


if __name__ == "__main__":
    main()
