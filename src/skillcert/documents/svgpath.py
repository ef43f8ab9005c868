"""SVG path data (SVG 1.1, 8.3) as the segments of a PDF page: moves, lines, cubic curves, ends.

Rules of this module

- Every command is read, in both its forms. Arcs become cubic curves of at most a quarter turn each
  (appendix F.6), quadratic curves the cubic curves that they are.
- What is no path data is an error. SVG draws such a path up to the fault; a sign on a certificate
  is whole or not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import atan2, ceil, cos, hypot, pi, sin, sqrt, tan

from skillcert.errors import LayoutError, shorten

__all__ = ["Point", "Segment", "read_path"]

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
"""An operator (`m`, `l`, `c` or `h`, as PDF 32000-1, table 59, has them) and its points."""

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_TOKEN = re.compile(rf"[\s,]*(?:([MmLlHhVvCcSsQqTtAaZz])|({_NUMBER}))")
_FLAG = re.compile(r"[\s,]*([01])")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS = (3, 4)
"""Which numbers of an arc are flags, which need no space after them."""


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; a command that is repeated is told each time."""
    place, letter, numbers = 0, "", list[float]()
    end = len(path.rstrip(" \t\r\n\f,"))
    while place < end:
        flag = letter in "Aa" and letter and len(numbers) in _FLAGS
        match = (_FLAG if flag else _TOKEN).match(path, place)
        if match is None or (not letter and not match[1]):
            raise _broken(path, place)
        place = match.end()
        if not flag and match[1]:
            if numbers:
                raise _broken(path, place)
            letter = match[1]
            if letter in "Zz":
                yield letter, []
            continue
        numbers.append(float(match[1] if flag else match[2]))
        if letter in "Zz":
            raise _broken(path, place)
        if len(numbers) == _COUNTS[letter.upper()]:
            yield letter, numbers
            numbers = []
            letter = {"M": "L", "m": "l"}.get(letter, letter)
    if numbers:
        raise _broken(path, place)


def _broken(path: str, place: int) -> LayoutError:
    return LayoutError(
        f"a drawing's path breaks off at character {place + 1}: {shorten(path)}",
        hint="Write it as the d attribute of an SVG path",
    )


class _Pen:
    """Where the path has come to."""

    def __init__(self) -> None:
        self.here: Point = (0.0, 0.0)
        self.start: Point = (0.0, 0.0)
        self.last: Point = (0.0, 0.0)
        """The control point before the end of the last curve."""
        self.kind = ""

    def draw(self, letter: str, numbers: list[float]) -> Iterator[Segment]:
        """Yield the segments of one command."""
        kind = letter.upper()
        if letter != kind:
            numbers = self._from_here(kind, numbers)
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        yield from getattr(self, f"_{kind.lower()}")(numbers, points)
        self.kind = kind

    def _from_here(self, kind: str, numbers: list[float]) -> list[float]:
        """Return numbers that count from the current point as places on the page."""
        x, y = self.here
        match kind:
            case "H":
                return [numbers[0] + x]
            case "V":
                return [numbers[0] + y]
            case "A":
                return [*numbers[:5], numbers[5] + x, numbers[6] + y]
            case _:
                return [number + (y if i % 2 else x) for i, number in enumerate(numbers)]

    def _m(self, _numbers: list[float], points: list[Point]) -> Iterator[Segment]:
        self.here = self.start = points[0]
        yield "m", (self.here,)

    def _z(self, _numbers: list[float], _points: list[Point]) -> Iterator[Segment]:
        self.here = self.start
        yield "h", ()

    def _l(self, _numbers: list[float], points: list[Point]) -> Iterator[Segment]:
        self.here = points[0]
        yield "l", (self.here,)

    def _h(self, numbers: list[float], _points: list[Point]) -> Iterator[Segment]:
        return self._l(numbers, [(numbers[0], self.here[1])])

    def _v(self, numbers: list[float], _points: list[Point]) -> Iterator[Segment]:
        return self._l(numbers, [(self.here[0], numbers[0])])

    def _c(self, _numbers: list[float], points: list[Point]) -> Iterator[Segment]:
        self.last, self.here = points[1], points[2]
        yield "c", tuple(points)

    def _s(self, numbers: list[float], points: list[Point]) -> Iterator[Segment]:
        return self._c(numbers, [self._mirrored("CS"), *points])

    def _q(self, _numbers: list[float], points: list[Point]) -> Iterator[Segment]:
        (cx, cy), end = points
        first, second = ((x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y)) for x, y in (self.here, end))
        self.last, self.here = points[0], end
        yield "c", (first, second, end)

    def _t(self, numbers: list[float], points: list[Point]) -> Iterator[Segment]:
        return self._q(numbers, [self._mirrored("QT"), *points])

    def _mirrored(self, kinds: str) -> Point:
        """Return the last control point mirrored, if the last command was a curve of its kind."""
        if self.kind not in kinds or not self.kind:
            return self.here
        return 2 * self.here[0] - self.last[0], 2 * self.here[1] - self.last[1]

    def _a(self, numbers: list[float], _points: list[Point]) -> Iterator[Segment]:
        rx, ry, turned, large, sweep, x, y = numbers
        start, end = self.here, (x, y)
        self.here = end
        if start == end:
            return
        if not rx or not ry:
            yield "l", (end,)
            return
        yield from _arc(start, end, (abs(rx), abs(ry)), turned * pi / 180, (large, sweep))


def _arc(
    start: Point, end: Point, radii: Point, turned: float, flags: tuple[float, float]
) -> Iterator[Segment]:
    """Yield an arc as curves (SVG 1.1, F.6.5 and F.6.6)."""
    (x1, y1), (x2, y2), (rx, ry), (large, sweep) = start, end, radii, flags
    c, s = cos(turned), sin(turned)
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    u, v = (c * dx + s * dy) / rx, (c * dy - s * dx) / ry
    size = hypot(u, v)
    if size > 1:  # radii that do not reach are made to
        rx, ry, u, v, size = rx * size, ry * size, u / size, v / size, 1.0
    off = sqrt(max(1 / (size * size) - 1, 0)) * (1 if large != sweep else -1)
    # On the unit circle, the middle lies beside the chord, and the ends on either side of it.
    mx, my = off * v, -off * u
    first, last = atan2(v - my, u - mx), atan2(-v - my, -u - mx)
    angle = last - first
    if sweep and angle < 0:
        angle += 2 * pi
    elif not sweep and angle > 0:
        angle -= 2 * pi

    def place(px: float, py: float) -> Point:
        px, py = (px + mx) * rx, (py + my) * ry
        return c * px - s * py + (x1 + x2) / 2, s * px + c * py + (y1 + y2) / 2

    count = max(ceil(abs(angle) / (pi / 2 + 0.001)), 1)
    step = angle / count
    handle = 4 / 3 * tan(step / 4)
    for i in range(count):
        a, b = first + i * step, first + (i + 1) * step
        one = place(cos(a) - handle * sin(a), sin(a) + handle * cos(a))
        two = place(cos(b) + handle * sin(b), sin(b) - handle * cos(b))
        yield "c", (one, two, end if i == count - 1 else place(cos(b), sin(b)))


def read_path(path: str) -> tuple[Segment, ...]:
    """Return the segments of path data, in its own units.

    Args:
        path: The text of a `d` attribute.

    Raises:
        LayoutError: It is no path data.
    """
    pen = _Pen()
    segments: list[Segment] = []
    for letter, numbers in _commands(path):
        if not segments and letter not in "Mm":
            raise _broken(path, 0)
        segments.extend(pen.draw(letter, numbers))
    return tuple(segments)
