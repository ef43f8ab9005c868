"""Transforms of SVG (SVG 1.1, 7.6)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from math import cos, radians, sin, tan

import attrs

from skillcert.errors import LayoutError, shorten

__all__ = ["UNIT", "Matrix", "transform_of"]

_CALL = re.compile(r"\s*(\w+)\s*\(([^()]*)\)[\s,]*")
_COUNTS = {
    "matrix": {6},
    "translate": {1, 2},
    "scale": {1, 2},
    "rotate": {1, 3},
    "skewX": {1},
    "skewY": {1},
}


@attrs.frozen
class Matrix:
    """An affine transform: x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, inner: Matrix) -> Matrix:
        """Return the transform of what lies within, which is moved by *inner* first."""
        e, f = self.at(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )

    @property
    def determinant(self) -> float:
        """By how much areas grow."""
        return self.a * self.d - self.b * self.c


UNIT = Matrix(1, 0, 0, 1, 0, 0)
"""The transform that changes nothing."""


def transform_of(element: ET.Element) -> Matrix:
    """Return the transform of an element.

    Raises:
        LayoutError: The attribute is no transform.
    """
    text = element.get("transform", "").strip()
    place, found = 0, UNIT
    while place < len(text):
        match = _CALL.match(text, place)
        if match is None:
            raise _broken(text)
        found = found.then(_one(match[1], match[2], text))
        place = match.end()
    return found


def _one(name: str, arguments: str, text: str) -> Matrix:
    try:
        numbers = [float(number) for number in re.split(r"[\s,]+", arguments.strip())]
    except ValueError as error:
        raise _broken(text) from error
    if len(numbers) not in _COUNTS.get(name, set()):
        raise _broken(text)
    first, *more = numbers
    match name:
        case "matrix":
            return Matrix(*numbers)
        case "translate":
            return Matrix(1, 0, 0, 1, first, more[0] if more else 0)
        case "scale":
            return Matrix(first, 0, 0, more[0] if more else first, 0, 0)
        case "rotate":
            x, y = more or (0.0, 0.0)
            c, s = cos(radians(first)), sin(radians(first))
            turned = Matrix(c, s, -s, c, 0, 0)
            return Matrix(1, 0, 0, 1, x, y).then(turned).then(Matrix(1, 0, 0, 1, -x, -y))
        case "skewX":
            return Matrix(1, 0, tan(radians(first)), 1, 0, 0)
        case _:
            return Matrix(1, tan(radians(first)), 0, 1, 0, 0)


def _broken(text: str) -> LayoutError:
    return LayoutError(
        f"the SVG file has a transform that is none: {shorten(text)}",
        hint="Save it as plain SVG",
    )
