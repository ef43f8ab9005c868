"""Certificates and cards with names of every script: tidy, whole, in the right place."""

from __future__ import annotations

from itertools import combinations

import attrs
import pytest

from skillcert.documents.fonts import MM_PER_POINT
from skillcert.documents.scene import Page, Scene, TextItem
from skillcert.model import Language, Name, Prose

from .packs import NAMES, PersonName, library
from .pages import Area, area_of, scene_of, texts
from .samples import certificate

ONE_OF_EACH = tuple({name.pack: name for name in NAMES if name.pack}.values())
ALL = library()
scripts = pytest.mark.parametrize("name", ONE_OF_EACH, ids=lambda name: name.pack)


def _ink(item: TextItem) -> Area:
    """Return the rectangle that the letters of *item* take, as far as their marks reach."""
    face = ALL.face(item.face)
    if face.bundled:
        return area_of(item)
    top, low = face.reach(item.text, item.rtl, item.language)
    scale = item.size * MM_PER_POINT / 1000
    return Area(item.x, item.y - top * scale, item.x + item.width, item.y - low * scale)


def _touching(page: Page) -> list[tuple[str, str]]:
    """Return the texts that lie upon one another, those of one line apart."""
    inked = [(item, _ink(item)) for item in texts(page) if item.text.strip()]
    return [
        (a.text, b.text)
        for (a, x), (b, y) in combinations(inked, 2)
        if a.y != b.y and x.overlaps(y)
    ]


def _scene(name: PersonName) -> Scene:
    words = " ".join([name.printed] * 9)
    sample = certificate("nb", 6, name=name.printed, name_language=name.language)
    return scene_of(
        attrs.evolve(
            sample,
            own_words=Prose(f"{words}\n{words}"),
            own_words_language=Language(name.language),
            signers=tuple(attrs.evolve(s, name=Name(name.printed)) for s in sample.signers),
            issuer=attrs.evolve(sample.issuer, name=Name(f"Verkstedet {name.printed}")),
        ),
        ALL,
    )


@scripts
def test_no_mark_touches_another_line(name: PersonName) -> None:
    """Lines of scripts with marks upon marks, or that hang deep, have the room they need."""
    for page in _scene(name).pages:
        assert _touching(page) == []


@scripts
def test_the_name_is_the_largest_text_but_for_its_script(name: PersonName) -> None:
    """It stands in the middle of the page on one line, in the face of its pack."""
    page = _scene(name).pages[0]
    runs = [item for item in texts(page) if item.size > 18 and not ALL.face(item.face).bundled]
    assert runs
    assert len({run.y for run in runs}) == 1
    left, right = min(run.x for run in runs), max(run.x + run.width for run in runs)
    assert (left + right) / 2 == pytest.approx(105, abs=4)


@pytest.mark.parametrize("name", ONE_OF_EACH, ids=lambda name: name.pack)
def test_own_words_stand_on_the_side_that_their_script_begins_at(name: PersonName) -> None:
    """A paragraph that runs from right to left ends flush at the right."""
    page = _scene(name).pages[0]
    quoted = [
        item
        for item in texts(page)
        if item.element is not None
        and item.element.within is not None
        and item.element.within.language == name.language
    ]
    lines = sorted({item.y for item in quoted})
    last = [item for item in quoted if item.y == lines[-1]]
    left, right = min(i.x for i in last), max(i.x + i.width for i in last)
    if ALL.face(last[0].face).rtl:
        assert right == pytest.approx(max(i.x + i.width for i in quoted), abs=0.3)
    else:
        assert left == pytest.approx(min(i.x for i in quoted), abs=0.3)
