"""Reading the word files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.errors import LanguageError
from skillcert.model import AssessorRole, Language, Line, PerformanceLevel

__all__ = ["LANGUAGES", "CertificateWords", "LevelWords", "Words", "words"]

LANGUAGES: tuple[Language, ...] = (Language("en"), Language("nb"), Language("nn"), Language("da"))
"""The languages that the library itself speaks."""


@attrs.frozen(kw_only=True)
class LevelWords:
    """A performance level's words.

    Attributes:
        label: Its name on screens.
        meaning: What it means, as a sentence.
        heading: What stands over the skills that were shown at this level.
    """

    label: Line
    meaning: Line
    heading: Line


@attrs.frozen(kw_only=True)
class LevelScale:
    """The words of the four levels."""

    guided: LevelWords
    some_help: LevelWords
    independent: LevelWords
    guides_others: LevelWords


@attrs.frozen(kw_only=True)
class CertificateWords:
    """What stands on every certificate. Slots in braces are filled by the documents."""

    title: Line
    subtitle: Line
    opening: Line
    period: Line
    period_open: Line
    place_and_date: Line
    own_words: Line
    confirmed_by: Line
    checked_by: Line
    stamp: Line
    safety_note: Line
    disclaimer: Line
    issued_by: Line
    contact: Line
    page: Line


@attrs.frozen(kw_only=True)
class RoleWords:
    """The titles of those who sign."""

    supervisor: Line
    guide: Line
    workshop_manager: Line


@attrs.frozen(kw_only=True)
class QuestionWords:
    """What a supervisor is asked."""

    level: Line


@attrs.frozen(kw_only=True)
class Words:
    """All words of the library in one language.

    Attributes:
        language: The language.
        locale: The CLDR locale that dates are written by.
        levels: The level scale.
        certificate: The certificate's texts.
        roles: Titles of assessors.
        questions: What is asked at sign-off.
    """

    language: Language
    locale: Line
    levels: LevelScale
    certificate: CertificateWords
    roles: RoleWords
    questions: QuestionWords

    def level(self, level: PerformanceLevel) -> LevelWords:
        """Return the words of *level*."""
        found: LevelWords = getattr(self.levels, level.value)
        return found

    def scale(self) -> tuple[LevelWords, ...]:
        """Return the words of all levels, from the first to the last."""
        return tuple(self.level(level) for level in PerformanceLevel)

    def role(self, role: AssessorRole) -> str:
        """Return the title for *role*."""
        found: str = getattr(self.roles, role.value)
        return found


@cache
def words(language: str) -> Words:
    """Return the library's words in *language*.

    Raises:
        LanguageError: The library does not speak it.
    """
    if language not in LANGUAGES:
        raise LanguageError(
            f"there are no certificate texts in {language!r}",
            hint=f"Choose one of: {', '.join(LANGUAGES)}",
        )
    source = files(__package__) / f"{language}.toml"
    return codec.load_toml(Words, source.read_bytes(), source=f"{language}.toml")
