"""Every document of every workshop's examples in every language lies on the page as it should."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import attrs
import pytest

from skillcert import Programme
from skillcert.documents import Look, Printing
from skillcert.documents.fonts import MM_PER_POINT, installed_library
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import CodeItem, ImageItem, Page, Role, Scene, TextItem
from skillcert.documents.scenes import scene_of
from skillcert.errors import NotEligibleError
from skillcert.letterheads import read_letterhead
from skillcert.model import Certificate, Document, DocumentKind, Line, Name

ROOT = Path(__file__).parents[2]
PROGRAMME = Programme.installed(strict=True)
LANGUAGES = ("en", "nb", "nn", "da")
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
ON = dt.date(2025, 6, 30)
EDGE = 10.0
CARD_EDGE = 3.5
HOLES = 19.0
"""Nothing that matters stands nearer to the left edge, where a sheet is punched for a file."""

MENTORS = [path for path in EXAMPLES if path.stem.endswith("mentor")]
CODE = "https://papers.example/v1#" + "4711" * 316
LONG_NAME = "Maria Magdalena Konstantinopoulou-Wojciechowska von Hohenstein-Lichtenfels"
LONG_ISSUER = "Stiftelsen Bryggegata Verksted og Arbeidslag for Stavanger og omegn"
LONG_ADDRESS = "post.bryggegata.verksted.og.arbeidslag@stavanger.bryggegata.example"

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


def assert_tidy(scene: Scene) -> None:
    """Nothing lies upon another thing, near an edge or under a hole; no heading ends a page."""
    sheet = scene.width > 200
    edge, left_edge = (EDGE, HOLES) if sheet else (CARD_EDGE, CARD_EDGE)
    for page in scene.pages:
        placed = list(areas(page))
        clashes = [(a, b) for (a, x), (b, y) in combinations(placed, 2) if overlap(x, y)]
        assert clashes == []
        for text, (left, top, right, bottom) in placed:
            assert left >= left_edge, text
            assert top >= edge, text
            assert right <= scene.width - edge, text
            assert bottom <= scene.height - edge, text
        read = [i for i in page.items if isinstance(i, TextItem) and i.element is not None]
        assert not read or read[-1].role not in {Role.HEADING, Role.TABLE_HEADER}


def look_of(document: Document) -> Look:
    """Return the look of the document's workshop."""
    workshop = PROGRAMME.registry.workshop(document.workshop)
    return Look(accent=workshop.accent, pictogram=workshop.pictogram)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_document_is_tidy(path: Path, language: str) -> None:
    """All documents of all examples, in each language."""
    library = installed_library()
    for document in documents(path, language):
        assert_tidy(scene_of([preflight(document, library)], look_of(document), library))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", MENTORS, ids=lambda path: path.stem)
def test_the_longest_names_have_room(path: Path, language: str) -> None:
    """Names of eighty letters, a long issuer with everything, a code and a letterhead."""
    library = installed_library()
    letterhead = read_letterhead(ROOT / "examples" / "letterhead", "letterhead.toml")
    for document in documents(path, language):
        issuer = attrs.evolve(document.issuer, name=Name(LONG_ISSUER), email=Line(LONG_ADDRESS))
        long = attrs.evolve(document, name=Name(LONG_NAME), issuer=issuer)
        for printing in (
            Printing(single_card=True),
            Printing(single_card=True, code=CODE, letterhead=letterhead),
        ):
            assert_tidy(scene_of([preflight(long, library)], look_of(long), library, printing))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_two_languages_side_by_side_are_tidy(path: Path) -> None:
    """The certificate and the statement of every example."""
    pair = ("nb", "en") if "colleague" in path.stem else ("da", "nn")
    library = installed_library()
    beside = Printing(side_by_side=True, code=CODE)
    both = zip(*(documents(path, language) for language in pair), strict=True)
    for documents_beside in both:
        if isinstance(documents_beside[0], Certificate):
            clean = [preflight(document, library) for document in documents_beside]
            assert_tidy(scene_of(clean, look_of(clean[0]), library, beside))


SCRIPT = """
import datetime as dt, hashlib
from pathlib import Path
from skillcert import Programme
from skillcert.documents import Printing
from skillcert.letterheads import read_letterhead
from skillcert.model import DocumentKind
programme = Programme.installed()
head = read_letterhead(Path("examples/letterhead"), "letterhead.toml")
record = programme.read_record(Path("examples/creative-mentor.json").read_bytes())
for kind in DocumentKind:
    printing = Printing(letterhead=head, code="https://papers.example/v1#42")
    issued = programme.issue(
        record, language=("nb", "en"), on=dt.date(2025, 6, 30), document=kind, printing=printing
    )
    print(kind.value, hashlib.sha256(issued.pdf).hexdigest())
"""


def digests(seed: str, zone: str) -> str:
    """Return the digests of all documents, made in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_same_input_gives_the_same_bytes() -> None:
    """Every document, under a letterhead, in two languages, in any process and time zone."""
    first = digests("0", "UTC")
    assert first.count("\n") == len(DocumentKind)
    assert digests("4711", "Pacific/Kiritimati") == first
