"""A list that is chosen from key by key."""

from __future__ import annotations

import pytest

from skillcert.cli.finder import Row
from skillcert.cli.picker import Picker

LEAVE = "leave"


def picker(count: int = 12, *, several: bool = True, leave: bool = True) -> Picker[str]:
    """Return a list of *count* people, P0 and so on, and a row that is always there."""
    rows = [Row(value=f"P{i}", text=f"P{i} {'abcdefghijklmnopqrst'[i]}") for i in range(count)]
    rows += [Row(value=LEAVE, text="Finish", always=True)] if leave else []
    return Picker(rows=rows, several=several)


def test_enter_chooses_the_first() -> None:
    """Enter alone chooses the first row."""
    assert picker().enter() == ("P0",)


def test_a_digit_chooses_a_row_of_the_page() -> None:
    """A digit chooses the row it stands at, also on a later page; others choose nothing."""
    one = picker()
    assert one.digit(3) == ("P2",)
    one.turn(1)
    assert one.digit(3) == ("P11",)
    assert one.digit(4) is None


def test_letters_search_and_back_takes_them_away() -> None:
    """What is typed narrows the list; going back first empties what was typed."""
    one = picker()
    one.type("c")
    assert one.enter() == ("P2",)
    assert not one.back()
    assert one.typed == ""
    assert one.back()


def test_enter_on_nothing_found_chooses_nothing() -> None:
    """When nothing is found, Enter does not choose a row that is always there."""
    one = picker()
    one.type("zzz")
    assert one.enter() is None
    one.move(1)
    assert one.enter() == (LEAVE,)


def test_several_are_taken_by_search_and_digits() -> None:
    """Tab takes along what was searched for and empties the search; then digits take along too."""
    one = picker()
    one.type("e")
    one.take()
    assert one.typed == ""
    assert one.digit(1) is None
    assert one.digit(2) is None
    assert one.enter() == ("P4", "P0", "P1")


def test_taking_twice_puts_back() -> None:
    """What is taken along can be put back; with nothing taken, Enter chooses the cursor's row."""
    one = picker()
    one.take()
    one.take()
    one.move(1)
    assert one.enter() == ("P1",)


def test_one_is_one() -> None:
    """Where one is to be chosen, nothing is taken along."""
    one = picker(several=False)
    one.take()
    assert one.taken == []
    assert one.digit(2) == ("P1",)


def test_leaving_is_never_taken_along() -> None:
    """A row that is always there is chosen alone, whatever is taken along."""
    one = picker()
    one.take()
    one.move(-1)
    one.take()
    assert one.enter() == (LEAVE,)


@pytest.mark.parametrize(("moves", "at"), [(-1, LEAVE), (1, "P1"), (12, LEAVE), (13, "P0")])
def test_the_cursor_goes_around(moves: int, at: str) -> None:
    """The arrows go around the ends of the list."""
    one = picker()
    for _ in range(abs(moves)):
        one.move(1 if moves > 0 else -1)
    assert one.enter() == (at,)


def test_the_page_follows_the_cursor() -> None:
    """The cursor is always on the page that is shown, and the rest is counted."""
    one = picker()
    for _ in range(10):
        one.move(1)
    assert [row.value for row in one.page] == ["P9", "P10", "P11"]
    assert (one.above, one.below) == (9, 0)
    one.turn(-1)
    assert (one.above, one.below, one.enter()) == (0, 3, ("P0",))


def test_an_empty_list_offers_what_is_always_there() -> None:
    """With nobody on the list, Enter takes what is always there; with nothing there, nothing."""
    assert picker(0).enter() == (LEAVE,)
    assert picker(0, leave=False).enter() is None
