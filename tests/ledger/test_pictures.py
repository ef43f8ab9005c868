"""Photographs are kept as pictures and nothing else."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from skillcert.errors import RefusedError
from skillcert.ledger.pictures import (
    LARGEST_FILE,
    LONGEST_SIDE,
    MOST_PIXELS,
    KeptPicture,
    clean_picture,
)
from skillcert.refusals import RefusalReason

from .photographs import (
    BLUE,
    RED,
    SECRETS,
    chunk,
    exif,
    halves,
    jpeg,
    png,
    segment,
    webp,
    with_segments,
)

PNG_START = b"\x89PNG\r\n\x1a\n"


def opened(kept: KeptPicture) -> Image.Image:
    """Return a kept picture, read again."""
    picture = Image.open(BytesIO(kept.data))
    picture.load()
    return picture


def see_through() -> Image.Image:
    """Return a picture that what lies behind is seen through."""
    picture = halves(mode="RGBA")
    picture.putalpha(128)
    return picture


def refusal(data: bytes) -> tuple[RefusalReason, dict[str, object]]:
    """Return why *data* is refused."""
    with pytest.raises(RefusedError) as refused:
        clean_picture(data)
    (one,) = refused.value.refusals
    return one.reason, dict(one.about)


def is_like(found: object, wanted: tuple[int, int, int]) -> bool:
    """Say whether a pixel has a colour, as nearly as JPEG keeps it."""
    assert isinstance(found, tuple)
    return all(abs(a - b) < 12 for a, b in zip(found[:3], wanted, strict=True))


def segments(data: bytes) -> list[int]:
    """Return the markers of a JPEG file, and check that nothing follows its end."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    assert data.endswith(b"\xff\xd9")
    assert data.count(b"\xff\xd9") == 1
    return found


def chunks(data: bytes) -> list[bytes]:
    """Return the kinds of the chunks of a PNG file, and check that nothing follows its end."""
    found, at = [], 8
    while at < len(data):
        found.append(data[at + 4 : at + 8])
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    assert at == len(data)
    return found


@pytest.mark.parametrize("make", [jpeg, png, webp])
def test_nothing_but_the_picture_is_kept(make: object) -> None:
    """Place, time, telephone, names, profiles, comments and what stands behind the end are gone."""
    assert callable(make)
    before = make()
    kept = clean_picture(before)
    there = [secret for secret in SECRETS if secret in before]
    assert len(there) > 3
    for secret in SECRETS:
        assert secret not in kept.data
    assert not opened(kept).getexif()


def test_a_jpeg_has_only_what_shows_it() -> None:
    """Of a JPEG's segments those are left that the picture is decoded with, and JFIF's header."""
    assert set(segments(clean_picture(jpeg()).data)) <= {0xE0, 0xDB, 0xC0, 0xC4}


