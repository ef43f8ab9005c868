"""What must hold inside a rubric's text file, beyond its form. Pure: record in, faults out.

The rules

- the language is the one in the file's name;
- every group, task and criterion has its words, and nothing else has;
- a line has no double space and no full stop at its end, for it may stand inside a sentence;
- what a skill means in the working day is one line too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from skillcert.codec import at
from skillcert.rubrics.check import Fault, suggestion
from skillcert.rubrics.files import TextFile

__all__ = ["text_faults"]

# "m.m.", "o.l.", "m.fl.", "e.g.", "etc.", "osv." end in a stop that belongs to the word.
_ABBREVIATION = re.compile(r"(?:\b\w{1,3}\.\w{1,3}|\b(?:etc|osv|mv))\.")


def text_faults(
    text: TextFile,
    *,
    language: str,
    groups: Sequence[str],
    tasks: Sequence[str],
    criteria: Sequence[str],
) -> Iterator[Fault]:
    """Yield what is wrong with a text file.

    Args:
        text: The file's content.
        language: The language in the file's name.
        groups: The keys of the groups that need a name.
        tasks: The keys of the tasks that need a name.
        criteria: The keys of the criteria that need words.
    """
    if text.language != language:
        yield (
            "language",
            f"the language {text.language!r} is not the one in the file's name, {language!r}",
            "Rename one of them",
        )
    yield from _key_faults("groups", text.groups, groups)
    yield from _key_faults("tasks", text.tasks, tasks)
    yield from _key_faults("criteria", text.criteria, criteria)
    for path, line in _lines(text):
        if "  " in line:
            yield path, "two spaces stand side by side", "Leave one"
        if line.endswith(".") and not _ends_in_abbreviation(line):
            yield path, "the line ends in a full stop", "Remove it"
        if "\n" in line:
            yield path, "the line is broken", "Write it on one line"
        elif line != line.strip():
            yield path, "a space stands at the start or the end of the line", "Remove it"


def _key_faults(name: str, have: Collection[str], need: Collection[str]) -> Iterator[Fault]:
    for key in need:
        if key not in have:
            here = f"[criteria.{key}] with does and part" if name == "criteria" else f'{key} = "…"'
            yield at(name, key), "the words are missing", f"Add {here}"
    for key in have:
        if key not in need:
            missing = [other for other in need if other not in have]
            yield (
                at(name, key),
                "the structure file has no such key",
                suggestion(key, missing) or "Remove it here or add it there",
            )


def _ends_in_abbreviation(line: str) -> bool:
    last = line.rpartition(" ")[2]
    return bool(_ABBREVIATION.fullmatch(last))


def _lines(text: TextFile) -> Iterator[tuple[str, str]]:
    yield "title", text.title
    yield "field", text.field
    for key, line in text.groups.items():
        yield at("groups", key), line
    for key, line in text.tasks.items():
        yield at("tasks", key), line
    for key, words in text.criteria.items():
        place = at("criteria", key)
        yield f"{place}.does", words.does
        yield f"{place}.part", words.part
        yield f"{place}.detail", words.detail
