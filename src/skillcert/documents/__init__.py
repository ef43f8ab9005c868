"""Everything that draws: from what a document says to the bytes of its PDF.

Rules of this package

- Layout is pure and makes a display list (`scene`); painting is thin (`pdf`, `paper`, `tags`).
- What many documents share is worked out once and used again, and which documents were drawn before
  changes nothing in the next.
- Every file keeps to PDF/A-3a, so that it can be read in decades, and to PDF/UA-1, so that those
  who do not see it can hear it.
- Every text passes the `preflight`: nothing is left out or changed without an error.
- The same input gives the same bytes, in any process, in any time zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skillcert._loading import when_used

if TYPE_CHECKING:
    from skillcert.documents.associated import public_part
    from skillcert.documents.look import Look
    from skillcert.documents.printing import Printing
    from skillcert.documents.seal import Seal, Token, open_key_file, open_token
    from skillcert.model import Document

__all__ = [
    "Look",
    "Printing",
    "Seal",
    "Token",
    "open_key_file",
    "open_token",
    "public_part",
    "render",
]

__getattr__, __dir__ = when_used(__name__, ("printing", "look", "associated", "seal"))


def render(
    documents: Sequence[Document],
    look: Look,
    printing: Printing | None = None,
    *,
    embedded: bytes | None = None,
    badge: bytes | None = None,
) -> bytes:
    """Draw a document.

    Args:
        documents: What it says, once in each of its languages: one after the other.
        look: What it is drawn with.
        printing: How it is put on paper; with no code, if left out.
        embedded: What the file carries for software, as JSON: usually the `public_part` of the
            documents; nothing if it is None. A paper with a code carries that too.
        badge: The same as an Open Badge, which the file carries; nothing if it is None.

    Returns:
        The bytes of a PDF file that keeps to PDF/A-3a and PDF/UA-1.

    Raises:
        CoverageError: A character has no glyph in any installed font; the message names the
            package that brings one, if there is one.
        TextError: A text cannot be printed as it stands.
        LayoutError: Something does not fit on a page, or there is no skill or no signer.
        LanguageError: There are no texts in the document's language.
        PluginError: An installed font pack cannot be used.
    """
    # The layout and Babel take longer to import than whoever does not draw should wait.
    from skillcert.documents.associated import (
        badge_attachment,
        code_attachment,
        record_attachment,
    )
    from skillcert.documents.fonts import installed_library
    from skillcert.documents.pdf import paint
    from skillcert.documents.preflight import preflight
    from skillcert.documents.scenes import scene_of

    library = installed_library()
    clean = [preflight(document, library) for document in documents]
    attached = [record_attachment(embedded)] if embedded is not None else []
    if printing and printing.code:
        attached.append(code_attachment(printing.code))
    if badge is not None:
        attached.append(badge_attachment(badge))
    return paint(scene_of(clean, look, library, printing), library, attached=attached)
