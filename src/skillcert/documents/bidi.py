"""Which way each character of a paragraph runs: the Unicode Bidirectional Algorithm.

Rules of this module

- It follows UAX 9 (Unicode 15): the rules P2 and P3, W1 to W7, N0 to N2, I1, I2, L1 and L2.
- There are no explicit controls. The preflight refuses them, since with them a text can be made to
  read otherwise on paper than it is stored. So a paragraph is one level run, and the rules X do not
  apply.
- A level is even for characters that run from left to right and odd for the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

__all__ = ["levels_of", "mirrored", "runs_right", "visual_order"]

_RIGHT = frozenset({"R", "AL"})
_STRONG = frozenset({"L", "R", "AL"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_IGNORED = frozenset({"BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_RIGHT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
_RIGHT_LANGUAGES = frozenset(
    (
        *("aii", "ar", "arc", "azb", "bal", "bqi", "ckb", "cld", "dv", "fa", "glk", "he", "khw"),
        *("ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh", "skr", "syr", "ug", "ur"),
        "yi",
    )
)
"""Languages that are mostly written from right to left."""
_DEEPEST = 63
"""How many brackets may be open at once (BD16)."""


def _pairs(first: int, last: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the brackets that stand side by side from *first* on: `(` and `)`."""
    yield from ((chr(code), chr(code + 1)) for code in range(first, (last or first) + 1, 2))


_BRACKETS = {
    "[": "]",
    "{": "}",
    "⦍": "⦐",
    "⦏": "⦎",
    "\uff3b": "\uff3d",
    "\uff5b": "\uff5d",
    **{
        a: b
        for first, last in (
            *((0x28, 0), (0xF3A, 0xF3C), (0x169B, 0), (0x2045, 0), (0x207D, 0), (0x208D, 0)),
            *((0x2308, 0x230A), (0x2329, 0), (0x2768, 0x2774), (0x27C5, 0), (0x27E6, 0x27EE)),
            *((0x2983, 0x298B), (0x2991, 0x2997), (0x29D8, 0x29DA), (0x29FC, 0)),
            *((0x2E22, 0x2E28), (0x2E55, 0x2E5B), (0x3008, 0x3010), (0x3014, 0x301A)),
            *((0xFE59, 0xFE5D), (0xFF08, 0), (0xFF5F, 0), (0xFF62, 0)),
        )
        for a, b in _pairs(first, last)
    },
}
"""Opening bracket -> closing bracket, as BidiBrackets.txt of Unicode 15 pairs them."""
_CLOSING = {close: open_ for open_, close in _BRACKETS.items()}
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Brackets that Unicode counts as equal to others."""

_MIRROR = {
    **_BRACKETS,
    **_CLOSING,
    **dict(zip("<>«»‹›≤≥", "><»«›‹≥≤", strict=True)),
}


def mirrored(character: str) -> str:
    """Return what *character* looks like where text runs from right to left: `)` for `(`."""
    return _MIRROR.get(character, character)


def runs_right(text: str, language: str | None = None) -> bool:
    """Say whether *text* as a paragraph runs from right to left.

    It does if its first letter does (P2, P3), and wherever it has such letters if its language is
    one that does (HL1): then a name in other letters at its beginning changes nothing.

    Args:
        text: The text.
        language: Its BCP 47 tag; None if it is not known.
    """
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(character) for character in text]
    if _is_written_from_the_right(language) and not _RIGHT.isdisjoint(kinds):
        return True
    return next((kind for kind in kinds if kind in _STRONG), "L") in _RIGHT


def _is_written_from_the_right(language: str | None) -> bool:
    """Say whether a language is: by its script if the tag names one, else as it mostly is."""
    parts = (language or "").split("-")
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    return scripts[0] in _RIGHT_SCRIPTS if scripts else parts[0] in _RIGHT_LANGUAGES


def levels_of(text: str, *, rtl: bool) -> tuple[int, ...]:
    """Return the embedding level of each character of one paragraph.

    Args:
        text: The paragraph, without explicit direction controls.
        rtl: Whether the paragraph runs from right to left.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if not rtl and not _RIGHT.intersection(kinds) and "AN" not in kinds:
        return (0,) * len(text)
    kept = [i for i, kind in enumerate(kinds) if kind not in _IGNORED]
    given = [kinds[i] for i in kept]
    types = _weak(given, "R" if rtl else "L")
    _resolve_brackets([text[i] for i in kept], given, types, "R" if rtl else "L")
    types = _neutral(types, "R" if rtl else "L")
    base = int(rtl)
    found = [base if kind == ("R" if rtl else "L") else _raised(kind, base) for kind in types]
    return _spread(_at_the_end(found, given, base), kept, len(text), base)


def _raised(kind: str, base: int) -> int:
    """Return the level of a character that does not run as the paragraph does (I1, I2)."""
    return 1 if base == 0 and kind == "R" else 2


