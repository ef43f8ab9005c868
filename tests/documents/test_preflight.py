"""What is refused before anything is drawn."""

from __future__ import annotations

import attrs
import pytest

from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC, FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.errors import CoverageError, TextError
from skillcert.model import Line, Name, Paragraph, Prose, Section, Table

from .samples import certificate, groups, lines

CONTROLS = {
    "\x00": "a control character, U+0000",
    "\t": "a control character, U+0009",
    "\n": "a control character, U+000A",
    "\x7f": "a control character, U+007F",
    "\u2028": "a line separator, U+2028 LINE SEPARATOR",
    "\u2029": "a paragraph separator, U+2029",
    "\ud800": "half of a surrogate pair, U+D800",
    "\ufdd0": "a noncharacter, U+FDD0",
    "\uffff": "a noncharacter, U+FFFF",
    "\U0001fffe": "a noncharacter, U+1FFFE",
    "\ue000": "a private-use character, U+E000",
    "\u0378": "an unassigned character, U+0378",
    "\u00ad": "an invisible format character, U+00AD SOFT HYPHEN",
    "\u200b": "an invisible format character, U+200B ZERO WIDTH SPACE",
    "\u2060": "an invisible format character, U+2060 WORD JOINER",
    "\ufeff": "an invisible format character, U+FEFF",
    "\u200d": "an invisible joiner where no script needs it, U+200D ZERO WIDTH JOINER",
    **{
        mark: f"a direction control, U+{ord(mark):04X}"
        for mark in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    },
}


@pytest.mark.parametrize(("character", "what"), CONTROLS.items(), ids=ascii)
def test_an_invisible_or_forbidden_character_is_named_with_its_place(
    character: str, what: str, latin: FontLibrary
) -> None:
    """The error says which character stands where, so that it can be found and removed."""
    with pytest.raises(TextError) as caught:
        preflight(certificate("en", 3, name=f"Ola{character}N"), latin)
    assert len(caught.value.problems) == 1
    problem = caught.value.problems[0]
    assert problem.path == "holder.name"
    assert problem.what.startswith(what)
    assert problem.what.endswith("stands at character 4")
    str(caught.value).encode()  # a message that cannot be printed is no message


def test_all_problems_are_reported_at_once_with_their_paths(latin: FontLibrary) -> None:
    """Whoever corrects a record sees every fault in it."""
    skills = list(lines("en", 8))
    skills[3] = attrs.evolve(skills[3], text=Line("a\u202eb"))
    skills[4] = attrs.evolve(skills[4], detail="snow ☃")
    table = Table(header=(Line("A"),), rows=(("漢",),))
    base = certificate("en", 8, name="x\u200by")
    broken = attrs.evolve(
        base,
        levels=groups(skills),
        own_words=Prose("a\tb"),
        signers=(attrs.evolve(base.signers[0], title=Line("b\x07ss")),),
        issuer=attrs.evolve(base.issuer, address=(Line("ok"), Line("n\ufeffo"))),
        sections=(Section(heading=Line("H"), blocks=(table, Paragraph(text=Prose("c\u2066")))),),
    )
    with pytest.raises(TextError) as caught:
        preflight(broken, latin)
    assert {problem.path for problem in caught.value.problems} == {
        "holder.name",
        "issuer.address[1]",
        "levels[1].lines[2].text",
        "levels[1].lines[3].detail",
        "own_words",
        "sections[0].blocks[0].rows[0][0]",
        "sections[0].blocks[1].text",
        "signers[0].title",
    }
    assert not isinstance(caught.value, CoverageError)


def test_a_line_break_may_stand_in_prose_only(latin: FontLibrary) -> None:
    """The holder's own words may have paragraphs; line ends of any system are one thing."""
    clean = preflight(attrs.evolve(certificate("en", 3), own_words=Prose("a\r\nb")), latin)
    assert clean.own_words == "a\nb"


def test_texts_are_composed(latin: FontLibrary) -> None:
    """A name typed with loose accents is printed with the letters that the faces have."""
    assert preflight(certificate("en", 3, name="Å"), latin).name == "Å"


def test_marks_heaped_on_a_letter_are_refused(latin: FontLibrary) -> None:
    """Text that would spill over the lines above is an error; no alphabet needs it."""
    with pytest.raises(TextError, match="marks are heaped on one letter at character 6"):
        preflight(certificate("en", 3, name="x" + "\u0323" * 6), latin)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_blank_name_is_refused(name: str, latin: FontLibrary) -> None:
    """There is no certificate for nobody."""
    with pytest.raises(TextError, match=r"holder\.name: the name is blank"):
        preflight(certificate("en", 3, name=name), latin)


def test_a_missing_font_pack_is_named(latin: FontLibrary) -> None:
    """For Arabic letters there is a package, and the error says which."""
    with pytest.raises(CoverageError) as caught:
        preflight(certificate("nb", 3, name="محمد الأمين"), latin)
    assert caught.value.problems[0].path == "holder.name"
    assert caught.value.problems[0].hint == "Install skillcert-fonts-arabic"


def test_a_character_that_no_package_has_is_named(latin: FontLibrary) -> None:
    """Where no font is known, the error names the characters and where they stand."""
    with pytest.raises(CoverageError) as caught:
        preflight(certificate("nb", 3, name="Li 李 ☃"), latin)
    text = str(caught.value)
    assert "U+674E CJK UNIFIED IDEOGRAPH-674E at character 4" in text
    assert "U+2603 SNOWMAN at character 6" in text
    assert "Write it in other letters" in text


def test_with_the_pack_an_arabic_name_passes(arabic: FontLibrary) -> None:
    """An installed pack covers its script, joiners between its letters included."""
    preflight(certificate("nb", 3, name="محمد الأمين"), arabic)
    preflight(certificate("nb", 3, name="علی‌رضا"), arabic)


def test_the_bundled_faces_cover_the_same_characters(latin: FontLibrary) -> None:
    """What can be set in one style can be set in each."""
    covered = [set(latin.face(n).cmap) for n in (SERIF, SERIF_ITALIC, SANS, SANS_SEMIBOLD)]
    assert all(other == covered[0] for other in covered)


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Bích Hằng",
        "Łukasz Żółć-Brzęczyszczykiewicz",
        "Ðorđe Šćepanović",
        "Þórunn Æsa Guðmundsdóttir",
        "Áhkká Čáhcesuolu Ŧŋŋ",
        "Əliyev Çiçək",
        "Йосип Ґалаґан Ђорђевић",
        "Ελένη Παπαδοπούλου",
        "“ ” ‘ ’ „ ‚ « » ‹ › – — … • · € £ ₽ ₺ ½ ° § № ™ ×",
    ],
)
def test_the_names_of_europe_and_vietnam_need_no_pack(text: str, latin: FontLibrary) -> None:
    """Latin, Greek and Cyrillic letters and usual signs are bundled."""
    assert preflight(attrs.evolve(certificate("en", 3), name=Name(text)), latin).name == text
