"""The words of the sheet with everything that is held on a person: files, one a language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.errors import LanguageError
from skillcert.model import Language, Line

__all__ = ["HoldingsWords", "holdings_words"]


@attrs.frozen(kw_only=True)
class HeadingWords:
    """What stands over each part."""

    person: Line
    choices: Line
    conversations: Line
    work: Line
    skills: Line
    papers: Line
    entries: Line


@attrs.frozen(kw_only=True)
class PersonWords:
    """What is said of the person and the register."""

    name: Line
    id: Line
    added: Line
    changed: Line
    erased: Line


@attrs.frozen(kw_only=True)
class ChoiceWords:
    """What is said of the person's choices."""

    all: Line
    only: Line
    also: Line
    own_words: Line


@attrs.frozen(kw_only=True)
class ConversationWords:
    """What is said of a first conversation."""

    line: Line
    interests: Line


@attrs.frozen(kw_only=True)
class WorkWords:
    """What is said of an evidence of each kind, of its note and its pictures."""

    task: Line
    product: Line
    guiding: Line
    first_conversation: Line
    outside_course: Line
    note: Line
    picture: Line
    caption: Line
    shown: Line
    hidden: Line
    missing: Line


@attrs.frozen(kw_only=True)
class SkillWords:
    """What is said of a sign-off."""

    line: Line
    corrected: Line
    checked: Line
    taken_back: Line


@attrs.frozen(kw_only=True)
class PaperWords:
    """What is said of a paper."""

    line: Line
    withdrawn: Line
    reason: Line


@attrs.frozen(kw_only=True)
class HoldingsWords:
    """All words of the sheet in one language.

    Attributes:
        language: The language.
        title: Its title.
        opening: Who holds it, on whom, and when it was put together.
        private: Whom it is for.
        rights: What the person may ask for.
        machine: Where the same is for programs.
        nobody: Stands in the place of a name that is not held.
        headings: What stands over each part.
        person: What is said of the person.
        choices: What is said of the choices.
        conversations: What is said of conversations.
        work: What is said of work.
        skills: What is said of skills.
        papers: What is said of papers.
    """

    language: Language
    title: Line
    opening: Line
    private: Line
    rights: Line
    machine: Line
    nobody: Line
    headings: HeadingWords
    person: PersonWords
    choices: ChoiceWords
    conversations: ConversationWords
    work: WorkWords
    skills: SkillWords
    papers: PaperWords


@cache
def holdings_words(language: str) -> HoldingsWords:
    """Return the words in *language*.

    Raises:
        LanguageError: There are none.
    """
    source = files("skillcert.programme") / "words" / f"{language}.toml"
    if not language.isalpha() or not source.is_file():
        raise LanguageError(
            f"there is no such sheet in {language!r}", hint="Choose one of: da, en, nb, nn"
        )
    return codec.load_toml(HoldingsWords, source.read_bytes(), source=f"{language}.toml")
