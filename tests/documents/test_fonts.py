"""Faces, packs and runs."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from skillcert.documents import fonts, packs
from skillcert.documents.fonts import (
    MM_PER_POINT,
    SANS,
    SERIF,
    FontLibrary,
    FontPack,
    installed_library,
)
from skillcert.documents.shaping import runs_of
from skillcert.errors import PluginError

from .conftest import ARABIC


def test_width_is_linear(latin: FontLibrary) -> None:
    """Twice the size is twice the width, and a space more is a space wider."""
    face = latin.face(SANS)
    assert face.width("Hjul", 20) == pytest.approx(2 * face.width("Hjul", 10))
    space = face.widths[face.cmap[0x20]] * 10 / 1000 * MM_PER_POINT
    assert face.width("o o", 10) == pytest.approx(2 * face.width("o", 10) + space)


def test_pairs_are_kerned(latin: FontLibrary) -> None:
    """Letters that leave a gap are moved together, as the face says."""
    face = latin.face(SERIF)
    assert face.units("AV", False) < face.units("A", False) + face.units("V", False)


def test_a_mark_without_a_composed_letter_is_put_upon_its_letter(latin: FontLibrary) -> None:
    """A mark takes no room of its own and stands higher on a capital than on a small letter."""
    face = latin.face(SERIF)
    small, large = face.shape("ẹ\u0300", False)[1], face.shape("Ẹ\u0300", False)[1]
    assert small.advance == large.advance == 0
    assert large.dy > small.dy


def test_every_character_is_in_one_run(arabic: FontLibrary) -> None:
    """Runs together hold each character of the text once, whatever the scripts."""
    text = "Ali (محمد 12 الأمين), Oslo 1"
    assert sorted("".join(r.text for r in runs_of(text, SANS, arabic))) == sorted(text)


def test_runs_stand_in_the_order_of_the_line(arabic: FontLibrary) -> None:
    """Arabic words run from right to left within a line from left to right, digits do not."""
    runs = [(r.text, r.rtl) for r in runs_of("A محمد 12 الأمين B", SANS, arabic)]
    assert "|".join(text for text, _ in runs) == "A |الأمين| |12|محمد | B"
    assert [rtl for _, rtl in runs] == [False, True, True, False, True, False]


def test_arabic_letters_are_joined(arabic: FontLibrary) -> None:
    """A word is narrower than its letters on their own, since they take joined forms."""
    run = runs_of("محمد", SANS, arabic)[0]
    alone = sum(run.face.units(letter, True) for letter in run.text)
    assert run.face.units(run.text, True) != alone


def test_headings_take_the_bold_face_of_a_pack(arabic: FontLibrary) -> None:
    """A pack's two faces go with the two weights of the bundled ones."""
    assert runs_of("محمد", fonts.SANS_SEMIBOLD, arabic)[0].face.name == "Arab-semibold"
    assert runs_of("محمد", SERIF, arabic)[0].face.name == "Arab-regular"


def test_a_character_that_nobody_draws_is_an_error_in_runs(latin: FontLibrary) -> None:
    """Even without the preflight nothing is left out silently."""
    with pytest.raises(KeyError):
        runs_of("漢", SANS, latin)


def _use(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Make *value* the only installed font pack."""
    entry = EntryPoint(name="broken", value=value, group=fonts.GROUP)
    monkeypatch.setattr(packs, "entry_points", lambda group: [entry] if group else [])
    installed_library.cache_clear()


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("skillcert.nowhere:pack", "cannot be loaded"),
        ("skillcert.documents.fonts:GROUP", "cannot be loaded"),
        ("builtins:str", "returns str, no FontPack"),
    ],
)
def test_a_broken_pack_is_named(value: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font pack that does not load or gives the wrong thing is a clear error."""
    _use(monkeypatch, value)
    try:
        with pytest.raises(PluginError, match=what):
            installed_library()
    finally:
        installed_library.cache_clear()


def test_a_pack_of_the_wrong_form_is_refused() -> None:
    """The script is an ISO 15924 code and the files are paths."""
    path = ARABIC / "NotoNaskhArabic-Regular.ttf"
    with pytest.raises(ValueError, match="script"):
        FontPack(script="Arabic", regular=path, semibold=path)
    with pytest.raises(TypeError, match="regular"):
        FontPack(script="Arab", regular=str(path), semibold=path)  # type: ignore[arg-type]


def test_faces_and_licence_are_shipped_together() -> None:
    """Where there is a face there is its licence; the faces together stay below 720 KiB."""
    from importlib.resources import files

    folder = files("skillcert.documents") / "faces"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
    sizes = [len(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".ttf")]
    assert len(sizes) == 4
    assert sum(sizes) <= 720 * 1024
