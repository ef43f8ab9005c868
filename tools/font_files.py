"""The files around the faces of a font pack; for `make_faces.py`."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from font_packs import Pack

__all__ = ["coverage_line", "ofl", "pack_files"]

_WORD = re.compile(r"N’Ko|CJK|[A-Z]{2}$|[A-Z][a-z]+")
HAN = range(0x4E00, 0xA000)
"""The block whose coverage is written as a bitmap, since a pack has some of it everywhere."""
_TEXT = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{distribution}"
version = "0.1.0"
description = "{title} letters for the documents of skillcert: {faces}."
readme = "README.md"
requires-python = ">=3.11"
license = "MIT AND OFL-1.1"
license-files = ["LICENSE", "src/{module}/OFL.txt"]
authors = [{{ name = "The skillcert developers" }}]
dependencies = [{dependencies}]

[project.entry-points."skillcert.fonts"]
{entry} = "{module}:font_pack"

[tool.hatch.build.targets.wheel]
packages = ["src/{module}"]

[tool.uv.sources]
skillcert = {{ workspace = true }}
"""
_CODE = '''\
"""{names} for the documents of skillcert."""

from __future__ import annotations

from pathlib import Path

from skillcert.documents.fonts import FontPack

__all__ = ["font_pack"]


def font_pack() -> FontPack:
    """Return the faces of this pack (entry point of the group `skillcert.fonts`)."""
    here = Path(__file__).parent
    return FontPack(
{arguments}
    )
'''
_README = """\
# {distribution}

Lets skillcert print names and texts in {title} letters.
Languages: {used_for}.

```
pip install {distribution}
```

There is nothing else to do. It brings {faces}
under the SIL Open Font License 1.1{engine}.
`tools/make_faces.py` cut the faces from version {version} of the full fonts.
"""


def _spaced(file: str) -> tuple[str, str]:
    """Return family and weight of a font file as people write them."""
    family, weight = file.split("-")
    return " ".join(_WORD.findall(family.replace("NKo", "N’Ko"))), weight


def _faces(pack: Pack) -> str:
    names = [" ".join(_spaced(file)) for file in dict.fromkeys(pack.files)]
    return " and ".join(names)


def _families(pack: Pack) -> str:
    return " and ".join(dict.fromkeys(_spaced(file)[0] for file in pack.files))


def _arguments(pack: Pack) -> Iterator[str]:
    regular, semibold = pack.files
    yield f'script="{pack.script}",'
    yield f'regular=here / "{regular}.ttf",'
    yield f'semibold=here / "{semibold}.ttf",'
    yield f"needs_shaping={pack.shaping},"
    if pack.rtl:
        yield "rtl=True,"
    if pack.languages:
        listed = ", ".join(f'"{language}"' for language in pack.languages)
        yield f"languages=({listed}{',' if len(pack.languages) == 1 else ''}),"
    if pack.size != 1:
        yield f"size={pack.size},"


def pack_files(pack: Pack, version: str) -> dict[str, str]:
    """Return the text files of a pack by their path within its folder.

    Args:
        pack: The pack.
        version: The version of its faces.
    """
    needs = ["skillcert>=0.1", *(["uharfbuzz>=0.39"] if pack.shaping else [])]
    values = {
        "distribution": pack.distribution,
        "module": pack.module,
        "title": pack.title,
        "used_for": pack.used_for,
        "faces": _faces(pack),
        "names": _families(pack),
        "entry": pack.key.replace("-", "_"),
        "dependencies": ", ".join(f'"{need}"' for need in needs),
        "engine": ", and HarfBuzz to set them" if pack.shaping else "",
        "version": version,
        "arguments": "\n".join(f"        {argument}" for argument in _arguments(pack)),
    }
    source = f"src/{pack.module}"
    return {
        "pyproject.toml": _TEXT.format_map(values),
        "README.md": _README.format_map(values),
        f"{source}/__init__.py": _CODE.format_map(values),
        f"{source}/py.typed": "",
    }


def ofl(licence: str, notices: Iterable[str]) -> str:
    """Return the text of the Open Font License with the *notices* of some fonts.

    Args:
        licence: A text of the licence, the first line of which is some font's notice.
        notices: Who holds the copyright of which font.
    """
    return "\n".join([*dict.fromkeys(map(str.strip, notices)), *licence.split("\n")[1:]])


def _ranges(codes: Iterable[int]) -> Iterator[str]:
    """Yield hexadecimal ranges that hold *codes*."""
    first = last = -2
    for code in [*sorted(codes), -1]:
        if code == last + 1:
            last = code
            continue
        if last >= 0:
            yield f"{first:x}-{last:x}" if last > first else f"{first:x}"
        first = last = code


def coverage_line(pack: Pack, codes: set[int]) -> str:
    """Return the line that tells the library what *pack* has, where it is not installed.

    Args:
        pack: The pack.
        codes: The characters that both its faces have.
    """
    parts = [pack.distribution, ",".join(_ranges(codes - set(HAN)))]
    if codes & set(HAN):
        bits = bytearray(len(HAN) // 8)
        for code in codes & set(HAN):
            bits[(code - HAN.start) // 8] |= 1 << (code - HAN.start) % 8
        parts.append(base64.b64encode(zlib.compress(bytes(bits), 9)).decode())
    return " ".join(parts)


def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text("utf-8")
