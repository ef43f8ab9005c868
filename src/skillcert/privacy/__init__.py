"""What may not be kept or printed: identity numbers, and words that give a background away. Pure.

Rules of this package

- A national identity number is refused, wherever it stands. A revealing word is shown, with the
  place where it stands, and a person decides (`docs/adr/0008-words-that-reveal.md`).
- No message repeats an identity number: its digits are masked.
- What is hidden from the eye hides nothing here: full-width digits, digits of other scripts, soft
  hyphens, zero-width characters and letters written as letter and accent are read as what they
  show (`skillcert.privacy.flat`).
- The words are data, one file a language (`words/`), so that a native speaker can correct them.
"""

from skillcert.privacy.addresses import revealing_parts
from skillcert.privacy.hit import Hit, HitKind, mask
from skillcert.privacy.lists import LANGUAGES
from skillcert.privacy.numbers import identity_numbers
from skillcert.privacy.report import PrivacyReport, check_texts, number_hits
from skillcert.privacy.revealing import revealing_words

__all__ = [
    "LANGUAGES",
    "Hit",
    "HitKind",
    "PrivacyReport",
    "check_texts",
    "identity_numbers",
    "mask",
    "number_hits",
    "revealing_parts",
    "revealing_words",
]
