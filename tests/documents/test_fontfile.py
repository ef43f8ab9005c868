"""Reading font files, compared with what fontTools reads in them."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from skillcert.documents import fonts
from skillcert.documents.fontfile import FontFile
from skillcert.documents.positions import positions_of
from skillcert.errors import LayoutError

from .conftest import ARABIC

FACES = sorted((Path(fonts.__file__).parent / "faces").glob("*.ttf"))
FILES = [*FACES, *sorted(ARABIC.glob("*.ttf"))]


@pytest.fixture(params=FILES, ids=lambda path: str(path.stem))
def font(request: pytest.FixtureRequest) -> tuple[FontFile, TTFont]:
    """Return a font that is shipped, read both ways."""
    data = request.param.read_bytes()
    return FontFile(data), TTFont(BytesIO(data))


def test_characters_have_the_glyphs_of_the_font(font: tuple[FontFile, TTFont]) -> None:
    """Each character is drawn by the glyph that the font has for it."""
    ours, theirs = font
    expected = {c: theirs.getGlyphID(name) for c, name in theirs.getBestCmap().items()}
    assert ours.cmap == expected


def test_glyphs_have_the_advances_of_the_font(font: tuple[FontFile, TTFont]) -> None:
    """What is measured is what the font says, glyph by glyph."""
    ours, theirs = font
    assert list(ours.advances) == [theirs["hmtx"][name][0] for name in theirs.getGlyphOrder()]


def test_what_describes_a_font_is_read(font: tuple[FontFile, TTFont]) -> None:
    """Name, box, heights, slant and weight are those of the font."""
    ours, theirs = font
    head, lines, look = theirs["head"], theirs["hhea"], theirs["OS/2"]
    assert ours.count == theirs["maxp"].numGlyphs
    assert ours.units_per_em == head.unitsPerEm
    assert ours.box == (head.xMin, head.yMin, head.xMax, head.yMax)
    assert ours.ascent_and_descent == (lines.ascent, lines.descent)
    assert ours.cap_height == look.sCapHeight
    assert ours.weight == look.usWeightClass
    assert ours.italic_angle == theirs["post"].italicAngle
    assert ours.postscript_name == theirs["name"].getDebugName(6)
    assert ours.outlines == tuple(theirs["loca"].locations)


def _shaped(font: uharfbuzz.Font, text: str) -> tuple[list[int], list[tuple[int, int, int]]]:
    """Return the glyphs of *text* and their advances and offsets, as HarfBuzz has them."""
    buffer: Any = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, dict.fromkeys(("liga", "clig", "calt", "locl", "ccmp"), False))
    places = [(p.x_advance, p.x_offset, p.y_offset) for p in buffer.glyph_positions]
    return [info.codepoint for info in buffer.glyph_infos], places


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_pairs_are_kerned_as_harfbuzz_kerns_them(path: Path) -> None:
    """Letters next to one another have the kerning that a shaping engine gives them."""
    data = path.read_bytes()
    ours, theirs = FontFile(data), uharfbuzz.Font(uharfbuzz.Face(data))
    positions = positions_of(ours)
    letters = [chr(c) for c in ours.cmap if chr(c).isalpha() or chr(c) in ".,-’"]
    chance = random.Random(7)  # noqa: S311 - a sample
    pairs = [a + b for a in "AVTWYPLFГТУΓΤ" for b in "AVTWaeouy.,-’аеоαο"]
    pairs += [chance.choice(letters) + chance.choice(letters) for _ in range(3000)]
    kerned = 0
    for pair in pairs:
        left, right = (ours.cmap[ord(character)] for character in pair)
        glyphs, places = _shaped(theirs, pair)
        if glyphs != [left, right]:
            continue  # letters of two directions, or put together to one
        kern = positions.kern(left, right)
        assert places[0][0] == ours.advances[left] + kern, pair
        kerned += kern != 0
    assert kerned > 50


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_marks_are_put_where_harfbuzz_puts_them(path: Path) -> None:
    """An accent on a letter, and one on another accent, stand where a shaping engine has them."""
    data = path.read_bytes()
    ours, theirs = FontFile(data), uharfbuzz.Font(uharfbuzz.Face(data))
    positions = positions_of(ours)
    for letter in "aeghoAEQXбΩ":
        for mark in "\u0300\u0301\u0308\u0323\u0331":
            glyphs, places = _shaped(theirs, letter + mark)
            numbers = [ours.cmap[ord(letter)], ours.cmap[ord(mark)]]
            if glyphs != numbers:
                continue  # put together to one letter
            offset = positions.attach(*numbers)
            back = ours.advances[numbers[0]]
            assert offset is not None
            assert (offset[0] - back, offset[1]) == places[1][1:], letter + mark


def _built(characters: dict[int, str], features: str = "") -> bytes:
    """Return a small font that is made here."""
    names = [".notdef", *sorted(set(characters.values()))]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(characters)
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics({name: (500 + 10 * i, 0) for i, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Made", "styleName": "Regular", "psName": "Made-Regular"})
    builder.setupOS2()
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    target = BytesIO()
    builder.save(target)
    return target.getvalue()


def test_characters_beyond_the_first_plane_have_glyphs() -> None:
    """Letters of U+10000 and above are found too."""
    font = FontFile(_built({0x41: "A", 0x1E900: "adlam", 0x20000: "han"}))
    assert {character: font.advances[glyph] for character, glyph in font.cmap.items()} == {
        0x41: 510,
        0x1E900: 520,
        0x20000: 530,
    }


def test_pairs_may_be_listed_or_in_classes() -> None:
    """A list of pairs goes before classes; what neither names is not kerned."""
    characters = {ord(c): c for c in "ABCDEF"}
    font = FontFile(_built(characters, "feature kern { pos A B -30; pos [C D] [E F] -50; } kern;"))
    kern = positions_of(font).kern
    numbers = {chr(character): glyph for character, glyph in font.cmap.items()}
    assert kern(numbers["A"], numbers["B"]) == -30
    assert kern(numbers["D"], numbers["E"]) == -50
    assert kern(numbers["A"], numbers["C"]) == 0
    assert kern(numbers["B"], numbers["A"]) == 0


def test_a_font_without_positions_is_not_kerned() -> None:
    """Without the table letters stand at their advances and no mark is placed."""
    positions = positions_of(FontFile(_built({0x41: "A"})))
    assert positions.kern(1, 1) == 0
    assert positions.attach(1, 1) is None


def test_a_file_that_is_no_font_is_refused() -> None:
    """What is neither TrueType nor OpenType is a clear error."""
    with pytest.raises(LayoutError, match="neither TrueType nor OpenType"):
        FontFile(b"ttcf" + bytes(40))
