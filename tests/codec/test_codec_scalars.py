"""Nothing is coerced: each kind of value has one spelling."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any, NewType

import attrs
import pytest

from skillcert import codec
from skillcert.errors import CodecError
from skillcert.model import Digest, Language, Line, Name, Prose, Reference, Sha256, Token

BLANK = Prose("")


class Colour(enum.Enum):
    """A choice."""

    RED = "red"
    ORANGE = "orange"


@attrs.frozen(kw_only=True)
class Everything:
    """One attribute of each type that a record can have."""

    text: str | None = None
    number: int = 0
    truth: bool = False
    day: dt.date | None = None
    colour: Colour = Colour.RED
    token: Token | None = None
    reference: Reference | None = None
    language: Language | None = None
    sha256: Sha256 | None = None
    digest: Digest | None = None
    line: Line | None = None
    name: Name | None = None
    prose: Prose = BLANK
    numbers: tuple[int, ...] = ()
    pair: tuple[Token, int] | None = None
    table: dict[Token, int] = attrs.field(factory=dict)


HEX = "0123456789abcdef" * 4

RIGHT: tuple[tuple[str, object, object], ...] = (
    ("text", "", ""),
    ("text", "3", "3"),
    ("number", 3, 3),
    ("number", -(2**53) + 1, -(2**53) + 1),
    ("truth", True, True),
    ("day", "2024-02-29", dt.date(2024, 2, 29)),
    ("colour", "orange", Colour.ORANGE),
    ("token", "a_1", "a_1"),
    ("reference", "A.b:c-1_2", "A.b:c-1_2"),
    ("language", "sr-Latn-RS", "sr-Latn-RS"),
    ("sha256", HEX, HEX),
    ("digest", f"sha256:{HEX}", f"sha256:{HEX}"),
    ("line", "Åse sa: «hei»", "Åse sa: «hei»"),
    ("line", "x", "x"),
    ("name", "😀", "😀"),
    ("prose", "a\n\n b ", "a\n\n b "),
    ("numbers", [], ()),
    ("numbers", [1, 2], (1, 2)),
    ("pair", ["a", 1], ("a", 1)),
    ("table", {"a": 1}, {"a": 1}),
)

WRONG: tuple[tuple[str, object, str], ...] = (
    ("text", 3, "expected text, found the number 3"),
    ("text", True, "expected text, found true"),
    ("text", [], "expected text, found a list"),
    ("text", "\ud83d", "the text holds half of a surrogate pair, which is no character"),
    ("number", 2**53, "the integer 9007199254740992 is too large to be kept exactly"),
    ("number", -(2**53), "the integer -9007199254740992 is too large to be kept exactly"),
    ("number", "3", "expected a whole number, found the text '3'"),
    ("number", 3.0, "expected a whole number, found the number 3.0"),
    ("number", True, "expected a whole number, found true"),
    ("number", None, "expected a whole number, found null"),
    ("truth", 1, "expected true or false, found the number 1"),
    ("truth", 0, "expected true or false, found the number 0"),
    ("truth", "true", "expected true or false, found the text 'true'"),
    ("truth", None, "expected true or false, found null"),
    ("day", "2025-02-29", "there is no such day: '2025-02-29'"),
    ("day", "0000-01-01", "there is no such day: '0000-01-01'"),
    ("day", "20250612", "expected a date as 2025-06-12, found the text '20250612'"),
    ("day", "2025-W24-4", "expected a date as 2025-06-12, found the text '2025-W24-4'"),
    ("day", "２０２５-06-12", "expected a date as 2025-06-12, found the text '２０２５-06-12'"),
    ("day", "2025-06-12\n", "expected a date as 2025-06-12, found the text '2025-06-12\\n'"),
    ("day", 20250612, "expected a date as 2025-06-12, found the number 20250612"),
    (
        "day",
        dt.date(2025, 6, 12),
        "expected a date as 2025-06-12, found a date (2025-06-12)",
    ),
    ("colour", "RED", "expected one of red, orange, found the text 'RED'"),
    ("colour", 0, "expected one of red, orange, found the number 0"),
    ("colour", ["red"], "expected one of red, orange, found a list"),
    (
        "token",
        "A",
        "expected a key of lower-case letters, digits and underscores, found the text 'A'",
    ),
    (
        "token",
        "å",
        "expected a key of lower-case letters, digits and underscores, found the text 'å'",
    ),
    (
        "token",
        "",
        "expected a key of lower-case letters, digits and underscores, found an empty text",
    ),
    (
        "token",
        "a\n",
        "a space stands at the start or the end of the text 'a\\n'",
    ),
    ("token", "a" * 65, "too long: 65 characters, at most 64"),
    (
        "token",
        7,
        "expected a key of lower-case letters, digits and underscores, found the number 7",
    ),
    ("reference", "a b", "expected an id of letters, digits and . _ : -, found the text 'a b'"),
    ("reference", "-a", "expected an id of letters, digits and . _ : -, found the text '-a'"),
    ("language", "Norsk", "expected a language tag such as nb or en, found the text 'Norsk'"),
    (
        "sha256",
        HEX.upper(),
        f"expected 64 hexadecimal digits in lower case, found the text '{HEX.upper()[:58]}…",
    ),
    ("sha256", "0" * 65, "too long: 65 characters, at most 64"),
    (
        "digest",
        "sha256:0",
        "expected sha256: and 64 hexadecimal digits in lower case, found the text 'sha256:0'",
    ),
    ("line", "", "expected one line of text, found an empty text"),
    ("line", "\u2003", "expected one line of text, found an empty text"),
    ("line", " a", "a space stands at the start or the end of the text ' a'"),
    (
        "line",
        "a\nb",
        "expected one line of text, found the text 'a\\nb'",
    ),
    (
        "line",
        "a\u2028b",
        "expected one line of text, found the text 'a\\u2028b'",
    ),
    (
        "line",
        "a\u00a0",
        "a space stands at the start or the end of the text 'a\\xa0'",
    ),
    ("line", "a" * 501, "too long: 501 characters, at most 500"),
    ("line", "a\udc80b", "the text holds half of a surrogate pair, which is no character"),
    ("name", "n" * 301, "too long: 301 characters, at most 300"),
    (
        "name",
        "a\x00",
        "expected a name on one line, found the text 'a\\x00'",
    ),
    ("prose", "a\tb", "expected text without control characters, found the text 'a\\tb'"),
    ("prose", "a\r\nb", "expected text without control characters, found the text 'a\\r\\nb'"),
    ("prose", "a" * 4_001, "too long: 4,001 characters, at most 4,000"),
    ("numbers", "12", "expected a list, found the text '12'"),
    ("numbers", {"0": 1}, "expected a list, found a table of keys and values"),
    ("numbers", 1, "expected a list, found the number 1"),
    ("pair", ["a"], "expected a list of 2, found a list of 1"),
    ("pair", ["a", 1, 2], "expected a list of 2, found a list of 3"),
    ("table", [["a", 1]], "expected a table of keys and values, found a list"),
)


@pytest.mark.parametrize(("key", "value", "read"), RIGHT)
def test_a_value_of_the_right_kind_is_taken_as_it_is(key: str, value: object, read: object) -> None:
    """A value of the right kind is read, and nothing of it is changed."""
    found = getattr(codec.structure(Everything, {key: value}), key)
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(("key", "value", "message"), WRONG)
def test_a_value_of_another_kind_is_refused(key: str, value: object, message: str) -> None:
    """A value of another kind or form is refused, with what was expected and what was found."""
    with pytest.raises(CodecError) as caught:
        codec.structure(Everything, {key: value})
    assert [(problem.path, problem.what) for problem in caught.value.problems] == [(key, message)]


@pytest.mark.parametrize("tree", [None, [], "{}", 0, True, ""])
def test_a_record_is_a_table(tree: object) -> None:
    """What is no table at all is refused as a whole."""
    with pytest.raises(CodecError, match="expected a table of keys and values, found"):
        codec.structure(Everything, tree)


def test_an_integer_of_thousands_of_digits_is_described() -> None:
    """Python refuses to write such a number out; the message does without."""
    with pytest.raises(CodecError, match="found the number of thousands of digits"):
        codec.structure(Everything, {"text": 10**5000})
    with pytest.raises(CodecError, match="the integer of thousands of digits is too large"):
        codec.structure(Everything, {"number": 10**5000})


class Named(enum.StrEnum):
    """A choice that is a text too."""

    RED = "red"


@pytest.mark.parametrize(
    "kind",
    [
        float,
        complex,
        bytes,
        dt.time,
        set[int],
        list[int],
        tuple,
        Any,
        object,
        Named,
        int | str,
        float | None,
        tuple[float, ...],
        tuple[Token, float],
        dict[Token, float],
        NewType("Unknown", str),
    ],
    ids=str,
)
def test_a_class_with_a_type_that_would_be_coerced_is_its_authors_fault(kind: Any) -> None:
    """A record can have no float, because 3.0 is 3 in canonical bytes, and nothing unforeseen."""
    cls = attrs.make_class("Wrong", {"value": attrs.field(type=kind)}, frozen=True)
    with pytest.raises(TypeError, match=r"Wrong\.value: a record has no attribute of the type"):
        codec.structure(cls, {"value": 1})


@attrs.frozen
class Meeting:
    """A record with a moment."""

    at: dt.datetime


def test_a_moment() -> None:
    """A moment is written in UTC, in whole seconds, in one way."""
    moment = dt.datetime(2025, 6, 12, 9, 30, tzinfo=dt.UTC)
    assert codec.canonical(Meeting(moment)) == b'{"at":"2025-06-12T09:30:00Z"}'
    assert codec.structure(Meeting, {"at": "2025-06-12T09:30:00Z"}) == Meeting(moment)


@pytest.mark.parametrize(
    "value",
    [
        "2025-06-12",
        "2025-06-12T09:30:00",
        "2025-06-12T09:30:00+00:00",
        "2025-06-12T09:30:00.5Z",
        "2025-06-12t09:30:00z",
        "2025-02-30T09:30:00Z",
        "2025-06-12T25:30:00Z",
        1749720600,
        None,
    ],
)
def test_other_moments(value: Any) -> None:
    """Another zone, parts of seconds, or no such moment is refused."""
    with pytest.raises(CodecError) as caught:
        codec.structure(Meeting, {"at": value})
    (problem,) = caught.value.problems
    assert problem.path == "at"
    assert "moment" in problem.what


@pytest.mark.parametrize(
    "moment",
    [
        dt.datetime(2025, 6, 12, 9, 30),  # noqa: DTZ001 - a moment without a zone is what is tried
        dt.datetime(2025, 6, 12, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        dt.datetime(2025, 6, 12, 9, 30, 0, 5, tzinfo=dt.UTC),
    ],
)
def test_moments_that_have_no_form(moment: dt.datetime) -> None:
    """A moment in no zone or another, or with parts of seconds, is not written."""
    with pytest.raises(CodecError, match="no canonical form"):
        codec.canonical(Meeting(moment))
