"""Whatever characters a name has: each is on the paper, or there is an error."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillcert.documents.fonts import SANS_SEMIBOLD, SERIF, FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.errors import TextError
from skillcert.model import Name

from .one_line import drawn, letters, read_by_pypdf
from .packs import KEYS, library
from .samples import certificate

# On a busy machine the letters of twenty-nine packs take a while to be read.
pytestmark = pytest.mark.timeout(400)

LATIN, ALL = FontLibrary(), library()
SAMPLE = certificate("nb", 3)
COVERED = sorted(
    chr(code)
    for code in range(0x21, sys.maxunicode)
    if ALL.covers(chr(code)) and unicodedata.category(chr(code))[0] != "C"
)
BY_PACK = [
    [c for c in COVERED if (face := library(key).face_for(c, SERIF)) and not face.bundled]
    for key in KEYS
]
WORDS = st.one_of(
    st.text(st.sampled_from(COVERED), min_size=1, max_size=12),
    # Letters of one script, which change with their neighbours, and the joiners between them.
    *(
        st.text(st.sampled_from([*characters, " ", "\u200c", "\u200d"]), min_size=1, max_size=12)
        for characters in BY_PACK
    ),
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def _printed(name: str, faces: FontLibrary) -> str | None:
    """Return what is printed of a name; None if it is refused."""
    try:
        return str(preflight(attrs.evolve(SAMPLE, name=Name(name)), faces).name)
    except TextError:
        return None


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.sampled_from((SERIF, SANS_SEMIBOLD))
)
def test_every_character_is_in_the_file_or_refused(name: str, style: str) -> None:
    """No letter, mark or joiner is lost or changed on the way to the text of the file."""
    printed = _printed(name, ALL)
    if printed is None:
        return
    assert printed == unicodedata.normalize("NFC", name)
    found = read_by_pypdf(drawn(printed, ALL, style=style))
    decomposed = (Counter(unicodedata.normalize("NFD", letters(t))) for t in (found, printed))
    assert len(set(map(frozenset, (c.items() for c in decomposed)))) == 1


@settings(max_examples=120, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=20))
def test_with_the_bundled_faces_any_text_is_printed_or_refused(name: str) -> None:
    """Text from anywhere in Unicode is printed whole, or refused."""
    clean = _printed(name, LATIN)
    if clean is None:
        return
    found = read_by_pypdf(drawn(clean, LATIN))
    assert Counter(letters(found)) == Counter(letters(clean))
