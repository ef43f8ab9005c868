"""QR codes (ISO/IEC 18004), at error correction M, as rows of dark and light modules.

ZXing makes them (`zxing-cpp`, compiled, with wheels for all systems): digits are packed as digits,
what stands before them as bytes. A library in Python takes ten times as long for one code as all
the rest of its certificate.

The mask of a short code is weighed as the standard asks (7.8). A long one says compressed and
signed bytes, which are as even under one mask as under another, and always has the same: weighing
all eight takes a good part of the time of a certificate, and no reader asks.
"""

from __future__ import annotations

from typing import Any

__all__ = ["qr_rows"]

_LONG = 400
"""From how many characters on the mask is not weighed."""


def qr_rows(text: str, *, largest: int) -> tuple[str, ...] | None:
    """Return the rows of the QR code of *text*, without its quiet zone.

    Args:
        text: What the code says, in ASCII.
        largest: The greatest version that is wanted, up to 40.

    Returns:
        A row of `1` for dark and `0` for light for each row of modules; None if the text needs a
        larger code.
    """
    import zxingcpp  # loaded when a paper bears a code

    mask = {} if len(text) < _LONG else {"data_mask": 0}
    try:
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", **mask)
    except ValueError:  # longer than any code
        return None
    image: Any = made.to_image(scale=1, add_quiet_zones=False)  # a buffer of one byte a module
    picture = memoryview(image)
    side = picture.shape[0] if picture.shape else 0
    if side > 17 + 4 * largest:
        return None
    dark = bytes(picture).translate(_DARK).decode("ascii")
    return tuple(dark[i : i + side] for i in range(0, side * side, side))


_DARK = bytes(ord("1") if level < 128 else ord("0") for level in range(256))
