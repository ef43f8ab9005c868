"""Names of every script as this library sets them and as HarfBuzz's own command does."""

from __future__ import annotations

import json
import subprocess

import pytest

from skillcert.documents.fonts import SANS_SEMIBOLD, SERIF
from skillcert.documents.shaping import runs_of

from ..outside import program
from .packs import NAMES, PersonName, library, pack

SHAPED = [name for name in NAMES if name.pack and pack(name.pack).needs_shaping]


def _placed(path: str, text: str, options: tuple[str, ...]) -> list[tuple[int, int, int, int]]:
    """Return glyph, advance and offset of each glyph by `hb-shape`."""
    hb_shape = program("hb-shape", install="apt install libharfbuzz-bin")
    command = [hb_shape, "--output-format=json", "--no-glyph-names", "--font-size=1000"]
    done = subprocess.run([*command, *options, path, text], capture_output=True, check=True)
    return [(g["g"], g["ax"], g["dx"], g["dy"]) for g in json.loads(done.stdout)]


@pytest.mark.parametrize("style", [SERIF, SANS_SEMIBOLD])
@pytest.mark.parametrize("name", SHAPED, ids=lambda name: f"{name.language}-{name.pack}")
def test_names_are_set_as_harfbuzz_sets_them(name: PersonName, style: str) -> None:
    """Each run has the glyphs, advances and offsets of an independent build of HarfBuzz."""
    made = pack(name.pack)
    path = str(made.semibold if style == SANS_SEMIBOLD else made.regular)
    runs = runs_of(name.printed, style, library(name.pack), (), name.language)
    shaped = [run for run in runs if run.face.script]
    assert shaped
    for run in shaped:
        options = (
            f"--script={made.script}",
            f"--language={name.language}",
            f"--direction={'rtl' if run.rtl else 'ltr'}",
        )
        glyphs = run.face.shape(run.text, run.rtl, name.language)
        ours = [(glyph.id, glyph.advance, glyph.dx, glyph.dy) for glyph in glyphs]
        assert ours == _placed(path, run.text, options)