def test_a_png_has_only_what_shows_it() -> None:
    """Of a PNG's chunks header, pixels and end are left."""
    assert set(chunks(clean_picture(png()).data)) == {b"IHDR", b"IDAT", b"IEND"}
    see_through = clean_picture(png(halves(mode="RGBA")))
    assert set(chunks(see_through.data)) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (jpeg(), "image/jpeg"),
        (png(), "image/png"),
        (png(halves(mode="RGBA")), "image/png"),
        (png(halves(mode="P")), "image/png"),
        (png(halves(mode="L")), "image/png"),
        (webp(), "image/jpeg"),
        (webp(see_through()), "image/png"),
    ],
    ids=["jpeg", "png", "png see-through", "png palette", "png grey", "webp", "webp see-through"],
)
def test_what_a_picture_becomes(data: bytes, media_type: str) -> None:
    """A photograph becomes JPEG; a PNG, and whatever is see-through, becomes PNG."""
    kept = clean_picture(data)
    assert kept.media_type == media_type
    assert Image.MIME[opened(kept).format or ""] == media_type
    assert (kept.width, kept.height) == opened(kept).size == (80, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright(orientation: int) -> None:
    """However the telephone was held, the picture is as it was seen (Exif 2.32, section 4.6.4)."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = halves().transpose(undo[orientation]) if orientation in undo else halves()
    kept = clean_picture(jpeg(orientation, held))
    assert (kept.width, kept.height) == (80, 40)
    assert is_like(opened(kept).getpixel((5, 20)), RED)
    assert is_like(opened(kept).getpixel((75, 20)), BLUE)


def test_a_large_picture_is_made_smaller() -> None:
    """The longer side has at most so many pixels, and the shape stays."""
    kept = clean_picture(jpeg(picture=halves((4000, 1000))))
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)
    kept = clean_picture(png(halves((30, 3000))))
    assert (kept.width, kept.height) == (26, LONGEST_SIDE)


def test_a_small_picture_is_not_made_larger() -> None:
    """A picture smaller than that stays as large as it is."""
    kept = clean_picture(jpeg(picture=halves((2000, 1000))))
    assert (kept.width, kept.height) == (2000, 1000)


def test_the_same_file_has_the_same_digest() -> None:
    """A file that is handed in twice is one file; and a kept PNG stays what it is."""
    assert clean_picture(jpeg()).fact == clean_picture(jpeg()).fact
    kept = clean_picture(png())
    assert clean_picture(kept.data).fact == kept.fact


def swapped() -> bytes:
    """Return a colour profile in which red and green have changed places (ICC.1, section 7)."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for i in range(int.from_bytes(data[128:132], "big")):
        at = 132 + 12 * i
        if bytes(data[at : at + 4]) in {b"rXYZ", b"gXYZ"}:
            data[at : at + 1] = b"g" if data[at : at + 1] == b"r" else b"r"
    return bytes(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colours_are_brought_to_srgb(kind: str) -> None:
    """A picture in another colour space looks without its profile as it looked with it."""
    out = BytesIO()
    Image.new("RGB", (16, 16), RED).save(out, kind, quality=95, icc_profile=swapped())
    kept = opened(clean_picture(out.getvalue()))
    assert is_like(kept.getpixel((8, 8)), (RED[1], RED[0], RED[2]))
    assert "icc_profile" not in kept.info


def test_a_broken_profile_is_no_obstacle() -> None:
    """A colour profile that cannot be used is left out, and the picture kept."""
    out = BytesIO()
    halves().save(out, "JPEG", quality=95, icc_profile=b"no profile at all")
    assert is_like(opened(clean_picture(out.getvalue())).getpixel((5, 20)), RED)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colour_models_are_kept_as_rgb(mode: str) -> None:
    """Grey pictures and those for the press come out as screens show them."""
    kept = opened(clean_picture(jpeg(picture=halves(mode=mode))))
    assert kept.mode == "RGB"


def test_sixteen_bits_of_grey_are_scaled() -> None:
    """A grey picture of sixteen bits is as bright as it was, and not white."""
    deep = Image.new("I;16", (8, 8), 0x8000)
    out = BytesIO()
    deep.save(out, "PNG")
    grey = opened(clean_picture(out.getvalue())).getpixel((4, 4))
    assert grey == (128, 128, 128)


def test_of_several_pictures_the_first_is_kept() -> None:
    """What some telephones put behind a photograph, another picture, is left out."""
    out = BytesIO()
    halves().save(out, "MPO", save_all=True, append_images=[halves((20, 20))], quality=95)
    kept = clean_picture(out.getvalue())
    assert (kept.width, kept.height) == (80, 40)
    segments(kept.data)
    moving = BytesIO()
    halves().save(moving, "PNG", save_all=True, append_images=[Image.new("RGB", (80, 40))])
    assert set(chunks(clean_picture(moving.getvalue()).data)) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\x00\x00\x00\x18ftypavif", "AVIF"),
        (b"\x00\x00\x00\x18ftypmp42", "film"),
        (b"GIF89a\x01\x00\x01\x00", "GIF"),
        (b"%PDF-1.7", "PDF"),
        (b"II*\x00\x08\x00\x00\x00", "TIFF"),
        (b"BM\x00\x00", "BMP"),
        (b"PK\x03\x04", "ZIP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"", "no picture"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_kinds_are_refused_by_name(data: bytes, name: str) -> None:
    """A file of another kind is refused with what it is, and what to do about it."""
    assert refusal(data) == (RefusalReason.PICTURE_OTHER_KIND, {"found": name})


def test_a_heic_picture_has_a_way_out() -> None:
    """Whoever has an iPhone is told which setting to change."""
    with pytest.raises(RefusedError, match=r"this is HEIC.*Most Compatible"):
        clean_picture(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")


def test_too_many_bytes_are_refused_before_they_are_read() -> None:
    """A file beyond the limit is refused with both numbers."""
    reason, about = refusal(jpeg() + bytes(LARGEST_FILE))
    assert (reason, about) == (RefusalReason.PICTURE_TOO_LARGE, {"size": 33, "most": 32})


def bomb(width: int, height: int) -> bytes:
    """Return a PNG file of a few bytes that claims to be a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000))
    return PNG_START + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8_001, 8_125), (100_000, 100_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_refused(size: tuple[int, int]) -> None:
    """A file that claims more pixels than the limit is refused before any is decoded."""
    assert size[0] * size[1] > MOST_PIXELS
    reason, about = refusal(bomb(*size))
    assert reason is RefusalReason.PICTURE_TOO_MANY_PIXELS
    assert about == {"most": 65}


def test_a_text_that_unpacks_to_gigabytes_is_refused() -> None:
    """Texts and profiles in a PNG are bounded, too."""
    zeros = zlib.compressobj(9)
    packed = b"".join(zeros.compress(bytes(1 << 20)) for _ in range(200)) + zeros.flush()
    data = png()[:33] + chunk(b"iTXt", b"a\x00\x01\x00\x00\x00" + packed) + png()[33:]
    assert refusal(data)[0] is RefusalReason.PICTURE_DAMAGED


def test_a_picture_of_a_thousand_passes_is_refused() -> None:
    """A progressive picture that would be decoded anew for each of its many passes is refused."""
    out = BytesIO()
    halves().save(out, "JPEG", progressive=True)
    data = out.getvalue()
    clean_picture(data)
    last = data.rindex(b"\xff\xda")
    assert refusal(data[:last] + data[last:-2] * 1_000 + b"\xff\xd9") == (
        RefusalReason.PICTURE_DAMAGED,
        {},
    )


@pytest.mark.parametrize("make", [jpeg, png, webp])
def test_a_picture_that_was_cut_off_is_refused(make: object) -> None:
    """Of a file whose transfer broke off, no grey half is kept."""
    assert callable(make)
    data = make(picture=Image.effect_noise((200, 200), 80).convert("RGB"))
    assert refusal(data[: len(data) // 2])[0] is RefusalReason.PICTURE_DAMAGED


@settings(deadline=None, max_examples=60)
@given(
    which=st.sampled_from([jpeg(), png(), webp(), png(halves(mode="P"))]),
    seed=st.integers(0, 2**32),
    faults=st.integers(1, 20),
)
def test_whatever_is_handed_in_is_kept_or_refused(which: bytes, seed: int, faults: int) -> None:
    """A damaged file gives a picture or a refusal, and no other error."""
    chance = random.Random(seed)  # noqa: S311 - no secret is made of it
    data = bytearray(which)
    for _ in range(faults):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        kept = clean_picture(bytes(data))
    except RefusedError:
        return
    opened(kept)


def test_a_telephones_thumbnail_is_not_kept() -> None:
    """The small picture in a photograph's header, which may show what was cut off, is gone."""
    small = BytesIO()
    Image.new("RGB", (8, 8), (1, 254, 1)).save(small, "JPEG")
    data = with_segments(jpeg(), segment(0xE0, b"JFXX\x00\x10" + small.getvalue()))
    kept = clean_picture(data)
    assert b"JFXX" not in kept.data
    assert kept.data.count(b"\xff\xd8\xff") == 1


def test_the_orientation_of_a_png_counts() -> None:
    """A PNG with an orientation is set upright, too."""
    out = BytesIO()
    halves().transpose(Image.Transpose.ROTATE_90).save(out, "PNG", exif=exif(6))
    kept = clean_picture(out.getvalue())
    assert (kept.width, kept.height) == (80, 40)
    assert opened(kept).getpixel((5, 20)) == RED
