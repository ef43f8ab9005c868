"""What stands on a certificate, and where."""

from __future__ import annotations

from itertools import combinations, pairwise

import attrs
import pytest

from skillcert.documents import Look, style
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.scene import Role, RuleItem, Scene, ShapeItem
from skillcert.errors import LanguageError, LayoutError
from skillcert.model import Certificate, Language, Line, Name, Prose
from skillcert.texts import words

from .pages import area_of, elements, pdf_of, scene_of, text_of, texts
from .samples import BICYCLE, certificate, groups, lines

LANGUAGES = ("en", "nb", "nn", "da")
NAMES = (
    "Nguyễn Thị Bích Hằng",
    "Łukasz Żółć-Brzęczyszczykiewicz",
    "Ðorđe Šćepanović",
    "Ọ̀jọ́ Ẹ̀ṣọ́",
    "Йосип Ґалаґан",
    "Ελένη Παπαδοπούλου",
    "Maria del Carmen Fernández-Villaverde y Aristegui de la Concepción Sánchez",
    "W" * 300,
)
SAMPLES = [
    *(certificate(language, count) for language in LANGUAGES for count in (3, 12, 33)),
    *(certificate(language, 12, section=True, own_words=True) for language in LANGUAGES),
    *(certificate("nb", 12, name=name, signers=1) for name in NAMES),
]


def _wide() -> Certificate:
    """Return a certificate with long words in every place that a workshop fills."""
    base = certificate("da", 12)
    word = "kommunikationsinfrastrukturvedligeholdelsesarbejde"
    long_lines = tuple(
        attrs.evolve(line, text=Line(f"{line.text} {word}/{word}"), detail=f"{word} {word}")
        for line in lines("da", 12)
    )
    return attrs.evolve(
        base,
        field=Line(f"{word} og {word}"),
        levels=groups(long_lines),
        issuer=attrs.evolve(
            base.issuer,
            name=Name(f"Det kommunale {word}sværksted"),
            email=Line("postmodtagelse@kommunikationsinfrastruktur.example.org"),
            place=Line("Indre Nordre Østerdalskommunerne"),
        ),
        signers=tuple(attrs.evolve(s, title=Line(f"{word}sleder")) for s in base.signers),
    )


SAMPLES.append(_wide())


@pytest.fixture(params=range(len(SAMPLES)), scope="module")
def scene(request: pytest.FixtureRequest, latin: FontLibrary) -> Scene:
    """Return the scene of one of the samples."""
    return scene_of(SAMPLES[request.param], latin)


def test_everything_stands_within_the_margins(scene: Scene) -> None:
    """No letter comes nearer than 18 mm to the side of the page, and none into the frame."""
    for page in scene.pages:
        for item in texts(page):
            area = area_of(item)
            assert area.left >= 18
            assert area.right <= style.PAGE_WIDTH - 18
            assert area.top >= 14
            assert area.bottom <= style.PAGE_HEIGHT - 12


def test_nothing_but_the_frame_comes_near_the_edge(scene: Scene) -> None:
    """Rules stay within the margins of the text; a printer that cuts 8 mm cuts nothing."""
    for page in scene.pages:
        for item in page.items:
            if isinstance(item, RuleItem):
                assert item.x >= style.LEFT
                assert item.x2 <= style.LEFT + style.CONTENT_WIDTH + 0.01
            elif isinstance(item, ShapeItem) and item is not page.items[0]:
                assert item.x >= style.LEFT
                assert item.y >= style.CONTENT_TOP


def test_no_text_lies_upon_another(scene: Scene) -> None:
    """The rectangles of no two texts overlap."""
    for page in scene.pages:
        areas = [(item.text, area_of(item)) for item in texts(page)]
        touching = [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)]
        assert touching == []


def test_the_page_holds_every_word_of_the_record(latin: FontLibrary) -> None:
    """What the record says stands on the page, nothing left out and nothing changed."""
    for sample in SAMPLES:
        page = " ".join(text for _, text in elements(scene_of(sample, latin)))
        squeezed = page.replace(" ", "")
        said = [sample.name, sample.field, sample.issuer.name, *sample.issuer.address]
        said += [part for s in sample.signers for part in (s.name, s.title)]
        for line in (line for group in sample.levels for line in group.lines):
            said += [line.text, line.detail]
        for text in said:
            assert text.replace(" ", "") in squeezed


