"""How hard a text is to read: LIX, the measure of the Nordic languages."""

from __future__ import annotations

from collections.abc import Sequence

from .texts import WORD

LONG = 6


def lix(sentences: Sequence[str]) -> float:
    """Return how hard *sentences* are to read, by C. H. Björnsson's "Läsbarhet" (1968).

    LIX is the mean number of words in a sentence plus the share in per cent of long words, which
    have more than six letters:

        words / sentences + 100 * long words / words

    Björnsson's scale: under 30 a children's book, 30 to 40 fiction, 40 to 50 a newspaper, above
    that official and technical prose.
    """
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    long = [word for word in words if sum(map(str.isalpha, word)) > LONG]
    return len(words) / len(sentences) + 100 * len(long) / len(words)
