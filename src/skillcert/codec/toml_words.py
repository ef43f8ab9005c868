"""What tomllib says, in words for people who edit a file and know no TOML.

tomllib's own sentences change between versions of Python; these do not. A sentence that is not
known here is passed on as it is.
"""

from __future__ import annotations

import re

__all__ = ["explain_toml"]

_PLACE = re.compile(r"(?P<what>.*) \(at (?P<where>.*)\)", re.DOTALL)
_HEADING = re.compile(r"Cannot declare \((?P<key>.*)\) twice")
_LONGEST = 200

_CLOSE_TEXT = 'A text begins and ends with " on the same line'
_QUOTE_TEXT = 'Put " before and after a text; write numbers, true and false without'
_ONCE = "Keep one of them"

# Beginnings of tomllib's sentences; the first that fits is taken.
_WORDS = (
    ("Expected '=' after a key", "a key without = and a value", ""),
    (
        "Expected newline or end of document",
        "something is left over at the end of the line",
        "Check the quotation marks, and begin each key on a line of its own",
    ),
    ("Unterminated string", "a text has no closing quotation mark", _CLOSE_TEXT),
    ("Expected \"'", "a text has no closing quotation mark", "It began with '"),
    (r"Illegal character '\n'", "a text has no closing quotation mark", _CLOSE_TEXT),
    ("Illegal character", "a control character", "Delete it and write the place anew"),
    ("Found invalid character", "a control character", "Delete it and write the place anew"),
    ("Unescaped", r"a single \ in a text", r"Write \\ for the character \ itself"),
    ("Unclosed array", "a list has no comma or no closing ]", ""),
    ("Unclosed inline table", "a table in braces has no comma or no closing }", ""),
    ("Invalid value", "neither a text nor a number stands here", _QUOTE_TEXT),
    ("Cannot overwrite a value", "the key stands twice", _ONCE),
    ("Duplicate inline table key", "the key stands twice", _ONCE),
    ("Cannot redefine namespace", "the table was written before in another way", _ONCE),
    ("Cannot mutate immutable", "the table was written before in another way", _ONCE),
    ("Invalid statement", "neither a key nor a [heading] stands here", ""),
    (
        "Invalid initial character for a key part",
        "no key stands here",
        "A key is made of the letters a to z, digits, - and _",
    ),
    ("Expected ']", "a [heading] is not closed", ""),
    ("Invalid hex value", r"a \ with u or x in a text that stands for no character", ""),
    ("Escaped character is not", r"a \ with u or x in a text that stands for no character", ""),
    ("Invalid date", "there is no such day or time", ""),
)


def explain_toml(message: str, text: str) -> tuple[str, str, str]:
    """Return place, sentence and hint for what tomllib said.

    Args:
        message: The text of a `tomllib.TOMLDecodeError`.
        text: The file's text.
    """
    match = _PLACE.fullmatch(message)
    what, where = (match["what"], match["where"]) if match else (message, "")
    last = text.rstrip("\n").count("\n") + 1
    place = where.replace("end of document", f"line {last}, at the end")
    heading = _HEADING.fullmatch(what)
    if heading:
        key = ".".join(part.strip(" '") for part in heading["key"].split(",") if part.strip())
        return place, f"the heading [{key}] stands twice", "Join what stands under the two"
    for beginning, plain, hint in _WORDS:
        if what.startswith(beginning):
            return place, plain, hint
    return place, _one_line(what), ""


def _one_line(text: str) -> str:
    flat = " ".join((text[:1].lower() + text[1:]).split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
