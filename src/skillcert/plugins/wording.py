"""Help for plugins whose sections are a heading, a sentence and a list: their words are data.

A plugin may build its `Section` records in any other way.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypeVar

import attrs

from skillcert.model import (
    ItemList,
    Language,
    Line,
    Paragraph,
    PerformanceLevel,
    Prose,
    Section,
    Token,
)
from skillcert.plugins.spec import SectionRequest

__all__ = ["KeyedWords", "list_section", "read_words", "section_by_level"]

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class KeyedWords:
    """A section's words in one language, as a TOML file holds them.

    Attributes:
        language: The language.
        heading: The section's heading.
        sentence: What stands over the list.
        items: The point of each criterion, in the order in which they are printed.
    """

    language: Language
    heading: Line
    sentence: Line
    items: dict[Token, Line]


@cache
def read_words(cls: type[T], package: str, name: str) -> T:
    """Read a word file of a plugin's package, once.

    Args:
        cls: The attrs class that the file is an instance of.
        package: The package, as `__package__` in it.
        name: The file in its folder `texts`, without `.toml`: `nb`.

    Raises:
        CodecError: The file is not what it should be.
        FileNotFoundError: There is no such file.
    """
    # The codec is not needed to find plugins, only to make documents.
    from skillcert import codec

    source = files(package) / "texts" / f"{name}.toml"
    return codec.load_toml(cls, source.read_bytes(), source=source.name)


def list_section(heading: Line, sentence: str, points: Iterable[Line]) -> tuple[Section, ...]:
    """Return a section of a sentence and a list, or none if the list is empty."""
    items = tuple(points)
    if not items:
        return ()
    return (
        Section(heading=heading, blocks=(Paragraph(text=Prose(sentence)), ItemList(items=items))),
    )


def section_by_level(
    request: SectionRequest, words: KeyedWords, *, least: PerformanceLevel
) -> tuple[Section, ...]:
    """Return the points whose criteria the document shows at *least* or beyond, as a section."""
    return list_section(
        words.heading,
        words.sentence,
        (
            point
            for criterion, point in words.items.items()
            if (level := request.level_of(criterion)) is not None and level.reaches(least)
        ),
    )
