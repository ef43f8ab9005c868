"""Noto Serif CJK JP for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Jpan",
        regular=here / "NotoSerifCJKJP-Regular.ttf",
        semibold=here / "NotoSerifCJKJP-Regular.ttf",
        needs_shaping=False,
        languages=("ja",),
        size=0.94,
    )
