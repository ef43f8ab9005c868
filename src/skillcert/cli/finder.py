"""Finding a row of a list by a few letters.

The rules

- What is typed is looked for at the beginnings of words, in small letters and without their
  accents: "lu" finds "Kari Lunde", "zol" finds "Żółć". Letters typed with their accents come first.
- Best is a row that begins with it; then one with a word that does; then one with the initials;
  then one in whose hidden words it stands; then, from three letters on, one that holds it anywhere.
- Among equals the order of the list stays: whoever makes the list puts first what is likeliest.
- A row that is always there is there whatever is typed, after the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import attrs

__all__ = ["Row", "fold", "found"]

T = TypeVar("T")

_WORD = re.compile(r"\w+")
# Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "đ": "d", "ł": "l", "ß": "ss", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"}
)


@attrs.frozen(kw_only=True)
class Row(Generic[T]):
    """One row of a list.

    Attributes:
        value: What is chosen with it.
        text: What it says.
        note: A word beside it, not searched: "today".
        words: More words that it is found by and that are not shown.
        searched: Whether it is shown only when something is typed.
        always: Whether it stands at the end whatever is typed, for example "Finish".
    """

    value: T
    text: str
    note: str = ""
    words: str = ""
    searched: bool = False
    always: bool = False


def fold(text: str) -> str:
    """Return *text* in small letters and without accents: "Żółć" is "zolc", "Bjørn" "bjorn"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def found(rows: Iterable[Row[T]], typed: str) -> Sequence[Row[T]]:
    """Return the rows that *typed* finds, the best first; all but the searched ones for nothing."""
    listed = tuple(rows)
    wanted = " ".join(typed.split())
    if not wanted:
        hits = [row for row in listed if not (row.searched or row.always)]
    else:
        ranked = [(rank, row) for row in listed if (rank := _rank(row, wanted)) is not None]
        # Sorting is stable, so equals stay in the order of the list.
        hits = [row for _, row in sorted(ranked, key=lambda pair: pair[0]) if not row.always]
    return (*hits, *(row for row in listed if row.always))


def _rank(row: Row[T], typed: str) -> float | None:
    """Say how well a row fits, 0 for the best; None if it does not."""
    exact = _place(row.text.casefold(), row.words.casefold(), typed.casefold())
    folded = _place(_folded(row.text), _folded(row.words), fold(typed))
    ranks = [] if exact is None else [exact]
    ranks += [] if folded is None else [folded + 0.5]
    return min(ranks, default=None)


def _place(text: str, words: str, typed: str) -> float | None:
    if text.startswith(typed):
        return 0
    own, hidden, parts = _WORD.findall(text), _WORD.findall(words), typed.split()
    if all(any(word.startswith(part) for word in own) for part in parts):
        return 1
    if "".join(word[0] for word in own).startswith(typed):
        return 2
    if all(any(word.startswith(part) for word in (*own, *hidden)) for part in parts):
        return 3
    # One or two letters stand anywhere: they would find nearly everything.
    return 4 if len(typed) > 2 and (typed in text or typed in words) else None


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)
