"""tomllib's faults in words for people who know no TOML."""

from __future__ import annotations

import tomllib

import pytest

from skillcert import codec
from skillcert.codec.toml_words import explain_toml
from skillcert.errors import CodecError

CASES = (
    (b"a", "line 1, at the end", "a key without = and a value"),
    (b"a b = 1", "line 1, column 3", "a key without = and a value"),
    (b'a = "b" c = "d"', "line 1, column 9", "something is left over at the end of the line"),
    (b'a = "b', "line 1, at the end", "a text has no closing quotation mark"),
    (b'a = "b\nc = "d"', "line 1, column 7", "a text has no closing quotation mark"),
    (b'a = """b', "line 1, at the end", "a text has no closing quotation mark"),
    (b"a = 'b", "line 1, at the end", "a text has no closing quotation mark"),
    (b"a = '''b", "line 1, at the end", "a text has no closing quotation mark"),
    (b'a = "\x07"', "line 1, column 6", "a control character"),
    (b"# \x07", "line 1, column 3", "a control character"),
    (b'a = "C:\\Windows"', "line 1, column 10", "a single \\ in a text"),
    (b'a = ["b" "c"]', "line 1, column 10", "a list has no comma or no closing ]"),
    (b'a = ["b"', "line 1, at the end", "a list has no comma or no closing ]"),
    (b"a = { b = 1 c = 2 }", "line 1, column 13", "a table in braces has no comma or no closing }"),
    (b"a = ja", "line 1, column 5", "neither a text nor a number stands here"),
    (b"a = ", "line 1, at the end", "neither a text nor a number stands here"),
    (
        b"a = \xe2\x80\x9cb\xe2\x80\x9d",
        "line 1, column 5",
        "neither a text nor a number stands here",
    ),
    (b"a = 1\na = 2\n", "line 2, column 6", "the key stands twice"),
    (b"a = { b = 1, b = 2 }", "line 1, column 19", "the key stands twice"),
    (b"[a]\n[a]", "line 2, column 3", "the heading [a] stands twice"),
    (b"[a.b]\n[a.b]", "line 2, column 5", "the heading [a.b] stands twice"),
    (b"a = []\n[[a]]", "line 2, column 4", "the table was written before in another way"),
    (b"[a.b]\n[a]\nb.c = 1\n", "line 3, column 8", "the table was written before in another way"),
    (b"= 1", "line 1, column 1", "neither a key nor a [heading] stands here"),
    (b"a. = 1", "line 1, column 4", "no key stands here"),
    (b"[\xc3\xa6]", "line 1, column 2", "no key stands here"),
    (b"[a", "line 1, at the end", "a [heading] is not closed"),
    (b"[[a]", "line 1, column 4", "a [heading] is not closed"),
    (b'a = "\\u00"', "line 1, column 8", "a \\ with u or x in a text that stands for no character"),
    (b"a = 2025-02-30", "line 1, column 5", "there is no such day or time"),
)


@pytest.mark.parametrize(("data", "place", "what"), CASES)
def test_every_fault_has_plain_words(data: bytes, place: str, what: str) -> None:
    """A fault of the notation is told with its place, and in words that need no TOML."""
    with pytest.raises(CodecError) as caught:
        codec.parse_toml(data)
    (problem,) = caught.value.problems
    assert (problem.path, problem.what) == (place, f"cannot be read as TOML: {what}")
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(data.decode())


def test_a_fault_without_words_here_is_passed_on() -> None:
    """What a later tomllib says is passed on, on one line of bounded length."""
    assert explain_toml("Something\nnew (at line 1, column 2)", "") == (
        "line 1, column 2",
        "something new",
        "",
    )
    assert len(explain_toml("x" * 1000, "")[1]) == 200
