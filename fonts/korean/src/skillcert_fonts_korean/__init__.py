"""Noto Sans CJK KR for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
        script="Kore",
        regular=here / "NotoSansCJKKR-Regular.ttf",
        semibold=here / "NotoSansCJKKR-Regular.ttf",
        needs_shaping=False,
        languages=("ko",),
        size=0.94,
    )
