"""Noto Serif Telugu and Noto Sans Telugu for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Telu",
        regular=here / "NotoSerifTelugu-Regular.ttf",
        semibold=here / "NotoSansTelugu-SemiBold.ttf",
        needs_shaping=True,
        size=0.96,
    )
