"""The kinds of string that records are made of.

Each is a plain `str` at run time. The name says which form it has, and the codec checks that form
where data comes in (`skillcert.codec`).
"""

from __future__ import annotations

from typing import NewType

import attrs

from skillcert.errors import LanguageError

__all__ = [
    "Digest",
    "KeyHex",
    "KeyId",
    "Language",
    "Line",
    "Name",
    "Prose",
    "Reference",
    "Sha256",
    "Token",
    "Translations",
]

Token = NewType("Token", str)
"""A key of a rubric or a workshop: `change_tube`. Lower case a-z, digits, underscore; 1-64."""

Reference = NewType("Reference", str)
"""An id that another system gave: ASCII letters, digits and `._:-`; 1-128 characters."""

Language = NewType("Language", str)
"""A BCP 47 language tag: `en`, `nb`, `nn`, `da`, `sr-Latn`."""

Sha256 = NewType("Sha256", str)
"""The SHA-256 of a file's bytes: 64 hexadecimal digits in lower case."""

Digest = NewType("Digest", str)
"""The digest of a record's canonical bytes: `sha256:` and 64 hexadecimal digits in lower case."""

KeyId = NewType("KeyId", str)
"""A key's short name: the first 8 bytes of the SHA-256 of the public key, 16 hexadecimal digits."""

KeyHex = NewType("KeyHex", str)
"""An Ed25519 public key (RFC 8032, section 5.1.5): 32 bytes as 64 hexadecimal digits."""

Line = NewType("Line", str)
"""One line of text that a person reads; not blank; at most 500 characters."""

Name = NewType("Name", str)
"""A person's or an issuer's name; one line; not blank; at most 300 characters."""

Prose = NewType("Prose", str)
"""Text that a person reads, line breaks allowed; may be empty; at most 4,000 characters."""


@attrs.frozen
class Translations:
    """One text in several languages.

    Attributes:
        entries: Pairs of language and text, sorted by language, no language twice.
    """

    entries: tuple[tuple[Language, Line], ...] = ()

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the text exists in, sorted."""
        return tuple(language for language, _ in self.entries)

    def get(self, language: str, default: str | None = None) -> str:
        """Return the text in *language*.

        Args:
            language: The language that is wanted.
            default: What to return if there is none; without it the lack is an error.

        Raises:
            LanguageError: The text does not exist in *language* and there is no default.
        """
        for have, text in self.entries:
            if have == language:
                return text
        if default is None:
            raise LanguageError(
                f"no text in {language!r}",
                hint=f"There is one in: {', '.join(self.languages) or 'no language'}",
            )
        return default
