"""SVG path data as the drawing operators of a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

__all__ = ["Segment", "bounds", "segments"]

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
"""An operator (`m`, `l`, `c` or `h`, as PDF 32000-1, table 59, has them) and its points."""


def _cubic(start: Point, control: Point, end: Point) -> Segment:
    """Return a quadratic curve as a cubic one."""
    first = tuple(s + 2 / 3 * (c - s) for s, c in zip(start, control, strict=True))
    second = tuple(e + 2 / 3 * (c - e) for e, c in zip(end, control, strict=True))
    return "c", ((first[0], first[1]), (second[0], second[1]), end)


def _convert(recorded: list[tuple[str, tuple[Point, ...]]]) -> Iterator[Segment]:
    """Yield what a recording pen heard as segments."""
    here = (0.0, 0.0)
    for operator, points in recorded:
        match operator:
            case "moveTo":
                yield "m", points
            case "lineTo":
                yield "l", points
            case "curveTo":
                yield "c", points
            case "qCurveTo":
                yield _cubic(here, points[0], points[1])
            case "closePath":
                yield "h", ()
        here = points[-1] if points else here


@lru_cache(maxsize=256)
def segments(path: str) -> tuple[Segment, ...]:
    """Return the segments of SVG path data, in its own units, arcs turned to curves.

    Args:
        path: The text of a `d` attribute.
    """
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(path, pen)
    return tuple(_convert(pen.value))


@lru_cache(maxsize=256)
def bounds(paths: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a box that holds *paths*, in their own units.

    It holds the control points of curves too, so it may be a little larger than what is seen.
    """
    points = [point for path in paths for _, ends in segments(path) for point in ends]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
