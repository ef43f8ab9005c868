"""Every text is written with the signs of its language, and with no other."""

from __future__ import annotations

import re
import unicodedata

import pytest

from .texts import SLOT, TextFile, each_file, nothing

LETTERS = {"en": "é", "nb": "æøåéôò", "nn": "æøåéèêôò", "da": "æøåé"}
# A curly apostrophe, no quotation mark, no dash: the dash on the paper parts a skill from what it
# means in the working day. A hyphen joins words or stands for a part that is left out.
SIGNS = " ,;:.?()-’"
# On a screen something can be under way.
SCREEN_SIGNS = "…"

# An address that stands as an example, and the two ways to name an issuer, are written as they are.
ADDRESS = re.compile(r"https://[a-z./]*[a-z]|did:(?:web|key)")

FAULTS = {
    "two spaces stand side by side": re.compile(r"\s{2}"),
    "a space stands at the start or the end": re.compile(r"^\s|\s$"),
    "a space stands before a sign": re.compile(r"\s[,;:.?)]"),
    "a space stands after a bracket": re.compile(r"\(\s"),
    "no space stands after a sign": re.compile(r"[,;:.?](?![\s)]|$)"),
    "two signs stand side by side": re.compile(r"[,;:.?]{2}"),
    "a hyphen stands for a dash": re.compile(r"(?<!\w)-|-(?!\w| (?:and|or|og|eller|samt) )"),
}
END = re.compile(r"[\w)}]$")


@each_file()
def test_no_stray_sign_or_space(file: TextFile) -> None:
    """No double space, no space before a comma, no hyphen for a dash, no two stops."""
    found = [
        f"{text.path}: {fault}: {text.line!r}"
        for text in file.texts
        for fault, sign in FAULTS.items()
        if sign.search(ADDRESS.sub("x", text.line))
    ]
    nothing(found)


@each_file()
def test_only_letters_and_signs_of_the_language(file: TextFile) -> None:
    """Only the language's letters, digits and few signs: no straight quotes, no hidden spaces.

    So there is no no-break space, nothing of zero width, no soft hyphen and no letter of a
    neighbouring language, by whatever way it came in.
    """
    letters = "abcdefghijklmnopqrstuvwxyz" + LETTERS[file.language]
    signs = SIGNS + (SCREEN_SIGNS if file.is_screen else "")
    allowed = set(letters + letters.upper() + "0123456789" + signs)
    found = [
        f"{text.path}: {', '.join(unicodedata.name(c, repr(c)) for c in sorted(strange))}"
        for text in file.texts
        if (strange := set(SLOT.sub("", ADDRESS.sub("", text.line))) - allowed)
    ]
    nothing(found)


@each_file()
def test_letters_are_composed(file: TextFile) -> None:
    """Files are in Unicode's NFC, so that "å" is one character however it was typed."""
    content = file.path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", content)


@each_file()
def test_lines_end_without_a_stop(file: TextFile) -> None:
    """A line ends in a letter, for it may stand inside a sentence."""
    lines = [text for text in file.texts if not text.is_sentence]
    nothing([f"{t.path}: {t.line!r}" for t in lines if not END.search(t.line)])


@each_file()
def test_sentences_begin_and_end_as_sentences(file: TextFile) -> None:
    """A sentence begins with a capital letter or with what is filled in, and ends in a stop."""
    sentences = [text for text in file.texts if text.is_sentence]
    found = [
        f"{text.path}: {text.line!r}"
        for text in sentences
        if not (text.line[0].isupper() or text.line[0] in "{1") or text.line[-1] not in ".?:…"
    ]
    nothing(found)


@pytest.mark.parametrize(
    "line",
    [
        "Lapper  slanger",
        "Lapper slanger , bytter dekk",
        "Lapper slanger,bytter dekk",
        "Lapper slanger - bytter dekk",
        "Lapper slanger..",
        "Lapper slanger ",
        "Lapper - og bytter",
    ],
)
def test_a_stray_sign_is_found(line: str) -> None:
    """Each fault is one that the rules see."""
    assert any(fault.search(line) for fault in FAULTS.values())


@pytest.mark.parametrize("line", ["snekker- og trearbeid", "kapp- og gjærsag", "Side {page} av 3"])
def test_right_signs_are_let_through(line: str) -> None:
    """A part that is left out has its hyphen."""
    assert not any(fault.search(line) for fault in FAULTS.values())
