"""The text that programs take out of a file stands in the order of reading."""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from skillcert import Programme
from skillcert.documents import Look
from skillcert.documents.fonts import installed_library
from skillcert.documents.preflight import preflight
from skillcert.documents.scene import Role
from skillcert.documents.scenes import scene_of
from skillcert.errors import NotEligibleError
from skillcert.model import DocumentKind
from skillcert.programme import Issued

from ..outside import program
from .pages import elements

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "all_documents.py"))
PROGRAMME = Programme.installed()
PEOPLE = {
    name: record for name, _, record in TOOL["records"](PROGRAMME) if not name.endswith("newcomer")
}
CASES = [
    *((name, ("nb",)) for name in PEOPLE),
    *(("bicycle-colleague", (language,)) for language in ("en", "nn", "da")),
    ("bicycle-colleague", TOOL["SEVERAL"]),
]


def _squeezed(text: str) -> str:
    """Return *text* without white space, which files and programs tell in many ways."""
    return "".join(normalize("NFC", text).split())


def _said(issued: Issued) -> list[tuple[Role, str]]:
    """Return what the elements of a document say, in the order of reading."""
    library = installed_library()
    workshop = PROGRAMME.registry.workshop(issued.document.workshop)
    look = Look(accent=workshop.accent, pictogram=workshop.pictogram)
    clean = [preflight(document, library) for document in issued.documents]
    return [(role, _squeezed(text)) for role, text in elements(scene_of(clean, look, library))]


def _extracted(command: str, pdf: bytes, *options: str) -> str:
    done = subprocess.run(
        [command, "-enc", "UTF-8", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return _squeezed(done.stdout.decode("utf-8"))


def _documents(name: str, languages: tuple[str, ...]) -> list[Issued]:
    shown: dict[str, bytes] = TOOL["pictures"]()
    record: Any = TOOL["with_pictures"](PEOPLE[name], tuple(shown))
    made = []
    for kind in DocumentKind:
        try:
            issued = PROGRAMME.issue(
                record, language=languages, on=TOOL["UNTIL"], document=kind, pictures=shown
            )
        except NotEligibleError:
            continue
        made.append(issued)
    return made


@pytest.mark.parametrize(("name", "languages"), CASES)
def test_text_comes_out_in_the_order_of_reading(name: str, languages: tuple[str, ...]) -> None:
    """The content of every document, as it stands in the file, is what it says, in its order.

    And a program that goes by the look of the page finds every piece whole: no line of a paragraph
    is torn from the next by what stands beside it.
    """
    pdftotext = program("pdftotext", install="apt install poppler-utils")
    made = _documents(name, languages)
    assert made
    for issued in made:
        said = _said(issued)
        assert _extracted(pdftotext, issued.pdf, "-raw") == "".join(text for _, text in said)
        by_look = _extracted(pdftotext, issued.pdf)
        read = [text for role, text in said if role is not Role.ARTIFACT]
        assert [text for text in read if text not in by_look] == []
