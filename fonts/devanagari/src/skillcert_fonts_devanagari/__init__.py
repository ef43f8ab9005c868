"""Noto Serif Devanagari and Noto Sans Devanagari for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Deva",
        regular=here / "NotoSerifDevanagari-Regular.ttf",
        semibold=here / "NotoSansDevanagari-SemiBold.ttf",
        needs_shaping=True,
    )
