"""Noto Serif CJK SC for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Hans",
        regular=here / "NotoSerifCJKSC-Regular.ttf",
        semibold=here / "NotoSerifCJKSC-Regular.ttf",
        needs_shaping=False,
        languages=("zh", "zh-Hans"),
        size=0.94,
    )
