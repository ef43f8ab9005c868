"""Every document of every workshop's examples in every language lies on the page as it should."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from skillcert import Programme
from skillcert.documents import Look
from skillcert.documents.fonts import MM_PER_POINT, installed_library
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import CodeItem, ImageItem, Page, Role, TextItem
from skillcert.documents.scenes import scene_of
from skillcert.errors import NotEligibleError
from skillcert.model import Document, DocumentKind

ROOT = Path(__file__).parents[2]
PROGRAMME = Programme.installed(strict=True)
LANGUAGES = ("en", "nb", "nn", "da")
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
ON = dt.date(2025, 6, 30)
EDGE = 10.0
HOLES = 19.0
"""Nothing that matters stands nearer to the left edge, where a sheet is punched for a file."""

Area = tuple[float, float, float, float]


def documents(path: Path, language: str) -> Iterator[Document]:
    """Yield every document of an example."""
    record = PROGRAMME.read_record(path.read_bytes(), source=path.name)
    for kind in DocumentKind:
        try:
            yield PROGRAMME.draft(record, language=language, on=ON, document=kind).document
        except NotEligibleError:
            assert kind is not DocumentKind.PROGRESS


def areas(page: Page) -> Iterator[tuple[str, Area]]:
    """Yield what is read or scanned on a page, and where it stands."""
    for item in page.items:
        match item:
            case TextItem() if item.text.strip():
                size = item.size * MM_PER_POINT
                top, bottom = item.y - 0.72 * size, item.y + 0.22 * size
                yield item.text, (item.x, top, item.x + item.width, bottom)
            case ImageItem():
                yield "a picture", (item.x, item.y, item.x + item.width, item.y + item.height)
            case CodeItem():
                side = len(item.rows) * item.module
                yield "the code", (item.x, item.y, item.x + side, item.y + side)
            case _:
                pass


def overlap(one: Area, other: Area) -> bool:
    """Say whether two areas share more than a hair."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.05 and down > 0.05


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_document_is_tidy(path: Path, language: str) -> None:
    """Nothing lies upon another thing, near an edge or under a hole; no heading ends a page."""
    library = installed_library()
    for document in documents(path, language):
        workshop = PROGRAMME.registry.workshop(document.workshop)
        look = Look(accent=workshop.accent, pictogram=workshop.pictogram)
        scene = scene_of([preflight(document, library)], look, library)
        for page in scene.pages:
            placed = list(areas(page))
            clashes = [(a, b) for (a, x), (b, y) in combinations(placed, 2) if overlap(x, y)]
            assert clashes == []
            for text, (left, top, right, bottom) in placed:
                assert left >= HOLES, text
                assert top >= EDGE, text
                assert right <= scene.width - EDGE, text
                assert bottom <= scene.height - EDGE, text
            read = [i for i in page.items if isinstance(i, TextItem) and i.element is not None]
            assert not read or read[-1].role not in {Role.HEADING, Role.TABLE_HEADER}
