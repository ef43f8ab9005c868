"""The progress sheet on paper: one page, a tree that is read as words, in black and white too."""

from __future__ import annotations

import datetime as dt
import re
from itertools import combinations, pairwise

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.documents import style
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.leaves import leaf
from skillcert.documents.preflight import preflight
from skillcert.documents.progress import progress_scene
from skillcert.documents.scene import Role, Scene, ShapeItem
from skillcert.errors import LayoutError
from skillcert.model import (
    Branch,
    Language,
    Leaf,
    Line,
    Name,
    NextStep,
    PerformanceLevel,
    ProgressSheet,
    RubricRef,
    Token,
    Waiting,
)

from .pages import Area, area_of, elements, texts
from .samples import LOOK, issuer

LANGUAGES = ("en", "nb", "nn", "da")
LATIN = FontLibrary()
LEVELS = tuple(PerformanceLevel)
WORDS = "Adjusts derailleur gears and replaces gear cables so that all shift"


def branch(number: int, leaves: int, buds: int, text: str = WORDS) -> Branch:
    """Return a branch whose leaves have all levels in turn."""
    return Branch(
        group=Token(f"group_{number}"),
        name=Line(f"Group {number}"),
        leaves=tuple(
            Leaf(
                criterion=Token(f"skill_{number}_{i}"),
                text=Line(f"{text[: 20 + 7 * (i % 8)]} {number}.{i}"),
                level=LEVELS[i % 4],
            )
            for i in range(leaves)
        ),
        buds=buds,
    )


def sheet(
    branches: tuple[Branch, ...],
    *,
    language: str = "en",
    steps: int = 5,
    waiting: int = 0,
    name: str = "Ðorđe Šćepanović",
) -> ProgressSheet:
    """Return a progress sheet."""
    return ProgressSheet(
        language=Language(language),
        name=Name(name),
        workshop=Token("bicycle"),
        field=Line("bicycle repair"),
        issuer=issuer(language),
        branches=branches,
        next_steps=tuple(
            NextStep(task=Line(f"Task {i}"), skill=Line(WORDS), shown=i % 2 == 0)
            for i in range(steps)
        ),
        waiting=tuple(
            Waiting(
                skill=Line(f"Waiting {i}"),
                level=PerformanceLevel.INDEPENDENT,
                reasons=(Line("one more occasion"), Line("a second person")),
            )
            for i in range(waiting)
        ),
        issued_on=dt.date(2025, 6, 23),
        rubric=RubricRef(id=Token("bicycle"), version=Line("1.0.0"), digest="sha256:" + "0" * 64),
    )


def scene_of(made: ProgressSheet) -> Scene:
    """Return the scene of a progress sheet in the bicycle workshop's look."""
    return progress_scene(preflight(made, LATIN), LOOK, LATIN)


