"""Programs from outside Python that some tests need: a validator, a browser, a database.

Whoever runs the tests as the README says has perhaps none of them, so a test without its program is
skipped, with the reason. `.ci/run` installs them and names them in `SKILLCERT_REQUIRE`, separated
by commas; there a test without its program fails.

    pdfsig = program("pdfsig", install="apt install poppler-utils")
    need("verapdf", present=classpath is not None, install="run tools/verapdf.py once")
"""

from __future__ import annotations

import os
import shutil

import pytest

__all__ = ["REQUIRE", "need", "program"]

REQUIRE = "SKILLCERT_REQUIRE"
"""The variable that names what must be there, separated by commas."""


def _required() -> set[str]:
    return {name.strip() for name in os.environ.get(REQUIRE, "").split(",")} - {""}


def need(name: str, *, present: bool, install: str) -> None:
    """Skip the test unless something is there; fail it where `SKILLCERT_REQUIRE` names that.

    Args:
        name: What the test needs, as the variable names it.
        present: Whether it is there.
        install: How to get it.
    """
    if present:
        return
    if name in _required():
        pytest.fail(f"{name} is not there, and {REQUIRE} names it: {install}", pytrace=False)
    pytest.skip(f"{name} is not there: {install}")


def program(name: str, *others: str, install: str) -> str:
    """Return the path of a program; skip the test, or fail it, without one.

    Args:
        name: The program, which is also the name in `SKILLCERT_REQUIRE`.
        others: What else it may be called.
        install: How to get it.
    """
    found = next(filter(None, map(shutil.which, (name, *others))), None)
    need(name, present=found is not None, install=install)
    return found or ""
