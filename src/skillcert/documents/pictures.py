"""Pictures made fit for paper: upright, no larger than it shows, without what a camera adds.

A photograph carries where and when it was taken and with which telephone. None of that may leave
with a certificate, so a picture is always written anew from its pixels alone.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO

import attrs

from skillcert.errors import LayoutError
from skillcert.model import Picture

__all__ = ["Print", "prepared"]

_LONGEST_SIDE = 1200
"""Pixels of the longer side: 300 dots an inch at about 10 cm."""
_JPEG_QUALITY = 88


@attrs.frozen(kw_only=True)
class Print:
    """A picture as it goes into a file.

    Attributes:
        data: The bytes of a PNG or JPEG file.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    data: bytes = attrs.field(repr=False)
    width: int
    height: int


@lru_cache(maxsize=16)
def prepared(picture: Picture) -> Print:
    """Return *picture* fit for paper.

    Args:
        picture: A PNG or JPEG picture; what is see-through in it becomes white.

    Raises:
        LayoutError: It cannot be read as either of them, or is too large to be opened safely.
    """
    from PIL import Image

    try:
        return _written_anew(picture.data)
    # Broken files make the decoders raise many kinds of error.
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, struct.error) as error:
        raise _unreadable(picture) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _unreadable(picture) from error


def _unreadable(picture: Picture) -> LayoutError:
    return LayoutError(
        "a picture cannot be read as PNG or JPEG",
        where=picture.alt,
        hint="Save it again as one of these",
    )


def _written_anew(data: bytes) -> Print:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        kind = opened.format or "PNG"
        upright = ImageOps.exif_transpose(opened)
    pixels = upright.convert("RGBA")
    pixels.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    page = Image.new("RGB", pixels.size, "white")
    page.paste(pixels, mask=pixels.getchannel("A"))
    out = BytesIO()
    page.save(out, kind, **({"quality": _JPEG_QUALITY} if kind == "JPEG" else {}))
    return Print(data=out.getvalue(), width=page.width, height=page.height)
