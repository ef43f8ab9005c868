"""Everything that draws: from what a document says to the bytes of its PDF.

Rules of this package

- Layout is pure and makes a display list (`scene`); painting is thin, and only `pdf` imports fpdf.
- Every text passes the `preflight`: nothing is left out or changed without an error.
- The same input gives the same bytes, in any process, in any time zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skillcert.documents.look import Look

if TYPE_CHECKING:
    from skillcert.model import Document

__all__ = ["Look", "render"]


def render(documents: Sequence[Document], look: Look) -> bytes:
    """Draw a document.

    Args:
        documents: What it says, once in each of its languages: one after the other.
        look: What it is drawn with.

    Returns:
        The bytes of a PDF file.

    Raises:
        CoverageError: A character has no glyph in any installed font; the message names the
            package that brings one, if there is one.
        TextError: A text cannot be printed as it stands.
        LayoutError: Something does not fit on a page, or there is no skill or no signer.
        LanguageError: There are no texts in the document's language.
        PluginError: An installed font pack cannot be used.
    """
    # fpdf, fontTools and Babel take longer to import than all the rest of skillcert.
    from skillcert.documents.fonts import installed_library
    from skillcert.documents.pdf import paint
    from skillcert.documents.preflight import preflight
    from skillcert.documents.scenes import scene_of

    library = installed_library()
    clean = [preflight(document, library) for document in documents]
    return paint(scene_of(clean, look, library), library)
