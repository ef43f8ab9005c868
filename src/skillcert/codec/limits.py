"""Limits that are checked before a parser sees the data.

A parser can be made to work for minutes, to fill memory or to exhaust the stack by a file that is
small. So what goes in is bounded first, by scans that take time in proportion to the data and no
more: each pattern here is possessive and takes an unclosed string to the end of the data, so that
no place is looked at twice.
"""

from __future__ import annotations

import re

from skillcert.errors import CodecError, Problem

__all__ = ["LONGEST_INTEGER", "json_text", "refusal", "toml_text"]

LONGEST_INTEGER = 17
"""The characters of -(2**53 - 1), which is the longest integer that is read."""

_JSON_BYTES = 8 * 1024 * 1024
_JSON_DEPTH = 64
# Rubric and word files are written by hand. tomllib takes time that grows with the square of a
# dotted key's length (100 KB take minutes), so lines and keys are limited, not only the file.
_TOML_BYTES = 512 * 1024
_TOML_LINE = 2_000
_TOML_DEPTH = 8

_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)
_TOML_TEXT = re.compile(
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+(?:"{3,5})?'
    r"|'''(?:[^']++|'{1,2}(?!'))*+(?:'{3,5})?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.DOTALL,
)
_TOML_TOKEN = re.compile(r"[\[\]{}]")
_NOT_NEWLINE = re.compile(r"[^\n]")
_KEY = re.compile(r"[\w\-. \t]++")


def refusal(source: str, what: str, path: str = "", hint: str = "") -> CodecError:
    """Return the error that refuses a whole source for one reason."""
    return CodecError([Problem(file=source, path=path, what=what, hint=hint)])


def json_text(data: bytes, source: str) -> str:
    """Return the text of a JSON file whose size and depth are within the limits.

    Raises:
        CodecError: They are not, or the file is not in UTF-8.
    """
    _check_size(data, _JSON_BYTES, source)
    text = _decode(data, source)
    _check_depth(_JSON_TOKEN, text, _JSON_DEPTH, source)
    return text


def toml_text(data: bytes, source: str) -> str:
    """Return the text of a TOML file whose size, lines, keys and depth are within the limits.

    Raises:
        CodecError: They are not, or the file is not in UTF-8.
    """
    _check_size(data, _TOML_BYTES, source)
    text = _decode(data, source).replace("\r\n", "\n")
    _check_lines(text, source)
    # Texts and comments are blanked out, so that what follows sees brackets and keys alone.
    bare = _TOML_TEXT.sub(lambda match: _NOT_NEWLINE.sub("s", match.group()), text)
    _check_depth(_TOML_TOKEN, bare, _TOML_DEPTH, source)
    _check_keys(bare, source)
    return text


def _decode(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark, in the bytes that it brings along.
        line = error.object.count(b"\n", 0, error.start) + 1
        raise refusal(
            source, "not UTF-8 text", _line(line), hint="Save the file as UTF-8"
        ) from None


def _check_size(data: bytes, limit: int, source: str) -> None:
    if len(data) > limit:
        raise refusal(source, f"too large: {len(data):,} bytes, at most {limit:,} are read")


def _check_depth(tokens: re.Pattern[str], text: str, limit: int, source: str) -> None:
    depth = 0
    for match in tokens.finditer(text):
        token = match.group()
        if token in {"[", "{"}:
            depth += 1
        elif token in {"]", "}"}:
            depth -= 1
        if depth > limit:
            line = text.count("\n", 0, match.start()) + 1
            raise refusal(source, f"nested too deep: at most {limit} levels are read", _line(line))


def _check_lines(text: str, source: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _TOML_LINE:
            raise refusal(
                source,
                f"the line is too long: {len(line):,} characters, at most {_TOML_LINE:,} are read",
                _line(number),
            )


def _check_keys(bare: str, source: str) -> None:
    # No value has more than one dot in a run of such characters, so many dots are a dotted key.
    for match in _KEY.finditer(bare):
        parts = match.group().count(".") + 1
        if parts > _TOML_DEPTH:
            raise refusal(
                source,
                f"the key has {parts:,} parts, at most {_TOML_DEPTH} are read",
                _line(bare.count("\n", 0, match.start()) + 1),
            )


def _line(number: int) -> str:
    return f"line {number}"
