"""Faces within a file: their codes, and what a reader finds behind each."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import attrs
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from skillcert.documents.embedding import codes_of
from skillcert.documents.fonts import SANS, SERIF, FontLibrary
from skillcert.model import Name

from .one_line import drawn
from .packs import library
from .pages import pdf_of
from .samples import certificate


def _fonts(pdf: bytes) -> dict[str, Any]:
    """Return the fonts of a file by the names that operators know them by."""
    page: Any = PdfReader(BytesIO(pdf)).pages[0]
    return {known: font.get_object() for known, font in page["/Resources"]["/Font"].items()}


def _program(font: Any) -> bytes:
    data: bytes = font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
    return data


def test_every_character_of_a_face_has_a_code_of_its_own(latin: FontLibrary) -> None:
    """A space and a no-break space are one glyph and two codes, so that both are found again."""
    face = latin.face(SANS)
    codes = codes_of(face)
    found = {codes.code(face.shape(chr(c), False)[0]) for c in face.cmap}
    assert len(found) == len(face.cmap)
    space, no_break = face.shape(" ", False)[0], face.shape("\u00a0", False)[0]
    assert codes.code(space) != codes.code(no_break)


def test_codes_of_shaped_letters_are_those_of_one_file(arabic: FontLibrary) -> None:
    """A glyph that stands for other characters gets another code, counted in each file."""
    face = arabic.face("Arab-regular")
    codes, others = codes_of(face), codes_of(face)
    assert codes is not others
    glyph = face.shape("م", True)[0]
    assert codes.code(glyph) == glyph.id
    assert codes.code(attrs.evolve(glyph, text="مم")) > face.file.count
    assert codes.code(glyph) == glyph.id


def test_the_common_letters_are_shared_by_nearly_all_files(latin: FontLibrary) -> None:
    """Names in Danish and Norwegian letters do not change the subset; a rarer letter does."""
    sample = certificate("nb", 3)
    made = [
        _fonts(pdf_of(attrs.evolve(sample, name=Name(name)), latin))["/serif"]
        for name in ("Jørgen Ås", "Ægir Wøhlk", "Łukasz Ås")
    ]
    assert _program(made[0]) == _program(made[1]) != _program(made[2])
    assert made[0]["/BaseFont"] == made[1]["/BaseFont"] != made[2]["/BaseFont"]


def test_a_code_leads_to_its_glyph_its_width_and_its_character(latin: FontLibrary) -> None:
    """What a reader takes from the file for a code is what the face has."""
    face = latin.face(SERIF)
    codes = codes_of(face)
    text = "Åse ẞ\u00a0Ђ"
    font = _fonts(pdf_of(attrs.evolve(certificate("nb", 3), name=Name(text)), latin))["/serif"]
    descendant = font["/DescendantFonts"][0]
    glyphs = descendant["/CIDToGIDMap"].get_data()
    widths = _widths(descendant["/W"])
    characters = font["/ToUnicode"].get_data().decode()
    program = TTFont(BytesIO(_program(font)))
    for glyph in face.shape(text, False):
        code = codes.code(glyph)
        number = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
        assert number > 0
        advance = program["hmtx"][program.getGlyphName(number)][0]
        assert widths[code] == face.per_mille(advance)
        assert f"<{code:04X}><{ord(glyph.text):04X}>" in characters


def test_marks_that_are_moved_are_in_a_font_of_their_own(latin: FontLibrary) -> None:
    """The pen stays on the line; files without such marks carry no further font."""
    plain, marked = (
        _fonts(pdf_of(certificate("nb", 3, name=name), latin)) for name in ("Ada", "Adé Ẹ\u0300bùn")
    )
    assert set(marked) - set(plain) == {"/serif-moved"}
    pdf = pdf_of(certificate("nb", 3, name="Adé Ẹ\u0300bùn"), latin)
    page = PdfReader(BytesIO(pdf)).pages[0]
    assert b" Ts" not in page.get_contents().get_data()  # type: ignore[union-attr]


def test_every_code_has_characters() -> None:
    """Also where several glyphs stand for one letter; then a span says for which."""
    faces = library("tamil", "syriac")
    pdf = drawn("கௌரி", faces, language="ta")
    font = next(font for known, font in _fonts(pdf).items() if "Taml" in known)
    characters = re.findall(r"<[0-9A-F]{4}><([0-9A-F]*)>", font["/ToUnicode"].get_data().decode())
    assert len(characters) == len(set(characters)) >= 5
    assert all(characters)
    content = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert content is not None
    assert b"/Span<</ActualText" in content.get_data()
    content = (
        PdfReader(BytesIO(drawn("\u0715\u0732", faces, language="syr"))).pages[0].get_contents()
    )
    assert content is not None
    assert b"ActualText" not in content.get_data()


def _widths(entries: Any) -> dict[int, int]:
    """Return the widths of codes (ISO 32000-1, 9.7.4.3)."""
    found = {}
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        found.update({int(first) + i: int(width) for i, width in enumerate(widths)})
    return found
