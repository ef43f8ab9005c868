"""Logos and scanned signatures on the page, and whether they can be drawn.

Rules of this module

- What cannot be drawn as it was meant is refused when the letterhead is read, and not on the day on
  which somebody waits for a certificate.
- A logo keeps its proportions. A picture too coarse for paper is refused.
- Something of a logo must be dark enough to be seen on white paper, also on a grey copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

from skillcert.documents.pictures import Print, prepared
from skillcert.documents.scene import Element, ImageItem, Role, ShapeItem
from skillcert.documents.svg import Artwork, read_svg
from skillcert.documents.typeset import Box
from skillcert.errors import LayoutError, Problem
from skillcert.model import Letterhead, Line, Logo, Picture, ScannedSignature
from skillcert.plugins.spec import contrast_to_white

__all__ = ["letterhead_problems", "logo_box", "signature_box"]

_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES = 5_000_000
_LEAST_PIXELS = 200
"""The longer side of a picture at least: 5 cm at 100 dots an inch."""
_LEAST_CONTRAST = 3.0
"""What WCAG 2.2 asks of what is no text (1.4.11)."""
_ACCENT_CONTRAST = 4.5
_WHITE = 245
"""How bright, of 255, the corners of a scanned signature are at least."""


def _is_svg(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _picture(data: bytes, alt: str) -> Print:
    """Return a PNG fit for paper, what is see-through on white.

    Raises:
        LayoutError: It is no PNG, too large or too coarse.
    """
    if not data.startswith(_PNG):
        raise LayoutError("the file is neither PNG nor SVG", hint="Save it as one of these")
    if len(data) > _MOST_BYTES:
        raise LayoutError(
            f"the picture has {len(data)} bytes, more than {_MOST_BYTES}", hint="Make it smaller"
        )
    made = prepared(Picture(data=data, alt=Line(alt)))
    if max(made.width, made.height) < _LEAST_PIXELS:
        raise LayoutError(
            f"the picture has {made.width} by {made.height} pixels, too few to be printed",
            hint=f"Use one with at least {_LEAST_PIXELS} pixels on its longer side",
        )
    return made


def logo_box(logo: Logo, widest: float, highest: float) -> tuple[float, Box]:
    """Return the width of a logo, and the logo.

    Args:
        logo: The logo.
        widest: How wide it may be, in millimetres.
        highest: How high it may be.

    Raises:
        LayoutError: It cannot be drawn.
    """
    element = Element(role=Role.FIGURE, alt=logo.alt)
    if _is_svg(logo.data):
        art = read_svg(logo.data)
        scale = min(widest / art.width, highest / art.height)
        items = tuple(_shapes(art, scale, element))
        return art.width * scale, Box(height=art.height * scale, items=items)
    made = _picture(logo.data, logo.alt)
    return _placed(made, widest, highest, element)


def _shapes(art: Artwork, scale: float, element: Element) -> Iterator[ShapeItem]:
    """Yield the outlines of a logo, those that follow one another in one style together."""
    styled = groupby(art.strokes, key=lambda one: (one.colour, one.nonzero, one.weight))
    for (colour, nonzero, weight), strokes in styled:
        yield ShapeItem(
            x=0,
            y=0,
            scale=scale,
            paths=tuple(stroke.path for stroke in strokes),
            colour=colour,
            element=element,
            weight=None if weight is None else weight * scale,
            nonzero=nonzero,
        )


def _placed(made: Print, widest: float, highest: float, element: Element) -> tuple[float, Box]:
    factor = min(widest / made.width, highest / made.height)
    image = ImageItem(
        x=0,
        y=0,
        width=made.width * factor,
        height=made.height * factor,
        data=made.data,
        element=element,
    )
    return image.width, Box(height=image.height, items=(image,))


def signature_box(signature: ScannedSignature, alt: str, widest: float, highest: float) -> Box:
    """Return a scanned signature.

    Args:
        signature: The signature.
        alt: What is said in its place to those who do not see it.
        widest: How wide it may be, in millimetres.
        highest: How high it may be.

    Raises:
        LayoutError: It cannot be drawn.
    """
    made = _picture(signature.data, signature.name)
    return _placed(made, widest, highest, Element(role=Role.FIGURE, alt=alt))[1]


def letterhead_problems(letterhead: Letterhead) -> tuple[Problem, ...]:
    """Return what in a letterhead cannot be drawn as it was meant.

    Args:
        letterhead: The letterhead.
    """
    return tuple(_problems(letterhead))


def _problems(letterhead: Letterhead) -> Iterator[Problem]:
    if letterhead.accent is not None:
        contrast = contrast_to_white(letterhead.accent)
        if contrast < _ACCENT_CONTRAST:
            yield Problem(
                path="accent",
                what=f"{letterhead.accent} is too pale to be read on paper "
                f"(contrast {contrast:.1f}, needed {_ACCENT_CONTRAST})",
                hint="Choose a darker colour",
            )
    if letterhead.logo is not None:
        yield from _of(letterhead.logo, "logo")
    for i, signature in enumerate(letterhead.signatures):
        yield from _of(signature, f"signatures[{i}]")


def _of(one: Logo | ScannedSignature, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a logo or a signature."""
    try:
        if isinstance(one, Logo):
            logo_box(one, 100, 100)
            darkest = _darkest(one.data)
        else:
            signature_box(one, one.name, 100, 100)
            if not _on_white(one.data):
                yield Problem(
                    path=path,
                    what="the signature stands on a background that is not white",
                    hint="Cut it out, or scan it on white paper and make that quite white",
                )
            darkest = _darkest(one.data)
    except LayoutError as error:
        yield Problem(path=path, what=error.what, hint=error.hint)
        return
    if darkest < _LEAST_CONTRAST:
        yield Problem(
            path=path,
            what=f"nothing in it is dark enough to be seen on white paper "
            f"(contrast {darkest:.1f}, needed {_LEAST_CONTRAST})",
            hint="Use the version for light backgrounds",
        )


def _darkest(data: bytes) -> float:
    """Return the contrast to white of the darkest colour of a logo."""
    if _is_svg(data):
        return max(contrast_to_white(stroke.colour) for stroke in read_svg(data).strokes)
    from PIL import Image

    with Image.open(BytesIO(prepared(Picture(data=data, alt=Line("x"))).data)) as picture:
        levels = picture.convert("L").histogram()
    level = f"{next(i for i, count in enumerate(levels) if count):02x}"
    return contrast_to_white(f"#{level * 3}")


def _on_white(data: bytes) -> bool:
    """Say whether the corners of a picture are white."""
    from PIL import Image

    with Image.open(BytesIO(prepared(Picture(data=data, alt=Line("x"))).data)) as picture:
        grey = picture.convert("L")
        right, bottom = grey.width - 1, grey.height - 1
        corners = [(0, 0), (right, 0), (0, bottom), (right, bottom)]
        levels = [grey.getpixel(corner) for corner in corners]
    return all(isinstance(level, int) and level >= _WHITE for level in levels)
