"""Logos in SVG: what logos need is drawn as it was meant, and all else is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.documents.svg import Artwork, read_svg
from skillcert.documents.svgpath import read_path
from skillcert.errors import LayoutError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'


def svg(body: str, head: str = HEAD) -> Artwork:
    """Return what an SVG file with *body* draws."""
    return read_svg(f"{head}{body}</svg>".encode())


def points(art: Artwork, number: int = 0) -> list[tuple[float, float]]:
    """Return the points of an outline, rounded."""
    found = (p for _, ends in read_path(art.strokes[number].path) for p in ends)
    return [(round(x, 3), round(y, 3)) for x, y in found]


@pytest.mark.parametrize(
    ("shape", "corners"),
    [
        ('<path d="M0 0h10v5z"/>', [(0, 0), (10, 0), (10, 5)]),
        ('<rect x="1" y="2" width="3" height="4"/>', [(1, 2), (4, 2), (4, 6), (1, 6)]),
        ('<polygon points="0,0 4,0 4 3"/>', [(0, 0), (4, 0), (4, 3)]),
        ('<polyline points="0 0 4 0 4 3"/>', [(0, 0), (4, 0), (4, 3)]),
    ],
)
def test_shapes_are_outlines(shape: str, corners: list[tuple[float, float]]) -> None:
    """Paths, rectangles and polygons have the corners that they say."""
    assert points(svg(shape)) == corners


@pytest.mark.parametrize(
    "shape", ['<circle cx="10" cy="20" r="5"/>', '<ellipse cx="10" cy="20" rx="5" ry="5"/>']
)
def test_circles_are_round(shape: str) -> None:
    """Every point where two curves of a circle meet lies on it."""
    ends = [ends[-1] for op, ends in read_path(svg(shape).strokes[0].path) if op in "mc"]
    assert len(ends) >= 5
    for x, y in ends:
        assert ((x - 10) ** 2 + (y - 20) ** 2) ** 0.5 == pytest.approx(5, abs=0.001)


def test_a_rectangle_has_round_corners() -> None:
    """`rx` alone rounds both ways, and never more than half a side."""
    outline = svg('<rect width="10" height="4" rx="9"/>').strokes[0].path
    xs = [x for _, ends in read_path(outline) for x, _ in ends]
    ys = [y for _, ends in read_path(outline) for _, y in ends]
    assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((0, 10, 0, 4), abs=0.01)
    assert (0.0, 0.0) not in points(svg('<rect width="10" height="4" rx="9"/>'))


@pytest.mark.parametrize(
    ("transform", "point"),
    [
        ("translate(3 4)", (4, 6)),
        ("translate(3)", (4, 2)),
        ("scale(2)", (2, 4)),
        ("scale(2,3)", (2, 6)),
        ("rotate(90)", (-2, 1)),
        ("rotate(90, 1, 2)", (1, 2)),
        ("matrix(1 0 0 1 5 6)", (6, 8)),
        ("skewX(45)", (3, 2)),
        ("skewY(45)", (1, 3)),
        ("translate(10,0) scale(2)", (12, 4)),
        ("", (1, 2)),
    ],
)
def test_transforms_move_points(transform: str, point: tuple[float, float]) -> None:
    """Each transform of SVG 1.1, and several from left to right."""
    art = svg(f'<path transform="{transform}" d="M1 2L50 50"/>')
    assert points(art)[0] == pytest.approx(point)


def test_groups_pass_on_transforms_and_colours() -> None:
    """A group's transform is applied after that of what lies within, its colour is taken over."""
    art = svg(
        '<g transform="translate(10 0)" fill="#123456"><g transform="scale(2)">'
        '<path d="M1 1L2 2L3 1z"/></g></g>'
    )
    assert points(art)[0] == (12, 2)
    assert art.strokes[0].colour == "#123456"


def test_the_origin_is_the_corner_of_the_view() -> None:
    """A view that begins elsewhere is moved to the origin."""
    art = svg('<path d="M-50 -20L0 0L9 0z"/>', HEAD.replace("0 0 100 50", "-50 -20 100 50"))
    assert points(art)[0] == (0, 0)
    assert (art.width, art.height) == (100, 50)


