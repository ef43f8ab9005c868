"""What must hold inside the remarks that a plugin makes. Pure: data in, faults out.

The rules

- A remark says something, in each language that is asked for, each text on one line.
- It refuses, or it does not: nothing in between.

Nothing here quotes a text: it may come from the holder's record.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from skillcert.codec.forms import FORMS
from skillcert.model import Language, Line, Translations
from skillcert.plugins.spec import Remark

__all__ = ["remark_faults"]

Fault = tuple[str, str, str]
"""Path, what is wrong, what to do."""


def remark_faults(remark: Remark, path: str, *, languages: Collection[str] = ()) -> Iterator[Fault]:
    """Yield what is wrong with *remark*.

    Args:
        remark: The remark; nothing is taken for granted about what is in it.
        path: Where it stands, for the messages.
        languages: The languages in which it has to say something.
    """
    refuses: object = remark.refuses
    if not isinstance(refuses, bool):
        yield f"{path}.refuses", f"expected true or false, found {_kind(refuses)}", ""
    text: object = remark.text
    # By type and not by isinstance: a subclass may have other ideas of what its fields are.
    if type(text) is not Translations:
        yield f"{path}.text", f"expected Translations, found {_kind(text)}", ""
        return
    entries: object = text.entries
    if not isinstance(entries, tuple) or not entries:
        yield f"{path}.text", "it says nothing", "Give the text in each language of the rubric"
        return
    found = []
    for i, entry in enumerate(entries):
        place = f"{path}.text.entries[{i}]"
        if not isinstance(entry, tuple) or len(entry) != 2:
            yield place, "expected a pair of language and text", ""
            continue
        found.append(entry[0])
        yield from _form(entry[0], Language, place)
        yield from _form(entry[1], Line, place)
    for language in languages:
        if found and language not in found:
            yield f"{path}.text", f"there is no text in {language!r}", ""


def _form(value: object, kind: object, path: str) -> Iterator[Fault]:
    form = FORMS[kind]
    if not isinstance(value, str):
        yield path, f"expected {form.expected}, found {_kind(value)}", ""
    elif len(value) > form.longest or not re.fullmatch(form.pattern, value):
        yield path, f"expected {form.expected}", ""


def _kind(value: object) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"
