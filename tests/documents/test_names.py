"""Names of people in more than sixty languages, from the list in `names.toml`."""

from __future__ import annotations

from collections import Counter

import pytest

from skillcert.documents.fonts import SANS_SEMIBOLD, FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.errors import CoverageError

from ..outside import program
from .one_line import drawn, letters, read_by_pdfium, read_by_poppler, read_by_pypdf
from .packs import KEYS, NAMES, PersonName, library
from .samples import certificate

LATIN = FontLibrary()
WITH_PACK = [name for name in NAMES if name.pack]
names = pytest.mark.parametrize("name", NAMES, ids=lambda name: f"{name.language}-{name.name}")

NOT_TURNED = frozenset({"adlam"})
NOT_TURNED_BY_POPPLER = frozenset({"adlam", "nko"})
"""Scripts that these readers do not know to run from right to left: they read them backwards."""


def test_the_list_is_wide() -> None:
    """More than sixty languages are in it, and every pack."""
    assert len({name.language for name in NAMES}) > 60
    assert {name.pack for name in NAMES} == {"", *KEYS}


@names
def test_a_name_needs_what_the_list_says(name: PersonName) -> None:
    """It is printed, in its normalised form, with the pack that is named and with no other."""
    sample = certificate("nb", 3, name=name.name, name_language=name.language)
    with_pack = library(name.pack) if name.pack else LATIN
    assert preflight(sample, with_pack).name == name.printed


@pytest.mark.parametrize("name", WITH_PACK, ids=lambda name: f"{name.language}-{name.pack}")
def test_without_its_pack_the_error_names_it(name: PersonName) -> None:
    """Whoever has not installed the pack is told its name, and that of no other."""
    sample = certificate("nb", 3, name=name.name, name_language=name.language)
    with pytest.raises(CoverageError) as caught:
        preflight(sample, LATIN)
    (problem,) = caught.value.problems
    assert problem.path == "holder.name"
    assert problem.hint == f"Install skillcert-fonts-{name.pack}"


@names
@pytest.mark.parametrize("style", ["serif", SANS_SEMIBOLD])
def test_a_name_comes_out_of_the_file_as_it_was_given(name: PersonName, style: str) -> None:
    """The text of the file has its letters in the order of reading, joined or not."""
    pdf = drawn(name.printed, library(), language=name.language, style=style)
    found = letters(read_by_pypdf(pdf))
    if name.pack in NOT_TURNED:
        assert Counter(found) == Counter(letters(name.printed))
    else:
        assert found == letters(name.printed)


@names
def test_a_name_can_be_copied_from_a_browser(name: PersonName) -> None:
    """So it is in the reader that most people have; brackets it may turn round."""
    found = letters(read_by_pdfium(drawn(name.printed, library(), language=name.language)))
    if name.pack in NOT_TURNED or "(" in name.printed:
        assert Counter(found) == Counter(letters(name.printed))
    else:
        assert found == letters(name.printed)


@names
def test_a_name_comes_out_in_a_readers_search(name: PersonName) -> None:
    """Readers that go by the places of glyphs find it too; brackets they may put elsewhere."""
    pdftotext = program("pdftotext", install="apt install poppler-utils")
    pdf = drawn(name.printed, library(), language=name.language)
    found = letters(read_by_poppler(pdf, pdftotext))
    if name.pack in NOT_TURNED_BY_POPPLER or (name.pack == "hebrew" and "(" in name.printed):
        assert Counter(found) == Counter(letters(name.printed))
    else:
        assert found == letters(name.printed)
