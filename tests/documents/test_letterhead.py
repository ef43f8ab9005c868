"""Letterheads: logo, colour and signatures on the papers, or a clear word why not."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations
from pathlib import Path

import attrs
import pytest
from PIL import Image, ImageDraw

from skillcert.documents import Printing
from skillcert.documents.fonts import FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import ImageItem, RuleItem, Scene, ShapeItem
from skillcert.documents.scenes import scene_of
from skillcert.errors import CodecError, LetterheadError
from skillcert.letterheads import read_letterhead
from skillcert.model import Document, Letterhead, Line, Logo, Name, ScannedSignature

from .pages import area_of, elements, texts
from .samples import LOOK, certificate
from .test_card import card
from .test_portfolio import part, portfolio
from .test_progress import branches, sheet

LATIN = FontLibrary()
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50">'
    b'<rect width="200" height="50" fill="#7a2e1f"/>'
    b'<circle cx="20" cy="20" r="9" fill="#fff"/></svg>'
)
TOML = """
format = "skillcert-letterhead/1"
accent = "#7a2e1f"

[logo]
file = "logo.svg"
alt = "Verkstedet Hjulet"

[[signatures]]
name = "Kari Nordmann"
file = "kari.png"
"""


def png(size: tuple[int, int] = (600, 160), paper: str = "#ffffff00", ink: str = "navy") -> bytes:
    """Return a PNG with a line across it."""
    picture = Image.new("RGBA", size, paper)
    ImageDraw.Draw(picture).line([(20, size[1] // 2), (size[0] - 20, size[1] // 3)], ink, 6)
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def letterhead(**changes: object) -> Letterhead:
    """Return a letterhead with everything."""
    whole = Letterhead(
        accent=Line("#7a2e1f"),
        logo=Logo(data=SVG, alt=Line("Verkstedet Hjulet")),
        signatures=(ScannedSignature(name=Name("Kari Nordmann"), data=png()),),
    )
    return attrs.evolve(whole, **changes)  # type: ignore[arg-type]  # one of its own fields


def scene(document: Document, head: Letterhead, **printing: object) -> Scene:
    """Return the scene of a document under a letterhead."""
    chosen = attrs.evolve(Printing(letterhead=head, single_card=True), **printing)  # type: ignore[arg-type]
    return scene_of([preflight(document, LATIN)], LOOK, LATIN, chosen)


def alts(made: Scene) -> list[str]:
    """Return what is said in the place of pictures and shapes."""
    items = [item for page in made.pages for item in page.items]
    drawn = [i for i in items if isinstance(i, ImageItem | ShapeItem) and i.element is not None]
    return list(dict.fromkeys(item.element.alt for item in drawn if item.element))


DOCUMENTS: dict[str, Document] = {
    "certificate": certificate("nb", 12, section=True),
    "short": certificate("en", 1, signers=1),
    "long": certificate("da", 60),
    "card": card(),
    "portfolio": portfolio(part(0, 3, 4, 2)),
    "progress": sheet(branches(12, 28)),
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("logo", [SVG, png((900, 300), "#dddddd"), png((200, 800), "#ffffff")])
def test_every_document_bears_the_logo_tidily(name: str, logo: bytes) -> None:
    """Wide or high, SVG or PNG: it is drawn once, told to those who do not see it, on nothing."""
    head = letterhead(logo=Logo(data=logo, alt=Line("The issuer")))
    made = scene(DOCUMENTS[name], head)
    assert alts(made).count("The issuer") == 1
    edge = 3.5 if name == "card" else 10
    for page in made.pages:
        areas = [(item.text, area_of(item)) for item in texts(page) if item.text.strip()]
        assert [(a, b) for (a, x), (b, y) in combinations(areas, 2) if x.overlaps(y)] == []
        for text, area in areas:
            assert area.left >= edge, text
            assert area.top >= edge, text
            assert area.bottom <= made.height - edge, text


def test_the_accent_of_the_letterhead_takes_the_place_of_the_workshops() -> None:
    """Titles, ornament and sign have the issuer's colour."""
    made = scene(certificate("nb", 3), letterhead(logo=None))
    colours = {i.colour for i in made.pages[0].items if isinstance(i, ShapeItem)}
    assert "#7a2e1f" in colours
    assert LOOK.accent not in colours


def test_without_an_accent_the_workshops_stays() -> None:
    """A letterhead need not have a colour."""
    made = scene(certificate("nb", 3), letterhead(accent=None, logo=None))
    colours = {i.colour for i in made.pages[0].items if isinstance(i, ShapeItem)}
    assert LOOK.accent in colours


def test_a_logo_keeps_its_proportions() -> None:
    """It is as wide as it may be or as high as it may be, and never pulled."""
    made = scene(
        certificate("nb", 3), letterhead(logo=Logo(data=png((900, 300), "#ccc"), alt=Line("x")))
    )
    (image,) = [i for i in made.pages[0].items if isinstance(i, ImageItem) and i.y < 100]
    assert image.width / image.height == pytest.approx(3)
    assert image.width <= 64
    assert image.height <= 15


