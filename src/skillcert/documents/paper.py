"""An empty file that keeps to PDF/A-3a and PDF/UA-1, for `pdf` to draw in.

ISO 19005-3 and ISO 14289-1. fpdf2 has the output intent, the metadata and the files in public.
The structure tree needs `OutputProducer._add_structure_tree` and `_add_pdf_obj`, which are private,
as `FPDF._out` and `_set_font_for_page` are; its version is pinned.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import OutputIntentSubType
from fpdf.fonts import TTFFont
from fpdf.output import OutputProducer, PDFICCProfile
from fpdf.syntax import Name, PDFObject
from fpdf.util import builtin_srgb2014_bytes

from skillcert.documents.associated import Attachment
from skillcert.documents.scene import Scene
from skillcert.documents.tags import Tags
from skillcert.documents.xmp import metadata

__all__ = ["Paper", "empty_paper"]

_PRODUCER = "fpdf2"


class _Written(PDFObject):
    """An object that is already text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def serialize(self, _obj_dict: Any = None, _security_handler: Any = None) -> str:
        """Return the object as it stands in the file."""
        return f"{self.id} 0 obj\n{self._text}\nendobj"


class _Producer(OutputProducer):
    """Writes the document with the structure tree of its own."""

    def _add_structure_tree(self) -> PDFObject:
        paper = self.fpdf
        if not isinstance(paper, Paper):
            raise TypeError("only a Paper has tags")
        pages = [paper.pages[i + 1] for i in range(len(paper.pages))]
        for i, page in enumerate(pages):
            page.struct_parents = i
            tabs: Any = page
            tabs.tabs = Name("S")
        texts = paper.tags.objects(self.obj_id + 1, [page.id for page in pages])
        made = [_Written(text) for text in texts]
        for written in made:
            self._add_pdf_obj(written, "structure_tree")
        return made[0]


class Paper(FPDF):
    """A document that takes operators as they are, and knows what is drawn.

    Attributes:
        tags: Its structure tree.
    """

    tags: Tags

    def operators(self, text: str) -> None:
        """Write *text* into the content of the current page."""
        self._out(text)

    def font_operator(self, font: TTFFont, size: float) -> str:
        """Return what chooses *font* at *size* points, and note that the page uses it."""
        return self._set_font_for_page(font, size, wrap_in_text_object=False)

    def next_page(self) -> None:
        """Begin a page."""
        self.add_page()
        self.tags.begin_page()

    def file(self) -> bytes:
        """Return the finished file."""
        return bytes(self.output(output_producer_class=_Producer))


@cache
def _profile() -> bytes:
    """Return the ICC's own profile of sRGB, which comes with fpdf2 and may be used freely."""
    return builtin_srgb2014_bytes()


def empty_paper(scene: Scene, attached: Sequence[Attachment]) -> Paper:
    """Return a document without pages, with the metadata of *scene* and the files it carries."""
    paper = Paper(unit="mm", format=(scene.width, scene.height))
    paper.tags = Tags()
    paper.pdf_version = "1.7"
    paper.allow_images_transparency = False  # pictures have none, and pages need no group for it
    paper.set_auto_page_break(False)
    paper.set_margin(0)
    paper.alias_nb_pages(None)  # type: ignore[arg-type]  # its documented way to leave {nb} alone
    _describe(paper, scene)
    paper.add_output_intent(
        OutputIntentSubType.PDFA,
        output_condition_identifier="sRGB",
        registry_name="http://www.color.org",
        dest_output_profile=PDFICCProfile(_profile(), n=3, alternate="DeviceRGB"),
        info="sRGB2014",
    )
    for attachment in attached:
        paper.embed_file(
            bytes=attachment.data,
            basename=attachment.name,
            mime_type=attachment.media_type,
            modification_date=_midnight(scene),
            associated_file_relationship="Data",
            compress=True,
        )
    return paper


def _midnight(scene: Scene) -> dt.datetime:
    return dt.datetime.combine(scene.date, dt.time(tzinfo=dt.UTC))


def _describe(paper: Paper, scene: Scene) -> None:
    """Say of the document, in both places that there are for it, what may be said."""
    created = _midnight(scene)
    paper.set_title(scene.title)
    paper.set_lang(scene.language)
    paper.set_producer(_PRODUCER)
    paper.set_creation_date(created)
    paper.viewer_preferences = ViewerPreferences(display_doc_title=True)
    paper.set_xmp_metadata(
        metadata(title=scene.title, language=scene.language, created=created, producer=_PRODUCER)
    )
