"""The part of a font that a file carries, read back with fontTools."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from skillcert.documents import fonts
from skillcert.documents.fontfile import FontFile
from skillcert.documents.subset import subset
from skillcert.errors import LayoutError

from .conftest import ARABIC

FACES = sorted((Path(fonts.__file__).parent / "faces").glob("*.ttf"))
FILES = [*FACES, *sorted(ARABIC.glob("*.ttf"))]


def _drawn(font: TTFont, glyph: int) -> tuple[object, int]:
    """Return the outline of a glyph, its parts drawn out, and its advance."""
    glyphs, name = font.getGlyphSet(), font.getGlyphName(glyph)
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value, glyphs[name].width


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_glyphs_are_drawn_as_in_the_whole_font(path: Path) -> None:
    """Each glyph kept has its outline, whatever parts it is put together from, and its advance."""
    data = path.read_bytes()
    whole, font = TTFont(BytesIO(data)), FontFile(data)
    wanted = random.Random(5).sample(range(font.count), 120)  # noqa: S311 - a sample
    made, numbers = subset(font, wanted)
    part = TTFont(BytesIO(made), checkChecksums=2)
    for glyph in wanted:
        assert _drawn(part, numbers[glyph]) == _drawn(whole, glyph)
    assert part["maxp"].numGlyphs == len(numbers)
    assert {"glyf", "head", "hhea", "hmtx", "loca", "maxp"} <= set(part.keys())


def test_bearings_are_kept() -> None:
    """What stands left of a letter is as wide as in the whole font."""
    data = FACES[0].read_bytes()
    whole, font = TTFont(BytesIO(data)), FontFile(data)
    made, numbers = subset(font, list(font.cmap.values()))
    part = TTFont(BytesIO(made))
    for glyph, number in numbers.items():
        expected = whole["hmtx"][whole.getGlyphName(glyph)]
        assert part["hmtx"][part.getGlyphName(number)] == expected


def test_the_glyph_for_missing_characters_is_always_there() -> None:
    """A subset of nothing holds glyph 0, and the order of asking changes nothing."""
    font = FontFile(FACES[0].read_bytes())
    assert subset(font, [])[1] == {0: 0}
    assert subset(font, [40, 5, 40])[0] == subset(font, [5, 40])[0]


def test_glyphs_are_added_moved() -> None:
    """A mark in its place is the mark, moved, as wide as before; one without ink stays without."""
    font = FontFile(FACES[0].read_bytes())
    mark, space = font.cmap[0x0301], font.cmap[0x20]
    made, numbers = subset(font, [mark], [(mark, -120, 85), (space, 10, 10), (mark, -120, 85)])
    part = TTFont(BytesIO(made), checkChecksums=2)
    usual = part["glyf"][part.getGlyphName(numbers[mark])]
    moved = part["glyf"][part.getGlyphName(numbers[mark, -120, 85])]
    assert (moved.xMin, moved.yMin) == (usual.xMin - 120, usual.yMin + 85)
    assert (moved.xMax, moved.yMax) == (usual.xMax - 120, usual.yMax + 85)
    points, _, _ = moved.getCoordinates(part["glyf"])
    expected, _, _ = usual.getCoordinates(part["glyf"])
    assert [(x + 120, y - 85) for x, y in points] == list(expected)
    metrics = part["hmtx"]
    advance, bearing = metrics[part.getGlyphName(numbers[mark])]
    assert metrics[part.getGlyphName(numbers[mark, -120, 85])] == (advance, bearing - 120)
    assert part["glyf"][part.getGlyphName(numbers[space, 10, 10])].numberOfContours == 0
    assert part["maxp"].numGlyphs == len(set(numbers.values()))


def test_a_subset_is_small() -> None:
    """The letters of a name take a few kilobytes and not the whole face."""
    font = FontFile(FACES[0].read_bytes())
    made, _ = subset(font, [font.cmap[ord(character)] for character in "Ayşe Öztürk"])
    assert len(made) < 4000


def test_a_font_with_other_outlines_is_refused() -> None:
    """OpenType fonts with CFF outlines are not embedded, and the error says so."""
    data = FACES[0].read_bytes().replace(b"glyf", b"CFF ")
    with pytest.raises(LayoutError, match="no TrueType outlines"):
        subset(FontFile(data), [1])
