"""JSON Schema for records, made from the classes, so that it says what the codec does.

Rules of this module

- JSON Schema draft 2020-12. Nothing is written by hand: keys, types and defaults are the class's,
  forms are the codec's, descriptions are the class's docstring.
- The schema says what can be said of one value at a time. That a key stands once, that a day exists
  and that an id is cited rightly is for the codec and the rules to say.
"""

from __future__ import annotations

import datetime as dt
import enum
import inspect
import re
import types
from typing import Any, Union, get_args, get_origin

import attrs

from skillcert import codec
from skillcert.codec.forms import FORMS
from skillcert.model import Language, Line, Translations

__all__ = ["json_schema"]

Schema = dict[str, Any]

_LARGEST = 2**53 - 1
_SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
}
_DAY: Schema = {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$(?!\\n)",
    "description": "a day as 2025-06-12",
}
_MOMENT: Schema = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$(?!\\n)",
    "description": "a moment in UTC as 2025-06-12T09:30:00Z",
}
_SECTION = re.compile(r"^Attributes:\n((?:[ ]{4}.*\n|\n)*)", re.MULTILINE)
_ENTRY = re.compile(r"^[ ]{4}(\w+): (.*(?:\n[ ]{5,}.*)*)", re.MULTILINE)
_PYTHONS_NULL = re.compile(r"\bNone\b")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def json_schema(cls: type[Any]) -> Schema:
    """Return the schema of the JSON file that holds a record of the class *cls*.

    Args:
        cls: An attrs class that the codec can read.
    """
    definitions: dict[str, Schema] = {}
    own = _record(cls, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **own,
        "$defs": dict(sorted(definitions.items())),
    }


def _record(cls: type[Any], definitions: dict[str, Schema]) -> Schema:
    told = _descriptions(cls)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for field in attrs.fields(attrs.resolve_types(cls)):
        if "only" in field.metadata:
            schema: Schema = {"const": field.metadata["only"]}
        else:
            schema = dict(_of(field.type, definitions))
        if field.name in told:
            schema["description"] = told[field.name]
        if field.default is attrs.NOTHING:
            required.append(field.name)
        elif not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
            schema["default"] = codec.unstructure(field.default)
        properties[field.name] = schema
    return {
        "title": _CAPITAL.sub(" ", cls.__name__).capitalize(),
        "description": _summary(cls),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of(kind: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a value of the type *kind*; what has a name goes to *definitions*."""
    if kind in _SCALARS:
        return _SCALARS[kind]
    if kind is dt.date:
        return _defined("Day", _DAY, definitions)
    if kind is dt.datetime:
        return _defined("Moment", _MOMENT, definitions)
    if kind in FORMS:
        return _defined(kind.__name__, _form(kind), definitions)
    if kind is Translations:
        return _of(dict[Language, Line], definitions)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        members = {"enum": [member.value for member in kind], "description": _summary(kind)}
        return _defined(kind.__name__, members, definitions)
    if isinstance(kind, type) and attrs.has(kind):
        if kind.__name__ not in definitions:
            # The place is taken first, for a record that holds its like.
            definitions[kind.__name__] = {}
            definitions[kind.__name__].update(_record(kind, definitions))
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _generic(kind, definitions)


def _generic(kind: Any, definitions: dict[str, Schema]) -> Schema:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        (some,) = (item for item in arguments if item is not type(None))
        return {"anyOf": [_of(some, definitions), {"type": "null"}]}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is tuple:
        items = [_of(item, definitions) for item in arguments]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    if origin is dict:
        key, value = (_of(item, definitions) for item in arguments)
        return {"type": "object", "propertyNames": key, "additionalProperties": value}
    raise TypeError(f"a record has no attribute of the type {kind}")


def _defined(name: str, schema: Schema, definitions: dict[str, Schema]) -> Schema:
    definitions[name] = schema
    return {"$ref": f"#/$defs/{name}"}


def _form(kind: Any) -> Schema:
    form = FORMS[kind]
    # Some engines let $ match before a line break at the end; the form does not.
    return {
        "type": "string",
        "pattern": f"^(?:{form.pattern})$(?!\\n)",
        "maxLength": form.longest,
        "description": form.expected,
    }


def _summary(cls: type[Any]) -> str:
    """Return what stands in the docstring of *cls* before its sections, on one line."""
    text = inspect.getdoc(cls) or ""
    return " ".join(_SECTION.sub("", text + "\n").split())


def _descriptions(cls: type[Any]) -> dict[str, str]:
    """Return what the docstring of *cls* says of each attribute."""
    section = _SECTION.search((inspect.getdoc(cls) or "") + "\n")
    if section is None:
        return {}
    told = {name: " ".join(text.split()) for name, text in _ENTRY.findall(section[1])}
    return {name: _PYTHONS_NULL.sub("null", text) for name, text in told.items()}