def branches(leaves: int, buds: int, groups: int = 11) -> tuple[Branch, ...]:
    """Divide leaves and buds over groups."""
    return tuple(
        branch(
            i,
            leaves // groups + (i < leaves % groups),
            buds // groups + (i < buds % groups),
        )
        for i in range(groups)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("leaves", [0, 1, 3, 12, 40])
def test_it_is_one_tidy_page(leaves: int, language: str) -> None:
    """From nothing shown to everything: one page, nothing upon another or near the edge."""
    made = sheet(branches(leaves, 40 - leaves), language=language, waiting=2)
    scene = scene_of(made)
    assert len(scene.pages) == 1
    areas = [(item.text, area_of(item)) for item in texts(scene.pages[0])]
    assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
    for _, area in areas:
        assert area.left >= style.LEFT - 0.01
        assert area.right <= style.LEFT + style.CONTENT_WIDTH + 0.3
        assert area.top >= 10
        assert area.bottom <= style.PAGE_HEIGHT - 10


def test_every_leaf_and_step_is_named() -> None:
    """What was shown, what comes next and what is waiting all stand on the page as text."""
    made = sheet(branches(12, 28), waiting=2)
    said = [text for _, text in elements(scene_of(made))]
    for one in (grown for twigs in made.branches for grown in twigs.leaves):
        assert one.text in said
    for step in made.next_steps:
        assert step.task in said
    for waiting in made.waiting:
        assert waiting.skill in said
    assert any("waits for one more occasion; a second person" in text for text in said)


def test_what_is_seen_is_also_said() -> None:
    """The tree, each twig and each leaf have words for those who do not see them."""
    made = sheet((branch(0, 4, 2),), steps=0)
    shapes = [i for i in scene_of(made).pages[0].items if isinstance(i, ShapeItem)]
    alts = list(dict.fromkeys(shape.element.alt for shape in shapes if shape.element))
    assert alts[1].startswith("A tree in which")
    assert alts[2] == "Leaves: 4, buds: 2"
    assert alts[3:] == [
        "With guidance",
        "With some help",
        "Independently",
        "Independently, and can guide others",
    ]


def test_it_is_read_in_the_order_of_the_trade() -> None:
    """A group's name comes before its skills, and the groups follow one another."""
    made = sheet(branches(12, 28), steps=0)
    said = [text for _, text in elements(scene_of(made))]
    wanted = [t for b in made.branches for t in (b.name, *(one.text for one in b.leaves))]
    places = [said.index(text) for text in wanted]
    assert all(a < b for a, b in pairwise(places))


def test_form_alone_tells_the_levels_apart() -> None:
    """No two levels are drawn with the same lines and fillings: a grey copy says the same."""
    drawings = {leaf(level, (0, 0), 5, 30) for level in PerformanceLevel}
    assert len(drawings) == len(PerformanceLevel)


def outline(shape: ShapeItem, path: str) -> Area:
    """Return the rectangle that a path of curves takes on the page."""
    numbers = [float(n) for n in re.findall(r"-?[0-9.]+", path)]
    start, *rest = list(zip(numbers[::2], numbers[1::2], strict=True))
    xs, ys = [start[0]], [start[1]]
    for a, b, c in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        for i in range(9):
            t, u = i / 8, 1 - i / 8
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            points = (start, a, b, c)
            xs.append(sum(w * p[0] for w, p in zip(weights, points, strict=True)))
            ys.append(sum(w * p[1] for w, p in zip(weights, points, strict=True)))
        start = c
    left, top = shape.x + shape.scale * min(xs), shape.y + shape.scale * min(ys)
    return Area(left, top, shape.x + shape.scale * max(xs), shape.y + shape.scale * max(ys))


@pytest.mark.parametrize("leaves", [3, 12, 40])
@pytest.mark.parametrize("level", LEVELS)
def test_no_leaf_touches_a_word_or_the_leaf_of_another_line(
    level: PerformanceLevel, leaves: int
) -> None:
    """However many leaves there are, those on twigs keep off the words and signs off signs."""
    grown = tuple(
        attrs.evolve(b, leaves=tuple(attrs.evolve(one, level=level) for one in b.leaves))
        for b in branches(leaves, 40 - leaves)
    )
    (page,) = scene_of(sheet(grown)).pages
    words_there = [(item.text, area_of(item)) for item in texts(page)]
    shapes = [i for i in page.items if isinstance(i, ShapeItem) and i.element and i.element.alt]
    twigs = [i for i in shapes if i.element and i.element.alt.startswith("Leaves:")]
    drawn = [outline(i, path) for i in twigs for path in i.paths if path.endswith("Z")]
    assert drawn
    assert [text for text, area in words_there for leaf_ in drawn if leaf_.overlaps(area)] == []
    signs: dict[int, list[Area]] = {}
    for i in shapes:
        if i.element and i.element.role is Role.LABEL:
            signs.setdefault(id(i.element), []).extend(outline(i, path) for path in i.paths)
    pairs = combinations(signs.values(), 2)
    assert not any(a.overlaps(b) for one, other in pairs for a in one for b in other)


def test_names_of_groups_are_headings() -> None:
    """Somebody who jumps from heading to heading finds every group and part."""
    made = sheet(branches(3, 10, groups=4), waiting=1)
    headings = [text for role, text in elements(scene_of(made)) if role is Role.HEADING]
    names = [branch.name for branch in made.branches]
    assert headings == [*names, "What comes next", "Signed, and on its way"]


def test_what_waits_goes_on_to_a_second_page_if_it_must() -> None:
    """Too much that waits is not shrunk or cut: it stands on a page of its own."""
    made = sheet(branches(40, 0), waiting=30)
    scene = scene_of(made)
    assert len(scene.pages) == 2
    said = {item.text for item in texts(scene.pages[1])}
    assert all(waiting.skill in said for waiting in made.waiting)


def test_a_tree_too_large_for_a_page_is_refused() -> None:
    """Hundreds of skills are not drawn too small to be read."""
    with pytest.raises(LayoutError, match="no room for so many skills"):
        scene_of(sheet(branches(300, 0)))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=14),
    st.text("abcæøåÆW- ", min_size=1, max_size=120).filter(lambda text: text.strip()),
)
def test_any_tree_is_tidy_or_refused(sizes: list[tuple[int, int]], name: str) -> None:
    """Whatever grows, nothing lies upon another thing and nothing leaves the page."""
    made = sheet(tuple(branch(i, *size) for i, size in enumerate(sizes)), name=name)
    try:
        scene = scene_of(made)
    except LayoutError:
        return
    for page in scene.pages:
        areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
        assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
        assert all(area.left >= 10 and area.right <= style.PAGE_WIDTH - 10 for _, area in areas)
