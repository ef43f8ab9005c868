"""Small pictures for tests."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

__all__ = ["image"]


def image(kind: str = "PNG", colour: str = "#336699") -> bytes:
    """Return a picture file of one colour, 60 by 40 pixels."""
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, kind)
    return data.getvalue()
