"""The one gate that every text passes before it is kept: no national identity number enters.

Rules of this module

- All strings of a record are looked at, ids too: a hurried person types a number into any field.
- What is a digest, a key or a time by its type is left out; its digits mean nothing.
- The message says in which field the number stands and of which kind it is, and never repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import attrs

from skillcert.codec import at
from skillcert.errors import RefusedError
from skillcert.model import Digest, KeyHex, KeyId, Sha256
from skillcert.privacy import mask, number_hits
from skillcert.refusals import Refusal, RefusalReason, refuse

__all__ = ["identity_number_refusals", "refuse_identity_numbers", "texts_of"]

_MADE_BY_MACHINES = frozenset({Digest, KeyHex, KeyId, Sha256})


def refuse_identity_numbers(record: Any, *, path: str = "") -> None:
    """Refuse a record in which a national identity number stands.

    Args:
        record: An attrs record, or a text.
        path: What stands before the field's name in the message, such as `evidence`.

    Raises:
        RefusedError: A Norwegian, Danish or Swedish number stands in one of its texts.
    """
    if refusals := identity_number_refusals(record, path=path):
        raise RefusedError(refusals)


def identity_number_refusals(record: Any, *, path: str = "") -> tuple[Refusal, ...]:
    """Return a refusal for each national identity number in a record, with its digits masked.

    Args:
        record: An attrs record, or a text.
        path: What stands before the field's name.
    """
    return tuple(
        refuse(RefusalReason.IDENTITY_NUMBER, where=place, kind=hit.entry, number=mask(hit.text))
        for place, text in texts_of(record, path)
        for hit in number_hits(place, text)
    )


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a record with its path, except what machines make.

    Args:
        value: A record, a tuple of records, or one value.
        path: The path of *value*.
    """
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts_of(item, at(path, index))
    elif attrs.has(cls := type(value)):
        for name in _fields(cls):
            yield from texts_of(getattr(value, name), at(path, name))


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    """Return the names of the fields that may hold what somebody typed."""
    fields = attrs.fields(attrs.resolve_types(cls))
    return tuple(field.name for field in fields if not _made_by_machine(field.type))


def _made_by_machine(kind: Any) -> bool:
    return kind in _MADE_BY_MACHINES or any(
        _made_by_machine(item) for item in get_args(kind) if item is not Ellipsis
    )
