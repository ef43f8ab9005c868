"""The portfolio on paper: any length, with heads that run along and nothing that is torn apart."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from skillcert.documents import style
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.portfolio import portfolio_scene
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import ImageItem, Item, Role, Scene
from skillcert.errors import LayoutError
from skillcert.model import (
    DatePrecision,
    Language,
    Line,
    Name,
    PerformanceLevel,
    Period,
    Picture,
    Portfolio,
    PortfolioPart,
    PortfolioProduct,
    PortfolioSkill,
    PortfolioTask,
    Prose,
    RubricRef,
    Token,
)
from skillcert.texts import words

from .pages import Area, area_of, elements, texts
from .samples import LOOK, issuer

LATIN = FontLibrary()
LANGUAGES = ("en", "nb", "nn", "da")
DAY = dt.date(2025, 3, 3)


def picture(width: int = 60, height: int = 40) -> Picture:
    """Return a picture."""
    data = BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "PNG")
    return Picture(data=data.getvalue(), alt=Line("A thing"), caption="A thing made of wood")


def part(number: int, skills: int, tasks: int, pictures: int = 0) -> PortfolioPart:
    """Return a group of the trade."""
    return PortfolioPart(
        group=Token(f"group_{number}"),
        name=Line(f"Group {number}"),
        skills=tuple(
            PortfolioSkill(
                criterion=Token(f"skill_{i}"),
                text=Line(f"Does skill {number}.{i}"),
                detail="and does it well" if i % 2 else "",
                level=PerformanceLevel.INDEPENDENT,
                confirmed_on=dt.date(2025, 6, 3),
            )
            for i in range(skills)
        ),
        tasks=tuple(
            PortfolioTask(text=Line(f"Task {number}.{i}"), first=DAY, last=DAY, times=i + 1)
            for i in range(tasks)
        ),
        pictures=(picture(),) * pictures,
    )


def portfolio(
    *parts: PortfolioPart, language: str = "en", own_words: str = "", name: str = "Ðorđe Šćepanović"
) -> Portfolio:
    """Return a portfolio with products, guiding and courses."""
    task = PortfolioTask(text=Line("Something"), first=DAY, last=dt.date(2025, 6, 1), times=2)
    return Portfolio(
        language=Language(language),
        name=Name(name),
        workshop=Token("bicycle"),
        field=Line("bicycle repair"),
        issuer=issuer(language),
        period=Period(start=DAY, end=dt.date(2025, 6, 20)),
        date_precision=DatePrecision.MONTH,
        own_words=Prose(own_words),
        parts=parts,
        products=(PortfolioProduct(text=Line("A lamp"), first=DAY, last=DAY, made=4, sold=3),),
        guided=(task,),
        courses=(task,),
        issued_on=dt.date(2025, 6, 23),
        rubric=RubricRef(id=Token("bicycle"), version=Line("1.0.0"), digest="sha256:" + "0" * 64),
    )


def scene_of(made: Portfolio) -> Scene:
    """Return the scene of a portfolio in the bicycle workshop's look."""
    return portfolio_scene(preflight(made, LATIN), LOOK, LATIN)


def assert_tidy(scene: Scene) -> None:
    """Assert that nothing lies upon something else or leaves the margins."""
    for page in scene.pages:
        areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
        areas += [("a picture", area) for area in map(image_area, page.items) if area is not None]
        assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
        for text, area in areas:
            assert area.left >= style.LEFT - 0.01, text
            assert area.right <= style.LEFT + style.CONTENT_WIDTH + 0.3, text
            assert area.top >= 10, text
            assert area.bottom <= style.PAGE_HEIGHT - 10, text


def image_area(item: Item) -> Area | None:
    """Return the rectangle of a picture, None for anything else."""
    if not isinstance(item, ImageItem):
        return None
    return Area(item.x, item.y, item.x + item.width, item.y + item.height)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(0, 1), (1, 0), (3, 12), (12, 40)])
def test_it_is_tidy_at_any_length(size: tuple[int, int], language: str) -> None:
    """From one task to hundreds: nothing upon another thing, nothing outside the margins."""
    parts = [part(i, *size, pictures=i % 4) for i in range(5)]
    assert_tidy(scene_of(portfolio(*parts, language=language, own_words="Hjul. " * 40)))


def test_every_page_says_whose_it_is() -> None:
    """Further pages bear title, name and issuer, as artifacts, and every page its number."""
    scene = scene_of(portfolio(*(part(i, 6, 12) for i in range(6))))
    assert len(scene.pages) > 2
    for number, page in enumerate(scene.pages, start=1):
        said = [item.text for item in texts(page) if item.element is None]
        assert f"Page {number} of {len(scene.pages)}" in said
        if number > 1:
            assert "Work Portfolio" in said
            assert "Ðorđe Šćepanović" in " ".join(said)


def test_no_heading_is_left_alone() -> None:
    """At least one line of its group stands under each heading."""
    for count in range(3, 16):
        scene = scene_of(portfolio(*(part(i, count, 3) for i in range(4))))
        for page in scene.pages:
            read = [item for item in texts(page) if item.element is not None]
            headings = [i for i, item in enumerate(read) if item.role is Role.HEADING]
            assert all(i + 1 < len(read) for i in headings)


def test_the_head_of_a_table_is_repeated() -> None:
    """Where a page begins within a table, the heads of its columns stand above the rows."""
    scene = scene_of(portfolio(part(0, 0, 80)))
    for page in scene.pages[1:-1]:
        assert "Task" in [item.text for item in texts(page)]


def test_columns_stand_in_line_on_all_pages() -> None:
    """The tables of all groups have their columns at the same places."""
    scene = scene_of(portfolio(*(part(i, 0, 4 + i) for i in range(6))))
    heads = [i for page in scene.pages for i in texts(page) if i.text == words("en").portfolio.when]
    assert len({round(item.x, 3) for item in heads[:6]}) == 1


def test_what_was_done_stands_in_tables_that_are_heard_as_tables() -> None:
    """Every cell says that it is one."""
    cells = [
        text
        for role, text in elements(scene_of(portfolio(part(0, 1, 2))))
        if role is Role.TABLE_CELL
    ]
    assert cells[:6] == ["Task 0.0", "March 2025", "1", "Task 0.1", "March 2025", "2"]
    assert cells[6:10] == ["A lamp", "March 2025", "4", "3"]
    assert cells[10:13] == ["Something", "March–June 2025", "2"]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 14), st.integers(0, 4)).filter(any),
        min_size=1,
        max_size=6,
    ),
    st.text("abcæøåÆW- ", min_size=1, max_size=120).filter(lambda text: text.strip()),
    st.text("abc W\n", max_size=900),
)
def test_any_portfolio_is_tidy_or_refused(
    sizes: list[tuple[int, int, int]], name: str, own_words: str
) -> None:
    """Whatever was done, the pages are tidy."""
    parts = [part(i, *size) for i, size in enumerate(sizes)]
    try:
        scene = scene_of(portfolio(*parts, name=name, own_words=own_words))
    except LayoutError:
        return
    assert_tidy(scene)
