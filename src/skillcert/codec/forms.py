"""The forms of the string types of `skillcert.model.text`, and what a format key must say."""

from __future__ import annotations

from typing import Any

import attrs

from skillcert.model import (
    Digest,
    KeyHex,
    KeyId,
    Language,
    Line,
    Name,
    Prose,
    Reference,
    Sha256,
    Token,
)

__all__ = ["FORMS", "Form", "other_format"]


@attrs.frozen
class Form:
    """The form of one kind of string.

    Attributes:
        pattern: What the whole string matches; it is read alike by Python and by JSON Schema.
        longest: Its greatest length in characters.
        expected: The form in words.
    """

    pattern: str
    longest: int
    expected: str


# One line: no control character and no line or paragraph separator, not blank at either end.
# White space is written out, because a schema's reader has another idea of \s.
_BREAKS = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
_BLANKS = r"\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ONE_LINE = f"[^{_BREAKS}{_BLANKS}](?:[^{_BREAKS}]*[^{_BREAKS}{_BLANKS}])?"
_PROSE = r"[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*"

FORMS: dict[Any, Form] = {
    Token: Form("[a-z][a-z0-9_]*", 64, "a key of lower-case letters, digits and underscores"),
    Reference: Form("[A-Za-z0-9][A-Za-z0-9._:-]*", 128, "an id of letters, digits and . _ : -"),
    Language: Form("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", 35, "a language tag such as nb or en"),
    Sha256: Form("[0-9a-f]{64}", 64, "64 hexadecimal digits in lower case"),
    Digest: Form("sha256:[0-9a-f]{64}", 71, "sha256: and 64 hexadecimal digits in lower case"),
    KeyId: Form("[0-9a-f]{16}", 16, "16 hexadecimal digits in lower case"),
    KeyHex: Form("[0-9a-f]{64}", 64, "a public key as 64 hexadecimal digits in lower case"),
    Line: Form(_ONE_LINE, 500, "one line of text"),
    Name: Form(_ONE_LINE, 300, "a name on one line"),
    Prose: Form(_PROSE, 4_000, "text without control characters"),
}
"""The forms of the string types of `skillcert.model.text`."""


def other_format(value: object, own: object) -> bool:
    """Say whether *value* is a format like *own*, but of another number.

    Args:
        value: What stands in a file under `format`.
        own: The format that this version reads: a number, or a name, a slash and a number.
    """
    if type(value) is int and type(own) is int:
        return value != own
    if isinstance(value, str) and isinstance(own, str):
        name, _, number = value.rpartition("/")
        return number.isdecimal() and name == own.rpartition("/")[0] and value != own
    return False
