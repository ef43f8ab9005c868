"""The official validator finds nothing in what is made, and finds what is broken on purpose."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, BooleanObject, NameObject

from skillcert.documents import Printing, public_part, render
from skillcert.model import Line, Picture, Section, Table

from ..outside import need
from .images import image
from .one_line import drawn
from .packs import NAMES, library
from .samples import LOOK, certificate

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "verapdf.py"))


class Broken:
    """A file on its way to being broken: its catalogue and its structure elements.

    Args:
        pdf: A good file.
    """

    def __init__(self, pdf: bytes) -> None:
        self.writer = PdfWriter(clone_from=BytesIO(pdf))
        catalogue: Any = self.writer.root_object
        page: Any = self.writer.pages[0]
        self.catalogue, self.page = catalogue, page
        self.elements = list(_elements(catalogue["/StructTreeRoot"]["/K"]))

    def first(self, kind: str) -> Any:
        """Return the first structure element of a type."""
        return next(element for element in self.elements if element["/S"] == kind)

    def rewrite_metadata(self, old: bytes, new: bytes) -> None:
        """Replace one piece of the metadata stream."""
        stream = self.catalogue["/Metadata"]
        assert old in stream.get_data()
        stream.set_data(stream.get_data().replace(old, new))

    def file(self) -> bytes:
        """Return the file as it is now."""
        data = BytesIO()
        self.writer.write(data)
        return data.getvalue()


def _elements(node: Any) -> Iterator[Any]:
    yield node
    kids = node.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        inner: Any = kid.get_object()
        if not isinstance(inner, int) and "/S" in inner:
            yield from _elements(inner)


def _untouched(_: Broken) -> None:
    """Leave the file as it is."""


def _untagged(broken: Broken) -> None:
    content = broken.page["/Contents"]
    before, mark, rest = content.get_data().partition(b"/P <</MCID 2>> BDC\n")
    line, end, after = rest.partition(b"EMC\n")
    assert mark
    assert end
    content.set_data(before + line + after)


def _no_alternative(broken: Broken) -> None:
    del broken.first("/Figure")["/Alt"]


def _no_language(broken: Broken) -> None:
    del broken.catalogue["/Lang"]


def _no_heads(broken: Broken) -> None:
    for element in broken.elements:
        if element["/S"] == "/TH":
            element[NameObject("/S")] = NameObject("/TD")
            del element["/A"]


def _heads_of_nothing(broken: Broken) -> None:
    for element in broken.elements:
        if element["/S"] == "/TH":
            del element["/A"]


def _short_row(broken: Broken) -> None:
    row = [element for element in broken.elements if element["/S"] == "/TR"][1]
    del row["/K"][1]


def _skipped_level(broken: Broken) -> None:
    broken.first("/H2")[NameObject("/S")] = NameObject("/H4")


def _point_without_list(broken: Broken) -> None:
    broken.first("/L")[NameObject("/S")] = NameObject("/Div")
    del broken.first("/Div")["/A"]


def _hidden_title(broken: Broken) -> None:
    broken.catalogue["/ViewerPreferences"][NameObject("/DisplayDocTitle")] = BooleanObject(False)


def _no_title(broken: Broken) -> None:
    broken.rewrite_metadata(b"dc:title>", b"dc:source>")


def _not_marked(broken: Broken) -> None:
    del broken.catalogue["/MarkInfo"]


def _no_tree(broken: Broken) -> None:
    del broken.catalogue["/StructTreeRoot"]


def _no_profile(broken: Broken) -> None:
    del broken.catalogue["/OutputIntents"]


def _no_relationship(broken: Broken) -> None:
    del broken.catalogue["/AF"][0].get_object()["/AFRelationship"]


def _font_outside(broken: Broken) -> None:
    font = next(iter(broken.page["/Resources"]["/Font"].values())).get_object()
    del font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()["/FontFile2"]


def _only_readable(broken: Broken) -> None:
    broken.rewrite_metadata(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>U<")


def _not_accessible(broken: Broken) -> None:
    broken.rewrite_metadata(b"<pdfuaid:part>1</pdfuaid:part>", b"")


BROKEN: dict[Callable[[Broken], None], str] = {
    _untagged: "Content is neither marked as Artifact nor tagged as real content",
    _no_alternative: "neither has an alternate description nor a replacement text",
    _no_language: "Natural language for text in page content cannot be determined",
    _no_heads: "A table has no head of a row or column",
    _heads_of_nothing: "Headers for this table cell cannot be determined",
    _short_row: "Table rows 1 and 2 span different number of columns",
    _skipped_level: "Heading level 3 is skipped",
    _point_without_list: "LI element contained in Document instead of L element",
    _hidden_title: "DisplayDocTitle",
    _no_title: "dc:title",
    _not_marked: "MarkInfo",
    _no_tree: "StructTreeRoot",
    _no_profile: "DeviceRGB",
    _no_relationship: "AFRelationship",
    _font_outside: "embedded",
    _only_readable: "PDF/A-3a: the file does not declare it",
    _not_accessible: "PDF/UA-1: the file does not declare it",
}


def _good() -> bytes:
    """Return a file with headings, lists, a table, a picture, a code, and all that it can carry."""
    table = Table(header=(Line("Machine"), Line("Training")), rows=(("Saw", "May"), ("Plane", "")))
    picture = Picture(data=image(), alt=Line("A chair"), caption="Chair")
    section = Section(heading=Line("More"), blocks=(table, picture))
    sample = attrs.evolve(certificate("nb", 12, own_words=True), sections=(section,))
    printing = Printing(code=f"https://papers.example/v1#{7**400}")
    return render([sample], LOOK, printing, embedded=public_part([sample]), badge=b"{}")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what veraPDF says of the good file, of a copy of it, and of each broken one."""
    need("verapdf", present=TOOL["ready"](), install="python tools/verapdf.py, with java and mvn")
    folder = tmp_path_factory.mktemp("files")
    good = _good()
    files = {"good": good}
    for breaks in (_untouched, *BROKEN):
        broken = Broken(good)
        breaks(broken)
        files[breaks.__name__] = broken.file()
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    found = TOOL["validate"]([folder / f"{name}.pdf" for name in files])
    return {verdict.file.stem: verdict for verdict in found}


