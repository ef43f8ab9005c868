"""What stands in a rubric's files, as records."""

from __future__ import annotations

import attrs

from skillcert.model import (
    Alignment,
    CriterionText,
    Language,
    Line,
    Occupation,
    Prerequisite,
    Token,
)

__all__ = ["FORMAT", "CriterionEntry", "StructureFile", "TextFile"]

FORMAT = 1
"""The format of the structure file that this version reads."""


@attrs.frozen(kw_only=True)
class CriterionEntry:
    """One `[[criteria]]` entry. See `skillcert.model.Criterion` for the meaning."""

    id: Token
    group: Token
    tasks: tuple[Token, ...]
    requires: tuple[Prerequisite, ...] = ()
    occasions: int = 1
    days: int = 1
    renew_after_months: int | None = None
    separate_training: bool = False
    opt_in: bool = False
    second_assessor: bool = False
    alignments: tuple[Alignment, ...] = ()


@attrs.frozen(kw_only=True)
class StructureFile:
    """The structure of a rubric, `<id>.toml`.

    Attributes:
        format: The format of the file, always 1.
        id: The rubric's key, the same as the file's name.
        version: Its version, three numbers: `1.0.0`.
        languages: The languages that it is written in; each has a text file.
        groups: The keys of its groups, in order.
        shared: The shared criteria that it takes in, in order.
        occupations: Occupations that its skills belong to.
        criteria: Its own criteria, in order.
    """

    # The codec refuses any other value, newer formats with a word of their own.
    format: int = attrs.field(metadata={"only": FORMAT})
    id: Token
    version: Line
    languages: tuple[Language, ...]
    groups: tuple[Token, ...]
    shared: tuple[Token, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    criteria: tuple[CriterionEntry, ...]


@attrs.frozen(kw_only=True)
class TextFile:
    """A rubric's words in one language, `<id>.<language>.toml`.

    Attributes:
        language: The language, the same as in the file's name.
        title: The rubric's name.
        field: The field of work, as it stands after "has worked in".
        groups: The groups' names.
        tasks: The tasks' names.
        criteria: The criteria's words.
    """

    language: Language
    title: Line
    field: Line
    groups: dict[Token, Line]
    tasks: dict[Token, Line]
    criteria: dict[Token, CriterionText]
