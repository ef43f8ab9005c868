"""A file that keeps to PDF/A-3a and PDF/UA-1, for `pdf` to draw in.

ISO 32000-1 (PDF 1.7), ISO 19005-3 (PDF/A-3) and ISO 14289-1 (PDF/UA-1).

Rules of this module

- What is the same in every file is made once a process: the profile, the subsets of faces.
- Nothing in the file tells when or with what it was made: the date is that of the document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from skillcert.documents.associated import Attachment
from skillcert.documents.embedding import Codes, codes_of, put_font
from skillcert.documents.fonts import Face
from skillcert.documents.pdffile import PdfFile, name, stream, text_string
from skillcert.documents.pixels import Pixels
from skillcert.documents.scene import Scene
from skillcert.documents.tags import Tags
from skillcert.documents.xmp import metadata

__all__ = ["POINTS", "Paper"]

POINTS = 72 / 25.4
"""Points in a millimetre."""


@cache
def _profile() -> bytes:
    """Return the stream of the colour profile."""
    data = (files(__package__) / "profile" / "sRGB2014.icc").read_bytes()
    return stream(data, "/N 3/Alternate/DeviceRGB")


class Paper:
    """A document that takes operators as they are, and knows what is drawn.

    Args:
        scene: What is drawn: its title, language, date and size.
        attached: The files that it carries.

    Attributes:
        tags: Its structure tree.
    """

    def __init__(self, scene: Scene, attached: Sequence[Attachment]) -> None:
        self.tags = Tags()
        self._scene = scene
        self._attached = attached
        self._pages: list[list[str]] = []
        self._codes: dict[tuple[Face, bool], Codes] = {}
        self._used: dict[Codes, set[int]] = {}
        self._pictures: dict[Pixels, str] = {}

    def next_page(self) -> None:
        """Begin a page."""
        self._pages.append([])
        self.tags.begin_page()

    def operators(self, text: str) -> None:
        """Write *text* into the content of the current page."""
        self._pages[-1].append(text)

    def codes(self, face: Face, *, moved: bool) -> Codes:
        """Return the codes of the glyphs of *face* in this document.

        Args:
            face: The face.
            moved: Whether they are for text in which marks are moved into their places.
        """
        key = face, moved and face.script is None
        if key not in self._codes:
            self._codes[key] = codes_of(face, moved=moved)
            self._used[self._codes[key]] = set()
        return self._codes[key]

    def use(self, codes: Codes, shown: Iterable[int]) -> None:
        """Note which of some codes, which `codes` has been asked for, are shown."""
        self._used[codes].update(shown)

    def picture(self, pixels: Pixels) -> str:
        """Return the name under which operators draw a picture."""
        return self._pictures.setdefault(pixels, f"/I{len(self._pictures) + 1}")

    def file(self) -> bytes:
        """Return the finished file."""
        made = PdfFile()
        tree = made.reserve()
        pages = [made.reserve() for _ in self._pages]
        resources = made.add(self._resources(made))
        width, height = self._scene.width * POINTS, self._scene.height * POINTS
        for i, (page, operators) in enumerate(zip(pages, self._pages, strict=True)):
            content = made.add(stream("\n".join(operators).encode("ascii")))
            made.fill(
                page,
                f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
                f"/Resources {resources} 0 R/Contents {content} 0 R/StructParents {i}/Tabs/S>>",
            )
        kids = " ".join(f"{page} 0 R" for page in pages)
        made.fill(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>")
        return made.finished(
            root=made.add(self._catalogue(made, tree, pages)), info=_info(made, self._scene)
        )

    def _resources(self, made: PdfFile) -> str:
        """Add fonts and pictures; return what operators know them by."""
        fonts = "".join(
            f"{name(codes.name)} {put_font(made, codes, shown)} 0 R"
            for codes, shown in self._used.items()
        )
        images = "".join(
            f"{known} {_put_picture(made, pixels)} 0 R" for pixels, known in self._pictures.items()
        )
        return f"<</Font<<{fonts}>>/XObject<<{images}>>>>"

    def _catalogue(self, made: PdfFile, tree: int, pages: Sequence[int]) -> str:
        """Add what belongs to the document as a whole; return its catalogue."""
        scene = self._scene
        first = made.next
        for text in self.tags.objects(first, pages):
            made.add(text)
        profile = made.add(_profile())
        xmp = metadata(title=scene.title, language=scene.language, created=_midnight(scene))
        described = made.add(stream(xmp.encode(), "/Type/Metadata/Subtype/XML", packed=True))
        carried = [(a.name, _put_attachment(made, a, scene)) for a in self._attached]
        listed = " ".join(f"{text_string(known)} {number} 0 R" for known, number in sorted(carried))
        associated = " ".join(f"{number} 0 R" for _, number in carried)
        held = f"/AF[{associated}]/Names<</EmbeddedFiles<</Names[{listed}]>>>>" if carried else ""
        return (
            f"<</Type/Catalog/Pages {tree} 0 R/StructTreeRoot {first} 0 R/MarkInfo<</Marked true>>"
            f"/Lang{text_string(scene.language)}/ViewerPreferences<</DisplayDocTitle true>>"
            f"/Metadata {described} 0 R/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
            f"/OutputConditionIdentifier(sRGB)/RegistryName(http://www.color.org)/Info(sRGB2014)"
            f"/DestOutputProfile {profile} 0 R>>]{held}>>"
        )


def _midnight(scene: Scene) -> dt.datetime:
    return dt.datetime.combine(scene.date, dt.time(tzinfo=dt.UTC))


def _date(scene: Scene) -> str:
    """Return the day of the document as a date (ISO 32000-1, 7.9.4)."""
    return f"(D:{scene.date:%Y%m%d}000000Z)"


def _info(made: PdfFile, scene: Scene) -> int:
    """Add the document information, which says the same as the metadata stream."""
    return made.add(f"<</Title{text_string(scene.title)}/CreationDate{_date(scene)}>>")


def _put_attachment(made: PdfFile, attachment: Attachment, scene: Scene) -> int:
    """Add a file that the document carries."""
    kind = name(attachment.media_type)
    params = f"/Params<</ModDate{_date(scene)}/Size {len(attachment.data)}>>"
    data = made.add(stream(attachment.data, f"/Type/EmbeddedFile/Subtype{kind}{params}"))
    known = text_string(attachment.name)
    return made.add(
        f"<</Type/Filespec/F{known}/UF{known}/AFRelationship/Data"
        f"/EF<</F {data} 0 R/UF {data} 0 R>>>>"
    )


def _put_picture(made: PdfFile, pixels: Pixels) -> int:
    """Add a picture."""
    return made.add(
        stream(
            pixels.data,
            f"/Type/XObject/Subtype/Image/Width {pixels.width}/Height {pixels.height}"
            + pixels.kind,
            packed=True,
        )
    )