def test_a_signature_stands_over_its_own_line() -> None:
    """The signer's, and no other's; the line to sign on is drawn over it."""
    made = scene(certificate("nb", 3), letterhead())
    page = made.pages[0]
    (image,) = [item for item in page.items if isinstance(item, ImageItem)]
    name = next(item for item in texts(page) if item.text == "Kari Nordmann")
    rule = next(
        i for i in page.items if isinstance(i, RuleItem) and i.x == name.x and 3 < name.y - i.y < 5
    )
    assert image.y + image.height - rule.y == pytest.approx(1.2)
    assert page.items.index(image) < page.items.index(rule)
    assert "Underskriften til Kari Nordmann" in alts(made)


def test_the_workshops_sign_is_not_lost_to_the_logo() -> None:
    """It comes into the ornament under the name."""
    made = scene(certificate("nb", 3), letterhead())
    assert any("sykkelreparasjon" in alt for alt in alts(made))


def test_a_mark_stands_on_every_page() -> None:
    """A preview says that it is none, on each of its pages."""
    made = scene(certificate("nb", 60), letterhead(), mark="Forhåndsvisning")
    for page in made.pages:
        assert "Forhåndsvisning" in [
            text for _, text in elements(attrs.evolve(made, pages=(page,)))
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a letterhead."""
    (tmp_path / "letterhead.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "logo.svg").write_bytes(SVG)
    (tmp_path / "kari.png").write_bytes(png())
    return tmp_path


def test_a_letterhead_is_read_from_its_file(folder: Path) -> None:
    """The file names what lies beside it."""
    read = read_letterhead(folder, "letterhead.toml")
    assert read.accent == "#7a2e1f"
    assert read.logo == Logo(data=SVG, alt=Line("Verkstedet Hjulet"))
    assert read.signature("Kari Nordmann") is not None
    assert read.signature("Somebody Else") is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('accent = "#7a2e1f"', 'accent = "teal"', "accent: an accent must be a colour"),
        ('accent = "#7a2e1f"', 'accent = "#ffd54a"', "accent: #ffd54a is too pale"),
        ("logo.svg", "no.svg", "logo.file: there is no file 'no.svg'"),
        ("logo.svg", "../logo.svg", "leads out of the folder"),
        ("logo.svg", "C:logo.svg", "leads out of the folder"),
        ("kari.png", "..", "leads out of the folder"),
        ("kari.png", "logo.svg", "signatures\\[0\\]: the file is neither PNG nor SVG"),
    ],
)
def test_faults_of_the_file_are_told(folder: Path, before: str, after: str, said: str) -> None:
    """With the name of the file and the place in it."""
    path = folder / "letterhead.toml"
    path.write_text(TOML.replace(before, after), encoding="utf-8")
    with pytest.raises(LetterheadError, match=said) as caught:
        read_letterhead(folder, "letterhead.toml")
    assert "letterhead.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("logo.svg", b"GIF89a", "neither PNG nor SVG"),
        ("logo.svg", b"\x89PNG\r\n\x1a\nbroken", "cannot be read"),
        ("logo.svg", png((60, 20)), "too few to be printed"),
        ("logo.svg", SVG.replace(b"#7a2e1f", b"#ffffff"), "nothing in it is dark enough"),
        ("logo.svg", png((400, 200), "#ffffff", "#f4f4f4"), "nothing in it is dark enough"),
        ("logo.svg", SVG.replace(b"<rect", b"<text"), "element 'text'"),
        ("logo.svg", b"\x89PNG\r\n\x1a\n" + b"0" * 5_000_001, "more than 5000000"),
        ("kari.png", png(paper="#b9b2a6"), "a background that is not white"),
        ("kari.png", png(ink="#f0f0f0"), "nothing in it is dark enough"),
    ],
)
def test_what_cannot_be_drawn_is_refused_when_it_is_read(
    folder: Path, name: str, data: bytes, said: str
) -> None:
    """And not on the day on which somebody waits for a certificate."""
    (folder / name).write_bytes(data)
    with pytest.raises(LetterheadError, match=said):
        read_letterhead(folder, "letterhead.toml")


def test_all_faults_are_told_at_once(folder: Path) -> None:
    """A logo and a signature that are wrong are two problems."""
    (folder / "logo.svg").write_bytes(b"GIF89a")
    (folder / "kari.png").write_bytes(b"GIF89a")
    with pytest.raises(LetterheadError) as caught:
        read_letterhead(folder, "letterhead.toml")
    assert [problem.path for problem in caught.value.problems] == ["logo", "signatures[0]"]


@pytest.mark.parametrize(
    "text",
    [
        TOML.replace("letterhead/1", "letterhead/2"),
        TOML.replace("accent", "acent"),
        TOML + "[fonts]\n",
        "accent",
        "",
    ],
)
def test_what_is_no_letterhead_file_is_refused(folder: Path, text: str) -> None:
    """A misspelt key, another format, no TOML at all."""
    (folder / "letterhead.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CodecError):
        read_letterhead(folder, "letterhead.toml")


def test_a_letterhead_file_is_small(folder: Path) -> None:
    """A file of megabytes is no letterhead."""
    (folder / "letterhead.toml").write_text("#" * 20_001, encoding="utf-8")
    with pytest.raises(LetterheadError, match="more than 20000"):
        read_letterhead(folder, "letterhead.toml")
