"""The pocket card: the size of a bank card, the most independent skills, nothing cut short."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.documents import Printing, style
from skillcert.documents.card import CARD_HEIGHT, CARD_WIDTH, card_scene
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import CodeItem, Page, Role, RuleItem, Scene
from skillcert.errors import LayoutError
from skillcert.model import Card, Issuer, Line, Name

from .pages import area_of, elements, texts
from .samples import LOOK, certificate

LATIN = FontLibrary()
LANGUAGES = ("en", "nb", "nn", "da")
CODE = "https://papers.example/v1#" + "4711" * 300
SAFE = 4.0
"""Nothing that matters comes nearer to the edge of a card than this, in millimetres."""


def card(language: str = "en", count: int = 12, *, name: str = "Ðorđe Šćepanović") -> Card:
    """Return a card as a workshop might issue it."""
    whole = certificate(language, count, name=name)
    return Card(
        language=whole.language,
        name=whole.name,
        workshop=whole.workshop,
        field=whole.field,
        issuer=whole.issuer,
        levels=whole.levels,
        issued_on=whole.issued_on,
        rubric=whole.rubric,
    )


def scene_of(made: Card, *, code: str | None = None, single: bool = True) -> Scene:
    """Return the scene of a card in the bicycle workshop's look."""
    printing = Printing(code=code, single_card=single)
    return card_scene(preflight(made, LATIN), LOOK, LATIN, printing)


def skills_on(scene: Scene) -> list[str]:
    """Return the skills on a card."""
    return [text for role, text in elements(scene) if role is Role.LIST_ITEM]


def faults(page: Page, width: float, height: float, safe: float) -> Iterator[str]:
    """Yield what lies upon something else or too near an edge."""
    areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
    for (a, x), (b, y) in combinations(areas, 2):
        if x.overlaps(y):
            yield f"{a!r} lies upon {b!r}"
    for text, area in areas:
        inside = safe <= area.left and area.right <= width - safe + 0.3
        if not (inside and safe <= area.top and area.bottom <= height - safe + 0.3):
            yield f"{text!r} is too near the edge: {area}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 3, 12, 40])
@pytest.mark.parametrize("code", [None, CODE])
def test_it_is_tidy_on_both_sides(code: str | None, count: int, language: str) -> None:
    """From one skill to forty, with and without a code: 85.6 by 54 mm, front and back."""
    scene = scene_of(card(language, count), code=code)
    assert (scene.width, scene.height) == (85.6, 54.0)
    assert len(scene.pages) == 2
    for page in scene.pages:
        assert list(faults(page, CARD_WIDTH, CARD_HEIGHT, SAFE)) == []


def test_the_most_independent_skills_are_shown() -> None:
    """The skills are the first of the certificate's, in its order and in whole words."""
    made = card("en", 40)
    shown = skills_on(scene_of(made))
    wanted = [line.text for group in made.levels for line in group.lines]
    assert 3 <= len(shown) < 40
    assert shown == wanted[: len(shown)]


def test_nothing_says_that_there_are_more() -> None:
    """Neither a number nor a "more" nor three dots: the card shows no gap."""
    said = " ".join(text for _, text in elements(scene_of(card("en", 40)))).lower()
    assert "more" not in said
    assert "…" not in said
    assert "40" not in said


def test_every_skill_stands_under_its_level() -> None:
    """A card with few skills has all of them, each level before its own."""
    said = [text for _, text in elements(scene_of(card("en", 3)))]
    places = [
        said.index(text)
        for text in ("Independently, and can guide others", "Independently", "With some help")
        if text in said
    ]
    assert places == sorted(places)
    assert len(skills_on(scene_of(card("en", 3)))) == 3


def test_an_employer_knows_whom_to_call() -> None:
    """Name of the issuer, a telephone number and the date stand on the front."""
    made = card("da")
    front = [item.text for item in texts(scene_of(made).pages[0])]
    said = " ".join(front)
    assert made.issuer.name in said
    assert made.issuer.phone is not None
    assert made.issuer.phone in said
    assert "23. juni 2025" in said


def test_a_sheet_has_ten_with_crop_marks() -> None:
    """Ten cards on A4, one read out, the others for the scissors; marks lie outside the cards."""
    scene = scene_of(card(), single=False)
    assert (scene.width, scene.height) == (style.PAGE_WIDTH, style.PAGE_HEIGHT)
    for page in scene.pages:
        issuers = [item for item in texts(page) if "Verkstedet Hjulet" in item.text]
        assert sum(item.element is not None for item in issuers) * 10 == len(issuers)
        assert list(faults(page, style.PAGE_WIDTH, style.PAGE_HEIGHT, 10)) == []
    left, top = (210 - 2 * 85.6) / 2, (297 - 5 * 54) / 2
    outside = [
        rule
        for rule in scene.pages[0].items
        if isinstance(rule, RuleItem)
        and (
            max(rule.x, rule.x2) < left
            or min(rule.x, rule.x2) > 210 - left
            or max(rule.y, rule.y2) < top
            or min(rule.y, rule.y2) > 297 - top
        )
    ]
    assert len(outside) == 2 * 3 + 2 * 6


def test_the_code_stands_on_the_back_at_its_own_size() -> None:
    """It is as large alone as on a sheet, and ten telephones can read ten cards."""
    (alone,) = (i for i in scene_of(card(), code=CODE).pages[1].items if isinstance(i, CodeItem))
    ten = [
        item
        for item in scene_of(card(), code=CODE, single=False).pages[1].items
        if isinstance(item, CodeItem)
    ]
    assert len(ten) == 10
    assert {item.module for item in ten} == {alone.module}
    assert alone.element is not None
    assert alone.element.alt.startswith("Code to scan")


def test_long_names_are_set_smaller_and_not_cut() -> None:
    """A name of eighty letters is on the card in full."""
    name = "Maria Magdalena Konstantinopoulou-Wojciechowska von Hohenstein-Lichtenfels Ångström"
    scene = scene_of(card(name=name))
    assert any(text == name for _, text in elements(scene))
    assert list(faults(scene.pages[0], CARD_WIDTH, CARD_HEIGHT, SAFE)) == []


def test_a_card_without_room_for_a_skill_is_refused() -> None:
    """Names so long that no skill fits beside them are an error and no card without a skill."""
    made = attrs.evolve(card(), name=Name("Longname " * 33))
    with pytest.raises(LayoutError, match="no room for a skill"):
        scene_of(made)


def test_a_card_without_skills_is_refused() -> None:
    """There is no empty card."""
    with pytest.raises(LayoutError, match="no skill to show"):
        scene_of(attrs.evolve(card(), levels=()))


@settings(max_examples=30, deadline=None)
@given(
    st.text("abcæøåÆW- ", min_size=1, max_size=200).filter(lambda text: text.strip()),
    st.text("abcæøåÆW- ", min_size=1, max_size=120).filter(lambda text: text.strip()),
    st.lists(st.text("abcW ", min_size=1, max_size=60).filter(str.strip), max_size=4),
    st.booleans(),
)
def test_any_card_is_tidy_or_refused(
    name: str, issuer: str, address: list[str], with_code: bool
) -> None:
    """Whatever names there are: nothing upon another thing, nothing near the edge, or an error."""
    made = attrs.evolve(
        card(name=name),
        issuer=Issuer(name=Name(issuer), address=tuple(map(Line, address)), phone=Line("+47 51")),
    )
    try:
        scene = scene_of(made, code=CODE if with_code else None)
    except LayoutError:
        return
    for page in scene.pages:
        assert list(faults(page, CARD_WIDTH, CARD_HEIGHT, SAFE)) == []
