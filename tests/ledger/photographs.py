"""Photographs as telephones make them, with everything around the picture."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

__all__ = ["SECRETS", "chunk", "exif", "halves", "jpeg", "png", "segment", "webp", "with_segments"]

SECRETS = (
    b"SecretPhone 15",
    b"2025:06:12 09:30:00",
    b"N\x00\x00\x00",  # the reference of a latitude
    b"59.9139",
    b"Kari Nordmann",
    b"a second of film",
    b"Exif",
    b"GPS",
    b"xmpmeta",
    b"Photoshop",
    b"ICC_PROFILE",
)
"""What stands in these photographs beside the picture."""

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(size: tuple[int, int] = (80, 40), mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: itself, its owner, the time, the place, the orientation."""
    facts = Image.Exif()
    facts[0x0110] = "SecretPhone 15"
    facts[0x0132] = "2025:06:12 09:30:00"
    facts[0x013B] = "Kari Nordmann"
    facts[0x0112] = orientation
    place = facts.get_ifd(0x8825)
    place[1], place[2] = "N", (59.0, 54.0, 50.1)
    place[3], place[4] = "E", (10.0, 45.0, 8.0)
    facts.get_ifd(0x8769)[0x927C] = b"GPS 59.9139 made by the maker"
    return facts


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG file (ITU T.81, section B.1.1.4)."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def with_segments(data: bytes, *segments: bytes) -> bytes:
    """Return a JPEG file with more segments after its start."""
    return data[:2] + b"".join(segments) + data[2:]


def jpeg(orientation: int = 1, picture: Image.Image | None = None, **options: Any) -> bytes:
    """Return a JPEG file with all that may stand around a picture."""
    out = BytesIO()
    options = {"exif": exif(orientation), "quality": 95, **options}
    (picture or halves()).save(out, "JPEG", comment=b"Kari Nordmann was here", **options)
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>Kari Nordmann 59.9139</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x0eKari Nordmann\x00"
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = b"ICC_PROFILE\x00\x01\x01" + srgb
    return (
        with_segments(
            out.getvalue(),
            segment(0xE1, xmp),
            segment(0xED, iptc),
            segment(0xE2, profile),
            segment(0xEA, b"SecretPhone 15 own words"),
        )
        + b"....ftypmp42 a second of film, Kari Nordmann"
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file (its specification, section 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(picture: Image.Image | None = None) -> bytes:
    """Return a PNG file with all that may stand around a picture."""
    out = BytesIO()
    (picture or halves()).save(out, "PNG", exif=exif(), dpi=(300, 300))
    data = out.getvalue()
    more = (
        chunk(b"tEXt", b"Author\x00Kari Nordmann")
        + chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"Kari Nordmann 59.9139"))
        + chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta>Kari Nordmann")
        + chunk(b"tIME", struct.pack(">H5B", 2025, 6, 12, 9, 30, 0))
    )
    head = 8 + 25  # the signature and the header chunk
    return data[:head] + more + data[head:] + b"a second of film"


def webp(picture: Image.Image | None = None, **options: Any) -> bytes:
    """Return a WebP file with all that may stand around a picture."""
    out = BytesIO()
    options = {"exif": exif(), "quality": 95, **options}
    xmp = b"<x:xmpmeta>Kari Nordmann 59.9139</x:xmpmeta>"
    (picture or halves()).save(out, "WEBP", xmp=xmp, **options)
    return out.getvalue()
