"""How a new workshop may be called, and what is suggested instead."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skillcert.errors import SkillcertError
from skillcert.scaffold import workshop_files

SUGGESTED = re.compile(r"Did you mean (\w+)\?")


def refusal(name: str) -> str:
    """Return why *name* is refused."""
    with pytest.raises(SkillcertError) as caught:
        workshop_files(name)
    return str(caught.value)


@pytest.mark.parametrize("name", ["laundry", "l", "print_3d", "waste_and_street_care", "x" * 40])
def test_a_key_of_the_records_is_a_name(name: str) -> None:
    """Lower-case letters, digits and single underscores after a letter are a name."""
    assert workshop_files(name)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("bike-repair", "bike_repair"),
        ("Laundry", "laundry"),
        ("BikeRepair", "bike_repair"),
        ("Vaskeri Øst", "vaskeri_oest"),
        ("Blåbær", "blaabaer"),
        ("Bla\u030ab\u00e6r", "blaabaer"),
        ("Żółw", "zolw"),
        ("laundry_", "laundry"),
        ("laundry__two", "laundry_two"),
        ("3d-print", "workshop_3d_print"),
        ("skillcert-laundry", "laundry"),
        ("skillcert_laundry", "laundry"),
        ("x" * 41, "x" * 40),
    ],
)
def test_another_form_gets_a_suggestion(name: str, near: str) -> None:
    """Hyphens, capitals, other letters and too great a length: the nearest name is suggested."""
    assert refusal(name).endswith(f"Did you mean {near}?")


@pytest.mark.parametrize("name", ["", " ", "-", "洗濯", "laundry\n"])
def test_every_refusal_says_what_a_name_is(name: str) -> None:
    """A name that resembles none is refused all the same with what a name is, on one line."""
    message = refusal(name)
    assert "lower-case letters a-z" in message
    assert "\n" not in message
    assert "laundry" in message


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("class", "word of Python"),
        ("import", "word of Python"),
        ("con", "device on Windows"),
        ("lpt1", "device on Windows"),
        ("rubrics", "for skillcert itself"),
        ("fonts_greek", "for skillcert itself"),
        ("shared", "for skillcert itself"),
    ],
)
def test_names_that_mean_something_else_are_refused(name: str, reason: str) -> None:
    """A word of Python, a file that Windows cannot have and skillcert's own names are no names."""
    message = refusal(name)
    assert reason in message
    assert f"Did you mean workshop_{name}?" in message


@settings(deadline=None)  # The first call reads the templates.
@given(st.text(max_size=60))
def test_what_is_suggested_is_a_name(name: str) -> None:
    """Whatever is typed either is a name or is refused, and what is suggested then is a name."""
    try:
        workshop_files(name)
    except SkillcertError as error:
        if near := SUGGESTED.search(str(error)):
            assert workshop_files(near[1])


@pytest.mark.parametrize(
    "title", ["Laundry.", "The  laundry", "Laun\ndry", " Laundry", "Laun\udcffdry", "x" * 501]
)
def test_a_title_is_a_line_of_the_rubric(title: str) -> None:
    """A title that the rubric's own checks would refuse is refused at once, on one line."""
    with pytest.raises(SkillcertError, match="title") as caught:
        workshop_files("laundry", title=title)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("languages", [(), ("sv",), ("en", "xx")])
def test_a_language_that_the_library_does_not_speak(languages: tuple[str, ...]) -> None:
    """No language, or one without words of the library's own, is refused."""
    with pytest.raises(SkillcertError, match=r"one language|no kit"):
        workshop_files("laundry", languages=languages)
