"""Noto Serif Sinhala and Noto Sans Sinhala for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Sinh",
        regular=here / "NotoSerifSinhala-Regular.ttf",
        semibold=here / "NotoSansSinhala-SemiBold.ttf",
        needs_shaping=True,
        size=0.95,
    )
