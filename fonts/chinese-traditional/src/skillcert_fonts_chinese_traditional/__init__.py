"""Noto Serif CJK TC for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Hant",
        regular=here / "NotoSerifCJKTC-Regular.ttf",
        semibold=here / "NotoSerifCJKTC-Regular.ttf",
        needs_shaping=False,
        languages=("zh-Hant", "zh-TW", "zh-HK", "zh-MO", "yue"),
        size=0.94,
    )
