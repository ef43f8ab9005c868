"""The library's own words, one TOML file a language, and dates as each language writes them.

Rules of this package

- Words are data. A native reader corrects a TOML file and touches no code.
- Every file has the same keys; the strict codec refuses a missing or an unknown one.
- No caller joins words to a sentence: sentences stand in the files, with named slots.
"""

from skillcert.texts.dates import date_text, day, period, span
from skillcert.texts.telling import TellingWords, WaitWords, telling_words
from skillcert.texts.words import (
    LANGUAGES,
    CardWords,
    CertificateWords,
    CheckedWords,
    DocumentWords,
    LevelWords,
    PortfolioWords,
    ProgressWords,
    Words,
    words,
)

__all__ = [
    "LANGUAGES",
    "CardWords",
    "CertificateWords",
    "CheckedWords",
    "DocumentWords",
    "LevelWords",
    "PortfolioWords",
    "ProgressWords",
    "TellingWords",
    "WaitWords",
    "Words",
    "date_text",
    "day",
    "period",
    "span",
    "telling_words",
    "words",
]
