"""Cutting a font down to some characters, and adding the signs that it lacks; for `make_faces.py`.

The same source gives the same bytes, on any day. Hinting is dropped: paper has pixels enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

__all__ = ["add_signs", "add_strokes", "cut", "opened", "to_quadratic"]

_MAXIMUM_ERROR = 1.0
"""How far a curve of the second degree may be from the one it stands for, in font units."""
_MAXP = (
    "maxPoints maxContours maxCompositePoints maxCompositeContours maxTwilightPoints maxStorage "
    "maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions "
    "maxComponentElements maxComponentDepth"
)


def opened(source: Path, member: int = -1) -> TTFont:
    """Return a font of a file, or the *member* of a collection."""
    return TTFont(source, fontNumber=member, recalcTimestamp=False, lazy=True)


def cut(
    font: TTFont,
    codes: Iterable[int],
    features: Sequence[str],
    scripts: Sequence[str] = ("*",),
) -> None:
    """Keep some characters of a font, where it has them.

    Args:
        font: The font, which is changed.
        codes: The characters.
        features: The OpenType features to keep.
        scripts: The OpenType scripts, or scripts and languages, to keep them for.
    """
    options = subset.Options(
        layout_features=list(features),
        layout_scripts=list(scripts),
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        recommended_glyphs=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        name_languages=[0x409],
        drop_tables=[
            *("DSIG", "FFTM", "BASE", "JSTF", "MATH", "STAT", "meta", "VORG", "vhea", "vmtx"),
        ],
        glyph_names=False,
        recalc_timestamp=False,
    )
    tool = subset.Subsetter(options)
    tool.populate(unicodes=list(codes))
    tool.subset(font)


def to_quadratic(font: Any) -> None:
    """Turn the outlines of a font from curves of the third degree into TrueType outlines.

    The PDFs then hold fonts of one kind, and a wheel packs these outlines smaller.
    """
    shapes, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, _MAXIMUM_ERROR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    for name in order:
        glyf.glyphs[name].recalcBounds(glyf)
        advance, _ = font["hmtx"].metrics[name]
        font["hmtx"].metrics[name] = (advance, getattr(glyf.glyphs[name], "xMin", 0))
    font["loca"], font["glyf"] = newTable("loca"), glyf
    del font["CFF "]
    table = font["maxp"]
    table.tableVersion, table.maxZones = 0x00010000, 1
    for field in _MAXP.split():
        setattr(table, field, 0)
    table.recalc(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def _add(font: Any, code: int, advance: int, draw: Callable[[TTGlyphPen], None]) -> None:
    """Give *font* a glyph for a character that it lacks."""
    name = f"uni{code:04X}"
    pen = TTGlyphPen(None)
    draw(pen)
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def add_signs(font: TTFont, donor: TTFont, characters: str) -> None:
    """Give *font* the glyphs that *donor* has for *characters*; both have 1000 units an em."""
    shapes = donor.getGlyphSet()
    for character in characters:
        shape = shapes[donor.getBestCmap()[ord(character)]]
        _add(font, ord(character), round(shape.width), shape.draw)


def _polygon(pen: Any, points: Sequence[tuple[float, float]]) -> None:
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def _box(pen: Any, left: float, bottom: float, right: float, top: float) -> None:
    _polygon(pen, [(left, bottom), (left, top), (right, top), (right, bottom)])


def _shifted(shape: Any, dy: float) -> Callable[[Any], None]:
    from fontTools.pens.transformPen import TransformPen

    return lambda pen: shape.draw(TransformPen(pen, (1, 0, 0, 1, 0, dy)))


def add_strokes(font: Any) -> None:
    """Give *font* the signs − ≤ ≥ ≠ ≈, drawn from its own + < > = ~, so that they match."""
    glyf, shapes, cmap = font["glyf"], font.getGlyphSet(), font.getBestCmap()
    plus, equals, tilde = (glyf[cmap[ord(sign)]] for sign in "+=~")
    ys = sorted({y for _, y in plus.coordinates})
    low, high = ys[1], ys[2]  # the edges of the bar of the plus
    weight = high - low

    def minus(pen: Any) -> None:
        _box(pen, plus.xMin, low, plus.xMax, high)

    def with_bar(sign: str) -> Callable[[Any], None]:
        def draw(pen: Any) -> None:
            glyph = glyf[cmap[ord(sign)]]
            up = 1.9 * weight
            _shifted(shapes[cmap[ord(sign)]], round(up / 2))(pen)
            bottom = glyph.yMin - round(up / 2)
            _box(pen, glyph.xMin, bottom, glyph.xMax, bottom + weight)

        return draw

    def unequal(pen: Any) -> None:
        shapes[cmap[ord("=")]].draw(pen)
        middle, reach = (equals.xMin + equals.xMax) / 2, (equals.yMax - equals.yMin) * 0.42
        bottom, top = round(equals.yMin - reach), round(equals.yMax + reach)
        lean, half = round((top - bottom) * 0.22), round(weight * 0.54)
        left, right = round(middle - lean), round(middle + lean)
        _polygon(
            pen,
            [
                (left - half, bottom),
                (right - half, top),
                (right + half, top),
                (left + half, bottom),
            ],
        )

    def about(pen: Any) -> None:
        apart = round((tilde.yMax - tilde.yMin) * 0.5 + weight * 0.75)
        for dy in (apart - apart // 2, -(apart // 2)):
            _shifted(shapes[cmap[ord("~")]], dy)(pen)

    width = font["hmtx"].metrics
    for sign, like, draw in (
        ("−", "+", minus),
        ("≤", "<", with_bar("<")),
        ("≥", ">", with_bar(">")),
        ("≠", "=", unequal),
        ("≈", "~", about),
    ):
        _add(font, ord(sign), width[cmap[ord(like)]][0], draw)
