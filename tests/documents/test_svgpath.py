"""Reading SVG path data, compared with what fontTools reads in it."""

from __future__ import annotations

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import strategies as st

from skillcert import Programme
from skillcert.documents.svgpath import read_path
from skillcert.errors import LayoutError

NUMBERS = st.integers(-900, 900).map(lambda n: f"{n / 100:g}")
RADII = st.integers(50, 900).map(lambda n: f"{n / 100:g}")
FLAGS = st.sampled_from("01")
COUNTS = {"L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2}


@st.composite
def paths(draw: st.DrawFn) -> str:
    """Return path data of a few commands."""
    parts = [f"M{draw(NUMBERS)} {draw(NUMBERS)}"]
    for _ in range(draw(st.integers(1, 6))):
        letter = draw(st.sampled_from("LHVCSQTAlhvcsqta"))
        if letter in "Aa":
            radii = f"{draw(RADII)} {draw(RADII)} {draw(NUMBERS)}"
            ends = f"{draw(FLAGS)}{draw(FLAGS)}{draw(NUMBERS)},{draw(NUMBERS)}"
            parts.append(f"{letter}{radii} {ends}")
        else:
            numbers = " ".join(draw(NUMBERS) for _ in range(COUNTS[letter.upper()]))
            parts.append(f"{letter}{numbers}")
    return "".join(parts) + draw(st.sampled_from(["", "Z", "zm1 1l2 2"]))


def _expected(path: str) -> list[tuple[str, list[float]]]:
    """Return the operators and places of a path as fontTools has them, all curves as cubic ones."""
    pen = RecordingPen()
    parse_path(path, pen)
    found: list[tuple[str, list[float]]] = []
    here = (0.0, 0.0)
    for operator, points in pen.value:
        if operator == "qCurveTo":
            control, end = points
            bent = [
                [a + 2 / 3 * (c - a) for a, c in zip(edge, control, strict=True)]
                for edge in (here, end)
            ]
            found.append(("c", [*bent[0], *bent[1], *end]))
        elif operator != "endPath":
            name = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h"}[operator]
            found.append((name, [n for point in points for n in point]))
        here = points[-1] if points else here
    return found


def _without_way_back(path: list[tuple[str, list[float]]]) -> list[tuple[str, list[float]]]:
    """Leave out lines back to where a shape began, just before its end draws them anyway."""
    start: list[float] = []
    kept: list[tuple[str, list[float]]] = []
    for operator, numbers in path:
        if operator == "m":
            start = numbers
        while (
            operator == "h" and kept and kept[-1][0] == "l" and kept[-1][1] == pytest.approx(start)
        ):
            kept.pop()
        kept.append((operator, numbers))
    return kept


def _agree(path: str) -> None:
    read = [(name, [n for point in points for n in point]) for name, points in read_path(path)]
    found, expected = _without_way_back(read), _without_way_back(_expected(path))
    assert [operator for operator, _ in found] == [operator for operator, _ in expected]
    for (_, ours), (_, theirs) in zip(found, expected, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-3)


@given(paths())
def test_paths_mean_what_they_mean_elsewhere(path: str) -> None:
    """Every command, in both its forms, leads where another reader of SVG takes it."""
    _agree(path)


def test_the_signs_of_the_workshops_are_drawn_as_they_were() -> None:
    """All pictograms of the workshops are read the same by both."""
    workshops = Programme.installed().registry.workshops()
    signs = [path for workshop in workshops for path in workshop.pictogram.paths]
    assert len(signs) > 5
    for path in signs:
        _agree(path)


def test_numbers_need_no_space_between_them() -> None:
    """Signs, points, exponents and the flags of an arc part numbers too."""
    assert read_path("M1-2.5.5,1e1L0 0") == read_path("M 1 -2.5 L .5 10 L 0 0")
    assert read_path("M0 0a1 1 0 01.5.5") == read_path("M0 0 a 1 1 0 0 1 0.5 0.5")


def test_an_arc_to_where_one_is_draws_nothing() -> None:
    """SVG 1.1, F.6.2: such an arc is left out, and one without radius is a line."""
    assert read_path("M3 4A1 1 0 0 1 3 4") == (("m", ((3.0, 4.0),)),)
    assert read_path("M3 4A0 1 0 0 1 5 6") == (("m", ((3.0, 4.0),)), ("l", ((5.0, 6.0),)))


@pytest.mark.parametrize("path", ["L1 1", "M1", "M1 2 L3", "M0 0 X1", "M0 0 1e", "M0 0Z1", "10 10"])
def test_what_is_no_path_is_an_error(path: str) -> None:
    """A sign is drawn whole or not at all."""
    with pytest.raises(LayoutError, match="path breaks off"):
        read_path(path)


def test_nothing_is_a_path() -> None:
    """Empty data draws nothing."""
    assert read_path("  ") == ()
