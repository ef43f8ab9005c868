"""The font packs of this repository, and what the library knows of them."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from skillcert.documents.fonts import SANS_SEMIBOLD, SERIF, FontLibrary
from skillcert.documents.packs import known_packs, packs_to_install
from skillcert.documents.preflight import preflight
from skillcert.errors import CoverageError

from .packs import FOLDER, KEYS, library, pack, package
from .samples import certificate

LATIN = FontLibrary()
DOCS = FOLDER.parent / "docs" / "names.md"
LARGEST = {"chinese-traditional": 6.5, "chinese-simplified": 3.6, "japanese": 3.2, "korean": 2.1}
"""The packs of thousands of signs, and how large their faces are at most, in MB."""
packs = pytest.mark.parametrize("key", KEYS)


def _files(key: str) -> list[Path]:
    return sorted(package(key).glob("*.ttf"))


def test_the_library_knows_every_pack() -> None:
    """What errors name is what there is."""
    assert set(known_packs()) == {f"skillcert-fonts-{key}" for key in KEYS}


@packs
def test_the_library_knows_what_a_pack_has(key: str) -> None:
    """The list of characters in the library is that of the regular face, character by character."""
    font = TTFont(BytesIO(pack(key).regular.read_bytes()))
    assert known_packs()[f"skillcert-fonts-{key}"] == set(font.getBestCmap())


@packs
def test_a_pack_is_a_distribution_with_its_entry_point(key: str) -> None:
    """Name, entry point and package belong together; HarfBuzz comes with packs that need it."""
    project = tomllib.loads((FOLDER / key / "pyproject.toml").read_text("utf-8"))["project"]
    name = package(key).name
    assert project["name"] == name.replace("_", "-")
    assert project["entry-points"]["skillcert.fonts"] == {
        key.replace("-", "_"): f"{name}:font_pack"
    }
    assert any("uharfbuzz" in need for need in project["dependencies"]) == pack(key).needs_shaping


@packs
def test_a_pack_carries_its_licences(key: str) -> None:
    """The font licence with the notices of its faces, and the licence of the code."""
    text = (package(key) / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for file in _files(key):
        assert str(TTFont(file)["name"].getDebugName(0)).strip() in text
    assert (FOLDER / key / "LICENSE").read_text("utf-8") == (FOLDER.parent / "LICENSE").read_text(
        "utf-8"
    )


@packs
def test_a_pack_is_small(key: str) -> None:
    """A megabyte at most; those of Chinese, Japanese and Korean as much as their signs take."""
    size = sum(file.stat().st_size for file in _files(key))
    assert size <= LARGEST.get(key, 1.0) * 1e6


@packs
def test_a_pack_is_on_the_page_about_names(key: str) -> None:
    """The documentation names it, and says how large it is to within a tenth."""
    size = sum(file.stat().st_size for file in _files(key)) / 1e6
    row = next(
        line for line in DOCS.read_text("utf-8").split("\n") if f"`skillcert-fonts-{key}`" in line
    )
    assert float(row.split("|")[-2].split()[0]) == pytest.approx(size, rel=0.1, abs=0.011)


@packs
def test_a_pack_draws_no_dotted_circles(key: str) -> None:
    """HarfBuzz would put one under a mark without a letter: a sign that nobody has written."""
    for file in _files(key):
        assert 0x25CC not in TTFont(file).getBestCmap()


@packs
def test_headings_have_every_letter_that_text_has(key: str) -> None:
    """Where the semibold face lacks a rare letter, the regular one draws it."""
    faces = library(key)
    regular = next(
        face
        for code in known_packs()[f"skillcert-fonts-{key}"]
        if (face := faces.face_for(chr(code), SERIF)) and not face.bundled
    )
    for code in regular.cmap:
        assert faces.face_for(chr(code), SANS_SEMIBOLD) is not None


def test_a_pack_is_asked_for_the_languages_it_is_made_for() -> None:
    """The same ideograph has the form of the language of its text, and some form without one."""
    faces = library("chinese-simplified", "chinese-traditional", "japanese")

    def name(language: str | None) -> str:
        face = faces.face_for("骨", SERIF, language)
        assert face is not None
        return face.name

    assert name("ja") == "Jpan-regular"
    assert name("ja-JP") == "Jpan-regular"
    assert name("zh") == name("zh-Hans") == name("zh-CN") == "Hans-regular"
    assert name("zh-Hant") == name("zh-TW") == name("yue") == "Hant-regular"
    assert name(None) == name("vi") == "Hans-regular"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("田", "ja", [("skillcert-fonts-japanese",)]),
        ("李", "zh", [("skillcert-fonts-chinese-simplified",)]),
        ("李", "zh-TW", [("skillcert-fonts-chinese-traditional",)]),
        ("ア", None, [("skillcert-fonts-japanese",)]),
        ("伟", None, [("skillcert-fonts-chinese-simplified",)]),
        ("김", "nb", [("skillcert-fonts-korean",)]),
        ("مש", None, [("skillcert-fonts-arabic",), ("skillcert-fonts-hebrew",)]),
        ("☃", None, []),
    ],
)
def test_the_packs_to_install_are_told(
    text: str, language: str | None, expected: list[tuple[str, ...]]
) -> None:
    """One for each character that is missing; the language decides where several have it."""
    assert list(packs_to_install(text, language)) == expected


def test_where_the_language_does_not_decide_all_packs_are_told() -> None:
    """An ideograph without a language may be Chinese or Japanese, and the error says so."""
    (choice,) = packs_to_install("李")
    assert set(choice) == {
        "skillcert-fonts-chinese-simplified",
        "skillcert-fonts-chinese-traditional",
        "skillcert-fonts-japanese",
    }
    with pytest.raises(CoverageError, match=r"Install skillcert-fonts-chinese-simplified or "):
        preflight(certificate("nb", 3, name="李"), LATIN)


def test_one_pack_is_enough_where_it_has_everything() -> None:
    """A name in kanji and kana needs the Japanese pack alone."""
    assert list(packs_to_install("李ア")) == [("skillcert-fonts-japanese",)]


def test_what_no_pack_has_is_said_beside_what_one_has() -> None:
    """A name with a snowman and a letter of a pack gets both hints."""
    with pytest.raises(CoverageError) as caught:
        preflight(certificate("nb", 3, name="☃ 김"), LATIN)
    assert caught.value.problems[0].hint == (
        "Install skillcert-fonts-korean. No font pack has U+2603 SNOWMAN. Write it in other letters"
    )
