"""Which layout draws which document, and several languages in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import attrs

from skillcert.documents import style
from skillcert.documents.certificate import certificate_scene
from skillcert.documents.fonts import SANS_SEMIBOLD, FontLibrary
from skillcert.documents.lines import Span
from skillcert.documents.look import Look
from skillcert.documents.printing import Printing
from skillcert.documents.regroup import Regrouper
from skillcert.documents.scene import Element, Page, Role, Scene
from skillcert.documents.typeset import Align, Typesetter
from skillcert.errors import LayoutError
from skillcert.model import Certificate, DocumentKind

if TYPE_CHECKING:
    from skillcert.model import Card, Document, Portfolio, ProgressSheet

__all__ = ["scene_of"]

_MARK_MARGIN = 4.0


def scene_of(
    documents: Sequence[Document],
    look: Look,
    library: FontLibrary,
    printing: Printing | None = None,
) -> Scene:
    """Lay a document out, in each of its languages one after the other.

    Args:
        documents: What it says, once in each language; its texts have passed the preflight.
        look: What it is drawn with.
        library: The faces.
        printing: How it is put on paper.

    Raises:
        LayoutError: It cannot be laid out, or there is none.
        LanguageError: There are no texts in one of its languages.
    """
    if not documents:
        raise LayoutError("there is no document to draw", hint="Compose it in one language first")
    chosen = printing or Printing()
    scene = _laid_out(documents, look.under(chosen.letterhead), library, chosen)
    return scene if chosen.mark is None else _marked(scene, chosen.mark, library)


def _laid_out(
    documents: Sequence[Document], look: Look, library: FontLibrary, printing: Printing
) -> Scene:
    if printing.side_by_side:
        return certificate_scene(_certificates(documents), look, library, printing)
    first, *others = (_scene(document, look, library, printing) for document in documents)
    return _joined(first, others) if others else first


def _marked(scene: Scene, mark: str, library: FontLibrary) -> Scene:
    """Return *scene* with a mark at the head of every page."""
    small = scene.height < style.PAGE_HEIGHT
    span = Span(text=mark, style=SANS_SEMIBOLD, colour=style.INK, size=5.0 if small else 8.4)
    setter = Typesetter(library, style.INK, scene.width - 2 * _MARK_MARGIN)

    def marked(page: Page) -> Page:
        box = setter.paragraph([span], setter.measure, leading=1.2, align=Align.CENTRE)
        return Page(items=(*box.at(_MARK_MARGIN, 0.8 if small else 11.8), *page.items))

    return attrs.evolve(scene, pages=tuple(map(marked, scene.pages)))


def _scene(document: Document, look: Look, library: FontLibrary, printing: Printing) -> Scene:
    # Each kind of document is loaded when it is first drawn.
    match document.document:
        case DocumentKind.CARD:
            from skillcert.documents.card import card_scene

            return card_scene(cast("Card", document), look, library, printing)
        case DocumentKind.PORTFOLIO:
            from skillcert.documents.portfolio import portfolio_scene

            return portfolio_scene(cast("Portfolio", document), look, library)
        case DocumentKind.PROGRESS:
            from skillcert.documents.progress import progress_scene

            return progress_scene(cast("ProgressSheet", document), look, library)
        case _:
            return certificate_scene((cast("Certificate", document),), look, library, printing)


def _certificates(documents: Sequence[Document]) -> tuple[Certificate, ...]:
    """Return the documents that can stand side by side."""
    found = tuple(one for one in documents if isinstance(one, Certificate))
    if len(found) != len(documents):
        raise LayoutError(
            f"a {documents[0].document.value} cannot have two languages side by side",
            hint="Let them stand one after the other; certificates and statements can",
        )
    return found


def _joined(first: Scene, others: Sequence[Scene]) -> Scene:
    """Return one document of several, in which each says its language."""
    titles = dict.fromkeys(scene.title for scene in (first, *others))
    pages = [*first.pages]
    for scene in others:
        pages.extend(_in_language(scene))
    return attrs.evolve(first, title=" · ".join(titles), pages=tuple(pages))


def _in_language(scene: Scene) -> tuple[Page, ...]:
    """Return the pages of *scene* within an element that says their language."""
    regrouper = Regrouper(Element(role=Role.GROUP, language=scene.language))
    return tuple(Page(items=regrouper.items(page.items)) for page in scene.pages)
