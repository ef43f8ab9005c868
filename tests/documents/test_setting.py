"""Setting letter by letter, held to what HarfBuzz does with the same faces."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC, Face, FontLibrary

from .packs import NAMES

uharfbuzz: Any = pytest.importorskip("uharfbuzz")

LIBRARY = FontLibrary()
STYLES = (SERIF, SERIF_ITALIC, SANS, SANS_SEMIBOLD)
ENGINES = {style: uharfbuzz.Font(uharfbuzz.Face(LIBRARY.face(style).data)) for style in STYLES}
SOFT = "ijіјįịɨɉﬀﬁﬂﬃﬄ"
"""Letters with a soft dot, which HarfBuzz leaves be, and two letters in one, which take no mark."""
LETTERS = "".join(c for c in map(chr, LIBRARY.face(SERIF).cmap) if c.isalpha() and c not in SOFT)
MARKS = st.text(st.sampled_from("\u0300\u0301\u0302\u0303\u0308\u030c\u0323\u0331"), max_size=2)


def _placed(style: str, text: str, language: str = "und") -> list[tuple[int, int, int, int]]:
    """Return glyph, advance and offset of each glyph that HarfBuzz sets."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction, buffer.language = "ltr", language
    uharfbuzz.shape(ENGINES[style], buffer)
    return [
        (info.codepoint, place.x_advance, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def _ours(face: Face, text: str, language: str | None = None) -> list[tuple[int, int, int, int]]:
    glyphs = face.shape(text, False, language)
    return [(glyph.id, glyph.advance, glyph.dx, glyph.dy) for glyph in glyphs]


@pytest.mark.parametrize("style", STYLES)
def test_names_are_set_as_harfbuzz_sets_them(style: str) -> None:
    """Glyphs, kerning and places of marks are the same, in the forms of the name's language."""
    for name in NAMES:
        if name.pack or name.language == "lt":
            continue
        for word in name.printed.split():
            ours = _ours(LIBRARY.face(style), word, name.language)
            assert ours == _placed(style, word, name.language), (name.language, word)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(STYLES),
    st.lists(st.tuples(st.sampled_from(LETTERS), MARKS), min_size=1, max_size=8),
)
def test_letters_with_marks_are_set_as_harfbuzz_sets_them(
    style: str, letters: list[tuple[str, str]]
) -> None:
    """Whatever letters and marks of one script follow one another."""
    script = unicodedata.name(letters[0][0]).split()[0]
    text = "".join(
        letter + marks for letter, marks in letters if unicodedata.name(letter).startswith(script)
    )
    text = unicodedata.normalize("NFC", text)
    assume(not set(SOFT).intersection(unicodedata.normalize("NFD", text)))
    assert _ours(LIBRARY.face(style), text) == _placed(style, text)


@pytest.mark.parametrize(
    ("letter", "drawn"),
    [("i\u0307\u0301", "ı\u0307\u0301"), ("j\u0303", "ȷ\u0303"), ("į\u0301", "ı\u0328\u0301")],
)
def test_a_soft_dot_gives_way_to_a_mark(letter: str, drawn: str) -> None:
    """Under a mark an i is drawn without its own dot, as Lithuanian has it."""
    face = LIBRARY.face(SERIF)
    assert _ours(face, letter) == _ours(face, drawn)
    assert "".join(glyph.text for glyph in face.shape(letter)) == unicodedata.normalize(
        "NFD", letter
    )


def test_a_soft_dot_stays_where_nothing_stands_above() -> None:
    """A mark below, or a letter that has its mark already, changes nothing."""
    face = LIBRARY.face(SERIF)
    for text in ("i\u0331", "ï\u0331", "ij", "ji"):
        assert [glyph.text for glyph in face.shape(text)] == list(text)
        assert face.shape(text)[0].id == face.cmap[ord(text[0])]


@pytest.mark.parametrize(
    ("style", "text", "language"),
    [(SERIF_ITALIC, "бгдпт", "sr"), (SERIF, "б", "mk"), (SANS, "ŞşŢţ", "ro")],
)
def test_a_language_has_forms_of_its_own(style: str, text: str, language: str) -> None:
    """Serbian, Macedonian and Romanian letters take the forms that the languages have."""
    face = LIBRARY.face(style)
    own, usual = face.shape(text, False, language), face.shape(text, False, None)
    assert all(a.id != b.id for a, b in zip(own, usual, strict=True))
    assert "".join(glyph.text for glyph in own) == text
    assert _ours(face, text, language) == _placed(style, text, language)
    assert face.shape(text, False, "ru") == usual


def test_every_glyph_that_may_be_set_is_known_beforehand() -> None:
    """Whoever numbers the glyphs of a face asks for the other ones that a character may have."""
    face = LIBRARY.face(SERIF_ITALIC)
    known = {(glyph, chr(character)) for character, glyph in face.cmap.items()}
    known.update(face.other_glyphs())
    for text, language in (("i\u0307\u0301 ј\u0301", "lt"), ("бгдпт", "sr"), ("ş", "ro")):
        assert {(glyph.id, glyph.text) for glyph in face.shape(text, False, language)} <= known
    assert {(glyph.id, glyph.text) for glyph in face.shape("(a) «b»", True)} <= known


def test_letters_stand_the_other_way_round_where_text_runs_so() -> None:
    """A name in Arabic letters may hold signs of the bundled faces: they follow it, turned."""
    face = LIBRARY.face(SERIF)
    glyphs = face.shape("(o\u0323)", True)
    assert [glyph.text for glyph in glyphs] == [")", "o", "\u0323", "("] or [
        glyph.text for glyph in glyphs
    ] == [")", "ọ", "("]
    assert glyphs[0].id == face.cmap[ord("(")]
    assert glyphs[-1].id == face.cmap[ord(")")]
