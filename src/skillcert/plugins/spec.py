"""What a plugin gives: the hooks, and the `Workshop` that the first of them returns.

Rules of this module

- One hook registers a workshop. A further hook exists only where a plugin needs one.
- A plugin returns data. It inherits from nothing and draws nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from importlib.resources.abc import Traversable

import attrs
import pluggy

from skillcert.errors import PluginError
from skillcert.model import (
    Attachment,
    DocumentKind,
    EvidenceRecord,
    Language,
    LevelGroup,
    PerformanceLevel,
    Rubric,
    Section,
    Sha256,
    SignOff,
    Translations,
)
from skillcert.plugins.pictogram import Pictogram

__all__ = [
    "PROJECT",
    "Pictogram",
    "Remark",
    "SectionRequest",
    "SignOffQuestion",
    "Workshop",
    "WorkshopSpec",
    "hookimpl",
    "hookspec",
]

PROJECT = "skillcert"
"""The name of the entry point group and the prefix of every hook."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Mark a function or method with this to make it the implementation of a hook."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 4.5


@attrs.frozen(kw_only=True)
class Workshop:
    """A type of workshop.

    Attributes:
        key: Its key, as `bicycle`; also the name on the command line.
        rubrics: The folder of its rubric files (see `skillcert.rubrics`); its rubrics bring the
            field texts, the tasks and the occupations.
        accent: The colour of its documents, `#rrggbb`, dark enough to be read on white paper.
        pictogram: Its sign.

    Raises:
        PluginError: A value has the wrong form, or the accent has a contrast to white under 4.5
            to 1 (WCAG 2.2, success criterion 1.4.3).
    """

    key: str
    rubrics: Traversable
    accent: str
    pictogram: Pictogram

    def __attrs_post_init__(self) -> None:
        if not _has_form(self.key, _KEY):
            raise PluginError(
                f"a workshop's key must be lower-case letters, digits and underscores, "
                f"not {self.key!r}"
            )
        if not isinstance(self.rubrics, Traversable):
            raise PluginError(
                f"the rubrics of workshop {self.key!r} must be a folder, "
                f"not {type(self.rubrics).__name__}",
                hint='Give importlib.resources.files("your_package") / "folder"',
            )
        if not _has_form(self.accent, _COLOUR):
            raise PluginError(f"an accent must be a colour as #1f4e5f, not {self.accent!r}")
        if (contrast := contrast_to_white(self.accent)) < _LEAST_CONTRAST:
            raise PluginError(
                f"the accent {self.accent} is too pale to be read on paper "
                f"(contrast {contrast:.1f}, needed {_LEAST_CONTRAST})",
                hint="Choose a darker colour",
            )
        if not isinstance(self.pictogram, Pictogram):
            raise PluginError(
                f"the pictogram of workshop {self.key!r} must be a Pictogram, "
                f"not {type(self.pictogram).__name__}"
            )


def _has_form(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def contrast_to_white(colour: str) -> float:
    """Return the contrast ratio of *colour* (`#rrggbb`) to white, from 1 to 21 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@attrs.frozen(kw_only=True)
class SectionRequest:
    """What a plugin is told when a document asks for its sections.

    Attributes:
        document: The document that is being made.
        language: Its language; give the section in this one or give none.
        workshop: The workshop's key.
        rubric: The rubric of the record.
        record: The whole record. What is private in it must stay private: notes and first
            conversations have no place on a certificate.
        levels: The skills that the document shows; none on a statement.
        pictures: Pairs of digest and bytes: the files of the record's attachments that are there.
    """

    document: DocumentKind
    language: Language
    workshop: str
    rubric: Rubric
    record: EvidenceRecord
    levels: tuple[LevelGroup, ...]
    pictures: tuple[tuple[Sha256, bytes], ...] = attrs.field(default=(), repr=False)

    def picture(self, attachment: Attachment) -> bytes | None:
        """Return the bytes of *attachment*, or None without the holder's consent or the file."""
        return dict(self.pictures).get(attachment.sha256) if attachment.show else None

    def level_of(self, criterion: str) -> PerformanceLevel | None:
        """Return the level at which the document shows *criterion*, or None if it does not."""
        for group in self.levels:
            if any(line.criterion == criterion for line in group.lines):
                return group.level
        return None

    def shows(self, criterion: str) -> bool:
        """Say whether the document shows *criterion* at any level."""
        return self.level_of(criterion) is not None


@attrs.frozen(kw_only=True)
class Remark:
    """What a workshop has to say when a skill is about to be signed off.

    Attributes:
        text: What it says to the supervisor, in each language of the rubric, as a sentence without
            a full stop.
        refuses: Whether the skill cannot be signed off so. Otherwise it can, and this is told.
    """

    text: Translations
    refuses: bool = False


@attrs.frozen(kw_only=True)
class SignOffQuestion:
    """What a plugin is told when a skill is about to be signed off.

    Attributes:
        workshop: The workshop's key.
        rubric: The rubric.
        record: The holder's record as it would be, with everything that is to be signed together.
            It has no name, no note, no caption and no first conversation in it.
        sign_off: The sign-off that is asked about; it is in the record too.
        on: The day on which it is asked.
    """

    workshop: str
    rubric: Rubric
    record: EvidenceRecord
    sign_off: SignOff
    on: dt.date

    def signed_before(self, criterion: str, level: PerformanceLevel) -> bool:
        """Say whether a criterion was signed at a level or beyond on an earlier day.

        A sign-off that was withdrawn or corrected since does not count; one that has expired does.
        """
        gone = {one.sign_off for one in self.record.withdrawals}
        gone |= {one.corrects for one in self.record.sign_offs if one.corrects is not None}
        return any(
            one.criterion == criterion
            and one.level.reaches(level)
            and one.on < self.sign_off.on
            and one.id not in gone
            for one in self.record.sign_offs
        )


class WorkshopSpec:
    """The hooks that a plugin may implement."""

    @hookspec
    def skillcert_workshops(self) -> Iterable[Workshop]:  # type: ignore[empty-body]
        """Return the workshops that the plugin brings. Every plugin implements this one."""

    @hookspec
    def skillcert_document_sections(self, request: SectionRequest) -> Iterable[Section]:  # type: ignore[empty-body]
        """Return what the workshop adds to a document; nothing for documents it has no part in.

        It is called only for the plugin's own workshops.
        """

    @hookspec
    def skillcert_sign_off_remarks(self, question: SignOffQuestion) -> Iterable[Remark]:  # type: ignore[empty-body]
        """Return what the workshop has to say about a sign-off; most often nothing.

        It is called only for the plugin's own workshops, before anything is written. If it raises,
        nothing is signed: a rule that could not be asked is not taken for one that was kept.
        """
