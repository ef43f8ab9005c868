"""The one converter between plain trees and records."""

from __future__ import annotations

import datetime as dt
import enum
import re
import types
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from skillcert.codec.faults import FaultError, explain, misfit, quotes_hint, suggestion
from skillcert.codec.forms import FORMS, Form, other_format
from skillcert.codec.tree import HALF_CHARACTER, MOST_PROBLEMS, describe, first, too_large, written
from skillcert.errors import CodecError, Problem, shorten
from skillcert.model import Language, Line, Translations

__all__ = ["structure", "unstructure"]

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def structure(cls: type[T], tree: Any, *, source: str = "") -> T:
    """Build a record of type *cls* from a plain tree.

    Args:
        cls: An attrs class.
        tree: Dicts, lists and scalars, as `parse_json` returns them.
        source: The file's name, for the messages.

    Raises:
        CodecError: The tree is no such record; it holds every problem found, or the first hundred.
        TypeError: The class has an attribute of a type that no record can have, such as `float`.
    """
    # Outside of the try: a class that cannot be read is its author's fault and not the data's.
    build: Callable[[Any, Any], T] = _converter().get_structure_hook(cls)
    try:
        return build(tree, cls)
    except Exception as error:  # noqa: BLE001 - whatever data does to a hook is data's fault
        faults = (
            Problem(file=source, path=path, what=what, hint=hint)
            for path, what, hint in explain(error, "")
        )
        problems = first(faults, source=source)
    # Outside of the except: the error would carry the whole tree of exceptions along.
    raise CodecError(problems)


def unstructure(value: Any) -> Any:
    """Return a record as dicts, lists and scalars.

    Values that are the default of their attribute are left out: a later version of a record can
    gain an optional attribute and the canonical bytes of older ones stay what they were.

    Raises:
        CodecError: A value is not what its type says, or the tree is nested too deep.
    """
    return written(lambda: _converter().unstructure(value))


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)
    for scalar, name in ((str, "text"), (int, "a whole number"), (bool, "true or false")):
        # By class, not by predicate: cattrs' own hooks, which coerce, would come first.
        converter.register_structure_hook(scalar, _scalar_hook(scalar, name))
    for form_kind, form in FORMS.items():
        converter.register_structure_hook_func(_exactly(form_kind), _form_hook(form))
    converter.register_structure_hook_func(_exactly(dt.date), lambda value, _: _date(value))
    converter.register_unstructure_hook(dt.date, dt.date.isoformat)
    converter.register_structure_hook_func(_exactly(dt.datetime), lambda value, _: _moment(value))
    converter.register_unstructure_hook(dt.datetime, _written_moment)
    converter.register_structure_hook_func(_is_enum, _enum_member)
    converter.register_unstructure_hook_factory(_is_enum, _written_member)
    for wanted, factory in (
        (attrs.has, _record_hook),
        (_generic(tuple), _tuple_hook),
        (_generic(dict), _mapping_hook),
        (_exactly(Translations), _translations_hook),
    ):
        converter.register_structure_hook_factory(wanted, _bound(factory, converter))
    # Without it, tuples of fixed length stay tuples.
    converter.register_unstructure_hook_factory(
        _generic(tuple), lambda _: lambda value: [converter.unstructure(item) for item in value]
    )
    converter.register_unstructure_hook(Translations, lambda value: dict(value.entries))
    return converter


def _exactly(kind: Any) -> Callable[[Any], bool]:
    return lambda other: other is kind


