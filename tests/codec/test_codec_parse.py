"""What is refused before there is a tree, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from skillcert import codec
from skillcert.errors import CodecError, Problem

DEEP = 100_000
LARGEST = 2**53 - 1
Parse = Callable[[bytes], Any]


def json_problems(data: bytes) -> tuple[Problem, ...]:
    """Return why *data* is refused as JSON."""
    with pytest.raises(CodecError) as caught:
        codec.parse_json(data, source="a.json")
    return caught.value.problems


def toml_problems(data: bytes) -> tuple[Problem, ...]:
    """Return why *data* is refused as TOML."""
    with pytest.raises(CodecError) as caught:
        codec.parse_toml(data, source="a.toml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("data", "path", "key"),
    [
        (b'{"a": 1, "a": 1}', "", "'a'"),
        (b'{"a": {"b": [0, {"c": 1, "c": 2}]}}', "a.b[1]", "'c'"),
        (b'{"\\u0061": 1, "a": 2}', "", "'a'"),
        (b'[{"": 1, "": 2}]', "[0]", "''"),
    ],
)
def test_a_json_key_stands_once(data: bytes, path: str, key: str) -> None:
    """A key that stands twice in one object is refused at any depth, however it is spelt."""
    (problem,) = json_problems(data)
    assert (problem.file, problem.path) == ("a.json", path)
    assert problem.what == f"the key {key} stands more than once"


def test_each_key_that_stands_twice_is_told_once() -> None:
    """A key that stands three times is one fault; two keys that stand twice are two."""
    problems = json_problems(b'{"a":1,"b":1,"a":2,"b":2,"a":3,"x":{"c":1,"c":1}}')
    assert [(p.path, p.what) for p in problems] == [
        ("", "the key 'a' stands more than once"),
        ("", "the key 'b' stands more than once"),
        ("x", "the key 'c' stands more than once"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"a = 1\na = 2",
        b"[a]\nb = 1\n[a]\nc = 2",
        b"a = { b = 1, b = 2 }",
        b"[a]\n[a.b]\nc = 1\n[a.b]\nc = 2",
        b"a.b = 1\na.b = 2",
    ],
)
def test_a_toml_key_stands_once(data: bytes) -> None:
    """TOML itself refuses a key or a heading that stands twice; the message says so."""
    (problem,) = toml_problems(data)
    assert "stands twice" in problem.what
    assert problem.path.startswith("line ")


@pytest.mark.parametrize("spelt", [b"NaN", b"Infinity", b"-Infinity", b"1e309", b"-1e999"])
def test_json_numbers_are_finite(spelt: bytes) -> None:
    """A number that no double can hold, and what is no number, is refused with its path."""
    (problem,) = json_problems(b'{"a": [0, ' + spelt + b"]}")
    assert problem.path == "a[1]"
    assert problem.what == "the number is not finite or too large to be kept exactly"


@pytest.mark.parametrize("spelt", [b"nan", b"+nan", b"inf", b"-inf", b"1e309"])
def test_toml_numbers_are_finite(spelt: bytes) -> None:
    """TOML spells infinities and NaN; no record has them."""
    (problem,) = toml_problems(b"a = [0, " + spelt + b"]")
    assert problem.path == "a[1]"
    assert problem.what == "the number is not finite or too large to be kept exactly"


@pytest.mark.parametrize(
    ("parse", "text"), [(codec.parse_json, '{"a": %d}'), (codec.parse_toml, "a = %d")]
)
@pytest.mark.parametrize("number", [LARGEST, -LARGEST, 0])
def test_integers_up_to_the_limit_are_kept(parse: Parse, text: str, number: int) -> None:
    """The largest integers that every reader keeps exactly are read."""
    assert parse((text % number).encode()) == {"a": number}


@pytest.mark.parametrize(
    "number", [LARGEST + 1, -LARGEST - 1, 10**17, -(10**17), 10**30, 10**1_900]
)
@pytest.mark.parametrize(
    ("refuse", "text"), [(json_problems, '{"a": %d}'), (toml_problems, "a = %d")]
)
def test_integers_beyond_the_limit_are_refused(
    refuse: Callable[[bytes], tuple[Problem, ...]], text: str, number: int
) -> None:
    """An integer beyond 2**53 - 1 would be another one in another reader."""
    (problem,) = refuse((text % number).encode())
    assert problem.path == "a"
    assert problem.what.endswith("too large to be kept exactly")
    assert len(problem.what) < 120


def test_an_integer_of_a_million_digits_is_refused() -> None:
    """Python's own limit on digits does not come out as another error."""
    (problem,) = json_problems(b"[" + b"9" * 1_000_000 + b"]")
    assert problem.path == "[0]"


