"""The one converter between plain trees and records."""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from skillcert.codec.tree import at, describe
from skillcert.errors import CodecError, Problem, SkillcertError, shorten
from skillcert.model import Language, Line, Name, Prose, Reference, Token, Translations

__all__ = ["FORMS", "structure", "unstructure"]

T = TypeVar("T")


class _Fault(Exception):
    """What is wrong with one value; it never leaves this module."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        super().__init__(what)


@attrs.frozen
class Form:
    """The form of one kind of string.

    Attributes:
        pattern: What the whole string matches.
        longest: Its greatest length in characters.
        expected: The form in words.
    """

    pattern: str
    longest: int
    expected: str


# One line: no control character and no line or paragraph separator, not blank at either end.
_ONE_LINE = r"[^\s\x00-\x1f\x7f-\x9f](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s\x00-\x1f\x7f-\x9f])?"

FORMS: dict[Any, Form] = {
    Token: Form(r"[a-z][a-z0-9_]*", 64, "a key of lower-case letters, digits and underscores"),
    Reference: Form(r"[A-Za-z0-9][A-Za-z0-9._:-]*", 128, "an id of letters, digits and . _ : -"),
    Language: Form(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", 35, "a language tag such as nb or en"),
    Line: Form(_ONE_LINE, 500, "one line of text, with no space at either end"),
    Name: Form(_ONE_LINE, 300, "a name on one line, with no space at either end"),
    Prose: Form(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f]*", 4_000, "text without control characters"),
}
"""The forms of the string types of `skillcert.model.text`."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def structure(cls: type[T], tree: Any, *, source: str = "") -> T:
    """Build a record of type *cls* from a plain tree.

    Args:
        cls: An attrs class.
        tree: Dicts, lists and scalars, as `parse_json` returns them.
        source: The file's name, for the messages.

    Raises:
        CodecError: The tree is no such record; it holds every problem found.
    """
    try:
        return _converter().structure(tree, cls)
    except Exception as error:
        raise CodecError(
            [Problem(file=source, path=path, what=what, hint=hint)
             for path, what, hint in _explain(error, "")]
        ) from None


def unstructure(value: Any) -> Any:
    """Return a record as dicts, lists and scalars.

    Values that are the default of their attribute are left out: a later version of a record can
    gain an optional attribute and the canonical bytes of older ones stay what they were.
    """
    return _converter().unstructure(value)


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)
    for scalar, name in ((str, "text"), (int, "a whole number"), (bool, "true or false")):
        converter.register_structure_hook_func(_exactly(scalar), _scalar_hook(scalar, name))
    for kind, form in FORMS.items():
        converter.register_structure_hook_func(_exactly(kind), _form_hook(form))
    converter.register_structure_hook_func(_exactly(dt.date), lambda value, _: _date(value))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook_func(_is_enum, _enum_member)
    converter.register_structure_hook_factory(attrs.has, lambda cls: _record_hook(cls, converter))
    converter.register_structure_hook_factory(
        lambda kind: get_origin(kind) is tuple, lambda kind: _tuple_hook(kind, converter)
    )
    converter.register_structure_hook_factory(
        lambda kind: get_origin(kind) is dict, lambda kind: _mapping_hook(kind, converter)
    )
    converter.register_structure_hook_func(
        _exactly(Translations), lambda value, _: _translations(value, converter)
    )
    converter.register_unstructure_hook(Translations, lambda value: dict(value.entries))
    return converter


def _exactly(kind: Any) -> Callable[[Any], bool]:
    return lambda other: other is kind


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _scalar_hook(scalar: type, name: str) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        # `type is`, because a bool is an int to isinstance.
        if type(value) is not scalar:
            raise _Fault(f"expected {name}, found {describe(value)}")
        return value

    return hook


def _form_hook(form: Form) -> Callable[[Any, Any], str]:
    pattern = re.compile(form.pattern)

    def hook(value: Any, _: Any) -> str:
        if not isinstance(value, str):
            raise _Fault(f"expected {form.expected}, found {describe(value)}")
        if len(value) > form.longest:
            raise _Fault(f"too long: {len(value):,} characters, at most {form.longest:,}")
        if not pattern.fullmatch(value):
            raise _Fault(f"expected {form.expected}, found {describe(value)}")
        return value

    return hook


def _date(value: Any) -> dt.date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise _Fault(f"there is no such day: {shorten(value)}") from None
    raise _Fault(f"expected a date as 2025-06-12, found {describe(value)}")


def _enum_member(value: Any, kind: type[enum.Enum]) -> enum.Enum:
    for member in kind:
        if type(value) is str and member.value == value:
            return member
    known = [str(member.value) for member in kind]
    raise _Fault(
        f"expected one of {', '.join(known)}, found {describe(value)}", _suggest(value, known)
    )


def _record_hook(cls: type, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    build = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)

    def hook(value: Any, kind: Any) -> Any:
        if not isinstance(value, dict):
            raise _Fault(f"expected a table of keys and values, found {describe(value)}")
        return build(value, kind)

    return hook


def _tuple_hook(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    item = get_args(kind)[0]

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise _Fault(f"expected a list, found {describe(value)}")
        return tuple(_each(enumerate(value), item, converter))

    return hook


def _mapping_hook(kind: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    key_type, item = get_args(kind)

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise _Fault(f"expected a table of keys and values, found {describe(value)}")
        # The key's own form is checked with the value's, so that both have the same path.
        keys = _each(((key, key) for key in value), key_type, converter)
        return dict(zip(keys, _each(value.items(), item, converter), strict=True))

    return hook


def _each(pairs: Any, item: Any, converter: cattrs.Converter) -> list[Any]:
    built, faults = [], []
    for step, value in pairs:
        try:
            built.append(converter.structure(value, item))
        except Exception as fault:
            fault.__notes__ = [*getattr(fault, "__notes__", []),
                               IterableValidationNote("in a list", step, item)]
            faults.append(fault)
    if faults:
        raise IterableValidationError("in a list", faults, item)
    return built


def _translations(value: Any, converter: cattrs.Converter) -> Translations:
    texts = converter.structure(value, dict[Language, Line])
    return Translations(tuple(sorted(texts.items())))


def _explain(error: BaseException, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, sentence and hint of every fault under *error*."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _explain(inner, _step(inner, path))
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield at(path, key), "unknown key", _suggest(key, known)
    elif isinstance(error, KeyError):
        yield path, "missing", ""
    elif isinstance(error, _Fault):
        yield path, error.what, error.hint
    elif isinstance(error, SkillcertError):
        yield path, error.what, error.hint
    else:  # pragma: no cover - a value that no hook foresaw is still no traceback
        yield path, f"not usable: {shorten(str(error))}", ""


def _step(error: BaseException, path: str) -> str:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return at(path, note.name)
        if isinstance(note, IterableValidationNote):
            return at(path, note.index)
    return path


def _suggest(value: Any, known: list[str]) -> str:
    close = difflib.get_close_matches(str(value), known, n=1)
    return f"Did you mean {close[0]}?" if close else ""
