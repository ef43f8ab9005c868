"""Which way the characters of a line run, against the tests that Unicode publishes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from skillcert.documents.bidi import levels_of, mirrored, runs_right, visual_order

from ..outside import need

UNICODE = Path("/usr/share/unicode")
"""Where Debian's package `unicode-data` puts the files of the Unicode Character Database."""
CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
STANDS_FOR = {
    "L": "a",
    "R": "א",
    "AL": "ا",
    "EN": "1",
    "ES": "+",
    "ET": "$",
    "AN": "٠",
    "CS": ",",
    "NSM": "\u0300",
    "BN": "\u00ad",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
}


def _rows(name: str) -> list[str]:
    """Return the lines of a file of the Unicode Character Database; skip where there is none."""
    path = UNICODE / name
    need("unicode-data", present=path.exists(), install="apt install unicode-data")
    return path.read_text("utf-8").split("\n")


def _faults(cases: Iterator[tuple[str, bool, list[str], list[int]]]) -> tuple[list[str], int]:
    """Return the cases whose levels or order are other than expected, and how many there were."""
    wrong, count = [], 0
    for text, rtl, expected, order in cases:
        count += 1
        levels = levels_of(text, rtl=rtl)
        kept = [i for i, level in enumerate(expected) if level != "x"]
        found = [str(levels[i]) for i in kept]
        drawn = [kept[i] for i in visual_order([levels[i] for i in kept])]
        if found != [expected[i] for i in kept] or drawn != order:
            wrong.append(f"{text!a} rtl={rtl}: {found} {drawn}, not {expected} {order}")
    return wrong, count


def _character_cases() -> Iterator[tuple[str, bool, list[str], list[int]]]:
    """Yield the cases of BidiCharacterTest.txt without explicit controls."""
    for line in _rows("BidiCharacterTest.txt"):
        if line.startswith("#") or not line.strip():
            continue
        codes, direction, base, levels, order = line.strip().split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        known = all(unicodedata.bidirectional(character) for character in text)
        if known and not CONTROLS.intersection(text):
            if direction == "2":
                assert runs_right(text) == (base == "1")
            yield text, base == "1", levels.split(), [int(i) for i in order.split()]


def _class_cases() -> Iterator[tuple[str, bool, list[str], list[int]]]:
    """Yield the cases of BidiTest.txt without explicit controls."""
    levels: list[str] = []
    order: list[int] = []
    for line in _rows("BidiTest.txt"):
        key, _, value = line.strip().partition(":")
        if key == "@Levels":
            levels = value.split()
        elif key == "@Reorder":
            order = [int(i) for i in value.split()]
        elif not line.startswith(("#", "@")) and line.strip():
            kinds, _, paragraphs = line.strip().partition(";")
            if not all(kind in STANDS_FOR for kind in kinds.split()):
                continue
            text = "".join(STANDS_FOR[kind] for kind in kinds.split())
            bits = int(paragraphs)
            if bits & 1:
                yield text, runs_right(text), levels, order
            if bits & 2:
                yield text, False, levels, order
            if bits & 4:
                yield text, True, levels, order


def test_levels_and_order_are_those_of_unicodes_character_test() -> None:
    """Every published case without controls comes out as published."""
    wrong, count = _faults(_character_cases())
    assert wrong[:5] == []
    assert count > 90_000


def test_levels_and_order_are_those_of_unicodes_class_test() -> None:
    """Every published sequence of classes without controls comes out as published."""
    wrong, count = _faults(_class_cases())
    assert wrong[:5] == []
    assert count > 100_000


def test_the_brackets_are_unicodes() -> None:
    """Each pair of brackets is known, and mirrors the other."""
    rows = (line.split("#")[0].split("; ") for line in _rows("BidiBrackets.txt"))
    pairs = {chr(int(r[0], 16)): chr(int(r[1], 16)) for r in rows if len(r) == 3}
    assert len(pairs) == 128
    assert {character: mirrored(character) for character in pairs} == pairs


def test_a_paragraph_runs_as_its_first_letter_does() -> None:
    """Digits and signs before the first letter do not decide."""
    assert runs_right("12, محمد Ali")
    assert not runs_right("12, Ali محمد")
    assert not runs_right("12 –")


def test_a_paragraph_of_a_language_written_from_the_right_runs_so() -> None:
    """A word in other letters at its beginning changes nothing; text all in those does not."""
    assert runs_right("Oslo كانت", "ar")
    assert runs_right("Oslo كانت", "az-Arab")
    assert not runs_right("Oslo كانت", "nb")
    assert not runs_right("Oslo كانت", "ar-Latn")
    assert not runs_right("Ålesund", "ar")


def test_numbers_among_letters_run_as_numbers() -> None:
    """Digits keep their order within text from right to left, in brackets too."""
    levels = levels_of("(א 12)", rtl=True)
    assert levels == (1, 1, 1, 2, 2, 1)
    assert visual_order(levels) == (5, 3, 4, 2, 1, 0)
