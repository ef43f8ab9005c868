"""The picture of all documents is made by its tool from documents that there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image

from ..outside import program

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "pictures" / "documents.png"


def test_the_tool_lays_all_documents_out(tmp_path: Path) -> None:
    """It makes a picture of the size of the one in the docs, which pages of all kinds fill."""
    program("pdftoppm", install="apt install poppler-utils")
    target = tmp_path / "documents.png"
    command = [sys.executable, str(ROOT / "tools" / "contact_sheet.py"), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    with Image.open(target) as made, Image.open(PICTURE) as kept:
        assert made.size == kept.size
        colours = made.convert("RGB").resize((64, 64)).getcolors(4096)
    assert colours is not None
    assert len(colours) > 100


def test_the_first_page_shows_the_documents() -> None:
    """The picture stands in the README and on the page about the documents."""
    for page in (ROOT / "README.md", ROOT / "docs" / "documents.md"):
        assert "documents.png" in page.read_text(encoding="utf-8")