def _generic(origin: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _bound(
    factory: Callable[[Any, cattrs.Converter], Hook], converter: cattrs.Converter
) -> Callable[[Any], Hook]:
    return lambda kind: factory(kind, converter)


def _require_readable(kind: Any, where: str) -> None:
    """Refuse a type that has no strict hook here, because cattrs would coerce to it.

    A float is none: 3.0 is 3 in canonical bytes, so it is not read back as what it was. Nor is an
    enum that is a string or a number too, which cattrs takes for that.
    """
    if kind in {str, int, bool, dt.date, dt.datetime} or kind in FORMS or attrs.has(kind):
        return
    if _is_enum(kind) and not issubclass(kind, str | int):
        return
    arguments = [item for item in get_args(kind) if item not in {type(None), Ellipsis}]
    optional = get_origin(kind) in {Union, types.UnionType} and len(arguments) == 1
    if not arguments or not (optional or get_origin(kind) in {tuple, dict}):
        raise TypeError(f"{where}: a record has no attribute of the type {kind}")
    for item in arguments:
        _require_readable(item, where)


def _scalar_hook(scalar: Any, name: str) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        # `type is`, because a bool is an int to isinstance.
        if type(value) is not scalar:
            raise FaultError(
                f"expected {name}, found {describe(value)}", quotes_hint(value, scalar)
            )
        if what := too_large(value):
            raise FaultError(what)
        return _whole(value) if scalar is str else value

    return hook


def _form_hook(form: Form) -> Hook:
    pattern = re.compile(form.pattern)

    def hook(value: Any, _: Any) -> str:
        if not isinstance(value, str):
            found = f"expected {form.expected}, found {describe(value)}"
            raise FaultError(found, quotes_hint(value, str))
        if len(value) > form.longest:
            raise FaultError(f"too long: {len(value):,} characters, at most {form.longest:,}")
        if not pattern.fullmatch(value):
            raise misfit(value, pattern, form.expected)
        return _whole(value)

    return hook


def _whole(text: str) -> str:
    if HALF_CHARACTER.search(text):
        raise FaultError("the text holds half of a surrogate pair, which is no character")
    return text


def _date(value: Any) -> dt.date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise FaultError(f"there is no such day: {shorten(value)}") from None
    raise FaultError(f"expected a date as 2025-06-12, found {describe(value)}")


def _moment(value: Any) -> dt.datetime:
    """Read a moment as RFC 3339 writes it, in the one form that it has here: UTC, whole seconds."""
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return dt.datetime.fromisoformat(value)
        except ValueError:
            raise FaultError(f"there is no such moment: {shorten(value)}") from None
    raise FaultError(f"expected a moment as 2025-06-12T09:30:00Z, found {describe(value)}")


def _written_moment(value: dt.datetime) -> Any:
    """Write a moment; one that has no such form stays what it is and is refused as no JSON.

    A datetime is a date to Python, so it also comes here where a day was meant.
    """
    if value.tzinfo != dt.UTC or value.microsecond:
        return value
    return value.replace(tzinfo=None).isoformat() + "Z"


def _enum_member(value: Any, kind: type[enum.Enum]) -> enum.Enum:
    for member in kind:
        if type(value) is str and member.value == value:
            return member
    known = [str(member.value) for member in kind]
    raise FaultError(
        f"expected one of {', '.join(known)}, found {describe(value)}", suggestion(value, known)
    )


def _written_member(kind: type[enum.Enum]) -> Callable[[Any], Any]:
    def hook(value: Any) -> Any:
        if not isinstance(value, kind):
            raise TypeError(f"expected a {kind.__name__}, found {describe(value)}")
        return value.value

    return hook


def _record_hook(cls: type[Any], converter: cattrs.Converter) -> Hook:
    for field in attrs.fields(attrs.resolve_types(cls)):
        _require_readable(field.type, f"{cls.__name__}.{field.name}")
    only = {
        field.name: field.metadata["only"]
        for field in attrs.fields(cls)
        if "only" in field.metadata
    }
    overrides: Any = {name: override(struct_hook=_only_hook(own)) for name, own in only.items()}
    build = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True, **overrides)

    def hook(value: Any, kind: Any) -> Any:
        if not isinstance(value, dict):
            raise FaultError(f"expected a table of keys and values, found {describe(value)}")
        for name, own in only.items():
            # What else stands in a file of another format cannot be judged by this one's keys.
            if other_format(value.get(name), own):
                raise _in_list([_marked(_foreign(value[name], own), name)])
        return build(value, kind)

    return hook


def _only_hook(own: Any) -> Hook:
    def hook(value: Any, _: Any) -> Any:
        if type(value) is not type(own) or value != own:
            raise FaultError(f"expected {own}, found {describe(value)}")
        return value

    return hook


def _foreign(value: Any, own: Any) -> FaultError:
    return FaultError(
        f"this version reads the format {own}, not {shorten(value)}",
        "Install a newer skillcert" if _number(value) > _number(own) else "",
    )


def _number(form: Any) -> tuple[int, str]:
    digits = str(form).rpartition("/")[2].lstrip("0")
    return len(digits), digits


def _tuple_hook(kind: Any, converter: cattrs.Converter) -> Hook:
    items = get_args(kind)
    if items[-1] is Ellipsis:
        each = _item_hook(items[0], converter)
        return lambda value, _: tuple(_each(enumerate(_list(value)), each))
    hooks = [_item_hook(item, converter) for item in items]

    def hook(value: Any, _: Any) -> Any:
        if len(_list(value)) != len(hooks):
            raise FaultError(f"expected a list of {len(hooks)}, found a list of {len(value)}")
        pairs = zip(value, hooks, strict=True)
        return tuple(_each(enumerate(pairs), lambda pair: pair[1](pair[0])))

    return hook


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        hint = "Put it in square brackets" if isinstance(value, str) else ""
        raise FaultError(f"expected a list, found {describe(value)}", hint)
    return value


def _mapping_hook(kind: Any, converter: cattrs.Converter) -> Hook:
    key_hook, value_hook = (_item_hook(item, converter) for item in get_args(kind))

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise FaultError(f"expected a table of keys and values, found {describe(value)}")
        # A faulty key and a faulty value have the same path, and both are told.
        built = _each(
            (
                (key, part)
                for key, item in value.items()
                for part in ((key_hook, key), (value_hook, item))
            ),
            lambda part: part[0](part[1]),
        )
        return dict(zip(built[::2], built[1::2], strict=True))

    return hook


def _translations_hook(_: Any, converter: cattrs.Converter) -> Hook:
    texts = converter.get_structure_hook(dict[Language, Line])

    def hook(value: Any, _: Any) -> Translations:
        return Translations(tuple(sorted(texts(value, dict[Language, Line]).items())))

    return hook


def _item_hook(item: Any, converter: cattrs.Converter) -> Callable[[Any], Any]:
    hook = converter.get_structure_hook(item)
    return lambda value: hook(value, item)


def _each(pairs: Iterable[tuple[Any, Any]], build: Callable[[Any], Any]) -> list[Any]:
    built, faults = [], []
    for step, value in pairs:
        try:
            built.append(build(value))
        except Exception as fault:  # noqa: BLE001 - collected, and told by `structure`
            faults.append(_marked(fault, step))
            if len(faults) > MOST_PROBLEMS:
                break
    if faults:
        raise _in_list(faults)
    return built


def _marked(fault: Exception, step: Any) -> Exception:
    fault.add_note(IterableValidationNote("in a list", step, None))
    return fault


def _in_list(faults: list[Exception]) -> IterableValidationError:
    return IterableValidationError("in a list", faults, list)
