"""Reading the words for what is refused and what is waited for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import attrs

from skillcert import codec
from skillcert.errors import LanguageError
from skillcert.model import Language, Line, Token
from skillcert.texts.words import LANGUAGES

__all__ = ["TellingWords", "WaitWords", "telling_words"]

_FOLDER = "told"


@attrs.frozen(kw_only=True)
class WaitWords:
    """What a signed skill can wait for, said as what will help.

    Attributes:
        occasion: It is to be seen once more.
        occasions: It is to be seen some more times.
        day: It is to be seen on one more day.
        days: It is to be seen on some more days.
        occasion_day: Once more, on another day.
        occasions_day: Some more times, of which one is on another day.
        occasions_days: Some more times, on some other days.
        seen: It is to be seen at all.
        first: Another skill comes first.
        anew: It is to be signed anew.
        training: The separate training that the law asks for.
        second: A second person who confirms it.
        guiding: An occasion on which it is shown to a colleague.
    """

    occasion: Line
    occasions: Line
    day: Line
    days: Line
    occasion_day: Line
    occasions_day: Line
    occasions_days: Line
    seen: Line
    first: Line
    anew: Line
    training: Line
    second: Line
    guiding: Line


@attrs.frozen(kw_only=True)
class TellingWords:
    """What supervisors are told, in one language.

    Attributes:
        language: The language.
        numbers: The numbers from two on in words, as they stand before "more times".
        waits: What a skill can wait for.
        dropped: Why something in the ledger does not count, by `DroppedWhy`.
        refusals: Why something is refused, by `RefusalReason`.
    """

    language: Language
    numbers: tuple[Line, ...]
    waits: WaitWords
    dropped: dict[Token, Line]
    refusals: dict[Token, Line]

    def number(self, count: int) -> str:
        """Return a number in words, or in digits where there is no word."""
        index = count - 2
        return self.numbers[index] if 0 <= index < len(self.numbers) else str(count)


@cache
def telling_words(language: str) -> TellingWords:
    """Return what supervisors are told in *language*.

    Raises:
        LanguageError: The library does not speak it.
    """
    if language not in LANGUAGES:
        raise LanguageError(
            f"there are no words for supervisors in {language!r}",
            hint=f"Choose one of: {', '.join(LANGUAGES)}",
        )
    source = files(__package__) / _FOLDER / f"{language}.toml"
    return codec.load_toml(TellingWords, source.read_bytes(), source=f"{_FOLDER}/{language}.toml")
