"""What every text passes before it is drawn, so that nothing is lost or misread on paper.

Rules of this module

- Texts are normalised to NFC; apart from that nothing is repaired. What cannot be printed as it
  stands is a `Problem`, and all problems are reported at once.
- Refused: control characters, surrogates, noncharacters, private use, unassigned code points, all
  direction controls and every invisible format character but the joiners where a script needs them.
- Every character has a glyph in a bundled face or in an installed font pack.
- What a field holds is told by its type: keys, ids and digests are not printed, prose may have line
  breaks, anything else that is text is one line. So a new kind of document is checked with no word
  of it here, and a field can be forgotten only by giving it the type of a key.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args, get_type_hints

import attrs

from skillcert.documents.fonts import SERIF, FontLibrary
from skillcert.documents.packs import packs_to_install
from skillcert.errors import CoverageError, Problem, TextError
from skillcert.model import Digest, Language, Name, Prose, Reference, Sha256, Token

if TYPE_CHECKING:
    from skillcert.model import Document

__all__ = ["preflight"]

Checked = TypeVar("Checked", bound="Document")

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
_NOT_PRINTED = frozenset({Token, Reference, Language, Sha256, Digest})
_TEXTS = frozenset({str, Name, Prose})


@attrs.frozen(kw_only=True)
class _Place:
    """Where a text stands.

    Attributes:
        path: Its path in the document.
        prose: Whether it may have line breaks.
        name: Whether it is somebody's name, and so never blank.
        language: Its language; None if it is not known.
    """

    path: str
    prose: bool = False
    name: bool = False
    language: str | None = None


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


@lru_cache(maxsize=2048)
def _harmless(character: str, library: FontLibrary) -> bool:
    """Say whether *character* may stand anywhere."""
    return (
        _kind(character, breaks=False) is None
        and character not in _JOINERS
        and not _is_mark(character)
        and library.covers(character)
    )


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def _forbidden(text: str, place: _Place, library: FontLibrary) -> Iterator[_Finding]:
    """Yield each kind of character that may not stand in *text*, once, with its place."""
    seen: set[str] = set()
    for number, character in enumerate(text, start=1):
        kind = _kind(character, breaks=place.prose)
        if character in _JOINERS and not _joins(text, number - 1, library):
            kind = "an invisible joiner where no script needs it"
        if kind is not None and character not in seen:
            seen.add(character)
            what = f"{kind}, {_named(character)}, stands at character {number}"
            yield _Finding(problem=Problem(path=place.path, what=what, hint="Remove it"))


def _joins(text: str, index: int, library: FontLibrary) -> bool:
    """Say whether the joiner at *index* stands after a letter of a script that has joined forms."""
    if not index or text[index - 1].isspace() or text[index - 1] in _JOINERS:
        return False
    face = library.face_for(text[index - 1], SERIF)
    # Without a face the letter itself is the problem, and it is reported.
    return face is None or face.script is not None


def _heaped(text: str, place: _Place) -> Iterator[_Finding]:
    """Yield a problem if more marks are heaped on one letter than any alphabet has."""
    run = 0
    for number, character in enumerate(text, start=1):
        run = run + 1 if _is_mark(character) else 0
        if run > _MOST_MARKS:
            what = f"more than {_MOST_MARKS} marks are heaped on one letter at character {number}"
            yield _Finding(problem=Problem(path=place.path, what=what, hint="Remove some of them"))
            return


def _install(missing: tuple[str, ...], language: str | None) -> str:
    """Return what to do about characters that no installed face has."""
    choices = packs_to_install(missing, language)
    without = [c for c in missing if not packs_to_install((c,), language)]
    hints = (
        [f"Install {' and '.join(' or '.join(choice) for choice in choices)}"] if choices else []
    )
    if without:
        hints.append(f"No font pack has {_named(without[0])}. Write it in other letters")
    return ". ".join(hints)


def _missing(text: str, place: _Place, library: FontLibrary) -> Iterator[_Finding]:
    """Yield one problem for the characters of *text* that no face draws."""
    places: dict[str, int] = {}
    for number, character in enumerate(text, start=1):
        known = character == "\n" or character in _JOINERS or _kind(character, breaks=True)
        if not known and not library.covers(character):
            places.setdefault(character, number)
    if not places:
        return
    first = [f"{_named(c)} at character {number}" for c, number in list(places.items())[:5]]
    more = f" and {len(places) - 5} more" if len(places) > 5 else ""
    hint = _install(tuple(places), place.language)
    what = f"no installed font has {', '.join(first)}{more}"
    yield _Finding(problem=Problem(path=place.path, what=what, hint=hint), coverage=True)


def _findings(text: str, place: _Place, library: FontLibrary) -> Iterator[_Finding]:
    """Yield what is wrong with a text."""
    if place.name and not text.strip():
        yield _Finding(problem=Problem(path=place.path, what="the name is blank"))
    if all(_harmless(character, library) for character in text):
        return
    yield from _forbidden(text, place, library)
    yield from _heaped(text, place)
    yield from _missing(text, place, library)


def _child(path: str, name: str) -> str:
    """Return the path of a field; the certificate's own name is the holder's."""
    if not path:
        return "holder.name" if name == "name" else name
    return f"{path}.{name}"


# What every certificate of a workshop says is looked at once. Bounded, since names differ.
@lru_cache(maxsize=2048)
def _passes(text: str, library: FontLibrary, *, prose: bool, name: bool) -> bool:
    """Say whether *text* can be printed exactly as it stands."""
    place = _Place(path="", prose=prose, name=name)
    return unicodedata.is_normalized("NFC", text) and not any(_findings(text, place, library))


def _clean(text: str, place: _Place, library: FontLibrary, found: list[_Finding]) -> str:
    """Return *text* normalised; what is wrong with it is added to *found*."""
    text = text.replace("\r\n", "\n") if place.prose else text
    if _passes(text, library, prose=place.prose, name=place.name):
        return text
    if not any(unicodedata.category(character) == "Cs" for character in text):
        text = unicodedata.normalize("NFC", text)
    found.extend(_findings(text, place, library))
    return text


def _kinds(hint: Any) -> Iterator[Any]:
    """Yield the types that a value of a field may have, those within tuples included."""
    arguments = get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _kinds(argument)


@cache
def _fields(kind: Any) -> tuple[tuple[str, frozenset[Any]], ...]:
    """Return the fields of a record and the types that they may have."""
    hints = get_type_hints(kind)
    return tuple((f.name, frozenset(_kinds(hints[f.name]))) for f in attrs.fields(kind))


def _walk(value: Any, place: _Place, library: FontLibrary, found: list[_Finding]) -> Any:
    """Return a value with every text in it normalised and looked at."""
    if isinstance(value, str):
        return _clean(value, place, library, found)
    if isinstance(value, tuple):
        inner = (attrs.evolve(place, path=f"{place.path}[{i}]") for i in range(len(value)))
        return tuple(_walk(v, p, library, found) for v, p in zip(value, inner, strict=True))
    if not attrs.has(type(value)):
        return value
    changes, kind = {}, cast("Hashable", type(value))
    for name, kinds in _fields(kind):
        if kinds & _NOT_PRINTED and not kinds & _TEXTS:
            continue
        inside = _Place(
            path=_child(place.path, name),
            prose=Prose in kinds,
            name=Name in kinds,
            language=getattr(value, f"{name}_language", None),
        )
        changes[name] = _walk(getattr(value, name), inside, library, found)
    return attrs.evolve(value, **changes)


@cache
def _looked_at(kind: Any) -> tuple[tuple[str, bool, bool], ...]:
    """Return the fields of a record that may hold texts, and whether those are prose or names."""
    return tuple(
        (name, Prose in kinds, Name in kinds)
        for name, kinds in _fields(kind)
        if not kinds & _NOT_PRINTED or kinds & _TEXTS
    )


def _all_pass(value: Any, library: FontLibrary, *, prose: bool = False, name: bool = False) -> bool:
    """Say whether every text in a value can be printed exactly as it stands."""
    if isinstance(value, str):
        return _passes(value, library, prose=prose, name=name)
    if isinstance(value, tuple):
        return all(_all_pass(one, library, prose=prose, name=name) for one in value)
    if not attrs.has(type(value)):
        return True
    return all(
        _all_pass(getattr(value, field), library, prose=prose, name=name)
        for field, prose, name in _looked_at(cast("Hashable", type(value)))
    )


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
    if _all_pass(document, library):
        return document
    found: list[_Finding] = []
    clean: Checked = _walk(document, _Place(path=""), library, found)
    if found:
        _raise(found)
    return clean
