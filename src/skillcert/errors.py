"""What can go wrong, said so that the reader knows what to do.

Rules of this module

- One hierarchy. Whoever imports skillcert catches `SkillcertError` and nothing of another library.
- A caller's fault is raised. Faults in somebody's data are `Problem` values, collected, so that a
  person who edits a file sees all of them at once.
- A message is built from values: what is wrong, where, what was found, what was expected, what to
  do next. No message holds more of the data than is needed to find the place.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any

import attrs

from skillcert.refusals import Refusal

__all__ = [
    "BatchError",
    "CodecError",
    "CoverageError",
    "CredentialError",
    "DataError",
    "KeyFileError",
    "LanguageError",
    "LayoutError",
    "LedgerError",
    "LetterheadError",
    "NotEligibleError",
    "PaperCodeError",
    "PaperFault",
    "PluginError",
    "PrivacyError",
    "Problem",
    "RecordError",
    "RefusedError",
    "RubricError",
    "SkillcertError",
    "TextError",
    "TrustError",
    "UndecidedError",
    "shorten",
]

_LONGEST_QUOTE = 60


def shorten(value: object, limit: int = _LONGEST_QUOTE) -> str:
    """Return *value* as it may stand in a message: quoted, printable, at most *limit* characters.

    Args:
        value: Anything; strings are quoted as Python would.
        limit: The greatest length of the result, in characters.

    Returns:
        ASCII text. Letters outside ASCII are kept only if they are printable.
    """
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


@attrs.frozen(kw_only=True)
class Problem:
    """One fault in somebody's data.

    Attributes:
        file: The file or other source in which it stands; empty if it came from memory.
        path: The place in that source, as `criteria[3].tasks[0]`; empty for the whole.
        what: What is wrong, as a sentence without a full stop.
        hint: What to do about it, as a sentence without a full stop; may be empty.
    """

    file: str = ""
    path: str = ""
    what: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the one line that is shown to a person."""
        place = ": ".join(part for part in (self.file, self.path) if part)
        line = f"{place}: {self.what}" if place else self.what
        return f"{line}. {self.hint}" if self.hint else line


class SkillcertError(Exception):
    """Base of all errors that skillcert raises.

    Args:
        what: What is wrong, as a sentence without a full stop.
        where: The file, record or argument in which it is.
        hint: What to do next, as a sentence without a full stop.
    """

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(str(Problem(file=where, what=what, hint=hint)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error go from one process to another, whatever its class is made with."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[SkillcertError], args: tuple[Any, ...], values: dict[str, Any]) -> Any:
    error = kind.__new__(kind, *args)
    error.__dict__.update(values)
    return error


class DataError(SkillcertError):
    """Somebody's data is wrong; `problems` names every fault that was found.

    Args:
        problems: At least one problem.
        what: What the data was meant to be, for the first line of the message.
    """

    def __init__(self, problems: Iterable[Problem], *, what: str) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{what}: {count} {noun}")

    def __str__(self) -> str:
        """Return the first line, then one line a problem."""
        return "\n".join([self.what, *(f"  {problem}" for problem in self.problems)])


class CodecError(DataError):
    """Bytes are not the data that they should be."""

    def __init__(self, problems: Iterable[Problem], *, what: str = "not readable") -> None:
        super().__init__(problems, what=what)


class RubricError(DataError):
    """A rubric's files have faults."""

    def __init__(
        self, problems: Iterable[Problem], *, what: str = "the rubric is not usable"
    ) -> None:
        super().__init__(problems, what=what)


class RecordError(DataError):
    """An evidence record has faults."""

    def __init__(
        self, problems: Iterable[Problem], *, what: str = "the record is not usable"
    ) -> None:
        super().__init__(problems, what=what)


class LetterheadError(DataError):
    """A letterhead cannot be used: a file is not there, or something in it cannot be drawn."""

    def __init__(
        self, problems: Iterable[Problem], *, what: str = "the letterhead is not usable"
    ) -> None:
        super().__init__(problems, what=what)


class TextError(DataError):
    """A text cannot be printed as it stands: a control character, a direction override."""

    def __init__(
        self, problems: Iterable[Problem], *, what: str = "the text cannot be printed"
    ) -> None:
        super().__init__(problems, what=what)


class CoverageError(TextError):
    """No installed font has a glyph for a character; the message names the package that has."""


class PrivacyError(DataError):
    """A text holds what may not be kept or printed, for example a national identity number."""

    def __init__(
        self, problems: Iterable[Problem], *, what: str = "the text may not be used"
    ) -> None:
        super().__init__(problems, what=what)


class UndecidedError(DataError):
    """Somebody has to decide about something before a paper is printed; nothing was written."""

    def __init__(
        self, problems: Iterable[Problem], *, what: str = "somebody has to decide first"
    ) -> None:
        super().__init__(problems, what=what)


class BatchError(SkillcertError):
    """One document of many was not made, and neither its record nor its text is the reason."""


class NotEligibleError(SkillcertError):
    """Nothing can be certified yet; the hint says what is still waited for."""


class LanguageError(SkillcertError):
    """A text was asked for in a language that it does not exist in."""


class LayoutError(SkillcertError):
    """A document cannot be laid out without losing something."""


class CredentialError(SkillcertError):
    """A credential cannot be made, or is not one that can be checked."""


class KeyFileError(SkillcertError):
    """A key cannot be used: its file is damaged, its passphrase wrong, the key itself unsound."""


class LedgerError(SkillcertError):
    """The ledger cannot be opened, read or written, or does not hold what it was given."""


class RefusedError(SkillcertError):
    """Something that was to be recorded is refused, and nothing was written.

    Args:
        refusals: Every reason that was found, at least one.
    """

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(map(str, self.refusals)))


class PaperFault(enum.Enum):
    """Why a code on a paper is refused. Each has words of its own in every language."""

    NOT_A_CODE = "not_a_code"
    """It is no code of skillcert."""
    INCOMPLETE = "incomplete"
    """Digits are missing, or something stands after the end."""
    TOO_LONG = "too_long"
    """It is longer, or says more, than any paper does."""
    OTHER_VERSION = "other_version"
    """It is of a version that this program does not know."""
    UNKNOWN_ISSUER = "unknown_issuer"
    """The list of issuers has no such key."""
    WRONG_SIGNATURE = "wrong_signature"
    """The issuer's key has not signed it: something was changed."""
    UNREADABLE = "unreadable"
    """It is signed, and yet holds no certificate in the agreed form."""


class PaperCodeError(SkillcertError):
    """A code on a paper is refused.

    Args:
        fault: Why.
        detail: What was found.
    """

    def __init__(self, fault: PaperFault, detail: str) -> None:
        self.fault = fault
        self.detail = detail
        super().__init__(f"the code is refused ({fault.value}): {detail}")


class PluginError(SkillcertError):
    """A plugin cannot be used.

    Args:
        what: What is wrong with it.
        distribution: The distribution that brings it, empty if unknown.
        version: That distribution's version, empty if unknown.
        hint: What to do next.
    """

    def __init__(
        self, what: str, *, distribution: str = "", version: str = "", hint: str = ""
    ) -> None:
        self.distribution = distribution
        self.version = version
        where = f"plugin {distribution} {version}".rstrip() if distribution else ""
        super().__init__(what, where=where, hint=hint)


class TrustError(SkillcertError):
    """A list of issuers is not to be trusted: not signed, signed twice by one key, an older one."""
