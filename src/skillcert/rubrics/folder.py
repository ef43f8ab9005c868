"""Where rubric files lie: a plugin's folder, and the folder that a programme lays over it.

How files of an overlay are laid over those of a plugin

- A structure file says in `base` which version of the rubric it was written for, and in `version`
  which version comes out: another one, for example `1.0.0+harbour.1`. So a sign-off never names a
  version that means two things, and a new version of the plugin is looked at before it is used.
- A criterion with an id that is there changes the keys that it names; any other is added at the
  end. Every other key of the structure takes the place of the plugin's.
- An overlay that names fewer languages than the plugin leaves the others' text files out.
- A text file changes the words that it names and adds the others.
- A rubric or a language that the plugin has not is taken as it stands.

What comes out is checked as if it had stood in one folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from skillcert import codec
from skillcert.errors import CodecError, Problem

__all__ = ["SUFFIX", "Folder"]

SUFFIX = ".toml"
"""How the name of a rubric file ends."""

_BASE = "base"


@attrs.frozen
class Folder:
    """The rubric files of a workshop.

    Attributes:
        base: The folder of the plugin.
        over: The folder of the programme's overlay, if there is one.
    """

    base: Traversable
    over: Traversable | None = None

    @property
    def name(self) -> str:
        """The folder's name, for the messages."""
        return self.base.name

    def names(self, problems: list[Problem]) -> list[str]:
        """Return the names of the rubric files, sorted, and add what is wrong to *problems*."""
        base = _names(self.base, problems)
        if self.over is None:
            return base
        over = _names(self.over, problems)
        for stem in sorted({name.partition(".")[0] for name in over}):
            structure = f"{stem}{SUFFIX}"
            if structure in base and structure not in over:
                problems.append(
                    Problem(
                        file=structure,
                        what="the overlay changes words of this rubric and has no structure file",
                        hint=f"Add {structure} with base, the version it was written for, "
                        "and version",
                    )
                )
        return sorted({*(name for name in base if not self._left_out(name)), *over})

    def _left_out(self, name: str) -> bool:
        """Say whether *name* is a text file in a language that the overlay does not name."""
        stem, _, language = name.removesuffix(SUFFIX).partition(".")
        if self.over is None or not language:
            return False
        try:
            data = (self.over / f"{stem}{SUFFIX}").read_bytes()
            languages = codec.parse_toml(data).get("languages")
        except (OSError, CodecError):
            return False  # whoever reads the structure file says what is wrong
        return isinstance(languages, list) and language not in languages

    def tree(self, name: str) -> dict[str, Any]:
        """Return the content of a file, with what the overlay changes.

        Raises:
            CodecError: A file is not TOML, or the overlay does not fit the file below it.
            OSError: A file cannot be read.
        """
        if self.over is None or not (self.over / name).is_file():
            return codec.parse_toml((self.base / name).read_bytes(), source=name)
        over = codec.parse_toml((self.over / name).read_bytes(), source=name)
        if not (self.base / name).is_file():
            return over
        base = codec.parse_toml((self.base / name).read_bytes(), source=name)
        if name.count(".") > 1:
            return _laid_over(base, over)
        return _structure(base, over, name)


def _structure(base: dict[str, Any], over: dict[str, Any], name: str) -> dict[str, Any]:
    _check_versions(base, over, name)
    changed = {key: value for key, value in over.items() if key not in (_BASE, "criteria")}
    below, above = base.get("criteria"), over.get("criteria", [])
    if isinstance(below, list) and isinstance(above, list):
        return {**base, **changed, "criteria": _criteria(below, above)}
    # One of them is no list: the check of the form says what is wrong.
    return {**base, **changed, "criteria": below if isinstance(above, list) else above}


def _check_versions(base: Mapping[str, Any], over: Mapping[str, Any], name: str) -> None:
    problems = []
    have = base.get("version")
    if _BASE not in over:
        problems.append(("base", "the key is missing", f'Write base = "{have}"'))
    elif over[_BASE] != have:
        problems.append(
            (
                "base",
                f"the overlay was written for version {over[_BASE]}, but {have} is installed",
                "Look at what changed, then set base to the installed version",
            )
        )
    if over.get("version") in (None, have):
        problems.append(
            ("version", "an overlay needs a version of its own", f'As version = "{have}+ours.1"')
        )
    if problems:
        raise CodecError(
            Problem(file=name, path=path, what=what, hint=hint) for path, what, hint in problems
        )


def _criteria(base: Sequence[Any], over: Sequence[Any]) -> list[Any]:
    """Return *base* with the entries of *over* laid over those of the same id, the others after."""
    merged = list(base)
    place = {key: i for i, entry in enumerate(base) if (key := _id(entry)) is not None}
    for entry in over:
        key = _id(entry)
        if key in place:
            merged[place[key]] = {**merged[place[key]], **entry}
        else:
            merged.append(entry)
    return merged


def _id(entry: object) -> str | None:
    """Return the id of a `[[criteria]]` entry, None if it has none that could be meant."""
    key = entry.get("id") if isinstance(entry, dict) else None
    return key if isinstance(key, str) else None


def _laid_over(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return *base* with what *over* names, table by table."""
    merged = dict(base)
    for key, value in over.items():
        below = merged.get(key)
        nested = isinstance(below, dict) and isinstance(value, dict)
        merged[key] = _laid_over(below, value) if nested else value  # type: ignore[arg-type]
    return merged


def _names(folder: Traversable, problems: list[Problem]) -> list[str]:
    try:
        # Names that begin with a dot are left by editors and by macOS.
        entries = sorted(e.name for e in folder.iterdir() if not e.name.startswith("."))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        what = f"the folder cannot be read: {reason}"
        problems.append(Problem(file=folder.name, what=what))
        return []
    problems.extend(
        Problem(
            file=name,
            what=f"the file's name ends in {name[-len(SUFFIX) :]}, not in {SUFFIX}",
            hint="Rename it",
        )
        for name in entries
        if name.lower().endswith(SUFFIX) and not name.endswith(SUFFIX)
    )
    return [name for name in entries if name.endswith(SUFFIX)]
