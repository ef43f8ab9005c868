"""What a document is about to say, and the document once it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from skillcert.errors import Problem, SkillcertError
from skillcert.model import Certificate

if TYPE_CHECKING:
    from skillcert.model import Document

__all__ = ["Draft", "Issued"]


@attrs.frozen(kw_only=True)
class _Made:
    """What drafts and issued documents have in common."""

    documents: tuple[Document, ...]
    warnings: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def document(self) -> Document:
        """What it says in its first language."""
        return self.documents[0]

    @property
    def certificate(self) -> Certificate:
        """The certificate or statement in its first language.

        Raises:
            SkillcertError: It is another document.
        """
        if not isinstance(self.document, Certificate):
            raise SkillcertError(
                f"a {self.document.document.value} is no certificate", hint="Ask for its document"
            )
        return self.document


@attrs.frozen(kw_only=True)
class Draft(_Made):
    """What a document is about to say, for a person to look at before it is printed.

    Attributes:
        documents: What it says, once in each of its languages.
        warnings: What somebody should decide about first: words that could give the holder's
            background away, a section that a plugin could not make, a picture that is not there.
        notes: What is worth knowing: skills that were signed and are not shown, or not at the
            level that was signed, with what they wait for; an issuer who cannot be reached.
    """


@attrs.frozen(kw_only=True)
class Issued(_Made):
    """A document that was made.

    Attributes:
        pdf: The bytes of the PDF file. The same draft gives the same bytes, in any process.
        documents: What it says, once in each of its languages.
        warnings: What somebody should have decided about, see `Draft`.
        notes: What is worth knowing, see `Draft`.
    """

    pdf: bytes = attrs.field(repr=False)
