"""Write which letters languages are written with: `python tools/write_exemplars.py`.

`tests/documents/exemplars.toml` is an excerpt of the Unicode CLDR's exemplar characters, which the
tests hold the bundled faces and the font packs to. The data is in Debian's package
`unicode-cldr-core`, under the Unicode licence.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
import xml.etree.ElementTree as ET  # the package's own files
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "tests" / "documents" / "exemplars.toml"
HEAD = """\
# The letters that languages are written with, capitals included: the main exemplar characters of
# the Unicode CLDR (release 41, Unicode licence), normalised. `tools/write_exemplars.py` wrote it.

"""
_PIECE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|[{}]|\S")


def _read(piece: str) -> str:
    number = piece.removeprefix("\\u")
    return chr(int(number, 16)) if number != piece else piece.removeprefix("\\")


def _letters(pattern: str) -> Iterator[str]:
    """Yield the characters that a set in the CLDR's notation holds, as `[a b-d {sch}]`."""
    pieces = _PIECE.findall(pattern.strip()[1:-1])
    before = ""
    for i, piece in enumerate(pieces):
        if piece in "{}" or (piece == "-" and before):
            continue
        character = _read(piece)
        if i and pieces[i - 1] == "-" and before:
            yield from map(chr, range(ord(before) + 1, ord(character)))
        yield character
        before = character


def _language(path: Path) -> tuple[str, str] | None:
    """Return a language's tag and its letters; None if the file adds nothing to another."""
    for element in ET.parse(path).iter("exemplarCharacters"):  # noqa: S314
        if element.get("type") is None and element.text and element.text != "↑↑↑":
            both = [form for c in _letters(element.text) for form in (c, c.upper())]
            found = {c for form in both for c in unicodedata.normalize("NFC", form)}
            return path.stem.replace("_", "-"), "".join(sorted(found))
    return None


def main() -> None:
    """Write the file and say how many languages are in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cldr", type=Path, default=Path("/usr/share/unicode/cldr/common/main"))
    paths = sorted(parser.parse_args().cldr.glob("*.xml"))
    found = dict(filter(None, map(_language, paths)))
    # Where a dialect is written with the letters of its language, once is enough.
    own = {
        tag: letters
        for tag, letters in found.items()
        if "-" not in tag or found.get(tag.split("-")[0]) != letters
    }
    lines = (f'"{tag}" = {_quoted(letters)}\n' for tag, letters in sorted(own.items()))
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(own)} languages in {TARGET}")


def _quoted(text: str) -> str:
    """Return *text* as TOML has it; what is no letter on its own is written by its number."""
    plain = (c if c.isalpha() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    return '"' + "".join(plain) + '"'


if __name__ == "__main__":
    main()
