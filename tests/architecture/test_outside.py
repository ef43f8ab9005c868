"""Tests that need a program from outside are left out, or fail, but are never quietly green."""

from __future__ import annotations

import sys

import pytest

from ..outside import REQUIRE, need, program


@pytest.fixture(autouse=True)
def _nothing_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(REQUIRE, raising=False)


def test_a_program_that_is_there_is_found() -> None:
    """The path of the first name that is found is returned."""
    assert program("no-such-program", sys.executable, install="x") == sys.executable


def test_without_the_program_the_test_is_skipped_with_the_reason() -> None:
    """The reason says what is missing and how to get it."""
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not there: apt install it"):
        program("no-such-program", install="apt install it")


def test_a_program_that_is_required_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the variable names it, it must be there."""
    monkeypatch.setenv(REQUIRE, "pdfsig, no-such-program")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not there"):
        program("no-such-program", install="apt install it")


def test_what_is_required_says_nothing_of_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that the variable does not name is skipped as ever."""
    monkeypatch.setenv(REQUIRE, "pdfsig")
    with pytest.raises(pytest.skip.Exception):
        need("chromium", present=False, install="apt install chromium")
