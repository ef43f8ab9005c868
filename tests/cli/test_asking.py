"""Asking somebody at a keyboard: on a screen that is drawn on, and line after line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from skillcert.cli.asking import Idle, Key
from skillcert.cli.drawing import clip, in_pages, list_lines, width_of, wrap
from skillcert.cli.finder import Row
from skillcert.cli.picker import Picker
from skillcert.cli.plain import Plain
from skillcert.cli.terminal import Terminal
from skillcert.cli.words import command_words

WORDS = command_words("en").screen
ROWS = [
    *(Row(value=name, text=name) for name in ("Kari Lunde", "Jonas Bråten", "Amina Yusuf")),
    Row(value="leave", text="Finish", always=True),
]
LEVELS = [Key(key=str(i), label=f"level {i}") for i in range(1, 5)]
ENTER, ESCAPE, TAB, UP, CTRL_C = "\r", "\x1b", "\t", "\x1b[A", "\x03"


@contextmanager
def terminal(
    *, moment: float = 0, idle: float | None = None
) -> Iterator[tuple[Terminal, PipeInput]]:
    """Yield a terminal and the pipe by which its keys are pressed."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield (
            Terminal(words=WORDS, moment=moment, idle=idle, input=keys, output=DummyOutput()),
            keys,
        )


@pytest.mark.parametrize(
    ("pressed", "chosen"),
    [
        (ENTER, ("Kari Lunde",)),
        ("3", ("Amina Yusuf",)),
        (f"jo{ENTER}", ("Jonas Bråten",)),
        (f"xy\x7f\x7fam{ENTER}", ("Amina Yusuf",)),
        (f" {TAB}{TAB}23{ENTER}", ("Kari Lunde", "Jonas Bråten", "Amina Yusuf")),
        (f"jo{TAB}1{ENTER}", ("Jonas Bråten", "Kari Lunde")),
        (f"{UP}{ENTER}", ("leave",)),
    ],
)
def test_keys_choose_rows(pressed: str, chosen: tuple[str, ...]) -> None:
    """Letters, digits, Tab, Space, Enter and the arrows choose as `Picker` says."""
    with terminal() as (asker, keys):
        keys.send_text(pressed)
        assert asker.pick("Who?", ROWS, several=True) == chosen


def test_escape_goes_back_after_taking_away_what_was_typed() -> None:
    """Escape first empties the search; the next one goes back."""
    with terminal() as (asker, keys):
        keys.send_text(f"jo{ESCAPE}{ENTER}")
        assert asker.pick("Who?", ROWS) == ("Kari Lunde",)
    with terminal() as (asker, keys):
        keys.send_text(ESCAPE)
        assert asker.pick("Who?", ROWS) is None


def test_one_key_is_an_answer_and_others_are_none() -> None:
    """A question of one key takes the keys that it shows, in small letters or capitals."""
    with terminal() as (asker, keys):
        keys.send_text("xy93")
        assert asker.press("How?", LEVELS) == "3"
        keys.send_text("U")
        assert asker.press("Next?", [Key(key="u", label="undo")]) == "u"
        keys.send_text(ENTER)
        assert asker.press("Sign?", [Key(key="enter", label="sign")]) == "enter"
        keys.send_text(ESCAPE)
        assert asker.press("How?", LEVELS) is None


def test_a_sure_answer_is_given_after_the_question_was_seen() -> None:
    """A key that was pressed too early is not taken for an answer to what nobody has read."""
    with terminal(moment=0.05, idle=0.3) as (asker, keys):
        keys.send_text(ENTER)
        with pytest.raises(Idle):
            asker.press("Sign?", [Key(key="enter", label="sign")], sure=True)


def test_what_is_longer_than_the_screen_is_read_before_it_is_answered() -> None:
    """A long text is shown in pages; what answers the question does so beneath the last one."""
    people = "\n".join(f"person {i}" for i in range(70))
    with terminal() as (asker, keys):
        keys.send_text(f"u{ENTER}{ENTER}")
        undo = [Key(key="u", label="undo"), Key(key="enter", label="sign")]
        assert asker.press("Sign?", undo, above=people) == "enter"
        keys.send_text(f" {UP}u{ENTER}u")
        assert asker.press("Sign?", undo, above=people) == "u"
        keys.send_text(ESCAPE)
        assert asker.press("Sign?", undo, above=people) is None


def test_pages_hold_everything_and_tear_nobody_apart() -> None:
    """Every line is on a page; a page ends between two people where it can."""
    text = ["Ada", "  a", "  b", "", "Bo", "  a", "  b", "  c", "", "Cy", "  a"]
    assert in_pages(text, room=11, last=11) == [text]
    assert in_pages(text, room=6, last=4) == [text[:3], text[4:8], text[9:]]
    assert in_pages(["x"] * 9, room=4, last=2) == [["x"] * 4, ["x"] * 4, ["x"]]
    assert in_pages([], room=4, last=2) == [[]]
    assert in_pages(["x"] * 3, room=0, last=-1) == [["x"]] * 3


