"""What every text passes before it is drawn, so that nothing is lost or misread on paper.

Rules of this module

- Texts are normalised to NFC; apart from that nothing is repaired. What cannot be printed as it
  stands is a `Problem`, and all problems are reported at once.
- Refused: control characters, surrogates, noncharacters, private use, unassigned code points, all
  direction controls and every invisible format character but the joiners where a script needs them.
- Every character has a glyph in a bundled face or in an installed font pack. The PDF library would
  leave a missing one out without a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeVar

import attrs

from skillcert.documents.fonts import PACKAGES, FontLibrary
from skillcert.errors import CoverageError, Problem, TextError
from skillcert.model import Certificate, Document, Paragraph

__all__ = ["preflight"]

Checked = TypeVar("Checked", bound=Document)

_MOST_MARKS = 4
_JOINERS = frozenset("\u200c\u200d")
_KINDS = {
    "Cc": "a control character",
    "Cf": "an invisible format character",
    "Cs": "half of a surrogate pair",
    "Co": "a private-use character",
    "Cn": "an unassigned character",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_PRINTED = frozenset({"language", "name_language", "workshop", "criterion", "rubric", "group"})
_PROSE = frozenset({(Certificate, "own_words"), (Paragraph, "text")})


@attrs.frozen(kw_only=True)
class _Finding:
    """A problem, and whether it is only a missing glyph."""

    problem: Problem
    coverage: bool = False


def _named(character: str) -> str:
    """Return how a message speaks of *character*: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()


def _kind(character: str, *, breaks: bool) -> str | None:
    """Return why *character* may not stand in a text, None if it may."""
    if character in _DIRECTION:
        return "a direction control"
    if character in _JOINERS or (breaks and character == "\n"):
        return None
    if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return "a noncharacter"
    return _KINDS.get(unicodedata.category(character))


def _forbidden(text: str, path: str, *, breaks: bool) -> Iterator[_Finding]:
    """Yield each kind of character that may not stand in *text*, once, with its place."""
    seen: set[str] = set()
    for place, character in enumerate(text, start=1):
        kind = _kind(character, breaks=breaks)
        if character in _JOINERS and not _between_joining_letters(text, place - 1):
            kind = "an invisible joiner where no script needs it"
        if kind is not None and character not in seen:
            seen.add(character)
            what = f"{kind}, {_named(character)}, stands at character {place}"
            yield _Finding(problem=Problem(path=path, what=what, hint="Remove it"))


def _between_joining_letters(text: str, place: int) -> bool:
    """Say whether the joiner at *place* stands by letters of a script that has joined forms."""
    before = text[place - 1] if place else " "
    return unicodedata.bidirectional(before) in {"AL", "NSM"}


def _heaped(text: str, path: str) -> Iterator[_Finding]:
    """Yield a problem if more marks are heaped on one letter than any alphabet has."""
    run = 0
    for place, character in enumerate(text, start=1):
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            what = f"more than {_MOST_MARKS} marks are heaped on one letter at character {place}"
            yield _Finding(problem=Problem(path=path, what=what, hint="Remove some of them"))
            return


def _package(character: str) -> str | None:
    """Return the distribution that has a font for *character*, None if none is known."""
    return PACKAGES.get(unicodedata.name(character, "").split(" ")[0])


def _missing(text: str, path: str, library: FontLibrary) -> Iterator[_Finding]:
    """Yield one problem for the characters of *text* that no face draws."""
    places: dict[str, int] = {}
    for place, character in enumerate(text, start=1):
        known = character == "\n" or character in _JOINERS or _kind(character, breaks=True)
        if not known and not library.covers(character):
            places.setdefault(character, place)
    if not places:
        return
    packages = sorted({package for character in places if (package := _package(character))})
    first = [f"{_named(c)} at character {place}" for c, place in list(places.items())[:5]]
    more = f" and {len(places) - 5} more" if len(places) > 5 else ""
    hint = f"Install {' and '.join(packages)}" if packages else "Write it in other letters"
    what = f"no installed font has {', '.join(first)}{more}"
    yield _Finding(problem=Problem(path=path, what=what, hint=hint), coverage=True)


def _findings(text: str, path: str, library: FontLibrary, *, breaks: bool) -> Iterator[_Finding]:
    yield from _forbidden(text, path, breaks=breaks)
    yield from _heaped(text, path)
    yield from _missing(text, path, library)


def _child(path: str, name: str) -> str:
    """Return the path of a field; the certificate's own name is the holder's."""
    if not path:
        return "holder.name" if name == "name" else name
    return f"{path}.{name}"


# What every certificate of a workshop says is looked at once. Bounded, since names differ.
@lru_cache(maxsize=4096)
def _passes(text: str, library: FontLibrary, *, prose: bool) -> bool:
    """Say whether *text* can be printed exactly as it stands."""
    return unicodedata.is_normalized("NFC", text) and not any(
        _findings(text, "", library, breaks=prose)
    )


def _text(text: str, path: str, library: FontLibrary, found: list[_Finding], *, prose: bool) -> str:
    """Return *text* normalised; what is wrong with it is added to *found*."""
    text = text.replace("\r\n", "\n") if prose else text
    if _passes(text, library, prose=prose):
        return text
    if not any(unicodedata.category(character) == "Cs" for character in text):
        text = unicodedata.normalize("NFC", text)
    found.extend(_findings(text, path, library, breaks=prose))
    return text


def _walk(value: Any, path: str, library: FontLibrary, found: list[_Finding]) -> Any:
    """Return a record with every text in it normalised and looked at."""
    if isinstance(value, str):
        return _text(value, path, library, found, prose=False)
    if isinstance(value, tuple):
        return tuple(_walk(v, f"{path}[{i}]", library, found) for i, v in enumerate(value))
    if not attrs.has(type(value)):
        return value
    changes = {}
    for field in attrs.fields(type(value)):
        held, place = getattr(value, field.name), _child(path, field.name)
        if field.name in _NOT_PRINTED:
            continue
        if (type(value), field.name) in _PROSE:
            changes[field.name] = _text(held, place, library, found, prose=True)
        else:
            changes[field.name] = _walk(held, place, library, found)
    return attrs.evolve(value, **changes)


def _blank(document: Document) -> Iterator[_Finding]:
    """Yield a problem for each name that is blank."""
    names = {"holder.name": document.name, "issuer.name": document.issuer.name}
    signers = document.signers if isinstance(document, Certificate) else ()
    names |= {f"signers[{i}].name": s.name for i, s in enumerate(signers)}
    for path, name in names.items():
        if not name.strip():
            yield _Finding(problem=Problem(path=path, what="the name is blank"))


def _raise(found: list[_Finding]) -> None:
    problems = [finding.problem for finding in found]
    if all(finding.coverage for finding in found):
        raise CoverageError(problems)
    raise TextError(problems)


def preflight(document: Checked, library: FontLibrary) -> Checked:
    """Check every text of a document.

    Args:
        document: What is to be printed.
        library: The faces that are there to print it with.

    Returns:
        The document with its texts in NFC.

    Raises:
        CoverageError: Nothing is wrong but that characters have no glyph; the hint names the
            package to install where there is one.
        TextError: A text cannot be printed as it stands.
    """
    found: list[_Finding] = list(_blank(document))
    clean: Checked = _walk(document, "", library, found)
    if found:
        _raise(found)
    return clean
