"""The letters of the world's languages, by the Unicode CLDR: each has a face."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from fontTools import unicodedata as scripts

from skillcert.documents.fonts import FontLibrary

from .packs import library

EXEMPLARS = tomllib.loads(Path(__file__).with_name("exemplars.toml").read_text("utf-8"))
LATIN = FontLibrary()
OF_EUROPE = (
    *("az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi"),
    *("fo", "fr", "ga", "gd", "gl", "hr", "hu", "hy", "is", "it", "ka", "kk", "kl", "lb", "lt"),
    *("lv", "mk", "mt", "nl", "no", "pl", "pt", "rm", "ro", "ru", "se", "sk", "sl", "smn", "sq"),
    *("sr", "sv", "tr", "tt", "uk"),
)
WITHOUT_A_PACK = {"ccp": "Chakma", "chr": "Cherokee", "ii": "Yi", "sat": "Ol Chiki", "vai": "Vai"}
"""Languages whose script has no pack; a letter of theirs is an error, as any other is."""


def _scripts(letters: str) -> set[str]:
    found = {scripts.script(letter) for letter in letters}
    return found - {"Zyyy", "Zinh", "Zzzz"}


def _printed(letters: str) -> str:
    """Return the characters that are seen: joiners and direction marks are no letters."""
    return "".join(c for c in letters if unicodedata.category(c) not in {"Cf", "Zs", "Cn"})


def test_the_list_is_wide() -> None:
    """It holds the languages of Europe and many others."""
    assert len(EXEMPLARS) > 150
    assert set(OF_EUROPE) <= set(EXEMPLARS)


@pytest.mark.parametrize("language", sorted(EXEMPLARS))
def test_the_letters_of_a_language_have_a_face(language: str) -> None:
    """Latin, Greek and Cyrillic ones a bundled face, others one of a pack."""
    letters = _printed(EXEMPLARS[language])
    faces = LATIN if _scripts(letters) <= {"Latn", "Grek", "Cyrl"} else library()
    missing = [letter for letter in letters if not faces.covers(letter)]
    assert bool(missing) == (language in WITHOUT_A_PACK), missing


@pytest.mark.parametrize("language", [lang for lang in OF_EUROPE if lang not in {"hy", "ka"}])
def test_europe_needs_no_pack_but_the_armenian_and_the_georgian(language: str) -> None:
    """The bundled faces have all the letters of Europe's languages."""
    assert all(LATIN.covers(letter) for letter in _printed(EXEMPLARS[language]))


def test_the_old_greek_accents_are_bundled() -> None:
    """Every letter of the block Greek Extended that is normalised has a face."""
    block = {unicodedata.normalize("NFC", chr(code)) for code in range(0x1F00, 0x2000)}
    letters = {letter for letter in block if unicodedata.category(letter) != "Cn"}
    assert [letter for letter in letters if not LATIN.covers(letter)] == []


@pytest.mark.parametrize(
    "signs",
    [
        "−≤≥≠≈±×÷√∞",
        "←↑→↓↔",
        "✓✗☐☑□■●○◆▪▫◦•‣",
        "‘’‚“”„‹›«»–—―…·",
        "€£¥₹₽₺₴₸₾₿",
        "½¼¾⅓⅔⅛ªº¹²³⁴₁₂",
        "№§¶†‡©®™℃ℓ⌀",
    ],
)
def test_the_signs_of_running_text_are_bundled(signs: str) -> None:
    """Signs that lists, measures, prices and quotations are written with have a face."""
    assert [sign for sign in signs if not LATIN.covers(sign)] == []
