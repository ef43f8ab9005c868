"""What a file carries for software to read: the public part of the evidence record, as JSON.

Rules of this module

- The public part is what the paper says and nothing else: no evidence, no note, no assessor who did
  not sign. No date but that of the issue is more exact than on the paper.
- Pictures stand in it as digests of their files.
- It is named the same for everybody, since names of files give people away.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from skillcert.codec.tree import written
from skillcert.model import DatePrecision

if TYPE_CHECKING:
    from skillcert.model import Document

__all__ = [
    "FORMAT",
    "Attachment",
    "badge_attachment",
    "code_attachment",
    "public_part",
    "record_attachment",
]

FORMAT = "skillcert-document/1"
"""The name of the format that the public part is written in."""

_LENGTHS = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}
"""How many characters of a date as 2025-06-30 are told."""


@attrs.frozen(kw_only=True)
class Attachment:
    """A file that a document carries (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8 and annex E).

    Attributes:
        name: Its name: ASCII, the same for every holder.
        media_type: Its media type, as `application/json`.
        data: Its bytes.
    """

    name: str
    media_type: str
    data: bytes = attrs.field(repr=False)


def record_attachment(data: bytes) -> Attachment:
    """Return the public part of a record as what a document carries."""
    return Attachment(name="record.json", media_type="application/json", data=data)


def code_attachment(code: str) -> Attachment:
    """Return the code on the paper as what a document carries, for those who have the file."""
    return Attachment(name="code.txt", media_type="text/plain", data=code.encode("ascii"))


def badge_attachment(data: bytes) -> Attachment:
    """Return an Open Badge as what a document carries."""
    return Attachment(name="badge.json", media_type="application/json", data=data)


def public_part(documents: Sequence[Document]) -> bytes:
    """Return what a document says, as JSON for software: UTF-8, on one line, the same each time.

    Args:
        documents: What it says, once in each of its languages.

    Raises:
        CodecError: A text holds what JSON has no form for, such as half of a surrogate pair.
    """
    said = {"format": FORMAT, "documents": [_said(document) for document in documents]}
    # Not indented: that takes a millisecond, in which a tenth of a certificate is drawn.
    return written(
        lambda: json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    )


def _said(document: Document) -> dict[str, Any]:
    precision = getattr(document, "date_precision", DatePrecision.MONTH)
    said: dict[str, Any] = _plain(document, _LENGTHS[precision])
    # What is left out as the default of its attribute stands here where a reader cannot guess it,
    # and the day of issue, which every paper tells.
    first = {"document": document.document.value, "language": document.language}
    told = {"date_precision": precision.value, "issued_on": document.issued_on.isoformat()}
    return {**first, **said, **told}


def _plain(value: Any, told: int) -> Any:
    """Return a record as dicts, lists and scalars.

    It goes by types and not by names, so that whatever a document tells later, no day of it is
    more exact than on the paper, and no file is in it.

    Args:
        value: The record, or what is in it.
        told: How many characters of a date are told.
    """
    match value:
        case enum.Enum():
            return value.value
        case str():
            return value
        case dt.date():
            return value.isoformat()[:told]
        case tuple():
            return [_plain(item, told) for item in value]
        case _ if attrs.has(type(value)):
            return dict(_entries(value, told))
        case _:
            return value


def _entries(record: Any, told: int) -> Iterator[tuple[str, Any]]:
    """Yield what stands in a record; defaults are left out, as the codec leaves them out."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if value is None or value == field.default:
            continue
        if isinstance(value, bytes):
            yield "digest", f"sha256:{hashlib.sha256(value).hexdigest()}"
        else:
            yield field.name, _plain(value, told)
