"""What is wrong with a value, in words, and where it stands."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator
from typing import Any

import attrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from skillcert.codec.tree import at, describe
from skillcert.errors import shorten

__all__ = ["FaultError", "explain", "misfit", "quotes_hint", "suggestion"]


class FaultError(Exception):
    """What is wrong with one value; it never leaves the codec."""

    def __init__(self, what: str, hint: str = "") -> None:
        self.what = what
        self.hint = hint
        super().__init__(what)


def misfit(text: str, pattern: re.Pattern[str], expected: str) -> FaultError:
    """Return the fault of a *text* that does not match *pattern*."""
    if not text.strip():
        return FaultError(f"expected {expected}, found an empty text")
    if pattern.fullmatch(text.strip()):
        return FaultError(
            f"a space stands at the start or the end of {describe(text)}", "Remove it"
        )
    return FaultError(f"expected {expected}, found {describe(text)}")


def quotes_hint(value: Any, wanted: Any) -> str:
    """Return a hint where a value of another kind is only spelt as the wanted one, or as text."""
    if wanted is str and type(value) in {int, float, bool, dt.date}:
        return "Put it in quotation marks"
    if wanted is int and isinstance(value, str) and re.fullmatch("[0-9]+", value):
        return "Write it without quotation marks"
    if wanted is bool and isinstance(value, str) and value in {"true", "false"}:
        return "Write it without quotation marks"
    return ""


def explain(error: BaseException, path: str) -> Iterator[tuple[str, str, str]]:
    """Yield path, sentence and hint of every fault under *error*."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from explain(inner, _step(inner, path))
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields, key=str):
            yield at(path, key), "unknown key", suggestion(key, known) or _listed(known)
    elif isinstance(error, KeyError):
        yield path, "the key is missing", ""
    elif isinstance(error, FaultError):
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


def suggestion(value: Any, known: list[str]) -> str:
    """Return a question that names the one of *known* that is like *value*, or nothing."""
    close = difflib.get_close_matches(str(value), known, n=1)
    return f"Did you mean {close[0]}?" if close else ""


def _listed(known: list[str]) -> str:
    return f"Known here: {', '.join(known)}"