@pytest.mark.parametrize(
    ("data", "path", "what"),
    [
        (b'["\\ud83d"]', "[0]", "the text holds half of a surrogate pair, which is no character"),
        (
            b'["\\ude00\\ud83d"]',
            "[0]",
            "the text holds half of a surrogate pair, which is no character",
        ),
        (
            b'{"a": {"\\udc00": 1}}',
            "a",
            "the key '\\udc00' holds half of a surrogate pair, which is no character",
        ),
    ],
)
def test_half_a_character_is_refused(data: bytes, path: str, what: str) -> None:
    """A lone surrogate, in a value or a key, is refused; its message can be printed anywhere."""
    (problem,) = json_problems(data)
    assert (problem.path, problem.what) == (path, what)
    str(problem).encode("utf-8")


def test_a_whole_character_may_be_spelt_in_two_halves() -> None:
    """A pair of surrogate escapes is a character and is read as one."""
    assert codec.parse_json(b'["\\ud83d\\ude00"]') == ["😀"]


def test_a_surrogate_in_toml_is_refused() -> None:
    """TOML forbids the escape; the message says what is wrong with it."""
    (problem,) = toml_problems(b'a = "\\ud83d"')
    assert problem.path == "line 1, column 12"
    assert "stands for no character" in problem.what


@pytest.mark.parametrize(
    "data",
    [
        b"[" * DEEP,
        b"[" * DEEP + b"]" * DEEP,
        b'{"a":' * DEEP + b"1" + b"}" * DEEP,
        b'[{"a":' * DEEP + b"1" + b"}]" * DEEP,
        b'{"]": "]]]]", "a":' * DEEP,
    ],
    ids=["open", "list", "object", "mixed", "brackets in texts"],
)
def test_deep_json_is_refused(data: bytes) -> None:
    """Data nested deeper than any record is refused before it reaches the parser."""
    (problem,) = json_problems(data)
    assert problem.what == "nested too deep: at most 64 levels are read"
    assert problem.path == "line 1"


def test_json_may_be_nested_as_deep_as_the_limit_says() -> None:
    """64 levels are read, 65 are not."""
    codec.parse_json(b"[" * 64 + b"]" * 64)
    json_problems(b"[" * 65 + b"]" * 65)


def test_brackets_in_texts_do_not_count() -> None:
    """A text may hold as many brackets and escaped quotation marks as it likes."""
    text = '[{"' * 100 + "\\" * 3
    assert codec.parse_json(codec.canonical([text, text])) == [text, text]


@pytest.mark.parametrize(
    "data",
    [
        b"a = " + b"[" * DEEP,
        b"a = " + b"[\n" * DEEP + b"]\n" * DEEP,
        b"a = " + b"{ a = " * DEEP + b"1" + b" }" * DEEP,
        b"a = " + b"[\n{ a = " * DEEP + b"1" + b" }\n]" * DEEP,
        b"a = " + b"{ a = " * 300 + b"1" + b" }" * 300,
        b'a = ["""a"""",\n' + b"[[\n" * 1_000,
    ],
    ids=["open", "list", "table", "mixed", "table on one line", "after four quotation marks"],
)
def test_deep_toml_is_refused(data: bytes) -> None:
    """Lists and tables in tables are refused by their depth, or by their line's length."""
    (problem,) = toml_problems(data)
    assert problem.what.startswith(("nested too deep", "the line is too long", "too large"))


@pytest.mark.parametrize(
    "data",
    [
        b".".join([b"a"] * 50_000) + b" = 1",
        b"[" + b".".join([b"a"] * 50_000) + b"]",
        b"x = { " + b".".join([b"a"] * 50_000) + b" = 1 }",
        b"\n".join([b"a" + b"." * 1_990] * 50),
    ],
    ids=["key", "heading", "in braces", "fifty lines"],
)
def test_a_long_dotted_key_is_refused(data: bytes) -> None:
    """A dotted key of 100 KB, which would keep tomllib busy for minutes, is refused at once."""
    (problem,) = toml_problems(data)
    assert problem.what.startswith(("the line is too long", "the key has"))
    assert problem.path == "line 1"


@pytest.mark.parametrize(
    "data",
    [
        b"a.b.c.d.e.f.g.h.i = 1",
        b"[a.b.c.d.e.f.g.h.i]",
        b"a.\"b.b\".c . d.e.f.'g'.h.i = 1",
        b"x = { a.b.c.d.e.f.g.h.i = 1 }",
        b"x = [\n { a.b.c.d.e.f.g.h.i = 1 } ]",
    ],
)
def test_a_key_has_at_most_eight_parts(data: bytes) -> None:
    """The limit holds wherever a key can stand; a dot in quotation marks is no part."""
    (problem,) = toml_problems(data)
    assert problem.what == "the key has 9 parts, at most 8 are read"


