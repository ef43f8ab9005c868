"""The basic shapes of SVG as path data (SVG 1.1, chapter 9)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from skillcert.errors import LayoutError, shorten

__all__ = ["SHAPES", "outline"]

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
"""The elements that draw."""


def outline(element: ET.Element, tag: str) -> str:
    """Return the outline of a shape as path data; empty for a shape without size.

    Raises:
        LayoutError: A number of it is none.
    """
    match tag:
        case "path":
            return element.get("d", "")
        case "rect":
            return _rectangle(element)
        case "circle":
            radius = _number(element, "r")
            return _ellipse(element, radius, radius)
        case "ellipse":
            return _ellipse(element, _number(element, "rx"), _number(element, "ry"))
        case "line":
            start = f"M{_number(element, 'x1')} {_number(element, 'y1')}"
            return f"{start}L{_number(element, 'x2')} {_number(element, 'y2')}"
        case _:
            points = element.get("points", "").strip()
            return f"M{points}{'Z' if tag == 'polygon' else ''}" if points else ""


def _number(element: ET.Element, name: str, default: float = 0.0) -> float:
    text = element.get(name)
    if text is None:
        return default
    try:
        return float(re.sub(r"px$", "", text.strip()))
    except ValueError as error:
        raise LayoutError(
            f"the SVG file has a {name} that is no number: {shorten(text)}",
            hint="Save it as plain SVG",
        ) from error


def _ellipse(element: ET.Element, rx: float, ry: float) -> str:
    if rx <= 0 or ry <= 0:
        return ""
    x, y = _number(element, "cx"), _number(element, "cy")
    return f"M{x - rx} {y}A{rx} {ry} 0 1 0 {x + rx} {y}A{rx} {ry} 0 1 0 {x - rx} {y}Z"


def _rectangle(element: ET.Element) -> str:
    x, y = _number(element, "x"), _number(element, "y")
    width, height = _number(element, "width"), _number(element, "height")
    if width <= 0 or height <= 0:
        return ""
    rx = _number(element, "rx", _number(element, "ry"))
    ry = _number(element, "ry", rx)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if rx <= 0 or ry <= 0:
        return f"M{x} {y}h{width}v{height}h{-width}Z"
    arc = f"a{rx} {ry} 0 0 1"
    return (
        f"M{x + rx} {y}h{width - 2 * rx}{arc} {rx} {ry}v{height - 2 * ry}{arc} {-rx} {ry}"
        f"h{2 * rx - width}{arc} {-rx} {-ry}v{2 * ry - height}{arc} {rx} {-ry}Z"
    )
