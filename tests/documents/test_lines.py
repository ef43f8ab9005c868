"""Where lines end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, FontLibrary
from skillcert.documents.lines import Span, TextLine, break_lines, text_width

LATIN = FontLibrary()


def _span(text: str, style: str = SANS, *, address: bool = False) -> Span:
    return Span(text=text, style=style, colour="#000000", size=10, address=address)


def _broken(text: str, width: float, *, balance: bool = False) -> list[str]:
    return [_text(line) for line in break_lines([_span(text)], width, LATIN, balance=balance)]


def _text(line: TextLine) -> str:
    return "".join(span.text for span in line.spans)


@settings(deadline=None, max_examples=150)
@given(
    st.text(st.sampled_from("abcÅø-–/, \u00a0\u0301"), max_size=80),
    st.floats(8, 60),
    st.booleans(),
)
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, width: float, even: bool) -> None:
    """Whatever the text, its letters stand on the lines in order, and each line fits."""
    lines = break_lines([_span(text)], width, LATIN, balance=even)
    assert "".join(map(_text, lines)).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line.width <= width + 0.01


def test_a_short_last_word_that_cannot_be_helped_stays() -> None:
    """Where every word has a line of its own, the search for a better last line ends."""
    assert _broken("Sikkerhetskontrollen i", 36) == ["Sikkerhetskontrollen", "i"]


def test_a_line_ends_at_a_space_first() -> None:
    """Words stay whole where they fit."""
    assert _broken("one two three", 15) == ["one two", "three"]


@pytest.mark.parametrize("joint", ["-", "–", "/"])
def test_a_line_may_end_after_a_hyphen_dash_or_slash(joint: str) -> None:
    """The sign stays at the end of the upper line."""
    assert _broken(f"snekker{joint}arbeidet", 20) == [f"snekker{joint}", "arbeidet"]


def test_a_no_break_space_holds_a_line_together() -> None:
    """What is joined by U+00A0 is never parted at it."""
    assert _broken("aa bb\u00a0cc", 10) == ["aa", "bb\u00a0cc"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    """A long word goes on in the next line, marks stay with their letters."""
    pieces = _broken("e\u0323\u0300" * 30, 20)
    assert len(pieces) > 1
    assert all(piece.startswith("e") for piece in pieces)


def test_a_short_word_is_not_left_alone_on_the_last_line() -> None:
    """The break moves up where that costs no further line."""
    text = "Does the familiar parts alone and asks when it is so"
    width = text_width(text[:-3], SANS, 10, LATIN) + 1
    assert _broken(text, width)[-1] != "so"


def test_balanced_lines_are_about_equally_wide() -> None:
    """Centred text does not end in a stump."""
    first, second = (len(line) for line in _broken("word " * 13, 90, balance=True))
    assert abs(first - second) <= 5


def test_spans_keep_their_style_across_lines() -> None:
    """A change of style within a line or a word moves no break and loses no style."""
    spans = [_span("bold", SANS_SEMIBOLD), _span(", and light words that go on")]
    lines = break_lines(spans, 30, LATIN)
    assert [span.style for span in lines[0].spans] == [SANS_SEMIBOLD, SANS]
    assert _text(lines[0]).startswith("bold, and")
    assert {span.style for line in lines[1:] for span in line.spans} == {SANS}


def test_an_address_breaks_after_its_signs() -> None:
    """A mail address that is too long for its place ends a line after @ or a dot."""
    lines = break_lines([_span("mottak@verksted.example", address=True)], 27, LATIN)
    assert [_text(line) for line in lines] == ["mottak@", "verksted.", "example"] or [
        _text(line) for line in lines
    ] == ["mottak@", "verksted.example"]


def test_blank_text_has_no_line() -> None:
    """Spaces alone are nothing to print."""
    assert _broken("   ", 50) == []
