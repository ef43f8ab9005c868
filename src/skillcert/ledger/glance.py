"""What an event says of itself, read at a glance from its canonical bytes.

A chain is checked event by event, and building every record of a hundred thousand would take longer
than verifying their signatures. Canonical bytes have one form, and a pattern made from the classes
of `skillcert.model` knows it, so one match shows that bytes are an event in that form.

Rules of this module

- What matches is an event, and the codec reads the same from it. Not everything that is one
  matches: a version with an umlaut in it goes the longer way, through the codec.
- Patterns take time in proportion to the bytes: no part of one can match what the next one can.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import re
import types
from collections.abc import Collection
from functools import cache
from typing import Any, Union, get_args, get_origin

import attrs

from skillcert import codec
from skillcert.errors import CodecError, RefusedError
from skillcert.model import (
    Digest,
    Event,
    EventKind,
    KeyHex,
    KeyId,
    Language,
    Line,
    Reference,
    Sha256,
    Token,
)
from skillcert.refusals import RefusalReason, refuse

__all__ = ["LARGEST_BODY", "Glance", "glance", "read_event"]

LARGEST_BODY = 64 * 1024
"""The most bytes that an event has. A certificate with a hundred lines has about 12,000."""

_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_FORMS: dict[Any, str] = {
    Token: r'"[a-z][a-z0-9_]{0,63}"',
    Reference: r'"[A-Za-z0-9][A-Za-z0-9._:\-]{0,127}"',
    Language: r'"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"',
    Sha256: r'"[0-9a-f]{64}"',
    Digest: r'"sha256:[0-9a-f]{64}"',
    KeyId: r'"[0-9a-f]{16}"',
    KeyHex: r'"[0-9a-f]{64}"',
    # Only lines that are written in JSON as they are; versions and media types are.
    Line: r'"[A-Za-z0-9](?:[A-Za-z0-9 ._+/\-]{0,62}[A-Za-z0-9])?"',
    dt.date: f'"{_DAY}"',
    dt.datetime: f'"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"',
    int: r"(?:0|-?[1-9][0-9]{0,14})",
}
_NAMED = ("id", "site", "at", "key")
"""What is read of the event itself."""
_TOLD = ("on", "person")
"""What is read of what it says, where it says it."""


@attrs.frozen(kw_only=True)
class Glance:
    """What an event says of itself.

    Attributes:
        id: Its id.
        site: Its site.
        at: When it was signed.
        key: The key that it names as its signer's.
        kind: What it says.
        name: The same, as it is written.
        person: The person whom it is about, if it is about one.
        on: The day that it speaks of, if it speaks of one.
    """

    id: Reference
    site: Token
    at: dt.datetime
    key: KeyId
    kind: EventKind
    name: str
    person: Reference | None = None
    on: dt.date | None = None

    @classmethod
    def of(cls, event: Event) -> Glance | None:
        """Return the same of a record; None if it says nothing, or more than one thing."""
        kind = event.kind
        if kind is None:
            return None
        payload = getattr(event, kind.value)
        return cls(
            id=event.id,
            site=event.site,
            at=event.at,
            key=event.key,
            kind=kind,
            name=kind.value,
            person=getattr(payload, "person", None),
            on=getattr(payload, "on", None),
        )


def glance(body: bytes) -> Glance | None:
    """Return what the event in *body* says of itself; None if only the codec can tell."""
    if len(body) > LARGEST_BODY or not body.isascii():
        return None
    text = body.decode("ascii")
    # What an event says is the only object in it, and the key before that is the kind.
    end = text.find('":{')
    name = text[text.rfind('"', 0, end) + 1 : end]
    pattern = _pattern(name) if name in _KINDS else None
    found = pattern.fullmatch(text) if pattern else None
    if found is None:
        return None
    event_id, site, at, key, on, person = found.group(*_NAMED, *_TOLD)
    try:
        return Glance(
            id=Reference(event_id),
            site=Token(site),
            at=dt.datetime.fromisoformat(at),
            key=KeyId(key),
            kind=_KINDS[name],
            name=name,
            person=Reference(person) if person else None,
            on=dt.date.fromisoformat(on) if on else None,
        )
    except ValueError:  # there is no such day
        return None


def read_event(body: bytes) -> Event:
    """Return the event that *body* is, if these are its canonical bytes.

    Raises:
        RefusedError: It is none, or it is written in another way than the canonical one.
    """
    if len(body) > LARGEST_BODY:
        raise RefusedError([refuse(RefusalReason.TOO_LARGE, size=len(body), most=LARGEST_BODY)])
    try:
        if glance(body):  # the form is known, so what is left is to build the record
            return codec.structure(Event, json.loads(body))
        event = codec.load_json(Event, body)
        if codec.canonical(event) == body:
            return event
        why = "it is not in its canonical form"
    except CodecError as error:
        why = str(error.problems[0])
    raise RefusedError([refuse(RefusalReason.NO_EVENT, why=why)])


_KINDS = {kind.value: kind for kind in EventKind}


class _NotKnownError(Exception):
    """A type whose values a pattern cannot know."""


@cache
def _pattern(kind: str) -> re.Pattern[str] | None:
    """Return the pattern of a kind of event, if it has one; made when the first such event comes.

    Whoever signs once meets few kinds, and would wait for the others.
    """
    try:
        return _with_all_told(_event(kind))
    except _NotKnownError:  # names are any text; such events are few
        return None


def _with_all_told(pattern: str) -> re.Pattern[str]:
    """Compile a pattern, with an empty group for what such an event never tells."""
    missing = (name for name in _TOLD if f"(?P<{name}>" not in pattern)
    return re.compile(pattern + "".join(f"(?P<{name}>)" for name in missing))


def _event(kind: str) -> str:
    members = {}
    for field in attrs.fields(attrs.resolve_types(Event)):
        if field.name in _NAMED:
            members[field.name] = _named(field.name, _value(field.type))
        elif field.name == kind:
            members[field.name] = _record(_not_none(field.type), told=_TOLD)
        elif "only" in field.metadata:
            members[field.name] = re.escape(json.dumps(field.metadata["only"]))
    return _object(members, optional=())


def _record(cls: type[Any], *, told: tuple[str, ...] = ()) -> str:
    members, optional = {}, set()
    for field in attrs.fields(attrs.resolve_types(cls)):
        if field.default is not attrs.NOTHING:
            optional.add(field.name)
        value = _value(_not_none(field.type), default=field.default)
        members[field.name] = _named(field.name, value) if field.name in told else value
    return _object(members, optional=optional)


def _object(members: dict[str, str], *, optional: Collection[str]) -> str:
    """Return the pattern of an object: keys sorted, none of the optional ones needed."""
    written = (
        (f'"{name}":{members[name]}(?:,(?=")|(?=}}))', "?" if name in optional else "")
        for name in sorted(members)
    )
    return "{" + "".join(f"(?:{member}){needed}" for member, needed in written) + "}"


def _value(kind: Any, *, default: Any = attrs.NOTHING) -> str:
    """Return the pattern of the values of a type, without the one that is not written out."""
    if get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,):
        one = _value(get_args(kind)[0])
        return rf"\[{one}(?:,{one})*\]" if default == () else rf"\[(?:{one}(?:,{one})*)?\]"
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return "(?:" + "|".join(json.dumps(one.value) for one in kind if one is not default) + ")"
    if kind is int and isinstance(default, int):
        return rf"(?!{default}[,}}]){_FORMS[int]}"
    if default is attrs.NOTHING or default is None:
        if isinstance(kind, type) and attrs.has(kind):
            return _record(kind)
        if kind in _FORMS:
            return _FORMS[kind]
    raise _NotKnownError(kind)


def _named(name: str, pattern: str) -> str:
    """Return *pattern* with a group around what stands between the quotation marks."""
    return f'"(?P<{name}>{pattern[1:-1]})"'


def _not_none(kind: Any) -> Any:
    if get_origin(kind) in {Union, types.UnionType}:
        (kind,) = (one for one in get_args(kind) if one is not types.NoneType)
    return kind
