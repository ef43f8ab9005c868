"""Finding somebody or something by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skillcert.cli.finder import Row, fold, found

NAMES = ("Kari Lunde", "Bjørn Åsen", "Łucja Żółć", "Nguyễn Thị Bích Hằng", "Åse Kvam", "Lukas Moe")


def names(typed: str) -> list[str]:
    """Return what is found among the names."""
    return [row.text for row in found([Row(value=name, text=name) for name in NAMES], typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("l", "Łucja Żółć"),
        ("lu", "Lukas Moe"),
        ("KARI", "Kari Lunde"),
        ("lund", "Kari Lunde"),
        ("zol", "Łucja Żółć"),
        ("bich", "Nguyễn Thị Bích Hằng"),
        ("kl", "Kari Lunde"),
        ("å", "Åse Kvam"),
        ("asen", "Bjørn Åsen"),
        ("kari l", "Kari Lunde"),
        ("hang ngu", "Nguyễn Thị Bích Hằng"),
        ("orn", "Bjørn Åsen"),
    ],
)
def test_a_few_letters_find_somebody(typed: str, first: str) -> None:
    """Beginnings of any word find a name, in any case, with or without accents, or initials."""
    if typed == "l":
        assert set(names(typed)[:2]) == {"Lukas Moe", "Łucja Żółć"}
    else:
        assert names(typed)[0] == first


def test_what_is_not_there_is_not_found() -> None:
    """Letters that begin nothing find nothing; one letter does not find whatever holds it."""
    assert names("xq") == []
    assert "Kari Lunde" not in names("r")


def test_nothing_typed_is_the_list_as_it_is() -> None:
    """Before anything is typed the list stands in its own order."""
    assert names("") == names("  ") == list(NAMES)


def test_a_row_may_be_hidden_or_there_always() -> None:
    """Some rows are shown only when searched for; some always, after the others."""
    rows = [
        Row(value=1, text="Finish", always=True),
        Row(value=2, text="Mends tubes"),
        Row(value=3, text="Patch a tube", searched=True),
        Row(value=4, text="Trues wheels", words="spoke"),
    ]
    assert [row.value for row in found(rows, "")] == [2, 4, 1]
    assert [row.value for row in found(rows, "tu")] == [2, 3, 1]
    assert [row.value for row in found(rows, "spo")] == [4, 1]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8), st.text(max_size=4))
def test_finding_only_leaves_out_and_sorts(texts: list[str], typed: str) -> None:
    """Whatever is typed, what is found are rows of the list, each once."""
    rows = [Row(value=i, text=text) for i, text in enumerate(texts)]
    hits = [row.value for row in found(rows, typed)]
    assert len(hits) == len(set(hits))
    assert set(hits) <= set(range(len(texts)))


@given(st.sampled_from(NAMES), st.data())
def test_every_beginning_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    """However much of a name is typed, plain or with its accents, it is among what is found."""
    typed = name[: data.draw(st.integers(1, len(name)))]
    assert name in names(typed)
    assert name in names(fold(typed))
