"""Make the bundled faces and the font packs: `python tools/make_faces.py [KEY ...]`.

The faces are cut from the full Noto fonts, which Debian has in the packages `fonts-noto-core` and
`fonts-noto-cjk`, by lists of characters, some of which stand in Debian's `unicode-data`. The same
sources give the same bytes, on any day. KEY is the key of a pack or `bundled`; without one all are
made.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from font_characters import BUNDLED, SIGNS, STROKES, characters
from font_cutting import add_signs, add_strokes, cut, opened, to_quadratic
from font_files import coverage_line, ofl, pack_files, read
from font_packs import PACKS, Pack
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FACES = ROOT / "src" / "skillcert" / "documents" / "faces"
COVERAGE = FACES / "packs.txt"
NAMES = ("NotoSerif-Regular", "NotoSerif-Italic", "NotoSans-Regular", "NotoSans-SemiBold")
FEATURES = ("kern", "mark", "mkmk", "locl")
SYSTEMS = (
    *("DFLT.dflt", "latn.dflt", "latn.ROM", "latn.MOL", "grek.dflt"),
    *("cyrl.dflt", "cyrl.SRB", "cyrl.MKD"),
)
"""Scripts and languages; those named after a language have letters of another form there."""
COLLECTION = ("JP", "KR", "SC", "TC", "HK")
"""The members of a collection of Noto CJK, in their order."""


def _source(fonts: Path, file: str) -> TTFont:
    """Return the full font that *file* is cut from."""
    family, weight = file.split("-")
    if "CJK" not in family:
        return opened(fonts / "truetype" / "noto" / f"{file}.ttf")
    collection = fonts / "opentype" / "noto" / f"{family[:-2]}-{weight}.ttc"
    return opened(collection, COLLECTION.index(family[-2:]))


def make_bundled(fonts: Path) -> int:
    """Make the four bundled faces; return their size in bytes."""
    codes = [*characters(BUNDLED), *map(ord, STROKES), *map(ord, "".join(SIGNS.values()))]
    total = 0
    for name in NAMES:
        font = _source(fonts, name)
        add_strokes(font)
        for donor, signs in SIGNS.items():
            add_signs(font, _source(fonts, donor), signs)
        cut(font, codes, FEATURES, SYSTEMS)
        total += _saved(font, FACES / f"{name}.ttf")
    print(f"{'bundled':<24}{total / 1024:8.0f} KiB")
    return total


def _saved(font: TTFont, path: Path) -> int:
    font.save(path, reorderTables=False)
    return path.stat().st_size


def make_pack(pack: Pack, fonts: Path, unicode: Path) -> None:
    """Make one pack."""
    folder = ROOT / "fonts" / pack.key
    (ROOT / pack.folder).mkdir(parents=True, exist_ok=True)
    codes = characters(pack.characters(unicode))
    total, version = 0, ""
    notices: list[str] = []
    for file in dict.fromkeys(pack.files):
        font = _source(fonts, file)
        notices.append(str(font["name"].getDebugName(0)))
        cut(font, codes, () if pack.east_asian else ("*",))
        if pack.east_asian:
            to_quadratic(font)
        version = version or _version(font)
        total += _saved(font, ROOT / pack.folder / f"{file}.ttf")
    texts = pack_files(pack, version)
    texts["LICENSE"] = read(ROOT / "LICENSE")
    texts[f"src/{pack.module}/OFL.txt"] = ofl(read(FACES / "OFL.txt"), notices)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{pack.key:<24}{total / 1024:8.0f} KiB")


def _version(font: TTFont) -> str:
    return str(font["name"].getDebugName(5)).split(";")[0].removeprefix("Version ").strip()


def _codes(pack: Pack) -> set[int]:
    """Return the characters of a pack that was made: its semibold face may lack some of them."""
    return set(opened(ROOT / pack.folder / f"{pack.files[0]}.ttf").getBestCmap())


def write_coverage(packs: Sequence[Pack]) -> None:
    """Write what the packs have, for the message that names the one to install."""
    lines = [coverage_line(pack, _codes(pack)) for pack in packs]
    COVERAGE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Make what was asked for and print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("keys", nargs="*", metavar="KEY")
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--unicode", type=Path, default=Path("/usr/share/unicode"))
    options = parser.parse_args()
    wanted = set(options.keys) or {"bundled", *(pack.key for pack in PACKS)}
    if "bundled" in wanted:
        make_bundled(options.fonts)
    for pack in PACKS:
        if pack.key in wanted:
            make_pack(pack, options.fonts, options.unicode)
    write_coverage(PACKS)


if __name__ == "__main__":
    main()