def test_nobody_there_ends_a_question() -> None:
    """When no key is pressed for a while, every kind of question ends."""
    with terminal(idle=0.05) as (asker, _):
        with pytest.raises(Idle):
            asker.pick("Who?", ROWS)
        with pytest.raises(Idle):
            asker.press("How?", LEVELS)
        with pytest.raises(Idle):
            asker.line("Name")


def test_ctrl_c_is_an_interrupt() -> None:
    """Ctrl-C ends every kind of question as an interrupt."""
    with terminal() as (asker, keys):
        keys.send_text(CTRL_C)
        with pytest.raises(KeyboardInterrupt):
            asker.pick("Who?", ROWS)
        keys.send_text(CTRL_C)
        with pytest.raises(KeyboardInterrupt):
            asker.press("How?", LEVELS, sure=True)
        keys.send_text(CTRL_C)
        with pytest.raises(KeyboardInterrupt):
            asker.line("Name")


def test_a_line_is_checked_and_can_be_gone_back_from() -> None:
    """A line that is not right is not taken; Escape goes back."""
    with terminal() as (asker, keys):
        keys.send_text(f"{ENTER}Åse {ENTER}")
        assert asker.line("Name", check=lambda typed: "" if typed else "needed") == "Åse"
        keys.send_text(ESCAPE)
        assert asker.line("Name") is None


class Lines:
    """Somebody who types lines, and sees what is written."""

    def __init__(self, *typed: str) -> None:
        self._typed = list(typed)
        self.seen: list[str] = []
        self.asker = Plain(words=WORDS, read=self._read, write=self.seen.append)

    def _read(self, prompt: str) -> str:
        self.seen.append(prompt)
        return self._typed.pop(0)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        (["2"], ("Jonas Bråten",)),
        (["1 3"], ("Kari Lunde", "Amina Yusuf")),
        (["1, 3, 1"], ("Kari Lunde", "Amina Yusuf")),
        (["am", "1"], ("Amina Yusuf",)),
        (["7", "4"], ("leave",)),
        (["zz", "", ""], None),
        ([""], None),
    ],
)
def test_lines_choose_rows(typed: Sequence[str], chosen: tuple[str, ...] | None) -> None:
    """Line after line: numbers choose, letters search, an empty line goes back."""
    assert Lines(*typed).asker.pick("Who?", ROWS, several=True) == chosen


def test_a_row_says_everything_to_a_screen_reader() -> None:
    """Every row is a line with its number, text and note, and nothing is drawn over."""
    lines = Lines("1")
    lines.asker.pick("Who?", [Row(value=1, text="Kari Lunde", note="today")], above="Signed.")
    assert lines.seen[:3] == ["Signed.", "Who?", "  1: Kari Lunde, today"]


def test_a_line_answers_a_question_of_one_key() -> None:
    """The key is typed as a line; for Enter the word "yes", since an empty line goes back."""
    assert Lines("9", "3").asker.press("How?", LEVELS) == "3"
    sign = [Key(key="enter", label="sign")]
    assert Lines("yes").asker.press("Sign?", sign, sure=True) == "enter"
    assert Lines("").asker.press("Sign?", sign, sure=True) is None


def test_a_typed_line_is_checked() -> None:
    """A line that is not right is asked for again, with what is wrong."""
    lines = Lines("", "Åse")
    assert lines.asker.line("Name", check=lambda t: "" if t else "Needed.") == "Åse"
    assert "Needed." in lines.seen


@pytest.mark.parametrize("width", [40, 60, 96])
def test_a_list_fits_its_width(width: int) -> None:
    """No line is wider than the terminal; the row with the cursor is shown to its end."""
    text = "Measures the wear of chains and replaces chains and cassettes " * 2
    rows = [Row(value=i, text=f"{i} {text}", note="today") for i in range(3)]
    lines = [line.text for line in list_lines(Picker(rows=rows), width)]
    assert max(map(width_of, lines)) <= width
    whole = " ".join(" ".join(lines).split())
    assert " ".join(rows[0].text.split()) in whole


def test_wide_letters_count_twice() -> None:
    """What takes two columns is counted as two, so that nothing runs over the edge."""
    assert width_of(clip("工作坊的钥匙", 7)) <= 7
    assert list(wrap("ab cd ef", 5)) == ["ab cd", "ef"]
    assert list(wrap("  ab cd", 5)) == ["  ab", "  cd"]