def test_without_a_view_width_and_height_are_the_size() -> None:
    """Files of simple programs have no viewBox."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="20">'
    art = svg('<path d="M0 0L1 1L2 0z"/>', head)
    assert (art.width, art.height) == (40, 20)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#abc", "#aabbcc"),
        ("#AABBCC", "#aabbcc"),
        ("navy", "#000080"),
        ("rgb(1,2,3)", "#010203"),
    ],
)
def test_colours_are_read(text: str, colour: str) -> None:
    """The forms of a colour that drawing programs write."""
    assert svg(f'<path fill="{text}" d="M0 0L1 1L2 0z"/>').strokes[0].colour == colour


def test_style_wins_over_class_and_class_over_attribute() -> None:
    """As in any browser."""
    style = "<style>.a{fill:#00ff00;stroke:none} .b, .c {fill:#0000ff}</style>"
    path = 'd="M0 0L1 1L2 0z"'
    art = svg(
        f'{style}<path class="a" fill="#ff0000" {path}/>'
        f'<path class="a c" {path}/><path class="a" style="fill:#111111" {path}/>'
    )
    assert [s.colour for s in art.strokes] == ["#00ff00", "#0000ff", "#111111"]


def test_fill_and_line_are_drawn_one_upon_the_other() -> None:
    """A shape with both is filled first; the line grows with the transform."""
    art = svg(
        '<path transform="scale(3)" fill="#ffffff" stroke="#000" stroke-width="2" '
        'd="M0 0L1 1L2 0z"/>'
    )
    fill, line = art.strokes
    assert (fill.colour, fill.weight) == ("#ffffff", None)
    assert line.colour == "#000000"
    assert line.weight == pytest.approx(6)


def test_the_rule_of_filling_is_kept() -> None:
    """What has holes by one rule may have none by the other."""
    path = 'd="M0 0L1 1L2 0z"'
    art = svg(f'<path {path}/><path fill-rule="evenodd" {path}/>')
    assert [stroke.nonzero for stroke in art.strokes] == [True, False]


def test_what_draws_nothing_is_passed_over() -> None:
    """Titles, metadata, what a program keeps for itself, hidden shapes and shapes without size."""
    art = svg(
        "<title>Our logo</title><desc>x</desc><metadata>y</metadata>"
        '<p:view xmlns:p="http://example.org/program"/><defs><linearGradient id="g"/></defs>'
        '<path display="none" d="M0 0L1 1L2 0z"/><path style="visibility:hidden" d="M0 0L1 1z"/>'
        '<circle r="0"/><rect width="0" height="3"/><path d=""/><path fill="none" d="M0 0L1 1z"/>'
        '<path d="M0 0L1 1L2 0z"/>'
    )
    assert len(art.strokes) == 1


def bad() -> Iterator[tuple[str, str]]:
    """Yield what is refused, and what the error says."""
    path = 'd="M0 0L1 1L2 0z"'
    yield "<text>Workshop</text>", "element 'text'.*outlines"
    yield '<image href="x.png"/>', "element 'image'.*PNG"
    yield '<use href="#a"/>', "element 'use'.*[Uu]ngroup"
    yield "<foreignObject/>", "foreignObject"
    yield '<script>alert("x")</script>', "'script'"
    yield f'<path fill="url(#g)" {path}/>', "gradients"
    yield f'<path fill="#12345680" {path}/>', "see-through"
    yield f'<path opacity=".5" {path}/>', "see-through"
    yield f'<path style="fill-opacity:0.3" {path}/>', "see-through"
    yield f'<path mask="url(#m)" {path}/>', "mask"
    yield f'<path clip-path="url(#m)" {path}/>', "clip-path"
    yield f'<path filter="url(#m)" {path}/>', "filter"
    yield f'<path stroke="#000" stroke-dasharray="2 2" {path}/>', "dashed"
    yield f'<path fill="no-colour" {path}/>', "'no-colour', which is not known"
    yield f'<path transform="turn(3)" {path}/>', "transform"
    yield f'<path transform="rotate(3" {path}/>', "transform"
    yield f'<path transform="scale(a)" {path}/>', "transform"
    yield '<path d="M0 0 nonsense"/>', ""
    yield '<rect width="wide" height="3"/>', "no number"
    yield f"<style>path {{fill:#000}}</style><path {path}/>", "not for a class"
    yield f"<style>@import 'x'; .a{{fill:#000}}</style><path {path}/>", ""
    yield "", "draws nothing"
    yield "<g>" * 60 + "</g>" * 60, "nested too deep"
    yield f"<path {path}/>" * 2001, "more than 2000 shapes"
    yield '<path d="M0 0L1e300 1e300L1e308 1e308z" transform="scale(1e300)"/>', "too large"


@pytest.mark.parametrize(("body", "said"), list(bad()))
def test_what_would_come_out_otherwise_is_refused(body: str, said: str) -> None:
    """The error says what cannot be drawn, and how to save the file."""
    import re

    with pytest.raises(LayoutError) as caught:
        svg(body)
    assert re.search(said, str(caught.value))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "cannot be read"),
        (b"<svg", "cannot be read"),
        (b"<html/>", "begins with"),
        (b"<svg/>", "begins with"),
        (f"{HEAD}</svg>".encode("utf-16"), "UTF-8"),
        (b'<!DOCTYPE s [<!ENTITY a "aaaa">]>' + HEAD.encode() + b"&a;</svg>", "entities"),
        (HEAD.replace('"0 0 100 50"', '"0 0 100"').encode() + b"</svg>", "viewBox"),
        (HEAD.replace("100 50", "0 50").encode() + b"</svg>", "no size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="4"></svg>', "no size"),
        (b" " * 500_001, "more than 500000"),
    ],
)
def test_no_logo_is_refused(data: bytes, said: str) -> None:
    """What is no SVG file, or a dangerous one, is an error with its reason."""
    with pytest.raises(LayoutError, match=said):
        read_svg(data)


def test_a_document_type_without_entities_is_harmless() -> None:
    """Old drawing programs write one."""
    start = (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">'
    )
    assert svg('<path d="M0 0L1 1L2 0z"/>', start + HEAD).strokes


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text('<>svg/ "=path#0 d{}:;.&!', max_size=120)))
def test_any_bytes_are_a_logo_or_an_error(data: bytes | str) -> None:
    """Nothing but `LayoutError` comes out, whatever goes in."""
    raw = data if isinstance(data, bytes) else f"{HEAD}{data}</svg>".encode()
    with suppress(LayoutError):
        read_svg(raw)
