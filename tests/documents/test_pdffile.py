"""Files as rows of objects, read back with pypdf."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from skillcert.documents.pdffile import PdfFile, name, stream, text_string


def _small(content: bytes = b"0 0 m 9 9 l S") -> PdfFile:
    """Return a file with one page; the catalogue is object 1, the information object 2."""
    file = PdfFile()
    file.add("<</Type/Catalog/Pages 3 0 R>>")
    file.add(f"<</Title{text_string('Åse')}>>")
    page = file.next + 1
    file.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    waiting = file.reserve()
    drawn = file.add(stream(content))
    file.fill(waiting, f"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents {drawn} 0 R>>")
    return file


def test_objects_are_found_again() -> None:
    """Each object, packed or on its own, stands where the table says."""
    reader = PdfReader(BytesIO(_small().finished(root=1, info=2)), strict=True)
    assert len(reader.pages) == 1
    content: Any = reader.pages[0].get_contents()
    assert content.get_data() == b"0 0 m 9 9 l S"
    assert reader.metadata is not None
    assert reader.metadata.title == "Åse"


def test_the_identifier_is_that_of_the_content() -> None:
    """The same objects give the same file, and another content another identifier."""
    made = [_small(content).finished(root=1, info=2) for content in (b"n", b"n", b"S")]
    assert made[0] == made[1]
    first, other = (PdfReader(BytesIO(data)).trailer["/ID"] for data in made[1:])
    assert first != other


def test_what_was_reserved_must_be_filled() -> None:
    """A number that nothing stands behind is a mistake of ours and not a broken file."""
    file = _small()
    file.reserve()
    with pytest.raises(ValueError, match="object 6 is empty"):
        file.finished(root=1, info=2)


def test_names_are_escaped() -> None:
    """A media type has a slash, which would end a name."""
    assert name("application/json") == "/application#2Fjson"
    assert name("Arab-regular") == "/Arab-regular"
    assert name("å (1)") == "/#C3#A5#20#281#29"
