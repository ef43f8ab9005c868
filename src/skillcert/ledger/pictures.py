"""Photographs of work, made fit to keep: upright, of a sensible size, and nothing but a picture.

A telephone writes into a photograph where and when it was taken, with which telephone, and often a
small picture of what was cut off or a second of film. None of that is kept: each picture is written
anew from its pixels, and what was around them is gone.

Rules of this module

- JPEG, PNG and WebP come in, since that is what telephones and screens make. A picture without
  transparency leaves as JPEG unless it was PNG; others leave as PNG.
- HEIC is refused with its name: no decoder for it is free of copyleft. A telephone sends JPEG if
  asked to.
- The size is bounded before anything is decoded: bytes, then pixels, then the passes of a
  progressive picture. So no small file fills the memory or keeps the computer busy for minutes.
- Colours are brought to sRGB, so that no colour profile has to be kept.
- The same file gives the same bytes, and so the same digest, as long as Pillow is the same.
"""

from __future__ import annotations

import hashlib
import struct
from io import BytesIO
from typing import TYPE_CHECKING

import attrs

from skillcert.errors import RefusedError
from skillcert.model import FileFact, Line, Sha256
from skillcert.refusals import RefusalReason, refuse

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["LARGEST_FILE", "LONGEST_SIDE", "MOST_PIXELS", "KeptPicture", "clean_picture"]

LARGEST_FILE = 32 * 1024 * 1024
"""The most bytes that a picture has when it comes in."""

MOST_PIXELS = 65_000_000
"""The most pixels that a picture has when it comes in; telephones make up to 64 million."""

LONGEST_SIDE = 2560
"""The most pixels of the longer side that are kept: 21 cm at 300 dots an inch."""

_MEGABYTE = 1024 * 1024
_JPEG_QUALITY = 90
_MOST_SCANS = 200
"""Passes of a progressive picture. Cameras make ten; each costs as much as the whole picture."""

_FORMATS = ("JPEG", "PNG", "WEBP")

_STARTS = (
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"BM", "BMP"),
    (b"PK\x03\x04", "ZIP"),
)
_BRANDS = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"hevc": "HEIC",
    b"heim": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
    b"avif": "AVIF",
    b"avis": "AVIF",
}
"""Brands of ISO base media files (ISO/IEC 14496-12, section 4.3); others are films."""


@attrs.frozen(kw_only=True)
class KeptPicture:
    """A picture as it is kept.

    Attributes:
        data: The bytes of a JPEG or PNG file that holds nothing but the picture.
        media_type: `image/jpeg` or `image/png`.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    data: bytes = attrs.field(repr=False)
    media_type: Line
    width: int
    height: int

    @property
    def fact(self) -> FileFact:
        """What an event says of it."""
        digest = Sha256(hashlib.sha256(self.data).hexdigest())
        return FileFact(sha256=digest, media_type=self.media_type)


def clean_picture(data: bytes) -> KeptPicture:
    """Return a picture as it is kept: written anew, with nothing around it.

    Args:
        data: The bytes of a JPEG, PNG or WebP file.

    Raises:
        RefusedError: It is of another kind, too large, or damaged.
    """
    if len(data) > LARGEST_FILE:
        size, most = -(-len(data) // _MEGABYTE), LARGEST_FILE // _MEGABYTE
        raise RefusedError([refuse(RefusalReason.PICTURE_TOO_LARGE, size=size, most=most)])
    if kind := _other_kind(data):
        raise RefusedError([refuse(RefusalReason.PICTURE_OTHER_KIND, found=kind)])
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > _MOST_SCANS:
        raise _damaged()
    from PIL import Image

    try:
        return _written_anew(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    # Broken files make the decoders raise many kinds of error; where the program that imports this
    # makes warnings errors, warnings too.
    except (
        OSError,
        ValueError,
        SyntaxError,
        ArithmeticError,
        LookupError,
        TypeError,
        MemoryError,
        struct.error,
        Warning,
    ):
        raise _damaged() from None


def _too_many_pixels() -> RefusedError:
    most = MOST_PIXELS // 1_000_000
    return RefusedError([refuse(RefusalReason.PICTURE_TOO_MANY_PIXELS, most=most)])


def _damaged() -> RefusedError:
    return RefusedError([refuse(RefusalReason.PICTURE_DAMAGED)])


def _other_kind(data: bytes) -> str:
    """Return the name of a kind of file that is not taken, as far as its first bytes tell."""
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12], "film")
    known = (b"\xff\xd8", b"\x89PNG\r\n\x1a\n")
    if data.startswith(known) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return ""
    return next((name for start, name in _STARTS if data.startswith(start)), "no picture")


def _written_anew(data: bytes) -> KeptPicture:
    from PIL import Image

    with Image.open(BytesIO(data), formats=_FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_many_pixels()
        lossless = opened.format == "PNG"
        # libjpeg can leave out pixels while it decodes, which saves nine tenths of the work.
        opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        upright = _upright(opened)
    see_through = "A" in upright.mode or "transparency" in upright.info
    pixels = upright.convert("RGBA") if see_through else _in_srgb(upright)
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    # A new image has no memory of where its pixels came from.
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = BytesIO()
    if lossless or see_through:
        bare.save(out, "PNG")
        kind = Line("image/png")
    else:
        bare.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
        kind = Line("image/jpeg")
    return KeptPicture(data=out.getvalue(), media_type=kind, width=bare.width, height=bare.height)


def _upright(opened: Image) -> Image:
    """Return the picture as it is to be looked at, in eight bits a colour."""
    from PIL import ImageOps

    if opened.mode.startswith("I;16"):
        # Sixteen bits of grey; converting would cut them off and not scale them.
        return opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    try:
        return ImageOps.exif_transpose(opened)
    except (Warning, ValueError, SyntaxError, LookupError, TypeError, struct.error):
        # What is said about the picture is damaged. That does not make the picture so.
        opened.load()
        return opened


def _in_srgb(picture: Image) -> Image:
    """Return an opaque picture in sRGB, by its colour profile if it has one that can be used."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            brought = ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            brought = None  # a profile that cannot be used says nothing about the colours
        if brought is not None:
            return brought
    return picture.convert("RGB")
