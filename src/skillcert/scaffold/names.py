"""How a new workshop may be called: one name for its key, its package, its distribution and files.

The rules

- It is lower-case letters, digits and single underscores, and begins with a letter: a key of the
  records, a module of Python and a distribution alike.
- It is no word of Python, no device of Windows, nothing that skillcert itself goes by, and short
  enough for the longest path that it becomes part of.
- Whoever gives another is told which name like it would do.
"""

from __future__ import annotations

import keyword
import re
import unicodedata

from skillcert.errors import SkillcertError, shorten

__all__ = ["check_name", "distribution_of"]

_FORM = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# It stands three times in the longest path of the kit, and Windows ends a path at 260 characters.
_LONGEST = 40
_OWN = frozenset({"fonts", "rubrics", "shared", "skillcert"})
# A file with one of these names cannot be made on Windows, whatever comes after the first dot.
_DEVICES = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{port}{i}" for port in ("com", "lpt") for i in range(10)}
)
# Letters that do not come apart into one of a-z and a mark, or that their languages write with two.
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_HUMP = re.compile(r"(?<=[^\W_A-ZÆØÅ])(?=[A-ZÆØÅ])")
_OTHERS = re.compile(r"[^a-z0-9]+")


def distribution_of(name: str) -> str:
    """Return the name of the distribution of the workshop *name*: `skillcert-laundry`."""
    return f"skillcert-{name.replace('_', '-')}"


def check_name(name: str) -> None:
    """Check that a new workshop can be called *name*.

    Raises:
        SkillcertError: It cannot. The hint names one like it that can, if there is one.
    """
    if fault := _fault(name):
        near = _suggestion(name)
        hint = f"Did you mean {near}?" if near else "A name that would do is laundry"
        raise SkillcertError(fault, hint=hint)


def _fault(name: str) -> str:
    """Return what is wrong with *name*, or nothing."""
    shown = shorten(name)
    if not _FORM.fullmatch(name):
        return (
            f"the name of a workshop is lower-case letters a-z, digits and single underscores, "
            f"and begins with a letter; {shown} is not"
        )
    if len(name) > _LONGEST:
        return f"the name of a workshop has at most {_LONGEST} characters, {shown} has {len(name)}"
    if keyword.iskeyword(name):
        return f"{shown} is a word of Python and cannot be the name of a workshop"
    if name in _DEVICES:
        return f"{shown} is the name of a device on Windows and cannot be the name of a workshop"
    if name.partition("_")[0] in _OWN:
        return f"names that begin with {name.partition('_')[0]!r} are for skillcert itself"
    return ""


def _suggestion(name: str) -> str:
    """Return a name like *name* that is allowed, or nothing."""
    words = _HUMP.sub("_", unicodedata.normalize("NFC", name)).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    near = _OTHERS.sub("_", plain).removeprefix("skillcert_").strip("_")
    if not near:
        return ""
    for candidate in (near, f"workshop_{near}"):
        short = candidate[:_LONGEST].rstrip("_")
        if not _fault(short):
            return short
    return ""
