"""Everything that draws: from a certificate to the bytes of its PDF.

Rules of this package

- Layout is pure and makes a display list (`scene`); painting is thin, and only `pdf` imports fpdf.
- Every text passes the `preflight`: nothing is left out or changed without an error.
- The same input gives the same bytes, in any process, in any time zone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillcert.model import Certificate
    from skillcert.plugins.spec import Pictogram

__all__ = ["render_certificate"]


def render_certificate(certificate: Certificate, *, accent: str, pictogram: Pictogram) -> bytes:
    """Draw a certificate.

    Args:
        certificate: What it says.
        accent: The workshop's colour, `#rrggbb`.
        pictogram: The workshop's sign.

    Returns:
        The bytes of a PDF file: A4, one page where it fits.

    Raises:
        CoverageError: A character has no glyph in any installed font; the message names the
            package that brings one, if there is one.
        TextError: A text cannot be printed as it stands.
        LayoutError: Something does not fit on a page, or there is no skill or no signer.
        LanguageError: There are no certificate texts in the certificate's language.
        PluginError: An installed font pack cannot be used.
    """
    # fpdf, fontTools and Babel take longer to import than all the rest of skillcert.
    from skillcert.documents.certificate import certificate_scene
    from skillcert.documents.fonts import installed_library
    from skillcert.documents.pdf import paint
    from skillcert.documents.preflight import preflight

    library = installed_library()
    clean = preflight(certificate, library)
    scene = certificate_scene(clean, accent=accent, pictogram=pictogram, library=library)
    return paint(scene, library)
