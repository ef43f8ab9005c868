"""The leaves of the progress sheet, as path data: how full a leaf is says how a skill is done.

Rules of this module

- Form alone tells the levels apart, so that a copy in black and white says the same: an outline, a
  leaf half full, a full leaf, two full leaves. A bud is what is still to come.
- A leaf is drawn from where it grows, along the angle that it grows at. Pure arithmetic; lengths
  are millimetres, angles degrees, counted up from the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin

import attrs

from skillcert.model import PerformanceLevel

__all__ = ["Drawing", "bud", "leaf", "line", "merged", "sprout"]

Point = tuple[float, float]

_WIDE, _SLIM = 0.36, 0.25
"""How far the sides of a leaf are drawn out, in parts of its length: of one alone, of a pair."""
_PAIR = (34.0, -26.0)
"""By how much the two leaves of a pair are turned to either side."""


@attrs.frozen(kw_only=True)
class Drawing:
    """Paths that are filled, paths that are drawn as lines, and veins that the paper shows in."""

    filled: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    veins: tuple[str, ...] = ()


def merged(drawings: Sequence[Drawing]) -> Drawing:
    """Return several drawings as one."""
    return Drawing(
        filled=tuple(path for drawing in drawings for path in drawing.filled),
        drawn=tuple(path for drawing in drawings for path in drawing.drawn),
        veins=tuple(path for drawing in drawings for path in drawing.veins),
    )


def line(points: Sequence[Point]) -> str:
    """Return a curve: a start and, for each bend, two control points and an end."""
    start, *rest = points
    curve = " ".join(f"{x:.3f} {y:.3f}" for x, y in rest)
    return f"M{start[0]:.3f} {start[1]:.3f}C{curve}"


def _turned(points: Sequence[Point], base: Point, length: float, angle: float) -> Iterator[Point]:
    """Yield *points*, given along the leaf and across it, where the leaf grows."""
    c, s = cos(radians(angle)) * length, sin(radians(angle)) * length
    for along, across in points:
        # The page counts down, and leaves grow up.
        yield base[0] + along * c - across * s, base[1] - along * s - across * c


def _blade(base: Point, length: float, angle: float, sides: Sequence[float]) -> str:
    """Return the outline of a leaf between two sides, each as its distance from the midrib."""
    there, back = sides
    points = [(0, 0), (0.25, there), (0.72, there), (1, 0), (0.72, back), (0.25, back), (0, 0)]
    return line(tuple(_turned(points, base, length, angle))) + "Z"


def _vein(base: Point, length: float, angle: float) -> str:
    """Return the midrib of a leaf, which ends before its tip."""
    return line(tuple(_turned([(0.12, 0), (0.3, 0), (0.6, 0), (0.78, 0)], base, length, angle)))


def leaf(level: PerformanceLevel, base: Point, length: float, angle: float) -> Drawing:
    """Return the leaf of a skill.

    Args:
        level: How the skill is done.
        base: Where the leaf grows.
        length: Its length.
        angle: The direction that it grows in.
    """
    whole = _blade(base, length, angle, (_WIDE, -_WIDE))
    match level:
        case PerformanceLevel.GUIDED:
            return Drawing(drawn=(whole,))
        case PerformanceLevel.SOME_HELP:
            half = _blade(base, length, angle, (0, -_WIDE))
            return Drawing(filled=(half,), drawn=(whole,))
        case PerformanceLevel.INDEPENDENT:
            vein = _vein(base, length, angle)
            return Drawing(filled=(whole,), drawn=(whole,), veins=(vein,))
        case PerformanceLevel.GUIDES_OTHERS:
            pair = tuple(_blade(base, length, angle + turn, (_SLIM, -_SLIM)) for turn in _PAIR)
            veins = tuple(_vein(base, length, angle + turn) for turn in _PAIR)
            return Drawing(filled=pair, drawn=pair, veins=veins)


def bud(base: Point, length: float, angle: float) -> Drawing:
    """Return a bud on its stalk."""
    stalk = tuple(_turned([(0, 0), (0.15, 0), (0.3, 0), (0.45, 0)], base, length, angle))
    start = stalk[-1]
    drop = [(0, 0), (0.1, 0.34), (0.62, 0.24), (1, 0), (0.62, -0.24), (0.1, -0.34), (0, 0)]
    closed = line(tuple(_turned(drop, start, length * 0.55, angle))) + "Z"
    return Drawing(drawn=(line(stalk), closed))


def sprout(side: float) -> Drawing:
    """Return the sign of a next step, in a square of *side*: a shoot out of the ground."""
    foot, top = (side / 2, side * 0.96), (side / 2, side * 0.44)
    stem = line([foot, (foot[0], side * 0.7), (top[0], side * 0.6), top])
    ground = line(
        [(side * 0.1, foot[1]), (side * 0.4, foot[1]), (side * 0.6, foot[1]), (side * 0.9, foot[1])]
    )
    right = _blade(top, side * 0.55, 32, (_WIDE, -_WIDE))
    left = _blade((top[0], side * 0.62), side * 0.46, 148, (_WIDE, -_WIDE))
    return Drawing(filled=(right, left), drawn=(stem, ground, right, left))
