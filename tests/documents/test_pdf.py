"""The file: the same bytes for the same input, and nothing in it that gives anybody away."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from skillcert.documents import render
from skillcert.documents.fonts import SERIF, FontLibrary
from skillcert.errors import TextError
from skillcert.texts import words

from .pages import pdf_of, text_of
from .samples import LOOK, certificate

LATIN = FontLibrary()

SCRIPT = """
import hashlib, importlib.util, sys
from pathlib import Path
folder = Path(sys.argv[1])
spec = importlib.util.spec_from_file_location("samples", folder / "samples.py")
samples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(samples)
from skillcert.documents import render
for count in (3, 33):
    made = samples.certificate("da", count, section=True)
    pdf = render([made], samples.LOOK)
    print(hashlib.sha256(pdf).hexdigest())
"""


def _digests(**environment: str) -> list[str]:
    """Return the digests of two certificates made in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(Path(__file__).parent)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_same_input_gives_the_same_bytes_in_any_process() -> None:
    """Neither hash seed nor time zone nor what was drawn before changes the file."""
    here = []
    for count in (3, 33):
        pdf = render([certificate("da", count, section=True)], LOOK)
        here.append(hashlib.sha256(pdf).hexdigest())
    assert _digests(PYTHONHASHSEED="0", TZ="UTC") == here
    assert _digests(PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati") == here


def test_documents_may_be_drawn_in_several_threads() -> None:
    """A service that draws in threads gets the same bytes as one that does not."""
    library = FontLibrary()
    samples = [certificate("en", count) for count in (3, 33, 70)] * 4
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # threads that change places often find what they share
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda sample: pdf_of(sample, library), samples))
    finally:
        sys.setswitchinterval(usual)
    assert together == [pdf_of(sample, LATIN) for sample in samples]


def test_importing_the_package_loads_nothing_heavy() -> None:
    """Whoever does not draw does not wait for Pillow, Babel or HarfBuzz."""
    script = (
        "import sys, skillcert.documents; print(*{'PIL', 'babel', 'uharfbuzz'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_metadata_holds_title_language_and_date_alone(latin: FontLibrary) -> None:
    """Neither the holder nor the issuer nor the workshop stands in the metadata."""
    reader = PdfReader(BytesIO(pdf_of(certificate("nb", 3), latin)))
    assert reader.metadata is not None
    assert {key: str(value) for key, value in reader.metadata.items()} == {
        "/Title": "Ferdighetsbevis",
        "/CreationDate": "D:20250623000000Z",
    }
    assert str(reader.root_object["/Lang"]) == "nb"


def test_the_metadata_stream_says_the_same_and_names_the_standards(latin: FontLibrary) -> None:
    """Title, language, day and program as in the document information, and nothing of anybody."""
    for language, title in (("nb", "Ferdighetsbevis"), ("da", words("da").certificate.title)):
        reader = PdfReader(BytesIO(pdf_of(certificate(language, 3), latin)))
        found: Any = reader.xmp_metadata
        assert found is not None
        assert found.dc_title == {"x-default": title}
        assert found.dc_language == [language]
        assert found.pdf_producer is None
        assert found.xmp_create_date.isoformat() == "2025-06-23T00:00:00"
        assert found.dc_creator == []
        assert found.pdfaid_part == "3"
        assert found.pdfaid_conformance == "A"
        stream: Any = reader.root_object["/Metadata"]
        xml = stream.get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xml
        for said in ("Hjulet", "Ðorđe", "Nordmann", "bicycle", "sykkel"):
            assert said not in xml


def test_tools_that_read_no_pdf_find_the_metadata(latin: FontLibrary) -> None:
    """The packet stands in the file as it is, with the marks at both ends that are searched for."""
    data = pdf_of(certificate("nb", 3), latin)
    start = data.index(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    packet = data[start : data.index(b'<?xpacket end="r"?>', start)]
    assert b"<pdfaid:part>3</pdfaid:part>" in packet
    assert data.count(b"<?xpacket begin=") == 1


def test_colours_have_a_profile(latin: FontLibrary) -> None:
    """What red is in decades is said by a profile in the file."""
    reader = PdfReader(BytesIO(pdf_of(certificate("nb", 3), latin)))
    intents: Any = reader.root_object["/OutputIntents"]
    (intent,) = intents
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_data()
    assert profile[12:20] == b"mntrRGB "


def test_pages_are_a4(latin: FontLibrary) -> None:
    """Every page is 210 by 297 mm."""
    for page in PdfReader(BytesIO(pdf_of(certificate("nb", 33), latin))).pages:
        assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.01)


@pytest.mark.parametrize("count", [3, 12, 33])
def test_the_file_is_small(count: int, latin: FontLibrary) -> None:
    """A certificate can be sent by mail from any phone: at most 60 KB."""
    assert len(pdf_of(certificate("nb", count), latin)) <= 60 * 1024


def test_all_fonts_are_embedded_subsets(latin: FontLibrary) -> None:
    """The paper looks the same on every machine."""
    reader = PdfReader(BytesIO(pdf_of(certificate("nb", 12), latin)))
    page: Any = reader.pages[0]
    fonts = page["/Resources"]["/Font"]
    assert len(fonts) == 4
    for reference in fonts.values():
        inner = reference.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()


def test_an_arabic_name_can_be_copied(arabic: FontLibrary) -> None:
    """Though its letters are joined and stand from right to left, the name reads as it was given.

    Readers turn such runs round themselves; an ActualText would be turned round too.
    """
    pdf = pdf_of(certificate("nb", 3, name="محمد الأمين", name_language="ar"), arabic)
    assert "محمد الأمين" in text_of(pdf)
    stream = PdfReader(BytesIO(pdf)).pages[0].get_contents()
    assert stream is not None
    assert b"ActualText" not in stream.get_data()


def _repertoire() -> list[str]:
    """Return every character that the bundled faces draw."""
    return sorted(chr(code) for code in LATIN.face(SERIF).cmap if code > 0x20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(st.sampled_from(_repertoire()), min_size=1, max_size=40)
    | st.text(min_size=1, max_size=20)
)
def test_every_letter_of_a_name_is_printed_or_there_is_an_error(name: str) -> None:
    """No character is left out silently, whatever the name."""
    try:
        pdf = pdf_of(certificate("en", 1, name=name, signers=1), LATIN)
    except TextError:
        return
    page = text_of(pdf)
    for character in unicodedata.normalize("NFC", name):
        assert character.isspace() or character in page
