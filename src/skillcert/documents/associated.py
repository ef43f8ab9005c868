"""What a file carries for software to read: the public part of the evidence record, as JSON.

Rules of this module

- The public part is what the paper says and nothing else: no evidence, no note, no assessor who did
  not sign, no day of the period where the paper tells months.
- Pictures stand in it as digests of their files.
- It is named the same for everybody, since names of files give people away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import attrs

from skillcert import codec
from skillcert.codec.tree import written
from skillcert.model import Certificate, DatePrecision, Document

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
    # The kind first, and with it the other defaults that a reader cannot guess.
    said: dict[str, Any] = {"document": document.document.value}
    said |= _without_files(codec.unstructure(document))
    if isinstance(document, Certificate):
        said["date_precision"] = document.date_precision.value
        if (period := said.pop("period")) is not None:
            said["period"] = _told(period, document.date_precision)
    return said


def _told(period: dict[str, str], precision: DatePrecision) -> dict[str, str]:
    """Return the period as exactly as the paper tells it."""
    return {end: day[: _LENGTHS[precision]] for end, day in period.items()}


def _without_files(node: Any) -> Any:
    """Return a tree with digests in the place of pictures."""
    if isinstance(node, dict):
        return dict(map(_entry, node.items()))
    return [_without_files(item) for item in node] if isinstance(node, list) else node


def _entry(entry: tuple[str, Any]) -> tuple[str, Any]:
    key, value = entry
    if isinstance(value, bytes):
        return "digest", f"sha256:{hashlib.sha256(value).hexdigest()}"
    return key, _without_files(value)
