"""Leaving in the middle of a round: what was confirmed is signed, and nothing else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from skillcert.ledger import Ledger

from .test_ledger_commands import PASSPHRASE, Book, made
from .window import CTRL_C, ENTER, Window, opened

__all__ = ["made"]  # the fixture

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals"),
    pytest.mark.timeout(300),
]

ROUND = (
    ("Passphrase of Kari Lunde:", f"{PASSPHRASE}{ENTER}"),
    ("Who did you see working today?", "1"),
    ("Which workshop?", "1"),
    ("What did Amina Yusuf do today?", "4"),
    ("Which task was it?", "1"),
    ("How did Amina Yusuf do this today?", "2"),
    ("Sign this? Enter sign", ENTER),
)
"""What is asked, from unlocking to the signature, and the answer."""


def answered(window: Window, count: int) -> None:
    """Answer the first questions of the round."""
    for question, keys in ROUND[:count]:
        window.see_now(question)
        window.press(*keys)


def size(path: Path) -> int:
    """Return how many entries a ledger has, all of them sound."""
    with Ledger.open(f"sqlite:///{path}") as ledger:
        (site,) = ledger.check().sites
        assert ledger.check().sound
    return site.size


@pytest.mark.parametrize("count", range(len(ROUND)))
def test_ctrl_c_at_a_question_signs_nothing(made: Path, tmp_path: Path, count: int) -> None:
    """Whichever question stands there, Ctrl-C leaves, says so in a line, and nothing is written."""
    folder = shutil.copytree(made, tmp_path / "book")
    before = size(folder / "book.db")
    arguments = ("sign", "--ledger", "book.db", "--key", "kari", "--language", "en")
    with opened(*arguments, folder=folder) as window:
        answered(window, count)
        window.see_now(ROUND[count][0])
        window.press(CTRL_C)
        assert window.end() == 130
        assert "Traceback" not in window.text
        assert "Nothing" in window.text
    assert size(folder / "book.db") == before


def test_ctrl_c_after_the_signature_keeps_it(made: Path, tmp_path: Path) -> None:
    """What was confirmed is signed, though the program is left in a hurry.

    It took six keys from unlocking, of somebody whose workshop had to be asked for, too.
    """
    folder = shutil.copytree(made, tmp_path / "book")
    before = size(folder / "book.db")
    arguments = ("sign", "--ledger", "book.db", "--key", "kari", "--language", "en")
    with opened(*arguments, folder=folder) as window:
        answered(window, len(ROUND))
        assert window.pressed - len(ROUND[0][1]) == 6
        window.see_now("Signed: 1 skill.", "take back what was just signed")
        window.press(CTRL_C)
        assert window.end() == 130
        assert "Locked. 1 skill was signed, and it is kept." in window.text
    assert size(folder / "book.db") == before + 2


def test_a_supervisor_who_is_retired_at_the_desk(made: Path, tmp_path: Path) -> None:
    """Whoever may sign no more when Enter is pressed signs nothing, and is told so in one line."""
    folder = shutil.copytree(made, tmp_path / "book")
    arguments = ("sign", "--ledger", "book.db", "--key", "kari", "--language", "en")
    with opened(*arguments, folder=folder) as window:
        answered(window, len(ROUND) - 1)
        window.see_now(ROUND[-1][0])
        assert Book(folder).run("supervisor", "retire", "kari", "--yes").exit_code == 0
        before = size(folder / "book.db")
        window.press(ENTER)
        assert window.end() == 3
        assert "Locked. Nothing was signed." in window.text
        assert "Amina" not in "".join(window.shown)
        assert window.text.count("skillcert: ") == 1
    assert size(folder / "book.db") == before
