"""What is refused before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from skillcert.documents.fonts import SANS, SANS_SEMIBOLD, SERIF, SERIF_ITALIC, FontLibrary
from skillcert.documents.preflight import preflight
from skillcert.errors import CoverageError, TextError
from skillcert.model import Language, Line, Name, Paragraph, Prose, Section, Table, Token

from .packs import library
from .pages import pdf_of, text_of
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
    assert "No font pack has U+2603 SNOWMAN. Write it in other letters" in text


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


@attrs.frozen(kw_only=True)
class _Note:
    """A record that the library has never seen."""

    key: Token
    said: Line
    told: Prose = Prose("")
    spoken: Language | None = None


@attrs.frozen(kw_only=True)
class _Paper:
    """A document that the library has never seen."""

    language: Language
    name: Name
    notes: tuple[_Note, ...] = ()
    pairs: tuple[tuple[Line, Name], ...] = ()
    hint: Line | None = None
    plain: str = ""


def _problems(paper: Any, library: FontLibrary) -> set[str]:
    with pytest.raises(TextError) as caught:
        preflight(paper, library)
    return {problem.path for problem in caught.value.problems}


def test_a_new_kind_of_record_is_checked_by_the_types_of_its_fields(latin: FontLibrary) -> None:
    """Text is checked wherever it stands, keys and languages are not; prose may have breaks."""
    bad = "x\u202ey"
    note = _Note(key=Token(bad), said=Line(bad), told=Prose("a\nb"), spoken=Language(bad))
    paper = _Paper(
        language=Language(bad),
        name=Name("  "),
        notes=(note, attrs.evolve(note, said=Line("ok"), told=Prose(bad))),
        pairs=((Line("ok"), Name("")), (Line(bad), Name("ok"))),
        hint=Line("a\nb"),
        plain=bad,
    )
    assert _problems(paper, latin) == {
        "holder.name",
        "notes[0].said",
        "notes[1].told",
        "pairs[0][1]",
        "pairs[1][0]",
        "hint",
        "plain",
    }


def _strings(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every string in a record."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, tuple):
        for i, held in enumerate(value):
            yield from _strings(held, (*path, i))
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _strings(getattr(value, field.name), (*path, field.name))


def _with(value: Any, path: tuple[Any, ...], text: str) -> Any:
    """Return a record with *text* at a path."""
    if not path:
        return text
    first, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return (*value[:first], _with(value[first], rest, text), *value[first + 1 :])
    return attrs.evolve(value, **{first: _with(getattr(value, first), rest, text)})


NOT_PRINTED = {
    *("language", "name_language", "own_words_language", "workshop", "criterion", "id", "group"),
}
"""Fields whose type says that nobody reads them."""


def test_no_text_of_a_certificate_is_left_out(latin: FontLibrary) -> None:
    """A direction override in any string at all is found, but in keys, ids and language tags."""
    sample = certificate("nb", 8, section=True, own_words=True, name_language="vi")
    seen = 0
    for path in _strings(sample):
        if path[-1] in NOT_PRINTED:
            continue
        assert len(_problems(_with(sample, path, "a\u202eb"), latin)) == 1, path
        seen += 1
    assert seen > 30


def test_a_joiner_may_stand_in_any_script_that_has_joined_forms() -> None:
    """Persian, Bengali and Sinhala write with joiners; between Latin letters they are refused."""
    for text, key in (("علی\u200cرضا", "arabic"), ("র\u200d্যা", "bengali"), ("ශ්\u200dරී", "sinhala")):
        assert preflight(certificate("nb", 3, name=text), library(key)).name == text
        with pytest.raises(TextError, match="invisible joiner"):
            preflight(certificate("nb", 3, name="a\u200db"), library(key))


def test_braces_that_pdf_libraries_replace_stay(latin: FontLibrary) -> None:
    """A text with `{nb}` or another slot in it is printed as it stands."""
    text = "{nb} {name} {pages}"
    sample = attrs.evolve(certificate("nb", 3, name=text), own_words=Prose(text))
    assert text_of(pdf_of(sample, latin)).count(text) == 2