def _weak(given: Sequence[str], start: str) -> list[str]:
    """Settle marks, numbers and what belongs to numbers (W1 to W7)."""
    types: list[str] = []
    strong = start
    for kind in given:
        settled = kind
        if kind == "NSM":  # W1
            settled = types[-1] if types else start
        if settled == "EN" and strong == "AL":  # W2
            settled = "AN"
        if settled in _STRONG:
            strong = settled
        types.append(settled)
    types = ["R" if kind == "AL" else kind for kind in types]  # W3
    _separators(types)
    _terminators(types)
    strong = start
    for i, kind in enumerate(types):
        if kind in {"ES", "ET", "CS"}:  # W6
            types[i] = "ON"
        elif kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            types[i] = "L"
    return types


def _separators(types: list[str]) -> None:
    """Join the numbers on both sides of a sign (W4)."""
    for i in range(1, len(types) - 1):
        before, after = types[i - 1], types[i + 1]
        if before != after:
            continue
        if (types[i] in {"ES", "CS"} and before == "EN") or (types[i] == "CS" and before == "AN"):
            types[i] = before


def _terminators(types: list[str]) -> None:
    """Give currency and percent signs to the number that they stand by (W5)."""
    start = 0
    for kind, chunk in groupby(types.copy()):
        end = start + sum(1 for _ in chunk)
        beside = {types[start - 1] if start else "", types[end] if end < len(types) else ""}
        if kind == "ET" and "EN" in beside:
            types[start:end] = ["EN"] * (end - start)
        start = end


def _bracket_pairs(characters: Sequence[str], types: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together, by their opening one (BD16)."""
    pairs: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for i, character in enumerate(characters):
        if types[i] != "ON":
            continue
        if character in _BRACKETS:
            if len(open_) == _DEEPEST:
                return []
            closing = _BRACKETS[character]
            open_.append((_SAME.get(closing, closing), i))
        elif character in _CLOSING:
            wanted = _SAME.get(character, character)
            depth = next((d for d in reversed(range(len(open_))) if open_[d][0] == wanted), None)
            if depth is not None:
                pairs.append((open_[depth][1], i))
                del open_[depth:]
    return sorted(pairs)


def _direction(kind: str) -> str:
    """Return how a settled type counts beside neutral characters: numbers run as `R`."""
    return {"EN": "R", "AN": "R"}.get(kind, kind if kind in {"L", "R"} else "")


def _resolve_brackets(
    characters: Sequence[str], given: Sequence[str], types: list[str], base: str
) -> None:
    """Give both brackets of a pair the direction of what they hold (N0)."""
    for opening, closing in _bracket_pairs(characters, types):
        inside = {_direction(kind) for kind in types[opening + 1 : closing]} - {""}
        if not inside:
            continue
        settled = base
        if base not in inside:
            before = (_direction(types[i]) for i in reversed(range(opening)))
            settled = next((direction for direction in before if direction), base)
        for place in (opening, closing):
            types[place] = settled
            for after in range(place + 1, len(types)):
                if given[after] != "NSM":
                    break
                types[after] = settled


def _neutral(types: Sequence[str], base: str) -> list[str]:
    """Give neutral characters the direction of both their neighbours, else the base (N1, N2)."""
    settled: list[str] = []
    chunks = [(key, list(chunk)) for key, chunk in groupby(types, key=lambda k: k in _NEUTRAL)]
    for i, (is_neutral, chunk) in enumerate(chunks):
        if not is_neutral:
            settled.extend(chunk)
            continue
        before = _direction(chunks[i - 1][1][-1]) if i else base
        after = _direction(chunks[i + 1][1][0]) if i + 1 < len(chunks) else base
        settled.extend([before if before == after else base] * len(chunk))
    return settled


def _at_the_end(levels: list[int], given: Sequence[str], base: int) -> list[int]:
    """Give separators, and spaces before one or at the end of the line, the base level (L1)."""
    ending = True
    for i in reversed(range(len(levels))):
        if given[i] in {"B", "S"}:
            ending = True
        elif given[i] != "WS":
            ending = False
        if ending:
            levels[i] = base
    return levels


def _spread(levels: Sequence[int], kept: Sequence[int], length: int, base: int) -> tuple[int, ...]:
    """Return the levels of all characters: those left out take that of the one before them."""
    found = dict(zip(kept, levels, strict=True))
    spread: list[int] = []
    for i in range(length):
        spread.append(found.get(i, spread[-1] if spread else base))
    return tuple(spread)


def visual_order(levels: Sequence[int]) -> tuple[int, ...]:
    """Return the places of characters, or of pieces of one level, from left to right (L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=0) - 1, -1) if odd else ():
        start = 0
        for high, chunk in groupby([levels[i] >= level for i in order]):
            end = start + sum(1 for _ in chunk)
            if high:
                order[start:end] = order[start:end][::-1]
            start = end
    return tuple(order)
