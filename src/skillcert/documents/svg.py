"""Reading a logo from an SVG file: the small part of SVG that logos need, strictly.

Rules of this module

- Filled and stroked outlines in plain colours, in groups, with transforms: that is read. What would
  come out otherwise than it was meant (text, gradients, masks, pictures, see-through colours) is
  refused with a word on how to save the file.
- Elements of drawing programs that draw nothing are passed over.
- Nothing outside the file is looked at, no entity is expanded, and every size is bounded.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import isfinite, sqrt

import attrs

from skillcert.documents.svgmatrix import Matrix, transform_of
from skillcert.documents.svgpath import read_path
from skillcert.documents.svgshapes import SHAPES, outline
from skillcert.errors import LayoutError, shorten

__all__ = ["Artwork", "Stroke", "read_svg"]

_SVG = "{http://www.w3.org/2000/svg}"
_MOST_BYTES = 500_000
_MOST_SHAPES = 2_000
_DEEPEST = 40
_DRAWS_NOTHING = frozenset({"title", "desc", "metadata", "defs", "style"})
_INHERITED = ("fill", "fill-rule", "stroke", "stroke-width", "visibility")
_HINTS = {
    "text": "Turn its text into outlines (paths) and save it again",
    "image": "Save the picture as PNG and use that as the logo",
    "use": "Expand its symbols (ungroup them) and save it again",
    "switch": "Save it as plain SVG",
}
_CLASS_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_LENGTH = re.compile(r"\s*(\d+\.?\d*|\.\d+)\s*(?:px|pt|mm|cm|in)?\s*")


@attrs.frozen(kw_only=True)
class Stroke:
    """One outline of a logo.

    Attributes:
        path: SVG path data with the logo's top left corner as origin.
        colour: The colour, `#rrggbb`.
        nonzero: Whether it is filled by the rule of windings, and not even-odd.
        weight: How strong its line is, in the logo's units; None for one that is filled.
    """

    path: str
    colour: str
    nonzero: bool = False
    weight: float | None = None


@attrs.frozen(kw_only=True)
class Artwork:
    """A logo: its size in units of its own, and what it is drawn with, from below upwards."""

    width: float
    height: float
    strokes: tuple[Stroke, ...]


def _refused(
    what: str, hint: str = "Save it as plain SVG with outlines in plain colours"
) -> LayoutError:
    return LayoutError(f"the SVG file {what}", hint=hint)


@lru_cache(maxsize=16)
def read_svg(data: bytes) -> Artwork:
    """Return what an SVG file draws.

    Args:
        data: The bytes of the file.

    Raises:
        LayoutError: It is no SVG file, or it holds what this module does not draw.
    """
    root = _tree(data)
    x, y, width, height = _view(root)
    reader = _Reader(_classes(root))
    start = Matrix(1, 0, 0, 1, -x, -y)
    strokes = tuple(reader.strokes(root, start, {"fill": "#000000", "stroke-width": "1"}, 0))
    if not strokes:
        raise _refused("draws nothing")
    return Artwork(width=width, height=height, strokes=strokes)


def _tree(data: bytes) -> ET.Element:
    """Return the tree of the file."""
    if len(data) > _MOST_BYTES:
        raise _refused(f"has {len(data)} bytes, more than {_MOST_BYTES}", "Simplify the logo")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("is not written in UTF-8", "Save it again as UTF-8") from error
    if "<!ENTITY" in text:
        raise _refused("defines entities")
    try:
        # Safe for what comes from outside: no entities, no references are followed, few bytes.
        root = ET.fromstring(text)  # noqa: S314
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise _refused(f"cannot be read: {shorten(str(error), 80)}") from error
    if root.tag != f"{_SVG}svg":
        raise _refused(f"begins with {shorten(root.tag)} and not with svg")
    return root


def _view(root: ET.Element) -> tuple[float, float, float, float]:
    """Return left edge, top, width and height of what is seen."""
    box = root.get("viewBox")
    if box is not None:
        numbers = re.split(r"[\s,]+", box.strip())
        try:
            x, y, width, height = map(float, numbers)
        except ValueError as error:
            raise _refused(f"has a viewBox that is none: {shorten(box)}") from error
    else:
        x = y = 0.0
        width, height = (_length(root.get(name, "")) for name in ("width", "height"))
    if not all(map(isfinite, (x, y, width, height))) or min(width, height) <= 0:
        raise _refused("has no size", "Save it with a viewBox")
    return x, y, width, height


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) if match else 0.0


def _classes(root: ET.Element) -> Mapping[str, Mapping[str, str]]:
    """Return what the style sheets in the file say of each class."""
    found: dict[str, dict[str, str]] = {}
    for style in root.iter(f"{_SVG}style"):
        text = re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)
        if _CLASS_RULE.sub("", text).strip():
            raise _refused("has a style sheet that is more than classes")
        for selectors, body in _CLASS_RULE.findall(text):
            for selector in selectors.split(","):
                name = _CLASS.fullmatch(selector.strip())
                if name is None:
                    raise _refused(f"has a style for {shorten(selector.strip())}, not for a class")
                found.setdefault(name[1], {}).update(_declared(body))
    return found


def _declared(text: str) -> dict[str, str]:
    """Return the properties of a style, as `fill: #fff; stroke: none`."""
    pairs = (part.partition(":") for part in text.split(";") if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


class _Reader:
    """Reads elements and what lies within them."""

    def __init__(self, classes: Mapping[str, Mapping[str, str]]) -> None:
        self._classes = classes
        self._count = 0

    def strokes(
        self, element: ET.Element, matrix: Matrix, inherited: Mapping[str, str], depth: int
    ) -> Iterator[Stroke]:
        """Yield what *element* draws, from below upwards."""
        if not element.tag.startswith(_SVG):
            return  # what a drawing program keeps for itself
        tag = element.tag.removeprefix(_SVG)
        if tag in _DRAWS_NOTHING:
            return
        if depth > _DEEPEST:
            raise _refused("is nested too deep", "Ungroup its groups and save it again")
        own = self._properties(element)
        style = {**inherited, **{k: v for k, v in own.items() if k in _INHERITED}}
        if own.get("display") == "none":
            return
        if tag in SHAPES:
            yield from self._shape(element, tag, matrix.then(transform_of(element)), style)
        elif tag in {"svg", "g", "a"}:
            inner = matrix.then(transform_of(element)) if tag != "svg" or depth else matrix
            for child in element:
                yield from self.strokes(child, inner, style, depth + 1)
        else:
            raise _refused(f"has an element {shorten(tag)}, which is not drawn", **_hint(tag))

    def _properties(self, element: ET.Element) -> dict[str, str]:
        """Return the properties of an element: its attributes, classes and style, the last wins."""
        own = {name: value.strip() for name, value in element.attrib.items() if "}" not in name}
        for name in own.get("class", "").split():
            own.update(self._classes.get(name, {}))
        own.update(_declared(own.get("style", "")))
        for name in ("opacity", "fill-opacity", "stroke-opacity"):
            if own.get(name, "1") not in {"1", "1.0", "100%"}:
                raise _refused("has see-through colours", "Give it plain colours")
        for name in ("clip-path", "mask", "filter"):
            if own.get(name, "none") != "none":
                raise _refused(f"uses a {name}", "Cut the outlines themselves and save it again")
        if own.get("stroke-dasharray", "none") != "none":
            raise _refused("has dashed lines", "Turn the lines into outlines")
        return own

    def _shape(
        self, element: ET.Element, tag: str, matrix: Matrix, style: Mapping[str, str]
    ) -> Iterator[Stroke]:
        if style.get("visibility") in {"hidden", "collapse"}:
            return
        self._count += 1
        if self._count > _MOST_SHAPES:
            raise _refused(f"has more than {_MOST_SHAPES} shapes", "Simplify the logo")
        path = _moved(outline(element, tag), matrix)
        if not path:
            return
        if (fill := _colour(style["fill"])) is not None and tag != "line":
            nonzero = style.get("fill-rule", "nonzero") != "evenodd"
            yield Stroke(path=path, colour=fill, nonzero=nonzero)
        if (line := _colour(style.get("stroke", "none"))) is not None:
            weight = _length(style["stroke-width"]) * sqrt(abs(matrix.determinant))
            if weight > 0:
                yield Stroke(path=path, colour=line, weight=weight)


def _hint(tag: str) -> dict[str, str]:
    return {"hint": _HINTS[tag]} if tag in _HINTS else {}


def _moved(path: str, matrix: Matrix) -> str:
    """Return path data after a transform."""
    parts = []
    for operator, points in read_path(path):
        placed = [matrix.at(x, y) for x, y in points]
        if not all(isfinite(x) and isfinite(y) for x, y in placed):
            raise _refused("has numbers that are too large")
        numbers = " ".join(f"{x:.4f} {y:.4f}" for x, y in placed)
        parts.append(f"{operator.upper().replace('H', 'Z')}{numbers}")
    return "".join(parts)


def _colour(text: str) -> str | None:
    """Return a colour as `#rrggbb`, None for none."""
    if text in {"none", "transparent"}:
        return None
    if text.startswith("url("):
        raise _refused("has gradients or patterns", "Give it plain colours")
    from PIL import ImageColor

    try:
        red, green, blue, *alpha = ImageColor.getrgb(text)
    except ValueError as error:
        raise _refused(f"has a colour {shorten(text)}, which is not known") from error
    if alpha and alpha[0] != 255:
        raise _refused("has see-through colours", "Give it plain colours")
    return f"#{red:02x}{green:02x}{blue:02x}"
