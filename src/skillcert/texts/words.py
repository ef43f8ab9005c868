"""Reading the word files."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import attrs

from skillcert.errors import LanguageError
from skillcert.model import AssessorRole, DocumentKind, Language, Line, PerformanceLevel

__all__ = [
    "LANGUAGES",
    "CardWords",
    "CertificateWords",
    "CheckedWords",
    "DocumentWords",
    "LevelWords",
    "PortfolioWords",
    "ProgressWords",
    "Words",
    "words",
    "words_file",
]

LANGUAGES: tuple[Language, ...] = (Language("en"), Language("nb"), Language("nn"), Language("da"))
"""The languages that the library itself speaks."""


# Words are told apart by their language and never compared; methods for it are long to make.
@attrs.frozen(kw_only=True, eq=False, repr=False)
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


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LevelScale:
    """The words of the four levels."""

    guided: LevelWords
    some_help: LevelWords
    independent: LevelWords
    guides_others: LevelWords


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DateWords:
    """How dates are written.

    Attributes:
        months: The names of the months, as they stand within a date.
        day: A date with its day.
        month: A month with its year.
    """

    months: tuple[Line, ...]
    day: Line
    month: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DocumentWords:
    """What one document says of itself. Slots in braces are filled by the documents.

    Attributes:
        title: Its title.
        subtitle: What stands under the title.
        opening: What it confirms.
        contact: Whom to ask who wants to check it.
        disclaimer: What it is and what it is not.
    """

    title: Line
    subtitle: Line
    opening: Line
    contact: Line
    disclaimer: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CheckedWords(DocumentWords):
    """What a document says of itself that can bear a code.

    Attributes:
        check: How it is checked by its code, and where.
        check_offline: How it is checked by a code that leads to no address.
    """

    check: Line
    check_offline: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CardWords(CheckedWords):
    """What stands on a pocket card.

    Attributes:
        skills: The heading over the skills that fit on it.
    """

    skills: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CertificateWords(CheckedWords):
    """What stands on a certificate, and on documents that have no words of their own for it."""

    period: Line
    period_open: Line
    place_and_date: Line
    own_words: Line
    confirmed_by: Line
    checked_by: Line
    stamp: Line
    code: Line
    signature: Line
    safety_note: Line
    issued_by: Line
    page: Line
    pictogram: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PortfolioWords(DocumentWords):
    """What stands on a portfolio.

    Attributes:
        confirmed: At which level a skill was confirmed, and when.
        task: The head of the column of tasks.
        when: The head of the column that says when.
        times: The head of the column that says how often.
        products: The heading over what was made.
        product: The head of the column of products.
        made: The head of the column that says how many were made.
        sold: The head of the column that says how many were sold.
        guided: The heading over tasks that were shown to colleagues.
        courses: The heading over courses elsewhere.
        course: The head of the column of courses.
    """

    confirmed: Line
    task: Line
    when: Line
    times: Line
    products: Line
    product: Line
    made: Line
    sold: Line
    guided: Line
    courses: Line
    course: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ProgressWords(DocumentWords):
    """What stands on a progress sheet.

    Attributes:
        picture: What the picture shows, for those who do not see it.
        twig: What is on one branch, for those who do not see it.
        bud: What a bud in the picture stands for.
        next_steps: The heading over the tasks that fit next.
        step: Which skill a task is a step in.
        step_shown: The same for a task that is to be shown to a colleague.
        waiting: The heading over what was signed and is on its way.
        signed: At which level it was signed.
        waits_for: What it waits for.
    """

    picture: Line
    twig: Line
    bud: Line
    next_steps: Line
    step: Line
    step_shown: Line
    waiting: Line
    signed: Line
    waits_for: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PreviewWords:
    """What a preview is marked with, so that nobody takes it for a paper.

    Attributes:
        mark: What stands at the head of its pages.
    """

    mark: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoleWords:
    """The titles of those who sign."""

    supervisor: Line
    guide: Line
    workshop_manager: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class QuestionWords:
    """What a supervisor is asked."""

    level: Line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Words:
    """All words of the library in one language.

    Attributes:
        language: The language.
        dates: How dates are written.
        levels: The level scale.
        certificate: The certificate's texts.
        statement: The texts of the statement.
        card: The texts of the pocket card.
        portfolio: The texts of the portfolio.
        progress: The texts of the progress sheet.
        preview: What a preview is marked with.
        roles: Titles of assessors.
        questions: What is asked at sign-off.
    """

    language: Language
    dates: DateWords
    levels: LevelScale
    certificate: CertificateWords
    statement: CheckedWords
    card: CardWords
    portfolio: PortfolioWords
    progress: ProgressWords
    preview: PreviewWords
    roles: RoleWords
    questions: QuestionWords

    def level(self, level: PerformanceLevel) -> LevelWords:
        """Return the words of *level*."""
        found: LevelWords = getattr(self.levels, level.value)
        return found

    def document(self, kind: DocumentKind) -> DocumentWords:
        """Return what a document of *kind* says of itself."""
        found: DocumentWords = getattr(self, kind.value)
        return found

    def checked(self, kind: DocumentKind) -> CheckedWords:
        """Return the words of a document that can bear a code.

        Raises:
            KeyError: A document of *kind* bears none.
        """
        found = self.document(kind)
        if not isinstance(found, CheckedWords):
            raise KeyError(kind)
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
    return _read(tomllib.loads(words_file(language).decode("utf-8")))


def words_file(language: str) -> bytes:
    """Return the bytes of the file of *language*."""
    return (files(__package__) / f"{language}.toml").read_bytes()


# Read without the codec, whose strictness costs the first paper of a process a tenth of its time;
# the tests read the files with it.
def _read(table: dict[str, Any]) -> Words:
    levels = {name: LevelWords(**texts) for name, texts in table.pop("levels").items()}
    dates = table.pop("dates")
    months = tuple(dates.pop("months"))
    sections = {name: kind(**table.pop(name)) for name, kind in _SECTIONS.items() if name in table}
    return Words(
        levels=LevelScale(**levels),
        dates=DateWords(months=months, **dates),
        **sections,
        **table,
    )


_SECTIONS: dict[str, Callable[..., Any]] = {
    "certificate": CertificateWords,
    "statement": CheckedWords,
    "card": CardWords,
    "portfolio": PortfolioWords,
    "progress": ProgressWords,
    "preview": PreviewWords,
    "roles": RoleWords,
    "questions": QuestionWords,
}
