"""Libraries of faces, with and without the Arabic pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from skillcert.documents.fonts import FontLibrary, FontPack

ARABIC = Path(__file__).parents[2] / "fonts" / "arabic" / "src" / "skillcert_fonts_arabic"


@pytest.fixture(scope="session")
def latin() -> FontLibrary:
    """Return the bundled faces alone."""
    return FontLibrary()


@pytest.fixture(scope="session")
def arabic() -> FontLibrary:
    """Return the bundled faces and the Arabic pack."""
    pytest.importorskip("uharfbuzz")
    pack = FontPack(
        script="Arab",
        regular=ARABIC / "NotoNaskhArabic-Regular.ttf",
        semibold=ARABIC / "NotoNaskhArabic-SemiBold.ttf",
        rtl=True,
    )
    return FontLibrary((pack,))
