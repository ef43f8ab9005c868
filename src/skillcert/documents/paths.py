"""SVG path data as the drawing operators of a page."""

from __future__ import annotations

from functools import lru_cache

from skillcert.documents.svgpath import Segment, read_path

__all__ = ["Segment", "bounds", "segments"]


@lru_cache(maxsize=256)
def segments(path: str) -> tuple[Segment, ...]:
    """Return the segments of SVG path data, in its own units, arcs turned to curves.

    Args:
        path: The text of a `d` attribute.

    Raises:
        LayoutError: It is no path data.
    """
    return read_path(path)


@lru_cache(maxsize=256)
def bounds(paths: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a box that holds *paths*, in their own units.

    It holds the control points of curves too, so it may be a little larger than what is seen.
    """
    points = [point for path in paths for _, ends in segments(path) for point in ends]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