def test_the_file_says_what_the_scene_says(latin: FontLibrary) -> None:
    """The text that a reader copies from the file is the text of the scene, in its order."""
    for sample in (certificate("nb", 12, section=True), certificate("da", 33)):
        drawn = "".join(t for _, t in elements(scene_of(sample, latin)))
        # Not by kinds of space: a file says of a kept-together date only that it has one.
        assert "".join(text_of(pdf_of(sample, latin)).split()) == "".join(drawn.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_skills_and_the_safety_check_fit_on_one_page(
    language: str, latin: FontLibrary
) -> None:
    """The usual certificate of the bicycle workshop is one page in every language."""
    assert len(scene_of(certificate(language, 12, section=True), latin).pages) == 1


def test_levels_stand_in_the_order_of_the_record_with_their_sentences(
    latin: FontLibrary,
) -> None:
    """Each group has its heading, what that means, and then its skills as given."""
    sample = certificate("en", 6)
    found = list(elements(scene_of(sample, latin)))
    place = 0
    for group in sample.levels:
        level = words("en").level(group.level)
        place = found.index((Role.HEADING, level.heading), place)
        assert found[place + 1] == (Role.PARAGRAPH, level.meaning)
        for i, line in enumerate(group.lines):
            said = f"{line.text}\u00a0– {line.detail}" if line.detail else line.text
            assert found[place + 2 + i] == (Role.LIST_ITEM, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_begins_with_a_dash(language: str, latin: FontLibrary) -> None:
    """The dash before a detail stays with the word before it, wherever the line ends."""
    base = certificate(language, 12)
    for length in range(60, 110, 12):
        long_lines = tuple(
            attrs.evolve(line, text=Line(("ord " * 30)[: length + i].strip() + "et"))
            for i, line in enumerate(lines(language, 12))
        )
        made = attrs.evolve(base, levels=groups(long_lines))
        for page in scene_of(made, latin).pages:
            starts = {item.y: item.text for item in reversed(texts(page))}
            assert [text for text in starts.values() if text.lstrip().startswith("–")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_fits_in_one_scale_fits_in_each_narrower_one(
    language: str, latin: FontLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many skills: the roomiest scale on one page is found without trying all of them."""
    scales = style.SCALES
    borders = set()
    for count in range(1, 34):
        fits = []
        for scale in scales:
            monkeypatch.setattr(style, "SCALES", (scale,))
            paper = certificate(language, count, section=count % 2 == 0, own_words=count % 5 == 0)
            fits.append(len(scene_of(paper, latin).pages) == 1)
        assert fits == sorted(fits), (count, fits)
        borders.add(sum(fits))
    assert len(borders) > 3


def test_the_name_is_the_largest_text(latin: FontLibrary) -> None:
    """The holder's name is set larger than anything else on the page."""
    page = scene_of(certificate("en", 6), latin).pages[0]
    assert max(texts(page), key=lambda item: item.size).text == "Ðorđe Šćepanović"


def test_a_name_too_long_for_a_line_is_wrapped_whole(latin: FontLibrary) -> None:
    """300 letters without a space stand on several lines, every letter of them."""
    name = "Abcdefghij" * 30
    page = scene_of(certificate("en", 3, name=name), latin).pages[0]
    pieces = [item.text for item in texts(page) if item.size >= 20 and item.text in name]
    assert len(pieces) > 1
    assert "".join(pieces) == name


def test_two_hundred_skills_all_stand_on_pages_with_heads(latin: FontLibrary) -> None:
    """Further pages repeat title, name and issuer, are numbered, and no skill is lost."""
    sample = certificate("en", 200)
    scene = scene_of(sample, latin)
    count = len(scene.pages)
    assert count > 3
    points = [text for role, text in elements(scene) if role is Role.LIST_ITEM]
    assert len(points) == 200
    for number, page in enumerate(scene.pages, start=1):
        said = [item.text for item in texts(page)]
        assert f"Page {number} of {count}" in said
        assert {"Skills Certificate", sample.name} <= set(said)
        # A short name is kept together by no-break spaces.
        assert any("Verkstedet Hjulet" in text.replace("\u00a0", " ") for text in said)


def test_a_group_that_goes_on_has_its_heading_again(latin: FontLibrary) -> None:
    """On each page a level's heading stands above the first skill."""
    for page in scene_of(certificate("en", 200), latin).pages:
        said = [item.text for item in texts(page)]
        first = next(i for i, item in enumerate(texts(page)) if item.role is Role.LIST_ITEM)
        assert {level.heading for level in words("en").scale()} & set(said[:first])


@pytest.mark.parametrize("count", range(10, 60, 3))
def test_no_heading_stands_alone_at_the_foot_of_a_page(count: int, latin: FontLibrary) -> None:
    """What follows a heading stands on the same page, and the signatures have company."""
    scene = scene_of(certificate("nb", count, section=True, own_words=True), latin)
    for page in scene.pages:
        body = [i for i in texts(page) if i.role in (Role.HEADING, Role.LIST_ITEM, Role.PARAGRAPH)]
        for item, after in pairwise(body):
            if item.role is Role.HEADING:
                assert after.role is not Role.HEADING
        assert body[-1].role is not Role.HEADING
    assert any(i.role is Role.LIST_ITEM or i.size > 9 for i in texts(scene.pages[-1]))


def test_one_page_has_no_number(latin: FontLibrary) -> None:
    """A page number stands only where there are several pages."""
    said = [text for _, text in elements(scene_of(certificate("en", 3), latin))]
    assert not any(text.startswith("Page ") for text in said)


@pytest.mark.parametrize("signers", [1, 2])
def test_each_signer_has_a_line_with_name_and_title_below(signers: int, latin: FontLibrary) -> None:
    """Above each signer's name there is a line to sign on and room for the hand."""
    sample = certificate("en", 3, signers=signers)
    page = scene_of(sample, latin).pages[-1]
    rules = [item for item in page.items if isinstance(item, RuleItem)]
    for signer in sample.signers:
        name = next(item for item in texts(page) if item.text == signer.name)
        title = next(item for item in texts(page) if item.text == signer.title)
        assert any(3 < name.y - rule.y < 5 and rule.x == name.x for rule in rules)
        assert title.y > name.y


def test_the_place_of_the_code_says_whom_to_ask(latin: FontLibrary) -> None:
    """A square of 41 mm is kept; it holds the contact text, phone, e-mail and web address."""
    sample = certificate("en", 3)
    page = scene_of(sample, latin).pages[-1]
    left = style.LEFT + style.CONTENT_WIDTH - style.CODE_SIDE
    inside = " ".join(item.text for item in texts(page) if item.x > left and item.y > 200)
    for text in ("To check this", sample.issuer.phone, sample.issuer.email, sample.issuer.web):
        assert text is not None
        assert text in inside


def test_the_pictogram_is_drawn_in_the_accent_colour(latin: FontLibrary) -> None:
    """The workshop's sign stands on the page as vectors."""
    page = scene_of(certificate("en", 3), latin).pages[0]
    shapes = [item for item in page.items if isinstance(item, ShapeItem)]
    assert any(s.paths == BICYCLE.paths and s.colour == "#1f4e5f" for s in shapes)


def test_the_safety_note_stands_under_its_skill(latin: FontLibrary) -> None:
    """A skill with equipment that needs separate training carries the note."""
    first = attrs.evolve(lines("en", 3)[0], safety_note=True)
    sample = attrs.evolve(certificate("en", 3), levels=groups((first, *lines("en", 3)[1:])))
    found = [text for _, text in elements(scene_of(sample, latin))]
    place = next(i for i, text in enumerate(found) if text.startswith(first.text))
    assert found[place + 1] == words("en").certificate.safety_note


def test_a_period_that_is_not_told_leaves_no_trace(latin: FontLibrary) -> None:
    """Without a period no month stands on the page but that of the issue."""
    sample = attrs.evolve(certificate("en", 3), period=None)
    page = " ".join(text for _, text in elements(scene_of(sample, latin)))
    assert "From" not in page
    assert "March" not in page


def test_without_a_place_the_date_stands_alone(latin: FontLibrary) -> None:
    """The line with place and date works for an issuer that names no town."""
    base = certificate("en", 3)
    sample = attrs.evolve(base, issuer=attrs.evolve(base.issuer, place=None))
    assert (Role.PARAGRAPH, "23\u00a0June\u00a02025") in list(elements(scene_of(sample, latin)))


def test_own_words_keep_their_paragraphs(latin: FontLibrary) -> None:
    """A line break in the holder's own words begins a new paragraph; all words are there."""
    text = "I mend things.\n\nI like to.\nAsk me."
    sample = attrs.evolve(certificate("en", 3), own_words=Prose(text))
    found = [text for _, text in elements(scene_of(sample, latin))]
    place = found.index("In my own words")
    assert found[place + 1 : place + 4] == ["I mend things.", "I like to.", "Ask me."]


def test_four_thousand_letters_of_own_words_go_over_to_the_next_page(latin: FontLibrary) -> None:
    """A text as long as a record allows is printed whole."""
    text = " ".join(f"word{i}" for i in range(480))
    sample = attrs.evolve(certificate("en", 12), own_words=Prose(text))
    page = " ".join(text for _, text in elements(scene_of(sample, latin)))
    assert all(f"word{i}" in page for i in range(480))


def test_nothing_is_said_that_must_not_be(latin: FontLibrary) -> None:
    """No level number, no key and no word for participant or programme stands on the page."""
    for language in LANGUAGES:
        page = text_of(pdf_of(certificate(language, 12), latin)).lower()
        for word in ("level", "nivå", "niveau", "deltak", "deltag", "participant", "program"):
            assert word not in page
        for key in ("guides_others", "some_help", "bicycle_", "sha256", "1.0.0"):
            assert key not in page


def test_an_accent_that_is_no_colour_is_refused() -> None:
    """The error shows the form of a colour."""
    with pytest.raises(LayoutError, match="a colour as #1f4e5f, not 'teal'"):
        Look(accent="teal", pictogram=BICYCLE)


@pytest.mark.parametrize("signers", [0, 3])
def test_no_signer_or_three_is_refused(signers: int, latin: FontLibrary) -> None:
    """A certificate has one or two signers."""
    base = certificate("en", 3)
    people = (base.signers * 2)[:signers]
    with pytest.raises(LayoutError, match=f"one or two signers, not {signers}"):
        scene_of(attrs.evolve(base, signers=people), latin)


def test_a_certificate_without_a_skill_is_refused(latin: FontLibrary) -> None:
    """There is no certificate of nothing."""
    with pytest.raises(LayoutError, match="no skill"):
        scene_of(attrs.evolve(certificate("en", 3), levels=()), latin)


def test_a_skill_longer_than_a_page_is_refused(latin: FontLibrary) -> None:
    """What cannot be printed without being torn apart is an error, not a cut text."""
    giant = attrs.evolve(lines("en", 1)[0], detail="word " * 5000)
    with pytest.raises(LayoutError, match="longer than a page"):
        scene_of(attrs.evolve(certificate("en", 3), levels=groups((giant,))), latin)


def test_an_issuer_whose_addresses_do_not_fit_is_told_so(latin: FontLibrary) -> None:
    """Contact lines that overflow their place are an error with advice."""
    base = certificate("en", 3)
    issuer = attrs.evolve(base.issuer, web=Line("x" * 500), email=Line("y" * 500))
    with pytest.raises(LayoutError, match="Shorten them"):
        scene_of(attrs.evolve(base, issuer=issuer), latin)


def test_a_language_without_texts_is_refused(latin: FontLibrary) -> None:
    """The error names the languages that there are."""
    with pytest.raises(LanguageError, match="en, nb, nn, da"):
        scene_of(attrs.evolve(certificate("en", 3), language=Language("sv")), latin)


def test_braces_in_a_text_are_only_braces(latin: FontLibrary) -> None:
    """Neither {nb} nor the name of a slot is replaced by anything, wherever it stands."""
    base = certificate("en", 3, name="Ola {nb} Nordmann")
    sample = attrs.evolve(
        base, field=Line("{issuer} repair"), issuer=attrs.evolve(base.issuer, name=Name("{field}"))
    )
    page = text_of(pdf_of(sample, latin))
    assert "Ola {nb} Nordmann" in page
    assert "{issuer} repair at {field} and has" in page
