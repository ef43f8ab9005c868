"""Reading a letterhead file: the issuer's colour, logo and scanned signatures.

Rules of this module

- A letterhead that was read can be drawn: everything in it was tried.
- The files that it names lie beside it. No path leads out of the folder.
- All faults are reported at once, each with the place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import attrs

from skillcert import codec
from skillcert.documents.artwork import letterhead_problems
from skillcert.errors import LetterheadError, Problem
from skillcert.model import Letterhead, LetterheadFile, Logo, ScannedSignature

__all__ = ["read_letterhead"]

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOST_BYTES = 20_000


def read_letterhead(folder: Traversable, name: str) -> Letterhead:
    """Read a letterhead file and the files that it names.

    Args:
        folder: The folder of the file.
        name: The name of the file, as `letterhead.toml`.

    Raises:
        CodecError: The file is no letterhead file.
        LetterheadError: A file that it names is not there, or something in it cannot be drawn.
    """
    data = (folder / name).read_bytes()
    if len(data) > _MOST_BYTES:
        what = f"the file has {len(data)} bytes, more than {_MOST_BYTES}"
        raise LetterheadError((Problem(file=name, what=what),))
    file = codec.load_toml(LetterheadFile, data, source=name)
    problems = [*_faults(file, folder)]
    if not problems:
        made = _letterhead(file, folder)
        problems = [*letterhead_problems(made)]
        if not problems:
            return made
    raise LetterheadError(attrs.evolve(problem, file=name) for problem in problems)


def _named(file: LetterheadFile) -> Iterator[tuple[str, str]]:
    """Yield the place and the name of each file that is named."""
    if file.logo is not None:
        yield "logo.file", file.logo.file
    for i, signature in enumerate(file.signatures):
        yield f"signatures[{i}].file", signature.file


def _faults(file: LetterheadFile, folder: Traversable) -> Iterator[Problem]:
    """Yield what is wrong with the file before anything that it names is opened."""
    if file.accent is not None and not _COLOUR.fullmatch(file.accent):
        what = f"an accent must be a colour as #1f4e5f, not {file.accent!r}"
        yield Problem(path="accent", what=what)
    for path, name in _named(file):
        if "/" in name or "\\" in name or ":" in name or name in {".", ".."}:
            what = f"{name!r} leads out of the folder"
            yield Problem(path=path, what=what, hint="Put the file beside this one")
        elif not (folder / name).is_file():
            hint = "Put it beside this file, or correct the name"
            yield Problem(path=path, what=f"there is no file {name!r}", hint=hint)


def _letterhead(file: LetterheadFile, folder: Traversable) -> Letterhead:
    logo = file.logo
    return Letterhead(
        accent=file.accent,
        logo=None if logo is None else Logo(data=(folder / logo.file).read_bytes(), alt=logo.alt),
        signatures=tuple(
            ScannedSignature(name=one.name, data=(folder / one.file).read_bytes())
            for one in file.signatures
        ),
    )
