"""Which characters stay together, and where a line may end within a word.

Rules of this module

- A letter is never parted from its marks, nor a consonant from the one that is joined beneath it,
  nor a vowel of Thai or Lao from the consonant that it is written before or after.
- Between ideographs and kana a line may end, but none begins with a mark that closes nor ends with
  one that opens (UAX 14, the classes CL, NS, EX, OP). After the dot between Tibetan syllables too.
- A word that holds a no-break space is one name, and ends no line but after a hyphen.
- Thai, Lao, Khmer and Burmese are written without spaces between words. Where words end is known to
  dictionaries alone, so such text ends a line at its spaces, and is cut between letters where a
  phrase is wider than the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["clusters", "pieces"]

_JOINERS = "\u200c\u200d"
_STACKING = frozenset("\u1039\u17d2")
"""Signs that put the next consonant beneath; those of India have the combining class 9."""
_VIRAMA = 9
_BEFORE = frozenset("เแโใไເແໂໃໄ")
"""Vowels that are written before their consonant."""
_AFTER = frozenset("ะาำๅๆฯະາຳຽໆຯ")
"""Letters that are written after their consonant and never begin a line."""

_WIDE = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u4dbf"
)
_WIDE += r"\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
_NO_START = r"、。〉》」』】〕〗〙〛〟・ー゛゜ヽヾゝゞ々〻"
_NO_START += r"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ"
_NO_START += r"！）：；？］｝｠｡｣､･ｰﾞﾟ，．,.!?:;)\]}’”»›…‥％‰°"
_NO_END = r"〈《「『【〔〖〘〚〝（［｛｟｢(\[{‘“«‹＄￥￡"
_HYPHENS = r"\-‐‒–—/"
_ENDS_IN_NAME = re.compile(rf"(?<=[{_HYPHENS}])(?=[^\s{_HYPHENS}])")
_ENDS = re.compile(
    rf"(?<=[{_HYPHENS}])(?=[^\s{_HYPHENS}])"
    rf"|(?<=[{_WIDE}、。，．！？：；」』）］｝・])(?=[^\s{_NO_START}])(?<![{_NO_END}])"
    rf"|(?<=[^\s{_NO_END}\u00a0])(?=[{_WIDE}「『（［｛【《〈])(?![{_NO_START}])"
    r"|(?<=\u0f0b)(?=[^\s\u0f0b-\u0f14])"
)
_ADDRESS = rf"{_HYPHENS}@._"
_ENDS_IN_ADDRESS = re.compile(rf"(?<=[{_ADDRESS}])(?=[^\s{_ADDRESS}])")


def _together(before: str, after: str) -> bool:
    """Say whether two characters that follow one another are never parted."""
    if unicodedata.category(after)[0] == "M" or after in _JOINERS or after in _AFTER:
        return True
    if before in _BEFORE or before == "\u200d":
        return True
    stacked = before in _STACKING or unicodedata.combining(before) == _VIRAMA
    return stacked and unicodedata.category(after) == "Lo"


def clusters(text: str) -> Iterator[str]:
    """Yield the pieces of *text* that are never parted: letters with what belongs to them."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not _together(text[i - 1], text[i]):
            yield text[start:i]
            start = i


def pieces(word: str, *, address: bool = False) -> tuple[str, ...]:
    """Divide a word without spaces where a line may end within it.

    Args:
        word: The word.
        address: Whether it may be divided as a web or mail address, after `@` and `.` too.
    """
    if word.isalpha() and word.isascii():
        return (word,)
    pattern = _ENDS_IN_NAME if "\u00a0" in word else _ENDS
    pattern = _ENDS_IN_ADDRESS if address else pattern
    parts = pattern.split(word)
    return tuple(part for part in parts if part)
