"""A letterhead: what an issuer's documents look like beyond the workshop's own look."""

from __future__ import annotations

import attrs

from skillcert.model.text import Line, Name

__all__ = [
    "LETTERHEAD_FORMAT",
    "Letterhead",
    "LetterheadFile",
    "Logo",
    "LogoFile",
    "ScannedSignature",
    "SignatureFile",
]

LETTERHEAD_FORMAT = Line("skillcert-letterhead/1")
"""The format of the letterhead file that this version reads."""


@attrs.frozen(kw_only=True)
class Logo:
    """The issuer's logo.

    Attributes:
        data: The bytes of a PNG or SVG file.
        alt: What it shows, for those who do not see it: usually the issuer's name.
    """

    data: bytes = attrs.field(repr=False)
    alt: Line


@attrs.frozen(kw_only=True)
class ScannedSignature:
    """The scanned signature of somebody who signs.

    Attributes:
        name: The name, as it stands under the certificate.
        data: The bytes of a PNG file, cut out or on white.
    """

    name: Name
    data: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Letterhead:
    """What an issuer's documents are drawn with.

    Attributes:
        accent: The colour of titles and ornament, `#rrggbb`; None for the workshop's own.
        logo: The issuer's logo, if there is one.
        signatures: The signatures of those who sign, as far as they are scanned.
    """

    accent: Line | None = None
    logo: Logo | None = None
    signatures: tuple[ScannedSignature, ...] = ()

    def signature(self, name: str) -> ScannedSignature | None:
        """Return the signature of the signer *name*, None if it was not scanned."""
        return next((one for one in self.signatures if one.name == name), None)


@attrs.frozen(kw_only=True)
class LogoFile:
    """The logo as a letterhead file names it.

    Attributes:
        file: The name of a PNG or SVG file in the same folder.
        alt: What it shows.
    """

    file: Line
    alt: Line


@attrs.frozen(kw_only=True)
class SignatureFile:
    """A signature as a letterhead file names it.

    Attributes:
        name: The name, as it stands under the certificate.
        file: The name of a PNG file in the same folder.
    """

    name: Name
    file: Line


@attrs.frozen(kw_only=True)
class LetterheadFile:
    """A letterhead file, as TOML.

    Attributes:
        format: The format of the file, `skillcert-letterhead/1`.
        accent: The colour of titles and ornament; the workshop's own if left out.
        logo: The issuer's logo.
        signatures: The scanned signatures.
    """

    format: Line = attrs.field(metadata={"only": LETTERHEAD_FORMAT})
    accent: Line | None = None
    logo: LogoFile | None = None
    signatures: tuple[SignatureFile, ...] = ()