def test_what_is_made_is_valid(verdicts: dict[str, Any]) -> None:
    """A certificate with all that a page can hold keeps to both standards."""
    assert verdicts["good"].faults == ()


def test_copying_breaks_nothing(verdicts: dict[str, Any]) -> None:
    """What the broken files are made with leaves a file valid, so that only the break is found."""
    assert verdicts["_untouched"].faults == ()


@pytest.mark.parametrize("breaks", BROKEN, ids=lambda breaks: breaks.__name__.strip("_"))
def test_what_is_broken_is_found(
    breaks: Callable[[Broken], None], verdicts: dict[str, Any]
) -> None:
    """A file with one fault fails, and the reason is the fault."""
    faults = verdicts[breaks.__name__].faults
    assert any(BROKEN[breaks] in fault for fault in faults), faults


def test_a_file_that_is_no_pdf_fails(tmp_path: Path) -> None:
    """Whatever cannot be read does not pass."""
    need("verapdf", present=TOOL["ready"](), install="python tools/verapdf.py, with java and mvn")
    (tmp_path / "note.pdf").write_text("not a PDF")
    (verdict,) = TOOL["validate"]([tmp_path / "note.pdf"])
    assert verdict.faults


def test_names_in_every_script_keep_to_the_standards(tmp_path: Path) -> None:
    """Every glyph of every script says which characters it stands for."""
    need("verapdf", present=TOOL["ready"](), install="python tools/verapdf.py, with java and mvn")
    pytest.importorskip("uharfbuzz")
    files = []
    for i, name in enumerate(NAMES):
        files.append(tmp_path / f"{i}-{name.language}.pdf")
        files[-1].write_bytes(drawn(name.printed, library(), language=name.language))
    faults = {verdict.file.stem: verdict.faults for verdict in TOOL["validate"](files)}
    assert len(faults) == len(NAMES)
    assert {name: found for name, found in faults.items() if found} == {}
