"""The font packs of this repository, loaded from their folders: the tests install none of them."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import attrs

from skillcert.documents.fonts import FontLibrary, FontPack

__all__ = ["FOLDER", "KEYS", "NAMES", "PersonName", "library", "pack", "package"]

FOLDER = Path(__file__).parents[2] / "fonts"
KEYS = tuple(sorted(path.parent.name for path in FOLDER.glob("*/pyproject.toml")))


@attrs.frozen(kw_only=True)
class PersonName:
    """A name of `names.toml`.

    Attributes:
        language: Its language.
        name: The name as a person typed it.
        pack: The pack that it needs; empty if it needs none.
        printed: What stands on paper.
    """

    language: str
    name: str
    pack: str = ""
    printed: str = ""


def _names() -> tuple[PersonName, ...]:
    rows = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))["names"]
    return tuple(PersonName(**{"printed": row["name"], **row}) for row in rows)


NAMES = _names()


def package(key: str) -> Path:
    """Return the folder of a pack's Python package."""
    return FOLDER / key / "src" / f"skillcert_fonts_{key.replace('-', '_')}"


@cache
def pack(key: str) -> FontPack:
    """Return a pack, as its own code makes it."""
    path = package(key) / "__init__.py"
    spec = spec_from_file_location(path.parent.name, path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    made: FontPack = module.font_pack()
    assert path.parent.name not in sys.modules or key == "arabic"
    return made


@cache
def library(*keys: str) -> FontLibrary:
    """Return the bundled faces with some packs; with every pack if none is named."""
    return FontLibrary(tuple(map(pack, keys or KEYS)))
