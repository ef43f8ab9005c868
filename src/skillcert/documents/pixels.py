"""Pictures as they go into a file: the packed pixels of a PNG or JPEG, without unpacking them.

Rules of this module

- The bytes of a picture are taken over as they are where PDF has the same form for them: JPEG in
  grey or red, green and blue; PNG in the same, eight bits deep, neither interlaced nor see-through.
- Any other picture is written anew as PNG first, what is see-through on white.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from struct import unpack_from

import attrs

from skillcert.errors import LayoutError

__all__ = ["Pixels", "bitmap", "pixels_of"]

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 33
"""The bytes of a PNG up to where its first chunk ends, which says what it is like."""
_SPACES = {1: "DeviceGray", 3: "DeviceRGB"}
_PNG_CHANNELS = {0: 1, 2: 3}
"""The colour types of PNG that PDF has too, and their numbers of channels."""
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""The markers of JPEG with the size: baseline, extended and progressive (ITU-T T.81, B.1)."""


@attrs.frozen(kw_only=True)
class Pixels:
    """A picture within a file.

    Attributes:
        data: Its packed pixels.
        width: Its width in pixels.
        height: Its height in pixels.
        kind: The entries that say what its pixels are and how they are packed.
    """

    data: bytes = attrs.field(repr=False)
    width: int
    height: int
    kind: str


def bitmap(rows: Sequence[str], scale: int) -> Pixels:
    """Return squares as a stencil through which a colour is painted.

    Args:
        rows: For each row its squares: `1` where there is paint.
        scale: The pixels of a side of a square.
    """
    width = len(rows[0]) * scale
    size = -(-width // 8)
    octets = -(-len(rows[0]) // 8)
    bits = "".join([row.ljust(8 * octets, "0") for row in rows])
    narrow = int(bits, 2).to_bytes(octets * len(rows), "big")
    wide = b"".join(map(_widened(scale).__getitem__, narrow))
    step = octets * scale
    lines = [wide[i : i + size] * scale for i in range(0, len(wide), step)]
    return Pixels(
        data=zlib.compress(b"".join(lines), 2),
        width=width,
        height=len(rows) * scale,
        kind="/ImageMask true/Decode[1 0]/BitsPerComponent 1/Filter/FlateDecode",
    )


@cache
def _widened(scale: int) -> tuple[bytes, ...]:
    """Return for each eight squares the bytes in which each of them is *scale* pixels wide."""
    return tuple(
        int("".join(bit * scale for bit in f"{octet:08b}"), 2).to_bytes(scale, "big")
        for octet in range(256)
    )


@lru_cache(maxsize=16)
def pixels_of(data: bytes) -> Pixels:
    """Return the pixels of a picture.

    Args:
        data: The bytes of a PNG or JPEG file.

    Raises:
        LayoutError: It is neither.
    """
    found = _as_it_is(data) or _as_it_is(_written_anew(data))
    if found is None:
        what = "a picture cannot be read as PNG or JPEG"
        raise LayoutError(what, hint="Save it again as one of these")
    return found


def _as_it_is(data: bytes) -> Pixels | None:
    """Return the pixels of a picture that needs no change, None for others."""
    if data.startswith(_PNG) and len(data) > _PNG_HEAD:
        return _png(data)
    return _jpeg(data) if data.startswith(b"\xff\xd8") else None


def _png(data: bytes) -> Pixels | None:
    width, height, depth, kind, _, _, interlaced = unpack_from(">2I5B", data, 16)
    packed, place = [], len(_PNG)
    while place + 8 <= len(data):
        size, tag = unpack_from(">I4s", data, place)
        if tag == b"tRNS":
            return None
        if tag == b"IDAT":
            packed.append(data[place + 8 : place + 8 + size])
        place += 12 + size
    if depth != 8 or kind not in _PNG_CHANNELS or interlaced:
        return None
    colours = _PNG_CHANNELS[kind]
    return Pixels(
        data=b"".join(packed),
        width=width,
        height=height,
        kind=(
            f"/BitsPerComponent 8/ColorSpace/{_SPACES[colours]}/Filter/FlateDecode/DecodeParms"
            f"<</Predictor 15/Colors {colours}/BitsPerComponent 8/Columns {width}>>"
        ),
    )


def _jpeg(data: bytes) -> Pixels | None:
    place = 2
    while place + 10 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker in _FRAMES:
            depth, height, width, channels = unpack_from(">B2HB", data, place + 4)
            if depth != 8 or channels not in _SPACES:
                return None
            return Pixels(
                data=data,
                width=width,
                height=height,
                kind=f"/BitsPerComponent 8/ColorSpace/{_SPACES[channels]}/Filter/DCTDecode",
            )
        place += 2 + unpack_from(">H", data, place + 2)[0]
    return None


def _written_anew(data: bytes) -> bytes:
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
            pixels = opened.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return b""
    page = Image.new("RGB", pixels.size, "white")
    page.paste(pixels, mask=pixels.getchannel("A"))
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