def test_dots_that_are_no_key_are_read() -> None:
    """Numbers, texts and comments may have dots."""
    data = b"# a.b.c.d.e.f.g.h.i.j\na = [1.5, 2.5, 3.5, 4.5, 5.5,\n 6.5, 7.5, 8.5, 9.5, 10.5]\n"
    data += b'b = "a.b.c.d.e.f.g.h.i.j" # a.b.c.d.e.f.g.h.i\nc = """\na.b.c.d.e.f.g.h.i.j\n"""\n'
    assert codec.parse_toml(data)["b"] == "a.b.c.d.e.f.g.h.i.j"


@pytest.mark.parametrize(
    ("data", "refuse"),
    [
        (b'"' + b'\\"' * 500_000, json_problems),
        (b'"' + b"\\" * 500_001, json_problems),
        (b'a = """\n' + (b'\\"""' * 400 + b"\n") * 250, toml_problems),
        (b"a = '''\n" + (b"''a" * 600 + b"\n") * 200, toml_problems),
        ((b"a" * 1_990 + b"\n") * 250, toml_problems),
        ((b" " * 1_990 + b"\n") * 250 + b"=", toml_problems),
    ],
    ids=["escapes", "backslashes", "quotation marks", "apostrophes", "letters", "spaces"],
)
def test_what_is_hard_to_scan_is_refused(
    data: bytes, refuse: Callable[[bytes], tuple[Problem, ...]]
) -> None:
    """The scans before the parser take time in proportion to the data, whatever stands in it."""
    assert len(refuse(data)) == 1


@pytest.mark.parametrize(
    ("data", "refuse", "size"),
    [
        (b" " * (8 * 2**20 + 1), json_problems, "8,388,609 bytes, at most 8,388,608"),
        (b"\n" * (2**19 + 1), toml_problems, "524,289 bytes, at most 524,288"),
    ],
)
def test_a_large_file_is_refused(
    data: bytes, refuse: Callable[[bytes], tuple[Problem, ...]], size: str
) -> None:
    """A file beyond the limit is refused before it is decoded; the message says both sizes."""
    (problem,) = refuse(data)
    assert problem.what == f"too large: {size} are read"


def test_a_long_line_of_toml_is_refused() -> None:
    """A line of 2,000 characters is read, one of 2,001 is not."""
    assert codec.parse_toml(b"#" * 2_000) == {}
    (problem,) = toml_problems(b"\n\n" + b"#" * 2_001)
    assert problem.path == "line 3"
    assert problem.what == "the line is too long: 2,001 characters, at most 2,000 are read"


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_windows_line_ends_are_read(newline: bytes, mark: bytes) -> None:
    """Windows editors write both; neither reaches the record."""
    assert codec.parse_json(mark + newline.join([b"{", b'"a": "b"', b"}"])) == {"a": "b"}
    toml = mark + newline.join([b'a = "b"', b'c = """', b"d", b'e"""', b""])
    assert codec.parse_toml(toml) == {"a": "b", "c": "d\ne"}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xff\xfe{\x00}\x00", 1),
        ("{}".encode("utf-16"), 1),
        (b"\n\n\xe6", 3),
        (b"\xef\xbb\xbf\n\n\xe6", 3),
        (b"\xef\xbb\xbf\n\xed\xa0\x80", 2),
        (b"\xc0\xaf", 1),
    ],
    ids=["bytes", "utf-16", "latin-1", "after a mark", "surrogate", "overlong"],
)
@pytest.mark.parametrize("refuse", [json_problems, toml_problems])
def test_another_encoding_is_refused(
    refuse: Callable[[bytes], tuple[Problem, ...]], data: bytes, line: int
) -> None:
    """What is not UTF-8 is refused, with the line and what to do."""
    (problem,) = refuse(data)
    assert (problem.path, problem.what) == (f"line {line}", "not UTF-8 text")
    assert problem.hint == "Save the file as UTF-8"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "a.json: line 1, column 1: not JSON: expecting value"),
        (b"{}\n}", "a.json: line 2, column 1: not JSON: extra data"),
        (b'{"a": 1', "a.json: line 1, column 8: not JSON: expecting ',' delimiter"),
        (b'["a\nb"]', "a.json: line 1, column 4: not JSON: invalid control character at"),
        (
            b"{'a': 1}",
            "a.json: line 1, column 2: not JSON: expecting property name enclosed in double quotes",
        ),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(data: bytes, line: str) -> None:
    """Whoever wrote the file by a programme sees line, column and what the parser expected."""
    (problem,) = json_problems(data)
    assert str(problem) == line
